"""Where everything stands in the workbook: which row a table begins on, how wide a column is."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.saying import Saying
from rapport.tables.cell import MISSING, RowKind
from rapport.write.excel_limits import WorkbookError, check_extent, check_sheet_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rapport.compose.document import Sheet, Workbook
    from rapport.tables.cell import Cell, Row, Table
    from rapport.tables.chart import Drawing

COMMENT_TITLES = ("Kommentar", "Anmärkning", "Not")
"""Titles for the column of notes; the first one that the table doesn't use itself."""

WIDEST = 60
NARROWEST = 9
NARROWEST_TEXT = 24
"""How far a column of text may be squeezed to fit the page."""
FIRST_TEXT = 44
"""What a squeezed first column keeps: it names the rows."""
HEADER_WIDTH = 14
"""A title is wrapped between words rather than widen a column of figures beyond this."""
PAGE_WIDTH = 190
"""Characters across a landscape A4 page that can still be read in print."""
READING_WIDTH = 110
"""Shortest line that remarks are broken at, however narrow the tables are."""
PADDING = 2
FILTER_ARROW = 3
_BREAKS_OTHERWISE = re.compile(r"-|\s\s|^\s|\s$|[\t\v\f\r]")
"""What makes ``textwrap`` break a text elsewhere than at single spaces, or lose some."""
_BOLD = (RowKind.GROUP, RowKind.SUM, RowKind.TOTAL)
_MOST_DIGITS = 20
_MOST_SIGNS = 3
"""A number has at most a minus, a comma and the space before its unit."""
CHART_ROWS = 15
"""Rows that a chart beside its table takes."""
FIRST_REMARK = 2
"""Row of the first remark, below the title and the link back."""


class Place(Saying, frozen=True):
    """A table and where it stands; rows and columns count from 0.

    ``caption`` and ``comments`` are None when there is no caption row or no column of notes. ``widths`` are
    those of the whole sheet, in characters.
    """

    beside = ("rows", "columns")

    table: Table
    sheet: str
    caption: int | None
    header: int
    comments: str | None
    notes: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Mapping[str, int]
    columns: Mapping[str, int]

    @property
    def first(self) -> int:
        """Return the row of the table's first row of data."""
        return self.header + 1

    @property
    def last(self) -> int:
        """Return the row of the table's last row, the header when it has none."""
        return self.header + len(self.table.rows)

    @property
    def width(self) -> int:
        """Return the number of columns, the column of notes included."""
        return len(self.table.columns) + (self.comments is not None)

    @property
    def end(self) -> int:
        """Return the row below the table and its notes."""
        return self.last + 1 + len(self.notes)

    def cell(self, row: str, column: str) -> Cell:
        """Return a cell by its keys, without searching."""
        return self.table.rows[self.rows[row]].cells[self.columns[column]]


class Plan(Struct, frozen=True):
    """A sheet and where its parts stand."""

    sheet: Sheet
    remarks: tuple[str, ...]
    widths: tuple[int, ...]
    places: tuple[Place, ...]

    @property
    def shares_header(self) -> bool:
        """Tell whether one frozen header is true of every table on the sheet."""
        return len({tuple(column.title for column in place.table.columns) for place in self.places}) == 1

    @property
    def filtered(self) -> bool:
        """Tell whether the sheet is one plain list, which a reader may sort and filter."""
        return len(self.places) == 1 and _is_list(self.places[0].table)


def plan_workbook(workbook: Workbook) -> tuple[Plan, ...]:
    """Return where each table of the workbook stands.

    Raises:
        WorkbookError: a sheet name, a table or its size doesn't fit Excel.
    """
    check_sheet_names(sheet.name for sheet in workbook.sheets)
    repeated = _repeated(table.key for sheet in workbook.sheets for table in sheet.tables)
    if repeated:
        raise WorkbookError(f"tabellnyckeln ”{repeated}” används av två tabeller i arbetsboken")
    return tuple(_plan_sheet(sheet) for sheet in workbook.sheets)


