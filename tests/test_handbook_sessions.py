"""The handbook's chapters as somebody follows them: every command is run, in order, in a folder that ``init`` made."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from wording import plain

from rapport.cli import FINDINGS, OK
from rapport.cli.app import run
from rapport.edit import kolada_client

sys.path.append(str(Path(__file__).parent / "edit"))  # Kolada's server stands with the tests of the fetch

from kolada_server import Kolada, point, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[1] / "docs"
CHAPTERS = [
    "excel",
    "granskning",
    "editorn",
    "frågor-och-svar",
    "regler",
    "regelexempel",
    "uppgifter",
    "word-mallar",
]
PAGES = [
    *(DOCS / "handbok" / f"{name}.md" for name in [*CHAPTERS, "texter-och-mallar"]),
    DOCS / "ci-exempel.md",
]
LASTING = ("rapport watch ", "rapport --install-completion")
"""Commands that go on until somebody stops them, or that change the shell; they have tests of their own."""
FINDING = {"rapport compare", "rapport check --period 2031-T1 --strict", "rapport check --strict"}
"""Commands that find something in the example, and say so by their status."""


def steps(page: Path) -> Iterator[tuple[str, str]]:
    """Give a chapter's commands and files as they come: in blocks, and commands in running text."""
    text = page.read_text(encoding="utf-8")
    for language, block, inline in re.findall(
        r"^```(\w+)\n(.*?)^```$|`(rapport [a-z][^`]* [^`]*)`", text, re.MULTILINE | re.DOTALL
    ):
        if language in ("sh", "powershell"):
            yield from (("command", line) for line in block.splitlines() if line.startswith("rapport "))
        elif language == "yaml":
            yield "file", block
        elif inline and "…" not in inline:
            yield "command", inline


SESSIONS = [page for page in PAGES if any(kind == "command" for kind, _ in steps(page))]


@pytest.fixture
def committee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a new committee's folder, with a ledger beside it and Kolada within reach."""
    folder = tmp_path / "rapporter"
    assert (
        run(["init", str(folder), "--kommun", "Granviks kommun", "--nämnd", "Omsorgsnämnden", "--år", "2031"])
        == OK
    )
    monkeypatch.chdir(folder)
    year, goals = folder / "data/2031/år.yaml", folder / "data/2031/mål.yaml"
    year.write_text(year.read_text(encoding="utf-8") + "\nkolada: {kommun: 0138}\n", encoding="utf-8")
    measured = goals.read_text(encoding="utf-8").replace(
        "personalkontinuitet:\n", "personalkontinuitet:\n                kolada: U21401\n"
    )
    goals.write_text(measured, encoding="utf-8")
    book = xlsxwriter.Workbook("huvudbok.xlsx")
    sheet = book.add_worksheet("Huvudbok")
    rows = [
        ("Ansvar", "Konto", "Utfall", "Budget"),
        (4101, 5010, 21_300_000, 21_400_000),
        (4201, 5010, 34_000_000, 34_600_000),
    ]
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return folder


@pytest.fixture
def kolada(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the program ask a server on this machine instead of Kolada."""
    for server in serving(Kolada(known=("U21401",), data=[point("U21401", 2030, "0138", T=14.2)])):
        monkeypatch.setitem(kolada_client.fetch.__kwdefaults__ or {}, "server", server.address)
        yield


def prepare(line: str) -> None:
    """Do what a chapter takes for granted: the period is begun, something is built."""
    period = re.search(r"(?:--period|explain) (2031-T2|2031)(?= |$)", line)
    part = {"2031": "helår"}.get(period[1], "T2") if period else ""
    if part and not Path("data/2031", part).exists():
        assert run(["new", period[1] if period else ""]) == OK
    if "--thaw" in line:
        assert run(["freeze", "2031-T1", "--decision", "§ 1", "--date", "2031-05-26"]) == OK
    if line.startswith("rapport compare"):
        assert run(["build", "--period", "2031-T1", "--no-pages"]) == OK


@pytest.mark.usefixtures("kolada")
@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: str(page.stem))
def test_a_chapter_can_be_followed(page: Path, committee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind, what in steps(page):
        if kind == "file" and page.stem == "excel":
            name = what.partition("\n")[0].removeprefix("# ")
            (committee / name).write_text(what, encoding="utf-8")
        if kind == "file" or what.startswith(LASTING):
            continue
        prepare(what)
        capsys.readouterr()
        words = shlex.split(what)[1:]
        status = run([*words, *(["--no-pages"] if words[0] == "build" else [])])
        said = capsys.readouterr()
        expected = {OK, FINDINGS} if any(what.startswith(known) for known in FINDING) else {OK}
        assert status in expected, f"{what}\n{said.out}{said.err}"
        assert "fel i programmet" not in said.err


def test_the_finding_that_is_shown_is_the_finding_that_is_told(
    committee: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "handbok" / "granskning.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    path, line, *_ = shown.split(":")
    written = re.search(rf"^  {line} \| (.*)$", shown, re.MULTILINE)
    assert written
    file = committee / path
    before = file.read_text(encoding="utf-8").rstrip("\n")
    assert before.count("\n") + 2 == int(line)
    file.write_text(f"{before}\n{written[1]}\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["check"]) == FINDINGS
    assert shown in plain(capsys.readouterr().out)
