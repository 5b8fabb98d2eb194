"""Outcomes from Kolada: asked politely, taken in once, named as the source of nothing but its own values."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import typer
from kolada_server import OURS, Kolada, point, serving
from typer.testing import CliRunner

from rapport.cli import kolada as kolada_command
from rapport.edit.kolada import Fetched, take_in, wanted_measures, wanted_years
from rapport.edit.kolada_client import WAITS, fetch
from rapport.edit.kolada_data import KoladaError, Snapshot, saved_snapshot, snapshot
from rapport.edit.period_files import changed, period_files
from rapport.notation import parse_period
from rapport.read.project import read_project
from rapport.rules.results import evaluate
from rapport.tables.kolada import source_notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2020, 1, 15)
GOALS = """\
nivåer: {nämndmål: {}}
kolada: {kommun: 9999}
mål:
  vård:
    nivå: nämndmål
    namn: Vården är god
    indikatorer:
      väntetid: {namn: Väntetid, kolada: U30453, bättre: lägre}
      nöjda: {namn: Nöjda, kolada: N31814, enhet: "%"}
      andra: {namn: Egen mätning}
      månadsvis: {namn: Bara per tertial, kolada: U00001, rapporteras: [tertial]}
      beräknad: {namn: Summa, kolada: U00002, beräknas: {summa: [väntetid]}}
