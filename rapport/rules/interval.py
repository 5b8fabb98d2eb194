"""Figures known to within a slack, and what formulas make of them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.notation.formula import ColumnName, Constant

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapport.notation.formula import ColumnFormula

    Figures = Callable[[str], "Interval | None"]
    """Gives the figure of a column."""

ZERO = Decimal(0)
INFINITY = Decimal("Infinity")


class Interval(Struct, frozen=True):
    """A figure known to within ``slack`` on each side."""

    value: Decimal
    slack: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether the two could be the same unrounded figure."""
        difference = abs(self.value - other.value)
        return difference == 0 or difference < self.slack + other.slack


def work_out(formula: ColumnFormula, figure: Figures) -> Interval | None:
    """Work a formula out with its uncertainty; None when an operand is missing or zero divides."""
    return _prepared(formula)(figure)


@lru_cache(maxsize=1024)
def _prepared(formula: ColumnFormula) -> Callable[[Figures], Interval | None]:
    """Return what works a formula out: a column's formula is the same on every row."""
    if isinstance(formula, Constant):
        constant = Interval(formula.value, ZERO)
        return lambda _figure: constant
    if isinstance(formula, ColumnName):
        name = formula.name
        return lambda figure: figure(name)
    operation, left, right = (
        _OPERATIONS[formula.operator],
        _prepared(formula.left),
        _prepared(formula.right),
    )

    def joined(figure: Figures) -> Interval | None:
        one, other = left(figure), right(figure)
        return None if one is None or other is None else operation(one, other)

    return joined


def _add(left: Interval, right: Interval) -> Interval:
    return Interval(left.value + right.value, left.slack + right.slack)


def _subtract(left: Interval, right: Interval) -> Interval:
    return Interval(left.value - right.value, left.slack + right.slack)


def _multiply(left: Interval, right: Interval) -> Interval:
    if INFINITY in (left.slack, right.slack):
        return Interval(left.value * right.value, INFINITY)
    slack = abs(left.value) * right.slack + abs(right.value) * left.slack + left.slack * right.slack
    return Interval(left.value * right.value, slack)


def _divide(left: Interval, right: Interval) -> Interval | None:
    if right.value == 0:
        return None
    quotient = left.value / right.value
    certain = abs(right.value) - right.slack
    if certain <= 0 or INFINITY in (left.slack, right.slack):
        return Interval(quotient, INFINITY)
    return Interval(quotient, (left.slack + abs(quotient) * right.slack) / certain)


_OPERATIONS: dict[str, Callable[[Interval, Interval], Interval | None]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
}
