"""Ett uppdrag har en status som regeln inte känner.

Vad:
    Pekar ut uppdrag vars status inte finns bland statusorden i regeln för uppdrag.

Varför:
    Uppdraget får inget betyg och räknas som ej bedömt.

Exempel:
    uppdrag:
      sommarjobb: genomförd

I stället:
    uppdrag:
      sommarjobb: genomfört
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level, did_you_mean
from rapport.rules.rating import NotRated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Plan, Year
    from rapport.rules.results import Results

LEVEL = Level.ERROR


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield assignments with a status that earns no grade."""
    words = _status_words(results.plan)
    for result in results.assignments:
        if words and result.assessment.computed.reason is NotRated.UNKNOWN_STATUS:
            fact = f"statusen ”{result.report.status}” finns inte i regeln för uppdrag"
            remedy = did_you_mean(result.report.status, words)
            yield Diagnostic("unknown-status", LEVEL, result.report.status.origin, fact, remedy)


def _status_words(plan: Plan) -> list[str]:
    """Return the words of the rule for assignments; none when it doesn't go by status."""
    chosen = plan.default_rules.assignment
    rule = plan.rules.get(chosen.id) if chosen else None
    return [word for words in rule.statuses.values() for word in words] if rule else []
