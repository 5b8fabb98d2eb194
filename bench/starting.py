"""How soon each command answers, and what it imports to do so."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from available import ROOT
from measure import Command, interleaved
from stage import RAPPORT, made, tell

if TYPE_CHECKING:
    from measure import Runs
    from stage import Stage

BARE = "python -c pass"
HEAVY = ("docx", "jinja2", "lxml", "markdown_it", "openpyxl", "pydantic", "rich", "xlsxwriter", "yaml")
"""Libraries that a command shouldn't load unless it needs them."""

_CHECK = ("check", "--period", "2020-T1")
"""Its exit status is 1 where it finds something."""
_COMMANDS = "import typer, rapport.cli.app as a; print(*typer.main.get_command(a.app).list_commands(None))"
_MODULES = (
    "import json, sys\nfrom rapport.cli import main\nsys.argv = ['rapport', *json.loads(sys.argv[1])]\n"
    "try:\n    main()\nexcept SystemExit:\n    pass\nprint('\\n' + json.dumps(sorted(sys.modules)))\n"
)


@dataclass(frozen=True)
class Measured:
    """What one command costs, how many modules it imports and which of the heavy libraries."""

    name: str
    runs: Runs
    modules: int
    heavy: tuple[str, ...]


def command_names() -> list[str]:
    """Return the names of rapport's commands."""
    return made([sys.executable, "-c", _COMMANDS], ROOT).split()


def imported(*words: str) -> list[str]:
    """Return the modules that rapport has imported when a command is done."""
    said = made([sys.executable, "-c", _MODULES, json.dumps(words)], ROOT)
    modules: list[str] = json.loads(said.splitlines()[-1])
    return modules


def measured(stage: Stage) -> list[Measured]:
    """Measure Python itself, the help of rapport and of each command, and a check of the real report."""
    asked = [("--help",), *((name, "--help") for name in command_names()), _CHECK]
    commands = [Command(BARE, (sys.executable, "-c", "pass"), ROOT)]
    commands += [
        Command(
            f"rapport {' '.join(words)}",
            (*RAPPORT, *words),
            ROOT,
            statuses=(0, 1) if words == _CHECK else (0,),
        )
        for words in asked
    ]
    tell(f"start-up of {len(asked)} commands")
    runs = interleaved(commands, max(stage.rounds.values()), stage.limit, patience=stage.patience)
    found = [Measured(BARE, runs[BARE], 0, ())]
    for command, words in zip(commands[1:], asked, strict=True):
        modules = imported(*words)
        heavy = tuple(name for name in HEAVY if name in modules)
        found.append(Measured(command.name, runs[command.name], len(modules), heavy))
    return found
