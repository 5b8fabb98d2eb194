"""The goal tree rated for a period: every indicator with its outcome and rating, every goal rolled up."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.model.goals import Goal, Indicator, Outcome
from rapport.model.scalar import Answer, Figure, Goalpost, Words
from rapport.model.scale import RuleKind
from rapport.notation import Period, PeriodKind, Quantity, Target, ValueTarget
from rapport.rules.rating import Assessment, NotRated, Rating, direction, rate
from rapport.rules.roll_up import roll_up

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from rapport.model.goals import Better
    from rapport.model.scale import Rule
    from rapport.model.year import PeriodReport, Plan

NO_OUTCOME = Outcome()
COUNTS = {"ja": 1, "nej": 0}


class IndicatorResult(Struct, frozen=True):
    """An indicator in a period.

    ``shown`` is the outcome to print, typed or computed; ``number`` what it counts as. ``home`` is the goal that
    declares it. ``computed`` says that the outcome was computed from other data.
    """

    id: str
    indicator: Indicator
    home: str
    assessment: Assessment
    report: Outcome
    shown: Figure | Answer | Words | None = None
    number: Quantity | None = None
    target: Goalpost | None = None
    better: Better | None = None
    computed: bool = False

    @property
    def name(self) -> str:
        """The name in this report."""
        return self.report.name or self.indicator.name


class Part(Struct, frozen=True):
    """A committee's goal as a part of the council's goal that it serves, rated on the council's scale."""

    committee: str
    goal: GoalResult
    assessment: Assessment


class GoalResult(Struct, frozen=True):
    """A goal in a period: its rating, its indicators (own first, then those shown from elsewhere), its goals."""

    id: str
    goal: Goal
    depth: int
    assessment: Assessment
    report: Outcome
    rated: bool
    """Whether goals of this level are rated at all."""
    indicators: tuple[IndicatorResult, ...] = ()
    goals: tuple[GoalResult, ...] = ()
    served_by: tuple[Part, ...] = ()
    """The committees' goals that serve this one, where it is the council's."""

    @property
    def name(self) -> str:
        """The name in this report."""
        return self.report.name or self.goal.name

    @property
    def parts(self) -> tuple[Assessment, ...]:
        """The assessments of the goal's indicators, of its rated sub-goals and of the committees' that serve it."""
        below = tuple(part.assessment for part in self.goals if part.rated)
        served_by = tuple(part.assessment for part in self.served_by)
        return tuple(result.assessment for result in self.indicators) + below + served_by

    @property
    def counts(self) -> Counter[str | None]:
        """How many of the goal's parts have each grade; None counts the not rated."""
        return Counter(part.grade for part in self.parts)


def nearest_rated(goal: GoalResult) -> list[GoalResult]:
    """Return a goal when it is rated, else the rated ones nearest below it."""
    return [goal] if goal.rated else [found for part in goal.goals for found in nearest_rated(part)]


def walk(
    goals: Mapping[str, Goal], parents: tuple[str, ...] = ()
) -> Iterator[tuple[str, Goal, tuple[str, ...]]]:
    """Yield every goal of a tree with the ids above it, parents first."""
    for key, goal in goals.items():
        yield key, goal, parents
        if goal.goals:
            yield from walk(goal.goals, (*parents, key))


class Declared(Struct, frozen=True):
    """An indicator as the plan declares it: the goal that it stands under, and its rule, "" when it has none."""

    id: str
    indicator: Indicator
    home: str
    rule: str


def declared_indicators(plan: Plan) -> Iterator[Declared]:
    """Yield every indicator of a plan; one that names no rule has that of the nearest level which does."""
    usual = plan.default_rules.indicator
    return _declared_in(plan, plan.goals, usual.id if usual else "")


