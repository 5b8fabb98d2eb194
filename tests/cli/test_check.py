"""``rapport check`` on the command line: what is printed where, in which format, and the exit status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, SMALL, TEN_PER_CENT, plain, write_files

from rapport.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

GOALS = """
nivåer: {mål: {}}
mål:
  hälsa:
    nivå: mål
    namn: Friska medarbetare
    indikatorer:
      kort: {namn: Kort sjukfrånvaro, enhet: "%", bättre: lägre, målnivå: 4 %}
      trivsel: {namn: Trivsel}
"""
RULES = f"{COLOURS}\nregler:\n  indikator:{TEN_PER_CENT}\nstandardregler: {{indikator: indikator}}\n{GOALS}"
OUTCOMES = """
utfall:
  kort: {utfall: 6 %, bedömning: G}
  trivsel: {kommentar: Mäts i höst.}
"""
ACKNOWLEDGED = """
godkända_anmärkningar:
  - anmärkning: override-without-reason
    gäller: kort
    motivering: Källan ger inget skäl.
    roll: controller
    datum: 2031-05-12
"""


class Check:
    """A project, and what the command prints about it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def write(self, **files: str) -> None:
        named = {name.replace("_", "/") + ".yaml": text for name, text in files.items()}
        write_files(named, self.folder)

    def __call__(self, *options: str) -> tuple[int, str, str]:
        status = run(["check", "--project", str(self.folder), *options])
        printed = self.capsys.readouterr()
        return status, plain(printed.out), plain(printed.err)


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    return Check(tmp_path, capsys)


@pytest.fixture
def faulty(check: Check) -> Check:
    check.write(år=RULES, T1=OUTCOMES)
    return check


@pytest.fixture
def acknowledged(check: Check) -> Check:
    check.write(år=RULES, T1=OUTCOMES + ACKNOWLEDGED)
    return check


def test_when_all_is_well_nothing_is_said(check: Check) -> None:
    check.write(år="kommun: Granviks kommun\nnämnd: Omsorgsnämnden")
    assert check() == (0, "", "")


def test_findings_stand_under_their_file_and_are_counted_last(faulty: Check) -> None:
    status, out, err = faulty()
    assert status == 1
    headings = [line for line in out.splitlines() if line.startswith("data/") and "[" not in line]
    assert headings == ["data/2031/T1.yaml (1 motsägelse, 1 varning)", "data/2031/år.yaml (1 varning)"]
    assert err == "\n1 motsägelse, 2 varningar.\n"


def test_warnings_alone_are_no_failure_unless_it_is_strict(faulty: Check) -> None:
    assert faulty("--only", "missing-target")[0] == 0
    assert faulty("--only", "missing-target", "--strict")[0] == 1


def test_only_some_findings_can_be_asked_for(faulty: Check) -> None:
    _, out, err = faulty("--only", "missing-target", "--only", "[missing-outcome]")
    assert [line.split("[")[1] for line in out.splitlines() if ": varning: " in line] == [
        "missing-outcome]",
        "missing-target]",
    ]
    assert err == "\n2 varningar.\n"


def test_a_finding_that_there_is_none_of_is_misuse(faulty: Check) -> None:
    status, out, err = faulty("--only", "missing-targt")
    assert (status, out) == (2, "")
    assert "det finns ingen anmärkning som heter ”missing-targt”; menade du ”missing-target”?" in err


def test_an_unknown_format_is_misuse(faulty: Check) -> None:
    assert faulty("--format", "xml")[0] == 2


