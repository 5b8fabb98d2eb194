"""En regel svarar i en skala som inte finns.

Vad:
    Pekar ut skala: i en regel när namnet inte finns under skalor: i årets plan.

Varför:
    Utan skala har regeln inga betyg att sätta.

Exempel:
    regler:
      uppdrag: {skala: farg, typ: status}

I stället:
    regler:
      uppdrag: {skala: färg, typ: status}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import undeclared, unknown
from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
_REMEDY = "skriv skalan under skalor:"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield rules with an unknown scale."""
    if lacks(year, "skalor"):
        return
    scales = year.plan.scales
    for mention in undeclared((rule.scale for rule in year.plan.rules.values()), scales):
        yield unknown("unknown-scale", mention.origin, "skalan", mention.id, scales, remedy=_REMEDY)
