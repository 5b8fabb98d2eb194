"""Where things are while they are measured, and what is told on the way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from available import BENCH, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from available import Available

RAPPORT = (sys.executable, "-m", "rapport")


class StageError(Exception):
    """Something that is to be measured can't be made ready; the text is what was said."""


@dataclass
class Stage:
    """One run of the benchmark: the peers, the working folder, how thorough it is, and what didn't agree."""

    peers: Available
    work: Path
    sizes: tuple[int, ...]
    rounds: dict[int, int]
    lines: tuple[int, ...]
    limit: float
    """Seconds after which a run is stopped."""
    patience: float
    """Seconds after which a command has been run often enough."""
    disagreements: list[str] = field(default_factory=list)

    def folder(self, *parts: str) -> Path:
        """Return a working folder, made if it isn't there."""
        made = self.work.joinpath(*parts)
        made.mkdir(parents=True, exist_ok=True)
        return made

    def is_proven(self, what: str, words: list[str]) -> bool:
        """Return whether a comparison finds no difference; one that does is told and fails the whole run."""
        done = subprocess.run(words, cwd=BENCH, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            said = (done.stdout.strip() or done.stderr.strip())[-600:]
            self.disagreements.append(f"{what}: {said}")
            tell(f"NOT THE SAME: {what}: {said}")
        return done.returncode == 0


def tell(text: str) -> None:
    """Say how far it has come."""
    print(text, file=sys.stderr, flush=True)


def made(words: list[str], folder: Path = BENCH) -> str:
    """Run something that makes ready and return what it prints; it has a process of its own.

    The process that measures stays small: on Linux a child counts as its own the memory of the parent it came from.

    Raises:
        StageError: it failed.
    """
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise StageError(f"{' '.join(words)} failed: {done.stderr.strip()[-600:]}")
    return done.stdout.strip()


def script(name: str, *words: str) -> str:
    """Run one of our own modules with rapport's interpreter."""
    return made([sys.executable, str(BENCH / name), *words], ROOT)


def compile_modules(peers: Available) -> None:
    """Store the byte code of rapport and of the peers, as an installation does."""
    made([sys.executable, "-m", "compileall", "-q", "rapport"], ROOT)
    if peers.python:
        made([str(peers.python), "-m", "compileall", "-q", "peers"])


def emptied(*paths: Path) -> Callable[[], None]:
    """Return what removes files and folders, so that every run writes them anew."""

    def empty() -> None:
        for path in paths:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    return empty
