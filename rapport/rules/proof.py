"""Tie-outs (avstämning): every sum, every variance, every figure that stands in two tables."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.notation.number import half_a_unit
from rapport.rules.economy import OPEN, Standing, adds_up
from rapport.rules.interval import ZERO, Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from rapport.origin import Origin
    from rapport.rules.economy import Amount, ComputedTable


class ProofKind(StrEnum):
    """What a tie-out tests."""

    ACROSS = "across"
    """A figure against its column's formula."""
    DOWN = "down"
    """A sum against the rows it adds up."""
    SAME = "same"
    """The same thing in two tables."""


class Finding(StrEnum):
    """What a tie-out shows."""

    AGREES = "agrees"
    ROUNDING = "rounding"
    CONTRADICTS = "contradicts"


class Proof(Struct, frozen=True):
    """A tie-out: the figure as stated against the figure it should be.

    ``stated`` is what was typed or, where nothing was typed, what is printed; ``expected`` what follows from the
    other figures as printed. ``tolerance`` is the difference that rounding alone stays below. ``missing`` names
    rows without a figure.
    """

    kind: ProofKind
    table: str
    row: str
    column: str
    stated: Decimal
    expected: Decimal
    tolerance: Decimal
    finding: Finding
    origin: Origin | None = None
    missing: tuple[str, ...] = ()
    other: tuple[str, str] = ("", "")
    """For figures in two tables: the other table and row."""

    @property
    def difference(self) -> Decimal:
        """Stated minus expected."""
        return self.stated - self.expected


def proofs(tables: Mapping[str, ComputedTable]) -> tuple[Proof, ...]:
    """Return all tie-outs of all tables, in table and row order."""
    return tuple(proof for table in tables.values() for proof in _of_table(table, tables))


def _of_table(table: ComputedTable, tables: Mapping[str, ComputedTable]) -> Iterator[Proof]:
    summed = {name for name, column in table.columns.items() if adds_up(table.table, column)}
    for row, line in table.table.lines.items():
        if line.is_bare_heading:
            continue
        for column in table.columns:
            is_sum = bool(line.total) and column in summed
            if not is_sum and column not in table.formulas:
                continue
            stated = _stated(table.amount(row, column))
            if stated is not None:
                yield from _across(table, row, column, stated)
                if is_sum:
                    yield from _down(table, row, column, stated)
        if line.same_as is not None:
            yield from _same(table, row, line.same_as.id, tables)


def _verdict(stated: Interval, expected: Interval) -> Finding:
    if stated.value == expected.value:
        return Finding.AGREES
    return Finding.ROUNDING if stated.meets(expected) else Finding.CONTRADICTS


def _stated(amount: Amount) -> Interval | None:
    if amount.stated is not None and amount.standing is Standing.CONTRADICTS:
        return Interval(amount.stated, half_a_unit(amount.decimals))
    return amount.interval


def _across(table: ComputedTable, row: str, column: str, stated: Interval) -> Iterator[Proof]:
    expected = table.across(row, column)
    if expected is not None:
        yield _proof(ProofKind.ACROSS, table, (row, column), stated=stated, expected=expected)


def _down(table: ComputedTable, row: str, column: str, stated: Interval) -> Iterator[Proof]:
    line = table.table.lines[row]
    parts = {part.id: table.amount(part.id, column) for part in line.total}
    if any(part.standing in OPEN for part in parts.values()):
        return
    known = [part for part in parts.values() if part.value is not None]
    if not known:
        return
    expected = Interval(
        sum((part.value for part in known if part.value is not None), ZERO),
        sum((part.slack for part in known), ZERO),
    )
    missing = tuple(key for key, part in parts.items() if part.value is None)
    yield _proof(ProofKind.DOWN, table, (row, column), stated=stated, expected=expected, missing=missing)


def _proof(
    kind: ProofKind,
    table: ComputedTable,
    place: tuple[str, str],
    *,
    stated: Interval,
    expected: Interval,
    missing: tuple[str, ...] = (),
) -> Proof:
    row, column = place
    # Where a figure is itself computed the same way the two are one figure, and no rounding comes between.
    own = table.amount(row, column)
    computed_so = own.standing is Standing.COMPUTED and own.way.value == kind.value
    slack = ZERO if computed_so else stated.slack
    return Proof(
        kind,
        table.id,
        row,
        column,
        stated.value,
        expected.value,
        slack + expected.slack,
        _verdict(stated, expected),
        own.origin,
        missing,
    )


def _same(
    table: ComputedTable, row: str, reference: str, tables: Mapping[str, ComputedTable]
) -> Iterator[Proof]:
    other_table, _, other_row = reference.partition(".")
    other = tables.get(other_table)
    if other is None:
        return
    for column in table.columns:
        mine, theirs = table.amount(row, column), other.amount(other_row, column)
        if mine.value is not None and theirs.value is not None:
            finding = Finding.AGREES if mine.value == theirs.value else Finding.CONTRADICTS
            yield Proof(
                ProofKind.SAME,
                table.id,
                row,
                column,
                mine.value,
                theirs.value,
                ZERO,
                finding,
                mine.origin or theirs.origin or table.table.lines[row].origin,
                other=(other_table, other_row),
            )
