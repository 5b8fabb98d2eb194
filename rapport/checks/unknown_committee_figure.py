"""En rad hämtas ur en tabell eller från en rad som nämnden inte har.

Vad:
    Pekar ut hämtas_från: på rader med nämnd: när nämndens ekonomi inte har tabellen, eller tabellen inte har raden.
    En nämnd vars uppgifter har fel prövas när de är rättade.

Varför:
    Raden får inga belopp, och summan över nämnderna blir för liten.

Exempel:
    rader:
      skola: {nämnd: skolnämnden, hämtas_från: nettokostnad.totalt}    # raden heter total

I stället:
    rader:
      skola: {nämnd: skolnämnden, hämtas_från: nettokostnad.total}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._committees import taken_over
from rapport.checks._mentions import PLACEHOLDER, unknown
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._committees import TakenOver
    from rapport.model.year import Plan, Year

LEVEL = Level.ERROR
_NAME = "unknown-committee-figure"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield rows whose committee hasn't what they come from."""
    for taken in taken_over(year.plan):
        member = year.members.get(taken.committee)
        if member is not None and member.year is not None and not member.faults:
            yield from _missing(taken, member.year.plan, year.plan.committees[taken.committee].name)


def _missing(taken: TakenOver, theirs: Plan, name: str) -> Iterator[Diagnostic]:
    fetched = taken.line.fetched
    if fetched is None or fetched.id == PLACEHOLDER:
        return
    table = theirs.economy.get(taken.their_table)
    if table is None:
        within = f" hos {name}"
        yield unknown(_NAME, fetched.origin, "tabellen", taken.their_table, theirs.economy, within=within)
    elif not taken.their_row:
        fact = f"hänvisningen till tabellen ”{taken.their_table}” hos {name} nämner ingen rad"
        yield Diagnostic(_NAME, LEVEL, fetched.origin, fact, f"skriv   {taken.their_table}.rad")
    elif taken.their_row not in table.lines:
        within = f" i tabellen {table.name} hos {name}"
        yield unknown(_NAME, fetched.origin, "raden", taken.their_row, table.lines, within=within)
