"""What several commands take: a project folder and periods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import MISUSE, completing
from rapport.diagnostic import why_unreadable
from rapport.notation import NotationError, Period, parse_period

_START = "stå i mappen som har data/ i sig, eller ange den med --project; rapport init MAPP gör en ny"

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


def require_project(project: Path, *, council: bool = False) -> None:
    """Stop where a folder is no project.

    Args:
        project: The folder.
        council: Whether a folder whose committees have data, and that has none itself, will do.

    Raises:
        typer.Exit: it has no ``data/``, or may not be read; that has been told.
    """
    try:
        if (project / "data").is_dir():
            return
        committees = _committees(project)
    except OSError as fault:
        typer.echo(f"rapport: mappen {_shown(project)} går inte att läsa: {why_unreadable(fault)}", err=True)
        raise typer.Exit(MISUSE) from None
    if council and committees:
        return
    fact = (
        f"finns ingen mapp data/ i {_shown(project)}"
        if project.is_dir()
        else f"finns ingen mapp {_shown(project)}"
    )
    known = ", ".join((project / name).as_posix() for name in committees)
    remedy = f"ange en av nämndernas mappar: --project {known}" if known else _START
    typer.echo(f"rapport: det {fact}\n  hjälp: {remedy}", err=True)
    raise typer.Exit(MISUSE)


def _committees(project: Path) -> list[str]:
    """Return the folders just below one that have data of their own."""
    if not project.is_dir():
        return []
    return sorted(child.name for child in project.iterdir() if (child / "data").is_dir())


def _shown(project: Path) -> str:
    return f"mappen du står i ({Path.cwd().name})" if project == Path() else project.as_posix()


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
