"""How many lines of YAML ``rapport check`` reads and checks in a second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from available import ROOT
from measure import Command, interleaved
from stage import RAPPORT, emptied, script, tell

if TYPE_CHECKING:
    from measure import Runs
    from stage import Stage

_FINDINGS = (0, 1)
"""Exit statuses of a check that was carried out: nothing found, something found."""


@dataclass(frozen=True)
class Measured:
    """A committee of so many lines of YAML, and what checking it cost."""

    lines: int
    runs: Runs


def measured(stage: Stage) -> list[Measured]:
    """Measure the check of invented committees, small and large in turn."""
    commands, lines = [], {}
    for wanted in stage.lines:
        project = stage.folder("committee") / str(wanted)
        emptied(project)()
        name = f"check {wanted}"
        lines[name] = int(script("committee.py", str(project), str(wanted)))
        words = (*RAPPORT, "check", "--project", str(project))
        commands.append(Command(name, words, ROOT, statuses=_FINDINGS))
    tell(f"check of {', '.join(map(str, lines.values()))} lines")
    runs = interleaved(commands, max(stage.rounds.values()), stage.limit, patience=stage.patience)
    stage.disagreements += [each.failed for each in runs.values() if each.failed]
    return [Measured(lines[name], each) for name, each in runs.items()]
