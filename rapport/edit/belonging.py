"""Where a text that somebody changed in a built document belongs: the line that it was made from."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.edit.compare import NEAR, as_read
from rapport.tables.cell import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rapport.edit.compare import Edit, Spot
    from rapport.tables.cell import Cell, Row, Table

Lines = dict[str, tuple[str, ...]]
"""The lines of files by path."""

_LEAST_LETTERS = 4
"""A text with fewer letters can stand anywhere."""
_LEAST_WORDS = 2
"""A line with fewer words of its own says nothing of what was made from it."""
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_UNSEEN = re.compile(r"\{#.*?#\}|[*_`]|^\s*#+\s+")
_KEY = re.compile(r"""^\s*(?:- +)?(?:[\w-]+:(?: +|$))?[>|"'+-]*\s*|["']\s*$""")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class Made(Struct, frozen=True):
    """What a document was made from: its tables, and the files that hold its words.

    ``files`` are in the order in which they are searched: the period's own, the year's, the templates.
    """

    tables: tuple[Table, ...] = ()
    files: tuple[Lines, ...] = ()
    ids: frozenset[str] = frozenset()
    """What can be explained: rows of economy tables as ``tabell.rad``, and the ids of everything else."""


class Place(Struct, frozen=True):
    """Where an edit belongs: a line, or else the id of what follows from other lines and can be explained."""

    at: str = ""
    explained: str = ""


def belongs(edit: Edit, made: Made) -> Place | None:
    """Return where the source of a changed text stands, None when it can't be told for certain."""
    if edit.spot is not None:
        cells = list(_cells(edit.spot, edit.before, made.tables))
        notes = any(edit.before == as_read(cell.note) for _, _, cell in cells if cell.note)
        worded = any(cell.origin is None and cell.kind is Kind.TEXT for _, _, cell in cells)
        if cells and not notes and not worded:
            return _of_cells(cells, edit.spot, made.ids)
    if sum(sign.isalpha() for sign in edit.before) < _LEAST_LETTERS:
        return None
    for files in made.files:
        at = _in_files(edit, files)
        if at is not None:
            return Place(at) if at else None
    return None


def _cells(spot: Spot, before: str, tables: Sequence[Table]) -> Iterator[tuple[Table, Row, Cell]]:
    """Yield the cells that a reader would find at a spot; those that still say the same go before all others."""
    found = [
        (table, row, row.cells[spot.titles.index(spot.title)])
        for table in tables
        if tuple(as_read(column.title) for column in table.columns) == spot.titles
        for row in table.rows
        if as_read(row.cells[0].shown) == spot.row
    ]
    same = [(table, row, cell) for table, row, cell in found if before.endswith(as_read(cell.shown))]
    yield from same or found


def _of_cells(cells: Sequence[tuple[Table, Row, Cell]], spot: Spot, ids: frozenset[str]) -> Place | None:
    origins = {cell.origin for _, _, cell in cells}
    if len(origins) > 1:
        return None
    origin = next(iter(origins))
    if origin is not None:
        return Place(f"{origin.path}:{origin.line}")
    table, row, cell = cells[0]
    if cell.value is None:
        return None
    if f"{table.key}.{row.key}" in ids:
        return Place(explained=f"{table.key}.{row.key}.{table.columns[spot.titles.index(spot.title)].key}")
    # The row of an indicator is named after its goal too.
    own = row.key.rpartition(".")[2]
    return Place(explained=own) if own in ids else None


def _in_files(edit: Edit, files: Lines) -> str | None:
    """Return the place in some files; "" when several lines would do, None when none would."""
    read = [
        (f"{path}:{n}", _said(path, line)) for path, lines in files.items() for n, line in enumerate(lines, 1)
    ]
    whole = [place for place, said in read if edit.before in as_read(" ".join(said))]
    if whole:
        return whole[0] if len(whole) == 1 else ""
    parts = {place: said for place, said in read if _is_part(said, edit.before)}
    if parts:
        return _changed(edit, parts)
    return _nearest(edit.before, read)


def _changed(edit: Edit, parts: Mapping[str, Sequence[str]]) -> str:
    """Return which of the lines that a text was made from was changed; "" when that can't be told."""
    # A long text stands on several lines: the one that was changed is no longer in it.
    gone = [place for place, said in parts.items() if not _is_part(said, edit.after)]
    whole = [
        place
        for place, said in parts.items()
        if edit.before.startswith(said[0]) and edit.before.endswith(said[-1])
    ]
    # Otherwise it was what an expression said.
    expressed = [place for place, said in parts.items() if len(said) > 1]
    told = next((found[0] for found in (gone, whole, expressed) if len(found) == 1), "")
    return told or _at_the_change(edit, parts)


def _at_the_change(edit: Edit, parts: Mapping[str, Sequence[str]]) -> str:
    """Return the line that a text was written on to, where the lines that it was made from follow on each other."""
    places = [place.rpartition(":") for place in parts]
    numbers = [int(number) for _, _, number in places]
    if len({path for path, _, _ in places}) > 1 or numbers[-1] - numbers[0] != len(numbers) - 1:
        return ""
    pairs = zip(edit.before, edit.after, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    begun = {place: edit.before.find(next(filter(None, said))) for place, said in parts.items()}
    return next((place for place in reversed(list(parts)) if begun[place] <= same), next(iter(parts)))


@cache
def _said(path: str, line: str) -> tuple[str, ...]:
    """Return what a line itself says, in stretches: what expressions put between them isn't known."""
    if path.endswith((".yaml", ".yml")):
        line = _KEY.sub("", _COMMENT.sub("", line))
    line = _LINK.sub(r"\1", _UNSEEN.sub("", line))
    return tuple(as_read(stretch) for stretch in _EXPRESSION.split(line))


def _is_part(said: Sequence[str], text: str) -> bool:
    """Whether a line's stretches stand in a text one after the other."""
    if sum(len(re.findall(r"\w+", stretch)) for stretch in said) < _LEAST_WORDS:
        return False
    at = 0
    for stretch in said:
        found = text.find(stretch, at)
        if found < 0:
            return False
        at = found + len(stretch)
    return True


def _nearest(text: str, read: Sequence[tuple[str, Sequence[str]]]) -> str | None:
    """Return the line that shares most of a text's words, where one alone does."""
    words = set(text.split())
    shares: Mapping[str, float] = {
        place: len(words & set(" ".join(said).split())) / len(words) for place, said in read
    }
    best = max(shares.values(), default=0.0)
    nearest = [place for place, share in shares.items() if share == best]
    return nearest[0] if best >= NEAR and len(nearest) == 1 and len(words) > _LEAST_WORDS else None