"""


@pytest.fixture
def kolada() -> Iterator[Kolada]:
    pytest.importorskip("httpx", reason="asking Kolada needs the extra package httpx")
    yield from serving(Kolada())


def project(root: Path, outcomes: str = "") -> Path:
    year = root / "data" / "2019"
    (year / "helår").mkdir(parents=True)
    (year / "år.yaml").write_text(GOALS, encoding="utf-8")
    if outcomes:
        (year / "helår" / "utfall.yaml").write_text(outcomes, encoding="utf-8")
    return root


def taken(root: Path, found: Snapshot, period: str = "2019", day: date = DAY) -> Fetched:
    read = read_project(root)
    assert [finding.message for finding in read.diagnostics] == []
    year = read.project.years[2019]
    assert year.plan.kolada is not None
    return take_in(year, parse_period(period), found, year.plan.kolada, day)


def text_after(root: Path, result: Fetched) -> str:
    files = period_files(root, parse_period("2019"), {})
    (text,) = changed(files, result.changes).values()
    return text


def write(root: Path, result: Fetched) -> None:
    (root / "data" / "2019" / "helår" / "utfall.yaml").write_text(text_after(root, result), encoding="utf-8")


def notes(root: Path) -> tuple[str, ...]:
    results = evaluate(read_project(root).project, parse_period("2019"))
    return source_notes((result for goal in results.goals for result in goal.indicators), 2019)


def said(*items: object) -> Snapshot:
    """Return what data Kolada has said, with every measure of the plan described."""
    described = [{"id": key, "title": ""} for key in ("U30453", "N31814")]
    return snapshot(
        [json.loads(json.dumps({"values": [*described, *items]}), parse_float=Decimal)], complete=True
    )


# --- Asking -----------------------------------------------------------------------------------------------------


def test_measures_and_values_come_page_by_page(kolada: Kolada) -> None:
    kolada.known, kolada.per_page = ("A", "B", "C"), 2
    kolada.data = [point(key, 2018, T=float(n)) for n, key in enumerate("ABC")]
    found = fetch(["A", "B", "C"], [OURS], [2018], server=kolada.address)
    assert sorted(found.measures) == ["A", "B", "C"]
    assert [value.value for value in found.values] == [Decimal("0.0"), Decimal("1.0"), Decimal("2.0")]
    assert len(kolada.asked) == 4


def test_a_server_that_says_next_page_is_followed_too(kolada: Kolada) -> None:
    kolada.known, kolada.per_page, kolada.next_key = ("A", "B"), 1, "next_page"
    assert len(fetch(["A", "B"], [OURS], [2018], server=kolada.address).measures) == 2


def test_no_path_has_more_than_25_ids(kolada: Kolada) -> None:
    ids = [f"U{number:05}" for number in range(51)]
    kolada.known = tuple(ids)
    assert len(fetch(ids, [OURS], [2018], server=kolada.address).measures) == 51
    assert [path.split("/")[3].count(",") + 1 for path in kolada.asked if path.startswith("/v3/kpi")] == [
        25,
        25,
        1,
    ]


def test_a_busy_server_is_asked_again_after_longer_and_longer_waits(kolada: Kolada) -> None:
    kolada.known = ("A",)
    kolada.troubles = [(429, {}), (503, {}), (429, {"Retry-After": "7"})]
    waited: list[int] = []
    assert "A" in fetch(["A"], [OURS], [2018], server=kolada.address, wait=waited.append).measures
    assert waited == [2, 4, 7]


def test_a_server_that_stays_busy_is_left_alone(kolada: Kolada) -> None:
    kolada.troubles = [(500, {})] * 9
    waited: list[int] = []
    with pytest.raises(KoladaError, match="svarar med felkod 500"):
        fetch(["A"], [OURS], [2018], server=kolada.address, wait=waited.append)
    assert waited == list(WAITS)


def test_a_question_that_is_wrong_is_not_repeated(kolada: Kolada) -> None:
    with pytest.raises(KoladaError, match="svarar med felkod 404"):
        fetch(["A"], [OURS], [2018], server=f"{kolada.address}/finns-inte")
    assert len(kolada.asked) == 1


def test_a_web_page_is_no_answer(kolada: Kolada) -> None:
    kolada.page_of_html = True
    with pytest.raises(KoladaError, match="svaret är inte JSON"):
        fetch(["A"], [OURS], [2018], server=kolada.address)


@pytest.mark.usefixtures("kolada")
def test_a_server_that_is_not_there_is_told() -> None:
    waited: list[int] = []
    with pytest.raises(KoladaError, match="går inte att nå"):
        fetch(["A"], [OURS], [2018], server="http://127.0.0.1:1/v3", wait=waited.append)
    assert len(waited) == len(WAITS)


def test_a_country_and_a_group_are_asked_for_beside_us_and_no_more_than_25_at_a_time(kolada: Kolada) -> None:
    kolada.known = ("A",)
    kolada.data = [point("A", 2018, place, T=1.0) for place in (OURS, "0000", "G1", "G2")]
    found = fetch(["A"], [OURS, "0000", "G1"], [2018], server=kolada.address)
    assert [value.municipality for value in found.values] == [OURS, "0000", "G1"]
    many = [OURS, *(f"G{number}" for number in range(40))]
    assert [v.municipality for v in fetch(["A"], many, [2018], server=kolada.address).values] == [
        OURS,
        "G1",
        "G2",
    ]


# --- Answers ----------------------------------------------------------------------------------------------------


def test_an_answer_of_version_2_is_read_as_well() -> None:
    text = """{"count": 2, "next_page": "http://…", "values": [
      {"kpi": "U30453", "municipality": "9999", "period": "2018",
       "values": [{"gender": "T", "value": 37.9912, "status": "", "count": 1},
                  {"gender": "F", "value": 41, "status": "", "count": 1}]},
      {"kpi": "U30453", "ou": "V15E999901301", "period": 2018, "values": [{"gender": "T", "value": 1.0}]}]}"""
    found = saved_snapshot(text)
    assert {key: str(v.value) for key, v in found.latest("U30453", OURS, 2019).items()} == {
        "T": "37.9912",
        "F": "41",
    }
    assert len(found.values) == 2


@pytest.mark.parametrize("text", ["[]", "{}", '{"values": [1]}', "<html>", '{"detail": "Not found"}'])
def test_a_file_without_values_is_refused(text: str) -> None:
    with pytest.raises(KoladaError):
        saved_snapshot(text)


def test_null_and_deleted_values_are_missing_and_not_nothing() -> None:
    gone = point("U30453", 2019, T=5.0)
    gone["values"][0]["isdeleted"] = True
    assert said(point("U30453", 2018, T=None), gone).values == ()


def test_the_newest_year_with_a_value_counts_but_none_after_the_report() -> None:
    points = [
        point("U30453", year, T=value)
        for year, value in ((2017, 1.0), (2018, 2.0), (2019, None), (2020, 4.0))
    ]
    assert said(*points).latest("U30453", OURS, 2019)["T"].value == 2


def test_a_report_within_the_year_uses_the_years_before_it() -> None:
    assert wanted_years(parse_period("2019-T2")) == [2015, 2016, 2017, 2018]
    assert wanted_years(parse_period("2019")) == [2016, 2017, 2018, 2019]


# --- Taking in --------------------------------------------------------------------------------------------------


def test_only_indicators_that_the_period_reports_and_nobody_computes_are_asked_for(tmp_path: Path) -> None:
    year = read_project(project(tmp_path)).project.years[2019]
    assert list(wanted_measures(year, parse_period("2019"))) == ["väntetid", "nöjda"]


def test_a_value_is_stored_with_its_year_day_and_status_beside_what_was_there(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        "# Utfall 2019.\nutfall:\n  andra: 5   # egen\n  väntetid:\n    utfall:\n    kommentar: Bra.\n",
    )
    result = taken(
        root, said(point("U30453", 2019, T=73.0213), point("N31814", 2018, T=37.9912, K=41.5, M=None))
    )
    assert (
        text_after(root, result)
        == """\
