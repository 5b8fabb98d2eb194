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
from rapport.checks._suspects import culprits, turned
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield the one figure of a row that goes against the others, unless a contradiction tells of it."""
    for table in results.tables.values():
        for suspect in turned(results, table):
            if suspect.cell in culprits(results):
                continue
            _, row, _ = suspect.cell
            name = cell_name(*suspect.cell)
            fact = f"{name} är {number(suspect.value)} medan de andra beloppen på raden har motsatt tecken"
            remedy = f"ska det vara {number(suspect.meant)}? annars, skriv i kommentar: varför"
            related = table.amount(row, suspect.other).origin
            yield Diagnostic(
                "turned-sign",
                LEVEL,
                suspect.origin,
                fact,
                remedy,
                (related,) if related else (),
                subject=name,
            )
