"""What the hard tests share: a small project, and a process that may take neither much time nor much memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from wording import SMALL, write_files

from rapport.cli.app import run as run_here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Said = subprocess.CompletedProcess[str]

BUILD = ("build", "-p", "2031-T1", "--no-pages")
_MEMORY = 1_500_000_000
_SECONDS = 30


def _confine() -> None:
    """Give the process about to start so much memory and processor time and no more."""
    import resource  # noqa: PLC0415  Windows has none

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(SMALL, tmp_path / "projekt")


@pytest.fixture
def rapport(project: Path) -> Callable[..., Said]:
    """Return what runs a command on the small project, some of its files changed, as a process of its own.

    A process that wants too much ends by MemoryError or a signal; neither is an exit status that a test expects.
    """

    def run(
        *words: str,
        files: Mapping[str, str] | None = None,
        root: Path = project,
        env: Mapping[str, str] | None = None,
    ) -> Said:
        write_files(files or {}, root)
        return subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-m", "rapport", *(words or BUILD), "--project", str(root)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, **(env or {})},
            preexec_fn=None if os.name == "nt" else _confine,
        )

    return run


@pytest.fixture
def here(project: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return what runs a command on the small project in this process, which is quicker."""

    def run(*words: str, files: Mapping[str, str] | None = None) -> Said:
        write_files(files or {}, project)
        capsys.readouterr()
        arguments = [*(words or BUILD), "--project", str(project)]
        status = run_here(arguments)
        return subprocess.CompletedProcess(arguments, status, *capsys.readouterr())

    return run
