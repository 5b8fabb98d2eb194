"""A collection form as an Excel workbook: yellow cells to fill in, the rest protected without a password."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from rapport.edit.answer import in_cell
from rapport.edit.form import Column, Input, Kind, Live
from rapport.edit.import_workbook import FORMAT, HIDDEN, KEY, STARTS
from rapport.write import palette
from rapport.write.excel_cells import AUTHOR
from rapport.write.excel_formula import cell_name
from rapport.write.excel_limits import WorkbookError, check_number, check_text
from rapport.write.excel_package import finished

if TYPE_CHECKING:
    from rapport.edit.form import Content, Form, Row, Sheet

FILL_IN = "FFF6CC"
"""The yellow of cells to fill in; dark text on it has a contrast above 14 : 1."""
INSTRUCTION = "Fyll i de gula cellerna. En cell som du inte rör ändrar ingenting. Spara filen som Excel-arbetsbok (.xlsx)."
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands in the file instead of the clock, so that the same form gives the same bytes."""

_TITLE, _REMARK, _NAMES, _HEADER, _FIRST = 0, 1, 3, 4, 5
"""Rows of a sheet: title, instruction, hidden field names, header, first row of data."""
_A4 = 9
_LONGEST_LIST = _LONGEST_MESSAGE = 255
_LONGEST_HEADING = 32
_LONGEST_FOOTER = 150
_HIGHEST_ROW = 400
_LINE_HEIGHT = 13.5
_REFERENCE = re.compile(r"\{([^{}!]+)(?:!([^{}]+))?\}")

Format = tuple[tuple[str, Any], ...]


