"""En nämnds mål bidrar inte till något av kommunens mål.

Vad:
    Pekar ut nämnder under nämnder: som har mål men inget med bidrar_till:, när andra nämnders mål har det.

Varför:
    Nämndens kolumn i kommunens målmatris blir tom, och dess mål räknas inte med i bedömningen av kommunens mål. En ny
    nämnds exempelmål har inget bidrar_till:, och det är lätt att glömma.

Exempel:
    # kulturnämnden/data/2031/mål.yaml
    läslust: {nivå: nämndmål, namn: Barn och unga läser mer}

I stället:
    # kulturnämnden/data/2031/mål.yaml
    läslust: {nivå: nämndmål, namn: Barn och unga läser mer, bidrar_till: trygg-kommun}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.rules.committees import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.WARNING


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield committees that serve none of the council's goals where others serve some."""
    goals = {key: member.year.plan.goals for key, member in year.members.items() if member.year}
    serving = {key for key, theirs in goals.items() if any(served(theirs))}
    if not serving or not year.plan.goals:
        return
    for key, theirs in goals.items():
        if theirs and key not in serving:
            committee = year.plan.committees[key]
            folder = committee.folder or key
            yield Diagnostic(
                "committee-serves-nothing",
                LEVEL,
                committee.origin,
                f"inget mål i nämnden {committee.name} bidrar till något av kommunens mål",
                f"skriv bidrar_till: och kommunens mål i {folder}/data/{year.year}/, till exempel   "
                f"bidrar_till: {next(iter(year.plan.goals))}",
                subject=key,
            )
