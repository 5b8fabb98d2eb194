"""What an Excel file can't hold, found before it is written and said in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from rapport import notation

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTENTS = "Innehåll"
"""The sheet that the writer itself puts first."""

LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LARGEST_EXPONENT = 307

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[][:*?/\\]")
_RESERVED_SHEET_NAME = "history"


class WorkbookError(ValueError):
    """Something that an Excel file can't hold; the message is Swedish and names the sheet and the cell."""


def is_writable_text(text: str) -> bool:
    """Whether Excel surely holds a text; ``check_text`` says why not."""
    # A character may take two of Excel's places.
    return len(text) <= LONGEST_TEXT // 2 and _UNWRITABLE.search(text) is None


def is_writable_number(value: Decimal) -> bool:
    """Whether Excel surely holds a number; ``check_number`` says why not."""
    return value.is_finite() and (not value or value.adjusted() <= LARGEST_EXPONENT)


def check_text(text: str, spot: str) -> None:
    """Refuse a text that Excel would cut, drop or call damaged.

    Args:
        text: The text of a cell or a cell note.
        spot: Where it was going, such as ``bladet ”Mål”, cell B7``.

    Raises:
        WorkbookError: the text is too long or has a control character.
    """
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > LONGEST_TEXT:
        raise WorkbookError(
            f"{spot}: texten är {_count(length)} tecken lång, en cell i Excel rymmer {_count(LONGEST_TEXT)}"
        )
    if found := _UNWRITABLE.search(text):
        raise WorkbookError(
            f"{spot}: texten innehåller styrtecknet U+{ord(found[0]):04X} på plats {found.start() + 1}, "
            "som inte kan stå i en cell"
        )


def check_number(value: Decimal, spot: str) -> None:
    """Refuse a number that Excel has no cell value for.

    Raises:
        WorkbookError: the number is NaN, infinite or too large.
    """
    if not value.is_finite():
        raise WorkbookError(f"{spot}: ”{value}” är inget tal som kan stå i en cell")
    if value and value.adjusted() > LARGEST_EXPONENT:
        raise WorkbookError(f"{spot}: talet {value:.3E} är större än Excel klarar")


def check_sheet_names(names: Iterable[str]) -> None:
    """Refuse sheet names that Excel doesn't accept, and names used twice.

    Raises:
        WorkbookError: the first name that can't be used, and why.
    """
    seen = {CONTENTS.casefold(): CONTENTS}
    for name in names:
        if fault := _fault_of_sheet_name(name):
            raise WorkbookError(f"bladnamnet ”{name}” {fault}")
        first = seen.setdefault(name.casefold(), name)
        if first is not name:
            owner = "det första bladet, som skapas automatiskt" if first is CONTENTS else "ett annat blad"
            raise WorkbookError(f"bladnamnet ”{name}” är upptaget av {owner}")


def _fault_of_sheet_name(name: str) -> str:
    """Say why a sheet can't be called so, or nothing."""
    forbidden = _FORBIDDEN_IN_SHEET_NAMES.search(name)
    faults = {
        "är tomt": not name.strip(),
        f"är {len(name)} tecken långt, Excel tillåter {LONGEST_SHEET_NAME}": len(name) > LONGEST_SHEET_NAME,
        "innehåller ett styrtecken": _UNWRITABLE.search(name) or "\n" in name or "\t" in name,
        f"innehåller ”{forbidden and forbidden[0]}”, som inte får stå i ett bladnamn": forbidden,
        "börjar eller slutar med en apostrof": name.startswith("'") or name.endswith("'"),
        "är reserverat av Excel": name.casefold() == _RESERVED_SHEET_NAME,
    }
    return next((fault for fault, found in faults.items() if found), "")


def check_extent(rows: int, columns: int, sheet: str) -> None:
    """Refuse a sheet with more rows or columns than Excel has.

    Raises:
        WorkbookError: the sheet is too large.
    """
    if rows > LAST_ROW or columns > LAST_COLUMN:
        raise WorkbookError(
            f"bladet ”{sheet}”: {_count(rows)} rader och {_count(columns)} kolumner; "
            f"Excel rymmer {_count(LAST_ROW)} och {_count(LAST_COLUMN)}"
        )


def _count(number: int) -> str:
    return notation.format_number(Decimal(number))