class _Book(Struct):
    """The file being written and the formats made so far."""

    file: Any
    formats: dict[Format, Any] = field(default_factory=dict)

    def look(self, **properties: Any) -> Any:
        """Return a format; equal ones are made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format(
                {"font_name": palette.FONT, "font_size": 10, **properties}
            )
        return self.formats[key]


class _Page(Struct, frozen=True):
    """A sheet being written, with where its rows and columns are."""

    book: _Book
    sheet: Any
    rows: dict[str, int]
    columns: dict[str, int]

    def spot(self, row: int, column: int) -> str:
        return f"bladet ”{self.sheet.get_name()}”, cell {cell_name(row, column)}"


def write_form(form: Form) -> bytes:
    """Return a form as an Excel file, the same bytes for the same form.

    Raises:
        WorkbookError: something that an Excel file can't hold, with its sheet and cell.
    """
    import xlsxwriter  # noqa: PLC0415  heavy, and only for those who collect

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = _Book(xlsxwriter.Workbook(buffer, options))
    book.file.set_properties({"title": form.title, "author": AUTHOR, "created": UNDATED})
    for sheet in form.sheets:
        _write_sheet(book, form, sheet)
    _write_hidden(book, form)
    book.file.close()
    return finished(buffer.getvalue())


def _write_sheet(book: _Book, form: Form, sheet: Sheet) -> None:
    page = _Page(
        book,
        book.file.add_worksheet(sheet.name),
        {row.key: number for number, row in enumerate(sheet.rows, _FIRST)},
        {column.field: number for number, column in enumerate(sheet.columns)},
    )
    _write_head(page, form, sheet)
    for number, row in enumerate(sheet.rows, _FIRST):
        _write_row(page, sheet, row, number)
    _set_up(page, form, sheet)


def _write_head(page: _Page, form: Form, sheet: Sheet) -> None:
    """Write title, instruction, the hidden row of field names and the header."""
    look = page.book.look
    _write_text(
        page,
        _TITLE,
        0,
        f"{sheet.title} – {form.title}",
        look(bold=True, font_size=14, font_color=f"#{palette.DEEP}"),
    )
    _write_text(
        page, _REMARK, 0, f"{INSTRUCTION} {sheet.remark}".strip(), look(font_color=f"#{palette.QUIET}")
    )
    header = look(
        bold=True,
        bg_color=f"#{palette.HEAD_TINT}",
        font_color=f"#{palette.DEEP}",
        bottom=1,
        text_wrap=True,
        valign="vcenter",
    )
    for number, column in enumerate(sheet.columns):
        page.sheet.set_column(number, number, column.width)
        _write_text(page, _NAMES, number, column.field, look())
        _write_text(page, _HEADER, number, column.title, header)
    key = len(sheet.columns)
    _write_text(page, _NAMES, key, KEY, look())
    _write_text(page, _HEADER, key, "Nyckel", header)
    page.sheet.set_column(key, key, 30, None, {"hidden": True})
    page.sheet.set_row(_NAMES, None, None, {"hidden": True})
    page.sheet.set_row(_HEADER, 3 * _LINE_HEIGHT)


def _write_row(page: _Page, sheet: Sheet, row: Row, number: int) -> None:
    base: dict[str, Any] = {"valign": "top", "bottom": 4, "bottom_color": f"#{palette.HAIRLINE}"}
    if row.heading or row.total:
        base |= {"bold": True, "bg_color": f"#{palette.GROUP_TINT}"}
    for place, column in enumerate(sheet.columns):
        content = row.cells.get(column.field)
        if content is None:
            page.sheet.write_blank(number, place, None, page.book.look(**base))
        else:
            _write_content(page, number, place, content, base)
        if isinstance(content, Input):
            _validate(page, number, place, content, column)
    _write_text(page, number, len(sheet.columns), row.key, page.book.look())
    page.sheet.set_row(number, _height(sheet, row))


def _height(sheet: Sheet, row: Row) -> float:
    """Return a height that shows the row's texts; LibreOffice doesn't work it out by itself."""
    lines = [1]
    for column in sheet.columns:
        content = row.cells.get(column.field)
        text = content.start if isinstance(content, Input) else getattr(content, "value", "")
        if isinstance(text, str):
            per_line = max(4, column.width - 1)
            lines.append(sum(1 + len(line) // per_line for line in text.split("\n")))
    return min(_LINE_HEIGHT * max(lines) + 4, _HIGHEST_ROW)


def _write_content(page: _Page, row: int, column: int, content: Content, base: dict[str, Any]) -> None:
    if isinstance(content, Input):
        _write_input(
            page, row, column, content, {**base, "bg_color": f"#{FILL_IN}", "bold": False, "locked": False}
        )
    elif isinstance(content, Live):
        look = page.book.look(**base, num_format=_digits(content.decimals), align="right", italic=True)
        _check(page, row, column, content.value or Decimal(0))
        result = "" if content.value is None else content.value
        _done(
            page,
            row,
            column,
            page.sheet.write_formula(row, column, _formula(page, content, row), look, result),
        )
    elif isinstance(content.value, Decimal):
        look = page.book.look(**base, num_format=_digits(content.decimals), align="right")
        _check(page, row, column, content.value)
        _done(page, row, column, page.sheet.write_number(row, column, content.value, look))
    else:
        _write_text(page, row, column, content.value, page.book.look(**base, text_wrap=True))


def _write_input(page: _Page, row: int, column: int, content: Input, base: dict[str, Any]) -> None:
    shown = in_cell(content.field, content.start)
    if isinstance(shown, Decimal):
        _check(page, row, column, shown)
        look = page.book.look(**base, num_format=_digits(_places(shown)), align="right")
        _done(page, row, column, page.sheet.write_number(row, column, shown, look))
        return
    look_of_text = {**base, "text_wrap": True}
    if content.field.kind is Kind.TEXT or (shown and content.field.kind is not Kind.CHOICE):
        look_of_text["num_format"] = "@"  # what is typed in the cell stays text, also when it begins with =
    elif content.field.kind in (Kind.AMOUNT, Kind.OUTCOME):
        look_of_text["align"] = "right"
        look_of_text["num_format"] = "#,##0" if content.field.kind is Kind.AMOUNT else "General"
    if shown:
        _write_text(page, row, column, shown, page.book.look(**look_of_text))
    else:
        page.sheet.write_blank(row, column, None, page.book.look(**look_of_text))


def _places(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _digits(decimals: int) -> str:
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"{digits};-{digits};{digits}"


def _formula(page: _Page, content: Live, row: int) -> str:
    """Return a formula with the names of cells in it."""

    def cell(match: re.Match[str]) -> str:
        return cell_name(page.rows[match[2]] if match[2] else row, page.columns[match[1]])

    return "=" + _REFERENCE.sub(cell, content.formula)


def _validate(page: _Page, row: int, column: int, content: Input, asked: Column) -> None:
    """Let a cell say what belongs in it, and ask when something else is typed."""
    kind, words = content.field.kind, content.field.words
    is_figure = kind in (Kind.AMOUNT, Kind.OUTCOME)
    rule: dict[str, Any] = {"validate": "any"}
    if is_figure and not (content.start and isinstance(in_cell(content.field, content.start), str)):
        rule = _number_rule()
    elif kind is Kind.CHOICE and words and _fits_list(words):
        rule = _list_rule(words)
    elif kind is Kind.TEXT:
        rule = {
            "validate": "length",
            "criteria": "<=",
            "value": 20_000,
            "error_title": "För lång text",
            "error_message": "Texten är längre än 20 000 tecken.",
            "error_type": "stop",
        }
    if asked.help:
        rule |= {
            "input_title": asked.title[:_LONGEST_HEADING],
            "input_message": asked.help[:_LONGEST_MESSAGE],
        }
    if rule != {"validate": "any"}:
        page.sheet.data_validation(row, column, row, column, rule | {"ignore_blank": True})


def _fits_list(words: tuple[str, ...]) -> bool:
    return len(",".join(words)) <= _LONGEST_LIST and not any("," in word for word in words)


def _list_rule(words: tuple[str, ...]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(words),
        "error_title": "Inget av orden",
        "error_message": f"Välj ett av orden i listan: {', '.join(words)}."[:_LONGEST_MESSAGE],
        "error_type": "warning",
    }


def _number_rule() -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -1e15,
        "maximum": 1e15,
        "error_title": "Inget tal",
        "error_message": "Skriv bara talet, utan enhet och ord. Vill du behålla det du skrev ändå?",
        "error_type": "warning",
    }


def _set_up(page: _Page, form: Form, sheet: Sheet) -> None:
    """Freeze and repeat the header, protect what isn't to be filled in, set up the print."""
    page.sheet.freeze_panes(_FIRST, 1)
    page.sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
    page.sheet.hide_gridlines(2)
    page.sheet.set_landscape()
    page.sheet.set_paper(_A4)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.repeat_rows(_HEADER)
    page.sheet.print_area(0, 0, max(_FIRST, _FIRST + len(sheet.rows) - 1), len(sheet.columns) - 1)
    title = form.title.replace("&", "&&")
    page.sheet.set_footer(f"&L&8{title if len(title) < _LONGEST_FOOTER else ''}&C&8&A&R&8Sida &P av &N")


