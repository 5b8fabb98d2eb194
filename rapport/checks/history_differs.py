"""En tidigare månads betyg är ett annat i historiken än i månadens egen rapport.

Vad:
    Jämför historik: med de betyg som månadernas egna rapporter ger.

Varför:
    Betyg som ändras i efterhand gör att utvecklingen ser ut på ett sätt som nämnden aldrig har fått rapporterat.

Exempel:
    utfall:
      kvalitet: {historik: {jan: G}}      # januarirapporten gav A

I stället:
    utfall:
      kvalitet: {kommentar: Sex enheter når sina mål.}     # historiken hämtas ur månadsrapporterna
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.notation import Period, PeriodKind
from rapport.notation.period import MONTHS
from rapport.rules.series import month_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._past import Past

LEVEL = Level.INCONSISTENCY


def check_history(past: Past, period: Period) -> Iterator[Diagnostic]:
    """Yield grades of earlier months that their own reports didn't give."""
    report = past.project.report(period)
    for key, outcome in report.outcomes.items() if report else ():
        for name, grade in outcome.history.items():
            own = _own_grade(past, period, month_number(name), key)
            if own is not None and own != grade.id:
                month = MONTHS[(month_number(name) or 1) - 1]
                fact = (
                    f"”{key}” har betyget {grade} för {month} i historiken men {own} i månadens egen rapport"
                )
                remedy = "ta bort månaden ur historik: så hämtas betyget ur rapporten, eller rätta rapporten"
                yield Diagnostic("history-differs", LEVEL, grade.origin, fact, remedy, subject=key)


def _own_grade(past: Past, period: Period, number: int | None, key: str) -> str | None:
    if number is None:
        return None
    month = Period(period.year, PeriodKind.MONTH, number)
    if month == period or past.project.report(month) is None:
        return None
    results = past.results(month)
    goals = {goal.id: goal.assessment.grade for goal in results.every_goal()}
    indicators = {result.id: result.assessment.grade for result in results.every_indicator()}
    return (goals | indicators).get(key)
