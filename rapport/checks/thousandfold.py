"""Ett belopp är ungefär tusen gånger större eller mindre än det som det jämförs med.

Vad:
    Jämför utfall med periodens budget, prognos med årets budget och prognos med förra prognosen, och pekar ut par där
    det ena är mellan 500 och 2 000 gånger det andra.

Varför:
    Beloppet är nästan alltid skrivet i fel enhet: kronor i en tabell med tusental, eller tvärtom.

Exempel:
    personal: {utfall: -31 012 000, periodbudget: -32 821}

I stället:
    personal: {utfall: -31 012, periodbudget: -32 821}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name, number
from rapport.checks._variance import pairs, place, typed_lines, value
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from rapport.model.year import Year
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results

LEVEL = Level.WARNING
_LEAST, _MOST = 500, 2000


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield figures in what looks like the wrong unit."""
    for table in results.tables.values():
        for of, against in _compared(table):
            for row in typed_lines(table):
                one, two = value(table, row, of), value(table, row, against)
                if one and two and _is_thousandfold(one, two):
                    name, unit = cell_name(table.id, row, of), table.table.unit
                    fact = (
                        f"{name} är {number(one)} men {cell_name(table.id, row, against)} är {number(two)}, "
                        "ungefär en faktor 1 000"
                    )
                    remedy = f"skriv båda i {unit}, eller ange enheten: {_larger_unit(unit)}"
                    origin = place(results, table, row, of, against)
                    yield Diagnostic("thousandfold", LEVEL, origin, fact, remedy, subject=name)


def _compared(table: ComputedTable) -> Iterator[tuple[str, str]]:
    yield from ((pair.of, pair.against) for pair in pairs(table))
    for key, column in table.columns.items():
        if column.previous is not None:
            yield column.previous.id, key


def _is_thousandfold(one: Decimal, two: Decimal) -> bool:
    small, large = sorted((abs(one), abs(two)))
    return _LEAST * small <= large <= _MOST * small


def _larger_unit(unit: str) -> str:
    return "−1,2 Mkr" if unit.casefold() == "tkr" else "−1 200 tkr"
