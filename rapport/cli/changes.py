"""Changes of a period's files, shown as a diff and written when asked to: all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from rapport.cli import FINDINGS, MISUSE
from rapport.cli.findings import print_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rapport.edit.asking import Asking
    from rapport.edit.period_files import PeriodFiles
    from rapport.edit.splice import Change
    from rapport.inquiry import Known
    from rapport.notation import Period


def asked_of(found: Known, project: Path, period: Period) -> Asking:
    """Return a period that is to be reported, with its files.

    Raises:
        typer.Exit: there is no plan for it, or one of its files can't be edited.
    """
    from rapport.edit.asking import asking  # noqa: PLC0415  --help starts light
    from rapport.edit.splice import SpliceError  # noqa: PLC0415  --help starts light

    if period.year not in found.project.years or not period.last_month:
        typer.echo(
            f"rapport: det finns ingen plan för {period.year} att följa upp i data/{period.year}", err=True
        )
        raise typer.Exit(FINDINGS)
    try:
        return asking(found.project, project, period)
    except SpliceError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        raise typer.Exit(FINDINGS) from None


def settle(project: Path, period: Period, asked: Asking, changes: Sequence[Change], *, write: bool) -> None:
    """Print what changes, and write it when asked to.

    Raises:
        typer.Exit: a value can't be put in, the files would get errors, one can't be written, or the period is
            decided.
    """
    from rapport.edit.period_files import changed, difference, rehearse  # noqa: PLC0415  --help starts light
    from rapport.edit.splice import SpliceError  # noqa: PLC0415  --help starts light

    files = asked.files
    try:
        after = changed(files, changes)
    except SpliceError as fault:
        typer.echo(f"rapport: {fault}; inget skrevs", err=True)
        raise typer.Exit(FINDINGS) from None
    for line in difference(files, after):
        typer.echo(line)
    errors = rehearse(project, period, after) if after else []
    if errors:
        print_findings(
            errors, {path: text.splitlines() for path, text in after.items()}, err=True, colour=False
        )
        typer.echo("rapport: med ändringarna skulle filerna få felen ovan; inget skrevs", err=True)
        raise typer.Exit(FINDINGS)
    told = f"{len(changes)} {'värde' if len(changes) == 1 else 'värden'}"
    if not changes:
        typer.echo("Inget ändras.", err=True)
        return
    _refuse_if_decided(asked, period, told)
    if not write:
        typer.echo(f"{told} ändras; kör igen med --write för att skriva.", err=True)
    else:
        _write(project, files, after)
        typer.echo(f"{told} skrevs; kör rapport check.", err=True)


def _refuse_if_decided(asked: Asking, period: Period, told: str) -> None:
    """Leave a decided period as it was decided.

    Raises:
        typer.Exit: it is decided; the way out has been printed.
    """
    from rapport.notation import format_period  # noqa: PLC0415  --help starts light

    report = asked.year.reports.get(period)
    decision = report.decision if report else None
    if decision is None:
        return
    code, reference = format_period(period), f", {decision.reference}" if decision.reference else ""
    typer.echo(
        f"rapport: {code} är beslutad ({decision.date.isoformat()}{reference}), så {told} skrevs inte\n"
        f'  hjälp: ska rapporten ändras, häv beslutet först: rapport freeze {code} --thaw "skäl"',
        err=True,
    )
    raise typer.Exit(FINDINGS)


def _write(project: Path, files: PeriodFiles, after: Mapping[str, str]) -> None:
    """Write all files, or put back those that were written when one can't be."""
    from rapport.write.files import OutputError, write_file  # noqa: PLC0415  --help starts light

    written: list[str] = []
    try:
        for path, text in after.items():
            write_file(project / path, text.encode())
            written.append(path)
    except OutputError as fault:
        for path in written:
            if path in files.texts:
                write_file(project / path, files.texts[path].encode())
            else:
                (project / path).unlink(missing_ok=True)
        typer.echo(f"rapport: {fault} Inget är ändrat.", err=True)
        raise typer.Exit(MISUSE) from None
