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

from rapport.checks._walk import every_text, place_in
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR
# It begins with its first digit and not with what may stand before: all other text is then passed over at once.
_NUMBER = re.compile(r"\d(?<![\d-]\d)(?:\d{5}[-+]|(?:(?<=1)[89]|(?<=2)0)\d{6}[-+]?)\d{4}(?![\d-])")
_SHORTEST = len("YYMMDD-NNNN")
_TELLING = len("YYMMDDNNNN")
"""So many digits at the end say who it is; the century may stand before."""
_MONTHS, _DAYS, _COORDINATION = 12, 31, 60
"""A coordination number has 60 added to its day."""


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield texts with a personal identity number in them, without repeating the number."""
    for text, holder in every_text(year):
        if len(text) < _SHORTEST or not _NUMBER.search(text):
            continue
        for found in filter(_is_real, _NUMBER.finditer(text)):
            fact = "här står ett personnummer"
            remedy = "ta bort det; är filen redan sparad i versionshistoriken, ta bort det även där"
            yield Diagnostic("personal-number", LEVEL, place_in(holder, *found.span()), fact, remedy)


def _is_real(found: re.Match[str]) -> bool:
    digits = re.sub("[-+]", "", found[0])[-_TELLING:]
    month, day = int(digits[2:4]), int(digits[4:6]) % _COORDINATION
    return 1 <= month <= _MONTHS and 1 <= day <= _DAYS and _checks(digits)


def _checks(digits: str) -> bool:
    """Whether the check digit is right: every other digit doubled, the digits of all products added up."""
    products = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in products) % 10 == 0
