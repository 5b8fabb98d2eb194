"""Ett utfall eller en hänvisning gäller en indikator som inte finns.

Vad:
    Pekar ut varje id under utfall: som varken är en indikator, ett mål, ett nyckeltal eller en garanti i årets
    plan, och varje id under visar_även: och beräknas: {summa: …} som inte är en indikator.

Varför:
    Ett felstavat id ger inget utslag i rapporten. Utfallet försvinner, och indikatorn står som ej bedömd.

Exempel:
    utfall:
      sjukfranvaro: 9,57 %

I stället:
    utfall:
      sjukfrånvaro: 9,57 %
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._declared import followed_up_by, indicators_of
from rapport.checks._mentions import undeclared, unknown
from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Goal
    from rapport.model.scalar import Reference
    from rapport.model.year import Plan, Year

LEVEL = Level.ERROR
_NAME = "unknown-indicator"
_REMEDY = "skriv in indikatorn under indikatorer: för sitt mål"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield outcomes and references without an indicator."""
    if lacks(year, "mål"):
        return
    indicators = indicators_of(year)
    goals = {key: goal for key, goal, _ in walk(year.plan.goals)}
    for mention in undeclared(_mentions(year.plan), indicators):
        if mention.id in goals:
            yield _goal_instead(mention, goals[mention.id])
        else:
            thing = "indikatorn"
            yield unknown(_NAME, mention.origin, thing, mention.id, indicators, remedy=_REMEDY)
    key_figures = {key: figure for goal in goals.values() for key, figure in goal.key_figures.items()}
    declared = {**goals, **indicators, **key_figures}
    for report in year.reports.values():
        for key, outcome in report.outcomes.items():
            if key not in followed_up_by(year):
                thing = "indikatorn eller målet"
                yield unknown(_NAME, outcome.origin, thing, key, declared, remedy=_REMEDY)


def _mentions(plan: Plan) -> Iterator[Reference]:
    for _, goal, _ in walk(plan.goals):
        yield from goal.shows
        for indicator in goal.indicators.values():
            if indicator.computed is not None:
                yield from indicator.computed.total or ()


def _goal_instead(mention: Reference, goal: Goal) -> Diagnostic:
    fact = f"”{mention.id}” är ett mål och ingen indikator"
    remedy = "skriv id för en indikator"
    return Diagnostic(_NAME, LEVEL, mention.origin, fact, remedy, (goal.origin,))
