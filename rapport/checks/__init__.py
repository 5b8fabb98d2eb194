"""Model to findings: one file per fault, found by its name.

A check is a module named after the fault (``unknown_indicator.py`` is ``unknown-indicator``). Its docstring is the
manual page that users read. It has a ``LEVEL`` and one generator:

* ``check_year(year)`` for what is wrong in the files themselves,
* ``check_period(year, results)`` for what only shows once the rules have been applied,
* ``check_history(past, period)`` for what a period says against the plan, earlier periods and earlier years; it is
  asked once a year about the plan itself, which sees every report,
* ``check_acknowledgements(acknowledgements, findings)`` for what people let stand of all that.

Modules with a leading underscore are no checks.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import defaultdict
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.checks._acknowledging import acknowledged, with_subject
from rapport.checks._past import Past, period_of
from rapport.diagnostic import Diagnostic, Level, in_file_order
from rapport.notation import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

    from rapport.model.acknowledgement import Acknowledgement
    from rapport.model.year import Project, Year

    Check = Callable[..., Iterator[Diagnostic]]

KINDS = ("check_year", "check_period", "check_history", "check_acknowledgements")
"""What a check's generator may be called."""


def check_project(project: Project, periods: Sequence[Period] | None = None) -> list[Diagnostic]:
    """Return what all checks have to say, in file order, with what people let stand marked.

    Args:
        project: What was read.
        periods: Only these periods and their years; all when None. Periods without a report are passed over.
    """
    past = Past(project)
    findings: list[Diagnostic] = []
    for number, year in project.years.items():
        if not year.whole:
            # What the missing file holds would be missed everywhere it is spoken of.
            continue
        if periods is None:
            findings += _of_year(past, year, list(year.reports), whole=True)
        elif any(period.year == number for period in periods):
            findings += _of_year(past, year, [p for p in year.reports if p in periods], whole=False)
    return in_file_order(findings)


def errors(year: Year) -> list[Diagnostic]:
    """Return the errors in the files of a year: those that keep its reports from being built."""
    if not year.whole:
        return []
    modules = [module for module in _modules().values() if module.LEVEL is Level.ERROR]
    checks = [module.check_year for module in modules if hasattr(module, "check_year")]
    return in_file_order(finding for check in checks for finding in check(year))


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


def _run(kind: str, *subject: object) -> Iterator[Diagnostic]:
    """Run every check of a kind."""
    for module in _modules().values():
        check: Check | None = getattr(module, kind, None)
        if check is not None:
            yield from (with_subject(finding) for finding in check(*subject))


def _of_year(past: Past, year: Year, chosen: list[Period], *, whole: bool) -> list[Diagnostic]:
    """Return what is to be said of a year and the periods chosen.

    An acknowledgement in the plan may be about any period, so whether it is stale only shows in a ``whole`` year.
    """
    plan = Period(year.year, PeriodKind.PLAN)
    reports = {period: year.reports[period] for period in chosen}
    general = [
        *_run("check_year", year if len(reports) == len(year.reports) else replace(year, reports=reports))
    ]
    if plan not in chosen:
        general += _run("check_history", past, plan)
    written: dict[Period | None, list[Diagnostic]] = defaultdict(list)
    for finding in general:
        written[period_of(finding.origin, year.year)].append(finding)
    for period in chosen:
        own = [*written[period], *_run("check_period", year, past.results(period))]
        own += _run("check_history", past, period)
        written[period] = _let_stand(year.reports[period].acknowledgements, own)
    return _let_stand(year.plan.acknowledgements, list(chain(*written.values())), judged=whole)


def _let_stand(
    acknowledgements: Sequence[Acknowledgement], findings: list[Diagnostic], *, judged: bool = True
) -> list[Diagnostic]:
    """Mark what is acknowledged, and add what is to be said of the acknowledgements themselves."""
    complaints = _run("check_acknowledgements", acknowledgements, findings) if judged else ()
    return [*acknowledged(findings, acknowledgements), *complaints]
