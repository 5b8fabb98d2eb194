"""``rapport build``: a period's documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, OK
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.findings import counted, print_findings
from rapport.cli.streams import has_colour
from rapport.diagnostic import Level

if TYPE_CHECKING:
    from rapport.build import Built

HELP = "Bygg en periods dokument: rapporten i Word och bilagan i Excel."
EXAMPLES = (
    "Exempel:  rapport build --period 2020-T1   |   rapport build -p 2019-03 --format docx   |   "
    "rapport build -p 2020-T1 --out c:/temp"
)


def run(
    period: Annotated[
        str, typer.Option("--period", "-p", help="Perioden, till exempel 2020-T1, 2019-03 eller 2019.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="MAPP", help="Var dokumenten hamnar.", show_default="out/"),
    ] = None,
    report: Annotated[
        str, typer.Option("--report", help="En annan rapport än periodens egen, till exempel månadsrapport.")
    ] = "",
    formats: Annotated[
        str, typer.Option("--format", help="docx, xlsx eller båda.", metavar="FORMAT")
    ] = "docx,xlsx",
    project: ProjectFolder = Path(),
) -> None:
    """Build; print a summary on a terminal, only the files' names in a pipe."""
    from rapport.build import Request, build  # noqa: PLC0415  --help starts without reading YAML
    from rapport.write.files import OutputError  # noqa: PLC0415  --help starts without the writers

    request = Request(project, period_argument(period), out or project / "out", report, _formats(formats))
    try:
        built = build(request)
    except OutputError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    if built.refused:
        errors = [finding for finding in built.diagnostics if finding.level is Level.ERROR]
        rest = [finding for finding in built.diagnostics if finding.level is not Level.ERROR]
        print_findings(errors, built.lines, err=True, colour=has_colour(sys.stderr))
        more = f" Dessutom {counted(rest)}; rapport check visar dem." if rest else ""
        typer.echo(f"\nInget byggdes: {counted(errors)}.{more}", err=True)
        raise typer.Exit(FINDINGS)
    _tell(built)
    raise typer.Exit(OK)


def _formats(text: str) -> tuple[str, ...]:
    from rapport.build import FORMATS  # noqa: PLC0415  --help starts without reading YAML

    wanted = tuple(part.strip().casefold() for part in text.split(",") if part.strip())
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise typer.BadParameter(
            f"”{text}” är inget format; skriv docx, xlsx eller docx,xlsx", param_hint="--format"
        )
    return wanted


def _tell(built: Built) -> None:
    if sys.stdout.isatty():
        from rapport.cli.summary import print_summary  # noqa: PLC0415  rich is for terminals

        print_summary(built)
        return
    for file in built.files:
        typer.echo(str(file))
    serious = [finding for finding in built.diagnostics if finding.level is not Level.WARNING]
    if serious:
        typer.echo(f"rapport: {counted(serious)}; kör rapport check", err=True)
