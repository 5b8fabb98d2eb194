"""Ett belopp i en ekonomitabell har en enhet som inte är tabellens.

Vad:
    Pekar ut belopp som är skrivna i en annan enhet än kolumnens eller tabellens. Pengar får skrivas i kr, tkr, mkr,
    mnkr eller mdkr och räknas om; tal utan enhet godtas överallt.

Varför:
    Beloppet räknas som det står. Ett O i stället för en nolla gör -1OO till −1 med enheten OO, och dagar summeras med
    kronor utan att någon märker det.

Exempel:
    ekonomi:
      nettokostnad:
        missbruksvård: {utfall: -1OO}

I stället:
    ekonomi:
      nettokostnad:
        missbruksvård: {utfall: -100}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import Figure
from rapport.notation.number import AMOUNT_UNITS
from rapport.rules.economy import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rapport.model.economy import EconomyTable
    from rapport.model.scalar import Words
    from rapport.model.year import Year

LEVEL = Level.ERROR
_LIKE_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield amounts that are written in another unit than their column has."""
    for key, table in year.plan.economy.items():
        columns = columns_of(table, year.layouts)
        units = {name: column.unit or table.unit for name, column in columns.items()}
        for line in table.lines.values():
            yield from _foreign(line.figures, table, units)
        for report in year.reports.values():
            for reported in report.economy.get(key, {}).values():
                yield from _foreign(reported.figures, table, units)


def _foreign(
    figures: Mapping[str, Figure | Words], table: EconomyTable, units: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for column, figure in figures.items():
        if column in units and isinstance(figure, Figure) and not _suits(figure.quantity.unit, units[column]):
            written, wanted = figure.quantity.written, units[column]
            fact = f"”{written}” är skrivet i {figure.quantity.unit} men tabellen {table.name} är i {wanted}"
            yield Diagnostic("foreign-unit", LEVEL, figure.origin, fact, _remedy(written, wanted))


def _suits(unit: str, wanted: str) -> bool:
    """Whether an amount in a unit may stand where another is wanted: both are money, or they are the same."""
    if not unit or unit.casefold() == wanted.casefold():
        return True
    return unit.casefold() in AMOUNT_UNITS and wanted.casefold() in AMOUNT_UNITS


def _remedy(written: str, wanted: str) -> str:
    meant = re.sub(r"(?<=[\dOolI])[OolI]+", lambda found: found[0].translate(_LIKE_DIGITS), written)
    if meant != written:
        return f"skriv {meant}, med siffror och inte bokstäver"
    return f"räkna om till {wanted}, eller skriv beloppet utan enhet"
