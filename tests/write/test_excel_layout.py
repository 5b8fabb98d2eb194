"""How wide a column is and how many lines a cell has: told quickly, and the same as counting what is shown."""

from __future__ import annotations

import textwrap
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rapport.compose.document import Sheet, Workbook
from rapport.tables.cell import Cell, Column, Kind, Row, RowKind, Table
from rapport.write.excel_layout import NARROWEST, PADDING, WIDEST, lines_in, plan_workbook, wrapped_lines


def _figure(value: Decimal, unit: str, decimals: int, text: str) -> Cell:
    return Cell(value, Kind.NUMBER, unit, decimals, text, signed=decimals > 1)


def _words(value: str | None, text: str) -> Cell:
    return Cell(value, text=text)


WORDS = st.text("aå-–:\t\r\N{NO-BREAK SPACE} ", max_size=40)
FIGURES = st.builds(
    _figure,
    st.decimals(allow_nan=True, allow_infinity=True) | st.decimals(-100_000, 100_000, places=3),
    st.sampled_from(["", "%", "procentenheter"]),
    st.integers(0, 5),
    st.sampled_from(["", "enligt plan"]),
)
CELLS = FIGURES | st.builds(_words, st.none() | WORDS, WORDS | st.just(""))
TABLES = st.lists(st.tuples(CELLS, st.sampled_from(list(RowKind)), st.integers(0, 3)), max_size=12)


def _width(rows: list[tuple[Cell, RowKind, int]]) -> int:
    """Return the width of the only column of a table."""
    lines = tuple(Row(str(n), (cell,), kind, indent) for n, (cell, kind, indent) in enumerate(rows))
    table = Table("tabell", "", (Column("a", "A"),), lines)
    # beside another table, the sheet isn't a list that needs room for filters
    other = Table("annan", "", (Column("a", "A"),), ())
    return plan_workbook(Workbook("Bilaga", "Nämnden", (Sheet("Blad", "Blad", (table, other)),)))[0].widths[0]


def _needed(cell: Cell, kind: RowKind, indent: int) -> int:
    if kind is RowKind.HEADING:
        return 0
    bold = kind in (RowKind.GROUP, RowKind.SUM, RowKind.TOTAL)
    shown = cell.shown if _is_ordinary(cell) else str(cell.value)
    longest = max(map(len, shown.split("\n")))
    return min(WIDEST, longest + 2 * indent + bold + PADDING)


def _is_ordinary(cell: Cell) -> bool:
    """Whether a cell can be shown: what can't is refused when it is written."""
    return not isinstance(cell.value, Decimal) or (cell.value.is_finite() and cell.value.adjusted() <= 20)


@given(TABLES)
@example([(Cell(Decimal("999.96"), Kind.NUMBER, decimals=1), RowKind.ITEM, 0)])
@example([(Cell(Decimal("-99999999.5"), Kind.NUMBER, unit="procentenheter"), RowKind.SUM, 3)])
@example([(Cell("ett namn\növer två rader"), RowKind.TOTAL, 0)])
def test_a_column_is_as_wide_as_the_longest_that_it_shows(rows: list[tuple[Cell, RowKind, int]]) -> None:
    assert _width(rows) == max([NARROWEST, *(_needed(*row) for row in rows)])


@given(st.text("aå-–:\t\r\v\N{NO-BREAK SPACE}  ", min_size=1, max_size=60), st.integers(1, 30))
@example("Nettokostnad Arbete & integration", 27)
@example("data/2020/T1/ekonomi.yaml:102:47", 27)
@example("Antal dygn på HVB-hem för barn och unga 13-20 år för året", 48)
def test_the_lines_of_a_text_are_those_that_textwrap_makes(text: str, width: int) -> None:
    assert wrapped_lines(text, width) == (len(textwrap.wrap(text, width)) if len(text) > width else 1)


@pytest.mark.parametrize(
    ("texts", "widths", "lines"),
    [
        ([], [], 1),
        (["", "kort"], [10, 10], 1),
        (["två ord", "kort"], [4, 10], 2),
        (["ett\ntvå\ntre fyra", "kort"], [4, 10], 4),
    ],
)
def test_a_row_has_the_lines_of_its_fullest_cell(texts: list[str], widths: list[int], lines: int) -> None:
    assert lines_in(texts, widths) == lines
