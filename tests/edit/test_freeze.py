"""A decided period: what it rests on is remembered, and what has changed since is told."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from wording import SMALL, write_files

from rapport.cli.app import run
from rapport.compose.folders import SHIPPED
from rapport.write.office import find_office

if TYPE_CHECKING:
    from pathlib import Path

    Told = pytest.CaptureFixture[str]

DECISION = "data/2031/T1/beslutad.yaml"
LATER = {
    "mål.yaml": "mål: {trygghet: {nivå: mål, namn: Trygghet, indikatorer: {larm: {namn: Larm, enhet: gånger, "
    "målnivå: minst 3}, brand: {namn: Bränder, målnivå: högst 1, endast_i: [T3]}}}}\n"
}
OTHER_TARGET = {"mål.yaml": SMALL["mål.yaml"].replace("minst 3", "minst 4")}


class Committee:
    """A committee's folder, and what the program says when it is asked something there."""

    def __init__(self, root: Path, capsys: Told) -> None:
        self.root = write_files(SMALL, root)
        self._capsys = capsys

    def says(self, *words: str) -> tuple[int, str]:
        status = run([*words, "--project", str(self.root)])
        printed = self._capsys.readouterr()
        return status, printed.out + printed.err

    def changes(self, files: dict[str, str]) -> None:
        write_files(files, self.root)

    def decision(self) -> str:
        return (self.root / DECISION).read_text(encoding="utf-8")

    def findings(self) -> list[str]:
        _, printed = self.says("check", "--only", "changed-after-freeze")
        return [line.partition("motsägelse: ")[2] for line in printed.splitlines() if "motsägelse: " in line]

    def documents(self) -> dict[str, bytes]:
        folder = self.root / "out" / "2031-T1"
        return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.fixture
def committee(tmp_path: Path, capsys: Told) -> Committee:
    made = Committee(tmp_path, capsys)
    status, _ = made.says(
        "freeze", "2031-T1", "--decision", "ON 2031/7 § 12", "--date", "2031-05-20", "--no-pages"
    )
    assert status == 0
    return made


def test_nobody_is_told_to_remove_a_decided_period_to_begin_anew(committee: Committee) -> None:
    status, said = committee.says("new", "2031-T1")
    assert status == 1
    assert "perioden är beslutad (2031-05-20)" in said
    assert 'rapport freeze 2031-T1 --thaw "skäl"' in said
    assert "bort" not in said


def test_the_decision_names_its_day_its_number_its_files_and_its_documents(committee: Committee) -> None:
    text = committee.decision()
    assert "  datum: 2031-05-20\n  ärende: ON 2031/7 § 12\n" in text
    named = [
        "data/2031/år.yaml",
        "data/2031/T1/inledning.md",
        "templates/delårsrapport.md.j2",
        "T1-bilaga.xlsx",
    ]
    assert [name for name in named if name not in text] == []


def test_nothing_is_said_as_long_as_nothing_has_changed(committee: Committee) -> None:
    assert committee.findings() == []


def test_a_build_gives_the_same_bytes(committee: Committee) -> None:
    decided = committee.documents()
    assert committee.says("build", "-p", "2031-T1", "--no-pages")[0] == 0
    assert committee.documents() == decided


def test_a_change_of_the_period_is_told_with_its_file(committee: Committee) -> None:
    committee.changes({"T1/inledning.md": "Larmet gick ofta.\n"})
    assert committee.findings() == [
        "data/2031/T1/inledning.md har ändrats efter att 2031-T1 beslutades 2031-05-20 [changed-after-freeze]"
    ]


def test_a_change_of_the_plan_counts_when_the_report_would_say_something_else(committee: Committee) -> None:
    committee.changes(OTHER_TARGET)
    assert len(committee.findings()) == 1
    assert "och rapporten säger något annat nu" in committee.findings()[0]


