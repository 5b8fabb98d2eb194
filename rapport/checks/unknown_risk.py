"""En period följer upp en risk som inte finns.

Vad:
    Pekar ut varje id under risker: i en period som inte är en risk i årets plan.

Varför:
    Uppföljningen skulle inte komma med, och den rätta risken står utan.

Exempel:
    risker:
      corona-pandemi: Kostnaderna följs löpande.

I stället:
    risker:
      coronapandemin: Kostnaderna följs löpande.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import unknown
from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
_REMEDY = "skriv in risken under risker: i årets plan"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield follow-ups of risks that aren't declared."""
    if lacks(year, "risker"):
        return
    declared = year.plan.risks
    for report in year.reports.values():
        for key, reported in report.risks.items():
            if key not in declared:
                yield unknown("unknown-risk", reported.origin, "risken", key, declared, remedy=_REMEDY)
