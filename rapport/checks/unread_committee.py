"""En nämnds uppgifter har fel, och nämnden är inte med i kommunens rapport.

Vad:
    Pekar ut nämnder under nämnder: vars egen rapport för perioden inte går att bygga: filer som inte går att läsa, id
    som inte finns. Kommunens rapport byggs utan nämndens siffror.

Varför:
    Ett fel kan göra vilken siffra som helst fel. Hellre en rapport som säger att nämnden saknas än en summa som bara
    nästan stämmer.

Exempel:
    # skolnämnden/data/2031/T1/ekonomi.yaml
    gymnasie: {utfall: -12 340}      # raden heter gymnasium

I stället:
    # skolnämnden/data/2031/T1/ekonomi.yaml
    gymnasium: {utfall: -12 340}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.rules.committees import Absence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY
_SHOWN = 3


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield the committees that the period is without because of errors in their files."""
    for one in results.committees:
        if one.absence is not Absence.UNREAD:
            continue
        first, folder = one.faults[0], one.committee.folder or one.id
        more = f" (och {len(one.faults) - 1} fel till)" if len(one.faults) > 1 else ""
        fact = (
            f"{one.committee.name} är inte med i rapporten för {results.period.name}: {first.message}{more}"
        )
        remedy = f"rätta felet; rapport check --project {folder} visar allt om nämnden"
        related = tuple(fault.origin for fault in one.faults[:_SHOWN])
        yield Diagnostic("unread-committee", LEVEL, one.committee.origin, fact, remedy, related, one.id)