class TestAcknowledged:
    def test_it_is_counted_but_not_shown_and_no_failure(self, acknowledged: Check) -> None:
        status, out, err = acknowledged()
        assert status == 0
        assert "override-without-reason" not in out
        assert err == "\n2 varningar, 1 godkänd (--acknowledged visar dem).\n"

    def test_it_is_shown_on_request_with_who_and_why(self, acknowledged: Check) -> None:
        status, out, err = acknowledged("--acknowledged")
        assert status == 0
        assert "  godkänd: Källan ger inget skäl. (controller, 2031-05-12)\n" in out
        assert "data/2031/T1.yaml (1 varning, 1 godkänd)\n" in out
        assert err == "\n2 varningar, 1 godkänd.\n"

    def test_strictness_lets_it_stand(self, acknowledged: Check) -> None:
        assert acknowledged("--only", "override-without-reason", "--strict")[0] == 0

    def test_without_a_reason_it_is_not_acknowledged(self, check: Check) -> None:
        check.write(
            år=RULES, T1=OUTCOMES + ACKNOWLEDGED.replace("    motivering: Källan ger inget skäl.\n", "")
        )
        status, out, _ = check()
        assert status == 1
        assert "[override-without-reason]" in out
        assert "[acknowledgement-without-reason]" in out

    def test_what_the_plan_lets_stand_holds_for_every_period(self, check: Check) -> None:
        check.write(år=RULES + ACKNOWLEDGED, T1=OUTCOMES, T2=OUTCOMES)
        assert check("--only", "override-without-reason")[2] == "\n2 godkända (--acknowledged visar dem).\n"

    def test_what_a_period_lets_stand_holds_for_that_period_only(self, check: Check) -> None:
        check.write(år=RULES, T1=OUTCOMES + ACKNOWLEDGED, T2=OUTCOMES)
        _, out, err = check("--only", "override-without-reason")
        assert "data/2031/T2.yaml" in out
        assert err == "\n1 motsägelse, 1 godkänd (--acknowledged visar dem).\n"

    def test_the_plan_is_not_stale_just_because_another_period_is_asked_for(self, check: Check) -> None:
        check.write(år=RULES + ACKNOWLEDGED, T1=OUTCOMES, T2="utfall: {kort: 3 %, trivsel: {bedömning: G}}")
        assert "[stale-acknowledgement]" not in check("--period", "2031-T2")[1]


class TestJson:
    def test_all_fields_of_all_findings_and_the_counts(self, acknowledged: Check) -> None:
        status, out, err = acknowledged("--format", "json")
        document = json.loads(out)
        assert (status, err) == (0, "")
        assert document["summary"] == {"error": 0, "inconsistency": 0, "warning": 2, "acknowledged": 1}
        assert document["findings"][0] == {
            "check": "override-without-reason",
            "level": "inconsistency",
            "message": "”kort” har betyget G fast regeln ger R, och motivering saknas",
            "help": "skriv motivering: med skälet, och gärna roll: och datum:; utan bedömning: gäller regelns betyg",
            "subject": "kort",
            "acknowledged": "Källan ger inget skäl. (controller, 2031-05-12)",
            "path": "data/2031/T1.yaml",
            "line": 3,
            "column": 23,
            "width": 9,
            "related": [],
        }

    def test_it_answers_even_when_all_is_well(self, check: Check) -> None:
        check.write(år="kommun: Granviks kommun\nnämnd: Omsorgsnämnden")
        assert json.loads(check("--format", "json")[1])["findings"] == []


def test_annotations_for_code_hosting_are_one_line_each(faulty: Check) -> None:
    status, out, err = faulty("--format", "github")
    assert (status, err) == (1, "")
    assert out.splitlines()[0] == (
        "::error file=data/2031/T1.yaml,line=3,col=23,title=override-without-reason::”kort” har betyget G fast regeln "
        "ger R, och motivering saknas%0Ahjälp: skriv motivering: med skälet, och gärna roll: och datum:; utan bedömning: "
        "gäller regelns betyg"
    )
    assert [line.split(" ")[0] for line in out.splitlines()] == ["::error", "::warning", "::warning"]


def test_a_per_cent_sign_does_not_break_an_annotation(check: Check) -> None:
    check.write(år=RULES, T1="utfall: {kort: 5 dagar, trivsel: {bedömning: G}}")
    _, out, _ = check("--format", "github", "--only", "target-unit")
    assert "är skrivet i dagar men indikatorns enhet är %25%0Ahjälp: räkna om till %25," in out


def test_somebody_at_a_terminal_is_told_that_all_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(SMALL, tmp_path)
    assert run(["check", "--project", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["check", "--project", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("", "Inga anmärkningar.\n")
