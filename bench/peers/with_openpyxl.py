"""openpyxl in its write-only mode, the fastest it has: rows are appended, looks are named styles."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter

from peers.grid import Look, load

if TYPE_CHECKING:
    from openpyxl.cell import Cell


def _style(place: int, look: Look) -> NamedStyle:
    return NamedStyle(
        f"look {place}",
        font=Font(bold=look["bold"], color=look["ink"] or None),
        fill=PatternFill("solid", fgColor=look["fill"]) if look["fill"] else PatternFill(),
        number_format=look["number"],
        alignment=Alignment(horizontal=look["align"] or None, wrap_text=look["wrap"]),
    )


if __name__ == "__main__":
    ready, out = sys.argv[1:]
    grid = load(ready)
    book = Workbook(write_only=True)
    names = []
    for number, look in enumerate(grid["looks"]):
        book.add_named_style(_style(number, look))
        names.append(f"look {number}")
    for given in grid["sheets"]:
        sheet = book.create_sheet(given["name"])
        for number, width in enumerate(given["widths"], 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for cells in given["rows"]:
            row: list[Cell | None] = [None] * (cells[-1][0] + 1 if cells else 0)
            for column, chosen, value, _ in cells:
                cell = WriteOnlyCell(sheet, value)
                cell.style = names[chosen]
                row[column] = cell
            sheet.append(row)
    book.save(out)
