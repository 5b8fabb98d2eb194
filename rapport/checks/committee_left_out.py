"""En tabell över nämnderna saknar en av dem.

Vad:
    Pekar ut ekonomitabeller med rader från minst två nämnder när någon annan nämnd under nämnder: inte har någon rad
    i tabellen.

Varför:
    Tabellens summa läses som hela kommunens. En ny nämnd är lätt att glömma.

Exempel:
    nämnder: {vård: Vårdnämnden, skola: Skolnämnden, kultur: Kulturnämnden}
    rader:
      vård: {nämnd: vård, hämtas_från: nettokostnad.total}
      skola: {nämnd: skola, hämtas_från: nettokostnad.total}

I stället:
    nämnder: {vård: Vårdnämnden, skola: Skolnämnden, kultur: Kulturnämnden}
    rader:
      vård: {nämnd: vård, hämtas_från: nettokostnad.total}
      skola: {nämnd: skola, hämtas_från: nettokostnad.total}
      kultur: {nämnd: kultur, hämtas_från: nettokostnad.total}
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.checks._committees import taken_over
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.WARNING
_FEWEST = 2


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield tables over committees that lack one."""
    found: dict[str, set[str]] = defaultdict(set)
    for taken in taken_over(year.plan):
        found[taken.table].add(taken.committee)
    for key, committees in found.items():
        missing = [one for one in year.plan.committees if one not in committees]
        if missing and len(committees) >= _FEWEST:
            fact = (
                f"tabellen ”{key}” har rader från {len(committees)} nämnder men ingen från {listed(missing)}"
            )
            remedy = f"lägg till   {missing[0]}: {{nämnd: {missing[0]}, hämtas_från: tabell.rad}}"
            origin = year.plan.economy[key].origin
            yield Diagnostic("committee-left-out", LEVEL, origin, fact, remedy, subject=key)
