"""``rapport show``: a period at a glance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import completing
from rapport.cli.arguments import PeriodWord, ProjectFolder, one_period
from rapport.cli.questions import known, results_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.inquiry import Known
    from rapport.rules.goals import GoalResult
    from rapport.rules.results import Results

HELP = "Visa en period i korthet: bedömningar, prognos, vad som saknas och vad man bör titta på först."
EXAMPLES = "Exempel:  rapport show 2020-T1"


def run(
    word: PeriodWord = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", "-p", help="Perioden, till exempel 2020-T1.", autocompletion=completing.periods
        ),
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Print the period at a glance."""
    found = known(project)
    results = results_of(found, one_period("show", word, period))
    from rapport.cli.summary import print_overview  # noqa: PLC0415  rich is for this command

    print_overview(results, list(_lines(results)), _earlier(found, results))


def _lines(results: Results) -> Iterator[tuple[int, GoalResult]]:
    for goal in results.every_goal():
        yield goal.depth, goal


def _earlier(found: Known, results: Results) -> Results | None:
    """Return the results of the latest earlier report of the same year that rates goals."""
    year = found.project.years[results.period.year]
    before = [
        p for p in year.reports if 0 < p.last_month < results.period.last_month and year.reports[p].outcomes
    ]
    return found.results(max(before, key=lambda p: p.last_month)) if before else None
