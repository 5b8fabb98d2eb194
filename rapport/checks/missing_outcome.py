"""En indikator som ska följas upp i perioden har inget utfall.

Vad:
    Pekar ut indikatorer utan utfall, uppdelning och bedömning i en period som de ska rapporteras i. Uträknade
    indikatorer och månadsrapporter helt utan utfall hoppas över.

Varför:
    Indikatorn står som ej bedömd i rapporten, och ingen ser om det beror på ett förbiseende.

Exempel:
    etableringsuppdrag:
      namn: Lämnat etableringsuppdraget och börjat arbeta eller studera
      målnivå: ">45 %"
    # T1/utfall.yaml nämner inte indikatorn

I stället:
    etableringsuppdrag:
      namn: Lämnat etableringsuppdraget och börjat arbeta eller studera
      målnivå: ">45 %"
      rapporteras: [T2, år]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._declared import followed_up_by
from rapport.checks._expected import follows_up
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.notation import Period
    from rapport.rules.goals import IndicatorResult
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield indicators that the period should report and doesn't."""
    period, outcomes = results.period, results.report.outcomes
    # What stands under an id that isn't there may be any of those that are missing, and has been told.
    if not follows_up(period, outcomes) or not outcomes.keys() <= followed_up_by(year):
        return
    for result in results.every_indicator():
        if _is_missing(result, period):
            place = result.report if result.id in outcomes else result.indicator
            fact = f"”{result.id}” har inget utfall för {period.name}"
            remedy = f"skriv utfallet under utfall: i {period.part}, eller rapporteras: på indikatorn om den mäts mer sällan"
            yield Diagnostic("missing-outcome", LEVEL, place.origin, fact, remedy, subject=result.id)


def _is_missing(result: IndicatorResult, period: Period) -> bool:
    reported = result.shown is not None or result.report.parts or result.assessment.verdict is not None
    return (
        not reported and result.indicator.computed is None and is_reported(result.indicator.reported, period)
    )
