"""A table on its sheet: caption, header, rows, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.tables.cell import Kind
from rapport.write import palette
from rapport.write.excel_cells import set_height, write_lines, write_note, write_text
from rapport.write.excel_formula import cell_name
from rapport.write.excel_layout import lines_in
from rapport.write.excel_looks import Look, Part
from rapport.write.excel_row import Body, indent_of, write_row

if TYPE_CHECKING:
    from rapport.tables.cell import Table
    from rapport.write.excel_cells import Page
    from rapport.write.excel_layout import Place

_SILENCED = ("number_stored_as_text", "formula_range", "formula_differs")
"""Excel's green corners that would cry wolf: codes in digits are text on purpose, a sum leaves out the
row beside it on purpose, and a formula without a value is wrapped in a test."""


def write_table(page: Page, place: Place) -> None:
    """Write a table where it has its place."""
    table = place.table
    if place.caption is not None:
        write_text(page, (place.caption, 0), table.caption, Look(Part.CAPTION))
    _write_header(page, place)
    body = Body(page, place)
    for number, row in enumerate(table.rows, place.first):
        write_row(body, number, row)
    write_lines(page, place.last + 1, place.notes, Part.NOTE)
    _colour_by_word(page, place)
    if table.rows:
        area = f"{cell_name(place.first, 0)}:{cell_name(place.last, place.width - 1)}"
        page.sheet.ignore_errors(dict.fromkeys(_SILENCED, area))


def _colour_by_word(page: Page, place: Place) -> None:
    """Let the colour of a computed rating follow its word when somebody changes a figure."""
    table = place.table
    for position, column in enumerate(table.columns):
        if column.kind is not Kind.RATING or not _is_computed(table, position):
            continue
        for word, tone in table.tones:
            shade = palette.SHADES[tone]
            looks = page.book.file.add_format({"bg_color": f"#{shade.fill}", "font_color": f"#{shade.text}"})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": looks}
            page.sheet.conditional_format(place.first, position, place.last, position, rule)


def _is_computed(table: Table, position: int) -> bool:
    return any(row.cells[position].formula is not None for row in table.rows)


def _write_header(page: Page, place: Place) -> None:
    columns = place.table.columns
    titles = [column.title for column in columns]
    for position, column in enumerate(columns):
        look = Look(Part.HEADER, kind=column.kind, indent=indent_of(position, column.kind))
        write_text(page, (place.header, position), column.title, look)
        write_note(page, (place.header, position), [column.about])
    if place.comments is not None:
        write_text(page, (place.header, len(columns)), place.comments, Look(Part.HEADER, indent=1))
    set_height(page, place.header, lines_in(titles, place.widths))
