"""``rapport freeze``: a period as it was decided, and a decision taken back."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, completing
from rapport.cli.arguments import ProjectFolder, formats_argument, period_argument
from rapport.cli.findings import counted, print_findings
from rapport.cli.questions import known, results_of
from rapport.cli.streams import has_colour
from rapport.diagnostic import Level
from rapport.notation import format_period

if TYPE_CHECKING:
    from rapport.build import Request
    from rapport.rules.results import Results

HELP = "Lås en period som den beslutades: bygg dokumenten och anteckna vad de bygger på."
EXAMPLES = (
    'Exempel:  rapport freeze 2020-T1 --decision "ASN 2020/123" --date 2020-05-26   |   '
    'rapport freeze 2020-T1 --thaw "Rättat utfall efter revisionens påpekande"'
)


def run(
    period: Annotated[
        str,
        typer.Argument(
            metavar="PERIOD",
            help="Den beslutade perioden, till exempel 2020-T1.",
            autocompletion=completing.periods,
        ),
    ],
    *,
    decision: Annotated[
        str, typer.Option("--decision", metavar="NUMMER", help="Beslutets diarienummer eller paragraf.")
    ] = "",
    day: Annotated[
        str,
        typer.Option("--date", metavar="DATUM", help="Dagen för beslutet, året först.", show_default="i dag"),
    ] = "",
    thaw: Annotated[
        str, typer.Option("--thaw", metavar="SKÄL", help="Häv beslutet så att perioden får ändras.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="MAPP", help="Var dokumenten hamnar.", show_default="out/"),
    ] = None,
    formats: Annotated[
        str,
        typer.Option("--format", help="Formaten som beslutas, med komma emellan.", metavar="FORMAT"),
    ] = "docx,xlsx",
    pages: Annotated[
        bool,
        typer.Option(
            "--pages/--no-pages", help="Fyll i innehållets sidnummer med LibreOffice, om det finns."
        ),
    ] = True,
    project: ProjectFolder = Path(),
) -> None:
    """Freeze or thaw; print the names of the files."""
    wanted, when, chosen = period_argument(period), _day(day), formats_argument(formats)
    results = results_of(known(project), wanted)
    if thaw:
        _thaw(results, when, thaw, project)
        return
    if results.report.decision is not None:
        since = results.report.decision.date.isoformat()
        _refuse(
            f"{format_period(wanted)} är redan beslutad ({since})",
            f'häv beslutet först: rapport freeze {format_period(wanted)} --thaw "skäl"',
        )
    from rapport.build import Request  # noqa: PLC0415  --help starts without reading YAML

    request = Request(project, wanted, out or project / "out", formats=chosen, pages=pages)
    _freeze(request, when, decision)


def _freeze(request: Request, day: date, decision: str) -> None:
    from rapport.build import freeze  # noqa: PLC0415  --help starts without reading YAML
    from rapport.write.files import WITH_OUT, OutputError  # noqa: PLC0415  --help starts without the writers

    try:
        built = freeze(request, day, decision)
    except OutputError as fault:
        typer.echo(f"rapport: {fault.advising(WITH_OUT)}", err=True)
        raise typer.Exit(MISUSE) from None
    if built.refused:
        errors = [finding for finding in built.diagnostics if finding.level is Level.ERROR]
        print_findings(errors, built.lines, err=True, colour=has_colour(sys.stderr))
        _refuse(f"inget beslut antecknades: {counted(errors)}")
    if built.kept:
        names = ", ".join(path.name for path in built.kept)
        _refuse(
            f"inget beslut antecknades: {names} har ändrats för hand sedan den byggdes",
            "för in ändringarna i uppgifterna (rapport compare visar dem) och bygg om med --force",
        )
    for file in built.files:
        typer.echo(str(file))
    serious = [f for f in built.diagnostics if f.level is Level.INCONSISTENCY and not f.acknowledged]
    if serious:
        typer.echo(f"rapport: beslutad med {counted(serious)}; rapport check visar dem", err=True)


def _thaw(results: Results, day: date, reason: str, project: Path) -> None:
    from rapport.edit.freeze import decision_path, thawed_file  # noqa: PLC0415  --help starts light
    from rapport.write.files import OutputError, write_file  # noqa: PLC0415  --help starts light

    if results.report.decision is None:
        _refuse(f"{format_period(results.period)} är inte beslutad")
    path = decision_path(project, results.period)
    try:
        write_file(path, thawed_file(results, day, reason).encode())
    except OutputError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    typer.echo(f"{path}")


def _refuse(fact: str, remedy: str = "") -> None:
    typer.echo(f"rapport: {fact}" + (f"\n  hjälp: {remedy}" if remedy else ""), err=True)
    raise typer.Exit(FINDINGS)


def _day(text: str) -> date:
    """Return the day asked for, or today.

    Raises:
        typer.BadParameter: no such day.
    """
    if not text:
        return datetime.now(tz=UTC).astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"”{text}” är inget datum; skriv året först, till exempel 2020-05-26", param_hint="--date"
        ) from None
