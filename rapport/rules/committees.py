"""What a council's report takes over from its committees: figures of their tables, ratings of their goals."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rapport.notation.number import AMOUNT_UNITS
from rapport.rules.economy import NOTHING, ComputedTable
from rapport.rules.goals import GoalResult, Part, nearest_rated, walk
from rapport.rules.rating import Assessment, NotRated, Rating

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rapport.diagnostic import Diagnostic
    from rapport.model.committee import Committee
    from rapport.model.economy import EconomyColumn, EconomyTable
    from rapport.model.goals import Goal
    from rapport.model.year import Plan
    from rapport.notation import Period
    from rapport.rules.economy import Amount
    from rapport.rules.results import Results


class Absence(StrEnum):
    """Why nothing is known of a committee."""

    NO_FOLDER = "no-folder"
    UNREAD = "unread"
    """Its files have errors."""
    UNREPORTED = "unreported"
    """It has nothing for the period."""


class CommitteeResult(Struct, frozen=True):
    """A committee in the council's period: its own results, or why there are none."""

    id: str
    committee: Committee
    results: Results | None = None
    absence: Absence | None = None
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong in the files of a committee that couldn't be read."""
    period: Period | None = None
    """The period that it has reported."""

    @property
    def short(self) -> str:
        """The name for a column title."""
        return self.committee.short or self.committee.name


def taken_over(
    theirs: ComputedTable, row: str, column: str, table: EconomyTable, declared: EconomyColumn
) -> Amount:
    """Return a figure of a committee's table as a figure of the council's: in its unit, with its sign.

    Nothing is rounded. A figure whose unit is no amount is taken over as it is, if the council's column has that
    unit too.

    Args:
        theirs: The committee's table.
        row: The row there.
        column: The column, which has the same id in both.
        table: The council's table.
        declared: The council's column.
    """
    if row not in theirs.table.lines or column not in theirs.columns:
        return NOTHING
    amount, their_column = theirs.amount(row, column), theirs.columns[column]
    own_unit = (their_column.unit or theirs.table.unit).casefold()
    wanted = (declared.unit or table.unit).casefold()
    if amount.value is None or own_unit == wanted:
        factor = Decimal(1)
    elif own_unit in AMOUNT_UNITS and wanted in AMOUNT_UNITS:
        factor = Decimal(AMOUNT_UNITS[own_unit]) / Decimal(AMOUNT_UNITS[wanted])
    else:
        return NOTHING
    decimals = _decimals(amount.decimals, factor, wanted)
    # A positive variance is good whichever way the costs are counted; everything else changes sign.
    turned = theirs.table.costs_positive != table.costs_positive and not declared.deviation
    if amount.value is not None and own_unit in AMOUNT_UNITS:
        factor = -factor if turned else factor
    return replace(
        amount,
        value=None if amount.value is None else amount.value * factor,
        slack=amount.slack * abs(factor),
        decimals=decimals,
    )


def _decimals(written: int, factor: Decimal, unit: str) -> int:
    """Return how many decimals a figure shows in another unit: none of the digits that were never there."""
    if factor > 1:
        return max(0, written - factor.adjusted())
    return max(written, 1) if factor < 1 and AMOUNT_UNITS[unit] > AMOUNT_UNITS["tkr"] else written


def serving(
    committees: Iterable[CommitteeResult],
) -> dict[str, tuple[tuple[CommitteeResult, GoalResult], ...]]:
    """Return the committees' rated goals by the council's goal that they serve.

    A goal that isn't rated itself passes what it serves on to the nearest rated ones below it.
    """
    found: dict[str, list[tuple[CommitteeResult, GoalResult]]] = {}
    for committee in committees:
        for goal in committee.results.every_goal() if committee.results else ():
            for reference in goal.goal.serves:
                parts = found.setdefault(reference.id, [])
                known = {(one.id, part.id) for one, part in parts}
                parts += [
                    (committee, part) for part in nearest_rated(goal) if (committee.id, part.id) not in known
                ]
    return {key: tuple(parts) for key, parts in found.items()}


def own_grade(committee: Committee, grade: str | None) -> str | None:
    """Return what a grade of a committee is called by the council; the same where nothing else is said."""
    if grade is None or grade not in committee.grades:
        return grade
    return committee.grades[grade].id


def as_part(committee: CommitteeResult, goal: GoalResult, grades: Sequence[str], rule: str) -> Part:
    """Return a committee's goal as a part of a council's goal, rated on the council's scale.

    Args:
        committee: The committee.
        goal: Its goal.
        grades: The grades that the council's scale has; only those count.
        rule: The council's rule, for the record.
    """
    grade = own_grade(committee.committee, goal.assessment.grade)
    if grade is None:
        rating = Rating(None, goal.assessment.computed.reason or NotRated.NOT_JUDGED, rule=rule)
    elif grade not in grades:
        rating = Rating(None, NotRated.UNKNOWN_GRADE, rule=rule)
    else:
        rating = Rating(grade, rule=rule)
    return Part(committee.id, goal, Assessment(rating))


def council_scale(plan: Plan) -> str:
    """Return the id of the scale that the council's goals are rated on; the first where no goal is."""
    for _, goal, _ in walk(plan.goals):
        level = plan.levels.get(goal.level.id)
        rule = plan.rules.get(goal.rule.id if goal.rule else level.rule.id if level and level.rule else "")
        if rule is not None and rule.scale.id in plan.scales:
            return rule.scale.id
    return next(iter(plan.scales), "")


def served(goals: Mapping[str, Goal]) -> Iterator[tuple[str, Goal]]:
    """Yield every goal of a tree that says what it serves."""
    return ((key, goal) for key, goal, _ in walk(goals) if goal.serves)
