"""A collection form: what a period must report, as sheets of cells to fill in beside cells to read.

A form is a value. `rapport.edit.collect` makes it from the plan and the period's files, `rapport.edit.collect_sheet`
writes it as a workbook, and the import holds filled-in workbooks against it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal


_ROW_NAMED = re.compile(r"\{[^{}!]*!([^{}]*)\}")
"""The key of another row in the formula of a cell."""


class Kind(StrEnum):
    """What may stand in a field."""

    AMOUNT = "belopp"
    """A figure in the unit of its table."""
    OUTCOME = "utfall"
    """A figure that brings its own unit: 37,99 %."""
    CHOICE = "val"
    """One of a few words: Ja, genomfört, G."""
    TEXT = "text"


class Field(Struct, frozen=True):
    """A value that is asked for: ``path`` are the keys that lead to it in the period's files.

    ``words`` are the choices. ``references`` are figures that the value should resemble: the previous one, the
    budget.
    """

    path: tuple[str, ...]
    kind: Kind
    unit: str = ""
    words: tuple[str, ...] = ()
    references: tuple[Decimal, ...] = ()


class Fact(Struct, frozen=True):
    """Something to read."""

    value: str | Decimal
    decimals: int = 0


class Input(Struct, frozen=True):
    """Something to fill in; ``start`` is what the period's files say now, as it is written there."""

    field: Field
    start: str = ""


class Live(Struct, frozen=True):
    """Something that the workbook computes: a formula with ``{column}`` and ``{column!row}`` for cells of the sheet.

    ``value`` is its result as things stand; None shows nothing.
    """

    formula: str
    value: Decimal | None = None
    decimals: int = 0


Content = Fact | Input | Live


class Column(Struct, frozen=True):
    """A column; ``field`` names it for the import, ``help`` is what its input cells say when they are entered."""

    field: str
    title: str
    width: int = 14
    help: str = ""


class Row(Struct, frozen=True):
    """A row; ``unit`` is who fills it in, "" for nobody in particular. A heading has the rows below it."""

    key: str
    cells: Mapping[str, Content]
    unit: str = ""
    heading: bool = False
    total: bool = False


class Sheet(Struct, frozen=True):
    """A sheet: what it is called, what it asks, its columns and rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    remark: str = ""

    def inputs(self) -> Iterator[tuple[str, str, Input]]:
        """Yield every cell to fill in with the key of its row and the field name of its column."""
        for row in self.rows:
            for name, content in row.cells.items():
                if isinstance(content, Input):
                    yield row.key, name, content


class Form(Struct, frozen=True):
    """A whole form; ``hashes`` are the SHA-256 sums of the period's files by path."""

    period: str
    title: str
    unit: str
    sheets: tuple[Sheet, ...]
    hashes: Mapping[str, str] = field(default_factory=dict)

    def inputs(self) -> Iterator[tuple[str, str, Input]]:
        """Yield every cell to fill in with the key of its row and the field name of its column."""
        for sheet in self.sheets:
            yield from sheet.inputs()


def for_unit(form: Form, unit: str, title: str) -> Form:
    """Return the part of a form that one unit fills in; "" is what no unit is named for."""
    sheets = tuple(_part(sheet, unit) for sheet in form.sheets)
    return Form(
        form.period,
        title,
        unit,
        tuple(sheet for sheet in sheets if any(True for _ in sheet.inputs())),
        form.hashes,
    )


def _part(sheet: Sheet, unit: str) -> Sheet:
    """Keep a unit's rows, and the headings above them; only whoever answers for the whole fills in headings."""
    kept: list[Row] = []
    for row in reversed(sheet.rows):
        if row.heading and (unit == "" or (kept and not kept[-1].heading)):
            kept.append(row if unit == "" else _read_only(row))
        elif not row.heading and row.unit == unit:
            kept.append(row)
    kept = _without_broken_sums(kept)
    used = {name for row in kept for name in row.cells}
    columns = tuple(column for column in sheet.columns if column.field in used)
    return Sheet(sheet.name, sheet.title, columns, tuple(reversed(kept)), sheet.remark)


def _without_broken_sums(rows: list[Row]) -> list[Row]:
    """Leave out what adds up rows that other units fill in, and rows that then say nothing but a name."""
    while True:
        there = {row.key for row in rows}
        whole = [row for row in rows if row.heading or not _broken(row, there)]
        if len(whole) == len(rows):
            return rows
        rows = whole


def _broken(row: Row, there: set[str]) -> bool:
    """Whether a row is a sum of rows that aren't there, with nothing to fill in."""
    formulas = [content.formula for content in row.cells.values() if isinstance(content, Live)]
    named = {key for formula in formulas for key in _ROW_NAMED.findall(formula)}
    return bool(named - there)


def _read_only(row: Row) -> Row:
    cells = {name: content for name, content in row.cells.items() if not isinstance(content, Input)}
    return Row(row.key, cells, row.unit, row.heading, row.total)


def units_of(form: Form) -> list[str]:
    """Return the units that have something of their own to fill in, in the order of the form."""
    return list(dict.fromkeys(row.unit for sheet in form.sheets for row in sheet.rows if row.unit))
