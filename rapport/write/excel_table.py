"""A table on its sheet: caption, header, rows, notes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport import notation
from rapport.tables.cell import MISSING, Kind, RowKind
from rapport.write import palette
from rapport.write.excel_cells import (
    set_height,
    write_formula,
    write_lines,
    write_note,
    write_number,
    write_text,
)
from rapport.write.excel_formula import cell_name, formula_text
from rapport.write.excel_layout import comment_on, lines_in
from rapport.write.excel_looks import Look, Part, number_format

if TYPE_CHECKING:
    from rapport.tables.cell import Cell, Claim, Row
    from rapport.write.excel_cells import Page, Spot
    from rapport.write.excel_layout import Place

_CLAIM_DECIMALS = 3
_SILENCED = ("number_stored_as_text", "formula_range", "formula_differs")
"""Excel's green corners that would cry wolf: codes in digits are text on purpose, a sum leaves out the
row beside it on purpose, and a formula without a value is wrapped in a test."""


def write_table(page: Page, place: Place) -> None:
    """Write a table where it has its place."""
    table = place.table
    if place.caption is not None:
        write_text(page, (place.caption, 0), table.caption, Look(Part.CAPTION))
    _write_header(page, place)
    for row, line in enumerate(table.rows, place.first):
        _write_row(page, place, row, line)
    write_lines(page, place.last + 1, place.notes, Part.NOTE)
    _colour_by_word(page, place)
    if table.rows:
        area = f"{cell_name(place.first, 0)}:{cell_name(place.last, place.width - 1)}"
        page.sheet.ignore_errors(dict.fromkeys(_SILENCED, area))


def _colour_by_word(page: Page, place: Place) -> None:
    """Let the colour of a computed rating follow its word when somebody changes a figure."""
    table = place.table
    for position, column in enumerate(table.columns):
        computed = any(row.cells[position].formula is not None for row in table.rows)
        if column.kind is not Kind.RATING or not computed:
            continue
        for word, tone in table.tones:
            shade = palette.SHADES[tone]
            looks = page.book.file.add_format({"bg_color": f"#{shade.fill}", "font_color": f"#{shade.text}"})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": looks}
            page.sheet.conditional_format(place.first, position, place.last, position, rule)


def _write_header(page: Page, place: Place) -> None:
    columns = place.table.columns
    titles = [column.title for column in columns]
    for position, column in enumerate(columns):
        look = Look(Part.HEADER, kind=column.kind, indent=_indent(position, column.kind))
        write_text(page, (place.header, position), column.title, look)
        write_note(page, (place.header, position), [column.about])
    if place.comments is not None:
        write_text(page, (place.header, len(columns)), place.comments, Look(Part.HEADER, indent=1))
    set_height(page, place.header, lines_in(titles, place.widths))


def _write_row(page: Page, place: Place, row: int, line: Row) -> None:
    comment = comment_on(line, place.table)
    overflows = _overflows(line, sum(place.widths))
    texts = [*map(_words, line.cells), comment]
    lines = 1 if overflows else lines_in(texts, _room(line, place.widths))
    whole = Look(Part.DATA, row=line.kind, wrapped=not overflows, tall=lines > 1)
    for position, (column, cell) in enumerate(zip(place.table.columns, line.cells, strict=True)):
        kind = column.kind if cell.kind is Kind.TEXT else cell.kind
        indent = _indent(position, kind) + (line.indent if position == 0 else 0)
        _write_cell(page, place, (row, position), cell, _cell_look(whole, cell, kind, indent))
        write_note(page, (row, position), [_claim_note(cell, cell.claim) if cell.claim else "", cell.remark])
    if place.comments is not None:
        write_text(page, (row, len(line.cells)), comment, replace(whole, part=Part.COMMENT, indent=1))
    if whole.tall:
        set_height(page, row, lines)


def _cell_look(whole: Look, cell: Cell, kind: Kind, indent: int) -> Look:
    """Return the look of a cell from that of its whole row."""
    return Look(
        Part.DATA,
        row=whole.row,
        kind=kind,
        tone=cell.tone,
        indent=indent,
        number_format=_number_format(cell, kind),
        italic=cell.claim is not None,
        wrapped=whole.wrapped,
        tall=whole.tall,
    )


def _number_format(cell: Cell, kind: Kind) -> str:
    """Return the format of a number, or of a formula that may become one; words have none."""
    awaited = cell.formula is not None and kind is Kind.NUMBER
    return number_format(cell) if awaited or cell.claim or isinstance(cell.value, Decimal) else ""


def _indent(position: int, kind: Kind) -> int:
    """Keep text from touching the figures to its left."""
    return 1 if position > 0 and kind is Kind.TEXT else 0


def _room(line: Row, widths: tuple[int, ...]) -> list[int]:
    """Return how many characters fit on a line of each cell: words are narrower than the digits Excel counts."""
    bold = line.kind in (RowKind.GROUP, RowKind.HEADING, RowKind.SUM, RowKind.TOTAL)
    room = [width - (2 * line.indent if position == 0 else 1) for position, width in enumerate(widths)]
    return [width * (11 if bold else 12) // 10 for width in room]


def _write_cell(page: Page, place: Place, spot: Spot, cell: Cell, look: Look) -> None:
    """Write what a cell holds: a formula with its value, a number, words, or nothing."""
    value = cell.claim.stated if cell.claim else cell.value
    if cell.formula and not cell.claim:
        formula = formula_text(cell.formula, place, page.book.places, missing=value is None)
        write_formula(page, spot, formula, value, look)
    elif isinstance(value, Decimal):
        write_number(page, spot, value, look)
    else:
        write_text(page, spot, _words(cell), look)


def _overflows(line: Row, space: int) -> bool:
    """Tell whether a heading has its whole row for itself and fits there on one line."""
    alone = line.kind is RowKind.HEADING and all(
        cell.value is None and not _words(cell) and cell.formula is None for cell in line.cells[1:]
    )
    return alone and len(line.cells[0].shown) <= space


def _words(cell: Cell) -> str:
    """Return the words of a cell without a number; what is missing is an empty cell, not a dash."""
    if isinstance(cell.value, Decimal):
        return ""
    words = cell.text or (cell.value if isinstance(cell.value, str) else "")
    return "" if words.strip() in ("", MISSING) else words


def _claim_note(cell: Cell, claim: Claim) -> str:
    """Say what a figure from the source would be if it were computed."""
    exponent = claim.computed.normalize().as_tuple().exponent
    decimals = max(cell.decimals, min(_CLAIM_DECIMALS, -exponent if isinstance(exponent, int) else 0))
    computed = notation.format_number(claim.computed, decimals, cell.unit)
    difference = notation.format_number(claim.stated - claim.computed, decimals, cell.unit, signed=True)
    return f"Angivet i källan; beräknat {computed}, skillnad {difference} (avrundning)"
