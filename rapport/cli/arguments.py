"""What several commands take: a project folder and periods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import completing
from rapport.notation import NotationError, Period, parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable

ProjectFolder = Annotated[
    Path,
    typer.Option(
        "--project", help="Mappen som har data/ i sig.", metavar="MAPP", show_default="mappen du står i"
    ),
]

PeriodWord = Annotated[
    str | None,
    typer.Argument(
        metavar="PERIOD",
        help="Samma som --period, utan att skriva --period.",
        autocompletion=completing.periods,
    ),
]
"""A period as a plain word, for commands that take nothing else so; ``--period`` is the same."""

PeriodWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PERIOD",
        help="En eller flera perioder, utan att skriva --period.",
        autocompletion=completing.periods,
    ),
]
"""Several of them."""


def one_period(command: str, *words: str | None) -> Period:
    """Return the one period that a command is about, as a plain word or after ``--period``.

    Raises:
        typer.BadParameter: none is given, or several, or no such period.
    """
    wanted = periods_given(filter(None, words))
    if not wanted:
        raise typer.BadParameter(f"en period måste anges, till exempel:  rapport {command} 2020-T1")
    if len(wanted) > 1:
        raise typer.BadParameter(f"rapport {command} tar en period i taget")
    return wanted[0]


def periods_given(words: Iterable[str]) -> list[Period]:
    """Return periods from the command line, each once.

    Raises:
        typer.BadParameter: no such period.
    """
    return list(dict.fromkeys(map(period_argument, words)))


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
