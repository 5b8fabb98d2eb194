"""Many reports at once as a terminal shows them: one line each, what was refused, how many were built."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.cli.progress import track
from rapport.cli.summary_all import print_all, tally
from rapport.diagnostic import Level
from rapport.municipality import Brief, Place
from rapport.notation import parse_period

if TYPE_CHECKING:
    import pytest

CARE = Place("vård", "Vårdnämnden", Path("vård"))
SCHOOL = Place("skola", "Skolnämnden", Path("skola"))
BRIEFS = [
    Brief(CARE, parse_period("2031-plan"), [Path("a.docx"), Path("a.xlsx")], findings={Level.WARNING: 3}),
    Brief(CARE, parse_period("2031-T1"), [Path("b.docx")], [Path("b.xlsx")]),
    Brief(
        SCHOOL,
        parse_period("2031-T1"),
        refusal="skola/data/2031/år.yaml:1:1: fältet finns inte [unknown-key]",
    ),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> tuple[Terminal, Terminal]:
    out, err = Terminal(), Terminal()
    for name, stream in (("stdout", out), ("stderr", err)):
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    return out, err


def words(stream: Terminal) -> list[list[str]]:
    """Return the lines that say anything, as words in columns."""
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", stream.getvalue())
    lines = [line for line in plain.splitlines() if re.search(r"\w", line)]
    return [[part for part in re.split(r"\s{2,}", line.strip()) if part] for line in lines]


def test_a_terminal_has_a_line_for_each_and_a_name_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = on_a_terminal(monkeypatch)
    print_all(BRIEFS, several=True)
    assert words(out) == [
        ["Nämnd", "Period", "Dokument", "Anmärkningar"],
        ["Vårdnämnden", "2031-plan", "docx, xlsx", "3 varningar"],
        ["2031-T1", "docx; 1 ändrade för hand, lämnade", "inga"],
        ["Skolnämnden", "2031-T1", "byggdes inte"],
    ]
    assert err.getvalue() == (
        "rapport: Skolnämnden, 2031-T1 byggdes inte: "
        "skola/data/2031/år.yaml:1:1: fältet finns inte [unknown-key]\n"
    )


def test_one_project_has_no_column_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = on_a_terminal(monkeypatch)
    print_all(BRIEFS, several=False)
    assert words(out)[0] == ["Period", "Dokument", "Anmärkningar"]
    assert err.getvalue().startswith("rapport: 2031-T1 byggdes inte: ")


def test_a_pipe_has_the_names_of_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    print_all(BRIEFS, several=True)
    assert capsys.readouterr().out.splitlines() == ["a.docx", "a.xlsx", "b.docx"]


def test_what_was_kept_or_refused_is_not_counted_as_built() -> None:
    assert tally(BRIEFS, 12.34) == "1 av 3 rapporter byggda på 12,3 s."


def test_the_bar_says_how_many_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = on_a_terminal(monkeypatch)
    assert list(track(iter("abc"), 3)) == ["a", "b", "c"]
    assert "3 av 3" in err.getvalue()


def test_a_pipe_has_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track(iter("abc"), 3)) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")
