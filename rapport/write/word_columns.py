"""How wide the columns of a table become: figures and words stay whole, running text gets the rest."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.tables.cell import MISSING, Kind
from rapport.write import palette
from rapport.write.word_measure import width, words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rapport.tables.cell import Cell, Column, Table
    from rapport.write.palette import Density

_FIGURE_LENGTH = 16
"""Longer words in a column of figures are a remark and may wrap."""
_GRADE_LENGTH = 24
"""A grade's name is no remark and stays on one line where there is room."""
_MEASURED = 300
"""So many of the longest texts are measured; shorter ones can't be the widest."""
_COMFORT = palette.twips(30)
"""What a column of text gets before columns of figures get air."""
_READABLE = palette.twips(95)
"""A line of text in a table needs no more."""
_TIGHT = 2
"""From this density on, columns of text may be narrower than comfortable."""
_REMARK_LINES = 2
_TITLE_LINES = 3
"""A column title takes no more lines, where there is room to avoid it."""
GRID = 4
"""So many rating columns are a grid (months): they get one width."""


class Grid(Struct, frozen=True):
    """The columns of a table in twips, and how tightly it is set."""

    widths: tuple[int, ...]
    density: Density
    factor: float

    def room(self, column: int, indent: int = 0) -> int:
        """Return the width inside the margins of a column."""
        return self.widths[column] - 2 * self.density.side - indent * palette.INDENT

    def fits(self, column: int, text: str, indent: int = 0) -> bool:
        """Return whether a text stands on one line in a column."""
        return self.measure(text) <= self.room(column, indent)

    def measure(self, text: str) -> int:
        """Return the width of a text as it stands in the table."""
        return width(text, self.density.size, bold=True, factor=self.factor)

    def title_lines(self, column: int, title: str) -> str:
        """Return a column title broken so that no hyphen or dash is left at the end of a line."""
        if "–" not in title and "-" not in title:
            return title
        lines = [
            line
            for part in title.split("\n")
            for line in wrapped(part, self.room(column), self.density.head, bold=True, factor=self.factor)
        ]
        return "\n".join(lines)


class _Need(Struct, frozen=True):
    """What a column must have, would like to have, and could use, margins not counted."""

    least: int
    wanted: int
    full: int
    bulk: int = 0
    """How much text it has, in letters per row."""


def printed(cell: Cell) -> str:
    """Return the words of a cell; a rating's symbol stays with its word."""
    return f"{cell.symbol}\u00a0{cell.shown}" if cell.symbol else cell.shown


def grid(table: Table, texts: Sequence[Sequence[str]], total: int, factor: float) -> Grid:
    """Return the columns of a table within a total width.

    Args:
        table: The table.
        texts: The printed cells of each row that is not one spanning cell.
        total: The width to fill, in twips.
        factor: How much wider than Calibri the font runs.
    """
    columns = list(zip(*texts, strict=True)) or [()] * len(table.columns)
    notes = [
        [row.cells[place].note for row in table.rows if place < len(row.cells)]
        for place in range(len(columns))
    ]
    indent = max((row.indent for row in table.rows), default=0) * palette.INDENT
    for step, density in enumerate(palette.DENSITIES):
        needs = [
            _need(
                column,
                cells,
                notes[place],
                density=density,
                factor=factor,
                indent=indent if place == 0 else 0,
            )
            for place, (column, cells) in enumerate(zip(table.columns, columns, strict=True))
        ]
        needs = _even(table.columns, needs)
        room = total - 2 * density.side * len(needs)
        asked = sum(_asked(column, need, step) for column, need in zip(table.columns, needs, strict=True))
        if asked <= room or step == len(palette.DENSITIES) - 1:
            break
    inner = _shared(table.columns, needs, room)
    return Grid(tuple(size + 2 * density.side for size in inner), density, factor)


def _asked(column: Column, need: _Need, step: int) -> int:
    if column.kind is Kind.TEXT and step < _TIGHT:
        return max(need.least, min(need.full, _COMFORT))
    return need.least


