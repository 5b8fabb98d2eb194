"""``rapport init``: a folder to start from."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003  Typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE

if TYPE_CHECKING:
    from rapport.edit.init import Place

HELP = "Skapa en mapp att börja i: ett litet komplett exempel med mål, budget och en delårsrapport som går att bygga."
EXAMPLES = (
    'Exempel:  rapport init rapporter   |   rapport init rapporter --kommun "Granviks kommun" --år 2026   |   '
    "rapport init kommunen --flera-nämnder"
)

MUNICIPALITY, COMMITTEE = "Granviks kommun", "Omsorgsnämnden"
"""What stands in the example when nothing else is said; neither exists."""
YEARS = range(2000, 2100)


def run(
    folder: Annotated[Path, typer.Argument(metavar="MAPP", help="Mappen som skapas.")],
    municipality: Annotated[
        str, typer.Option("--kommun", metavar="NAMN", help="Kommunens namn.", show_default="fråga")
    ] = "",
    committee: Annotated[
        str, typer.Option("--nämnd", "--namnd", metavar="NAMN", help="Nämndens namn.", show_default="fråga")
    ] = "",
    year: Annotated[
        int, typer.Option("--år", "--ar", metavar="ÅR", help="Året som planeras.", show_default="fråga")
    ] = 0,
    *,
    several: Annotated[
        bool,
        typer.Option(
            "--flera-nämnder",
            "--flera-namnder",
            help="En kommuns mapp: två nämnder var för sig, och kommunens samlade rapport över dem.",
        ),
    ] = False,
) -> None:
    """Write the example; refuse where there is anything already."""
    from rapport.edit.init import Place, new_municipality, new_project  # noqa: PLC0415  --help starts light
    from rapport.write.files import OutputError, write_file  # noqa: PLC0415  --help starts light

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        typer.echo(
            f"rapport: {folder.as_posix()} finns redan och är inte tom; inget skrevs\n"
            "  hjälp: välj en annan mapp",
            err=True,
        )
        raise typer.Exit(FINDINGS)
    place = Place(
        municipality or _asked("Kommunens namn", MUNICIPALITY),
        committee or _asked("Nämndens namn", COMMITTEE),
        _year(year) if year else _asked_year(),
    )
    if not sys.stdin.isatty() and not (municipality and committee and year):
        typer.echo(
            f"rapport: frågorna ställs bara i en terminal; exemplet gäller {place.municipality}, {place.committee}, "
            f"{place.year}\n  hjälp: ange namnen och året med --kommun, --nämnd och --år",
            err=True,
        )
    try:
        files = new_municipality(place) if several else new_project(place)
        for path, text in files.items():
            write_file(folder / path, text.encode())
    except OutputError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    typer.echo(f"{folder.as_posix()}/ är klar. Gå dit och bygg:")
    every = " --all" if several else ""
    typer.echo(f'  cd "{folder.as_posix()}"\n  rapport build --period {place.year}-T1{every}')
    if not several:
        _tell_municipality(folder, place)


def _tell_municipality(folder: Path, place: Place) -> None:
    """Say what to add where the new folder stands in a municipality's."""
    from rapport.compose.folders import declares_committees  # noqa: PLC0415  --help starts light

    if declares_committees(folder.resolve().parent):
        typer.echo(
            f"Ska nämnden vara med i kommunens rapport? Skriv under nämnder: i kommunens år.yaml\n"
            f"  {folder.name}: {place.committee}\n"
            "Skriv också bidrar_till: på nämndens mål, med id:t på ett av kommunens mål."
        )


def _asked(question: str, usual: str) -> str:
    """Ask on a terminal; elsewhere take the usual answer."""
    return str(typer.prompt(question, default=usual)) if sys.stdin.isatty() else usual


def _asked_year() -> int:
    """Ask for the year until the answer is one."""
    usual = str(datetime.now(tz=UTC).year)
    while True:
        try:
            return _year(_asked("Året som planeras", usual))
        except typer.BadParameter as fault:
            typer.echo(fault.message, err=True)


def _year(answer: str | int) -> int:
    text = str(answer).strip()
    if not text.isdecimal() or int(text) not in YEARS:
        raise typer.BadParameter(f"”{text}” är inget år; skriv till exempel 2026", param_hint="--år")
    return int(text)
