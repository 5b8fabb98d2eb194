"""Ratings (bedömningar) of indicators: outcome against target, by the rule that the year declares."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.goals import Better
from rapport.model.scale import RuleKind
from rapport.notation import Direction, MovementTarget, Operator, Quantity, Target, ValueTarget
from rapport.rules.bands import grade_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.model.goals import Verdict
    from rapport.model.scale import Rule

HUNDRED = Decimal(100)


class NotRated(StrEnum):
    """Why something has no rating by rule (ej bedömd)."""

    NO_OUTCOME = "no-outcome"
    NO_TARGET = "no-target"
    TARGET_IN_WORDS = "target-in-words"
    OUTCOME_IN_WORDS = "outcome-in-words"
    NO_BASELINE = "no-baseline"
    OTHER_YEAR = "other-year"
    NOT_MEASURED = "not-measured"
    NO_RULE = "no-rule"
    NOT_JUDGED = "not-judged"
    NO_RATED_PARTS = "no-rated-parts"
    TOO_FEW_RATED_PARTS = "too-few-rated-parts"
    OUTSIDE_BANDS = "outside-bands"
    NO_STATUS = "no-status"
    UNKNOWN_STATUS = "unknown-status"
    NO_RISK_VALUE = "no-risk-value"
    NO_BUDGET = "no-budget"
    UNKNOWN_GRADE = "unknown-grade"


class Rating(Struct, frozen=True):
    """What a rule says: a grade, or why there is none.

    ``measure`` is what was compared with the bands, in their unit: for a relative deviation per cent of the
    target, adverse when positive.
    """

    grade: str | None
    reason: NotRated | None = None
    measure: Decimal | None = None
    rule: str = ""


class Assessment(Struct, frozen=True):
    """A rating with what a person made of it. Without a computed grade the verdict is a judgement."""

    computed: Rating
    verdict: Verdict | None = None

    @property
    def grade(self) -> str | None:
        """The grade that is printed."""
        return self.verdict.grade.id if self.verdict else self.computed.grade

    @property
    def overridden(self) -> bool:
        """Whether a person set another grade than the rule gives."""
        return self.verdict is not None and self.computed.grade not in (None, self.verdict.grade.id)

    @property
    def judged(self) -> bool:
        """Whether a person rated what no rule rates."""
        return self.verdict is not None and self.computed.grade is None


def direction(target: Target | None, better: Better | None) -> Better | None:
    """Return which way is better: as the target's operator says, else as declared."""
    if isinstance(target, ValueTarget) and target.operator is not None:
        return Better.LOWER if target.operator in (Operator.LESS, Operator.AT_MOST) else Better.HIGHER
    if isinstance(target, MovementTarget) and target.direction is not Direction.UNCHANGED:
        return Better.LOWER if target.direction is Direction.DECREASE else Better.HIGHER
    return better


def rate(
    name: str,
    rule: Rule,
    grades: Sequence[str],
    outcome: Quantity,
    *,
    target: Target | None,
    better: Better | None,
    earlier: Quantity | None = None,
) -> Rating:
    """Rate an outcome by a rule.

    Args:
        name: The rule's id, for the record.
        rule: Its kind and bounds.
        grades: The scale's grades, best first.
        outcome: The outcome.
        target: The target for the period, if any.
        better: Which way is better where the target doesn't say; higher when nobody does.
        earlier: The earlier outcome that a movement is measured from.
    """
    if rule.kind is RuleKind.JUDGED:
        return Rating(None, NotRated.NOT_JUDGED, rule=name)
    if rule.kind is RuleKind.POSITION:
        return _position(name, rule, outcome)
    if rule.kind is RuleKind.MOVEMENT:
        return _movement(name, rule, outcome, direction(target, better), earlier)
    # Without a target the outcome of such a rule is itself the deviation.
    goal = Decimal(0) if target is None and rule.kind is RuleKind.POINTS else aim_of(target)
    if goal is None:
        reason = NotRated.NO_BASELINE if isinstance(target, MovementTarget) else NotRated.TARGET_IN_WORDS
        return Rating(None, NotRated.NO_TARGET if target is None else reason, rule=name)
    return _against(name, rule, grades, _Contest(outcome.value, goal, target, direction(target, better)))


