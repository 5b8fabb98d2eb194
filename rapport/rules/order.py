"""The order in which the rows of a table are computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rapport.model.economy import Line


def parts_first(lines: Mapping[str, Line]) -> Iterator[str]:
    """Yield the rows, what a row adds up before it, so that a long chain of sums isn't computed from its far end."""
    entered: set[str] = set()
    done: set[str] = set()
    for first in lines:
        waiting = [first]
        while waiting:
            row = waiting[-1]
            if row not in entered:
                entered.add(row)
                waiting += [p.id for p in lines[row].total if p.id in lines and p.id not in entered]
                continue
            waiting.pop()
            if row not in done:
                done.add(row)
                yield row
