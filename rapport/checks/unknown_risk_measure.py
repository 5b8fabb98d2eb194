"""En period följer upp en åtgärd som risken inte har.

Vad:
    Pekar ut varje id under åtgärder: för en risk i en period som inte är en åtgärd för samma risk i årets plan.

Varför:
    Uppföljningen skulle inte komma med, och den rätta åtgärden står utan.

Exempel:
    # i planen:
    risker: {tak: {text: Taket håller inte., åtgärder: {besiktning: Besiktiga taket varje månad.}}}
    # i perioden:
    risker: {tak: {kommentar: Taket håller., åtgärder: {besiktningar: pågående}}}

I stället:
    risker: {tak: {kommentar: Taket håller., åtgärder: {besiktning: pågående}}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import unknown
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield follow-ups of measures that their risk doesn't have."""
    for report in year.reports.values():
        for key, reported in report.risks.items():
            # Nothing more is said of a risk that isn't there.
            if key not in year.plan.risks:
                continue
            declared = year.plan.risks[key].measures
            within = f" för risken ”{key}”"
            remedy = f"skriv in åtgärden under åtgärder: för ”{key}” i årets plan"
            for name, measure in reported.measures.items():
                if name not in declared:
                    check, thing = "unknown-risk-measure", "åtgärden"
                    yield unknown(check, measure.origin, thing, name, declared, within=within, remedy=remedy)
