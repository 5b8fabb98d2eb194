"""``rapport explain``: the manual page of a check."""

from __future__ import annotations

from typing import Annotated

import typer

from rapport.cli import MISUSE
from rapport.diagnostic import did_you_mean

HELP = "Förklara en anmärkning: vad den betyder, varför den spelar roll och vad man skriver i stället."
EXAMPLES = "Exempel:  rapport explain tables-disagree"


def run(
    name: Annotated[str, typer.Argument(metavar="NAMN", help="Namnet inom hakparentes efter anmärkningen.")],
) -> None:
    """Print the manual page of a check or a reading fault."""
    from rapport.checks import manual, names  # noqa: PLC0415  --help starts without reading YAML
    from rapport.read.faults import FAULTS  # noqa: PLC0415  --help starts without reading YAML

    key = name.strip("[]")
    page = manual(key) or FAULTS.get(key)
    if page is None:
        remedy = did_you_mean(key, [*names(), *FAULTS])
        typer.echo(f"rapport: det finns ingen anmärkning som heter ”{key}”; {remedy}", err=True)
        raise typer.Exit(MISUSE)
    typer.echo(f"{key}\n\n{page.strip()}")
