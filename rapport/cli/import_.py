"""``rapport import``: filled-in collection workbooks back into the YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, OK
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.findings import print_findings
from rapport.cli.questions import known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.edit.asking import Asking
    from rapport.edit.import_workbook import Returned
    from rapport.edit.three_way import Comparison
    from rapport.notation import Period

HELP = "Läs in ifyllda arbetsböcker från rapport collect. Visar ändringarna; skriver dem med --write."
EXAMPLES = (
    "Exempel:  rapport import insamling-2020-T2.xlsx --period 2020-T2   |   "
    "rapport import *.xlsx -p 2020-T2 --write"
)


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FIL...", help="Ifyllda arbetsböcker.")],
    period: Annotated[str, typer.Option("--period", "-p", help="Perioden, till exempel 2020-T2.")],
    *,
    write: Annotated[bool, typer.Option("--write", help="Skriv ändringarna i YAML-filerna.")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="Ta bort värden vars celler har tömts.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Godta värden som ser ut som misstag: fel enhet, omvänt tecken.")
    ] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Show what the workbooks change, and write it when asked to and nothing hinders."""
    from rapport.edit.asking import asking  # noqa: PLC0415  --help starts light
    from rapport.edit.collect import whole_form  # noqa: PLC0415  --help starts light
    from rapport.edit.period_files import changed, difference  # noqa: PLC0415  --help starts light
    from rapport.edit.splice import SpliceError  # noqa: PLC0415  --help starts light
    from rapport.edit.three_way import compare  # noqa: PLC0415  --help starts light

    wanted = period_argument(period)
    workbooks = [_read(file, wanted) for file in files]
    found = known(project)
    if wanted.year not in found.project.years:
        typer.echo(f"rapport: det finns ingen plan för {wanted.year} i data/{wanted.year}", err=True)
        raise typer.Exit(FINDINGS)
    try:
        asked = asking(found.project, project, wanted)
        comparison = compare(whole_form(asked), workbooks, empty=empty)
        after = changed(asked.files, comparison.changes)
    except SpliceError as fault:
        typer.echo(f"rapport: {fault}; inget skrevs", err=True)
        raise typer.Exit(FINDINGS) from None
    hindered = _tell(comparison, accept=accept)
    for line in difference(asked.files, after):
        typer.echo(line)
    _rehearse(project, wanted, after)
    _finish(project, comparison, asked, after, write=write, hindered=hindered)


def _read(file: Path, period: Period) -> Returned:
    """Read a workbook.

    Raises:
        typer.Exit: it can't be read, or was made for another period; the reason has been printed.
    """
    from rapport.edit.import_workbook import ForeignFileError, read_workbook  # noqa: PLC0415  openpyxl is heavy
    from rapport.edit.three_way import is_for  # noqa: PLC0415  --help starts light
    from rapport.notation import format_period  # noqa: PLC0415  --help starts light

    try:
        workbook = read_workbook(file.name, file.read_bytes())
    except OSError as fault:
        typer.echo(f"rapport: {file} går inte att läsa: {fault.strerror}", err=True)
        raise typer.Exit(MISUSE) from None
    except ForeignFileError as fault:
        typer.echo(f"rapport: {file}: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    if not is_for(workbook, period):
        typer.echo(
            f"rapport: {file} är gjord för {workbook.period or 'okänd period'}, inte {format_period(period)}",
            err=True,
        )
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


def _rehearse(project: Path, period: Period, after: Mapping[str, str]) -> None:
    """Refuse changes that would leave files that can't be read.

    Raises:
        typer.Exit: there are errors; they have been printed.
    """
    from rapport.edit.period_files import rehearse  # noqa: PLC0415  --help starts light

    errors = rehearse(project, period, after) if after else []
    if errors:
        lines = {path: text.splitlines() for path, text in after.items()}
        print_findings(errors, lines, err=True, colour=False)
        typer.echo("rapport: med ändringarna skulle filerna få felen ovan; inget skrevs", err=True)
        raise typer.Exit(FINDINGS)


def _finish(
    project: Path,
    comparison: Comparison,
    asked: Asking,
    after: Mapping[str, str],
    *,
    write: bool,
    hindered: bool,
) -> None:
    count = len(comparison.changes)
    told = f"{count} {'värde' if count == 1 else 'värden'} i {_files(list(after))}"
    if hindered:
        typer.echo(f"rapport: inget skrevs; {told} väntar på att det ovan reds ut", err=True)
        raise typer.Exit(FINDINGS)
    if not count:
        typer.echo("Arbetsböckerna ändrar ingenting.", err=True)
    elif not write:
        typer.echo(f"{told} ändras; kör igen med --write för att skriva.", err=True)
    else:
        _write(project, asked, after)
        typer.echo(f"{told} skrevs; kör rapport check.", err=True)
    raise typer.Exit(OK)


def _files(paths: Sequence[str]) -> str:
    return f"{len(paths)} {'fil' if len(paths) == 1 else 'filer'}"


def _write(project: Path, asked: Asking, after: Mapping[str, str]) -> None:
    """Write all files, or put back those that were written when one can't be."""
    from rapport.write.files import OutputError, write_file  # noqa: PLC0415  --help starts light

    written: list[str] = []
    try:
        for path, text in after.items():
            write_file(project / path, text.encode())
            written.append(path)
    except OutputError as fault:
        for path in written:
            if path in asked.files.texts:
                write_file(project / path, asked.files.texts[path].encode())
            else:
                (project / path).unlink(missing_ok=True)
        typer.echo(f"rapport: {fault} Inget är ändrat.", err=True)
        raise typer.Exit(MISUSE) from None
