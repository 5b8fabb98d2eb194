"""Terminals, environments and pipes that lack what is usually there."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from wording import write_files

from rapport.cli import FINDINGS, MISUSE, OK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

UNKNOWN = {"T1/utfall.yaml": "utfall: {lärm: 3}\n"}


def run(project: Path, *words: str, **how: object) -> CompletedProcess[bytes]:
    command = [sys.executable, "-m", "rapport", *words, "--project", str(project)]
    return subprocess.run(command, check=False, **{"capture_output": True, **how})  # type: ignore[call-overload,no-any-return]  # noqa: S603  our own command


@pytest.mark.parametrize("name", ["C", "POSIX", "sv_SE.ISO-8859-1", "finns_inte"])
def test_a_locale_changes_nothing(rapport: Callable[..., CompletedProcess[str]], name: str) -> None:
    said = rapport("check", files=UNKNOWN, env={"LC_ALL": name, "LANG": name})
    assert said.returncode == FINDINGS
    assert "data/2031/T1/utfall.yaml:1:10: fel: indikatorn eller målet ”lärm” finns inte" in said.stdout
    assert "se även: data/2031/mål.yaml:1:59" in said.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp850", "latin-1", "utf-16"])
def test_what_python_is_told_of_the_terminal_changes_nothing(
    rapport: Callable[..., CompletedProcess[str]], encoding: str
) -> None:
    said = rapport("check", files=UNKNOWN, env={"PYTHONIOENCODING": encoding})
    assert "målet ”lärm” finns inte" in said.stdout


def test_no_home_and_no_environment_are_needed(project: Path) -> None:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    for env in (kept, {**kept, "HOME": "/finns/inte", "TMPDIR": "/finns/inte"}):
        assert run(project, "build", "-p", "2031-T1", env=env).returncode == OK


def test_the_folder_one_stands_in_may_be_gone(project: Path, tmp_path: Path) -> None:
    gone = tmp_path / "borta"
    gone.mkdir()
    script = f"import os, sys; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); from rapport.cli import main; main()"
    command = [sys.executable, "-c", script, "check", "--project", str(project)]
    if os.name == "nt":
        pytest.skip("Windows keeps such folders")
    assert subprocess.run(command, check=False, capture_output=True).returncode == OK  # noqa: S603  our own command


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")  # noqa: PTH110  a device
def test_output_that_finds_no_room_is_told(project: Path) -> None:
    write_files(UNKNOWN, project)
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        said = run(project, "check", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert said.returncode == MISUSE
    assert said.stderr.decode() == "rapport: disken är full; utskriften blev inte hel\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows closes streams in another way")
@pytest.mark.parametrize("stream", [0, 1, 2])
def test_a_closed_stream_is_no_fault(project: Path, stream: int) -> None:
    write_files(UNKNOWN, project)
    words = [sys.executable, "-m", "rapport", "check", "--project", str(project)]
    shell = ["sh", "-c", f'exec "$@" {stream}>&-', "sh", *words]
    said = subprocess.run(shell, check=False, capture_output=True)  # noqa: S603  our own command
    assert said.returncode == FINDINGS
    assert b"Traceback" not in said.stderr
    assert b"fel i programmet" not in said.stderr


def test_a_reader_that_leaves_is_no_fault(project: Path) -> None:
    many = "".join(f"  lärm-{number}: 3\n" for number in range(3000))
    write_files({"T1/utfall.yaml": "utfall:\n" + many}, project)
    words = [sys.executable, "-m", "rapport", "check", "--project", str(project)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603  our own command
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait() in (OK, FINDINGS)
