"""En ekonomitabell väljer en layout som inte finns.

Vad:
    Pekar ut layout: med ett namn som varken finns bland de färdiga layouterna eller i kommunens egen tabeller.yaml.

Varför:
    Utan layout har tabellen inga kolumner, och rapporten går inte att bygga.

Exempel:
    nettokostnad:
      namn: Nettokostnad per verksamhet
      layout: nettokostnader

I stället:
    nettokostnad:
      namn: Nettokostnad per verksamhet
      layout: nettokostnad
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import undeclared, unknown
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
_REMEDY = "skriv tabellens egna kolumner under kolumner:, eller layouten i tabeller.yaml"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield tables with an unknown layout."""
    layouts = year.layouts.layouts
    chosen = (table.layout for table in year.plan.economy.values())
    for mention in undeclared(chosen, layouts):
        yield unknown("unknown-layout", mention.origin, "layouten", mention.id, layouts, remedy=_REMEDY)
