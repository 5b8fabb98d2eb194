"""``rapport build``: a period's documents, or every period's."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from rapport.cli import FINDINGS, MISUSE, OK, completing
from rapport.cli.arguments import PeriodWords, ProjectFolder, formats_argument, periods_given, require_project
from rapport.cli.findings import counted, print_findings
from rapport.cli.streams import has_colour
from rapport.diagnostic import Level
from rapport.notation import format_period

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapport.build import Built, Request
    from rapport.municipality import Job
    from rapport.notation import Period

HELP = "Bygg en periods dokument: rapporten i Word och bilagan i Excel."
EXAMPLES = (
    "Exempel:  rapport build 2020-T1   |   rapport build 2019-03 --format docx   |   "
    "rapport build --all --out c:/temp   |   rapport build 2020-T1 --all --project kommunen"
)
SHOWN_EDITS = 5
"""So many changes in a document are shown when it is left alone."""


def run(
    words: PeriodWords = None,
    period: Annotated[
        list[str] | None,
        typer.Option(
            "--period",
            "-p",
            help="Perioden, till exempel 2020-T1, 2019-03 eller 2019. Får anges flera gånger.",
            autocompletion=completing.periods,
        ),
    ] = None,
    *,
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Alla perioder som har uppgifter, eller de angivna, för alla nämnder i kommunens mapp.",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="MAPP", help="Var dokumenten hamnar.", show_default="out/"),
    ] = None,
    report: Annotated[
        str,
        typer.Option(
            "--report",
            help="En annan rapport än periodens egen, till exempel månadsrapport.",
            autocompletion=completing.reports,
        ),
    ] = "",
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            help="Ett eller flera av formaten, med komma emellan.",
            metavar="FORMAT",
            autocompletion=completing.formats,
        ),
    ] = "docx,xlsx",
    pages: Annotated[
        bool,
        typer.Option(
            "--pages/--no-pages", help="Fyll i innehållets sidnummer med LibreOffice, om det finns."
        ),
    ] = True,
    tie_out: Annotated[
        bool, typer.Option("--tie-out", help="Lägg till en bilaga med alla avstämningar i Word-dokumentet.")
    ] = False,
    review: Annotated[
        bool,
        typer.Option("--review", help="Bygg en granskningskopia med kommentarer om varifrån allt kommer."),
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Bygg ett utkast trots fel, märkt på varje sida.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Skriv över dokument som någon har ändrat i.")
    ] = False,
    beside: Annotated[
        bool, typer.Option("--beside", help="Skriv bredvid dokument som någon har ändrat i.")
    ] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Build; print a summary on a terminal, only the files' names in a pipe."""
    from rapport.build import Request  # noqa: PLC0415  --help starts without reading YAML

    periods, wanted = periods_given([*(words or ()), *(period or ())]), formats_argument(formats)
    if not periods and not every:
        raise typer.BadParameter("ange en period, till exempel:  rapport build 2020-T1   eller --all")

    require_project(project, council=every)

    def make(root: Path, folder: str, one: Period) -> Request:
        return Request(
            root,
            one,
            (out or project / "out") / folder,
            report,
            wanted,
            pages=pages,
            tie_out=tie_out,
            review=review,
            draft=draft,
            force=force,
            beside=beside,
        )

    if every:
        _build_all(project, make, periods)
    if len(periods) == 1:
        _build_one(make(project, "", periods[0]))
    _build_many(project, [make(project, "", one) for one in periods])


def _build_one(request: Request) -> NoReturn:
    from rapport.build import build  # noqa: PLC0415  --help starts without reading YAML
    from rapport.write.files import OutputError  # noqa: PLC0415  --help starts without the writers

    try:
        built = build(request)
    except OutputError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    if built.refused:
        _tell_refused(built)
        raise typer.Exit(FINDINGS)
    _tell(built)
    _tell_kept(built.kept)
    raise typer.Exit(FINDINGS if built.kept else OK)


