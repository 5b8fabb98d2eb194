"""Två mål eller indikatorer har samma id.

Vad:
    Pekar ut id som används mer än en gång i målträdet. Mål och indikatorer delar på id:na, för en period
    rapporterar dem på samma ställe.

Varför:
    Ett utfall skulle höra till båda, och bara ett av dem skulle synas.

Exempel:
    mål:
      ekonomi:
        nivå: mål
        namn: Hållbar ekonomi
        indikatorer:
          ekonomi: {namn: Andel enheter inom budget}

I stället:
    mål:
      ekonomi:
        nivå: mål
        namn: Hållbar ekonomi
        indikatorer:
          inom-budget: {namn: Andel enheter inom budget}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Plan, Year
    from rapport.origin import Origin

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield every id of the goal tree but the first of each."""
    first: dict[str, Origin] = {}
    for origin, key in sorted(_declared(year.plan)):
        if key in first:
            fact = f"id ”{key}” används redan"
            yield Diagnostic(
                "duplicate-id", LEVEL, origin, fact, "ge ett av dem ett annat id", (first[key],), key
            )
        first.setdefault(key, origin)


def _declared(plan: Plan) -> Iterator[tuple[Origin, str]]:
    for key, goal, _ in walk(plan.goals):
        yield goal.origin, key
        yield from ((indicator.origin, name) for name, indicator in goal.indicators.items())
