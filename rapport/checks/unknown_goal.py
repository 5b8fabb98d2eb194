"""En kommentar är skriven under ett mål som inte finns.

Vad:
    Pekar ut varje id under kommentar_under: som inte är ett mål i årets plan.

Varför:
    Kommentaren skulle inte komma med någonstans i rapporten.

Exempel:
    utfall:
      hvb-dygn:
        utfall: 1 050
        kommentar_under:
          åtgard-hvb: Enheten ändrar sina arbetssätt.

I stället:
    utfall:
      hvb-dygn:
        utfall: 1 050
        kommentar_under:
          åtgärd-hvb: Enheten ändrar sina arbetssätt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import unknown
from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield comments under goals that aren't declared."""
    if lacks(year, "mål"):
        return
    goals = {key: goal for key, goal, _ in walk(year.plan.goals)}
    for report in year.reports.values():
        for outcome in report.outcomes.values():
            for key, comment in outcome.comments.items():
                if key not in goals:
                    yield unknown("unknown-goal", year.key(key, comment.origin), "målet", key, goals)