@pytest.mark.parametrize(
    "files",
    [
        LATER,
        {"mål.yaml": f"# Målen.\n{SMALL['mål.yaml']}"},
        {"mål.yaml": SMALL["mål.yaml"].replace("\n", "\r\n")},
        {"T2/utfall.yaml": "utfall: {larm: 5}\n"},
    ],
    ids=["an indicator of the autumn", "a comment", "other line endings", "a later period"],
)
def test_the_rest_of_the_year_goes_on(committee: Committee, files: dict[str, str]) -> None:
    committee.changes(files)
    assert committee.findings() == []


def test_a_change_of_the_template_counts(committee: Committee) -> None:
    committee.changes({"templates/delårsrapport.md.j2": '# Början\n\n{{ text("inledning") }}\n'})
    assert [finding.split(" ")[0] for finding in committee.findings()] == ["templates/delårsrapport.md.j2"]


OWN_LOOK = {"år.yaml": SMALL["år.yaml"] + "wordmall: kommunen.docx\n"}


def test_the_municipalitys_own_word_file_is_what_was_decided(tmp_path: Path, capsys: Told) -> None:
    committee = Committee(tmp_path, capsys)
    committee.changes(OWN_LOOK)
    look = committee.root / "templates/kommunen.docx"
    look.write_bytes((SHIPPED / "rapport.docx").read_bytes())
    assert committee.says("freeze", "2031-T1", "--no-pages")[0] == 0
    assert "templates/kommunen.docx" in committee.decision()
    assert "templates/rapport.docx" not in committee.decision()
    assert committee.findings() == []
    look.write_bytes((SHIPPED / "rapport-klassisk.docx").read_bytes())
    assert [finding.split(" ")[0] for finding in committee.findings()] == ["templates/kommunen.docx"]


@pytest.mark.parametrize(
    "choice", ["wordmall: rapport-klassisk.docx\n", "mallar: {delårsrapport: månadsrapport}\n"]
)
def test_another_choice_of_template_counts(committee: Committee, choice: str) -> None:
    committee.changes({"år.yaml": SMALL["år.yaml"] + choice})
    assert [finding.split(" ")[0] for finding in committee.findings()] == ["data/2031/år.yaml"]


def test_who_is_asked_for_figures_is_of_no_consequence(tmp_path: Path, capsys: Told) -> None:
    committee = Committee(tmp_path, capsys)
    committee.changes({"uppdrag.yaml": "uppdrag: {plan: {text: Gör en plan}}\n"})
    assert committee.says("freeze", "2031-T1", "--no-pages")[0] == 0
    committee.changes({"uppdrag.yaml": "uppdrag: {plan: {text: Gör en plan, ansvarig: controller}}\n"})
    assert committee.findings() == []


def test_another_reports_template_is_of_no_consequence(committee: Committee) -> None:
    committee.changes({"templates/månadsrapport.md.j2": "# Månaden\n"})
    assert committee.findings() == []


def test_a_build_that_would_give_another_document_is_refused_with_the_reason(committee: Committee) -> None:
    decided = committee.documents()
    committee.changes({"T1/utfall.yaml": "utfall: {larm: 2}\n"})
    status, printed = committee.says("build", "-p", "2031-T1", "--no-pages")
    assert status == 1
    assert "blir inte som den var när den beslutades 2031-05-20" in printed
    assert "data/2031/T1/utfall.yaml har ändrats [other-than-decided]" in printed
    assert committee.documents() == decided
    assert committee.says("build", "-p", "2031-T1", "--no-pages", "--force")[0] == 0
    assert committee.documents() != decided


def test_another_version_of_the_program_is_a_reason(committee: Committee) -> None:
    text = committee.decision()
    sums = [line for line in text.splitlines() if ".docx: " in line and "templates" not in line]
    other = text.replace(sums[0], sums[0][:-4] + "0000").replace("program: ", "program: 0.0.")
    committee.changes({DECISION: other})
    assert "den byggdes med rapport 0.0." in committee.says("build", "-p", "2031-T1", "--no-pages")[1]


