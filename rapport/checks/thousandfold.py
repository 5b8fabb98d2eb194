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
from rapport.checks._suspects import culprits, out_of_scale
from rapport.checks._variance import value
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield figures in what looks like the wrong unit, but for those that a contradiction tells of."""
    for table in results.tables.values():
        for suspect in out_of_scale(results, table):
            (_, row, of), against = suspect.cell, suspect.other
            two = value(table, row, against)
            if two is None or suspect.cell in culprits(results):
                continue
            name, unit = cell_name(table.id, row, of), table.table.unit
            fact = (
                f"{name} är {number(suspect.value)} men {cell_name(table.id, row, against)} är {number(two)}, "
                "ungefär en faktor 1 000"
            )
            remedy = f"skriv båda i {unit}, eller ange enheten: {_larger_unit(unit)}"
            yield Diagnostic("thousandfold", LEVEL, suspect.origin, fact, remedy, subject=name)


def _larger_unit(unit: str) -> str:
    return "−1,2 Mkr" if unit.casefold() == "tkr" else "−1 200 tkr"
