"""Ett namn är stavat på mer än ett sätt.

Vad:
    Jämför namnen på nämnden, enheterna, raderna i ekonomitabellerna och grupperna av verksamhetsmått och åtgärder, och
    pekar ut namn som bara skiljer sig i skrivsätt: ett bindestreck, & mot och, en bokstav. Obestämd och bestämd form,
    Fritidsgårdar och Fritidsgårdarna, är olika ord och ingen stavning.

Varför:
    Läsaren undrar om det är samma enhet, och den som söker eller summerar på namnet missar den ena.

Exempel:
    flyktingar: {namn: Flyktningmottagande}
    # i en annan tabell:
    mottagande: {namn: Flyktingmottagande}

I stället:
    flyktingar: {namn: Flyktingmottagande}
    mottagande: {namn: Flyktingmottagande}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapport.checks._alike import earlier_alike, spelled_otherwise
from rapport.diagnostic import Diagnostic, Level
from rapport.model.record import places_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Plan, Year
    from rapport.origin import Origin

LEVEL = Level.WARNING


class _Named(NamedTuple):
    name: str
    origin: Origin
    subject: str


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield names spelled otherwise than the first like them, once per spelling."""
    told: set[str] = set()
    for thing, first in earlier_alike(_names(year.plan), lambda named: named.name, spelled_otherwise):
        if thing.name == first.name or thing.name in told:
            continue
        told.add(thing.name)
        fact = f"”{thing.name}” är stavat ”{first.name}” på ett annat ställe"
        remedy, related = "stava namnet likadant överallt", (first.origin,)
        yield Diagnostic("spelling-varies", LEVEL, thing.origin, fact, remedy, related, subject=thing.subject)


def _names(plan: Plan) -> Iterator[_Named]:
    # The committee and the units are plain texts; the plan knows where they stand.
    if plan.committee:
        yield _Named(plan.committee, places_in(plan, "nämnd").get("", plan.origin), "nämnd")
    units = places_in(plan, "enheter")
    yield from (_Named(name, units.get(key, plan.origin), key) for key, name in plan.units.items())
    for table, declared in plan.economy.items():
        for row, line in declared.lines.items():
            yield _Named(line.name, line.origin, f"{table}.{row}")
    yield from (_Named(group.name, group.origin, key) for key, group in plan.activity.items())
    yield from (_Named(group.name, group.origin, key) for key, group in plan.measures.items())
