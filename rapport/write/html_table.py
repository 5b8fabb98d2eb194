"""Tables as HTML: a caption, headers with scope, groups, and a form that suits a narrow screen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.tables.cell import MISSING, Kind, RowKind, Tone
from rapport.write import palette
from rapport.write.html_text import escape, hidden, one_line, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.tables.cell import Cell, Column, Row, Table

_PHONE = 40
"""About how many characters fit beside each other on a phone."""
_TEXT = 16
"""What a column of text needs at least."""
_MOST_STACKED = 6
"""With more columns the figures belong together, and a table is scrolled rather than taken apart."""
_MOST_INDENT = 4
_ALIGNED = {Kind.NUMBER: "number", Kind.RATING: "rating"}
_OPENING = frozenset({RowKind.HEADING, RowKind.GROUP})


class Form(StrEnum):
    """What becomes of a table on a narrow screen."""

    NARROW = "narrow"
    """It fits as it is."""
    STACKED = "stacked"
    """Each row becomes a card with a line per column."""
    WIDE = "wide"
    """It is scrolled sideways; its first column stays."""


class _Setting(Struct, frozen=True):
    """A table while it is written: the name its parts refer to, its form and its numbered footnotes."""

    table: Table
    name: str
    form: Form
    footnotes: Mapping[str, int]

    def role(self, role: str) -> str:
        """Return a role as attribute: a row that is no table row to the browser must still be one to a listener."""
        return f' role="{role}"' if self.form is Form.STACKED else ""


def captioned(table: Table, name: str, label: str) -> str:
    """Return a table with its caption above and its notes below.

    Args:
        table: The table.
        name: Its id in the page.
        label: What stands before the caption, such as ``Tabell 3``.
    """
    notes = dict.fromkeys(row.footnote for row in table.rows if row.footnote)
    setting = _Setting(table, name, form(table), {note: place for place, note in enumerate(notes, 1)})
    described = f' aria-describedby="{name}-om"' if table.description else ""
    about = f'<p class="hidden" id="{name}-om">{one_line(table.description)}</p>' if table.description else ""
    grid = (
        f'<table class="{setting.form}"{setting.role("table")}{described}>'
        f'<caption id="{name}">{escape(label)}. {words(table.caption)}</caption>{_head(setting)}{_bodies(setting)}</table>'
    )
    if setting.form is Form.WIDE:
        grid = f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">{grid}</div>'
    return f'<div class="table">{about}{grid}{_notes(setting)}{_columns(table.columns)}</div>\n'


def form(table: Table) -> Form:
    """Return what becomes of a table on a narrow screen."""
    needed = sum(_needed(table, place) for place in range(len(table.columns)))
    if needed <= _PHONE:
        return Form.NARROW
    has_headings = any(row.kind is RowKind.HEADING for row in table.rows)
    return Form.WIDE if has_headings or len(table.columns) > _MOST_STACKED else Form.STACKED


def _needed(table: Table, place: int) -> int:
    """Return about how many characters a column takes: figures stay whole, running text wraps."""
    column = table.columns[place]
    longest = max((len(row.cells[place].shown) for row in table.rows), default=0)
    title = max((len(word) for word in column.title.split()), default=0)
    return max(min(longest, _TEXT) if column.kind is Kind.TEXT else longest, title) + 2


def _head(setting: _Setting) -> str:
    cells = "".join(
        f'<th scope="col"{setting.role("columnheader")}{_class(_ALIGNED.get(column.kind, ""))}>{words(column.title)}</th>'
        for column in setting.table.columns
    )
    return f"<thead{setting.role('rowgroup')}><tr{setting.role('row')}>{cells}</tr></thead>"


def _bodies(setting: _Setting) -> str:
    opening = f"<tbody{setting.role('rowgroup')}>"
    groups = ("".join(_row(setting, row) for row in rows) for rows in _groups(setting.table.rows))
    return "".join(f"\n{opening}{rows}</tbody>" for rows in groups)


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows in groups, each with the heading or goal that opens it."""
    groups: list[list[Row]] = []
    for row in rows:
        if not groups or _starts_group(row, groups[-1][0]):
            groups.append([])
        groups[-1].append(row)
    return groups


