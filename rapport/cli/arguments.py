"""What several commands take: a project folder and periods."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapport.notation import NotationError, Period, parse_period

ProjectFolder = Annotated[
    Path,
    typer.Option(
        "--project", help="Mappen som har data/ i sig.", metavar="MAPP", show_default="mappen du står i"
    ),
]


def period_argument(text: str) -> Period:
    """Return a period from the command line.

    Raises:
        typer.BadParameter: no such period.
    """
    try:
        return parse_period(text)
    except NotationError as fault:
        raise typer.BadParameter(f"{fault.fact}; {fault.remedy}") from None
