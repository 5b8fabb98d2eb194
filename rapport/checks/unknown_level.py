"""Ett mål har en nivå som inte finns.

Vad:
    Pekar ut nivå: i ett mål när nivån inte finns under nivåer: i årets plan.

Varför:
    Nivån avgör om målet får ett betyg och efter vilken regel.

Exempel:
    mål:
      interna-insatser:
        nivå: nämdmål
        namn: Insatser inom kommunen prioriteras

I stället:
    mål:
      interna-insatser:
        nivå: nämndmål
        namn: Insatser inom kommunen prioriteras
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import undeclared, unknown
from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
_REMEDY = "skriv nivån under nivåer:"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield goals with an unknown level."""
    if lacks(year, "nivåer"):
        return
    levels = year.plan.levels
    for mention in undeclared((goal.level for _, goal, _ in walk(year.plan.goals)), levels):
        yield unknown("unknown-level", mention.origin, "nivån", mention.id, levels, remedy=_REMEDY)
