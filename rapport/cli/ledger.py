"""``rapport ledger``: outcome and budget from an extract of the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, OK, completing
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.changes import asked_of, settle
from rapport.cli.findings import counted, print_findings
from rapport.cli.questions import known
from rapport.cli.streams import has_colour

if TYPE_CHECKING:
    from rapport.edit.ledger import LedgerImport
    from rapport.inquiry import Known
    from rapport.notation import Period

HELP = (
    "Hämta utfall och budget ur huvudboken (.xlsx, .csv eller SIE 4) enligt årets underlag.yaml. "
    "Visar ändringarna; skriver dem med --write."
)
EXAMPLES = (
    "Exempel:  rapport ledger huvudbok.xlsx --period 2020-T1   |   "
    "rapport ledger huvudbok.se -p 2020-T1 --write"
)


def run(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FIL", help="Underlaget ur ekonomisystemet; annars den fil som underlag.yaml nämner."
        ),
    ] = None,
    *,
    period: Annotated[
        str,
        typer.Option(
            "--period", "-p", help="Perioden, till exempel 2020-T1.", autocompletion=completing.periods
        ),
    ],
    write: Annotated[bool, typer.Option("--write", help="Skriv ändringarna i YAML-filerna.")] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Show what the extract changes, and write it when asked to and every entry has its line."""
    wanted = period_argument(period)
    found = known(project)
    run_import(found, project, wanted, file or _named(found, project, wanted), write=write)


def _named(found: Known, project: Path, period: Period) -> Path:
    """Return the file that the mapping names, in the project's folder or the year's.

    Raises:
        typer.Exit: there isn't exactly one.
    """
    year = found.project.years.get(period.year)
    name = year.plan.ledger.file if year and year.plan.ledger else ""
    if not name:
        fact = "ange underlagets fil"
    elif "/" in name or "\\" in name or name == "..":
        fact = f"underlag.yaml nämner {name}; skriv bara filens namn där, och ange en fil i en annan mapp här"
    else:
        files = [
            file
            for folder in (project, project / "data" / str(period.year))
            for file in sorted(folder.glob(name))
            if file.is_file()
        ]
        if len(files) == 1:
            return files[0]
        fact = f"{'flera filer' if files else 'det finns ingen fil som'} heter {name}"
    typer.echo(f"rapport: {fact}", err=True)
    raise typer.Exit(MISUSE)


def run_import(found: Known, project: Path, period: Period, file: Path, *, write: bool) -> None:
    """Import an extract, as `rapport ledger` does.

    Raises:
        typer.Exit: always; the status says how it went.
    """
    from rapport.edit.ledger import import_ledger  # noqa: PLC0415  --help starts light
    from rapport.write.package import received  # noqa: PLC0415  --help starts light

    asked = asked_of(found, project, period)
    try:
        data = received(file)
    except OSError as fault:
        typer.echo(f"rapport: {file} går inte att läsa: {fault.strerror}", err=True)
        raise typer.Exit(MISUSE) from None
    result = import_ledger(asked.year, period, asked.files, file.name, data)
    _tell(result, found)
    if result.hindered:
        typer.echo("rapport: inget skrevs", err=True)
        raise typer.Exit(FINDINGS)
    settle(project, period, asked, result.changes, write=write)
    raise typer.Exit(OK)


def _tell(result: LedgerImport, found: Known) -> None:
    """Print the findings, in the order they were made: largest amount first."""
    if result.findings:
        print_findings(result.findings, found.lines, err=True, colour=has_colour(sys.stderr))
        typer.echo(f"\n{counted(result.findings)}.", err=True)
    if not result.hindered:
        outside = f"; {result.outside} rader gäller andra månader" if result.outside else ""
        typer.echo(f"{result.entries} rader blev {len(result.amounts)} belopp{outside}.", err=True)