def _need(
    column: Column,
    cells: Sequence[str],
    notes: Sequence[str],
    *,
    density: Density,
    factor: float,
    indent: int,
) -> _Need:
    def widest(texts: Iterable[str], size: float) -> int:
        longest = nlargest(_MEASURED, set(texts), key=len)
        return max((width(text, size, bold=True, factor=factor) for text in longest), default=0)

    head_words = widest(words(column.title), density.head)
    head = widest(column.title.split("\n"), density.head)
    note_words = widest(words(" ".join(note for note in notes if note)), palette.NOTE_SIZE)
    figures = cells
    if column.kind is not Kind.TEXT:
        longest = _GRADE_LENGTH if column.kind is Kind.RATING else _FIGURE_LENGTH
        figures = [cell for cell in cells if len(cell) <= longest]
    longest_word = widest(words(" ".join(cells)), density.size)
    line = (
        max(widest(cells, density.size), head, widest((note for note in notes if note), palette.NOTE_SIZE))
        + indent
    )
    least = max(head_words, note_words, longest_word) + indent
    sides = 2 * density.side
    if column.kind is Kind.NUMBER:
        short = [note for note in notes if 0 < len(note) <= _FIGURE_LENGTH]
        least = max(least, widest(figures, density.size) + indent, widest(short, palette.NOTE_SIZE))
        title = _narrowest(column.title.split("\n"), _TITLE_LINES, density.head, factor)
        remarks = [cell for cell in cells if len(cell) > _FIGURE_LENGTH]
        # a target such as "öka från 64 % (2018)" takes two lines rather than one word on each
        wide = max((_narrowest([text], _REMARK_LINES, density.size, factor) for text in remarks), default=0)
        return _Need(least, max(least, palette.NUMBER_WIDTH - sides, title, min(wide, _READABLE // 3)), line)
    if column.kind is Kind.RATING:
        return _Need(least, max(least, palette.RATING_WIDTH - sides, widest(figures, density.size)), line)
    used = sum(1 for cell in cells if cell != MISSING) / max(1, len(cells))
    # A column that mostly holds dashes wraps its few texts rather than narrow its neighbours.
    readable = round(_READABLE * (0.4 + 0.6 * used))
    bulk = sum(map(len, cells)) + sum(map(len, notes))
    return _Need(
        least, max(least, min(line, _COMFORT)), max(least, min(line, readable)), bulk // max(1, len(cells))
    )


def _narrowest(lines: Sequence[str], most: int, size: float, factor: float) -> int:
    """Return the least width at which some lines of text take no more than so many lines when they wrap."""
    parts = [words(line) for line in lines]
    runs = {
        width(" ".join(part[start:end]), size, bold=True, factor=factor)
        for part in parts
        for start in range(len(part))
        for end in range(start + 1, len(part) + 1)
    }

    def count(room: int) -> int:
        return sum(len(wrapped(line, room, size, bold=True, factor=factor)) for line in lines)

    fitting = [room for room in sorted(runs) if count(room) <= max(most, len(parts))]
    return fitting[0] if fitting else 0


def _even(columns: Sequence[Column], needs: Sequence[_Need]) -> list[_Need]:
    """Give the ratings of a month grid one width."""
    ratings = [need for column, need in zip(columns, needs, strict=True) if column.kind is Kind.RATING]
    if len(ratings) < GRID:
        return list(needs)
    same = _Need(*(max(getattr(need, part) for need in ratings) for part in ("least", "wanted", "full")))
    return [same if column.kind is Kind.RATING else need for column, need in zip(columns, needs, strict=True)]


def _shared(columns: Sequence[Column], needs: Sequence[_Need], room: int) -> list[int]:
    """Return the widths: first what each column needs, then air for figures, then the rest to the text."""
    least = [need.least for need in needs]
    if sum(least) > room:
        return _exact([size * room // sum(least) for size in least], room, 0)
    is_text = [column.kind is Kind.TEXT for column in columns]
    sizes = _raised(least, [need.wanted for need in needs], room)
    sizes = _filled(sizes, needs, is_text, room)
    squares = [place for place, column in enumerate(columns) if column.kind is Kind.RATING]
    takers = [place for place, text in enumerate(is_text) if text] or list(range(len(sizes)))
    takers = squares if len(squares) >= GRID else takers
    rest, weight = room - sum(sizes), sum(needs[place].full for place in takers)
    for place in takers:
        sizes[place] += rest * needs[place].full // weight if weight else 0
    return _exact(sizes, room, takers[0])


def _raised(sizes: Sequence[int], goals: Sequence[int], room: int) -> list[int]:
    """Raise the widths towards their goals as far as the room goes, each by the same share of what it lacks."""
    lacks = [max(0, goal - size) for size, goal in zip(sizes, goals, strict=True)]
    spare, lack = room - sum(sizes), sum(lacks)
    if lack <= spare:
        return [size + more for size, more in zip(sizes, lacks, strict=True)]
    return [size + more * spare // lack for size, more in zip(sizes, lacks, strict=True)]


def _filled(sizes: Sequence[int], needs: Sequence[_Need], is_text: Sequence[bool], room: int) -> list[int]:
    """Give the columns of text what is left, each by how much it has to say, until its longest line fits."""
    filled = list(sizes)
    for _ in needs:
        open_ = [place for place, text in enumerate(is_text) if text and filled[place] < needs[place].full]
        spare, weight = room - sum(filled), sum(needs[place].bulk for place in open_)
        if spare <= 0 or not weight:
            break
        for place in open_:
            share = spare * needs[place].bulk // weight
            filled[place] = min(needs[place].full, filled[place] + share)
    return filled


def _exact(sizes: list[int], room: int, place: int) -> list[int]:
    sizes[place] += room - sum(sizes)
    return sizes
