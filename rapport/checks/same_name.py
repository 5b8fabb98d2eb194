"""Två indikatorer heter samma sak.

Vad:
    Pekar ut indikatorer med olika id men samma namn, eller namn som bara skiljer sig i stavning. Mål och målnivå
    spelar ingen roll.

Varför:
    Läsaren tror att det är samma indikator och ser två utfall. Är det samma, ska den stå en gång och visas på båda
    ställena.

Exempel:
    utbildning-a: {namn: Andel som har börjat studera}
    utbildning-b: {namn: Andel som har börjat studera}

I stället:
    utbildning-a: {namn: Andel som har börjat studera}
    # under det andra målet:
    visar_även: [utbildning-a]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._alike import earlier_alike
from rapport.checks._declared import indicators_of
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.WARNING


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield indicators named like one declared before them."""
    declared = indicators_of(year).items()
    for (key, indicator), (first, other) in earlier_alike(declared, lambda pair: pair[1].name):
        how = "heter samma sak" if indicator.name == other.name else "heter nästan samma sak"
        fact = f"”{key}” och ”{first}” {how}"
        remedy = f"är det samma indikator, skriv visar_även: [{first}] i stället; annars, skilj namnen åt"
        yield Diagnostic("same-name", LEVEL, indicator.origin, fact, remedy, (other.origin,), subject=key)
