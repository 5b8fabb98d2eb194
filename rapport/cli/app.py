"""The commands of ``rapport``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rapport import __version__
from rapport.cli import (
    MISUSE,
    OK,
    build,
    check,
    collect,
    compare,
    diff,
    explain,
    freeze,
    import_,
    init,
    kolada,
    ledger,
    new,
    schema,
    show,
    watch,
)
from rapport.cli.swedish import SwedishCommand, SwedishGroup, complaint

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    cls=SwedishGroup,
    name="rapport",
    help="Gör nämndplan, månadsrapport, delårsrapport och verksamhetsberättelse ur YAML-filer.",
    epilog="Börja med:  rapport init rapporter   |   rapport KOMMANDO --help visar mer om ett kommando",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""What every complaint about the command line is; Typer does not export it."""


@app.callback()
def options(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Visa programmets version.")] = False,
) -> None:
    """Take what stands before a command."""
    if version:
        typer.echo(f"rapport {__version__}")
        raise typer.Exit(OK)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(OK)


# In the order that a newcomer needs them.
app.command("init", cls=SwedishCommand, help=init.HELP, epilog=init.EXAMPLES)(init.run)
app.command("new", cls=SwedishCommand, help=new.HELP, epilog=new.EXAMPLES)(new.run)
app.command("check", cls=SwedishCommand, help=check.HELP, epilog=check.EXAMPLES)(check.run)
app.command("build", cls=SwedishCommand, help=build.HELP, epilog=build.EXAMPLES)(build.run)
app.command("show", cls=SwedishCommand, help=show.HELP, epilog=show.EXAMPLES)(show.run)
app.command("watch", cls=SwedishCommand, help=watch.HELP, epilog=watch.EXAMPLES)(watch.run)
app.command("explain", cls=SwedishCommand, help=explain.HELP, epilog=explain.EXAMPLES)(explain.run)
app.command("diff", cls=SwedishCommand, help=diff.HELP, epilog=diff.EXAMPLES)(diff.run)
app.command("collect", cls=SwedishCommand, help=collect.HELP, epilog=collect.EXAMPLES)(collect.run)
app.command("import", cls=SwedishCommand, help=import_.HELP, epilog=import_.EXAMPLES)(import_.run)
app.command("ledger", cls=SwedishCommand, help=ledger.HELP, epilog=ledger.EXAMPLES)(ledger.run)
app.command("kolada", cls=SwedishCommand, help=kolada.HELP, epilog=kolada.EXAMPLES)(kolada.run)
app.command("freeze", cls=SwedishCommand, help=freeze.HELP, epilog=freeze.EXAMPLES)(freeze.run)
app.command("compare", cls=SwedishCommand, help=compare.HELP, epilog=compare.EXAMPLES)(compare.run)
app.command("schema", cls=SwedishCommand, help=schema.HELP, epilog=schema.EXAMPLES)(schema.run)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return the exit status."""
    try:
        status = app(list(arguments), standalone_mode=False, prog_name="rapport")
    except USAGE_ERROR as error:
        typer.echo(
            f"rapport: {complaint(error)}\n  hjälp: rapport --help visar hur kommandona skrivs", err=True
        )
        return MISUSE
    return status if isinstance(status, int) else OK
