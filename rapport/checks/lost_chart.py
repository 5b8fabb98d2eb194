"""Ett diagram saknar sina siffror.

Vad:
    Pekar ut diagram med saknas:, och diagram som varken har mått: eller serier:.

Varför:
    Rapporten skriver en rad i stället för att rita. Siffrorna finns ofta kvar hos den som gjorde diagrammet.

Exempel:
    diagram:
      placeringar: {namn: Placeringskostnad per kvartal, saknas: Siffrorna fanns bara i en bild}

I stället:
    diagram:
      placeringar:
        namn: Placeringskostnad per kvartal
        serier: {hvb: {namn: HVB, värden: {kv 1: "2,5", kv 2: "3,1"}}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.WARNING


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield charts that can't be drawn."""
    for key, chart in year.plan.charts.items():
        if chart.lost or not (chart.measures or chart.series):
            why = f": {chart.lost}" if chart.lost else ""
            fact = f"diagrammet ”{key}” har inga siffror{why}"
            remedy = "skriv in dem under serier:, eller mått: om de är verksamhetsmått"
            yield Diagnostic("lost-chart", LEVEL, chart.origin, fact, remedy, subject=key)
