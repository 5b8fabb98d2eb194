"""A committee's folder: many small files become one year, whatever way they are cut."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from wording import project_from, results_from, told

from rapport.diagnostic import Level
from rapport.model.scalar import Figure
from rapport.notation import format_period, parse_period

if TYPE_CHECKING:
    from pathlib import Path

GOAL = "mål: {trygghet: {nivå: mål, namn: Trygghet, indikatorer: {larm: {namn: Larm}, tid: {namn: Tid}}}}\n"


def outcomes(files: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what is reported for T1, as written."""
    report = results_from(files, folder).report
    return {
        key: outcome.value.quantity.written
        for key, outcome in report.outcomes.items()
        if isinstance(outcome.value, Figure)
    }


@pytest.mark.parametrize(
    "files",
    [
        {"T1.yaml": "utfall: {larm: 5, tid: 7}\n"},
        {"T1.yml": "utfall: {larm: 5, tid: 7}\n"},
        {"t1.yaml": "utfall: {larm: 5, tid: 7}\n"},
        {"T1/utfall.yaml": "utfall: {larm: 5, tid: 7}\n"},
        {"T1/hemma.yaml": "utfall: {larm: 5}\n", "T1/borta.yaml": "utfall: {tid: 7}\n"},
        {"T1.yaml": "utfall: {larm: 5}\n", "T1/utfall.yaml": "utfall: {tid: 7}\n"},
    ],
    ids=["one file", "yml", "small letter", "a folder", "two files", "file and folder"],
)
def test_a_period_may_be_cut_into_files_in_any_way(tmp_path: Path, files: dict[str, str]) -> None:
    assert outcomes({"mål.yaml": GOAL, **files}, tmp_path) == {"larm": "5", "tid": "7"}


def test_sections_of_a_year_are_merged_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = {
        "b.yaml": "uppdrag: {två: Två}\n",
        "a.yaml": "uppdrag: {ett: Ett}\nnämnd: Omsorgsnämnden\n",
        "ö.yaml": "uppdrag: {tre: Tre}\n",
    }
    plan = results_from(files, tmp_path).plan
    assert list(plan.assignments) == ["ett", "två", "tre"]
    assert plan.committee == "Omsorgsnämnden"


def test_an_id_in_two_files_is_told_with_both_places(tmp_path: Path) -> None:
    files = {
        "a.yaml": "uppdrag:\n  jobb: Fler jobb\n",
        "b.yaml": "uppdrag:\n  larm: Byt larm\n  jobb: Andra jobb\n",
    }
    read = project_from(files, tmp_path)
    assert told(read) == (
        "data/2031/b.yaml:3:3: fel: ”jobb” står redan i en annan fil [duplicate-key]\n"
        "  se även: data/2031/a.yaml:2:3\n"
        "  hjälp: ta bort den ena, den första står i data/2031/a.yaml:2:3"
    )
    plan = read.project.years[2031].plan
    assert {key: assignment.text for key, assignment in plan.assignments.items()} == {
        "jobb": "Fler jobb",
        "larm": "Byt larm",
    }


def test_a_single_value_in_two_files_is_told(tmp_path: Path) -> None:
    read = project_from({"a.yaml": "nämnd: Omsorgsnämnden\n", "b.yaml": "nämnd: Socialnämnden\n"}, tmp_path)
    assert [(finding.check, str(finding.origin)) for finding in read.diagnostics] == [
        ("duplicate-key", "data/2031/b.yaml:1:1")
    ]


def test_periods_are_read_beside_each_other(tmp_path: Path) -> None:
    files = {
        f"data/2031/{name}": "utfall: {}\n"
        for name in ("T1.yaml", "03/utfall.yaml", "Q2.yaml", "plan/mål.yaml", "helår.yaml")
    }
    year = project_from({"mål.yaml": GOAL, **files}, tmp_path).project.years[2031]
    assert {format_period(period) for period in year.reports} == {
        "2031-T1",
        "2031-03",
        "2031-Q2",
        "2031-plan",
        "2031",
    }


