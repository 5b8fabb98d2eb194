"""Model to findings: one file per fault, found by its name.

A check is a module named after the fault (``unknown_indicator.py`` is ``unknown-indicator``). Its docstring is the
manual page that users read. It has a ``LEVEL`` and one generator: ``check_year(year)`` for what is wrong in the
files themselves, ``check_period(year, results)`` for what only shows once the rules have been applied. Modules with
a leading underscore are no checks.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, in_file_order
from rapport.rules.results import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

    from rapport.model.year import Project, Year
    from rapport.notation import Period
    from rapport.rules.results import Results

    YearCheck = Callable[[Year], Iterator[Diagnostic]]
    PeriodCheck = Callable[[Year, Results], Iterator[Diagnostic]]


def check_project(project: Project, periods: Sequence[Period] | None = None) -> list[Diagnostic]:
    """Return what all checks have to say, in file order.

    Args:
        project: What was read.
        periods: Only these periods and their years; all when None. Periods without a report are passed over.
    """
    findings: list[Diagnostic] = []
    for number, year in project.years.items():
        if periods is not None and all(period.year != number for period in periods):
            continue
        chosen = {p: report for p, report in year.reports.items() if periods is None or p in periods}
        findings += _of_year(replace(year, reports=chosen))
        for period in chosen:
            findings += _of_period(year, evaluate(project, period))
    return in_file_order(findings)


def names() -> list[str]:
    """Return the names of all checks, sorted."""
    return sorted(_modules())


def manual(name: str) -> str | None:
    """Return the manual page of a check, None when there is no such check."""
    module = _modules().get(name)
    return inspect.cleandoc(module.__doc__ or "") if module else None


@cache
def _modules() -> dict[str, ModuleType]:
    files = sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_"))
    return {file.replace("_", "-"): importlib.import_module(f"{__name__}.{file}") for file in files}


def _of_year(year: Year) -> Iterator[Diagnostic]:
    for module in _modules().values():
        check: YearCheck | None = getattr(module, "check_year", None)
        if check is not None:
            yield from check(year)


def _of_period(year: Year, results: Results) -> Iterator[Diagnostic]:
    for module in _modules().values():
        check: PeriodCheck | None = getattr(module, "check_period", None)
        if check is not None:
            yield from check(year, results)
