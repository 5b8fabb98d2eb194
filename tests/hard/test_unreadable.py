"""Files and folders that the system won't give: told in Swedish, once, and nothing that follows from it."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wording import SMALL, write_files

import rapport.cli
from rapport.cli import FINDINGS, MISUSE
from rapport.cli.app import run
from rapport.diagnostic import why_unreadable
from rapport.read import source

if TYPE_CHECKING:
    from collections.abc import Iterator

    Told = pytest.CaptureFixture[str]

NO_RIGHT = "den är låst av ett annat program, eller du saknar behörighet till den"


def system_fault(code: int, name: str = "") -> OSError:
    return OSError(code, os.strerror(code), name or None)


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return a set: what is named in it may not be read or listed. Permissions don't hold for every user."""
    names: set[str] = set()
    read, listed = source._read_bytes, Path.iterdir

    def reading(file: Path) -> bytes:
        if file.name in names:
            raise system_fault(errno.EACCES)
        return read(file)

    def listing(folder: Path) -> Iterator[Path]:
        if folder.name in names:
            raise system_fault(errno.EACCES, str(folder))
        return listed(folder)

    monkeypatch.setattr(source, "_read_bytes", reading)
    monkeypatch.setattr(Path, "iterdir", listing)
    return names


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("mål.yaml", f"data/2031/mål.yaml:1:1: fel: filen går inte att läsa: {NO_RIGHT} [unreadable-file]"),
        ("T1", f"data/2031/T1:1:1: fel: mappen går inte att läsa: {NO_RIGHT} [unreadable-file]"),
        ("2031", f"data/2031:1:1: fel: mappen går inte att läsa: {NO_RIGHT} [unreadable-file]"),
        ("data", f"data:1:1: fel: mappen går inte att läsa: {NO_RIGHT} [unreadable-file]"),
    ],
)
def test_what_cannot_be_read_is_the_only_finding(
    tmp_path: Path, capsys: Told, locked: set[str], name: str, told: str
) -> None:
    write_files(SMALL, tmp_path)
    locked.add(name)
    assert run(["check", "--project", str(tmp_path)]) == FINDINGS
    printed, counted = capsys.readouterr()
    assert told in printed
    assert counted == "\n1 fel.\n"
    assert run(["build", "2031-T1", "--project", str(tmp_path)]) == FINDINGS
    refused = capsys.readouterr().err
    assert told in refused
    assert refused.endswith("Inget byggdes: 1 fel.\n")


def test_no_period_is_built_unchecked_when_a_file_of_another_cannot_be_read(
    tmp_path: Path, capsys: Told, locked: set[str]
) -> None:
    write_files({**SMALL, "T2/risker.yaml": "utfall: {larm: 2}\n"}, tmp_path)
    locked.add("risker.yaml")
    assert run(["build", "2031-T1", "--project", str(tmp_path)]) == FINDINGS
    assert "data/2031/T2/risker.yaml:1:1: fel: filen går inte att läsa" in capsys.readouterr().err


def test_a_project_that_may_not_be_listed_is_no_fault_of_the_program(
    tmp_path: Path, capsys: Told, locked: set[str]
) -> None:
    (tmp_path / "låst").mkdir()
    locked.add("låst")
    assert run(["check", "--project", str(tmp_path / "låst")]) == MISUSE
    assert f"låst går inte att läsa: {NO_RIGHT}" in capsys.readouterr().err


def test_a_fault_of_the_system_is_never_called_one_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    def refuse(_words: object) -> int:
        raise system_fault(errno.EIO, "data/2031/mål.yaml")

    monkeypatch.setattr("rapport.cli.app.run", refuse)
    monkeypatch.setattr("rapport.cli.gc.disable", lambda: None)  # the tests after this one collect
    monkeypatch.setattr(sys, "argv", ["rapport"])
    with pytest.raises(SystemExit):
        rapport.cli.main()
    assert capsys.readouterr().err == (
        "rapport: det går inte att läsa data/2031/mål.yaml: disken eller nätet svarar inte som det ska\n"
    )


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_the_systems_words_are_put_in_swedish(code: int) -> None:
    assert os.strerror(code) not in why_unreadable(system_fault(code))


def test_a_reason_of_our_own_is_kept() -> None:
    assert why_unreadable(OSError(errno.EFBIG, "den är större än 200 MB")) == "den är större än 200 MB"
