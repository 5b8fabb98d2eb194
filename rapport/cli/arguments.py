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


def formats_argument(text: str) -> tuple[str, ...]:
    """Return the formats that a word on the command line names.

    Raises:
        typer.BadParameter: there is no such format, or none at all.
    """
    from rapport.build import FORMATS  # noqa: PLC0415  --help starts without reading YAML

    wanted = tuple(part.strip().casefold() for part in text.split(",") if part.strip())
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise typer.BadParameter(
            f"”{text}” är inget format; skriv {', '.join(FORMATS)}", param_hint="--format"
        )
    return wanted
