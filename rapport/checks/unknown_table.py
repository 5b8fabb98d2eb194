"""En hänvisning gäller en ekonomitabell som inte finns.

Vad:
    Pekar ut tabeller under ekonomi: i en period som inte finns i årets plan, och hänvisningar till sådana tabeller
    i samma_som: och beräknas:. Har perioden en okänd tabell visas den första raden i den.

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
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._mentions import Pointer
    from rapport.model.year import Plan, Year

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield mentions of tables that aren't declared."""
    tables = year.plan.economy
    for pointer in pointers(year.plan):
        if pointer.table not in tables:
            remedy = _full_reference(pointer, year.plan)
            yield unknown("unknown-table", pointer.origin, "tabellen", pointer.table, tables, remedy=remedy)
    for report in year.reports.values():
        for name, lines in report.economy.items():
            if name not in tables and lines:
                origin = next(iter(lines.values())).origin
                yield unknown("unknown-table", origin, "tabellen", name, tables)


def _full_reference(pointer: Pointer, plan: Plan) -> str:
    """Suggest the whole reference where only the row was written."""
    holders = (name for name, table in plan.economy.items() if pointer.table in table.lines)
    return next((f"skriv   {name}.{pointer.table}" for name in holders), "")
