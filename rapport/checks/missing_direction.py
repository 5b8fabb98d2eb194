"""En målnivå säger inte åt vilket håll som är bättre.

Vad:
    Pekar ut indikatorer vars målnivå är ett tal utan < ≤ ≥ >, högst eller minst och som saknar bättre:. Detsamma
    gäller målnivåerna Nej och Delvis.

Varför:
    Utan håll räknas högre som bättre, och en sjukfrånvaro över målet blir grön.

Exempel:
    sjukfrånvaro: {namn: Sjukfrånvaro, målnivå: 7 %}

I stället:
    sjukfrånvaro: {namn: Sjukfrånvaro, bättre: lägre, målnivå: 7 %}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._declared import indicators_of
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import ValueTarget
from rapport.rules.goals import testable
from rapport.rules.rating import direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Indicator
    from rapport.model.scalar import Goalpost
    from rapport.model.year import Year

LEVEL = Level.WARNING


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield indicators with a target that has no direction, at the first such target."""
    for key, indicator in indicators_of(year).items():
        lost = next((target for target in indicator.targets.values() if _is_lost(target, indicator)), None)
        if lost is not None:
            fact = f"målnivån för ”{key}” säger inte åt vilket håll som är bättre"
            remedy = "skriv bättre: högre eller bättre: lägre, eller målnivån med minst eller högst"
            yield Diagnostic("missing-direction", LEVEL, lost.origin, fact, remedy, subject=key)


def _is_lost(target: Goalpost, indicator: Indicator) -> bool:
    aim = testable(target, indicator)
    return target.answer != "Ja" and isinstance(aim, ValueTarget) and direction(aim, indicator.better) is None
