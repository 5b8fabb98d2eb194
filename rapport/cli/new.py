"""``rapport new``: the next period's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.questions import known

if TYPE_CHECKING:
    from rapport.inquiry import Known
    from rapport.notation import Period
    from rapport.rules.results import Results

HELP = (
    "Skapa en ny periods filer: allt som ska rapporteras, tomt, med förra periodens värden som kommentarer."
)
EXAMPLES = "Exempel:  rapport new 2020-T2"


def run(
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="Den nya perioden, till exempel 2020-T2.")],
    project: ProjectFolder = Path(),
) -> None:
    """Write the files; refuse when the period has any already."""
    from rapport.edit.scaffold import describe, new_period  # noqa: PLC0415  --help starts light
    from rapport.write.files import OutputError, write_file  # noqa: PLC0415  --help starts light

    wanted = period_argument(period)
    found = known(project)
    year = found.project.years.get(wanted.year)
    folder = project / "data" / str(wanted.year) / wanted.part
    if year is None:
        typer.echo(f"rapport: det finns ingen plan för {wanted.year} i data/{wanted.year}", err=True)
        raise typer.Exit(FINDINGS)
    if wanted in year.reports or folder.exists():
        typer.echo(f"rapport: {folder.as_posix()} finns redan; inget skrevs", err=True)
        raise typer.Exit(FINDINGS)
    files = new_period(year, wanted, _previous(found, wanted))
    try:
        for name, content in files.items():
            write_file(folder / name, content.encode())
    except OutputError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    typer.echo(f"{folder.as_posix()}/")
    for line in describe(files):
        typer.echo(f"  {line}")


def _previous(found: Known, period: Period) -> Results | None:
    """Return what the latest earlier report of the year stated."""
    year = found.project.years[period.year]
    earlier = [p for p in year.reports if 0 < p.last_month < period.last_month]
    return found.results(max(earlier, key=lambda p: p.last_month)) if earlier else None
