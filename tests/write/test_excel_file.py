"""Our two doors in XlsxWriter, against what XlsxWriter writes by itself."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

from rapport.write.excel_file import File
from rapport.write.excel_formula import cell_name
from rapport.write.excel_xml import blank_xml, formula_xml, number_xml, text_xml

if TYPE_CHECKING:
    from typing import Any

Formula = tuple[str, float | str]
Held = str | float | Formula | None
"""What a cell holds: words, a number, a formula with its value, nothing."""

CREATED = {"created": datetime(2020, 5, 19, tzinfo=UTC)}
LOOKS = ({"bold": True}, {"num_format": "#,##0.0"}, {"bold": True}, {"italic": True})
"""Two of them look the same, and share a number."""
HEIGHT = 31.5

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=9,
)
FIGURES = st.floats(allow_nan=False, allow_infinity=False)
FORMULAS: st.SearchStrategy[Formula] = st.tuples(
    st.sampled_from(["A1-B1", "SUM(A1:A3)", 'IF(A1<B1,"Röd & blå","Grön")', "'Mål & mått'!B7"]),
    # without any words XlsxWriter says that the formula was never calculated; ours says that it shows none
    FIGURES | TEXTS.filter(lambda text: not text.startswith("#")),
)
ROWS = st.lists(
    st.lists(
        st.tuples(st.none() | TEXTS | FIGURES | FORMULAS, st.integers(0, len(LOOKS) - 1)),
        min_size=1,
        max_size=30,
    ),
    max_size=20,
)


def _by_xlsxwriter(rows: list[list[tuple[Held, int]]]) -> dict[str, str]:
    """Return the parts of a file whose rows were written cell by cell."""
    buffer = BytesIO()
    file = xlsxwriter.Workbook(buffer, {"in_memory": True})
    looks, sheet = _begun(file)
    for number, row in enumerate(rows, 1):
        for column, (held, look) in enumerate(row):
            match held:
                case None:
                    sheet.write_blank(number, column, None, looks[look])
                case str():
                    sheet.write_string(number, column, held, looks[look])
                case float():
                    sheet.write_number(number, column, held, looks[look])
                case (formula, value):
                    sheet.write_formula(number, column, f"={formula}", looks[look], value)
    file.close()
    with zipfile.ZipFile(buffer) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def _by_us(rows: list[list[tuple[Held, int]]]) -> dict[str, str]:
    """Return the parts of a file whose rows were written whole."""
    file = File()
    looks, sheet = _begun(file)
    for number, row in enumerate(rows, 1):
        cells = []
        for column, (held, look) in enumerate(row):
            name, style = cell_name(number, column), file.style_of(looks[look])
            match held:
                case None:
                    cells.append(blank_xml(name, style))
                case str():
                    cells.append(text_xml(name, style, sheet.number_of(held)))
                case float():
                    cells.append(number_xml(name, style, held))
                case (formula, value):
                    cells.append(formula_xml(name, style, formula, value))
        assert sheet.write_cells(number, cells) == 0
    return file.parts()


def _begun(file: Any) -> tuple[list[Any], Any]:
    """Return the looks and the sheet of a file, in which something stands already."""
    file.set_properties(CREATED)
    looks = [file.add_format(look) for look in LOOKS]
    sheet = file.add_worksheet("Blad")
    sheet.write_string(0, 2, "Rubrik")
    sheet.set_row(2, HEIGHT)
    sheet.write_comment(3, 5, "Angivet i källan")
    sheet.autofilter(0, 0, 3, 2)
    return looks, sheet


@given(ROWS)
def test_a_row_written_whole_is_what_xlsxwriter_makes_of_its_cells(
    rows: list[list[tuple[Held, int]]],
) -> None:
    assert _by_us(rows) == _by_xlsxwriter(rows)


def test_a_formula_that_shows_nothing_is_calculated_all_the_same() -> None:
    assert formula_xml("B7", 3, "A1", "") == '<c r="B7" s="3" t="str"><f>A1</f><v></v></c>'


@pytest.mark.parametrize(("row", "cells"), [(1_048_576, 1), (0, 16_385)])
def test_a_row_that_does_not_fit_the_sheet_is_refused(row: int, cells: int) -> None:
    assert File().add_worksheet("Blad").write_cells(row, [""] * cells) == -1


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (Worksheet, "_check_dimensions"),
        (Worksheet, "_write_cell"),
        (SharedStringTable, "_get_shared_string_index"),
        (Format, "_get_xf_index"),
        (xlsxwriter.Workbook, "_get_packager"),
        (Packager, "_create_package"),
    ],
)
def test_xlsxwriter_still_has_what_we_use_of_its_inside(owner: type, name: str) -> None:
    assert callable(getattr(owner, name, None)), (
        f"XlsxWriter {xlsxwriter.__version__} has no {name}: see excel_file.py"
    )