def test_several_years(tmp_path: Path) -> None:
    files = {"data/2030/år.yaml": "nämnd: Socialnämnden\n", "data/2031/år.yaml": "nämnd: Omsorgsnämnden\n"}
    years = project_from(files, tmp_path).project.years
    assert {number: year.plan.committee for number, year in years.items()} == {
        2030: "Socialnämnden",
        2031: "Omsorgsnämnden",
    }


def test_markdown_files_are_texts_by_name(tmp_path: Path) -> None:
    files = {
        "inledning.md": "Om året.\n",
        "T1/viktiga-händelser.md": "- Larm bytta\n",
        "T1.yaml": "texter: {framåt: Vi bygger.}\n",
    }
    results = results_from(files, tmp_path)
    assert {key: prose.text for key, prose in results.plan.texts.items()} == {"inledning": "Om året.\n"}
    assert {key: prose.text for key, prose in results.report.texts.items()} == {
        "viktiga-händelser": "- Larm bytta\n",
        "framåt": "Vi bygger.",
    }
    assert str(results.report.texts["viktiga-händelser"].origin) == "data/2031/T1/viktiga-händelser.md:1:1"


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_names_from_a_mac_are_the_same_names(tmp_path: Path) -> None:
    files = {
        decomposed("data/2031/år.yaml"): decomposed("nivåer: {mål: {}}\n") + "uppdrag: {åtgärd: Byt larm}\n",
        decomposed("data/2031/T1/händelser.md"): "Text.\n",
        decomposed("data/2031/helår/uppdrag.yaml"): decomposed("uppdrag: {åtgärd: genomfört}\n"),
    }
    results = results_from(files, tmp_path)
    assert set(results.report.texts) == {"händelser"}
    year = project_from(files, tmp_path).project.years[2031]
    assert set(year.reports[parse_period("2031")].assignments) == set(year.plan.assignments) == {"åtgärd"}
    assert unicodedata.is_normalized("NFC", results.report.texts["händelser"].origin.path)


@pytest.mark.parametrize(
    ("folder", "remedy"),
    [
        ("T4", "perioder heter plan, helår, T1–T3, Q1–Q4 eller 01–12"),
        ("vårbokslut", "perioder heter plan, helår, T1–T3, Q1–Q4 eller 01–12"),
        ("O3", "perioder heter plan, helår, T1–T3, Q1–Q4 eller 01–12"),
        ("Plann", "menade du ”plan”?"),
        ("helar", "menade du ”helår”?"),
    ],
)
def test_a_folder_that_is_no_period_is_told(tmp_path: Path, folder: str, remedy: str) -> None:
    read = project_from(
        {"år.yaml": "nämnd: N\n", f"data/2031/{folder}/utfall.yaml": "utfall: {}\n"}, tmp_path
    )
    (finding,) = read.diagnostics
    assert (finding.check, finding.origin.path) == ("unknown-folder", f"data/2031/{folder}")
    assert finding.message == f"mappen ”{folder}” är ingen period"
    assert remedy in finding.help


def test_without_data_the_first_file_is_suggested(tmp_path: Path) -> None:
    assert told(project_from({}, tmp_path)) == (
        "data:1:1: fel: här finns ingen mapp data/ med ett årtal i [no-data]\n  hjälp: skapa till exempel data/2020/år.yaml, "
        "eller börja med ett exempel: rapport init MAPP"
    )
    assert [
        finding.check for finding in project_from({"data/gammalt/år.yaml": ""}, tmp_path).diagnostics
    ] == ["no-data"]


def test_a_year_with_more_in_its_name_is_told_what_to_be_called(tmp_path: Path) -> None:
    assert told(project_from({"data/År 2031/år.yaml": "nämnd: N\n"}, tmp_path)).endswith(
        "hjälp: mappen ”År 2031” ska bara heta sitt årtal: 2031"
    )


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("T1/utfall.yaml.txt", "ta bort den om utfall.yaml, som finns bredvid, är den rätta"),
        ("T1/viktiga-händelser.docx", "spara texten som ren text med namnet viktiga-händelser.md"),
    ],
)
def test_a_file_that_its_ending_keeps_from_being_read_is_told(tmp_path: Path, name: str, remedy: str) -> None:
    read = project_from(
        {"år.yaml": "nämnd: N\n", "T1/utfall.yaml": "utfall: {}\n", name: "utfall: {}\n"}, tmp_path
    )
    (finding,) = read.diagnostics
    assert (finding.check, finding.level, finding.help) == ("unread-file", Level.WARNING, remedy)
    assert finding.origin.path == f"data/2031/{name}"


