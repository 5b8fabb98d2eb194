"""Ett mål följs inte upp i perioden.

Vad:
    Pekar ut mål som ska bedömas i perioden men varken har betyg, analys eller kommentar, när inga indikatorer eller
    delmål kan förklara det. Månadsrapporter helt utan utfall hoppas över.

Varför:
    Det vanligaste revisorerna klagar på är mål som nämnden har antagit och sedan inte säger något om.

Exempel:
    mål:
      delaktighet: {nivå: nämndmål, namn: Brukarna är delaktiga}    # regeln är bedömd
    # T1/utfall.yaml nämner inte målet

I stället:
    utfall:
      delaktighet:
        bedömning: {betyg: delvis, motivering: Ett brukarråd av två är i gång, roll: avdelningschef, datum: 2020-05-12}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._expected import follows_up
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import is_reported
from rapport.rules.rating import NotRated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.notation import Period
    from rapport.rules.goals import GoalResult
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield goals that the period should rate and says nothing about."""
    period, outcomes = results.period, results.report.outcomes
    if not follows_up(period, outcomes):
        return
    for result in results.every_goal():
        if _is_silent(result, period):
            place = result.report if result.id in outcomes else result.goal
            fact = f"målet ”{result.id}” har varken betyg eller kommentar för {period.name}"
            remedy = f"skriv bedömning: eller kommentar: för målet under utfall: i {period.part}"
            yield Diagnostic("unfollowed-goal", LEVEL, place.origin, fact, remedy, subject=result.id)


def _is_silent(result: GoalResult, period: Period) -> bool:
    """Whether nobody has said anything; what lacks outcomes is told about its indicators."""
    if (
        not result.rated
        or result.assessment.grade is not None
        or not is_reported(result.goal.reported, period)
    ):
        return False
    judged = result.assessment.computed.reason is NotRated.NOT_JUDGED
    has_parts = bool(result.indicators or result.goals)
    said = result.report.comment or result.report.text
    return (judged or not has_parts) and not said
