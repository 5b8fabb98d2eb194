"""Periodens budget är större än årets.

Vad:
    Pekar ut rader där beloppet för perioden har samma tecken som årets budget men är större.

Varför:
    Det ena beloppet är fel: budgeten kan inte ta slut innan året gör det. Periodens avvikelse blir då också fel.

Exempel:
    personal: {periodbudget: -32 821, budget: -9 846}

I stället:
    personal: {periodbudget: -32 821, budget: -98 462}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name, number
from rapport.checks._variance import place, typed_lines, value, variance
from rapport.diagnostic import Diagnostic, Level
from rapport.model.economy import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield lines with a budget for part of the year that exceeds the whole year's."""
    for table in results.tables.values():
        period, year = variance(table, Scope.PERIOD), variance(table, Scope.YEAR)
        if period is None or year is None:
            continue
        for row in typed_lines(table):
            part, whole = value(table, row, period.against), value(table, row, year.against)
            if part is not None and whole is not None and _exceeds(part, whole):
                name = cell_name(table.id, row, period.against)
                fact = f"{name} är {number(part)} men {cell_name(table.id, row, year.against)} är {number(whole)}"
                origin = place(results, table, row, period.against)
                other = table.amount(row, year.against).origin
                related = (other,) if other is not None and other != origin else ()
                yield Diagnostic(
                    "period-budget-above-year",
                    LEVEL,
                    origin,
                    fact,
                    "rätta det belopp som är fel",
                    related,
                    subject=name,
                )


def _exceeds(part: Decimal, whole: Decimal) -> bool:
    return part * whole > 0 and abs(part) > abs(whole)
