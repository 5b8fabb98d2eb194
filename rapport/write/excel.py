"""The appendix workbook as an Excel file: live formulas with their values, one sheet per subject."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rapport.write.excel_cells import AUTHOR, Book, add_page, write_lines, write_link, write_text
from rapport.write.excel_chart import write_charts
from rapport.write.excel_file import File
from rapport.write.excel_formula import FormulaError, cell_name, quoted_sheet
from rapport.write.excel_layout import FIRST_REMARK, READING_WIDTH, lines_of, plan_workbook
from rapport.write.excel_limits import CONTENTS, WorkbookError, check_text
from rapport.write.excel_looks import Look, Part
from rapport.write.excel_package import packed
from rapport.write.excel_table import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rapport.compose.document import Workbook
    from rapport.write.excel_cells import Page
    from rapport.write.excel_layout import Place, Plan

__all__ = ["FormulaError", "WorkbookError", "write_excel"]

BACK = f"Till {CONTENTS}"
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands in the file when the document has no date; the clock would make every build differ."""
DATA_NAME = "data_"
"""Begins the defined name of a table's range, header included; no such name can look like a cell."""

_A4 = 9
_CONTENTS_WIDTHS = (32, 90)
_LONGEST_HEADER = 200
_MUNICIPALITY = re.compile(r"[^,·|–]*\b\w*(?:kommun|stad|region)\b[^,·|–]*", re.IGNORECASE)


def write_excel(workbook: Workbook) -> bytes:
    """Return the workbook as an Excel file, the same bytes for the same workbook.

    Raises:
        WorkbookError: something that an Excel file can't hold, with its sheet and cell.
        FormulaError: a formula refers to a cell that isn't there.
    """
    plans = plan_workbook(workbook)
    places = {place.table.key: place for plan in plans for place in plan.places}
    book = Book(File(), places)
    _describe(book, workbook)
    _write_contents(book, workbook)
    for plan in plans:
        _write_sheet(book, plan, workbook)
    _define_names(book, places.values())
    return packed(book.file.parts())


def _describe(book: Book, workbook: Workbook) -> None:
    """Set the properties of the document."""
    facts = {"title": workbook.title, "subject": workbook.subtitle, "author": AUTHOR}
    if municipality := _MUNICIPALITY.search(workbook.subtitle):
        facts["company"] = municipality[0].strip()
    for text in facts.values():
        check_text(text, "dokumentets egenskaper")
    created = datetime.fromisoformat(workbook.date).replace(tzinfo=UTC) if workbook.date else UNDATED
    book.file.set_properties({**facts, "created": created})


def _write_contents(book: Book, workbook: Workbook) -> None:
    """Write the first sheet: what the workbook is and what is in it."""
    page = add_page(book, CONTENTS)
    for column, width in enumerate(_CONTENTS_WIDTHS):
        page.sheet.set_column(column, column, width)
    write_text(page, (0, 0), workbook.title, Look(Part.TITLE))
    write_text(page, (1, 0), workbook.subtitle, Look(Part.SUBTITLE))
    remarks = lines_of(workbook.remarks, READING_WIDTH)
    write_lines(page, FIRST_REMARK, remarks, Part.REMARK)
    header = FIRST_REMARK + len(remarks) + 1
    for column, title in enumerate(("Blad", "Visar")):
        write_text(page, (header, column), title, Look(Part.HEADER))
    for row, entry in enumerate(workbook.sheets, header + 1):
        write_link(page, (row, 0), entry.name, entry.name, Part.ENTRY)
        write_text(page, (row, 1), entry.title, Look(Part.DATA))
    _set_page(page, workbook)


def _write_sheet(book: Book, plan: Plan, workbook: Workbook) -> None:
    """Write one sheet: title, link back, remarks, tables, charts."""
    page = add_page(book, plan.sheet.name)
    for column, width in enumerate(plan.widths):
        page.sheet.set_column(column, column, width)
    write_text(page, (0, 0), plan.sheet.title, Look(Part.TITLE))
    write_link(page, (1, 0), CONTENTS, BACK)
    write_lines(page, FIRST_REMARK, plan.remarks, Part.REMARK)
    for place in plan.places:
        write_table(page, place)
    write_charts(page, plan)
    _set_page(page, workbook)
    _set_panes(page, plan)


def _set_page(page: Page, workbook: Workbook) -> None:
    """Set up the print: A4 landscape, one page wide, file, sheet and page in the footer."""
    page.sheet.hide_gridlines(2)
    page.sheet.set_landscape()
    page.sheet.set_paper(_A4)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    left, right = (text.replace("&", "&&") for text in (workbook.subtitle, workbook.title))
    if len(left) + len(right) <= _LONGEST_HEADER:
        # the font name keeps a year at the start of a text from being read as part of the font size
        page.sheet.set_header(f'&L&8&"-,Regular"{left}&R&8&"-,Regular"{right}')
    page.sheet.set_footer("&L&8&F&C&8&A&R&8Sida &P av &N")


def _set_panes(page: Page, plan: Plan) -> None:
    """Freeze and repeat the header, but only where it is true of all that stands below it."""
    if not plan.shares_header:
        page.sheet.freeze_panes(1, 0)
        return
    first = plan.places[0]
    page.sheet.freeze_panes(first.first, 1 if first.width > 1 else 0)
    page.sheet.repeat_rows(first.header)
    if plan.filtered:
        page.sheet.autofilter(first.header, 0, first.last, first.width - 1)


def _define_names(book: Book, places: Iterable[Place]) -> None:
    """Name the range of each table, so that Power Query and formulas elsewhere can find it."""
    taken: set[str] = set()
    for place in places:
        name = DATA_NAME + re.sub(r"\W", "_", place.table.key)
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        start, end = (
            _fixed(row, column) for row, column in ((place.header, 0), (place.last, place.width - 1))
        )
        book.file.define_name(name, f"={quoted_sheet(place.sheet)}!{start}:{end}")


def _fixed(row: int, column: int) -> str:
    """Return the name of a cell with dollar signs, so that the name doesn't move."""
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", cell_name(row, column))
