"""Questions about what a period states: where something comes from, what changed, how things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.compose.folders import template_folders
from rapport.diagnostic import Level
from rapport.gather import gather
from rapport.rules.results import evaluate
from rapport.tables.context import Context

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.diagnostic import Diagnostic
    from rapport.model.scalar import Prose
    from rapport.model.year import Project
    from rapport.notation import Period
    from rapport.rules.results import Results


class Known(Struct, frozen=True):
    """A project that could be read, or the errors that hinder."""

    project: Project
    errors: list[Diagnostic]
    lines: dict[str, tuple[str, ...]]

    def results(self, period: Period) -> Results | None:
        """Return what a period states; None when nothing is written for it."""
        year = self.project.years.get(period.year)
        if year is None or (period not in year.reports and period.last_month > 0):
            return None
        return evaluate(self.project, period)


def know(root: Path) -> Known:
    """Read a project for questions; warnings don't hinder."""
    read = gather(root, template_folders(root))
    return Known(read.project, [d for d in read.diagnostics if d.level is Level.ERROR], read.lines)


def texts(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the lines of everything that documents are made from: data and templates."""
    folders = template_folders(root)
    lines = dict(gather(root, folders).lines)
    for folder in folders:
        for file in sorted(folder.glob("*.j2")):
            lines[f"templates/{file.name}"] = tuple(file.read_text(encoding="utf-8").splitlines())
    return lines


def context(results: Results) -> Context:
    """Return the context of a question: comments are shown as they were written."""
    return Context(results, _as_written)


def _as_written(prose: Prose) -> str:
    return " ".join(prose.text.split())
