"""En målnivå är ett tal utan enhet, och namnet säger inte vad som räknas.

Vad:
    Pekar ut indikatorer där varken enhet: eller målnivån har någon enhet och namnet inte talar om ett antal eller ett
    index.

Varför:
    Läsaren ser ett ensamt tal i tabellen och vet inte om det är procent, dagar eller kronor.

Exempel:
    utredningstid: {namn: Genomsnittlig utredningstid, målnivå: högst 102}

I stället:
    utredningstid: {namn: Genomsnittlig utredningstid, enhet: dagar, målnivå: högst 102}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.checks._declared import indicators_of
from rapport.checks.target_unit import unit_of
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import MovementTarget, ValueTarget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Indicator
    from rapport.model.scalar import Goalpost
    from rapport.model.year import Year

LEVEL = Level.WARNING
_NEEDS_NONE = re.compile(r"antal|index|poäng|betyg|placering bland|rangordning", re.IGNORECASE)


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield indicators with a bare number for a target."""
    for key, indicator in indicators_of(year).items():
        if _is_bare(indicator):
            fact = f"målnivån för ”{key}” är ett tal utan enhet"
            remedy = "skriv enhet:, till exempel dagar, kr eller %"
            yield Diagnostic("missing-unit", LEVEL, indicator.origin, fact, remedy, subject=key)


def _is_bare(indicator: Indicator) -> bool:
    numbers = [target for target in indicator.targets.values() if _is_number(target)]
    named = indicator.unit or indicator.answers or _NEEDS_NONE.search(indicator.name)
    return bool(numbers) and not named and not any(unit_of(target) for target in numbers)


def _is_number(target: Goalpost) -> bool:
    aim = target.target
    return isinstance(aim, ValueTarget) or (isinstance(aim, MovementTarget) and aim.baseline is not None)
