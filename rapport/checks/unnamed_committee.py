"""Årets plan säger inte vilken kommun eller nämnd det gäller.

Vad:
    Pekar ut att kommun: saknas där nämnd: står, och tvärtom.

Varför:
    Båda står på omslaget, och {{ kommun }} i en text blir tom.

Exempel:
    nämnd: Kultur- och fritidsnämnden

I stället:
    kommun: Storsjö kommun
    nämnd: Kultur- och fritidsnämnden
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.model.record import left_empty, places_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.WARNING


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield what of the municipality and the committee has no name where the other has."""
    plan = year.plan
    named = {"kommun": plan.municipality, "nämnd": plan.committee}
    missing = [key for key, name in named.items() if not name]
    if len(missing) == 1:
        key, other = missing[0], next(key for key in named if key != missing[0])
        # Where the key stands without a value is where the name belongs; otherwise it belongs beside the other one.
        place = left_empty(plan).get(key) or places_in(plan, other).get("", plan.origin)
        fact, remedy = f"årets plan säger inte vilken {key} det gäller", f"skriv {key}: i den här filen"
        yield Diagnostic("unnamed-committee", LEVEL, place, fact, remedy, subject=key)
