"""Ett mål har inga indikatorer, fast andra mål på samma nivå har det.

Vad:
    Pekar ut mål utan egna eller visade indikatorer, delmål och nyckeltal när minst två av tre mål på nivån har sådana.

Varför:
    Målet kan inte vägas samman ur några mått. Det blir ej bedömt, eller bedömt på känsla.

Exempel:
    delaktighet:
      nivå: nämndmål
      namn: Brukarna är delaktiga

I stället:
    delaktighet:
      nivå: nämndmål
      namn: Brukarna är delaktiga
      indikatorer:
        inflytande: {namn: Andel som upplever inflytande, enhet: "%", målnivå: minst 80 %}
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapport.checks._habit import TWO_THIRDS, exceptions
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.committees import served
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Goal
    from rapport.model.year import Year

LEVEL = Level.WARNING


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield goals that nothing measures."""
    levels: dict[str, list[tuple[str, Goal]]] = defaultdict(list)
    for key, goal, _ in walk(year.plan.goals):
        levels[goal.level.id].append((key, goal))
    served_by = {one.id for _, goal in _of_committees(year) for one in goal.serves}
    for level, goals in levels.items():
        for key, goal in exceptions(
            goals, lambda pair: pair[0] in served_by or _is_measured(pair[1]), TWO_THIRDS
        ):
            fact = f"målet ”{key}” har inga indikatorer, som de flesta på nivån {level}"
            remedy = "skriv indikatorer: eller visar_även: med det som visar om målet är nått"
            yield Diagnostic("goal-without-indicators", LEVEL, goal.origin, fact, remedy, subject=key)


def _of_committees(year: Year) -> Iterator[tuple[str, Goal]]:
    """Yield the committees' goals that serve those of the council."""
    for member in year.members.values():
        yield from served(member.year.plan.goals) if member.year else ()


def _is_measured(goal: Goal) -> bool:
    return bool(goal.indicators or goal.shows or goal.goals or goal.key_figures)
