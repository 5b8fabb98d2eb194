"""En indikator har ett utfall och målnivåer, men ingen målnivå för just den här perioden.

Vad:
    Pekar ut indikatorer som ska rapporteras i perioden och har ett utfall, men vars målnivåer bara gäller andra
    perioder: {år: …, T1: …} säger inget om T2. Har någon bedömt indikatorn själv sägs inget.

Varför:
    Indikatorn blir ej bedömd, och målet vägs samman av de andra. Ett mål kan gå från gult till grönt av det.

Exempel:
    hvb-dygn: {namn: Antal dygn på HVB-hem, enhet: dygn, målnivå: {år: "<2555", T1: "<852"}}
    # T2/utfall.yaml:
    utfall: {hvb-dygn: 2 050}

I stället:
    hvb-dygn: {namn: Antal dygn på HVB-hem, enhet: dygn, målnivå: {år: "<2555", T1: "<852", T2: "<1704"}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import is_reported
from rapport.rules.rating import NotRated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.notation import Period
    from rapport.rules.goals import IndicatorResult
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield indicators with an outcome and targets, none of which is for this period."""
    period = results.period
    for result in results.every_indicator():
        targets, shown = list(result.indicator.targets.values()), result.shown
        if targets and shown is not None and _is_unrated_for_it(result, period):
            fact = f"”{result.id}” har ingen målnivå för {period.name}"
            remedy = f"skriv {period.part}: under målnivå:, eller ett enda värde om det gäller alla perioder"
            place, outcome = targets[0].origin, shown.origin
            yield Diagnostic(
                "missing-period-target", LEVEL, place, fact, remedy, (outcome,), subject=result.id
            )


def _is_unrated_for_it(result: IndicatorResult, period: Period) -> bool:
    """Whether a lacking target is why nobody and nothing rates an indicator that the period should report."""
    reason, verdict = result.assessment.computed.reason, result.assessment.verdict
    is_expected = is_reported(result.indicator.reported, period)
    return reason is NotRated.NO_TARGET and verdict is None and is_expected