def _write_hidden(book: _Book, form: Form) -> None:
    """Write the sheet that remembers what was sent out."""
    page = _Page(book, book.file.add_worksheet(HIDDEN), {}, {})
    lines = [
        ("format", FORMAT, ""),
        ("period", form.period, ""),
        ("enhet", form.unit, ""),
        *(("fil", path, digest) for path, digest in sorted(form.hashes.items())),
        (STARTS, "fält", "värde"),
        *((key, name, content.start) for key, name, content in form.inputs()),
    ]
    look = book.look(num_format="@")
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            _write_text(page, row, column, text, look)
    page.sheet.protect()
    page.sheet.hide()


def _write_text(page: _Page, row: int, column: int, text: str, look: Any) -> None:
    check_text(text, page.spot(row, column))
    if not text:
        page.sheet.write_blank(row, column, None, look)
        return
    _done(page, row, column, page.sheet.write_string(row, column, text, look))


def _check(page: _Page, row: int, column: int, value: Decimal) -> None:
    check_number(value, page.spot(row, column))


def _done(page: _Page, row: int, column: int, status: int) -> None:
    """Make XlsxWriter's silent refusal of a cell heard."""
    if status != 0:
        raise WorkbookError(f"{page.spot(row, column)}: cellen kunde inte skrivas")
