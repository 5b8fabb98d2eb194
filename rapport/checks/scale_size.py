"""En skala har för få eller för många betyg.

Vad:
    Pekar ut skalor med färre än två eller fler än fem betyg.

Varför:
    Med ett enda betyg säger bedömningen ingenting, och fler än fem går inte att skilja åt med färg och symbol.

Exempel:
    skalor:
      färg:
        betyg:
          G: {namn: Grön, ton: god}

I stället:
    skalor:
      färg:
        betyg:
          G: {namn: Grön, ton: god}
          R: {namn: Röd, ton: dålig}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
FEWEST, MOST = 2, 5


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield scales with too few or too many grades."""
    for key, scale in year.plan.scales.items():
        count = len(scale.grades)
        if not FEWEST <= count <= MOST:
            fact = f"skalan ”{key}” har {count} betyg"
            yield Diagnostic("scale-size", LEVEL, scale.origin, fact, "en skala har två till fem betyg")
