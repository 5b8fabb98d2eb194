"""Questions about what a period states: where something comes from, what changed, how things stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.checks._past import period_of
from rapport.compose.document import TableBlock, flat
from rapport.compose.folders import template_folders
from rapport.compose.template_texts import template_lines
from rapport.diagnostic import Level
from rapport.edit.freeze import DECISION_FILE
from rapport.gather import gather
from rapport.notation import NotationError, parse_period
from rapport.origin import Origin
from rapport.rules.results import evaluate
from rapport.tables.context import Context
from rapport.tables.explanation import known_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rapport.compose.report import Composed
    from rapport.diagnostic import Diagnostic
    from rapport.edit.belonging import Lines, Made
    from rapport.model.scalar import Prose
    from rapport.model.year import Project
    from rapport.notation import Period
    from rapport.rules.results import Results


_BUILT = re.compile(
    r"(?P<report>.+)-(?P<period>(?:19|20)[0-9]{2}(?:-[^\W_]+)?)(?:-granskning)?(?: \(.*\))?\.docx"
)
"""The name of a document as it is built, as a review copy, or beside another."""


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


def period_named(names: Iterable[str]) -> tuple[str, Period] | None:
    """Return the report and the period that the name of a built document says; the first name that says any."""
    for name in names:
        found = _BUILT.match(name)
        if found is None:
            continue
        try:
            return found["report"], parse_period(found["period"])
        except NotationError:
            continue
    return None


def made_from(root: Path, report: str, period: Period) -> Made:
    """Return what a period's document was made from, as it is now."""
    from rapport.edit.belonging import Made  # noqa: PLC0415  other questions need no Word

    folders = template_folders(root)
    read = gather(root, folders)
    year = read.project.years.get(period.year)
    reported = year is not None and (period in year.reports or period.last_month == 0)
    if not reported:
        return Made()
    results = evaluate(read.project, period)
    composed = _composed(read.project, results, report, folders)
    tables = tuple(block.table for block in flat(composed.document.blocks) if isinstance(block, TableBlock))
    template = f"{results.plan.templates.get(report, report)}.md.j2"
    files = (*_data_of(read.lines, period), template_lines(template, folders))
    return Made(tables, files, frozenset(known_ids(context(results))))


def _composed(project: Project, results: Results, report: str, folders: Sequence[Path]) -> Composed:
    from rapport.compose.report import compose_report  # noqa: PLC0415  other questions need neither Jinja nor Markdown

    return compose_report(
        results,
        report,
        folders,
        other=lambda period: evaluate(project, period) if period.year in project.years else None,
    )


def _data_of(lines: Lines, period: Period) -> tuple[Lines, Lines]:
    """Return a period's own files, and those of its year's plan; other periods are about something else."""
    own: Lines = {}
    years: Lines = {}
    for path, text in lines.items():
        if path.startswith(f"data/{period.year}/") and not path.endswith(f"/{DECISION_FILE}"):
            other = period_of(Origin(path), period.year)
            if other == period:
                own[path] = text
            elif other is None:
                years[path] = text
    return own, years


def context(results: Results) -> Context:
    """Return the context of a question: comments are shown as they were written."""
    return Context(results, _as_written)


def _as_written(prose: Prose) -> str:
    return " ".join(prose.text.split())