def aim_of(target: Target | None) -> Decimal | None:
    """Return the number that a target holds an outcome against: its value, or the baseline of a movement."""
    if isinstance(target, ValueTarget):
        return target.quantity.value
    if isinstance(target, MovementTarget) and target.baseline is not None:
        return target.baseline.value
    return None


class _Contest(Struct, frozen=True):
    """An outcome against an aim."""

    outcome: Decimal
    aim: Decimal
    target: Target | None
    better: Better | None

    @property
    def lower(self) -> bool:
        return self.better is Better.LOWER

    @property
    def adverse(self) -> Decimal:
        """How far the outcome is on the wrong side of the aim; negative on the right side."""
        if isinstance(self.target, MovementTarget) and self.target.direction is Direction.UNCHANGED:
            return abs(self.outcome - self.aim)
        return self.outcome - self.aim if self.lower else self.aim - self.outcome

    @property
    def reached(self) -> bool:
        """A sign < or > and a movement must be passed; everything else is reached when equal."""
        strict = isinstance(self.target, ValueTarget) and self.target.operator in (
            Operator.LESS,
            Operator.MORE,
        )
        moves = isinstance(self.target, MovementTarget) and self.target.direction is not Direction.UNCHANGED
        return self.adverse < 0 if strict or moves else self.adverse <= 0


def _against(name: str, rule: Rule, grades: Sequence[str], contest: _Contest) -> Rating:
    best, worst = grades[0], grades[-1]
    if rule.kind is RuleKind.YES_NO:
        return Rating(best if contest.reached else worst, rule=name, measure=contest.adverse)
    if rule.kind is RuleKind.POINTS:
        return _banded(name, rule, contest.adverse, just_above=not contest.reached and not contest.adverse)
    if contest.aim == 0 or (rule.kind is RuleKind.RATIO and contest.lower and contest.outcome == 0):
        # A share of nothing can't be told: reached is best, any adverse deviation worst.
        return Rating(best if contest.reached else worst, rule=name)
    if rule.kind is RuleKind.RATIO:
        ratio = contest.aim / contest.outcome if contest.lower else contest.outcome / contest.aim
        return _banded(name, rule, ratio * HUNDRED)
    share = contest.adverse / abs(contest.aim) * HUNDRED
    return _banded(name, rule, share, just_above=not contest.reached and not share)


def _banded(name: str, rule: Rule, measure: Decimal, *, just_above: bool = False) -> Rating:
    grade = grade_of(rule.bands, measure, just_above=just_above)
    return Rating(grade, None if grade else NotRated.OUTSIDE_BANDS, measure, name)


def _position(name: str, rule: Rule, outcome: Quantity) -> Rating:
    share = outcome.value / outcome.of * HUNDRED if outcome.of else outcome.value
    return _banded(name, rule, share)


def _movement(
    name: str, rule: Rule, outcome: Quantity, better: Better | None, earlier: Quantity | None
) -> Rating:
    if earlier is None:
        return Rating(None, NotRated.NO_BASELINE, rule=name)
    change = outcome.value - earlier.value
    return _banded(name, rule, -change if better is Better.LOWER else change)


def rate_deviation(name: str, rule: Rule, grades: Sequence[str], deviation: Decimal, base: Decimal) -> Rating:
    """Rate a budget variance (budgetavvikelse): positive is good, adverse counts in per cent of the budget.

    With a budget of zero any deficit is worst and everything else best.
    """
    if base == 0:
        return Rating(grades[-1] if deviation < 0 else grades[0], rule=name)
    return _banded(name, rule, -deviation / abs(base) * HUNDRED)
