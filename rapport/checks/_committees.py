"""Rows of the council's tables that come from committees."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapport.checks._mentions import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.economy import Line
    from rapport.model.year import Plan


class TakenOver(NamedTuple):
    """A row that comes from a committee: its table, its id, the row itself, the committee, their table and row."""

    table: str
    row: str
    line: Line
    committee: str
    their_table: str
    their_row: str


def taken_over(plan: Plan) -> Iterator[TakenOver]:
    """Yield the rows that come from committees; a reference that isn't whole has "" for what is missing."""
    for key, table in plan.economy.items():
        for row, line in table.lines.items():
            if line.committee is not None and line.committee.id != PLACEHOLDER:
                name, _, other = line.fetched.id.partition(".") if line.fetched else ("", "", "")
                yield TakenOver(key, row, line, line.committee.id, name, other)
