"""The table that every writer understands: columns, rows and cells with value, kind and tone."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport import notation
from rapport.saying import Saying

if TYPE_CHECKING:
    from decimal import Decimal

    from rapport.origin import Origin

MISSING = "–"
"""What a reader sees where there is no value."""


class Kind(StrEnum):
    """What sort of thing a cell or a column holds; it decides alignment and number format."""

    TEXT = "text"
    NUMBER = "number"
    RATING = "rating"


class Tone(StrEnum):
    """What a cell means, good or bad; the writers own the colours."""

    PLAIN = "plain"
    GOOD = "good"
    FAIR = "fair"
    WATCH = "watch"
    POOR = "poor"
    BAD = "bad"
    UNRATED = "unrated"


class RowKind(StrEnum):
    """What part a row plays in its table."""

    ITEM = "item"
    HEADING = "heading"
    """Opens a group; its other cells are intentionally empty or hold a summary."""
    GROUP = "group"
    """A node above the following items with a value of its own: a committee goal above its indicators."""
    SUM = "sum"
    TOTAL = "total"
    MEMO = "memo"
    """A "varav" row: shown, never summed."""


class Ref(Struct, frozen=True):
    """Another cell, by row key and column key; ``table`` names another table of the same workbook."""

    row: str
    column: str
    table: str = ""


class Number(Struct, frozen=True):
    """A constant number in a formula."""

    value: Decimal


class Words(Struct, frozen=True):
    """A constant text in a formula."""

    text: str


class Sum(Struct, frozen=True):
    """The sum of cells; cells without a value count as nothing."""

    terms: tuple[Ref, ...]


class Operation(Struct, frozen=True):
    """Two operands joined by ``+ - * /`` or compared by ``< <= > >= = <>``."""

    operator: str
    left: Formula
    right: Formula


class Call(Struct, frozen=True):
    """A spreadsheet function, one of ABS, IF, MAX, MIN, ROUND."""

    function: str
    arguments: tuple[Formula, ...]


Formula = Ref | Number | Words | Sum | Operation | Call


class Claim(Struct, frozen=True):
    """A figure typed although it can be computed, and what the computation gives.

    ``computed`` is in the unit of the cell. The cell prints ``stated``; the workbook marks it.
    """

    stated: Decimal
    computed: Decimal


class Cell(Saying, frozen=True):
    """One value in a table.

    ``value`` is a Decimal for numbers, a string for words, None when missing. ``unit`` follows a number
    ("%", "dagar"); a column whose title or caption states the unit leaves it out. ``decimals`` is how many a
    reader sees, the value itself is never rounded. ``text`` replaces the automatic wording of the value.
    ``note`` is a quiet second line, such as a comment on an indicator. ``formula`` says how the value follows
    from other cells; with a ``claim`` the printed value is the claimed one. ``remark`` is shown to auditors
    (a cell note in Excel, a comment in the review copy), not in the table itself.
    """

    value: Decimal | str | None = None
    kind: Kind = Kind.TEXT
    unit: str = ""
    decimals: int = 0
    text: str = ""
    tone: Tone = Tone.PLAIN
    symbol: str = ""
    note: str = ""
    remark: str = ""
    signed: bool = False
    formula: Formula | None = None
    claim: Claim | None = None
    origin: Origin | None = None

    @property
    def shown(self) -> str:
        """Return what a reader sees: Swedish number notation, or the words, or a dash."""
        if self.text:
            return self.text
        if self.value is None or self.value == "":
            return MISSING
        if isinstance(self.value, str):
            return self.value
        return notation.format_number(self.value, self.decimals, self.unit, signed=self.signed)


EMPTY = Cell(text=" ")
"""A cell of a heading row that intentionally says nothing."""


class Column(Struct, frozen=True):
    """A column: its key, its title and what it holds.

    ``title`` is unique within the table; a line feed marks where a two-line title breaks. ``about`` explains
    the column to a reader who sees nothing else of the table (Excel notes, HTML).
    """

    key: str
    title: str
    kind: Kind = Kind.NUMBER
    about: str = ""


class Row(Struct, frozen=True):
    """A row: one cell per column, its part in the table and how deep it is indented."""

    key: str
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.ITEM
    indent: int = 0
    footnote: str = ""


class Table(Struct, frozen=True):
    """A table without looks.

    ``caption`` says what it shows, with the unit; ``description`` is the longer text for those who can't see
    it; ``notes`` stand below it.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    description: str = ""
    unit: str = ""
    tones: tuple[tuple[str, Tone], ...] = ()
    """What every word that a computed rating may become means, so that its colour can follow it."""

    def column(self, key: str) -> int:
        """Return the position of a column.

        Raises:
            KeyError: no such column.
        """
        for position, column in enumerate(self.columns):
            if column.key == key:
                return position
        raise KeyError(key)

    def cell(self, row: str, column: str) -> Cell:
        """Return one cell by row key and column key.

        Raises:
            KeyError: no such row or column.
        """
        for candidate in self.rows:
            if candidate.key == row:
                return candidate.cells[self.column(column)]
        raise KeyError(row)