def _declared_in(plan: Plan, goals: Mapping[str, Goal], rule: str) -> Iterator[Declared]:
    for home, goal in goals.items():
        level = plan.levels.get(goal.level.id)
        own = level.indicator_rule.id if level is not None and level.indicator_rule is not None else rule
        for key, indicator in goal.indicators.items():
            yield Declared(key, indicator, home, indicator.rule.id if indicator.rule else own)
        yield from _declared_in(plan, goal.goals, own)


def followed_up(plan: Plan, period: Period) -> frozenset[str]:
    """Return the indicators of the goals that a period is about."""
    known = {found.id for found in declared_indicators(plan) if is_reported(found.indicator.only_in, period)}
    return frozenset(_had_by(plan.goals, period)) & known


def _had_by(goals: Mapping[str, Goal], period: Period) -> Iterator[str]:
    for goal in goals.values():
        if is_reported(goal.only_in, period):
            yield from goal.indicators
            yield from _had_by(goal.goals, period)


def all_indicators(goals: Mapping[str, Goal]) -> dict[str, Indicator]:
    """Return every declared indicator of a tree by id."""
    return {key: indicator for _, goal, _ in walk(goals) for key, indicator in goal.indicators.items()}


def target_for(indicator: Indicator, period: Period) -> Goalpost | None:
    """Return the target that holds for a period: its own, its kind's, or the one for all."""
    if not indicator.targets:
        return None
    keys = [period.part, period.kind.value, ""]
    if period.kind in (PeriodKind.YEAR, PeriodKind.PLAN):
        keys.insert(1, PeriodKind.YEAR.value)
    return next((indicator.targets[key] for key in keys if key in indicator.targets), None)


def is_reported(reported: Collection[str], period: Period) -> bool:
    """Whether something that is reported in some periods is so in this one; an empty list means all."""
    if not reported:
        return True
    words = {word.casefold() for word in reported}
    return bool(words & {period.part.casefold(), period.kind.value})


def number_of(value: Figure | Answer | Words | None, indicator: Indicator) -> Quantity | None:
    """Return what an outcome or target counts as: a figure as it is, Ja/Delvis/Nej as the indicator says."""
    if isinstance(value, Figure):
        return value.quantity
    if isinstance(value, Answer):
        return _count(value.word, indicator)
    return None


def _count(word: str, indicator: Indicator) -> Quantity | None:
    if indicator.answers:
        declared = {answer.casefold(): figure.quantity for answer, figure in indicator.answers.items()}
        return declared.get(word.casefold())
    count = COUNTS.get(word.casefold())
    return None if count is None else Quantity(Decimal(count))


def testable(target: Goalpost | None, indicator: Indicator) -> Target | None:
    """Return a target as something an outcome can be held against: an answer becomes its number."""
    if target is None or not target.answer:
        return target.target if target else None
    count = _count(target.answer, indicator)
    return ValueTarget(count) if count else target.target


