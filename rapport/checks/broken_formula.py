"""En formel i en kolumn går inte att läsa.

Vad:
    Pekar ut formel: som inte är kolumnernas id och tal med + - * / och parenteser.

Varför:
    Kolumnen kan inte räknas ut, varken i Word eller i Excel.

Exempel:
    avvikelse: {namn: Avvikelse, formel: utfall - }

I stället:
    avvikelse: {namn: Avvikelse, formel: utfall - budget}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.notation import NotationError
from rapport.notation.formula import parse_formula
from rapport.rules.economy import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield columns whose formula can't be read."""
    for table in year.plan.economy.values():
        for key, column in columns_of(table, year.layouts).items():
            try:
                parse_formula(column.formula or "0")
            except NotationError as fault:
                fact = f"formeln ”{column.formula}” för kolumnen ”{key}” är fel: {fault.fact}"
                place = column.formula.place(fault.offset, fault.offset + fault.width)
                yield Diagnostic("broken-formula", LEVEL, place, fact, fault.remedy)
