"""Prognosen är lika med budgeten, fast perioden avviker tydligt.

Vad:
    Pekar ut rader utan kommentar och orsaker där helårets avvikelse är noll men periodens är minst 10 % av periodens
    budget och minst 1 % av årets.

Varför:
    En prognos som bara upprepar budgeten är vanligaste skälet till att bokslutet överraskar. Är det bara fel
    periodisering ska det stå.

Exempel:
    ekonomiskt-bistånd: {utfall: -9 500, periodbudget: -8 000, prognos: -24 000}     # årets budget är -24 000

I stället:
    ekonomiskt-bistånd: {utfall: -9 500, periodbudget: -8 000, prognos: -27 000}
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name, number
from rapport.checks._variance import is_explained, place, typed_lines, value, variance
from rapport.diagnostic import Diagnostic, Level
from rapport.model.economy import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._variance import Variance
    from rapport.model.year import Year
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results

LEVEL = Level.WARNING
_CLEAR = Decimal("0.10")
_OF_THE_YEAR = Decimal("0.01")
_LAST_MONTH = 12


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield lines whose forecast takes no notice of the period."""
    if not 0 < results.period.last_month < _LAST_MONTH:
        return
    for table in results.tables.values():
        period, year = variance(table, Scope.PERIOD), variance(table, Scope.YEAR)
        if period is None or year is None:
            continue
        for row in typed_lines(table):
            if _is_blind(table, row, period, year) and not is_explained(results, table, row):
                deviation = value(table, row, period.column)
                assert deviation is not None  # noqa: S101  _is_blind has seen it
                fact = (
                    f"{cell_name(table.id, row, year.of)} är lika med budgeten, "
                    f"fast perioden avviker med {number(deviation)} {table.table.unit}"
                )
                remedy = "ändra prognosen, eller skriv i kommentar: varför avvikelsen inte består"
                origin = place(results, table, row, year.of)
                subject = cell_name(table.id, row, year.of)
                yield Diagnostic("forecast-equals-budget", LEVEL, origin, fact, remedy, subject=subject)


def _is_blind(table: ComputedTable, row: str, period: Variance, year: Variance) -> bool:
    deviation, base = value(table, row, period.column), value(table, row, period.against)
    forecast, budget = value(table, row, year.of), value(table, row, year.against)
    if deviation is None or not base or forecast is None or not budget:
        return False
    clear = abs(deviation) >= _CLEAR * abs(base) and abs(deviation) >= _OF_THE_YEAR * abs(budget)
    return forecast == budget and clear
