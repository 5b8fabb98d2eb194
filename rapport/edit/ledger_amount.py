"""Amounts, months and codes as accounting systems write them: ``1 234,50``, ``1.234,50-``, ``202004``, ``4630.0``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from rapport.edit.sheet_rows import NO_VALUE, SheetCell
from rapport.notation.period import MONTHS, SHORT_MONTHS

_BLANKS = str.maketrans(
    dict.fromkeys(" \t\xa0\u202f\u2009\u2007'")
    | {"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{NON-BREAKING HYPHEN}": "-"}
)
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_MARKS = re.compile(r"[.,]")
_NOTHING = frozenset({"", "-"})
_THOUSANDS = 3

_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[-/.]?(?P<month>[0-9]{2})(?:[-/.]?[0-9]{2}(?:[T ].*)?)?")
_NAMED = re.compile(r"(?P<name>[a-zåäö]+)\.?[ -]*(?P<year>(?:19|20)[0-9]{2})", re.IGNORECASE)
_DAY_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's dates."""
_SERIALS = range(30_000, 80_000)
"""Numbers that are days and no months: 1982 to 2119."""
_CLOSING_MONTHS = range(1, 17)
"""Ledgers book the closing of the year in months 13 and up."""


class UnreadableError(Exception):
    """A cell can't be read; the message and the remedy are for users."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


def parse_amount(cell: SheetCell) -> Decimal | None:
    """Return an amount, None for an empty cell.

    Raises:
        UnreadableError: no amount, or one that can be read in two ways.
    """
    if cell is None or isinstance(cell, Decimal):
        return cell
    if cell == NO_VALUE:
        raise UnreadableError(
            "cellen har en formel utan sparat värde", "öppna filen i Excel, spara den och kör kommandot igen"
        )
    text = cell.strip().translate(_BLANKS).removesuffix("kr")
    if text in _NOTHING:
        return None
    if text[-1] == "-":
        text = f"-{text[:-1]}"
    if text[0] == "(" and text[-1] == ")":
        text = f"-{text[1:-1]}"
    text = _with_point(text, cell.strip())
    if not _PLAIN.fullmatch(text):
        raise UnreadableError(
            f"”{cell.strip()}” är inget belopp", "skriv beloppet med siffror, eller ta bort raden"
        )
    return Decimal(text)


def _with_point(text: str, shown: str) -> str:
    """Return an amount with a decimal point and no marks between thousands; what is no amount stays as it is."""
    marks = _MARKS.findall(text)
    if not marks:
        return text
    parts = _MARKS.split(text)
    grouped = all(len(part) == _THOUSANDS for part in parts[1:])
    if len(marks) == 1 and grouped:
        raise UnreadableError(
            f"”{shown}” kan vara både tusental och decimaler", "exportera beloppen med två decimaler"
        )
    if len(set(marks)) == 1 and len(marks) > 1:
        return "".join(parts) if grouped else text
    whole_is_grouped = all(len(part) == _THOUSANDS for part in parts[1:-1]) and marks.count(marks[-1]) == 1
    return f"{''.join(parts[:-1])}.{parts[-1]}" if whole_is_grouped else text


def parse_month(cell: SheetCell) -> tuple[int, int]:
    """Return the year and month of an entry; a day is taken as its month.

    Raises:
        UnreadableError: no month.
    """
    text = code_text(cell)
    if text.isdecimal() and int(text) in _SERIALS:
        day = _DAY_ZERO + timedelta(days=int(text))
        return day.year, day.month
    found = _MONTH.fullmatch(text)
    if found is not None and int(found["month"]) in _CLOSING_MONTHS:
        return int(found["year"]), int(found["month"])
    named = _NAMED.fullmatch(text)
    if named is not None:
        for names in (MONTHS, SHORT_MONTHS):
            if named["name"].casefold() in names:
                return int(named["year"]), names.index(named["name"].casefold()) + 1
    raise UnreadableError(f"”{text}” är ingen månad", "perioder skrivs som 202004, 2020-04 eller april 2020")


def code_text(cell: SheetCell) -> str:
    """Return a code as text, whether the cell has it as text or as a number."""
    if cell is None or cell == NO_VALUE:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}" if cell != cell.to_integral_value() else str(int(cell))
    return " ".join(cell.split())
