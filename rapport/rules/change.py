"""What changed between two periods: ratings, outcomes, targets, forecasts, statuses."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.economy import Scope
from rapport.notation.formula import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from rapport.model.scalar import Answer, Figure, Goalpost, Words
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results


class Aspect(StrEnum):
    """What of a thing changed."""

    NAME = "name"
    TARGET = "target"
    OUTCOME = "outcome"
    RATING = "rating"
    AMOUNT = "amount"
    STATUS = "status"
    ADDED = "added"
    REMOVED = "removed"


class Change(Struct, frozen=True):
    """One difference. ``before`` and ``after`` are what the two periods say, None where they say nothing."""

    id: str
    name: str
    aspect: Aspect
    before: Figure | Answer | Words | Goalpost | Decimal | str | None
    after: Figure | Answer | Words | Goalpost | Decimal | str | None
    detail: str = ""
    """The column of an amount."""


def changes(old: Results, new: Results) -> list[Change]:
    """Return what changed from one period to another, goals first, then economy, assignments and risks."""
    return [*_goals(old, new), *_indicators(old, new), *_amounts(old, new), *_assignments(old, new)]


def _goals(old: Results, new: Results) -> Iterator[Change]:
    before = {goal.id: goal for goal in old.every_goal()}
    after = {goal.id: goal for goal in new.every_goal()}
    yield from _presence({k: g.name for k, g in before.items()}, {k: g.name for k, g in after.items()})
    for key in before.keys() & after.keys():
        first, second = before[key], after[key]
        if first.name != second.name:
            yield Change(key, second.name, Aspect.NAME, first.name, second.name)
        if first.rated and second.rated and first.assessment.grade != second.assessment.grade:
            yield Change(key, second.name, Aspect.RATING, first.assessment.grade, second.assessment.grade)


def _presence(before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for key, name in before.items():
        if key not in after:
            yield Change(key, name, Aspect.REMOVED, name, None)
    for key, name in after.items():
        if key not in before:
            yield Change(key, name, Aspect.ADDED, None, name)


def _indicators(old: Results, new: Results) -> Iterator[Change]:
    before = {result.id: result for result in old.every_indicator()}
    after = {result.id: result for result in new.every_indicator()}
    yield from _presence({k: r.name for k, r in before.items()}, {k: r.name for k, r in after.items()})
    for key, second in after.items():
        first = before.get(key)
        if first is None:
            continue
        if first.name != second.name:
            yield Change(key, second.name, Aspect.NAME, first.name, second.name)
        if first.target != second.target:
            yield Change(key, second.name, Aspect.TARGET, first.target, second.target)
        if first.shown != second.shown:
            yield Change(key, second.name, Aspect.OUTCOME, first.shown, second.shown)
        if first.assessment.grade != second.assessment.grade:
            yield Change(key, second.name, Aspect.RATING, first.assessment.grade, second.assessment.grade)


def _amounts(old: Results, new: Results) -> Iterator[Change]:
    for key, table in new.tables.items():
        other = old.tables.get(key)
        if other is None:
            continue
        passing = _passing(old, new, table)
        for (row, column), amount in table.amounts.items():
            if column in passing:
                continue
            before = other.amount(row, column).value
            if before != amount.value and (before is not None or amount.value is not None):
                name = table.table.lines[row].name or row
                yield Change(f"{key}.{row}", name, Aspect.AMOUNT, before, amount.value, column)


def _passing(old: Results, new: Results, table: ComputedTable) -> set[str]:
    """Return the columns that are other figures in each report: of the period's own months, of the report before."""
    if old.period.last_month == new.period.last_month:
        return set()
    passing = {
        key
        for key, column in table.columns.items()
        if column.scope is Scope.PERIOD or column.previous is not None
    }
    # What follows from them passes with them.
    for key, formula in table.formulas.items():
        if passing & set(names_in(formula)):
            passing.add(key)
    return passing


def _assignments(old: Results, new: Results) -> Iterator[Change]:
    before = {result.id: result for result in old.assignments}
    after = {result.id: result for result in new.assignments}
    named_before = {k: r.assignment.text for k, r in before.items()}
    named_after = {k: r.assignment.text for k, r in after.items()}
    yield from _presence(named_before, named_after)
    for key, second in after.items():
        first = before.get(key)
        if first is not None and first.report.status != second.report.status:
            yield Change(
                key,
                second.assignment.text,
                Aspect.STATUS,
                first.report.status or None,
                second.report.status or None,
            )
