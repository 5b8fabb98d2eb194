"""The order in which the rows of a table are computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rapport.model.economy import Line


def unsettled(lines: Mapping[str, Line]) -> frozenset[str]:
    """Return the rows whose sum can't be known: they add up a row that isn't there, or that adds up them."""
    waiting = {row: {part.id for part in line.total} for row, line in lines.items() if line.total}
    above: dict[str, list[str]] = {}
    for row, parts in waiting.items():
        for part in parts:
            above.setdefault(part, []).append(row)
    settled = [row for row in lines if row not in waiting]
    while settled:
        part = settled.pop()
        for row in above.get(part, ()):
            waiting[row].discard(part)
            if not waiting[row]:
                settled.append(row)
    return frozenset(row for row, parts in waiting.items() if parts)


def parts_first(lines: Mapping[str, Line], begun: set[str]) -> Iterator[str]:
    """Yield the rows, what a row adds up before it, so that a long chain of sums isn't computed from its far end.

    Args:
        lines: The rows.
        begun: Where the rows are kept that wait for their parts; a row that adds up one of them is part of a ring.
    """
    entered: set[str] = set()
    for first in lines:
        waiting = [first]
        while waiting:
            row = waiting[-1]
            if row not in entered:
                entered.add(row)
                begun.add(row)
                waiting += [p.id for p in lines[row].total if p.id in lines and p.id not in entered]
                continue
            waiting.pop()
            if row in begun:
                begun.discard(row)
                yield row
