"""Indikatorns namn säger antal men enheten är procent, eller tvärtom.

Vad:
    Pekar ut indikatorer och nyckeltal vars namn talar om ett antal fast enheten är %, och de vars namn talar om en
    andel fast enheten är en annan.

Varför:
    Den som läser ”antal” och ”100 %” vet inte vad som är mätt, och två rapportörer mäter olika.

Exempel:
    kkik: {namn: Antal nyckeltal bland de bästa i landet, enhet: "%", målnivå: 100 %}

I stället:
    kkik: {namn: Andel nyckeltal bland de bästa i landet, enhet: "%", målnivå: 100 %}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.checks.target_unit import unit_of
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Goal
    from rapport.model.year import Year
    from rapport.origin import Origin

LEVEL = Level.WARNING
_MEASURED = re.compile(r"(?P<count>\b(?:snitt)?antal(?:et)?\b)|(?P<share>\bandel(?:en)?\b)", re.IGNORECASE)
_SHARES = ("%", "procent", "‰", "promille")


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield what is called a count and measured in per cent, and the reverse."""
    for _, goal, _ in walk(year.plan.goals):
        for key, name, unit, origin in _named(goal):
            said = _MEASURED.search(name) if unit else None
            if said is None or bool(said["share"]) == (unit.casefold() in _SHARES):
                continue
            fact = f"namnet på ”{key}” säger {said[0].casefold()} men enheten är {unit}"
            remedy = "ändra namnet eller enheten, så att de säger samma sak"
            yield Diagnostic("name-against-unit", LEVEL, origin, fact, remedy, subject=key)


def _named(goal: Goal) -> Iterator[tuple[str, str, str, Origin]]:
    """Yield id, name, unit and place of what is measured under a goal."""
    for key, indicator in goal.indicators.items():
        units = [indicator.unit, *(unit_of(target) for target in indicator.targets.values())]
        yield key, indicator.name, next((unit for unit in units if unit), ""), indicator.origin
    for key, figure in goal.key_figures.items():
        yield key, figure.name, figure.unit, figure.origin
