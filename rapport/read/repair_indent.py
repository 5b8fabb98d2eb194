"""Repairs of indentation: tabs, and lines that stand askew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.origin import Origin
from rapport.read.faults import fault
from rapport.read.repair import Repair
from rapport.read.source import MOST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.read.repair import View

_MOST_TARGETS = 8
_STEP = 2
_MOST_MOVED = 1000
"""No more lines than this are moved together; a hand-kept record is shorter."""


def tab(view: View, row: int) -> Iterator[Repair]:
    """Replace tabs by spaces, on this line or on all that begin with one."""
    if "\t" not in view.line(row).indent:
        return
    for width in (_STEP, 2 * _STEP):
        changes = tuple(
            (number, view.line(number).indent.expandtabs(width) + text.lstrip(" \t"))
            for number, text in enumerate(view.lines)
            if text.startswith("\t") and text.strip()
        )
        yield _tabs(view, row, changes or ((row, view.lines[row].expandtabs(width)),))
    for column in _targets(view, row):
        yield _tabs(view, row, ((row, str(view.line(row).with_indent(column))),))


def _tabs(view: View, row: int, changes: tuple[tuple[int, str], ...]) -> Repair:
    others = [number for number, _ in changes if number != row]
    origin = Origin(view.path, row + 1, 1, len(view.line(row).indent))
    related = tuple(Origin(view.path, number + 1) for number in others[: MOST_SHOWN - 1])
    more = f" ({len(changes)} rader i filen)" if others else ""
    message = f"raden är indragen med tabb{more}"
    return Repair(
        fault("tab-indent", origin, message, "dra in med mellanslag, två för varje steg", related=related),
        changes,
    )


def indent(view: View, row: int) -> Iterator[Repair]:
    """Move a line, or a line with those that follow it, to a column that its neighbours use."""
    line, above = view.line(row), view.line(view.above(row))
    if not line.key and not line.dashes and not above.opens_text:
        return  # it would only become part of the text above
    for column in _targets(view, row):
        yield from _moved(view, row, column)


def unlikeliness(view: View, repair: Repair) -> tuple[bool, bool, int]:
    """Order moves: one line before many, a line in an odd column before one in an even column, near before far."""
    row, text = repair.changes[0]
    column = view.line(row).column
    distance = abs(len(text) - len(text.lstrip()) - column)
    return len(repair.changes) > 1, column % _STEP == 0, distance


def _moved(view: View, row: int, column: int) -> Iterator[Repair]:
    line = view.line(row)
    above = view.line(view.above(row))
    remedy = f"börja raden i kolumn {column + 1}"
    if line.column > above.column and above.key and not above.opens and row > 0:
        message = f"raden är indragen under fältet ”{above.key}”, som redan har ett värde"
        remedy += f"; hör den till ”{above.key}”, flytta ner värdet dit med ett fältnamn framför"
    else:
        message = f"raden är indragen {line.column} steg, raderna intill {column}"
    one = view.repair("wrong-indent", row, 0, message, str(line.with_indent(column)), width=line.column)
    one = replace(one, finding=replace(one.finding, help=remedy))
    yield one
    block = _block(view, row)
    if len(block) > 1:
        shift = column - line.column
        changes = tuple(
            (number, str(view.line(number).with_indent(max(0, view.line(number).column + shift))))
            for number in block
        )
        yield replace(one, changes=changes)


def _block(view: View, row: int) -> list[int]:
    """Return a line and those that follow it, as far as they are indented at least as much."""
    column, block = view.line(row).column, [row]
    below = view.below(row)
    while below >= 0 and view.line(below).column >= column and len(block) < _MOST_MOVED:
        block.append(below)
        below = view.below(below)
    return block


def _targets(view: View, row: int) -> list[int]:
    """Return the columns where the line could begin, the nearest first."""
    columns: list[int] = []
    below = view.below(row)
    if below >= 0:
        columns.append(view.line(below).column)
    above, deepest = view.above(row), 10**6
    first = view.line(above)
    if first.opens:
        columns.append(first.key_column + _STEP)
    while row > 0 and deepest > 0 and len(columns) < _MOST_TARGETS:
        line = view.line(above)
        if line.column < deepest:
            columns += [line.key_column, line.column]
            deepest = line.column
        if above == 0:
            break
        above = view.above(above)
    if view.line(row).opens and below >= 0 and view.line(below).column > view.line(row).column:
        columns = [column for column in columns if column < view.line(below).column]
    if first.opens and view.line(row).column > first.column and row > 0:
        # What stands first below a field belongs to it.
        columns = [column for column in columns if column > first.column]
    current = len(view.line(row).indent.expandtabs(_STEP))
    wanted = {column for column in columns if column != current or "\t" in view.line(row).indent}
    return sorted(wanted, key=lambda column: (abs(column - current), -column))