def test_a_decided_period_is_not_decided_again(committee: Committee) -> None:
    before = committee.decision()
    status, printed = committee.says("freeze", "2031-T1")
    assert (status, committee.decision()) == (1, before)
    assert "2031-T1 är redan beslutad (2031-05-20)" in printed


def test_a_decision_taken_back_is_remembered_with_its_reason(committee: Committee) -> None:
    assert committee.says("freeze", "2031-T1", "--thaw", "Fel utfall: 2", "--date", "2031-06-01")[0] == 0
    committee.changes({"T1/utfall.yaml": "utfall: {larm: 2}\n"})
    assert committee.findings() == []
    assert committee.says("build", "-p", "2031-T1", "--no-pages")[0] == 0
    assert committee.says("freeze", "2031-T1", "--date", "2031-06-10", "--no-pages")[0] == 0
    assert committee.decision().endswith(
        "hävda_beslut:\n  - datum: 2031-05-20\n    ärende: ON 2031/7 § 12\n    hävt: 2031-06-01\n"
        '    motivering: "Fel utfall: 2"\n'
    )
    assert committee.findings() == []


def test_two_decisions_taken_back_are_both_remembered(committee: Committee) -> None:
    committee.says("freeze", "2031-T1", "--thaw", "Ett", "--date", "2031-06-01")
    committee.says("freeze", "2031-T1", "--date", "2031-06-10", "--no-pages")
    assert committee.says("freeze", "2031-T1", "--thaw", "Två", "--date", "2031-06-11")[0] == 0
    assert committee.decision().count("hävt:") == 2
    assert committee.says("check")[0] == 0


def test_what_is_not_decided_cannot_be_taken_back(tmp_path: Path, capsys: Told) -> None:
    assert Committee(tmp_path, capsys).says("freeze", "2031-T1", "--thaw", "Ångrar mig") == (
        1,
        "rapport: 2031-T1 är inte beslutad\n",
    )


def test_nothing_is_decided_that_cannot_be_built(tmp_path: Path, capsys: Told) -> None:
    committee = Committee(tmp_path, capsys)
    committee.changes({"T1/inledning.md": "{{ utfall.lram }}\n"})
    status, printed = committee.says("freeze", "2031-T1", "--no-pages")
    assert (status, (committee.root / DECISION).exists()) == (1, False)
    assert "inget beslut antecknades: 1 fel" in printed


def test_a_document_changed_by_hand_is_not_what_was_decided(tmp_path: Path, capsys: Told) -> None:
    committee = Committee(tmp_path, capsys)
    committee.says("build", "-p", "2031-T1", "--no-pages")
    document = committee.root / "out/2031-T1/delårsrapport-2031-T1.docx"
    document.write_bytes(document.read_bytes() + b"\0")
    status, printed = committee.says("freeze", "2031-T1", "--no-pages")
    assert (status, (committee.root / DECISION).exists()) == (1, False)
    assert "delårsrapport-2031-T1.docx har ändrats för hand" in printed


def test_a_day_must_be_one(tmp_path: Path, capsys: Told) -> None:
    status, printed = Committee(tmp_path, capsys).says("freeze", "2031-T1", "--date", "20 maj")
    assert status == 2
    assert "”20 maj” är inget datum" in printed


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_a_pdf_that_was_decided_is_built_again_byte_for_byte(tmp_path: Path, capsys: Told) -> None:
    committee = Committee(tmp_path, capsys)
    words = ["--format", "docx,pdf", "--no-pages"]
    assert committee.says("freeze", "2031-T1", *words)[0] == 0
    decided = committee.documents()
    assert "delårsrapport-2031-T1.pdf" in committee.decision()
    shutil.rmtree(committee.root / "out")
    assert committee.says("build", "-p", "2031-T1", *words)[0] == 0
    assert committee.documents() == decided
