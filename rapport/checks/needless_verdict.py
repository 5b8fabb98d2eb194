"""En bedömning säger samma sak som regeln.

Vad:
    Pekar ut bedömningar vars betyg är det som regeln ger.

Varför:
    Ett betyg som går att räkna ut ska inte skrivas in. Ändras utfallet står det gamla betyget kvar.

Exempel:
    hvb-dygn:
      utfall: 1 050
      bedömning: R

I stället:
    hvb-dygn:
      utfall: 1 050
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._verdicts import verdicts
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield verdicts that equal the computed grade."""
    for key, assessment, verdict in verdicts(results):
        if assessment.computed.grade == verdict.grade.id:
            fact = f"regeln ger redan ”{key}” betyget {verdict.grade}"
            remedy = "ta bort bedömning: så räknas betyget ut"
            yield Diagnostic("needless-verdict", LEVEL, verdict.origin, fact, remedy, subject=key)