def _starts_group(row: Row, opener: Row) -> bool:
    if row.kind in _OPENING or row.kind is RowKind.TOTAL:
        return True
    return opener.kind is RowKind.GROUP and row.indent <= opener.indent


def _row(setting: _Setting, row: Row) -> str:
    reach = _span(row)
    cells = [_header(setting, row, reach)]
    cells += [_cell(setting, cell, place) for place, cell in enumerate(row.cells) if place >= reach]
    return f"\n<tr{setting.role('row')}{_class('' if row.kind is RowKind.ITEM else row.kind)}>{''.join(cells)}</tr>"


def _span(row: Row) -> int:
    """Return how far the first cell reaches: in a heading row its blank neighbours are no cells."""
    if row.kind is not RowKind.HEADING:
        return 1
    said = (place for place, cell in enumerate(row.cells) if place and cell.shown.strip())
    return next(said, len(row.cells))


def _header(setting: _Setting, row: Row, reach: int) -> str:
    scope = "rowgroup" if row.kind in _OPENING else "row"
    span = f' colspan="{reach}"' if reach > 1 else ""
    indent = min(row.indent, _MOST_INDENT)
    look = _class(f"indent-{indent}" if indent else "")
    content = _content(row.cells[0], is_chip=False) + _footnote_mark(setting, row)
    return f'<th scope="{scope}"{setting.role("rowheader")}{span}{look}>{content}</th>'


def _footnote_mark(setting: _Setting, row: Row) -> str:
    number = setting.footnotes.get(row.footnote)
    if number is None:
        return ""
    target = f"#{setting.name}-not-{number}"
    return f'<sup><a href="{target}" aria-label="Fotnot {number}">{number}</a></sup>'


def _cell(setting: _Setting, cell: Cell, place: int) -> str:
    column = setting.table.columns[place]
    is_chip = Kind.RATING in (cell.kind, column.kind) and cell.tone is not Tone.PLAIN
    is_adverse = not is_chip and cell.tone in palette.ADVERSE
    look = _class(" ".join(filter(None, (_ALIGNED.get(column.kind), "adverse" if is_adverse else ""))))
    label = f' data-label="{one_line(column.title)}"' if setting.form is Form.STACKED else ""
    return f"<td{setting.role('cell')}{look}{label}>{_content(cell, is_chip=is_chip)}</td>"


def _content(cell: Cell, *, is_chip: bool) -> str:
    note = f'<span class="note">{words(cell.note)}</span>' if cell.note else ""
    shown = cell.shown
    if not shown.strip():
        return note
    # a dash is passed over by those who listen
    text = (
        f'<span aria-hidden="true">{MISSING}</span>{hidden("inget värde")}'
        if shown == MISSING
        else words(shown)
    )
    symbol = f'<span aria-hidden="true">{escape(cell.symbol)}</span>\u00a0' if cell.symbol else ""
    return (
        f'<span class="chip {cell.tone}">{symbol}{text}</span>{note}' if is_chip else f"{symbol}{text}{note}"
    )


def _notes(setting: _Setting) -> str:
    numbered = [
        f'<p class="source" id="{setting.name}-not-{number}"><sup>{number}</sup> {words(note)}</p>'
        for note, number in setting.footnotes.items()
    ]
    plain = [f'<p class="source">{words(note)}</p>' for note in setting.table.notes if note.strip()]
    return "".join([*numbered, *plain])


def _columns(columns: Sequence[Column]) -> str:
    """Return what the columns mean, for a reader who wonders."""
    explained = "".join(
        f"<dt>{one_line(column.title)}</dt><dd>{words(column.about)}</dd>"
        for column in columns
        if column.about
    )
    return f"<details><summary>Om kolumnerna</summary><dl>{explained}</dl></details>" if explained else ""


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""
