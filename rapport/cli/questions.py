"""What the commands that ask questions share: reading the project, and complaining when it can't be read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from rapport.cli import FINDINGS
from rapport.cli.arguments import require_project
from rapport.cli.findings import counted, print_findings
from rapport.cli.streams import has_colour

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.inquiry import Known
    from rapport.notation import Period
    from rapport.rules.results import Results


def known(project: Path) -> Known:
    """Read a project.

    Raises:
        typer.Exit: it has errors; they have been printed.
    """
    from rapport.inquiry import know  # noqa: PLC0415  --help starts without reading YAML

    require_project(project)
    found = know(project)
    if found.errors:
        print_findings(found.errors, found.lines, err=True, colour=has_colour(sys.stderr))
        typer.echo(f"\n{counted(found.errors)}.", err=True)
        raise typer.Exit(FINDINGS)
    return found


def results_of(found: Known, period: Period) -> Results:
    """Return what a period states.

    Raises:
        typer.Exit: nothing is written for it.
    """
    from rapport.notation import format_period  # noqa: PLC0415  --help starts light

    results = found.results(period)
    if results is None:
        have = [format_period(p) for year in found.project.years.values() for p in year.reports]
        typer.echo(
            f"rapport: det finns inga uppgifter för {format_period(period)}; perioder som finns: {', '.join(have)}",
            err=True,
        )
        raise typer.Exit(FINDINGS)
    return results
