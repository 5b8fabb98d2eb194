"""En hänvisning gäller en ekonomitabell som inte finns.

Vad:
    Pekar ut tabeller under ekonomi: i en period som inte finns i årets plan, och hänvisningar till sådana tabeller
    i samma_som:, hämtas_från: och beräknas:.

Varför:
    Siffrorna under ett felstavat namn skulle inte komma med i någon tabell.

Exempel:
    ekonomi:
      nettokostnader:
        missbruksvård: {utfall: -9 233}

I stället:
    ekonomi:
      nettokostnad:
        missbruksvård: {utfall: -9 233}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import pointers, unknown
from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._mentions import Pointer
    from rapport.model.year import Plan, Year

LEVEL = Level.ERROR
_NAME = "unknown-table"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield mentions of tables that aren't declared."""
    if lacks(year, "ekonomi"):
        return
    tables = year.plan.economy
    for pointer in pointers(year.plan):
        if pointer.table not in tables and pointer.names_table:
            yield _full_reference(pointer, year.plan) or unknown(
                _NAME, pointer.origin, "tabellen", pointer.table, tables
            )
    for report in year.reports.values():
        for name in report.economy:
            if name not in tables:
                yield unknown(_NAME, place_of(name, report.origin), "tabellen", name, tables)


def _full_reference(pointer: Pointer, plan: Plan) -> Diagnostic | None:
    """Return the finding that only the row was written, where that is what it looks like."""
    for name, table in plan.economy.items():
        if pointer.table in table.lines:
            fact = f"”{pointer.table}” är en rad och ingen tabell"
            remedy = f"skriv   {name}.{pointer.table}"
            return Diagnostic(
                _NAME, LEVEL, pointer.origin, fact, remedy, (table.lines[pointer.table].origin,)
            )
    return None
