"""Ett betyg är satt mot regeln utan att det framgår vem som gjorde det och när.

Vad:
    Pekar ut bedömningar som ger ett annat betyg än regeln och har en motivering men saknar roll: eller datum:.

Varför:
    Ett betyg mot regeln är någons beslut. Revisorn ska kunna se vems, och om det togs före eller efter att siffrorna
    var klara.

Exempel:
    bedömning: {betyg: A, motivering: Frånvaron sjunker sedan april.}

I stället:
    bedömning: {betyg: A, motivering: Frånvaron sjunker sedan april., roll: HR-chef, datum: 2020-05-12}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._verdicts import gives_reason, verdicts
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield reasoned overrides that nobody stands for."""
    for key, assessment, verdict in verdicts(results):
        missing = [
            f"{name}:" for name, value in (("roll", verdict.role), ("datum", verdict.date)) if not value
        ]
        if assessment.overridden and gives_reason(verdict) and missing:
            fact = (
                f"betyget {verdict.grade} för ”{key}” är satt mot regeln och saknar {' och '.join(missing)}"
            )
            remedy = "skriv roll: med vem som satte betyget och datum: när"
            yield Diagnostic("override-unsigned", LEVEL, verdict.origin, fact, remedy, subject=key)
