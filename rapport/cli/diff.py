"""``rapport diff``: what changed between two periods."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import completing
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.questions import known, results_of

HELP = "Visa vad som har ändrats mellan två perioder: mål, målnivåer, utfall, bedömningar, belopp, status."
EXAMPLES = "Exempel:  rapport diff 2019-plan 2019   |   rapport diff 2020-T1 2020-T2"


def run(
    before: Annotated[
        str,
        typer.Argument(metavar="PERIOD", help="Den tidigare perioden.", autocompletion=completing.periods),
    ],
    after: Annotated[
        str, typer.Argument(metavar="PERIOD", help="Den senare perioden.", autocompletion=completing.periods)
    ],
    project: ProjectFolder = Path(),
) -> None:
    """Print the changes, one per line."""
    from rapport.tables.change import change_table  # noqa: PLC0415  --help starts without reading YAML

    found = known(project)
    old, new = results_of(found, period_argument(before)), results_of(found, period_argument(after))
    table = change_table(old, new, f"Ändringar från {before} till {after}")
    for row in table.rows:
        name, identity, aspect, first, second = (cell.shown for cell in row.cells)
        typer.echo(f"{identity}: {aspect}: {first} → {second}   ({name})")
    if not table.rows:
        typer.echo(f"Inget skiljer {after} från {before}.", err=True)
