"""What a process costs: time on the wall, time on the processor, memory; and how two compare run by run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_POLL = 0.002
"""Seconds between two looks at a process that may have to be stopped; a sleeping parent costs the child nothing."""
_KIB = 1 if sys.platform == "darwin" else 1024
"""What the system counts a process's memory in."""
_UNLIKE_USERS = (
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "PYTHONDEVMODE",
    "PYTHONPATH",
    "PYTHONPROFILEIMPORTTIME",
)


class Failed(Exception):  # noqa: N818  it is what the process did
    """A command ended badly; the text is what it said."""


@dataclass(frozen=True)
class Command:
    """What to measure.

    ``words`` are the command line, ``folder`` is where it runs, ``prepare`` clears what an earlier run left (not
    measured), ``statuses`` are the exit statuses that mean that it did its work.
    """

    name: str
    words: tuple[str, ...]
    folder: Path
    prepare: Callable[[], None] = lambda: None
    statuses: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Cost:
    """What one run cost: seconds, and bytes of memory at the peak. Windows tells only the wall clock's time."""

    wall: float
    processor: float | None
    memory: int | None


@dataclass(frozen=True)
class Runs:
    """The costs of several runs, or that a run was stopped after ``stopped`` seconds, or how it failed."""

    costs: tuple[Cost, ...]
    stopped: float | None = None
    failed: str = ""

    @property
    def wall(self) -> float | None:
        """Return the median seconds on the wall clock."""
        return _median([cost.wall for cost in self.costs])

    @property
    def processor(self) -> float | None:
        """Return the median seconds of processor time."""
        return _median([cost.processor for cost in self.costs])

    @property
    def memory(self) -> float | None:
        """Return the median peak of memory in bytes."""
        return _median([cost.memory for cost in self.costs])


def run_once(command: Command, limit: float) -> Cost | None:
    """Run a command once and return what it cost, or None if it was stopped at the limit of seconds.

    Raises:
        Failed: the command ended with another status than it should.
    """
    command.prepare()
    environment = measured_environment()
    start = time.perf_counter()
    process = subprocess.Popen(
        command.words,
        cwd=command.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    cost = _windows_cost(process, start, limit) if sys.platform == "win32" else _cost(process, start, limit)
    if cost is not None and process.returncode not in command.statuses:
        told = subprocess.run(
            command.words, cwd=command.folder, env=environment, capture_output=True, text=True, check=False
        )
        raise Failed(f"{command.name} ended with status {process.returncode}: {told.stderr[-400:].strip()}")
    return cost


def measured_environment() -> dict[str, str]:
    """Return the environment of what is measured: the user's, without what makes Python work as users don't have it.

    A setting that keeps Python from storing byte code would let every run compile every module anew.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _UNLIKE_USERS}
    return {**kept, "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}


def _cost(process: subprocess.Popen[bytes], start: float, limit: float) -> Cost | None:
    """Wait for a process; the system then says what it and its own children used."""
    stopped = False
    while True:
        ended, status, usage = os.wait4(process.pid, 0 if stopped else os.WNOHANG)
        wall = time.perf_counter() - start
        if ended:
            break
        if wall > limit:
            process.kill()
            stopped = True
        else:
            time.sleep(_POLL)
    process.returncode = os.waitstatus_to_exitcode(status)
    return None if stopped else Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KIB)


def _windows_cost(process: subprocess.Popen[bytes], start: float, limit: float) -> Cost | None:
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None
    return Cost(time.perf_counter() - start, None, None)


def interleaved(
    commands: Sequence[Command], times: int, limit: float, *, patience: float = float("inf")
) -> dict[str, Runs]:
    """Run every command once, then every command again: what disturbs the machine disturbs all of them.

    Args:
        commands: What to run, in this order in every round.
        times: How many rounds.
        limit: Seconds after which a run is stopped; its command isn't run again.
        patience: A command whose runs have taken so many seconds isn't run again either.

    Returns:
        The runs of each command by its name, in the order of the rounds.
    """
    costs: dict[str, list[Cost]] = {command.name: [] for command in commands}
    ended: dict[str, Runs] = {}
    for _ in range(times):
        for command in commands:
            name = command.name
            if name in ended or sum(cost.wall for cost in costs[name]) > patience:
                continue
            try:
                cost = run_once(command, limit)
            except Failed as fault:
                ended[name] = Runs((), failed=str(fault))
                continue
            if cost is None:
                ended[name] = Runs((), stopped=limit)
            else:
                costs[name].append(cost)
    return {name: ended.get(name) or Runs(tuple(several)) for name, several in costs.items()}


def ratio(one: Runs, other: Runs, of: Callable[[Cost], float | None]) -> float | None:
    """Return how many times as much one takes as the other: the median over the rounds that both were run in."""
    pairs = [(of(a), of(b)) for a, b in zip(one.costs, other.costs, strict=False)]
    return _median([a / b for a, b in pairs if a is not None and b])


def exponent(sizes: tuple[float, float], costs: tuple[float | None, float | None]) -> float | None:
    """Return how a cost grows between two sizes: 1 is in proportion, 2 is with the square."""
    import math  # noqa: PLC0415  only for tables

    small, large = costs
    if not small or not large:
        return None
    return math.log(large / small) / math.log(sizes[1] / sizes[0])


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def machine() -> Mapping[str, str]:
    """Return what a reader needs to know of the machine, and nothing that names it."""
    import platform  # noqa: PLC0415  only for tables

    return {
        "system": platform.system(),
        "processors": str(os.cpu_count() or 1),
        "architecture": platform.machine(),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
    }
