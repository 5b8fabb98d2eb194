"""Ett ord för en period är inget som rapporten känner.

Vad:
    Pekar ut fält under målnivå: och ord i rapporteras: som varken är en period (T1, Q2, 03, helår, plan) eller ett
    slags period (tertial, kvartal, månad, år), och fält under historik: som inte är en månad.

Varför:
    En målnivå under ett felskrivet ord gäller aldrig, indikatorn efterfrågas i fel rapporter, och månadens betyg kommer
    inte med.

Exempel:
    målnivå: {helåret: "<2555", t1: "<852"}

I stället:
    målnivå: {helår: "<2555", T1: "<852"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level, did_you_mean, suggest
from rapport.notation import PeriodKind
from rapport.notation.period import PLAN, SHORT_MONTHS, WHOLE_YEAR
from rapport.rules.goals import walk
from rapport.rules.series import month_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.scalar import PlacedText
    from rapport.model.year import Plan, Year
    from rapport.origin import Origin

LEVEL = Level.ERROR
PARTS = (
    *(f"T{number}" for number in range(1, 4)),
    *(f"Q{number}" for number in range(1, 5)),
    *(f"{number:02}" for number in range(1, 13)),
    PLAN,
    WHOLE_YEAR,
)
WORDS = (*PARTS, *(kind.value for kind in PeriodKind))


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield words that name no period."""
    for word, origin in _target_words(year.plan):
        if word not in WORDS:
            yield _unknown(word, year.key(word, origin))
    folded = {known.casefold() for known in WORDS}
    for word in _reported_words(year.plan):
        if word.casefold() not in folded:
            yield _unknown(word, word.origin)
    for report in year.reports.values():
        for outcome in report.outcomes.values():
            for month, grade in outcome.history.items():
                if month_number(month) is None:
                    fact, remedy = f"”{month}” är ingen månad", did_you_mean(month, SHORT_MONTHS)
                    place = year.key(month, grade.origin)
                    yield Diagnostic("unknown-period-word", LEVEL, place, fact, remedy)


def _target_words(plan: Plan) -> Iterator[tuple[str, Origin]]:
    for _, goal, _ in walk(plan.goals):
        for indicator in goal.indicators.values():
            yield from ((word, target.origin) for word, target in indicator.targets.items() if word)


def _reported_words(plan: Plan) -> Iterator[PlacedText]:
    for _, goal, _ in walk(plan.goals):
        yield from goal.reported
        for indicator in goal.indicators.values():
            yield from indicator.reported
    for assignment in plan.assignments.values():
        yield from assignment.reported


def _unknown(word: str, origin: Origin) -> Diagnostic:
    near = suggest(word, WORDS)
    remedy = f"menade du ”{near}”?" if near else "skriv till exempel T1, Q2, 03, helår, tertial eller månad"
    return Diagnostic("unknown-period-word", LEVEL, origin, f"”{word}” är ingen period", remedy)
