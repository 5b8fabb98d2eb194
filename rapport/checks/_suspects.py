"""Typed amounts that look wrong by themselves, and the contradictions that each of them explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rapport.checks._amounts import cell_name, number
from rapport.checks._contradictions import different, wrong
from rapport.checks._parts import inputs
from rapport.checks._variance import is_explained, pairs, place, typed_lines, value
from rapport.rules.once import once
from rapport.rules.proof import ProofKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from rapport.diagnostic import Diagnostic
    from rapport.origin import Origin
    from rapport.rules.economy import ComputedTable
    from rapport.rules.proof import Proof
    from rapport.rules.results import Results

    Cell = tuple[str, str, str]
    """Table, row and column."""

_LEAST, _MOST = 500, 2000
_THOUSAND = 1000
_TWICE = 2
_NEARLY_ALL = 100
"""An amount explains a difference when it leaves less than one part in so many."""


class Suspect(Struct, frozen=True):
    """An amount that looks wrong beside ``other`` on its row, and what it was probably meant to be."""

    cell: Cell
    other: str
    value: Decimal
    meant: Decimal
    origin: Origin


def out_of_scale(results: Results, table: ComputedTable) -> Iterator[Suspect]:
    """Yield amounts that are a thousand times what they are held against, or a thousandth of it."""
    for of, against in _compared(table):
        for row in typed_lines(table):
            one, two = value(table, row, of), value(table, row, against)
            if one and two and _is_thousandfold(one, two):
                meant = one / _THOUSAND if abs(one) > abs(two) else one * _THOUSAND
                origin = place(results, table, row, of, against)
                yield Suspect((table.id, row, of), against, one, meant, origin)


def turned(results: Results, table: ComputedTable) -> Iterator[Suspect]:
    """Yield the one amount of a row that goes against the others."""
    compared = pairs(table)
    partner = {pair.of: pair.against for pair in compared} | {pair.against: pair.of for pair in compared}
    for row in typed_lines(table):
        column = _odd_one(table, row, partner)
        if column and not is_explained(results, table, row):
            stated = value(table, row, column)
            assert stated is not None  # noqa: S101  _odd_one has seen it
            origin = place(results, table, row, column)
            yield Suspect((table.id, row, column), partner[column], stated, -stated, origin)


def blaming(suspect: Suspect, finding: Diagnostic) -> Diagnostic:
    """Return a contradiction told at the amount that explains it."""
    name, right, wrong = cell_name(*suspect.cell), number(suspect.meant), number(suspect.value)
    places = (finding.origin, *(place for place in finding.related if place != suspect.origin))
    remedy = f"med {name} {right} i stället för {wrong} stämmer det"
    return replace(finding, origin=suspect.origin, help=remedy, related=places)


@once
def blamed(results: Results) -> dict[Proof, Suspect]:
    """Return the contradictions that a suspect explains: one for each suspect, where it is told."""
    first = {suspect.cell: (proof, suspect) for proof, suspect in reversed([*_explanations(results)])}
    return dict(first.values())


@once
def explained(results: Results) -> frozenset[Proof]:
    """Return the contradictions that some suspect explains."""
    return frozenset(proof for proof, _ in _explanations(results))


@once
def culprits(results: Results) -> frozenset[Cell]:
    """Return the suspects that a contradiction tells of."""
    return frozenset(suspect.cell for suspect in blamed(results).values())


def _explanations(results: Results) -> Iterator[tuple[Proof, Suspect]]:
    contradictions = (*different(results), *wrong(results))
    if not contradictions:
        return
    suspects = {
        suspect.origin: suspect
        for table in results.tables.values()
        for suspect in (*out_of_scale(results, table), *turned(results, table))
    }
    for proof in contradictions if suspects else ():
        for origin in _inputs(results, proof):
            suspect = suspects.get(origin)
            if suspect is not None and _explains(suspect, proof):
                yield proof, suspect
                break


def _inputs(results: Results, proof: Proof) -> Iterator[Origin]:
    """Yield where the amounts were typed that a tie-out is about."""
    table = results.tables[proof.table]
    if proof.kind is ProofKind.SAME:
        yield from inputs(table, proof.row, proof.column)
        yield from inputs(results.tables[proof.other[0]], proof.other[1], proof.column)
    elif proof.kind is ProofKind.DOWN:
        for part in table.table.lines[proof.row].total:
            yield from inputs(table, part.id, proof.column)


def _explains(suspect: Suspect, proof: Proof) -> bool:
    left = abs(proof.difference) - abs(suspect.meant - suspect.value)
    return suspect.cell[2] == proof.column and abs(left) * _NEARLY_ALL <= abs(proof.difference)


def _compared(table: ComputedTable) -> Iterator[tuple[str, str]]:
    yield from ((pair.of, pair.against) for pair in pairs(table))
    for key, column in table.columns.items():
        if column.previous is not None:
            yield column.previous.id, key


def _is_thousandfold(one: Decimal, two: Decimal) -> bool:
    small, large = sorted((abs(one), abs(two)))
    return _LEAST * small <= large <= _MOST * small


def _odd_one(table: ComputedTable, row: str, partner: Mapping[str, str]) -> str:
    """Return the column of the one figure with a sign of its own, "" when there is none."""
    amounts = {column: amount for column in partner if (amount := value(table, row, column))}
    below = [column for column, amount in amounts.items() if amount < 0]
    above = len(amounts) - len(below)
    if len(amounts) <= _TWICE or 1 not in (len(below), above):
        return ""
    odd = below[0] if len(below) == 1 else next(column for column in amounts if column not in below)
    return odd if _similar(amounts[odd], amounts.get(partner[odd])) else ""


def _similar(one: Decimal, two: Decimal | None) -> bool:
    return two is not None and max(abs(one), abs(two)) <= _TWICE * min(abs(one), abs(two))
