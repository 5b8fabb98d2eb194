"""Ett värde ligger utanför den skala som det hör till.

Vad:
    Pekar ut sannolikhet: och konsekvens: som inte är heltal från 1 till 5, i planen och i perioder, och färdiggrad: som
    inte ligger från 0 till 100 %.

Varför:
    Riskmatrisen har fem steg åt varje håll. En risk utanför dem kommer inte med i den, fast riskvärdet räknas ut. En
    åtgärd kan inte vara mer än färdig.

Exempel:
    risker:
      tak: {text: Taket håller inte., sannolikhet: 3, konsekvens: 6}

I stället:
    risker:
      tak: {text: Taket håller inte., sannolikhet: 3, konsekvens: 5}
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.rules.follow_up import RISK_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.follow_up import Risk, RiskReport
    from rapport.model.scalar import Figure
    from rapport.model.year import Year

LEVEL = Level.WARNING
_DONE = Decimal(100)


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield likelihoods, impacts and degrees of completion that no scale has."""
    for key, risk in year.plan.risks.items():
        yield from _of_risk(key, risk)
    for report in year.reports.values():
        for key, followed in report.risks.items():
            yield from _of_risk(key, followed)
            for name, measure in followed.measures.items():
                if measure.progress is not None and not 0 <= measure.progress.quantity.value <= _DONE:
                    fact = (
                        f"färdiggraden {_words(measure.progress)} för åtgärden ”{name}” går utanför 0–100 %"
                    )
                    remedy = "skriv hur många procent som är gjort, högst 100 %"
                    place, subject = measure.progress.origin, f"{key}.{name}"
                    yield Diagnostic("outside-scale", LEVEL, place, fact, remedy, subject=subject)


def _of_risk(key: str, risk: Risk | RiskReport) -> Iterator[Diagnostic]:
    for word, score in (("sannolikheten", risk.likelihood), ("konsekvensen", risk.impact)):
        if score is not None and score.quantity.value not in range(1, RISK_STEPS + 1):
            fact = f"{word} {_words(score)} för risken ”{key}” är inget heltal från 1 till {RISK_STEPS}"
            remedy = f"skriv ett heltal från 1 till {RISK_STEPS}, annars saknas risken i riskmatrisen"
            yield Diagnostic("outside-scale", LEVEL, score.origin, fact, remedy, subject=key)


def _words(figure: Figure) -> str:
    return figure.quantity.written
