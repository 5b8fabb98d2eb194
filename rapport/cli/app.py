"""The commands of ``rapport``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rapport import __version__
from rapport.cli import MISUSE, OK
from rapport.cli.swedish import Commands, SwedishGroup, complaint

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "init": "init",
    "new": "new",
    "check": "check",
    "build": "build",
    "show": "show",
    "watch": "watch",
    "explain": "explain",
    "diff": "diff",
    "collect": "collect",
    "import": "import_",
    "ledger": "ledger",
    "kolada": "kolada",
    "freeze": "freeze",
    "compare": "compare",
    "schema": "schema",
}
"""The module of every command, in the order that a newcomer needs them."""


class _Program(SwedishGroup):
    """The program: its commands are made when they are asked for."""

    def __init__(self, **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]  # what Typer gives its groups
        self.commands = Commands(f"{__package__}.", COMMANDS)  # type: ignore[assignment]  # nobody adds to it


app = typer.Typer(
    cls=_Program,
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
