"""En nämnds mål bidrar till ett mål som kommunen inte har.

Vad:
    Pekar ut id under bidrar_till: i en nämnds mål när det inte är något av kommunens mål det året. Det syns när man
    granskar kommunens mapp; nämndens egen rapport går att bygga ändå.

Varför:
    Målets betyg kommer inte med i bedömningen av kommunens mål.

Exempel:
    # skolnämnden/data/2031/mål.yaml
    trygga-elever: {nivå: nämndmål, namn: Alla elever är trygga, bidrar_till: trygg-komun}

I stället:
    # skolnämnden/data/2031/mål.yaml
    trygga-elever: {nivå: nämndmål, namn: Alla elever är trygga, bidrar_till: trygg-kommun}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.checks._mentions import undeclared, unknown
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.committees import served
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.INCONSISTENCY


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield mentions of goals that the council doesn't have, in the committees' files."""
    goals = {key: goal for key, goal, _ in walk(year.plan.goals)}
    for member in year.members.values():
        for _, goal in served(member.year.plan.goals) if member.year else ():
            for mention in undeclared(goal.serves, goals):
                finding = unknown("unknown-council-goal", mention.origin, "kommunens mål", mention.id, goals)
                yield replace(finding, level=LEVEL)
