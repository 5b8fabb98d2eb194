"""``rapport check``: everything that is wrong, at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import FINDINGS, OK
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.findings import counted, print_findings
from rapport.cli.streams import has_colour
from rapport.diagnostic import Level

HELP = "Granska alla uppgifter: läsfel, okända id:n, siffror och bedömningar som säger emot varandra."
EXAMPLES = (
    "Exempel:  rapport check   |   rapport check --period 2020-T1   |   rapport explain tables-disagree"
)


def run(
    period: Annotated[
        list[str] | None,
        typer.Option("--period", "-p", help="Bara den här perioden (får anges flera gånger)."),
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Check everything; print findings; exit 0 when all is well, 1 on errors and contradictions."""
    from rapport.build import check  # noqa: PLC0415  --help starts without reading YAML

    periods = [period_argument(text) for text in period] if period else None
    checked = check(project, periods)
    print_findings(checked.diagnostics, checked.lines, err=False, colour=has_colour(sys.stdout))
    if checked.diagnostics:
        typer.echo(f"\n{counted(checked.diagnostics)}.", err=True)
    serious = any(finding.level is not Level.WARNING for finding in checked.diagnostics)
    raise typer.Exit(FINDINGS if serious else OK)
