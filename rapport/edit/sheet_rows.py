"""The rows of an .xlsx file as text and exact decimals.

The sheets are read straight from their XML: openpyxl makes floats of the numbers, and takes twice as long over the
hundred thousand rows that a ledger has.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_VALUE = "\x00"
"""Stands in a cell whose formula has no stored value."""

SheetCell = str | Decimal | None


class SheetRow(NamedTuple):
    """A row of a sheet: its number and its cells, the first column first."""

    number: int
    cells: list[SheetCell]


@dataclass(frozen=True)
class Workbook:
    """A workbook: its package, its texts, the parts of its sheets by name."""

    package: zipfile.ZipFile
    texts: tuple[str, ...]
    sheets: dict[str, str]


class NotAWorkbookError(Exception):
    """The bytes are no .xlsx file."""


def open_workbook(data: bytes) -> Workbook:
    """Open an .xlsx file.

    Raises:
        NotAWorkbookError: it isn't one.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        return Workbook(package, _texts(package), _sheets(package))
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as fault:
        raise NotAWorkbookError from fault


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the parts of the sheets by their names, in the workbook's order."""
    relations = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  as above
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314  as above
    found = {}
    for sheet in (node for node in book.iter() if _local(node.tag) == "sheet"):
        key = next(value for name, value in sheet.items() if _local(name) == "id")
        target = targets[key]
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if "worksheets/" in part:
            found[sheet.get("name", "")] = part
    return found


def _texts(package: zipfile.ZipFile) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return ()
    root = ET.fromstring(package.read("xl/sharedStrings.xml"))  # noqa: S314  as above
    return tuple(_words(item) for item in root)


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
        with book.package.open(book.sheets[name]) as part:
            for _, node in ET.iterparse(part):  # noqa: S314  as above
                if node.tag.endswith("}row"):
                    number = int(node.get("r", number + 1))
                    yield SheetRow(number, _cells(node, book.texts))
                    node.clear()
    except (ET.ParseError, zipfile.BadZipFile, KeyError, IndexError, ValueError) as fault:
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
    """Return which column ``AB12`` is in, counted from 0."""
    letters = place.rstrip("0123456789")
    if letters not in _COLUMNS:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
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
    significant = 15
    return (
        number
        if len(number.as_tuple().digits) <= significant
        else Decimal(f"{number:.{significant}g}").normalize()
    )
