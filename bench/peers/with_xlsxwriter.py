"""XlsxWriter: formats made once, each cell written by the method of its kind, formulas with their values."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import xlsxwriter

from peers.grid import Look, load

if TYPE_CHECKING:
    from peers.grid import Sheet


def _properties(look: Look) -> dict[str, object]:
    made: dict[str, object] = {"bold": look["bold"], "num_format": look["number"], "text_wrap": look["wrap"]}
    if look["fill"]:
        made["bg_color"] = f"#{look['fill']}"
    if look["ink"]:
        made["font_color"] = f"#{look['ink']}"
    if look["align"]:
        made["align"] = look["align"]
    return made


def _write(sheet: Any, given: Sheet, formats: list[Any]) -> None:
    for place, width in enumerate(given["widths"]):
        sheet.set_column(place, place, width)
    for row, cells in enumerate(given["rows"]):
        for column, look, value, result in cells:
            if isinstance(value, str):
                if value.startswith("="):
                    sheet.write_formula(row, column, value, formats[look], result)
                else:
                    sheet.write_string(row, column, value, formats[look])
            else:
                sheet.write_number(row, column, value, formats[look])


if __name__ == "__main__":
    ready, out = sys.argv[1:]
    grid = load(ready)
    with xlsxwriter.Workbook(out) as book:
        made = [book.add_format(_properties(look)) for look in grid["looks"]]
        for each in grid["sheets"]:
            _write(book.add_worksheet(each["name"]), each, made)
