"""Ett personnamn står där det ska stå en roll.

Vad:
    Pekar ut ansvarig: och roll: med två eller fler ord i rad som börjar med stor bokstav, när inget i texten är en roll
    eller en del av organisationen.

Varför:
    Rapporten är en allmän handling och ligger kvar på webben när personen har bytt arbete. En roll räcker, och gäller
    även efter ett byte.

Exempel:
    risker:
      hot: {text: Hot mot personal, ansvarig: Kim Exempelsson}

I stället:
    risker:
      hot: {text: Hot mot personal, ansvarig: enhetschef}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.checks._walk import every_record
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import PlacedText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.WARNING
_FIELDS = {"owner": "ansvarig", "role": "roll"}
_WORD = r"[A-ZÅÄÖÉ][a-zåäöéü]+"
_NAME = re.compile(
    rf"(?<![\w-]){_WORD}(?:-{_WORD})?(?: (?:av|af|von|de))?(?: {_WORD}(?:-{_WORD})?)+(?![\w-])"
)
_ROLE = re.compile(
    r"chef|ledare|ledning|ledamot|ansvarig|direktör|ekonom|controller|utredare|sekreterare|handläggare|samordnare|"
    r"koordinator|strateg|jurist|konsult|specialist|ordförande|enhet|förvaltning|nämnd|avdelning|sektor|stab|grupp|"
    r"cent(?:er|rum)|team|kontor|kommun|myndighet|verksamhet|råd\b|utskott|rektor|pedagog|registrator|stöd",
    re.IGNORECASE,
)


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield what looks like a name in fields that are for roles."""
    units = {name.casefold() for name in year.plan.units.values()}
    for record in every_record(year):
        for field, key in _FIELDS.items():
            text = record.__dict__.get(field)
            if not text or not isinstance(text, str) or text.casefold() in units or _ROLE.search(text):
                continue
            if name := _NAME.search(text):
                fact = f"{key}: ”{text}” ser ut som ett personnamn"
                remedy = "skriv en roll, till exempel enhetschef"
                place = text.place(*name.span()) if isinstance(text, PlacedText) else record.origin
                yield Diagnostic("person-name", LEVEL, place, fact, remedy, subject=name[0])
