"""The appendix workbook as ready cells for the peers, and whether theirs has the same cells."""

from __future__ import annotations

import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from peers.grid import Filled, Grid, Look, Sheet

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


def grid(file: Path) -> Grid:
    """Return every cell of a workbook: what is in it, what a formula gives, and how it looks."""
    book, results = load_workbook(file), load_workbook(file, data_only=True)
    looks: dict[str, int] = {}
    sheets = [_sheet(sheet, results[sheet.title], looks) for sheet in book.worksheets]
    return Grid(looks=[json.loads(look) for look in looks], sheets=sheets)


def _sheet(sheet: Worksheet, results: Worksheet, looks: dict[str, int]) -> Sheet:
    rows: list[list[Filled]] = []
    for cells, values in zip(sheet.iter_rows(), results.iter_rows(), strict=True):
        filled: list[Filled] = []
        for place, (cell, result) in enumerate(zip(cells, values, strict=True)):
            if cell.value is not None:
                look = looks.setdefault(json.dumps(_look(cell)), len(looks))
                filled.append((place, look, cell.value, result.value))  # type: ignore[arg-type]  # no dates here
        rows.append(filled)
    letters = [cell.column_letter for cell in next(sheet.iter_rows(max_row=1), ())]  # type: ignore[union-attr]  # no merged
    widths = [float(sheet.column_dimensions[letter].width) for letter in letters]
    return Sheet(name=sheet.title, widths=widths, rows=rows)


def _look(cell: Cell) -> Look:
    fill, ink = cell.fill.fgColor.rgb, cell.font.color.rgb if cell.font.color else None
    return Look(
        bold=bool(cell.font.b),
        fill=str(fill)[2:] if cell.fill.fill_type == "solid" else "",
        ink=ink[2:] if isinstance(ink, str) else "",
        number=str(cell.number_format),
        wrap=bool(cell.alignment.wrap_text),
        align=str(cell.alignment.horizontal or ""),
    )


def differences(asked: Path, file: Path) -> list[str]:
    """Return in which cells a workbook differs from the one that was asked for."""
    one, other = load_workbook(asked, read_only=True), load_workbook(file, read_only=True)
    if one.sheetnames != other.sheetnames:
        return [f"the sheets are {other.sheetnames} and should be {one.sheetnames}"]
    found: list[str] = []
    for name in one.sheetnames:
        pairs = zip_longest(
            one[name].iter_rows(values_only=True), other[name].iter_rows(values_only=True), fillvalue=()
        )
        for row, (wanted, made) in enumerate(pairs, 1):
            if _trimmed(wanted) != _trimmed(made):
                found.append(f"{name} row {row} should be {wanted} and is {made}")
    return found


def _trimmed(row: tuple[object, ...]) -> list[object]:
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


if __name__ == "__main__":
    kind, first, second = sys.argv[1:]
    if kind == "dump":
        dumped = grid(Path(first))
        Path(second).write_text(json.dumps(dumped, ensure_ascii=False), encoding="utf-8")
        print(sum(len(row) for sheet in dumped["sheets"] for row in sheet["rows"]))
    else:
        answer = differences(Path(first), Path(second))
        print("; ".join(answer[:3]))
        sys.exit(bool(answer))
