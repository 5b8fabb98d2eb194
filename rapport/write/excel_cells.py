"""One thing into one cell: words, a number, a formula with its value, a link, a note."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from rapport.write.excel_formula import cell_name, quoted_sheet
from rapport.write.excel_limits import (
    WorkbookError,
    check_number,
    check_text,
    is_writable_number,
    is_writable_text,
)
from rapport.write.excel_looks import Look, Part, properties

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rapport.write.excel_layout import Place

AUTHOR = "rapport"
"""Signs the document and its cell notes; a user's name would make every machine differ."""

Spot = tuple[int, int]
"""Row and column of a cell, from 0."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_LINE_HEIGHT, _ROW_MARGIN, _HIGHEST_ROW = 13.5, 4, 409
"""Points; Excel has no higher rows."""
_NOTE_WIDTH = 280
_NOTE_LINE = 44
"""Width of a cell note in pixels, and about how many characters that holds."""


class Book(Struct, frozen=True):
    """The file being written, where every table stands, and the formats made so far."""

    file: Any
    places: Mapping[str, Place]
    formats: dict[Look, Any] = field(default_factory=dict)


class Page(Struct, frozen=True):
    """A sheet being written, in its book."""

    book: Book
    sheet: Any


def add_page(book: Book, name: str) -> Page:
    """Add a sheet to the book."""
    return Page(book, book.file.add_worksheet(name))


def set_height(page: Page, row: int, lines: int) -> None:
    """Make a row high enough for its lines; Excel would do it by itself, LibreOffice does not."""
    page.sheet.set_row(row, min(_LINE_HEIGHT * lines + _ROW_MARGIN, _HIGHEST_ROW))


def write_text(page: Page, spot: Spot, text: str, look: Look) -> None:
    """Write words as words, whatever they look like; no words leave an empty cell with its look."""
    check_value(page, spot, text)
    if not text:
        done(page, spot, page.sheet.write_blank(*spot, None, _format(page, look)))
        return
    done(page, spot, page.sheet.write_string(*spot, text, _format(page, _guarded(look, text))))


def write_lines(page: Page, row: int, lines: Iterable[str], part: Part) -> None:
    """Write lines of text below each other in the first column."""
    for position, line in enumerate(lines, row):
        write_text(page, (position, 0), line, Look(part))


def write_link(page: Page, spot: Spot, target: str, text: str, part: Part = Part.LINK) -> None:
    """Write a link to the top of another sheet."""
    address = f"internal:{quoted_sheet(target)}!A1"
    look = _guarded(Look(part), text)
    done(page, spot, page.sheet.write_url(*spot, address, _format(page, look), text))


def write_note(page: Page, spot: Spot, texts: Sequence[str]) -> None:
    """Hang a note on a cell, large enough to be read; no texts, no note."""
    text = "\n".join(filter(None, texts))
    if not text:
        return
    check_value(page, spot, text)
    lines = sum(1 + len(line) // _NOTE_LINE for line in text.split("\n"))
    options = {"author": AUTHOR, "width": _NOTE_WIDTH, "height": 12 + 16 * lines, "font_size": 9}
    done(page, spot, page.sheet.write_comment(*spot, text, options))


def check_value(page: Page, spot: Spot, value: Decimal | str | None) -> None:
    """Refuse a value that Excel can't hold; where it is is put into words only then."""
    if isinstance(value, Decimal):
        if not is_writable_number(value):
            check_number(value, _named(page, spot))
    elif value and not is_writable_text(value):
        check_text(value, _named(page, spot))


def style_of(page: Page, look: Look) -> int:
    """Return the number of a look in the file."""
    number: int = page.book.file.style_of(_format(page, look))
    return number


def _format(page: Page, look: Look) -> Any:
    formats = page.book.formats
    made = formats.get(look)
    if made is None:
        made = formats[look] = page.book.file.add_format(properties(look))
        # numbered now, so that the numbers follow the sheets whichever way a cell is written
        page.book.file.style_of(made)
    return made


def _guarded(look: Look, text: str) -> Look:
    return replace(look, quoted=True) if is_like_formula(text) else look


def is_like_formula(text: str) -> bool:
    """Whether a text begins like a formula, and is marked so that it stays text when somebody edits the cell."""
    return text.startswith(_FORMULA_STARTS)


def _named(page: Page, spot: Spot) -> str:
    return f"bladet ”{page.sheet.get_name()}”, cell {cell_name(*spot)}"


def done(page: Page, spot: Spot, status: int) -> None:
    """Make XlsxWriter's silent refusal of a cell heard."""
    if status != 0:
        raise WorkbookError(f"{_named(page, spot)}: cellen kunde inte skrivas")
