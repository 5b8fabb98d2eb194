"""Orsakernas belopp går inte ihop med radens avvikelse.

Vad:
    Lägger ihop orsakernas belopp: på rader där varje orsak har ett, och pekar ut summor som varken är helårets eller
    periodens avvikelse när avrundningen är borträknad.

Varför:
    Läsaren lägger ihop orsakerna och får ett annat belopp än tabellen. En orsak saknas, eller ett belopp är fel.

Exempel:
    gemensamt:
      prognos: -91 791        # avvikelsen är -2 978 tkr
      orsaker:
        - {text: Inhyrd personal, belopp: "-2,2 Mkr"}
        - {text: Lägre hyresintäkter, belopp: "-1,8 Mkr"}

I stället:
    gemensamt:
      prognos: -91 791
      orsaker:
        - {text: Inhyrd personal, belopp: "-2,2 Mkr"}
        - {text: Lägre hyresintäkter, belopp: "-0,8 Mkr"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name, number
from rapport.checks._variance import pairs
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.economy import in_unit
from rapport.rules.interval import ZERO, Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.economy import LineReport
    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield rows whose causes add up to something else than a variance."""
    for key, rows in results.report.economy.items():
        table = results.tables.get(key)
        if table is None:
            continue
        columns = [pair.column for pair in pairs(table)]
        for row, reported in rows.items():
            total = _total(reported, table.table.unit)
            if total is None:
                continue
            variances = {column: table.amount(row, column).interval for column in columns}
            known = {column: interval for column, interval in variances.items() if interval is not None}
            if not known or any(total.meets(interval) for interval in known.values()):
                continue
            column, nearest = min(known.items(), key=lambda pair: abs(pair[1].value - total.value))
            name = cell_name(key, row, column)
            fact = f"orsakerna till {name} blir tillsammans {number(total.value)} men avvikelsen är {number(nearest.value)}"
            remedy = (
                "rätta beloppen, lägg till den orsak som saknas, eller ta bort belopp: från de ungefärliga"
            )
            origin = reported.causes[0].origin
            yield Diagnostic("causes-against-variance", LEVEL, origin, fact, remedy, subject=name)


def _total(reported: LineReport, unit: str) -> Interval | None:
    """Return the sum of the causes in a table's unit; None unless each has an amount."""
    amounts = [cause.amount for cause in reported.causes]
    parts = [in_unit(amount, unit) for amount in amounts if amount is not None]
    if not parts or len(parts) < len(amounts):
        return None
    return Interval(sum((part.value for part in parts), ZERO), sum((part.slack for part in parts), ZERO))
