"""En period rapporterar ett uppdrag som inte finns.

Vad:
    Pekar ut varje id under uppdrag: i en period som inte är ett uppdrag i årets plan.

Varför:
    Status och kommentar skulle inte komma med, och det rätta uppdraget står utan status.

Exempel:
    uppdrag:
      somarjobb: genomfört

I stället:
    uppdrag:
      sommarjobb: genomfört
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
_REMEDY = "skriv in uppdraget under uppdrag: i årets plan"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield reports of assignments that aren't declared."""
    if lacks(year, "uppdrag"):
        return
    declared = year.plan.assignments
    for report in year.reports.values():
        for key, reported in report.assignments.items():
            if key not in declared:
                yield unknown(
                    "unknown-assignment", reported.origin, "uppdraget", key, declared, remedy=_REMEDY
                )
