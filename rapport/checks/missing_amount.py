"""Ett belopp är inte ifyllt.

Vad:
    Pekar ut rader i ekonomitabellerna där en kolumn är nämnd men inget står efter den, som rapport new skriver dem: i
    perioden, och för nämndplanen i årets ekonomi.yaml.

Varför:
    Ett belopp som glöms skrivs ut som ett streck, och inget som bygger på det räknas ut: summor, avvikelser, andelen
    rader inom budget. En summa utan raden såg rätt ut men vore det inte.

Exempel:
    ekonomi:
      nettokostnad:
        hemtjänst: {utfall: -22 250, prognos: }

I stället:
    ekonomi:
      nettokostnad:
        hemtjänst: {utfall: -22 250, prognos: -66 300}
    # finns det inget belopp tar du bort kolumnen, eller skriver ett ord som förklarar det:
        covid: {utfall: {ord: Ej aktuellt}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.notation import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.economy import Line, LineReport
    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield rows with figures that are still to be written."""
    for name, row in _rows(results):
        if row.blanks:
            *most, last = row.blanks
            columns = f"{', '.join(most)} och {last}" if most else last
            fact = f"”{name}” saknar {columns} för {results.period.name}"
            remedy = "skriv beloppet, eller ta bort kolumnen om det inte finns något"
            yield Diagnostic("missing-amount", LEVEL, row.origin, fact, remedy, subject=name)


def _rows(results: Results) -> Iterator[tuple[str, Line | LineReport]]:
    if results.period.kind is PeriodKind.PLAN:
        for key, table in results.plan.economy.items():
            yield from ((f"{key}.{row}", line) for row, line in table.lines.items())
        return
    for key, rows in results.report.economy.items():
        yield from ((f"{key}.{row}", line) for row, line in rows.items())
