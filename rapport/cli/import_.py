"""``rapport import``: filled-in collection workbooks, or an extract of the ledger, into the YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, OK, completing
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.changes import asked_of, settle
from rapport.cli.questions import known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.edit.import_workbook import Returned
    from rapport.edit.period_files import PeriodFiles
    from rapport.edit.splice import Change
    from rapport.edit.three_way import Comparison
    from rapport.inquiry import Known
    from rapport.notation import Period

HELP = (
    "Läs in ifyllda arbetsböcker från rapport collect, eller ett underlag ur huvudboken. Visar ändringarna; "
    "skriver dem med --write."
)
EXAMPLES = (
    "Exempel:  rapport import insamling-2020-T2.xlsx --period 2020-T2   |   "
    "rapport import *.xlsx -p 2020-T2 --write"
)

LEDGER_ENDINGS = (".csv", ".txt", ".se", ".si", ".sie")


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FIL", help="Ifyllda arbetsböcker.")],
    period: Annotated[
        str,
        typer.Option(
            "--period", "-p", help="Perioden, till exempel 2020-T2.", autocompletion=completing.periods
        ),
    ],
    *,
    write: Annotated[bool, typer.Option("--write", help="Skriv ändringarna i YAML-filerna.")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="Ta bort värden vars celler har tömts.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Godta värden som ser ut som misstag: fel enhet, omvänt tecken.")
    ] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Show what the files change, and write it when asked to and nothing hinders."""
    from rapport.edit.collect import whole_form  # noqa: PLC0415  --help starts light
    from rapport.edit.three_way import compare  # noqa: PLC0415  --help starts light

    wanted = period_argument(period)
    contents = {file: _content(file) for file in files}
    found = known(project)
    if len(files) == 1 and _is_ledger(found, wanted, files[0], contents[files[0]]):
        from rapport.cli.ledger import run_import  # noqa: PLC0415  only for extracts

        run_import(found, project, wanted, files[0], write=write)
    workbooks = [_read(file, content, wanted) for file, content in contents.items()]
    asked = asked_of(found, project, wanted)
    comparison = compare(whole_form(asked), workbooks, empty=empty)
    if _tell(comparison, accept=accept):
        _show(asked.files, comparison.changes)
        raise typer.Exit(FINDINGS)
    settle(project, wanted, asked, comparison.changes, write=write)
    raise typer.Exit(OK)


def _content(file: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        typer.Exit: it can't be read; the reason has been printed.
    """
    from rapport.write.package import received  # noqa: PLC0415  --help starts light

    try:
        return received(file)
    except OSError as fault:
        typer.echo(f"rapport: {file} går inte att läsa: {fault.strerror}", err=True)
        raise typer.Exit(MISUSE) from None


def _is_ledger(found: Known, period: Period, file: Path, content: bytes) -> bool:
    """Whether a file is an extract of the ledger: text, or a workbook of another's in a year that reads such."""
    from rapport.edit.import_workbook import is_collection  # noqa: PLC0415  --help starts light

    if file.suffix.casefold() in LEDGER_ENDINGS:
        return True
    year = found.project.years.get(period.year)
    has_mapping = year is not None and year.plan.ledger is not None
    return has_mapping and content.startswith(b"PK") and not is_collection(content)


def _read(file: Path, content: bytes, period: Period) -> Returned:
    """Read a workbook.

    Raises:
        typer.Exit: it is none of ours, or was made for another period; the reason has been printed.
    """
    from rapport.edit.import_workbook import ForeignFileError, read_workbook  # noqa: PLC0415  openpyxl is heavy
    from rapport.edit.three_way import is_for  # noqa: PLC0415  --help starts light
    from rapport.notation import format_period  # noqa: PLC0415  --help starts light

    try:
        workbook = read_workbook(file.name, content)
    except ForeignFileError as fault:
        typer.echo(f"rapport: {file}: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    if not is_for(workbook, period):
        made_for = workbook.period or "okänd period"
        typer.echo(f"rapport: {file} är gjord för {made_for}, inte {format_period(period)}", err=True)
        raise typer.Exit(MISUSE)
    return workbook


def _tell(comparison: Comparison, *, accept: bool) -> bool:
    """Print the remarks; return whether any of them keeps the values from being written."""
    from rapport.edit.answer import Weight, format_remark  # noqa: PLC0415  --help starts light

    for remark in comparison.remarks:
        typer.echo(format_remark(remark), err=True)
    return any(
        remark.weight in (Weight.ERROR, Weight.CONFLICT)
        or (remark.weight is Weight.QUESTION and (remark.emptied or not accept))
        for remark in comparison.remarks
    )


def _show(files: PeriodFiles, changes: Sequence[Change]) -> None:
    """Print what would change if nothing hindered."""
    from rapport.edit.period_files import changed, difference  # noqa: PLC0415  --help starts light
    from rapport.edit.splice import SpliceError  # noqa: PLC0415  --help starts light

    try:
        lines = difference(files, changed(files, changes))
    except SpliceError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        lines = []
    for line in lines:
        typer.echo(line)
    count = f"{len(changes)} {'ändring' if len(changes) == 1 else 'ändringar'}"
    typer.echo(f"rapport: inget skrevs; {count} väntar på att det ovan reds ut", err=True)