# Utfall 2019.
utfall:
  andra: 5   # egen
  väntetid:
    utfall: 73,02
    kommentar: Bra.
    källa: Kolada
    hämtad: 2020-01-15
    hämtat_värde: 73,0213 (2019)
    datastatus: slutlig
  nöjda:
    utfall: 37,99 % (2018)
    källa: Kolada
    hämtad: 2020-01-15
    hämtat_värde: 37,9912 (2018)
    datastatus: slutlig
    uppdelning:
      Kvinnor: 41,5 % (2018)
"""
    )
    assert result.findings == []


def test_a_value_between_its_two_publications_is_preliminary(tmp_path: Path) -> None:
    described = {"id": "U30453", "prel_publication_date": "2020-01-10", "publication_date": "2020-03-01"}
    found = snapshot([{"values": [described, point("U30453", 2019, T=Decimal("73.0"))]}], complete=True)
    before, between, after = (
        [
            c.value
            for c in taken(project(tmp_path / str(day)), found, day=day).changes
            if "datastatus" in c.path
        ]
        for day in (date(2020, 1, 9), DAY, date(2020, 3, 1))
    )
    assert (before, between, after) == (["slutlig"], ["preliminär"], ["slutlig"])


def test_what_has_been_taken_in_stays_when_kolada_changes_it(tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root, taken(root, said(point("U30453", 2019, T=73.02), point("N31814", 2018, T=58.0))))
    again = taken(root, said(point("U30453", 2019, T=73.02), point("N31814", 2018, T=37.99)))
    assert again.changes == []
    assert [finding.message for finding in again.findings] == [
        "Kolada har nu 37,99 (2018) för nöjda; rapporten behåller 58,0 (2018), hämtat 2020-01-15"
    ]


def test_an_own_figure_is_never_replaced(tmp_path: Path) -> None:
    root = project(tmp_path, "utfall:\n  väntetid: 70\n  nöjda: 38 % (2018)\n")
    result = taken(root, said(point("U30453", 2019, T=73.02), point("N31814", 2018, T=37.99)))
    assert [(finding.check, finding.subject) for finding in result.findings] == [("own-figure", "väntetid")]
    assert {change.path[1] for change in result.changes} == {"nöjda"}
    assert ("utfall", "nöjda", "utfall") not in {change.path for change in result.changes}


def test_an_unknown_id_and_a_missing_value_are_told_apart(tmp_path: Path) -> None:
    found = snapshot([{"values": [{"id": "N31814"}, point("N31814", 2018, T=None)]}], complete=True)
    result = taken(project(tmp_path), found)
    assert [(finding.check, finding.message) for finding in result.findings] == [
        ("unknown-kolada-id", "Kolada har inget nyckeltal U30453 (väntetid)"),
        ("no-kolada-value", "Kolada har inget värde för nöjda (N31814) till och med 2019"),
    ]
    assert result.changes == []


def test_another_municipality_is_not_ours(tmp_path: Path) -> None:
    result = taken(
        project(tmp_path), said(point("U30453", 2019, "0000", T=1.0), point("N31814", 2019, T=2.0))
    )
    assert {change.path[1] for change in result.changes} == {"nöjda"}


# --- Comparing --------------------------------------------------------------------------------------------------

COMPARING = GOALS.replace("{kommun: 9999}", "{kommun: 9999, jämför: {Riket: 0000, Liknande: G35836}}")


def comparing(root: Path, outcomes: str = "") -> Path:
    project(root, outcomes)
    (root / "data" / "2019" / "år.yaml").write_text(COMPARING, encoding="utf-8")
    return root


def elsewhere(result: Fetched) -> dict[tuple[str, str], str]:
    """Return what is taken in of others, by indicator and name."""
    return {(c.path[1], c.path[3]): c.value for c in result.changes if c.path[2] == "jämförelse"}


def test_values_of_others_are_stored_beside_ours(tmp_path: Path) -> None:
    root = comparing(tmp_path, "utfall:\n  nöjda: 38 % (2018)   # brukarundersökningen\n")
    found = said(
        point("N31814", 2018, T=37.99),
        point("N31814", 2018, "0000", T=64.126, K=66.0),
        point("N31814", 2018, "G35836", T=61),
    )
    result = taken(root, found)
    text = text_after(root, result)
    assert text.startswith("utfall:\n  nöjda:\n    utfall: 38 % (2018)   # brukarundersökningen\n")
    assert text.endswith("    jämförelse:\n      Riket: 64,13 % (2018)\n      Liknande: 61 % (2018)\n")
    write(root, result)
    assert taken(root, found).changes == []


def test_others_are_compared_with_for_the_year_of_our_own_value_or_not_at_all(tmp_path: Path) -> None:
    found = said(
        point("U30453", 2018, T=70),
        point("U30453", 2019, T=None),
        point("U30453", 2018, "0000", T=72),
        point("U30453", 2019, "0000", T=75),
        point("U30453", 2017, "G35836", T=71),
        point("N31814", 2019, T=50),
        point("N31814", 2019, "G35836", T=None),
        point("N31814", 2019, "0000", T=0),
    )
    assert elsewhere(taken(comparing(tmp_path), found)) == {
        ("väntetid", "Riket"): "72 (2018)",
        ("nöjda", "Riket"): "0 %",
    }


def test_a_report_that_has_its_values_gets_those_to_compare_with_afterwards(tmp_path: Path) -> None:
    kept = "utfall: 70 (2018), källa: Kolada, hämtad: 2019-06-01, hämtat_värde: '70 (2018)'"
    root = comparing(tmp_path, f"utfall:\n  väntetid: {{{kept}}}\n")
    found = said(
        point("U30453", 2019, T=80), point("U30453", 2018, "0000", T=72), point("U30453", 2019, "0000", T=75)
    )
    assert elsewhere(taken(root, found)) == {("väntetid", "Riket"): "72 (2018)"}


def test_what_was_compared_with_stays_when_kolada_changes_it(tmp_path: Path) -> None:
    root = comparing(tmp_path, "utfall:\n  väntetid: {jämförelse: {Riket: 72, Liknande: '71,5'}}\n")
    found = said(
        point("U30453", 2019, T=80),
        point("U30453", 2019, "0000", T=73),
        point("U30453", 2019, "G35836", T=71.49),
        point("N31814", 2019, T=50),
    )
    result = taken(root, found)
    assert elsewhere(result) == {}
    assert [(f.check, f.message) for f in result.findings] == [
        (
            "kolada-revised",
            "Kolada har nu 73 (2019) för Riket i väntetid; rapporten behåller det som står där",
        )
    ]


def test_an_own_figure_that_differs_is_not_compared_with_koladas(tmp_path: Path) -> None:
    root = comparing(tmp_path, "utfall: {väntetid: 70}\n")
    found = said(point("U30453", 2019, T=80), point("U30453", 2019, "0000", T=73))
    assert elsewhere(taken(root, found)) == {}


def test_an_id_to_compare_with_that_kolada_does_not_know_is_told_once(tmp_path: Path) -> None:
    found = said(*(point(key, 2019, place, T=5) for key in ("U30453", "N31814") for place in (OURS, "0000")))
    (finding,) = taken(comparing(tmp_path), found).findings
    assert (finding.check, finding.message) == (
        "no-kolada-comparison",
        "Kolada har inga värden för Liknande (G35836)",
    )
    assert str(finding.origin).startswith("data/2019/år.yaml:2:")


# --- The command ------------------------------------------------------------------------------------------------


def command(root: Path, *words: str) -> tuple[int, str]:
    """Run ``rapport kolada`` and return its status and what it printed."""
    app = typer.Typer()
    app.command()(kolada_command.run)
    result = CliRunner().invoke(app, ["--period", "2019", "--project", str(root), *words])
    return result.exit_code, result.output


def test_a_decided_period_is_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path, "utfall:\n  väntetid:\n    utfall:\n")
    file, saved = root / "data" / "2019" / "helår" / "utfall.yaml", tmp_path / "svar.json"
    (file.parent / "beslutad.yaml").write_text(
        "beslut: {datum: 2020-02-20, innehåll: abc}\n", encoding="utf-8"
    )
    saved.write_text(json.dumps({"count": 1, "values": [point("U30453", 2019, T=73.02)]}), encoding="utf-8")
    status, output = command(root, "--from", str(saved), "--date", "2020-01-15", "--write")
    assert (status, file.read_text(encoding="utf-8")) == (1, "utfall:\n  väntetid:\n    utfall:\n")
    assert "2019 är beslutad (2020-02-20), så 5 värden skrevs inte" in output


def test_a_saved_answer_is_shown_and_only_written_when_asked_to(tmp_path: Path) -> None:
    root = project(tmp_path, "utfall:\n  väntetid:\n    utfall:\n")
    file, saved = root / "data" / "2019" / "helår" / "utfall.yaml", tmp_path / "svar.json"
    saved.write_text(json.dumps({"count": 1, "values": [point("U30453", 2019, T=73.02)]}), encoding="utf-8")
    status, output = command(root, "--from", str(saved), "--date", "2020-01-15")
    assert status == 0, output
    assert "+    utfall: 73,02" in output
    assert "5 värden ändras; kör igen med --write för att skriva." in output
    assert file.read_text(encoding="utf-8") == "utfall:\n  väntetid:\n    utfall:\n"
    assert command(root, "--from", str(saved), "--date", "2020-01-15", "--write")[0] == 0
    assert "hämtad: 2020-01-15" in file.read_text(encoding="utf-8")
    assert "Inget ändras." in command(root, "--from", str(saved))[1]


@pytest.mark.parametrize(
    ("goals", "words", "status", "fact"),
    [
        (
            GOALS.replace("kolada: {kommun: 9999}\n", ""),
            (),
            1,
            "det står ingenstans vems värden som ska hämtas",
        ),
        (GOALS, ("--from", "finns-inte.json"), 2, "finns-inte.json går inte att läsa"),
        (GOALS, ("--date", "15/1"), 2, "”15/1” är inget datum"),
    ],
)
def test_a_fetch_that_cannot_be_made_says_why(
    goals: str, words: tuple[str, ...], status: int, fact: str, tmp_path: Path
) -> None:
    root = project(tmp_path)
    (root / "data" / "2019" / "år.yaml").write_text(goals, encoding="utf-8")
    code, output = command(root, *words)
    assert (code, fact in output) == (status, True), output


# --- The source -------------------------------------------------------------------------------------------------


def test_kolada_is_named_as_the_source_of_what_it_said(tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root, taken(root, said(point("U30453", 2019, T=73.0213), point("N31814", 2018, T=37.9912))))
    assert notes(root) == ("Källa: Kolada, hämtat 2020-01-15 (U30453, N31814).",)


@pytest.mark.parametrize("changed_value", ["73,03", "73,02 (2018)", "ca 73,02", "Ja", "74"])
def test_kolada_is_not_the_source_of_what_somebody_has_changed(changed_value: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    write(root, taken(root, said(point("U30453", 2019, T=73.0213))))
    file = root / "data" / "2019" / "helår" / "utfall.yaml"
    text = file.read_text(encoding="utf-8")
    assert notes(root)
    file.write_text(text.replace("utfall: 73,02\n", f"utfall: {changed_value}\n"), encoding="utf-8")
    assert notes(root) == ()


def test_a_rounder_figure_is_still_koladas(tmp_path: Path) -> None:
    kept = "källa: Kolada, hämtad: 2020-01-15, hämtat_värde: '73,5 (2019)', datastatus: preliminär"
    root = project(tmp_path, f"utfall:\n  väntetid: {{utfall: 74, {kept}}}\n")
    assert notes(root) == ("Källa: Kolada, hämtat 2020-01-15 (U30453; preliminärt: U30453).",)
