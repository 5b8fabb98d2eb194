"""En hänvisning gäller en rad som inte finns i ekonomitabellen.

Vad:
    Pekar ut rader i en periods tabell som inte finns i årets plan, och id i summa:, samma_som:, hämtas_från:
    och beräknas: {cell: …} som inte är rader i sin tabell.

Varför:
    Siffrorna på en felstavad rad kommer inte med, och en summa som nämner en okänd rad blir för liten.

Exempel:
    rader:
      personal: {namn: Personal}
      köp: {namn: Köp av verksamhet}
      kostnader: {namn: Summa kostnader, summa: [personal, kop]}

I stället:
    rader:
      personal: {namn: Personal}
      köp: {namn: Köp av verksamhet}
      kostnader: {namn: Summa kostnader, summa: [personal, köp]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import pointers, undeclared, unknown
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._mentions import Pointer
    from rapport.model.economy import EconomyTable
    from rapport.model.year import Year
    from rapport.origin import Origin

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield mentions of rows that their table doesn't have."""
    tables = year.plan.economy
    for table in tables.values():
        parts = (part for line in table.lines.values() for part in line.total)
        for mention in undeclared(parts, table.lines):
            yield _unknown(mention.origin, mention.id, table)
    for pointer in pointers(year.plan):
        if pointer.table in tables and pointer.row is not None:
            yield from _pointed(pointer, tables[pointer.table])
    for report in year.reports.values():
        for name, lines in report.economy.items():
            for key, line_report in lines.items() if name in tables else ():
                if key not in tables[name].lines:
                    yield _unknown(line_report.origin, key, tables[name])


def _unknown(origin: Origin, row: str, table: EconomyTable) -> Diagnostic:
    remedy = "skriv in raden under rader: i årets plan"
    within = f" i tabellen {table.name}"
    return unknown("unknown-line", origin, "raden", row, table.lines, within=within, remedy=remedy)


def _pointed(pointer: Pointer, table: EconomyTable) -> Iterator[Diagnostic]:
    if pointer.row == "":
        fact = f"hänvisningen till tabellen ”{pointer.table}” nämner ingen rad"
        remedy = f"skriv   {pointer.table}.rad" if pointer.column is None else "skriv   tabell.rad.kolumn"
        yield Diagnostic("unknown-line", LEVEL, pointer.origin, fact, remedy)
    elif pointer.row is not None and pointer.row not in table.lines:
        yield _unknown(pointer.origin, pointer.row, table)
