"""``rapport compare``: the document's own period first, and the file that is at fault by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from wording import SMALL, write_files

from rapport.cli import FINDINGS, MISUSE, OK
from rapport.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

    Told = pytest.CaptureFixture[str]

BUILT = "out/2031-T2/delårsrapport-2031-T2.docx"
SAME_WORDS = "Larmen är {{ utfall.larm }} i år.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with two periods that say the same thing, and build the later one."""
    texts = {f"data/2031/{part}/inledning.md": SAME_WORDS for part in ("T1", "T2")}
    folder = write_files({**SMALL, **texts, "data/2031/T2/utfall.yaml": "utfall: {larm: 2}\n"}, tmp_path)
    monkeypatch.chdir(folder)
    assert run(["build", "--period", "2031-T2", "--format", "docx", "--no-pages"]) == OK
    return folder


def rewrite(file: str, old: str, new: str) -> None:
    document = docx.Document(file)
    paragraph = next(one for one in document.paragraphs if old in one.text)
    paragraph.text = paragraph.text.replace(old, new)
    document.save(file)


@pytest.mark.usefixtures("project")
def test_a_text_belongs_to_the_documents_own_period(capsys: Told) -> None:
    rewrite(BUILT, "Larmen är", "Alarmen är")
    capsys.readouterr()
    assert run(["compare", BUILT]) == FINDINGS
    printed, told = capsys.readouterr()
    assert "hör hemma i data/2031/T2/inledning.md:1" in printed
    assert told == "1 ändring.\n"


def test_a_document_of_another_name_has_the_period_of_the_original(project: Path, capsys: Told) -> None:
    (project / "mejl.docx").write_bytes((project / BUILT).read_bytes())
    rewrite("mejl.docx", "Larmen är", "Alarmen är")
    capsys.readouterr()
    assert run(["compare", "mejl.docx", "--original", BUILT]) == FINDINGS
    assert "data/2031/T2/inledning.md:1" in capsys.readouterr().out


def test_without_a_period_in_any_name_the_changes_are_told_all_the_same(project: Path, capsys: Told) -> None:
    for name in ("mejl.docx", "före.docx"):
        (project / name).write_bytes((project / BUILT).read_bytes())
    rewrite("mejl.docx", "Larmen är", "Alarmen är")
    capsys.readouterr()
    assert run(["compare", "mejl.docx", "--original", "före.docx"]) == FINDINGS
    printed, told = capsys.readouterr()
    assert "+ Alarmen är" in printed
    assert "hör hemma i" not in printed
    assert "dokumentets namn säger inte vilken period det är" in told


@pytest.mark.usefixtures("project")
def test_an_unchanged_document_has_no_changes(capsys: Told) -> None:
    capsys.readouterr()
    assert run(["compare", BUILT]) == OK
    assert capsys.readouterr() == ("", "Inget är ändrat.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["finns.docx"], "finns.docx går inte att läsa: filen finns inte"),
        ([BUILT, "--original", "finnsej.docx"], "finnsej.docx går inte att läsa: filen finns inte"),
        (
            [BUILT, "--original", "data/2031/år.yaml"],
            "data/2031/år.yaml: filen är inget Word-dokument (.docx)",
        ),
        (
            ["data/2031/år.yaml", "--original", BUILT],
            "data/2031/år.yaml: filen är inget Word-dokument (.docx)",
        ),
    ],
)
@pytest.mark.usefixtures("project")
def test_the_file_at_fault_is_named(capsys: Told, words: list[str], told: str) -> None:
    capsys.readouterr()
    assert run(["compare", *words]) == MISUSE
    assert capsys.readouterr().err == f"rapport: {told}\n"
