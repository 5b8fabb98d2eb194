"""Everything a period's report states: the goals rated, the tables computed, assignments, risks and tie-outs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapport.model.year import PeriodReport, Plan, Project, Year
from rapport.notation import Period, PeriodKind
from rapport.rules.computed import ComputedOutcomes
from rapport.rules.economy import NOTHING, Amount, ComputedTable, compute
from rapport.rules.follow_up import AssignmentResult, RiskResult, lights, rate_assignments, rate_risks
from rapport.rules.goals import GoalRating, GoalResult, IndicatorResult
from rapport.rules.proof import Proof, proofs
from rapport.rules.series import activity_series, earlier_months, month_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sized

    from rapport.model.economy import Layouts
    from rapport.model.scalar import Figure, Words
    from rapport.rules.rating import Rating

    TablesByPeriod = dict[Period, dict[str, ComputedTable]]

_STATED = " stated"
"""Where a year keeps the results of its periods; a year that is copied with changes starts without."""


@dataclass(frozen=True)
class Results:
    """What the rules say about a period."""

    period: Period
    plan: Plan
    report: PeriodReport
    goals: tuple[GoalResult, ...]
    tables: Mapping[str, ComputedTable]
    lights: Mapping[tuple[str, str, str], Rating]
    """Traffic lights by table, row and column."""
    assignments: tuple[AssignmentResult, ...]
    risks: tuple[RiskResult, ...]
    proofs: tuple[Proof, ...]
    layouts: Layouts
    series: Mapping[tuple[str, str], Mapping[int, Figure | Words]]
    """Activity measures by group and measure, and by month."""
    history: Mapping[str, Mapping[int, str]]
    """Grades of rated goals by month, in monthly reports."""

    def every_goal(self) -> Iterator[GoalResult]:
        """Yield every goal, parents first."""
        return iter(self._every_goal)

    @cached_property
    def _every_goal(self) -> tuple[GoalResult, ...]:
        return tuple(_flat(self.goals))

    def every_indicator(self) -> Iterator[IndicatorResult]:
        """Yield every indicator once, where it is declared."""
        return iter(self._every_indicator)

    @cached_property
    def _every_indicator(self) -> tuple[IndicatorResult, ...]:
        return tuple(
            result for goal in self._every_goal for result in goal.indicators if result.home == goal.id
        )

    def takes_up(self, reported: Sized) -> bool:
        """Whether the report takes up what ``reported`` holds; months and quarters may be about the economy alone."""
        return len(reported) > 0 or self.period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER)

    @cached_property
    def own_tables(self) -> dict[str, ComputedTable]:
        """Return the economy tables that this report is about: those it has figures of, and those made from them.

        The plan is about every table that has more to say than last year's figures.
        """
        told = {key for key in self.tables if not self.report.economy or key in self.report.economy}
        return {
            key: table
            for key, table in self.tables.items()
            if (key in told or table.fetches_from(told)) and table.has_figures
        }

    def counts(self) -> Counter[str | None]:
        """How many indicators have each grade; None counts the not rated."""
        return Counter(result.assessment.grade for result in self.every_indicator())


def _flat(goals: tuple[GoalResult, ...]) -> Iterator[GoalResult]:
    for goal in goals:
        yield goal
        yield from _flat(goal.goals)


def evaluate(project: Project, period: Period) -> Results:
    """Apply the rules to a period; a period without a report gives results without outcomes.

    What a period states follows from its year alone, and is worked out once for each year that was read.

    Raises:
        KeyError: the project has no such year.
    """
    year = project.years[period.year]
    known: dict[Period, Results] = vars(year).setdefault(_STATED, {})
    if period not in known:
        known[period] = _evaluate(year, period)
    return known[period]


def _evaluate(year: Year, period: Period) -> Results:
    report = year.reports.get(period, PeriodReport())
    known: TablesByPeriod = {}
    tables = compute_tables(year, period, known)
    goals = _rated(year, period, tables)
    return Results(
        period,
        year.plan,
        report,
        goals,
        tables,
        {
            (key, *place): light
            for key, table in tables.items()
            for place, light in lights(year.plan, table).items()
        },
        rate_assignments(year.plan, report, period),
        rate_risks(year.plan, report, period),
        proofs(tables),
        year.layouts,
        activity_series(year, period),
        _history(year, period, goals, known),
    )


def _rated(year: Year, period: Period, tables: Mapping[str, ComputedTable]) -> tuple[GoalResult, ...]:
    report = year.reports.get(period, PeriodReport())
    computed = ComputedOutcomes(year.plan, report, tables)
    return GoalRating(year.plan, report, period, computed.outcome).rate_all()


def compute_tables(
    year: Year, period: Period, known: TablesByPeriod | None = None
) -> dict[str, ComputedTable]:
    """Compute the year's tables as of a period; a table whose rows come from another is computed after it.

    Args:
        year: The year.
        period: The period.
        known: The tables of periods that are computed already; those that had to be computed are put there.
    """
    known = {} if known is None else known
    if period not in known:
        known[period] = _compute_tables(year, period, known)
    return known[period]


def _compute_tables(year: Year, period: Period, known: TablesByPeriod) -> dict[str, ComputedTable]:
    report = year.reports.get(period, PeriodReport())
    done: dict[str, ComputedTable] = {}
    begun: set[str] = set()

    def table(key: str) -> ComputedTable | None:
        if key in begun or key not in year.plan.economy:
            return done.get(key)
        begun.add(key)
        done[key] = compute(
            key,
            year.plan.economy[key],
            year.layouts,
            report.economy.get(key, {}),
            previous=_previous(year, period, key, known),
            fetch=fetch,
        )
        return done[key]

    def fetch(reference: str, column: str) -> Amount:
        other, _, row = reference.partition(".")
        found = table(other)
        return found.amount(row, column) if found else NOTHING

    for key in year.plan.economy:
        table(key)
    return {key: done[key] for key in year.plan.economy}


def _history(
    year: Year, period: Period, goals: tuple[GoalResult, ...], known: TablesByPeriod
) -> dict[str, dict[int, str]]:
    """Return the grades of rated goals month by month.

    Months with reports of their own are rated anew from them; for the others the grades typed in this report hold.
    """
    if period.kind is not PeriodKind.MONTH:
        return {}
    rated = [goal for goal in _flat(goals) if goal.rated]
    history = {goal.id: _typed_history(goal) for goal in rated}
    for earlier in earlier_months(year, period):
        then = _rated(year, earlier, compute_tables(year, earlier, known))
        _note_grades(history, _flat(then), earlier.last_month)
    _note_grades(history, iter(rated), period.last_month)
    return history


def _typed_history(goal: GoalResult) -> dict[int, str]:
    typed = {month_number(name): grade.id for name, grade in goal.report.history.items()}
    return {month: grade for month, grade in typed.items() if month is not None}


def _note_grades(history: dict[str, dict[int, str]], goals: Iterator[GoalResult], month: int) -> None:
    for goal in goals:
        grade = goal.assessment.grade
        if goal.id in history and grade is not None:
            history[goal.id][month] = grade


def previous_report(year: Year, period: Period, table: str) -> Period | None:
    """Return the latest earlier period of the year that reports a table."""
    earlier = [
        other
        for other, report in year.reports.items()
        if other.kind is not PeriodKind.PLAN
        and other.last_month < period.last_month
        and table in report.economy
    ]
    return max(earlier, key=lambda other: other.last_month, default=None)


def _previous(year: Year, period: Period, table: str, known: TablesByPeriod) -> Callable[[str, str], Amount]:
    """Return what gives a figure of the previous report; that report is computed when first asked."""
    earlier = previous_report(year, period, table)
    if earlier is None:
        return lambda _row, _column: NOTHING
    return lambda row, column: compute_tables(year, earlier, known)[table].amount(row, column)  # noqa: PLW0108  computed when asked
