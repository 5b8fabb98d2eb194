"""A report composed: template, prose and tables become one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, COMMITTEE, composed_from, dump_blocks, dump_document

from rapport.compose.appendix import compose_appendix, sheet_name
from rapport.compose.calls import on_one_line
from rapport.compose.document import Landscape, TableBlock, flat
from rapport.diagnostic import Diagnostic, Level, format_diagnostic
from rapport.origin import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.compose.report import Composed

YEAR = f"""{COMMITTEE}{COLOURS}
omfattning: Äldreomsorg
motto: Trygg hela livet
regler:
  status: {{skala: färg, typ: status, status: {{G: [genomfört], A: [pågående], R: [försenat]}}, anmärkning: Beslutat av nämnden}}
  alla: {{skala: färg, typ: sammanvägning}}
standardregler: {{uppdrag: status}}
nivåer: {{område: {{}}, mål: {{regel: alla}}}}
mål:
  trygghet: {{nivå: område, namn: Trygghet, text: Alla ska vara trygga., mål: {{larm: {{nivå: mål, namn: Larmen fungerar}}}}}}
uppdrag: {{sommarjobb: Fler sommarjobb}}
ekonomi:
  netto:
    namn: Nettokostnad
    kolumner: {{utfall: {{namn: Utfall}}}}
    rader:
      hem: {{namn: I hemmet, typ: rubrik}}
      hemtjänst: {{namn: Hemtjänst}}
      larm: {{namn: Trygghetslarm}}
      hemma: {{namn: Summa hemma, summa: [hemtjänst, larm]}}
      bo: {{namn: Boende, typ: rubrik}}
      boende: {{namn: Särskilt boende}}
"""
REPORT = """
datum: 2031-05-26
diarienummer: ON 2031/17
uppdrag: {sommarjobb: genomfört}
utfall: {larm: {bedömning: G, kommentar: "Allt bytt: {{ ekonomi.netto.larm.utfall | tkr }}."}}
ekonomi:
  netto:
    hemtjänst: {utfall: -10, kommentar: Fler timmar.}
    larm: {utfall: -5}
"""


def composed(template: str, folder: Path, files: dict[str, str] | None = None) -> Composed:
    own = {"år.yaml": YEAR, "T1/allt.yaml": REPORT, "templates/delårsrapport.md.j2": template}
    return composed_from({**own, **(files or {})}, folder)


def body(template: str, folder: Path, files: dict[str, str] | None = None) -> str:
    made = composed(template, folder, files)
    assert [format_diagnostic(finding) for finding in made.diagnostics] == []
    return dump_blocks(made.document.blocks).strip()


def test_the_cover_and_the_first_pages(tmp_path: Path) -> None:
    template = '{{ omslag("Delårsrapport " ~ period.nummer, "Uppföljning " ~ period.namn) }}\n{{ innehåll(2) }}\n# {{ nämnd }}\n\nText.\n'
    made = composed(template, tmp_path)
    assert (
        dump_document(made.document)
        == """
Delårsrapport 1
Uppföljning januari–april 2031
Granviks kommun
Omsorgsnämnden
Äldreomsorg
Trygg hela livet
Datum: 2031-05-26
Diarienummer: ON 2031/17

[Innehåll, 2 nivåer]

# Omsorgsnämnden (#omsorgsnamnden)

Text.
""".lstrip()
    )
    assert made.document.date == "2031-05-26"


def test_goals_and_their_tables(tmp_path: Path) -> None:
    template = (
        '{% for område in mål("område") %}\n## {{ område.namn }}\n\n{{ område.text }}\n\n'
        '{% for del in område.mål %}\n{{ del.namn }}: {{ del.betyg }}\n\n{% endfor %}\n{{ måltabell(område, "Mål") }}\n{% endfor %}\n'
    )
    assert (
        body(template, tmp_path)
        == """
## Trygghet (#trygghet)

Alla ska vara trygga.

Larmen fungerar: Grön

[tabell 1] Mål
Mål | Utfall | Målnivå | Bedömning
Larmen fungerar <Allt bytt: −5 tkr.> | – | – | Grön
""".strip()
    )


def test_rows_of_an_economy_table_by_heading(tmp_path: Path) -> None:
    template = (
        '{% for grupp in grupper("netto") %}\n### {{ grupp.namn }}{% if grupp.summa %} ({{ grupp.summa.id }}){% endif %}\n\n\n'
        "{% for rad in grupp.rader if rad.kommentar %}\n**{{ rad.namn }} {{ rad.utfall | tkr }}**\n\n{{ rad.kommentar }}\n\n{% endfor %}\n{% endfor %}\n"
    )
    assert (
        body(template, tmp_path)
        == """
### I hemmet (hemma) (#i-hemmet-hemma)

**Hemtjänst −10 tkr**

Fler timmar.
""".strip()
    )


def test_a_rule_is_explained_in_a_note(tmp_path: Path) -> None:
    assert body('{{ förklaring("status", "Så bedöms uppdrag.") }}', tmp_path) == (
        "[note] **Så bedöms uppdrag. Grön: **genomfört. **Gul: **pågående. **Röd: **försenat. Beslutat av nämnden."
    )


def test_tables_are_numbered_in_reading_order(tmp_path: Path) -> None:
    template = '{% set sist = uppdragstabell("Uppdrag") %}\n{% call liggande() %}\n{{ ekonomitabell("netto") }}\n{% endcall %}\n{{ sist }}\n'
    blocks = composed(template, tmp_path).document.blocks
    tables = [block for block in flat(blocks) if isinstance(block, TableBlock)]
    assert [(table.number, table.table.key) for table in tables] == [(1, "netto"), (2, "uppdrag")]
    assert isinstance(blocks[0], Landscape)


# --- Texts


def test_a_section_without_text_is_told_where_to_write_it(tmp_path: Path) -> None:
    made = composed('# Inledning\n\n{{ text("inledning") }}\n', tmp_path)
    assert [format_diagnostic(finding) for finding in made.diagnostics] == [
        (
            "data/2031/T1:1:1: varning: avsnittet ”inledning” har ingen text [missing-text]\n"
            "  hjälp: skriv den i data/2031/T1/inledning.md"
        )
    ]


def test_an_optional_chapter_that_nobody_wrote_is_left_out_with_its_heading(tmp_path: Path) -> None:
    template = """
