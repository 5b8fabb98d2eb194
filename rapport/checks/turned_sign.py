"""Ett belopp har ett annat tecken än de andra på raden.

Vad:
    Pekar ut rader där ett enda av utfall, periodbudget, prognos och budget har ett annat tecken än de andra och är
    ungefär lika stort som det som det jämförs med. Rader med kommentar eller orsaker hoppas över.

Varför:
    Intäkter är plus och kostnader minus. Ett bortglömt minus vänder avvikelsen och ändrar alla summor ovanför.

Exempel:
    personal: {utfall: 31 012, periodbudget: -32 821, prognos: -98 271}

I stället:
    personal: {utfall: -31 012, periodbudget: -32 821, prognos: -98 271}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name, number
from rapport.checks._variance import is_explained, pairs, place, typed_lines, value
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from rapport.model.year import Year
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results

LEVEL = Level.WARNING
_TWICE = 2


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield the one figure of a row that goes against the others."""
    for table in results.tables.values():
        compared = pairs(table)
        partner = {pair.of: pair.against for pair in compared} | {pair.against: pair.of for pair in compared}
        for row in typed_lines(table):
            odd = _odd_one(table, row, partner)
            if odd is not None and not is_explained(results, table, row):
                column, other = odd
                name, stated = cell_name(table.id, row, column), value(table, row, column)
                assert stated is not None  # noqa: S101  _odd_one has seen it
                fact = f"{name} är {number(stated)} medan de andra beloppen på raden har motsatt tecken"
                remedy = f"ska det vara {number(-stated)}? annars, skriv i kommentar: varför"
                related = table.amount(row, other).origin
                yield Diagnostic(
                    "turned-sign",
                    LEVEL,
                    place(results, table, row, column),
                    fact,
                    remedy,
                    (related,) if related else (),
                    subject=name,
                )


def _odd_one(table: ComputedTable, row: str, partner: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the column of the one figure with a sign of its own, and the column it is held against."""
    amounts = {column: amount for column in partner if (amount := value(table, row, column))}
    below = [column for column, amount in amounts.items() if amount < 0]
    above = len(amounts) - len(below)
    if len(amounts) <= _TWICE or 1 not in (len(below), above):
        return None
    odd = below[0] if len(below) == 1 else next(column for column in amounts if column not in below)
    return (odd, partner[odd]) if _similar(amounts[odd], amounts.get(partner[odd])) else None


def _similar(one: Decimal, two: Decimal | None) -> bool:
    return two is not None and max(abs(one), abs(two)) <= _TWICE * min(abs(one), abs(two))
