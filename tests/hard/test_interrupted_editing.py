"""What becomes of the hand-kept files when a command that writes them is stopped: whole ones, old or new."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hard.test_interrupted_writing import KILLED_AT
from rapport.cli import FINDINGS, MISUSE, OK
from rapport.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

FREEZE = ("freeze", "2031-T1", "--decision", "§ 1", "--date", "2031-05-26")
COMMANDS: dict[str, tuple[str, ...]] = {
    "new": ("new", "2031-T2"),
    "a new year": ("new", "2032-plan"),
    "freeze": FREEZE,
    "schema": ("schema",),
}
MOST_STEPS = 60
STRIDE = 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rapporter"
    assert run(["init", str(made), "--kommun", "Granvik", "--nämnd", "Nämnden", "--år", "2031"]) == OK
    return made


def files(folder: Path) -> dict[str, bytes]:
    """Return what people keep: neither documents nor what is written beside a file before it takes its place."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and "out" not in file.parts
        and not any(part.endswith(".tmp") for part in file.parts)
    }


def stopped(folder: Path, steps: int, words: tuple[str, ...]) -> int:
    """Run a command until it has made so many steps towards the disk, and pull the plug."""
    command = [sys.executable, "-c", KILLED_AT, str(steps), *words, "--project", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603  our own command


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_every_file_is_whole_whenever_the_power_goes(
    folder: Path, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)
    ready = shutil.copytree(folder, tmp_path / "färdig")
    assert run([*words, "--project", str(ready)]) == OK
    after = files(ready)
    for steps in range(0, MOST_STEPS, STRIDE):
        tried = shutil.copytree(folder, tmp_path / f"försök-{steps}")
        status = stopped(tried, steps, words)
        left = files(tried)
        torn = [name for name, content in left.items() if content not in (before.get(name), after.get(name))]
        assert [
            name for name in torn if name != "data/2031/T1/beslutad.yaml"
        ] == []  # it has the version's sums
        assert before.keys() <= left.keys()
        assert run(["check", "--project", str(tried)]) in (OK, FINDINGS)
        assert "[syntax-error]" not in capsys.readouterr().out
        if words[0] == "new":
            assert left in (before, after)
            assert left == after or run([*words, "--project", str(tried)]) == OK
            assert files(tried) == after
        if status == OK:
            return
    pytest.fail("it never came to an end")


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("full_at", [0, 1, 3])
def test_a_full_disk_is_told_and_nothing_is_lost(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    full_at: int,
) -> None:
    before = files(folder)
    left = iter([True] * full_at)

    def fill(_descriptor: int) -> None:
        if not next(left, False):
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fill)
        status = run([*words, "--project", str(folder)])
    said = capsys.readouterr()
    now = files(folder)
    assert {name: now.get(name) for name in before} == before or words[0] == "schema"
    assert words[0] != "new" or status == OK or now == before
    if status != OK:
        assert status == MISUSE
        assert "disken är full" in said.err


def test_the_test_itself_pulls_the_plug(folder: Path) -> None:
    """Or nothing above would be tested."""
    assert stopped(folder, 0, ("new", "2031-T2")) == -signal.SIGKILL