def table_key(drawn: Drawing) -> str:
    """Return the key of the table that holds a chart's figures."""
    return f"diagram-{drawn.key}"


def comment_on(row: Row, table: Table) -> str:
    """Return what stands in the column of notes: the row's notes, each named when there are several."""
    noted = [(column, cell.note) for column, cell in zip(table.columns, row.cells, strict=True) if cell.note]
    if len(noted) <= 1:
        texts = [note for _, note in noted]
    else:
        texts = [f"{broken(column.title)}: {note}" if column.title else note for column, note in noted]
    return "\n".join([*texts, *filter(None, [row.footnote])])


def broken(title: str) -> str:
    """Return a two-line title on one line."""
    return " ".join(title.split("\n"))


def lines_of(texts: Iterable[str], width: int) -> tuple[str, ...]:
    """Break running text into lines, since no cells are merged to hold it."""
    wrapper = textwrap.TextWrapper(max(width, READING_WIDTH), break_long_words=False, break_on_hyphens=False)
    return tuple(line for text in texts for part in text.split("\n") for line in wrapper.wrap(part))


def lines_in(texts: Iterable[str], widths: Iterable[int]) -> int:
    """Return how many lines the fullest of some wrapped cells needs."""
    most = 1
    for text, width in zip(texts, widths, strict=False):
        if "\n" in text:
            most = max(most, sum(wrapped_lines(part, width) for part in text.split("\n")))
        elif len(text) > width:
            most = max(most, wrapped_lines(text, width))
    return most