@pytest.mark.parametrize("name", ["T1/utfall.yaml.txt", "T1.yaml.txt", "mål.yml.txt", "larm.md.txt"])
def test_a_file_whose_ending_windows_hid_is_an_error_and_read_all_the_same(tmp_path: Path, name: str) -> None:
    read = project_from({"år.yaml": "nämnd: N\n", name: "utfall: {larm: 1.050}\n"}, tmp_path)
    told = {(finding.check, finding.level, finding.origin.path, finding.help) for finding in read.diagnostics}
    right = name.rpartition("/")[2].removesuffix(".txt")
    assert ("unread-file", Level.ERROR, f"data/2031/{name}", f"döp om den till {right}") in told
    year = read.project.years[2031]
    if name.startswith("T1"):
        assert [period.part for period in year.reports] == ["T1"]
        assert "not-a-number" in {check for check, *_ in told}
    elif name.startswith("larm"):
        assert year.plan.texts["larm"].text == "utfall: {larm: 1.050}\n"
    else:
        assert "unknown-key" in {check for check, *_ in told}


def test_hidden_files_and_lock_files_are_passed_over(tmp_path: Path) -> None:
    files = {
        ".gömd.yaml": "x",
        "~$år.yaml": "x",
        "T1/.gömd.yaml": "x",
        "T1/~$utfall.yaml": "x",
        "anteckning.txt": "x",
        "år.yaml": "nämnd: N\n",
    }
    assert told(project_from(files, tmp_path)) == ""


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert results_from({"år.yaml": "", "T1/utfall.yaml": "# inget ännu\n"}, tmp_path).report.outcomes == {}


def test_a_file_without_fields_is_told(tmp_path: Path) -> None:
    (finding,) = project_from({"år.yaml": "- mål\n- uppdrag\n"}, tmp_path).diagnostics
    assert (finding.check, finding.origin.path) == ("not-a-record", "data/2031/år.yaml")


def test_a_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    read = project_from(
        {"a.yaml": 'nämnd: "Omsorgsnämnden\n', "b.yaml": "nämd: N\n", "c.yaml": "kommun: Granvik\n"}, tmp_path
    )
    assert [(finding.origin.path, finding.check) for finding in read.diagnostics] == [
        ("data/2031/a.yaml", "unclosed-quote"),
        ("data/2031/b.yaml", "unknown-key"),
    ]
    assert read.project.years[2031].plan.municipality == "Granvik"


def test_the_lines_of_every_file_are_kept_to_be_shown(tmp_path: Path) -> None:
    read = project_from({"år.yaml": "nämnd: N\n", "T1/text.md": "Text.\n"}, tmp_path)
    assert read.lines["data/2031/år.yaml"][0] == "nämnd: N"
    assert read.lines["data/2031/T1/text.md"][0] == "Text."


def test_a_municipality_may_have_layouts_of_its_own_that_go_before_the_shipped(tmp_path: Path) -> None:
    from rapport.compose.folders import SHIPPED  # noqa: PLC0415  only this test reads with two folders
    from rapport.read.project import read_project  # noqa: PLC0415  only this test reads with two folders

    project_from(
        {
            "templates/tabeller.yaml": "layouter: {nettokostnad: {kolumner: {utfall: {namn: Utfall hittills}}}}\n"
        },
        tmp_path,
    )
    project_from({"år.yaml": "nämnd: N\n"}, tmp_path)
    read = read_project(tmp_path, [tmp_path / "templates", SHIPPED])
    layouts = read.project.years[2031].layouts.layouts
    assert list(layouts["nettokostnad"].columns) == ["utfall"]
    assert "budget" in layouts["resultaträkning"].columns
