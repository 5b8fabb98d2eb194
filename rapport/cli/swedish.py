"""Typer in Swedish: help pages and complaints about the command line, which the library words in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer.core
import typer.main

if TYPE_CHECKING:
    from collections.abc import Callable

_HELP: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"^Usage: ", "Användning: "),
    (r"\bOPTIONS\b", "VAL"),
    (r"\bCOMMAND\b", "KOMMANDO"),
    (r"\[ARGS\]\.\.\.", "..."),
    (r"^Options:", "Val:"),
    (r"^Commands:", "Kommandon:"),
    (r"^Arguments:", "Argument:"),
    (r"Show this message and exit\.", "Visa den här hjälpen."),
    (r"Install completion for the current\s+shell\.", "Installera komplettering för skalet."),
    (r"Show completion for the current shell, to\s+copy\s+it\s+or\s+customize\s+the\s+installation\.", "Visa kompletteringen för skalet."),
    (r"\[default:\s+\(?([^)\]]*)\)?\]", r"[annars: \1]"),
    (r"\[required\]", "[måste anges]"),
    (r"\bPATH\b", "SÖKVÄG"),
    (r"(?<=[A-ZÅÄÖ}])( +)<(?:list\[)?(?:str|[Pp]ath)\]?>", lambda found: " " * len(found[0])),
    (r"<(?:list\[)?str\]?>", lambda found: "ORD".ljust(len(found[0]))),
)  # fmt: skip

IN_SWEDISH = {
    "börja": "init",
    "ny": "new",
    "nytt": "new",
    "granska": "check",
    "kontrollera": "check",
    "bygg": "build",
    "visa": "show",
    "bevaka": "watch",
    "förklara": "explain",
    "skillnad": "diff",
    "samla": "collect",
    "importera": "import",
    "huvudbok": "ledger",
    "lås": "freeze",
    "frys": "freeze",
    "jämför": "compare",
}
"""The command that somebody wants who types what it does in Swedish."""
_NO_NUMBER = re.compile(r"valid int|is not in the range")


def in_swedish(help_page: str) -> str:
    """Return a help page with the library's English words in Swedish."""
    for pattern, words in _HELP:
        help_page = re.sub(pattern, words, help_page, flags=re.MULTILINE)
    return help_page


class SwedishCommand(typer.core.TyperCommand):
    """A command whose help page is Swedish."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return in_swedish(super().get_help(ctx))


class SwedishGroup(typer.core.TyperGroup):
    """The program, with a Swedish help page."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return in_swedish(super().get_help(ctx))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write what each command does in one whole sentence; the library would cut it off at the line's end."""
        rows = [(name, _first_sentence(self.commands[name].help or "")) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Commands(Mapping[str, Any]):
    """Commands by name, each made when it is asked for: reading all the others takes a sixth of a report's time.

    A command's module has ``run``, whose parameters are the command's, ``HELP`` and ``EXAMPLES``.
    """

    def __init__(self, package: str, modules: Mapping[str, str]) -> None:
        """Take the modules' names by the commands', and what stands before them."""
        self._package, self._modules = package, modules
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Return a command.

        Raises:
            KeyError: there is none of that name.
        """
        if name not in self._made:
            self._made[name] = _command(name, self._package + self._modules[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self._modules)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._modules)

    def __contains__(self, name: object) -> bool:
        """Whether there is one of that name; it isn't made."""
        return name in self._modules


def _command(name: str, module_name: str) -> Any:
    module: Any = import_module(module_name)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name, cls=SwedishCommand, help=module.HELP, epilog=module.EXAMPLES)(module.run)
    return typer.main.get_command(alone)


def _first_sentence(text: str) -> str:
    words = " ".join(text.split())
    return words.partition(". ")[0].rstrip(".") + "."


def complaint(error: Exception) -> str:
    """Return what is wrong with a command line, in Swedish.

    Args:
        error: One of Typer's usage errors; they are told apart by what they carry, since the library has moved
            their classes between versions.
    """
    kind = type(error).__name__
    message = str(getattr(error, "message", error))
    if kind == "NoSuchOption":
        option = getattr(error, "option_name", "")
        near = ", ".join(getattr(error, "possibilities", None) or ())
        return f"valet {option} finns inte" + (f"; menade du {near}?" if near else "")
    if kind == "MissingParameter":
        return f"{_hint(error)} måste anges"
    if kind == "BadParameter":
        message = _number_wanted(error) if _NO_NUMBER.search(message) else message
        return f"{_hint(error)}: {message}" if _hint(error) else message
    if "No such command" in message:
        named = re.search(r"'(.*?)'", message)
        typed = named[1] if named else ""
        guess = re.search(r"Did you mean '(.*?)'", message)
        meant = IN_SWEDISH.get(typed.casefold()) or (guess[1] if guess else "")
        return f"kommandot {typed} finns inte" + (f"; menade du {meant}?" if meant else "")
    if kind == "BadOptionUsage":
        return f"valet {getattr(error, 'option_name', '')} behöver ett värde"
    unexpected = re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message)
    return f"kommandot tar inte emot ”{unexpected[1]}”" if unexpected else message


def _number_wanted(error: Exception) -> str:
    """Say which whole numbers an option takes."""
    kind = getattr(getattr(error, "param", None), "type", None)
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    bounds = [f"{word} {bound}" for word, bound in (("minst", least), ("högst", most)) if bound is not None]
    return ", ".join(["skriv ett heltal", *bounds])


def _hint(error: Exception) -> str:
    hint = getattr(error, "param_hint", None)
    if hint:
        return str(hint)
    param = getattr(error, "param", None)
    names = [*getattr(param, "opts", ())] if param is not None else []
    return str(getattr(param, "metavar", None) or "/".join(names)) if names else ""
