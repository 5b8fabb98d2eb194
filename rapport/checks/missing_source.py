"""En indikator saknar källa.

Vad:
    Pekar ut indikatorer utan källa:, kolada: och beräknas: när minst hälften av planens indikatorer har något av dem.

Varför:
    Utan källa vet den som rapporterar inte var värdet hämtas, och ingen kan kontrollera det i efterhand.

Exempel:
    sommarjobb: {namn: Antal sommarjobb, målnivå: minst 200}

I stället:
    sommarjobb: {namn: Antal sommarjobb, målnivå: minst 200, källa: Kommunens register över sommarjobb}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._declared import indicators_of
from rapport.checks._habit import exceptions
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Indicator
    from rapport.model.year import Year

LEVEL = Level.WARNING


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield indicators without a source where most have one."""
    declared = indicators_of(year)
    if not any(indicator.source for indicator in declared.values()):
        return
    for key, indicator in exceptions(declared.items(), lambda pair: _has_source(pair[1])):
        fact = f"”{key}” har ingen källa"
        remedy = "skriv källa: med systemet, enkäten eller registret som värdet hämtas ur"
        yield Diagnostic("missing-source", LEVEL, indicator.origin, fact, remedy, subject=key)


def _has_source(indicator: Indicator) -> bool:
    return bool(indicator.source or indicator.kolada) or indicator.computed is not None
