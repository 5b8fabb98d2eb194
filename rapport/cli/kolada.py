"""``rapport kolada``: outcomes from the national database Kolada."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, OK, completing
from rapport.cli.arguments import PeriodWord, ProjectFolder, one_period
from rapport.cli.changes import asked_of, settle
from rapport.cli.findings import counted, print_findings
from rapport.cli.questions import known
from rapport.cli.streams import has_colour
from rapport.diagnostic import why_unreadable

if TYPE_CHECKING:
    from rapport.edit.asking import Asking
    from rapport.edit.kolada_data import Snapshot
    from rapport.notation import Period

HELP = (
    "Hämta utfall ur Kolada för indikatorer som har ett Kolada-id. Egna siffror och sådant som redan är hämtat "
    "ändras aldrig. Visar ändringarna; skriver dem med --write."
)
EXAMPLES = (
    "Exempel:  rapport kolada --period 2019   |   rapport kolada -p 2019 --write   |   "
    "rapport kolada -p 2019 --from svar.json --date 2020-01-15"
)


def run(
    word: PeriodWord = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", "-p", help="Perioden, till exempel 2019.", autocompletion=completing.periods
        ),
    ] = None,
    *,
    saved: Annotated[
        Path | None,
        typer.Option("--from", metavar="FIL", help="Läs ett sparat svar i stället för att fråga Kolada."),
    ] = None,
    day: Annotated[
        str, typer.Option("--date", metavar="DATUM", help="Dagen då värdena hämtades.", show_default="i dag")
    ] = "",
    write: Annotated[bool, typer.Option("--write", help="Skriv ändringarna i YAML-filerna.")] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Show what Kolada's values change, and write it when asked to."""
    from rapport.edit.kolada import take_in  # noqa: PLC0415  --help starts light

    wanted, retrieved = one_period("kolada", word, period), _day(day)
    found = known(project)
    asked = asked_of(found, project, wanted)
    place = asked.year.plan.kolada
    if place is None:
        typer.echo("rapport: det står ingenstans vems värden som ska hämtas", err=True)
        typer.echo(f"  hjälp: skriv i data/{wanted.year}/år.yaml   kolada: {{kommun: 0138}}", err=True)
        raise typer.Exit(FINDINGS)
    result = take_in(asked.year, wanted, _snapshot(asked, wanted, saved), place, retrieved)
    if result.findings:
        print_findings(result.findings, found.lines, err=True, colour=has_colour(sys.stderr))
        typer.echo(f"\n{counted(result.findings)}.", err=True)
    settle(project, wanted, asked, result.changes, write=write)
    raise typer.Exit(OK)


def _day(text: str) -> date:
    if not text:
        return date.today()  # noqa: DTZ011  the day as the user's calendar has it
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"”{text}” är inget datum; skriv året först, till exempel 2020-01-15", param_hint="--date"
        ) from None


def _snapshot(asked: Asking, period: Period, saved: Path | None) -> Snapshot:
    """Return what Kolada says, asked now or saved before."""
    from rapport.edit.kolada import wanted_measures, wanted_years  # noqa: PLC0415  --help starts light
    from rapport.edit.kolada_client import fetch  # noqa: PLC0415  --help starts light
    from rapport.edit.kolada_data import KoladaError, Snapshot, saved_snapshot  # noqa: PLC0415  as above
    from rapport.write.package import received  # noqa: PLC0415  as above

    place = asked.year.plan.kolada
    try:
        if saved is not None:
            return saved_snapshot(received(saved))
        ids = sorted({indicator.kolada for indicator in wanted_measures(asked.year, period).values()})
        if not ids or place is None:
            return Snapshot()
        return fetch(ids, place.ids, wanted_years(period))
    except OSError as fault:
        typer.echo(f"rapport: {saved} går inte att läsa: {why_unreadable(fault)}", err=True)
    except KoladaError as fault:
        typer.echo(f"rapport: {fault}", err=True)
    raise typer.Exit(MISUSE)
