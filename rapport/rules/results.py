"""Everything a period's report states: the goals rated, the tables computed, assignments, risks and tie-outs."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.year import PeriodReport, Plan, Project, Year
from rapport.notation import Period, PeriodKind
from rapport.rules.committees import Absence, CommitteeResult, as_part, serving, taken_over
from rapport.rules.computed import ComputedOutcomes, OutcomeClaim
from rapport.rules.economy import NOTHING, Amount, ComputedTable, columns_of, compute
from rapport.rules.follow_up import AssignmentResult, RiskResult, lights, rate_assignments, rate_risks
from rapport.rules.goals import GoalRating, GoalResult, IndicatorResult, Part
from rapport.rules.proof import Proof, proofs
from rapport.rules.series import activity_series, earlier_months, month_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sized

    from rapport.model.economy import Layouts, Line
    from rapport.model.scalar import Figure, Words
    from rapport.rules.rating import Rating


_STATED = " stated"
"""Where a year keeps the results of its periods; a year that is copied with changes starts without."""


class Results(Struct, frozen=True, dict=True):
    """What the rules say about a period. Each part is worked out when it is first asked for, and once."""

    year: Year
    period: Period

    @property
    def plan(self) -> Plan:
        """The year's plan."""
        return self.year.plan

    @property
    def layouts(self) -> Layouts:
        """The layouts that tables may refer to."""
        return self.year.layouts

    @cached_property
    def report(self) -> PeriodReport:
        """What the period has reported; nothing where nothing is written."""
        return self.year.reports.get(self.period, PeriodReport())

    @cached_property
    def tables(self) -> Mapping[str, ComputedTable]:
        """The year's economy tables as of the period."""
        return _tables(self.year, self.period, self.report)

    @cached_property
    def committees(self) -> tuple[CommitteeResult, ...]:
        """The committees that the project sums up, with their own results."""
        return tuple(_committee(key, self.year, self.period) for key in self.plan.committees)

    @cached_property
    def goals(self) -> tuple[GoalResult, ...]:
        """The tree of goals, rated."""
        theirs = serving(self.committees)

        def parts(goal: str, grades: list[str], rule: str) -> tuple[Part, ...]:
            return tuple(as_part(committee, part, grades, rule) for committee, part in theirs.get(goal, ()))

        outcome = self._computed.outcome
        return GoalRating(self.plan, self.report, self.period, outcome, parts).rate_all()

    @cached_property
    def outcome_claims(self) -> tuple[OutcomeClaim, ...]:
        """The outcomes that were typed where one is computed."""
        return tuple(self._computed.claims(self.every_indicator(), self.period.year))

    @cached_property
    def _computed(self) -> ComputedOutcomes:
        return ComputedOutcomes(self.plan, self.report, lambda: self.tables)

    @cached_property
    def lights(self) -> Mapping[tuple[str, str, str], Rating]:
        """Traffic lights by table, row and column."""
        return {
            (key, *place): light
            for key, table in self.tables.items()
            for place, light in lights(self.plan, table).items()
        }

    @cached_property
    def assignments(self) -> tuple[AssignmentResult, ...]:
        """The assignments, rated."""
        return rate_assignments(self.plan, self.report, self.period)

    @cached_property
    def risks(self) -> tuple[RiskResult, ...]:
        """The risks, rated."""
        return rate_risks(self.plan, self.report, self.period)

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """Every tie-out of every table."""
        return proofs(self.tables)

    @cached_property
    def series(self) -> Mapping[tuple[str, str], Mapping[int, Figure | Words]]:
        """Activity measures by group and measure, and by month."""
        return activity_series(self.year, self.period)

    @cached_property
    def history(self) -> Mapping[str, Mapping[int, str]]:
        """Grades of rated goals by month, in monthly reports."""
        return _history(self)

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
            if (key in told or table.fetches_from(told) or table.sums_committees) and table.has_figures
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
    return stated(project.years[period.year], period)


def stated(year: Year, period: Period) -> Results:
    """Return what a period of a year states."""
    known: dict[Period, Results] = vars(year).setdefault(_STATED, {})
    if period not in known:
        known[period] = Results(year, period)
    return known[period]


def _committee(key: str, year: Year, period: Period) -> CommitteeResult:
    """Return what a committee states in the council's period."""
    declared, member = year.plan.committees[key], year.members.get(key)
    theirs = member.reported(period) if member else None
    faults = member.hindrances(theirs or period) if member else ()
    if member is None or member.year is None or theirs is None or faults:
        gone = member is None or not member.found
        absence = Absence.UNREAD if faults else Absence.NO_FOLDER if gone else Absence.UNREPORTED
        return CommitteeResult(key, declared, None, absence, faults, theirs)
    return CommitteeResult(key, declared, stated(member.year, theirs), period=theirs)


def _tables(year: Year, period: Period, report: PeriodReport) -> dict[str, ComputedTable]:
    """Compute the year's tables as of a period; a table whose rows come from another is computed after it."""
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
            previous=_previous(year, period, key),
            fetch=lambda line, column: fetch(key, line, column),
        )
        return done[key]

    def fetch(key: str, line: Line, column: str) -> Amount | None:
        other, _, row = line.fetched.id.partition(".") if line.fetched else ("", "", "")
        if line.committee is not None:
            theirs = _tables_of(year, line.committee.id, period)
            if theirs is None:
                return None
            own = year.plan.economy[key]
            declared = columns_of(own, year.layouts)[column]
            return taken_over(theirs[other], row, column, own, declared) if other in theirs else NOTHING
        found = table(other)
        return found.amount(row, column) if found else NOTHING

    for key in year.plan.economy:
        table(key)
    return {key: done[key] for key in year.plan.economy}


def _tables_of(year: Year, committee: str, period: Period) -> Mapping[str, ComputedTable] | None:
    """Return the tables of a committee as of the council's period; None where nothing is known of it."""
    member = year.members.get(committee)
    theirs = member.usable(period) if member else None
    if member is None or member.year is None or theirs is None:
        return None
    return stated(member.year, theirs).tables


def _history(results: Results) -> dict[str, dict[int, str]]:
    """Return the grades of rated goals month by month.

    Months with reports of their own are rated anew from them; for the others the grades typed in this report hold.
    """
    if results.period.kind is not PeriodKind.MONTH:
        return {}
    rated = [goal for goal in results.every_goal() if goal.rated]
    history = {goal.id: _typed_history(goal) for goal in rated}
    for earlier in earlier_months(results.year, results.period):
        _note_grades(history, stated(results.year, earlier).every_goal(), earlier.last_month)
    _note_grades(history, iter(rated), results.period.last_month)
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


def taken_from(results: Results, table: ComputedTable, column: str) -> tuple[Results, str] | None:
    """Return the earlier report that a column takes its figures from, and the column there; None without any."""
    source = table.columns[column].previous
    earlier = previous_report(results.year, results.period, table.id)
    return (stated(results.year, earlier), source.id) if source is not None and earlier is not None else None


def _previous(year: Year, period: Period, table: str) -> Callable[[str, str], Amount]:
    """Return what gives a figure of the previous report; that report is computed when first asked."""
    earlier = previous_report(year, period, table)
    if earlier is None:
        return lambda _row, _column: NOTHING
    return lambda row, column: stated(year, earlier).tables[table].amount(row, column)  # noqa: PLW0108  computed when asked