class GoalRating(Struct):
    """Rates the goals of one period.

    ``outcome`` gives computed outcomes of indicators that are computed; ``parts`` the committees' goals that serve a
    goal, by its id, the grades of its scale and its rule.
    """

    plan: Plan
    report: PeriodReport
    period: Period
    outcome: Callable[[str, Indicator], Figure | None]
    parts: Callable[[str, list[str], str], tuple[Part, ...]] = lambda _goal, _grades, _rule: ()
    _declared: dict[str, Declared] = field(default_factory=dict)

    def rate_all(self) -> tuple[GoalResult, ...]:
        """Return the whole tree, rated."""
        for found in declared_indicators(self.plan):
            if is_reported(found.indicator.only_in, self.period):
                self._declared[found.id] = found
        return self._goals(self.plan.goals, 0)

    def _goals(self, goals: Mapping[str, Goal], depth: int) -> tuple[GoalResult, ...]:
        """Rate the goals that the period's report has."""
        return tuple(
            self._goal(key, goal, depth)
            for key, goal in goals.items()
            if is_reported(goal.only_in, self.period)
        )

    def _goal(self, key: str, goal: Goal, depth: int) -> GoalResult:
        own = [self._indicator(name) for name in goal.indicators if name in self._declared]
        shown = [self._indicator(reference.id) for reference in goal.shows if reference.id in self._declared]
        below = self._goals(goal.goals, depth + 1)
        report = self.report.outcomes.get(key, NO_OUTCOME)
        level = self.plan.levels.get(goal.level.id)
        rule_name = goal.rule.id if goal.rule else level.rule.id if level and level.rule else ""
        rule = self.plan.rules.get(rule_name)
        indicators = tuple(own + shown)
        parts = [result.assessment.grade for result in indicators]
        parts += [part.assessment.grade for part in below if part.rated]
        served_by = self.parts(key, self._grades(rule), rule_name) if rule is not None else ()
        parts += [part.assessment.grade for part in served_by]
        rating = self._rolled(rule_name, rule, parts, goal)
        return GoalResult(
            key,
            goal,
            depth,
            Assessment(rating, report.verdict),
            report,
            rule is not None,
            indicators,
            below,
            served_by,
        )

    def _rolled(self, name: str, rule: Rule | None, parts: list[str | None], goal: Goal) -> Rating:
        if rule is None:
            return Rating(None, NotRated.NO_RULE)
        if not is_reported(goal.reported, self.period):
            return Rating(None, NotRated.NOT_MEASURED, rule=name)
        if rule.kind is RuleKind.JUDGED:
            return Rating(None, NotRated.NOT_JUDGED, rule=name)
        return roll_up(name, rule, self._grades(rule), parts)

    def _grades(self, rule: Rule) -> list[str]:
        scale = self.plan.scales.get(rule.scale.id)
        return list(scale.grades) if scale else []

    def _indicator(self, key: str) -> IndicatorResult:
        declared = self._declared[key]
        indicator = declared.indicator
        report = self.report.outcomes.get(key, NO_OUTCOME)
        computed = self.outcome(key, indicator) if indicator.computed else None
        shown = report.value if computed is None else computed
        number = number_of(shown, indicator)
        target = report.target or target_for(indicator, self.period)
        rating = self._rating(declared.rule, indicator, shown, number, target)
        return IndicatorResult(
            key,
            indicator,
            declared.home,
            Assessment(rating, report.verdict),
            report,
            shown,
            number,
            target,
            direction(testable(target, indicator), indicator.better),
            computed is not None,
        )

    def _rating(
        self,
        name: str,
        indicator: Indicator,
        shown: Figure | Answer | Words | None,
        number: Quantity | None,
        target: Goalpost | None,
    ) -> Rating:
        rule = self.plan.rules.get(name)
        if rule is None:
            return Rating(None, NotRated.NO_RULE)
        reason = self._why_not(indicator, shown, number)
        if reason is not None:
            return Rating(None, reason, rule=name)
        assert number is not None  # noqa: S101  _why_not has a reason for every missing number
        grades = self._grades(rule)
        if not grades:
            return Rating(None, NotRated.NO_RULE, rule=name)
        aim = testable(target, indicator)
        return rate(
            name, rule, grades, number, target=aim, better=indicator.better, earlier=self._earlier(indicator)
        )

    def _why_not(
        self, indicator: Indicator, shown: Figure | Answer | Words | None, number: Quantity | None
    ) -> NotRated | None:
        if shown is None:
            return (
                NotRated.NO_OUTCOME if is_reported(indicator.reported, self.period) else NotRated.NOT_MEASURED
            )
        if number is None:
            return NotRated.OUTCOME_IN_WORDS
        if number.year is not None and number.year != self.period.year:
            return NotRated.OTHER_YEAR
        return None

    def _earlier(self, indicator: Indicator) -> Quantity | None:
        """Return the latest outcome before the period's year."""
        years = [year for year in indicator.earlier if year.isdigit() and int(year) < self.period.year]
        return number_of(indicator.earlier[max(years)], indicator) if years else None
