"""Where the figures were typed that another figure follows from: one of them may be the wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.notation.formula import names_in
from rapport.rules.economy import Standing, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rapport.origin import Origin
    from rapport.rules.economy import ComputedTable

    Place = tuple[str, str]

_TRUSTED = (Standing.INPUT, Standing.EQUAL, Standing.ROUNDING)


def typed_parts(table: ComputedTable, row: str, column: str, *, down: bool) -> Iterator[Origin]:
    """Yield where the parts of a figure were typed: those of the sum, or those of the column's formula."""
    yield from _typed(table, _operands(table, row, column, down=down), {(row, column)})


def inputs(table: ComputedTable, row: str, column: str) -> Iterator[Origin]:
    """Yield where a figure was typed, or the figures that it is computed from."""
    yield from _typed(table, [(row, column)], set())


def elsewhere(origin: Origin, places: Iterable[Origin]) -> tuple[Origin, ...]:
    """Return the places on other lines than a finding's own, in file order."""
    here = (origin.path, origin.line)
    return tuple(sorted({place for place in places if (place.path, place.line) != here}))


def _typed(table: ComputedTable, places: Iterable[Place], seen: set[Place]) -> Iterator[Origin]:
    for place in places:
        amount = table.amount(*place)
        if place in seen:
            continue
        seen.add(place)
        if amount.origin is not None and amount.standing in _TRUSTED:
            yield amount.origin
        elif amount.way in (Way.DOWN, Way.ACROSS):
            yield from _typed(table, _operands(table, *place, down=amount.way is Way.DOWN), seen)


def _operands(table: ComputedTable, row: str, column: str, *, down: bool) -> list[Place]:
    if down:
        return [(part.id, column) for part in table.table.lines[row].total]
    formula = table.formulas.get(column)
    return [(row, name) for name in names_in(formula)] if formula else []
