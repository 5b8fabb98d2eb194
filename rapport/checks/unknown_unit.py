"""Ett betyg är satt för en enhet som inte finns.

Vad:
    Pekar ut enheter under enheter: i en periods utfall som planen inte har.

Varför:
    Enheten skrivs ut med sitt id i stället för sitt namn, och samma enhet räknas två gånger.

Exempel:
    enheter: {resurs: Resursenheten}
    # i perioden:
    utfall:
      kvalitet: {enheter: {resursenheten: G}}

I stället:
    utfall:
      kvalitet: {enheter: {resurs: G}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield units that a report rates and the plan doesn't have."""
    if lacks(year, "enheter"):
        return
    declared = year.plan.units
    for report in year.reports.values():
        for outcome in report.outcomes.values():
            for unit, grade in outcome.units.items():
                if unit not in declared:
                    fact = f"enheten ”{unit}” finns inte"
                    remedy = did_you_mean(unit, declared) or "skriv in enheten under enheter: i årets plan"
                    yield Diagnostic(
                        "unknown-unit", LEVEL, year.key(unit, grade.origin), fact, remedy, subject=unit
                    )
