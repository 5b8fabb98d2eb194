"""Sjukfrånvaron redovisas för en grupp med högst tio anställda.

Vad:
    Pekar ut delar under uppdelning: i indikatorer om sjukfrånvaro när gruppens storlek står inom parentes och är högst
    tio.

Varför:
    Enligt lagen om kommunal redovisning lämnas inte uppgift om sjukfrånvaro för grupper med högst tio anställda, eller
    när uppgiften kan hänföras till en enskild person.

Exempel:
    sjukfrånvaro:
      uppdelning: {kvinnor: 6 % (41 anställda), män: 12 % (8 anställda)}

I stället:
    sjukfrånvaro: 7 %
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING
_LARGEST = 10
_SIZE = re.compile(r"(\d+)\s*(?:anställda?|medarbetare|personer|st)")


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield sick leave of groups that are too small to be reported."""
    for result in results.every_indicator():
        if "sjukfrånvaro" not in result.name.casefold():
            continue
        for label, value in result.report.parts.items():
            size = _SIZE.fullmatch(value.quantity.remark) if isinstance(value, Figure) else None
            if size is not None and int(size[1]) <= _LARGEST:
                fact = f"”{result.id}” redovisas för {label}, en grupp med {size[1]} anställda"
                remedy = f"ta bort {label}, eller slå ihop gruppen med en större"
                yield Diagnostic("small-group", LEVEL, value.origin, fact, remedy, subject=result.id)
