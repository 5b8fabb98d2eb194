"""En rad hämtas från en nämnd som inte finns.

Vad:
    Pekar ut nämnd: på en rad i en ekonomitabell när nämnden inte står under nämnder: i årets plan, och rader som
    nämner en nämnd men inte vilken rad hos nämnden som ska hämtas.

Varför:
    Raden får inga belopp, och summan över nämnderna blir för liten.

Exempel:
    nämnder: {skolnämnden: Skolnämnden}
    rader:
      skola: {nämnd: skolnämden, hämtas_från: nettokostnad.total}

I stället:
    nämnder: {skolnämnden: Skolnämnden}
    rader:
      skola: {nämnd: skolnämnden, hämtas_från: nettokostnad.total}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._committees import taken_over
from rapport.checks._mentions import unknown
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
_NAME = "unknown-committee"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield rows that come from no committee there is, or from none of its rows."""
    committees = year.plan.committees
    for taken in taken_over(year.plan):
        origin = taken.line.committee.origin if taken.line.committee else taken.line.origin
        if taken.committee not in committees:
            remedy = f"skriv nämnden under nämnder:   {taken.committee}: Nämndens namn"
            yield unknown(_NAME, origin, "nämnden", taken.committee, committees, remedy=remedy)
        elif taken.line.fetched is None:
            fact = f"raden ”{taken.row}” säger inte vilken rad hos nämnden som ska hämtas"
            remedy = "skriv till exempel   hämtas_från: nettokostnad.total"
            yield Diagnostic(_NAME, LEVEL, origin, fact, remedy, subject=f"{taken.table}.{taken.row}")
