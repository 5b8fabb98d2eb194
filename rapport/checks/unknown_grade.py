"""Ett betyg används som inte finns i skalan.

Vad:
    Pekar ut bedömningar, gränser och status vars betyg inte finns i den skala som regeln svarar i.

Varför:
    Ett okänt betyg har varken namn eller färg. Det går inte att trycka och räknas inte när målen vägs samman.

Exempel:
    utfall:
      hvb-dygn: {bedömning: Grön}

I stället:
    utfall:
      hvb-dygn: {bedömning: G}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import unknown
from rapport.checks._verdicts import verdicts
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import place_of
from rapport.rules.committees import council_scale
from rapport.rules.results import stated
from rapport.tables.verdict import scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.scale import Rule, Scale
    from rapport.model.year import Plan, Year
    from rapport.origin import Origin
    from rapport.rules.results import Results

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield grades outside their scale: in rules, for committees, then in the verdicts of every period."""
    for rule in year.plan.rules.values():
        scale = year.plan.scales.get(rule.scale.id)
        if scale is not None:
            yield from _in_rule(rule, scale)
    yield from _in_committees(year.plan)
    for period in year.reports:
        yield from _in_verdicts(stated(year, period))


def _in_rule(rule: Rule, scale: Scale) -> Iterator[Diagnostic]:
    for grade, band in rule.bands.items():
        if grade not in scale.grades:
            yield _unknown(band.origin, grade, scale)
    for grade in rule.statuses:
        if grade not in scale.grades:
            yield _unknown(place_of(grade, rule.origin), grade, scale)


def _in_committees(plan: Plan) -> Iterator[Diagnostic]:
    """Yield what a committee's grades are said to stand for and the council's scale doesn't have."""
    scale = plan.scales.get(council_scale(plan))
    if scale is None:
        return
    for committee in plan.committees.values():
        for grade in committee.grades.values():
            if grade.id not in scale.grades:
                yield _unknown(grade.origin, grade.id, scale)


def _in_verdicts(results: Results) -> Iterator[Diagnostic]:
    for _, assessment, verdict in verdicts(results):
        scale = scale_of(results.plan, assessment.computed.rule)
        if scale is not None and verdict.grade.id not in scale.grades:
            yield _unknown(verdict.grade.origin, verdict.grade.id, scale)


def _unknown(origin: Origin, grade: str, scale: Scale) -> Diagnostic:
    named = next(
        (key for key, known in scale.grades.items() if known.name.casefold() == grade.casefold()), ""
    )
    if named:
        fact = f"”{grade}” är betygets namn och inte dess id"
        return Diagnostic("unknown-grade", LEVEL, origin, fact, f"skriv {named}")
    return unknown("unknown-grade", origin, "betyget", grade, scale.grades, within=" i skalan")
