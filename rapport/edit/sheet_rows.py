"""The rows of an .xlsx file as text and exact decimals.

The sheets are read straight from their XML: openpyxl makes floats of the numbers, and takes twice as long over the
hundred thousand rows that a ledger has.
"""

from __future__ import annotations

import posixpath
import re
from decimal import Decimal, InvalidOperation
from typing import IO, TYPE_CHECKING, NamedTuple, cast
from xml.etree import ElementTree as ET

from msgspec import Struct

from rapport.notation.number import MOST_DIGITS
from rapport.write.package import DAMAGED, NotAPackageError, PackageError, open_package, open_part

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

NO_VALUE = "\x00"
"""Stands in a cell whose formula has no stored value."""

SheetCell = str | Decimal | None


class SheetRow(NamedTuple):
    """A row of a sheet: its number and its cells, the first column first."""

    number: int
    cells: list[SheetCell]


class Workbook(Struct, frozen=True):
    """A workbook: its package, its texts, the parts of its sheets by name."""

    package: zipfile.ZipFile
    texts: tuple[str, ...]
    sheets: dict[str, str]


MOST_BYTES = 500_000_000
"""How large a workbook may be unpacked; a hundred thousand rows of a ledger are some fifty million bytes."""
MOST_COLUMNS = 16_384
"""As many as Excel has."""
_SMALLEST = 400
"""The smallest number in a workbook has some three hundred zeros after the decimal point."""
_BROKEN = (ET.ParseError, IndexError, *DAMAGED)
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]*")


class NotAWorkbookError(Exception):
    """The bytes are no .xlsx file; the message is for users, after "filen", "" when there is no more to say."""


def open_workbook(data: bytes) -> Workbook:
    """Open an .xlsx file.

    Raises:
        NotAWorkbookError: it isn't one.
    """
    try:
        package = open_package(data, MOST_BYTES)
        return Workbook(package, _texts(package), _sheets(package))
    except (NotAPackageError, *_BROKEN) as fault:
        raise NotAWorkbookError from fault
    except PackageError as fault:
        raise NotAWorkbookError(str(fault)) from fault


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the parts of the sheets by their names, in the workbook's order."""
    relations = _tree(package, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    book = _tree(package, "xl/workbook.xml")
    found = {}
    for sheet in (node for node in book.iter() if _local(node.tag) == "sheet"):
        key = next((value for name, value in sheet.items() if _local(name) == "id"), "")
        target = targets[key]
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if "worksheets/" in part:
            found[sheet.get("name", "")] = part
    return found


def _texts(package: zipfile.ZipFile) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return ()
    return tuple(_words(item) for item in _tree(package, "xl/sharedStrings.xml"))


def _tree(package: zipfile.ZipFile, name: str) -> ET.Element:
    """Return a part as a tree; what could grow in it has been refused by then."""
    with open_part(package, name) as part:
        return ET.parse(cast("IO[bytes]", part)).getroot()  # noqa: S314  the part lets no declarations through


def _words(node: ET.Element) -> str:
    """Return the text of a string, without how its signs are pronounced."""
    parts = []
    for child in node:
        kind = _local(child.tag)
        if kind == "t":
            parts.append(child.text or "")
        elif kind == "r":
            parts.append(_words(child))
    return "".join(parts)


def sheet_rows(book: Workbook, name: str) -> Iterator[SheetRow]:
    """Yield the rows of a sheet that have anything in them.

    Raises:
        NotAWorkbookError: the sheet is broken.
    """
    number = 0
    try:
        with open_part(book.package, book.sheets[name]) as part:
            for _, node in ET.iterparse(cast("IO[bytes]", part)):  # noqa: S314  as above
                if node.tag.endswith("}row"):
                    number = int(node.get("r", number + 1))
                    yield SheetRow(number, _cells(node, book.texts))
                    node.clear()
    except PackageError as fault:
        raise NotAWorkbookError(str(fault)) from fault
    except _BROKEN as fault:
        raise NotAWorkbookError from fault


def _cells(row: ET.Element, texts: tuple[str, ...]) -> list[SheetCell]:
    cells: list[SheetCell] = []
    for node in row:
        place = node.get("r")
        column = len(cells) if place is None else _column(place)
        if column > len(cells):
            cells += [None] * (column - len(cells))
        cells.append(_value(node, texts))
    return cells


_COLUMNS: dict[str, int] = {}


def _column(place: str) -> int:
    """Return which column ``AB12`` is in, counted from 0.

    Raises:
        ValueError: no sheet has such a place.
    """
    match = _PLACE.fullmatch(place)
    letters = match[1] if match else ""
    if letters not in _COLUMNS:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        if not 0 < number <= MOST_COLUMNS:
            raise ValueError(place)
        _COLUMNS[letters] = number - 1
    return _COLUMNS[letters]


def _value(node: ET.Element, texts: tuple[str, ...]) -> SheetCell:
    kind, written, formula = node.get("t", "n"), None, False
    for child in node:
        if child.tag.endswith("}v"):
            written = child.text
        elif child.tag.endswith("}f"):
            formula = True
        elif child.tag.endswith("}is"):
            return _words(child)
    if written is None:
        return NO_VALUE if formula else None
    if kind == "s":
        return texts[int(written)]
    return _number(written) if kind == "n" else written


def _number(written: str) -> Decimal | str:
    """Return a number as it was typed: the file has binary noise such as 0.30000000000000004."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        return written
    if not number.is_finite() or not -_SMALLEST < number.adjusted() < MOST_DIGITS:
        return written
    significant = 15
    return (
        number
        if len(number.as_tuple().digits) <= significant
        else Decimal(f"{number:.{significant}g}").normalize()
    )