def _build_all(
    project: Path, make: Callable[[Path, str, Period], Request], periods: list[Period]
) -> NoReturn:
    """Build every period, or some, of the project and of the committees in its folder."""
    from rapport.municipality import jobs, places  # noqa: PLC0415  --help starts without reading YAML

    found = places(project)
    wanted = jobs(project, found, make, periods)
    if not wanted and periods:
        codes = ", ".join(map(format_period, periods))
        typer.echo(f"rapport: ingen har uppgifter för {codes}; inget byggdes", err=True)
        raise typer.Exit(FINDINGS)
    if not wanted:
        typer.echo("rapport: det finns inga perioder att bygga; mappen data/ saknas eller är tom", err=True)
        raise typer.Exit(FINDINGS)
    for place in found:
        if periods and not any(job.place == place for job in wanted):
            codes = ", ".join(map(format_period, periods))
            typer.echo(f"rapport: {place.name} har inga uppgifter för {codes}", err=True)
    _build_jobs(wanted, len(found))


def _build_many(project: Path, requests: list[Request]) -> NoReturn:
    """Build several periods of one project."""
    from rapport.municipality import Job, Place  # noqa: PLC0415  --help starts without reading YAML

    place = Place("", "", project)
    _build_jobs([Job(place, request, project) for request in requests], 1)


def _build_jobs(wanted: list[Job], projects: int) -> NoReturn:
    """Build side by side; one that fails doesn't stop the others."""
    from rapport.cli.progress import track  # noqa: PLC0415  rich is for terminals
    from rapport.cli.summary_all import print_all, tally  # noqa: PLC0415  only for many
    from rapport.municipality import build_jobs  # noqa: PLC0415  --help starts without reading YAML

    began = time.perf_counter()
    order = [(job.place.folder, job.request.period) for job in wanted]
    briefs = sorted(
        track(build_jobs(wanted), len(wanted)),
        key=lambda brief: order.index((brief.place.folder, brief.period)),
    )
    print_all(briefs, several=projects > 1)
    for brief in briefs:
        _tell_kept(brief.kept)
    failed = [brief for brief in briefs if brief.refusal or brief.kept]
    if sys.stderr.isatty():
        typer.echo(tally(briefs, time.perf_counter() - began), err=True)
    raise typer.Exit(FINDINGS if failed else OK)


def _tell_refused(built: Built) -> None:
    """Print the errors, and how many findings of other levels there are."""
    errors = [finding for finding in built.diagnostics if finding.level is Level.ERROR]
    rest = [finding for finding in built.diagnostics if finding.level is not Level.ERROR]
    print_findings(errors, built.lines, err=True, colour=has_colour(sys.stderr))
    more = f" Dessutom {counted(rest)}; rapport check visar dem." if rest else ""
    typer.echo(f"\nInget byggdes: {counted(errors)}.{more}", err=True)


def _tell(built: Built) -> None:
    # A check doesn't put the report together, so it can't show these.
    print_findings(built.composing, built.lines, err=True, colour=has_colour(sys.stderr))
    if sys.stdout.isatty():
        from rapport.cli.summary import print_summary  # noqa: PLC0415  rich is for terminals

        print_summary(built)
        return
    for file in built.files:
        typer.echo(str(file))
    told = set(built.composing)
    serious = [found for found in built.diagnostics if found.level is not Level.WARNING and found not in told]
    if serious:
        typer.echo(f"rapport: {counted(serious)}; kör rapport check", err=True)


def _tell_kept(kept: list[Path]) -> None:
    """Say which documents were left alone because somebody has changed them, and what was changed."""
    if not kept:
        return
    from rapport.edit.compare import CompareError, edits  # noqa: PLC0415  only when something was changed
    from rapport.write.delivery import built_as  # noqa: PLC0415  only when something was changed

    for path in kept:
        typer.echo(f"rapport: {path} har ändrats sedan den byggdes och skrevs inte över", err=True)
        original = built_as(path)
        if original is not None and path.suffix == ".docx":
            with contextlib.suppress(CompareError):
                for edit in edits(original, path.read_bytes())[:SHOWN_EDITS]:
                    typer.echo(f"  {edit.where}: ”{edit.before}” → ”{edit.after}”", err=True)
    typer.echo(
        "  hjälp: --beside skriver den nya bredvid, --force skriver över; rapport compare visar alla ändringar",
        err=True,
    )
