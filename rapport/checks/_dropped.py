"""What was open in one report and is gone in the next, or in the next year's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.checks._alike import words_of
from rapport.notation import Period, PeriodKind
from rapport.rules.follow_up import AssignmentResult, RiskResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rapport.checks._past import Past
    from rapport.model.follow_up import Assignment, Risk
    from rapport.model.year import PeriodReport, Plan
    from rapport.origin import Origin
    from rapport.rules.results import Results

    Result = AssignmentResult | RiskResult
    Declared = Mapping[str, Assignment] | Mapping[str, Risk]

_STEM = 6
"""Shortest words that say what a thing is about, and how much of them is compared."""
_SAME = 0.5
"""How much must be left for it to be the same thing in other words."""


class Dropped(Struct, frozen=True):
    """Something that was open and is gone: where it last stood, where it is missing, and which period had it."""

    id: str
    grade: str
    seen: Origin
    missing: Origin
    before: Period
    in_plan: bool


def dropped(
    past: Past,
    period: Period,
    results: Callable[[Results], tuple[Result, ...]],
    told: Callable[[PeriodReport], object],
    declared: Callable[[Plan], Declared],
) -> Iterator[Dropped]:
    """Yield what was open when last reported and that a period no longer has.

    Args:
        past: The project.
        period: A report, compared with the one before it; or a plan, compared with last year's last report.
        results: Gives the assignments or the risks of a period.
        told: Gives what a report says of them.
        declared: Gives what a plan has of them.
    """
    plan = past.year(period).plan
    kept = declared(plan)
    if period.kind is PeriodKind.PLAN:
        before = past.last_of(period.year - 1, told)
        here = set(kept)
        missing = next((thing.origin for thing in kept.values()), None)
    else:
        before = next(reversed(past.before(period, told)), None)
        report = past.project.report(period)
        here = {result.id for result in results(past.results(period))} if report and told(report) else set()
        missing = report.origin if report else None
    if before is None or missing is None or not here:
        return
    for result in results(past.results(before)):
        grade = _open_grade(past.results(before), result)
        if grade and result.id not in here and not _reworded(result, kept, period):
            origin = missing if period.kind is PeriodKind.PLAN else kept[result.id].origin
            seen = result.report.origin if result.report.origin.path else _thing(result).origin
            yield Dropped(result.id, grade, seen, origin, before, in_plan=period.kind is PeriodKind.PLAN)


def _open_grade(results: Results, result: Result) -> str:
    """Return the grade of something that isn't done, "" when it is done or not rated."""
    rule = results.plan.rules.get(result.assessment.computed.rule)
    scale = results.plan.scales.get(rule.scale.id) if rule else None
    grade = result.assessment.grade
    if scale is None or grade is None or grade == next(iter(scale.grades), grade):
        return ""
    return grade


def _thing(result: Result) -> Assignment | Risk:
    return result.assignment if isinstance(result, AssignmentResult) else result.risk


def _reworded(result: Result, kept: Declared, period: Period) -> bool:
    if period.kind is not PeriodKind.PLAN:
        return False
    about = _stems(_thing(result).text)
    return any(len(about & _stems(thing.text)) > _SAME * len(about) for thing in kept.values())


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words_of(text) if len(word) >= _STEM)
