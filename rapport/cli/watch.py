"""``rapport watch``: rebuild and check again whenever a file is saved."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import completing
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.findings import counted, print_findings
from rapport.cli.streams import has_colour
from rapport.notation import Period, format_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.cli.watch_page import PageServer

HELP = "Bygg om och granska varje gång en fil sparas, tills du avbryter med Ctrl-C."
EXAMPLES = "Exempel:  rapport watch --period 2020-T1   |   rapport watch -p 2020-T1 --html"

Stamps = dict[Path, tuple[int, int]]
"""When each file was last changed, and its size."""


def run(
    period: Annotated[
        str,
        typer.Option(
            "--period", "-p", help="Perioden, till exempel 2020-T1.", autocompletion=completing.periods
        ),
    ],
    *,
    html: Annotated[
        bool,
        typer.Option("--html", help="Visa rapporten i webbläsaren, och ladda om den vid varje bygge."),
    ] = False,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="PORT",
            help="Webbsidans port på den här datorn.",
        ),
    ] = 8020,
    every: Annotated[
        int, typer.Option("--every", metavar="MILLISEKUNDER", help="Hur ofta filerna ses över.", min=50)
    ] = 400,
    rounds: Annotated[int, typer.Option("--rounds", hidden=True)] = 0,
    project: ProjectFolder = Path(),
) -> None:
    """Build, then wait for changes and build again."""
    wanted = period_argument(period)
    server = _page_server(port) if html else None
    try:
        for number, changed in enumerate(changes(project, every / 1000), 1):
            _build(project, wanted, changed, server)
            if number == rounds:
                return
    finally:
        if server is not None:
            server.close()


def changes(project: Path, wait: float) -> Iterator[list[str]]:
    """Yield at once, and then the names of the files whenever some have changed."""
    before = stamps(project)
    yield []
    while True:
        now = stamps(project)
        changed = sorted({path for path in before.keys() | now.keys() if before.get(path) != now.get(path)})
        before = now
        if changed:
            yield [path.relative_to(project).as_posix() for path in changed]
        else:
            time.sleep(wait)


def stamps(project: Path) -> Stamps:
    """Return the state of every file that documents are made from; editors' own files don't count."""
    found: Stamps = {}
    for folder in (project / "data", project / "templates"):
        for file in folder.rglob("*") if folder.is_dir() else ():
            if file.name.startswith((".", "~")):
                continue
            try:
                state = file.stat()
            except OSError:
                # Saved by another name and moved into place just now: seen the next time.
                continue
            if file.is_file():
                found[file] = (state.st_mtime_ns, state.st_size)
    return found


def _page_server(port: int) -> PageServer:
    from rapport.cli.watch_page import PageServer  # noqa: PLC0415  only where a page is wanted

    try:
        server = PageServer(port)
    except (OSError, OverflowError):
        raise typer.BadParameter(
            f"porten {port} går inte att använda; välj en annan", param_hint="--port"
        ) from None
    typer.echo(f"Sidan visas på {server.address}")
    return server


def _build(project: Path, period: Period, changed: list[str], server: PageServer | None) -> None:
    """Build once and say in a few lines how it went."""
    from rapport.build import USUAL_FORMATS, Request, build  # noqa: PLC0415  --help starts light
    from rapport.write.files import OutputError  # noqa: PLC0415  --help starts light

    formats = (*USUAL_FORMATS, "html") if server else USUAL_FORMATS
    began = time.perf_counter()
    try:
        built = build(Request(project, period, project / "out", formats=formats))
    except OutputError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        return
    took = f"{(time.perf_counter() - began) * 1000:.0f} ms".replace(".", ",")
    if changed:
        typer.echo(f"\n{', '.join(changed)} har ändrats")
    print_findings(built.diagnostics, built.lines, err=False, colour=has_colour(sys.stdout))
    found = counted(built.diagnostics) or "inga anmärkningar"
    done = "byggdes inte" if built.refused else "byggd"
    typer.echo(f"{format_period(period)} {done} på {took}: {found}.")
    for path in built.kept:
        typer.echo(f"{path.name} är ändrad för hand och lämnades.")
    page = next((file for file in built.files if file.suffix == ".html"), None)
    if server is not None and page is not None:
        server.show(page.read_bytes())