# Inledning

Text.

# Framåtblick

## Nästa år

{{ text("nästa-år", valfri=true) }}

## Därefter

{{ text("därefter", valfri=true) }}

# Bilaga

Text.
"""
    assert body(template, tmp_path) == "# Inledning (#inledning)\n\nText.\n\n# Bilaga (#bilaga)\n\nText."
    written = body(template, tmp_path, {"T1/därefter.md": "Vi bygger.\n"})
    assert "# Framåtblick" in written
    assert "## Därefter" in written
    assert "Nästa år" not in written


def test_a_last_chapter_that_nobody_wrote_is_left_out(tmp_path: Path) -> None:
    template = '# Inledning\n\nText.\n\n{% call liggande() %}\n# Framåt\n\n{{ text("framåt", valfri=true) }}\n{% endcall %}\n'
    assert body(template, tmp_path) == "# Inledning (#inledning)\n\nText."


def test_a_text_of_the_period_goes_before_the_years(tmp_path: Path) -> None:
    files = {"inledning.md": "Från planen.\n", "T1/inledning.md": "Från perioden.\n"}
    assert body('{{ text("inledning") }}', tmp_path, files) == "Från perioden."


@pytest.mark.parametrize(
    ("call", "fact"),
    [
        ('ekonomitabell("neto")', "mallen nämner ekonomitabellen ”neto”, som inte finns"),
        ('förklaring("budget")', "mallen nämner regeln ”budget”, som inte finns"),
        ('mål("nämndmål")', "mallen nämner nivån ”nämndmål”, som inte finns"),
        ('ett_mål("larmet")', "mallen nämner målet ”larmet”, som inte finns"),
        ('grupper("neto")', "mallen nämner ekonomitabellen ”neto”, som inte finns"),
    ],
)
def test_what_a_template_names_must_exist(tmp_path: Path, call: str, fact: str) -> None:
    made = composed(f"{{% set x = {call} %}}", tmp_path)
    assert [(finding.check, finding.level, finding.message) for finding in made.diagnostics] == [
        ("unknown-in-template", Level.ERROR, fact)
    ]


def test_what_does_not_exist_is_marked_in_the_template_that_names_it(tmp_path: Path) -> None:
    own = '{% extends "grund.md.j2" %}\n{% block ekonomi %}\n  {{ ekonomitabell("neto") }}\n{% endblock %}\n'
    files = {"templates/grund.md.j2": '{% block ekonomi %}{% endblock %}\n\n{{ ett_mål("larmet") }}\n'}
    origins = [finding.origin for finding in composed(own, tmp_path, files).diagnostics]
    assert origins == [
        Origin("templates/delårsrapport.md.j2", 3, 21, len("neto")),
        Origin("templates/grund.md.j2", 3, 13, len("larmet")),
    ]


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("Ett stycke\npå två rader.", "Ett stycke på två rader."),
        ("Genom\n\n- Vuxteam\n- Samrehab", "Genom, Vuxteam, Samrehab"),
        ("Genom:\n\n* Vuxteam\n* Samrehab", "Genom: Vuxteam, Samrehab"),
        ("- Vuxteam.\n- Samrehab.", "Vuxteam. Samrehab."),
    ],
)
def test_a_comment_in_a_table_stands_on_one_line(markdown: str, line: str) -> None:
    assert on_one_line(markdown) == line


# --- The appendix


def test_the_appendix_has_a_sheet_per_table(tmp_path: Path) -> None:
    made = composed("Text.", tmp_path)
    workbook = compose_appendix(made.context, made.document.cover, made.document.date)
    assert [sheet.name for sheet in workbook.sheets] == [
        "Nettokostnad",
        "Indikatorer",
        "Uppdrag",
        "Avstämning",
        "Underlag",
    ]
    assert workbook.subtitle == "Omsorgsnämnden, Granviks kommun"
    assert workbook.remarks[-2:] == (
        "Avstämning: 1 stämmer, 0 skiljer sig genom avrundning, 0 ska granskas.",
        "Öppna anmärkningar: inga.",
    )


def test_open_findings_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    made = composed("Text.", tmp_path)
    finding = Diagnostic(
        "unknown-line", Level.ERROR, Origin("data/2031/x.yaml", 4, 2), "raden finns inte", "ta bort den"
    )
    workbook = compose_appendix(made.context, made.document.cover, made.document.date, [finding])
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == "Anmärkningar")
    assert [cell.shown for cell in sheet.tables[0].rows[0].cells] == [
        "Fel",
        "raden finns inte",
        "ta bort den",
        "data/2031/x.yaml:4:2",
        "unknown-line",
    ]
    assert workbook.remarks[-1] == "Öppna anmärkningar: 1 fel."


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nettokostnad", "Nettokostnad"),
        ("Intäkter/kostnader [tkr]", "Intäkter kostnader  tkr"),
        ("Nettokostnad per verksamhetsområde och månad", "Nettokostnad per verksamhetsomr"),
        ("'Citat'", "Citat"),
        ("///", "Tabell"),
    ],
)
def test_a_sheet_name_is_one_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title) == name
