"""``rapport watch``: rebuild and check again whenever a file is saved."""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import completing
from rapport.cli.arguments import PeriodWord, ProjectFolder, one_period, require_project
from rapport.cli.findings import counted, print_findings
from rapport.cli.streams import has_colour
from rapport.notation import Period, format_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.build import Built
    from rapport.cli.watch_page import PageServer

HELP = "Bygg om och granska varje gång en fil sparas, tills du avbryter med Ctrl-C."
EXAMPLES = "Exempel:  rapport watch 2020-T1   |   rapport watch 2020-T1 --html"

FIRST_PORT, LAST_PORT = 8020, 65_535
PATIENCE = 40
"""So many looks at files that go on changing before they are built all the same."""

Stamps = dict[Path, tuple[int, int]]
"""When each file was last changed, and its size."""


def run(
    word: PeriodWord = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", "-p", help="Perioden, till exempel 2020-T1.", autocompletion=completing.periods
        ),
    ] = None,
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
    ] = FIRST_PORT,
    every: Annotated[
        int, typer.Option("--every", metavar="MILLISEKUNDER", help="Hur ofta filerna ses över.", min=50)
    ] = 400,
    rounds: Annotated[int, typer.Option("--rounds", hidden=True)] = 0,
    project: ProjectFolder = Path(),
) -> None:
    """Build, then wait for changes and build again."""
    gc.enable()
    require_project(project)
    wanted = one_period("watch", word, period)
    server = _page_server(port) if html else None
    typer.echo("Avbryt med Ctrl-C.")
    try:
        for number, changed in enumerate(changes(project, every / 1000), 1):
            _build(project, wanted, changed, server)
            if number == rounds:
                return
    except KeyboardInterrupt:
        typer.echo("\nrapport watch har avslutats.")
    finally:
        if server is not None:
            server.close()


def changes(project: Path, wait: float) -> Iterator[list[str]]:
    """Yield at once, and then the names of the files whenever some have changed."""
    before = stamps(project)
    yield []
    while True:
        now = stamps(project)
        if now == before:
            time.sleep(wait)
            continue
        now = _settled(project, now, wait)
        changed = sorted({path for path in before.keys() | now.keys() if before.get(path) != now.get(path)})
        before = now
        yield [path.relative_to(project).as_posix() for path in changed]


def _settled(project: Path, now: Stamps, wait: float) -> Stamps:
    """Wait until nothing more is being written: a large file, or many of them, is saved a piece at a time."""
    for _ in range(PATIENCE):
        time.sleep(wait / 4)
        later = stamps(project)
        if later == now:
            break
        now = later
    return now


def stamps(project: Path) -> Stamps:
    """Return the state of every file that documents are made from; editors' own files don't count."""
    found: Stamps = {}
    # Below a municipality's folder stand the committees', each with data and templates of its own.
    for folder in [
        project / "data",
        project / "templates",
        *project.glob("*/data"),
        *project.glob("*/templates"),
    ]:
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
    except OverflowError:
        raise typer.BadParameter(
            f"{port} är ingen port; skriv ett tal mellan 1024 och 65535", param_hint="--port"
        ) from None
    except OSError:
        other = port + 1 if port < LAST_PORT else FIRST_PORT
        raise typer.BadParameter(
            f"porten {port} är upptagen, kanske av en annan rapport watch; prova --port {other}",
            param_hint="--port",
        ) from None
    typer.echo(f"Sidan visas på {server.address}")
    if sys.stdout.isatty():
        import webbrowser  # noqa: PLC0415  only for a person at a terminal

        webbrowser.open(server.address)
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
    found = counted(built.diagnostics) or "inga anmärkningar"
    _show(built, server, found)
    took = f"{(time.perf_counter() - began) * 1000:.0f} ms".replace(".", ",")
    if changed:
        typer.echo("\n" + "\n".join(f"{name} {_happened(project / name)}" for name in changed))
    print_findings(built.diagnostics, built.lines, err=False, colour=has_colour(sys.stdout))
    done = "byggdes inte" if built.refused else "byggd"
    typer.echo(f"{format_period(period)} {done} på {took}: {found}.")
    for path in built.kept:
        typer.echo(f"{path.name} är ändrad för hand och lämnades.")


def _show(built: Built, server: PageServer | None, found: str) -> None:
    """Show the new page; above the old one, why there is none."""
    if server is None:
        return
    page = next((file for file in built.files if file.suffix == ".html"), None)
    if page is not None:
        server.show(page.read_bytes())
    else:
        server.say(f"Sidan är den senaste som gick att bygga. Nu finns {found}; terminalen visar dem.")


def _happened(file: Path) -> str:
    return "har ändrats" if file.exists() else "har tagits bort"
