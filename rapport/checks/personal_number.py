"""Ett personnummer står i uppgifterna.

Vad:
    Söker i all text, i planen och i perioderna, efter svenska personnummer och samordningsnummer: ett datum, fyra
    siffror och en kontrollsiffra som stämmer.

Varför:
    Ett personnummer får inte finnas i en handling som läggs på webben. Det ska inte heller finnas i filerna, som
    versionshanteras och därför aldrig glömmer.

Exempel:
    kommentar: Ärendet 19121212-1212 väntar på beslut.

I stället:
    kommentar: Ett ärende väntar på beslut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.checks._walk import every_text
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
_NUMBER = re.compile(
    r"(?<![\d-])(?:(?:18|19|20)(?P<long>\d{6})[-+]?|(?P<short>\d{6})[-+])(?P<last>\d{4})(?![\d-])"
)
_SHORTEST = len("YYMMDD-NNNN")
_MONTHS, _DAYS, _COORDINATION = 12, 31, 60
"""A coordination number has 60 added to its day."""


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield texts with a personal identity number in them, without repeating the number."""
    for text, origin in every_text(year.plan, *year.reports.values()):
        if len(text) >= _SHORTEST and any(_is_real(found) for found in _NUMBER.finditer(text)):
            fact = "här står ett personnummer"
            remedy = "ta bort det; är filen redan sparad i versionshistoriken, ta bort det även där"
            yield Diagnostic("personal-number", LEVEL, origin, fact, remedy)


def _is_real(found: re.Match[str]) -> bool:
    date = found["long"] or found["short"]
    month, day = int(date[2:4]), int(date[4:]) % _COORDINATION
    return 1 <= month <= _MONTHS and 1 <= day <= _DAYS and _checks(date + found["last"])


def _checks(digits: str) -> bool:
    """Whether the check digit is right: every other digit doubled, the digits of all products added up."""
    products = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in products) % 10 == 0
