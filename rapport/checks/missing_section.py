"""Ett helt avsnitt saknas i årets plan fast annat hänvisar till det.

Vad:
    Pekar ut avsnitten skalor:, regler:, nivåer:, mål:, ekonomi:, uppdrag:, risker:, enheter: och verksamhetsmått: när
    de inte finns i någon av planens filer och flera ställen hänvisar till dem.

Varför:
    När ett helt avsnitt är borta har oftast en fil tagits bort, flyttats eller fått ett annat namn. Det är ett fel,
    fast det syns på många ställen.

Exempel:
    # data/2020/mål.yaml är borttagen
    # data/2020/T1/utfall.yaml
    utfall: {hvb-dygn: 1 050, sjukfrånvaro: 9,57 %}

I stället:
    # data/2020/mål.yaml
    mål:
      vård:
        nivå: nämndmål
        namn: Vården ges hemma
        indikatorer: {hvb-dygn: {namn: Dygn på HVB}, sjukfrånvaro: {namn: Sjukfrånvaro}}
    # data/2020/T1/utfall.yaml
    utfall: {hvb-dygn: 1 050, sjukfrånvaro: 9,57 %}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._sections import missing_sections
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
_SHOWN = 3
_OF_THE_YEAR = ("skalor", "regler", "nivåer", "enheter")
"""The sections that usually stand together in år.yaml; others have a file of their own name."""


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield the sections that are missing, all at once: they may have been in the same file."""
    missing = missing_sections(year)
    if not missing:
        return
    *more, last = [f"{key}:" for key in missing]
    sections = f"{', '.join(more)} och {last}" if more else last
    places = sorted(place for found in missing.values() for place in found)
    fact = f"planen saknar {sections}, som {len(places)} ställen hänvisar till"
    folder = year.plan.origin
    usual = dict.fromkeys("år.yaml" if key in _OF_THE_YEAR else f"{key}.yaml" for key in missing)
    remedy = f"lägg tillbaka det i {folder.path}, där det oftast står i {', '.join(usual)}"
    related = tuple(places[:_SHOWN])
    yield Diagnostic("missing-section", LEVEL, folder, fact, remedy, related, ", ".join(missing))
