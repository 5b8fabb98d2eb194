"""What becomes of documents when the disk is full, the power goes, the folder is closed or two build at once."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rapport.build import Request, build
from rapport.cli import MISUSE, OK
from rapport.notation import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

BUILD = ("build", "-p", "2031-T1", "--no-pages")
WORD, EXCEL = "delårsrapport-2031-T1.docx", "delårsrapport-2031-T1-bilaga.xlsx"
MORE = {"T1/inledning.md": "Larmet gick {{ utfall.larm }} gånger, och det var allt.\n"}
"""A change of the data, after which every document becomes another."""
KILLED_AT = """
import os, signal, sys
from pathlib import Path
from rapport.cli import main

left = int(sys.argv.pop(1))

def dying(usual):
    def step(*words, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return usual(*words, **options)
    return step

os.fsync, Path.replace = dying(os.fsync), dying(Path.replace)
main()
"""
"""Runs rapport until it has made so many steps towards the disk, and then pulls the plug."""
STEPS = 8
"""Four files, the documents and what is remembered of them, are each written and then put in place."""


def folder(project: Path) -> Path:
    return project / "out" / "2031-T1"


def contents(where: Path) -> dict[str, bytes]:
    """Return the files that a user sees."""
    return {file.name: file.read_bytes() for file in where.iterdir() if not file.name.startswith(".")}


@pytest.fixture
def documents(project: Path) -> dict[str, bytes]:
    """Return the documents as they would be after the change, built elsewhere."""
    elsewhere = project.parent / "annan"
    after = project / "data/2031/T1/inledning.md"
    before = after.read_text(encoding="utf-8")
    after.write_text(MORE["T1/inledning.md"], encoding="utf-8")
    build(Request(project, parse_period("2031-T1"), elsewhere))
    after.write_text(before, encoding="utf-8")
    return contents(elsewhere / "2031-T1")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("steps", range(STEPS))
def test_a_killed_build_leaves_whole_documents_and_the_next_one_heals(
    here: Run, project: Path, documents: dict[str, bytes], steps: int
) -> None:
    assert here().returncode == OK
    before = contents(folder(project))
    (project / "data/2031/T1/inledning.md").write_text(MORE["T1/inledning.md"], encoding="utf-8")
    command = [sys.executable, "-c", KILLED_AT, str(steps), *BUILD, "--project", str(project)]
    killed = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  our own command
    assert killed.returncode == -signal.SIGKILL
    left = contents(folder(project))
    assert left.keys() == before.keys()
    assert all(left[name] in (before[name], documents[name]) for name in left)
    again = here()
    assert again.returncode == OK, again.stderr
    assert contents(folder(project)) == documents


def test_that_was_every_step(project: Path) -> None:
    command = [sys.executable, "-c", KILLED_AT, str(STEPS), *BUILD, "--project", str(project)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == OK  # noqa: S603  our own command


def mounted(where: Path, how: str) -> bool:
    """Put an empty disk in place of a folder; only an administrator can."""
    if os.name == "nt" or os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(where)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603  nothing of it is the user's


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk with room for the Word file and not for the workbook."""
    where = tmp_path / "liten disk"
    where.mkdir()
    if not mounted(where, "size=16k"):
        pytest.skip("a small disk can't be made here")
    yield where
    subprocess.run(["umount", str(where)], check=True)  # noqa: S603, S607  the disk made above


def test_a_full_disk_is_told_and_leaves_nothing_half_done(here: Run, small_disk: Path) -> None:
    said = here(*BUILD, "--out", str(small_disk))
    assert said.returncode == MISUSE
    assert (
        f"rapport: Det går inte att skriva {WORD}: disken är full. Den tidigare filen är orörd."
        in said.stderr
    )
    assert [file for file in small_disk.rglob("*") if file.is_file()] == []


@pytest.mark.parametrize("full_at", range(4))
def test_a_disk_that_fills_up_keeps_every_old_document(
    here: Run, project: Path, monkeypatch: pytest.MonkeyPatch, full_at: int
) -> None:
    here()
    before = contents(folder(project))
    left = iter([True] * full_at)

    def fill(_descriptor: int) -> None:
        if not next(left, False):
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fill)
        said = here(files=MORE)
    assert said.returncode == MISUSE
    assert "disken är full. Den tidigare filen är orörd." in said.stderr
    assert contents(folder(project)) == before
    assert here().returncode == OK  # nothing is taken for somebody's change
    assert contents(folder(project)).keys() == before.keys()
    assert list(folder(project).rglob("*.tmp")) == []


@pytest.fixture
def closed_folder(project: Path) -> Iterator[Path]:
    """Return an output folder that nothing can be written to."""
    where = project / "out" / "2031-T1"
    where.mkdir(parents=True)
    if os.name != "nt" and os.geteuid() == 0:
        # The administrator may write anywhere but on a disk that is read-only.
        if not mounted(where, "ro"):
            pytest.skip("a closed folder can't be made here")
        yield where
        subprocess.run(["umount", str(where)], check=True)  # noqa: S603, S607  the disk made above
        return
    where.chmod(0o555)
    yield where
    where.chmod(0o755)


def test_a_closed_folder_is_told(here: Run, closed_folder: Path) -> None:
    said = here()
    assert said.returncode == MISUSE
    assert f"mappen {closed_folder} är skrivskyddad. Välj en annan mapp med --out." in said.stderr


def test_a_file_where_the_folder_should_be_is_told(here: Run, project: Path) -> None:
    (project / "out").write_text("anteckningar", encoding="utf-8")
    said = here()
    assert said.returncode == MISUSE
    assert "är en fil och ingen mapp" in said.stderr
    assert (project / "out").read_text(encoding="utf-8") == "anteckningar"


def test_one_open_document_keeps_the_others_from_being_written(here: Run, project: Path) -> None:
    here()
    before = contents(folder(project))
    (folder(project) / f".~lock.{EXCEL}#").touch()
    said = here(files=MORE)
    assert said.returncode == MISUSE
    assert f"{EXCEL} är öppen i ett annat program" in said.stderr
    assert contents(folder(project)) == before


def test_two_builds_at_once_do_not_disturb_each_other(project: Path) -> None:
    command = [sys.executable, "-m", "rapport", *BUILD, "--project", str(project)]
    together = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]  # noqa: S603  our own command
    for process in together:
        _, stderr = process.communicate()
        assert (process.returncode, stderr) == (OK, b"")
    assert sorted(file.name for file in folder(project).rglob("*") if file.is_file()) == [
        EXCEL,
        EXCEL,
        WORD,
        WORD,
    ]
