"""The appendix workbook from rapport, and the same cells written by XlsxWriter and openpyxl themselves."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from available import BENCH, ROOT
from documents import PERIOD, REAL
from measure import Command, interleaved
from stage import RAPPORT, emptied, script, tell

if TYPE_CHECKING:
    from pathlib import Path

    from measure import Runs
    from stage import Stage

EXCEL = "rapport, Excel"


@dataclass(frozen=True)
class Measured:
    """A workbook at one size: how many filled cells, and what each writer cost."""

    times: int
    cells: int
    runs: dict[str, Runs]
    proven: frozenset[str]


def measured(stage: Stage) -> list[Measured]:
    """Measure the workbook of the real report at every size."""
    return [_at(stage, times) for times in stage.sizes]


def _at(stage: Stage, times: int) -> Measured:
    folder = stage.folder("workbook", str(times))
    project, out = stage.folder(REAL.name, str(times)) / "project", folder / "rapport"
    tell(f"workbook, {times} times")
    if not project.is_dir():
        project.mkdir()
        script(REAL.module, *REAL.words, str(project), str(times))
    words = (
        *RAPPORT,
        "build",
        "--period",
        PERIOD,
        "--format=xlsx",
        "--project",
        str(project),
        "--out",
        str(out),
    )
    command = Command(EXCEL, words, ROOT, emptied(out))
    first = interleaved([command], 1, stage.limit)
    if not first[EXCEL].costs:
        stage.disagreements.append(f"workbook {times}×, {first[EXCEL].failed or 'stopped'}")
        return Measured(times, 0, first, frozenset())
    file = next((out / PERIOD).glob("*.xlsx"))
    asked, grid = folder / "asked.xlsx", folder / "grid.json"
    asked.write_bytes(file.read_bytes())
    cells = int(script("grids.py", "dump", str(asked), str(grid)))
    files = {EXCEL: file}
    commands = [command]
    if stage.peers.python:
        for name, module in (("XlsxWriter", "peers.with_xlsxwriter"), ("openpyxl", "peers.with_openpyxl")):
            files[name] = folder / f"by {name}.xlsx"
            given = (str(stage.peers.python), "-m", module, str(grid), str(files[name]))
            commands.append(Command(name, given, BENCH, emptied(files[name])))
    runs = interleaved(commands, stage.rounds[times], stage.limit, patience=stage.patience)
    proven = frozenset(
        name
        for name, each in runs.items()
        if each.costs and _is_proven(stage, f"workbook {times}×, {name}", asked, files[name])
    )
    return Measured(times, cells, runs, proven)


def _is_proven(stage: Stage, what: str, asked: Path, file: Path) -> bool:
    return stage.is_proven(what, [sys.executable, "grids.py", "compare", str(asked), str(file)])
