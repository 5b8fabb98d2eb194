"""En nämnd har inte rapporterat perioden, och är inte med i kommunens rapport.

Vad:
    Pekar ut nämnder under nämnder: som inte har någon mapp eller fil för perioden, och ingen som slutar samma månad.

Varför:
    Kommunens summor är utan nämnden, också budgeten, så att utfall och budget går att jämföra.

Exempel:
    # kommunen har data/2031/T1/, men skolnämnden har bara
    skolnämnden/data/2031/år.yaml

I stället:
    # rapport new 2031-T1 --project skolnämnden
    skolnämnden/data/2031/år.yaml
    skolnämnden/data/2031/T1/ekonomi.yaml
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.notation import format_period
from rapport.rules.committees import Absence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield the committees that have nothing for the period."""
    for one in results.committees:
        # Where the project was read alone, nothing is known of any committee.
        if one.absence is not Absence.UNREPORTED or one.id not in year.members:
            continue
        code, folder = format_period(results.period), one.committee.folder or one.id
        fact = (
            f"{one.committee.name} har inga uppgifter för {results.period.name} och är inte med i rapporten"
        )
        remedy = f"rapport new {code} --project {folder} skapar filerna"
        yield Diagnostic("unreported-committee", LEVEL, one.committee.origin, fact, remedy, subject=one.id)
