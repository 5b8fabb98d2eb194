"""Ratings as cells, and in words: why something is not rated, who overrode what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.rules.rating import Assessment, NotRated, Rating
from rapport.tables.cell import Cell, Kind, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rapport.model.scale import Grade, Scale
    from rapport.model.year import Plan

UNRATED = "Ej bedömd"

REASONS = {
    NotRated.NO_OUTCOME: "utfall saknas",
    NotRated.NO_TARGET: "målnivå saknas",
    NotRated.TARGET_IN_WORDS: "mål i ord",
    NotRated.OUTCOME_IN_WORDS: "utfall i ord",
    NotRated.NO_BASELINE: "utgångsvärde saknas",
    NotRated.OTHER_YEAR: "annat års utfall",
    NotRated.NOT_MEASURED: "mäts inte nu",
    NotRated.NO_RULE: "regel saknas",
    NotRated.NOT_JUDGED: "bedömning saknas",
    NotRated.NO_RATED_PARTS: "inget bedömt",
    NotRated.TOO_FEW_RATED_PARTS: "för få bedömda",
    NotRated.OUTSIDE_BANDS: "utanför skalan",
    NotRated.NO_STATUS: "status saknas",
    NotRated.UNKNOWN_STATUS: "okänd status",
    NotRated.NO_RISK_VALUE: "riskvärde saknas",
    NotRated.NO_BUDGET: "budget saknas",
    NotRated.UNKNOWN_GRADE: "okänt betyg",
}
"""Why something is not rated, in words short enough for a table cell."""


def scale_of(plan: Plan, rule: str) -> Scale | None:
    """Return the scale a rule answers in; the year's first where the rule is unknown."""
    found = plan.rules.get(rule)
    if found is not None and found.scale.id in plan.scales:
        return plan.scales[found.scale.id]
    return next(iter(plan.scales.values()), None)


def grade_named(plan: Plan, rule: str, grade: str | None) -> Grade | None:
    """Return a grade of the scale that a rule answers in."""
    scale = scale_of(plan, rule)
    return scale.grades.get(grade) if scale and grade else None


def tones_of(plan: Plan, rules: Iterable[str]) -> tuple[tuple[str, Tone], ...]:
    """Return the words of the grades that some rules may give, each with its tone."""
    scales = [scale_of(plan, rule) for rule in rules]
    grades = [grade for scale in scales if scale for grade in scale.grades.values()]
    return tuple(dict.fromkeys((grade.name, Tone[grade.tone.name]) for grade in grades))


def rating_cell(plan: Plan, assessment: Assessment) -> Cell:
    """Return a rating as a cell: the grade's word, symbol and tone, or not rated with the reason."""
    grade = grade_named(plan, assessment.computed.rule, assessment.grade)
    if grade is None:
        reason = REASONS[assessment.computed.reason] if assessment.computed.reason else ""
        return Cell(UNRATED, Kind.RATING, tone=Tone.UNRATED, note=reason)
    origin = assessment.verdict.origin if assessment.verdict else None
    return Cell(grade.name, Kind.RATING, tone=Tone[grade.tone.name], symbol=grade.symbol, origin=origin)


def light_cell(plan: Plan, rating: Rating) -> Cell:
    """Return a traffic light as a cell."""
    return rating_cell(plan, Assessment(rating))


def verdict_remark(plan: Plan, assessment: Assessment) -> str:
    """Say that a person set another rating than the rule gives, and why; "" when nobody did."""
    if not assessment.overridden or assessment.verdict is None:
        return ""
    ruled = grade_named(plan, assessment.computed.rule, assessment.computed.grade)
    verdict = assessment.verdict
    reason = verdict.reason.rstrip(".") or "Motivering saknas"
    signed = ", ".join(filter(None, [verdict.role, verdict.date.isoformat() if verdict.date else ""]))
    return f"Bedömningen är satt för hand; regeln ger {ruled.name if ruled else '–'}. {reason}{f' ({signed})' if signed else ''}."