def wrapped_lines(text: str, width: int) -> int:
    """Return how many lines ``textwrap`` makes of a text, which it need not be asked where only spaces break it."""
    if len(text) <= width:
        return 1
    width = max(1, width)
    if _BREAKS_OTHERWISE.search(text):
        return len(textwrap.wrap(text, width))
    words = text.split(" ")
    if len(words) == 1:
        return -(-len(text) // width)
    lines, left = 1, width + 1
    for word in words:
        left -= len(word) + 1
        if left < 0:
            lines, left = lines + 1, width - len(word)
            if left < 0:
                return len(textwrap.wrap(text, width))
    return lines


def _plan_sheet(sheet: Sheet) -> Plan:
    for table in sheet.tables:
        _check_shape(table, sheet.name)
    comments = [_comments_title(table) for table in sheet.tables]
    widths = _widths(sheet.tables, comments)
    remarks = lines_of(sheet.remarks, sum(widths))
    row = FIRST_REMARK + len(remarks) + 1
    drawn = {table_key(chart) for chart in sheet.charts}
    places: list[Place] = []
    for table, title in zip(sheet.tables, comments, strict=True):
        place = _place(table, sheet, row, widths, title)
        places.append(place)
        row = max(place.end, place.first + CHART_ROWS if table.key in drawn else 0) + 1
    check_extent(row, len(widths), sheet.name)
    return Plan(sheet, remarks, widths, tuple(places))


def _place(table: Table, sheet: Sheet, row: int, widths: tuple[int, ...], comments: str | None) -> Place:
    captioned = bool(table.caption) and table.caption != sheet.title
    return Place(
        table=table,
        sheet=sheet.name,
        caption=row if captioned else None,
        header=row + captioned,
        comments=comments,
        notes=lines_of(table.notes, sum(widths)),
        widths=widths,
        rows={line.key: position for position, line in enumerate(table.rows)},
        columns={column.key: position for position, column in enumerate(table.columns)},
    )


def _comments_title(table: Table) -> str | None:
    if not any(row.footnote or any(cell.note for cell in row.cells) for row in table.rows):
        return None
    taken = {broken(column.title) for column in table.columns}
    return next(
        (title for title in COMMENT_TITLES if title not in taken), f"{COMMENT_TITLES[0]} {len(taken) + 1}"
    )


def _check_shape(table: Table, sheet: str) -> None:
    """Refuse titles that a filter or Power Query can't tell apart, and rows that don't fit their columns."""
    if title := _repeated(broken(column.title) for column in table.columns):
        raise WorkbookError(
            f"bladet ”{sheet}”, tabellen ”{table.caption or table.key}”: två kolumner har rubriken ”{title}”"
        )
    if key := _repeated(row.key for row in table.rows if row.key):
        raise ValueError(f"table {table.key!r} has two rows with the key {key!r}")
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            raise ValueError(
                f"table {table.key!r}, row {row.key!r}: {len(row.cells)} cells, {len(table.columns)} columns"
            )


def _repeated(names: Iterable[str]) -> str | None:
    return next((name for name, times in Counter(names).items() if times > 1), None)


def _is_list(table: Table) -> bool:
    return bool(table.rows) and all(row.kind is RowKind.ITEM for row in table.rows)


def _widths(tables: tuple[Table, ...], comments: Sequence[str | None]) -> tuple[int, ...]:
    """Return the width of each column of a sheet, wide enough for every table that uses it."""
    arrow = FILTER_ARROW if len(tables) == 1 and _is_list(tables[0]) else 0
    natural = [
        _natural_widths(table, arrow, commented=title is not None)
        for table, title in zip(tables, comments, strict=True)
    ]
    return _squeezed(tuple(max(widths) for widths in zip_longest(*natural, fillvalue=NARROWEST)))


def _natural_widths(table: Table, arrow: int, *, commented: bool) -> list[int]:
    widths = [max(NARROWEST, _title_width(column.title) + arrow) for column in table.columns]
    for row in table.rows:
        around = 2 * row.indent + (row.kind in _BOLD) + PADDING
        for position, cell in enumerate(row.cells):
            if widths[position] < WIDEST and _longest_possible(cell) + around > widths[position]:
                widths[position] = max(widths[position], _cell_width(row, position))
    if commented:
        longest = max(_longest_line(comment_on(row, table)) for row in table.rows)
        widths.append(max(NARROWEST_TEXT, min(WIDEST, longest + PADDING)))
    return widths


def _title_width(title: str) -> int:
    lines = [min(len(line), HEADER_WIDTH) for line in title.split("\n")]
    return max(*lines, *map(len, title.split()), 0) + PADDING


def _cell_width(row: Row, position: int) -> int:
    if row.kind is RowKind.HEADING and position == 0:
        return 0
    cell = row.cells[position]
    indent = 2 * row.indent if position == 0 else 0
    return min(WIDEST, _longest_line(_shown(cell)) + indent + (row.kind in _BOLD) + PADDING)


def _longest_possible(cell: Cell) -> int:
    """Return how many characters a cell has at most, which is told sooner than what they are."""
    value = cell.value
    if not isinstance(value, Decimal):
        return len(cell.text or value or MISSING)
    if _is_odd(value):
        return WIDEST
    if cell.text:
        return len(cell.text)
    digits = max(0, value.adjusted()) + 2
    return digits + digits // 3 + cell.decimals + len(cell.unit) + _MOST_SIGNS


def _shown(cell: Cell) -> str:
    """Return what a reader sees, also of numbers that will be refused when they are written."""
    return str(cell.value) if isinstance(cell.value, Decimal) and _is_odd(cell.value) else cell.shown


def _is_odd(value: Decimal) -> bool:
    return not value.is_finite() or value.adjusted() > _MOST_DIGITS


def _longest_line(text: str) -> int:
    return max((len(line) for line in text.split("\n")), default=0)


def _squeezed(widths: tuple[int, ...]) -> tuple[int, ...]:
    """Narrow the columns of text so that the print stays readable on a page."""
    excess = sum(widths) - PAGE_WIDTH
    # the first column names the rows, and keeps more of its width than those that comment on them
    least = [FIRST_TEXT, *[NARROWEST_TEXT] * (len(widths) - 1)]
    spare = [max(0, width - floor) for width, floor in zip(widths, least, strict=True)]
    room = sum(spare)
    if excess <= 0 or room == 0:
        return widths
    cut = min(excess, room)
    return tuple(width - more * cut // room for width, more in zip(widths, spare, strict=True))
