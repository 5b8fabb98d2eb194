"""The shipped templates know no table, level or sort by name: what a committee declares is what its documents have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from wording import COLOURS, TEN_PER_CENT, plain, write_files

from rapport.build import Request, build
from rapport.diagnostic import Level
from rapport.notation import parse_period

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "år.yaml": f"""
kommun: Norrhamns kommun
nämnd: Kulturnämnden
{COLOURS}
regler:
  mätt: {TEN_PER_CENT}
  bestyr: {{skala: färg, typ: status, status: {{G: [klart], R: [väntar]}}}}
  budget: {TEN_PER_CENT}
  fara: {{skala: färg, typ: riskvärde, gränser: {{G: {{under: 5}}, A: {{från: 5, under: 12}}, R: {{från: 12}}}}}}
standardregler: {{indikator: mätt, uppdrag: bestyr, risk: fara}}
nivåer:
  vision: {{plural: visioner}}
  inriktning: {{plural: inriktningar}}
  löfte: {{plural: löften}}
  värde: {{plural: värden}}
""",
    "mål.yaml": """
mål:
  levande:
    nivå: vision
    namn: En levande stad
    mål:
      scen:
        nivå: inriktning
        namn: Scenen är öppen
        mål:
          kvällar: {nivå: löfte, namn: Fler kvällar, indikatorer: {konserter: {namn: Konserter, målnivå: minst 20}}}
      bok: {nivå: inriktning, namn: Alla läser, indikatorer: {lån: {namn: Lån, målnivå: minst 90}}}
  öppna: {nivå: värde, namn: Vi är öppna, indikatorer: {timmar: {namn: Öppettimmar, målnivå: minst 40}}}
""",
    "ekonomi.yaml": """
ekonomi:
  hus:
    namn: Husens kostnader
    layout: nettokostnad
    rader: {scenen: {namn: Scenen, budget: -900}, alla: {namn: Alla hus, typ: total, summa: [scenen]}}
  bidrag:
    namn: Bidrag till föreningar
    kolumner: {utfall: {namn: Utfall, avser: perioden}, ram: {namn: Ram, avser: helår}}
    rader: {musik: {namn: Musik, ram: -70}}
""",
    "uppdrag.yaml": "uppdrag: {affisch: {text: Gör en affisch, slag: önskemål, aktiviteter: {rita: Rita den}}}\n",
    "risker.yaml": "risker: {regn: {text: Regn, sannolikhet: 4, konsekvens: 3, åtgärder: {tak: {text: Ett tak, ansvarig: Vaktmästare}}}}\n",
    "plan/verksamhet-och-syfte.md": "Kulturen är till för alla.\n",
    "plan/resurser.md": "Husen kostar mest.\n",
    "T1/utfall.yaml": "utfall: {konserter: 21, lån: 80, timmar: 41, kvällar: {text: Allt *fler* kommer.}}\n",
    "T1/ekonomi.yaml": """
ekonomi:
  hus: {scenen: {utfall: -310, periodbudget: -300, prognos: -930, kommentar: Dyr värme.}}
  bidrag: {musik: {utfall: -20}}
""",
    "T1/uppdrag.yaml": "uppdrag: {affisch: {status: väntar, aktiviteter: {rita: klart}}}\n",
    "T1/risker.yaml": "risker: {regn: {kommentar: Det har regnat., åtgärder: {tak: väntar}}}\n",
    "T1/åtgärder.yaml": "åtgärder: {hus: {namn: Husen, poster: {värme: {aktivitet: Sänk värmen, status: klart}}}}\n",
    "T1/viktiga-händelser.md": "Scenen öppnade.\n",
    "T1/sammanfattning-ekonomi.md": "Husen kostar mer än budget.\n",
}
FILES |= {name.replace("T1/", "helår/"): text for name, text in FILES.items() if name.startswith("T1/")}
FILES["helår/sammanfattande-bedömning.md"] = "Ett gott år.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(FILES, tmp_path)


def shown(folder: Path, period: str) -> str:
    """Return everything that the Word file of a period prints, in order."""
    built = build(Request(folder, parse_period(period), folder / "out", pages=False))
    assert [finding for finding in built.diagnostics if finding.level is Level.ERROR] == []
    document = docx.Document(str(next(file for file in built.files if file.suffix == ".docx")))
    texts = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))
    return plain("\n".join(filter(None, texts)))


def in_order(text: str, *wanted: str) -> bool:
    places = [text.rfind(f"\n{words}") for words in wanted]
    return -1 not in places and places == sorted(places)


def test_an_interim_report_has_a_chapter_for_each_level_at_the_top(folder: Path) -> None:
    text = shown(folder, "2031-T1")
    assert in_order(text, "Uppföljning av visioner", "En levande stad", "Scenen är öppen", "Alla läser")
    assert in_order(text, "Alla läser", "Uppföljning av värden", "Vi är öppna", "Uppföljning av uppdrag")


@pytest.mark.parametrize("period", ["2031-T1", "2031"])
def test_nothing_that_was_reported_is_left_out(folder: Path, period: str) -> None:
    text = shown(folder, period)
    told = ["Konserter", "Lån", "Öppettimmar", "Allt fler kommer.", "Dyr värme.", "Husens kostnader"]
    told += ["Bidrag till föreningar", "Gör en affisch", "Rita den: klart", "Sänk värmen", "Det har regnat."]
    told += ["Ett tak", "Vaktmästare", "Scenen öppnade.", "Husen kostar mer än budget."]
    assert [words for words in told if words not in text] == []


def test_a_plan_has_every_goal_assignment_measure_and_budget(folder: Path) -> None:
    text = shown(folder, "2031-plan")
    assert in_order(
        text, "Visioner", "En levande stad", "Scenen är öppen", "Värden", "Vi är öppna", "Uppdrag"
    )
    told = ["Konserter", "≥ 20", "Gör en affisch", "Rita den", "Ett tak", "Vaktmästare", "−900", "−70"]
    assert [words for words in told if words not in text] == []


def test_a_plan_has_no_columns_for_what_has_not_happened(folder: Path) -> None:
    text = shown(folder, "2031-plan")
    assert [words for words in ("Status", "Prognos", "Utfall", "Ändring mot") if words in text] == []


def test_a_committee_without_risks_or_assignments_has_no_chapters_for_them(tmp_path: Path) -> None:
    left_out = ("uppdrag.yaml", "risker.yaml", "åtgärder.yaml")
    files = {name: text for name, text in FILES.items() if not name.endswith(left_out)}
    text = shown(write_files(files, tmp_path), "2031-T1")
    assert [words for words in ("Uppföljning av uppdrag", "riskhantering", "Åtgärder") if words in text] == []


def test_one_chapter_may_be_worded_anew(folder: Path) -> None:
    own = '{% extends "delårsrapport.md.j2" %}\n{% block händelser %}\n# Det har hänt\n\nMycket.\n{% endblock %}\n'
    write_files(
        {"templates/vår.md.j2": own, "år.yaml": FILES["år.yaml"] + "mallar: {delårsrapport: vår}\n"}, folder
    )
    text = shown(folder, "2031-T1")
    assert in_order(text, "Det har hänt", "Mycket.", "Måluppfyllelse i korthet")
    assert "Scenen öppnade." not in text
