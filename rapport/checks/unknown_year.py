"""Ett tidigare utfall står under ett tal som inte är ett tidigare år.

Vad:
    Pekar ut fält under tidigare: som bara består av siffror men inte är ett årtal, och årtal efter planens år. Ord går
    bra: november 2018.

Varför:
    Utfallet hittas inte när det ska visas eller jämföras med. Regler som går på förändring får inget att gå efter.

Exempel:
    tidigare: {26: "21,4 lån"}

I stället:
    tidigare: {2026: "21,4 lån"}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.checks._declared import indicators_of
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield earlier outcomes of what is no earlier year."""
    for key, indicator in indicators_of(year).items():
        for when, value in indicator.earlier.items():
            if not when.isdecimal():
                continue
            if not _YEAR.fullmatch(when):
                fact, remedy = f"”{when}” är inget år", _remedy(when, year.year)
            elif int(when) > year.year:
                fact = f"{when} är inte tidigare än {year.year}"
                remedy = "rätta året, eller ta bort utfallet"
            else:
                continue
            yield Diagnostic("unknown-year", LEVEL, value.origin, fact, remedy, subject=key)


def _remedy(when: str, year: int) -> str:
    """Return what to write: the latest year before this one that ends as what was written."""
    meant = next((str(y) for y in range(year - 1, year - 100, -1) if str(y).endswith(when)), "")
    return f"menade du {meant}?" if len(when) == 2 and meant else f"skriv hela året, till exempel {year - 1}"  # noqa: PLR2004  a year without its century
