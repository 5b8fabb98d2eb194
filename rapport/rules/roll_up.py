"""Roll-up (sammanvägning): the rating of a goal from the ratings of its indicators and sub-goals."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from rapport.model.scale import Strategy
from rapport.rules.bands import grade_of
from rapport.rules.rating import HUNDRED, NotRated, Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.model.scale import Rule


def roll_up(name: str, rule: Rule, grades: Sequence[str], parts: Sequence[str | None]) -> Rating:
    """Weigh parts together.

    Args:
        name: The rule's id.
        rule: Its strategy and, for shares, its bounds.
        grades: The scale's grades, best first.
        parts: The parts' grades; None for parts that are not rated, which never count as good.
    """
    rated = [part for part in parts if part is not None and part in grades]
    if not rated:
        return Rating(None, NotRated.NO_RATED_PARTS, rule=name)
    if rule.required_share is not None and len(rated) * HUNDRED < rule.required_share.quantity.value * len(
        parts
    ):
        return Rating(None, NotRated.TOO_FEW_RATED_PARTS, rule=name)
    if rule.strategy is Strategy.SHARE_GOOD:
        share = Decimal(rated.count(grades[0])) / len(rated) * HUNDRED
        grade = grade_of(rule.bands, share)
        return Rating(grade, None if grade else NotRated.OUTSIDE_BANDS, share, name)
    return Rating(_STRATEGIES[rule.strategy](grades, rated), rule=name)


def _unanimous(grades: Sequence[str], rated: Sequence[str]) -> str:
    if set(rated) == {grades[0]}:
        return grades[0]
    if set(rated) == {grades[-1]}:
        return grades[-1]
    return grades[len(grades) // 2]


def _worst(grades: Sequence[str], rated: Sequence[str]) -> str:
    return max(rated, key=grades.index)


def _mean(grades: Sequence[str], rated: Sequence[str]) -> str:
    mean = Decimal(sum(grades.index(part) for part in rated)) / len(rated)
    return grades[int(mean.quantize(Decimal(1), ROUND_HALF_UP))]


def _majority(grades: Sequence[str], rated: Sequence[str]) -> str:
    counts = Counter(rated)
    return max(counts, key=lambda grade: (counts[grade], grades.index(grade)))


_STRATEGIES = {
    Strategy.UNANIMOUS: _unanimous,
    Strategy.WORST: _worst,
    Strategy.MEAN: _mean,
    Strategy.MAJORITY: _majority,
}
