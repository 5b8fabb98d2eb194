"""All checks together: which periods they look at, in which order they answer, what they make of the real data."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path

import pytest

from rapport.checks import check_project, names
from rapport.checks._mentions import PLACEHOLDER
from rapport.diagnostic import Diagnostic, Level
from rapport.model.year import Project, Year
from rapport.notation import Period, PeriodKind
from rapport.read import records
from rapport.read.project import read_project

ROOT = Path(__file__).parents[2]
T1, T2 = Period(2020, PeriodKind.TERTIAL, 1), Period(2020, PeriodKind.TERTIAL, 2)

CONTRADICTIONS = (
    "tables-disagree: nettokostnad.ifo.prognosavvikelse är −13 531 men resultaträkning.ifo.prognosavvikelse är −13 530",
    "tables-disagree: nettokostnad.total.prognosavvikelse är −14 612 men resultaträkning.total.prognosavvikelse är −14 611",
    "override-without-reason: ”interna-insatser” har betyget A fast regeln ger R",
    "same-indicators-different-rating: ”interna-insatser” har betyget A och ”åtgärd-hvb-tonåringar” har R",
    "override-without-reason: ”sjukfrånvaro-kort” har betyget A fast regeln ger R",
    "override-without-reason: ”sjukfrånvaro-lång” har betyget G fast regeln ger R",
)

FILES = {
    "data/2019/mål.yaml": "mål: {trivsel: {nivå: okänd, namn: Trivsel}}",
    "data/2020/uppdrag.yaml": "uppdrag: {jobb: Sommarjobb}",
    "data/2020/mål.yaml": "mål: {hälsa: {nivå: okänd, namn: Friska medarbetare}}",
    "data/2020/T1.yaml": "uppdrag: {a: klart, jobb: klart}",
    "data/2020/T2.yaml": "uppdrag: {b: klart}",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return read_project(tmp_path).project


def places(findings: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(finding.origin.path.removeprefix("data/"), finding.check) for finding in findings]


def test_everything_is_checked_in_file_order(project: Project) -> None:
    findings = check_project(project)
    assert [d.origin for d in findings] == sorted(d.origin for d in findings)
    assert places(findings) == [
        ("2019/mål.yaml", "unknown-level"),
        ("2020/T1.yaml", "unknown-assignment"),
        ("2020/T2.yaml", "unknown-assignment"),
        ("2020/mål.yaml", "unknown-level"),
    ]


def test_one_period_brings_its_year_and_no_other_period(project: Project) -> None:
    assert places(check_project(project, [T1])) == [
        ("2020/T1.yaml", "unknown-assignment"),
        ("2020/mål.yaml", "unknown-level"),
    ]


def test_a_period_without_a_report_leaves_only_the_year(project: Project) -> None:
    found = check_project(project, [Period(2020, PeriodKind.TERTIAL, 3)])
    assert places(found) == [("2020/mål.yaml", "unknown-level")]


def test_a_year_that_is_not_there_has_no_findings(project: Project) -> None:
    assert check_project(project, [Period(2031, PeriodKind.YEAR)]) == []


def test_the_model_is_not_changed_by_being_checked(project: Project) -> None:
    before = dict(project.years[2020].reports)
    check_project(project, [T2])
    assert project.years[2020].reports == before
    assert isinstance(project.years[2020], Year)


def test_the_placeholder_is_the_one_that_the_reader_writes() -> None:
    assert PLACEHOLDER == records.PLACEHOLDER


@pytest.fixture(scope="module")
def findings() -> list[Diagnostic]:
    project = read_project(ROOT, [ROOT / "templates"]).project
    return check_project(project, [T1])


class TestInterimReport2020:
    """Delårsrapport 1 2020 contradicts itself in six places, and nothing in our copy of it is an error."""

    def test_nothing_is_an_error(self, findings: list[Diagnostic]) -> None:
        assert [str(d) for d in findings if d.level is Level.ERROR] == []

    def test_the_known_contradictions_are_found_and_no_others(self, findings: list[Diagnostic]) -> None:
        found = [d for d in findings if d.level is Level.INCONSISTENCY]
        facts = [d.message.replace("\N{NO-BREAK SPACE}", " ").split(",")[0] for d in found]
        assert [f"{d.check}: {fact}" for d, fact in zip(found, facts, strict=True)] == list(CONTRADICTIONS)

    def test_the_warnings_are_about_what_the_report_leaves_out(self, findings: list[Diagnostic]) -> None:
        warnings = Counter(d.check for d in findings if d.level is Level.WARNING)
        assert warnings == {
            "deficit-without-measures": 1,
            "dropped-assignment": 1,
            "dropped-risk": 2,
            "goal-without-indicators": 2,
            "missing-outcome": 8,
            "missing-target": 2,
            "override-unsigned": 1,
            "same-name": 1,
            "unproven-figure": 3,
        }

    def test_every_finding_has_a_place_a_remedy_and_the_level_of_its_check(
        self, findings: list[Diagnostic]
    ) -> None:
        for finding in findings:
            module = importlib.import_module(f"rapport.checks.{finding.check.replace('-', '_')}")
            assert finding.check in names()
            assert finding.level is module.LEVEL
            assert finding.help
            assert (ROOT / finding.origin.path).is_file()
