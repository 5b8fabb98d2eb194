"""The tie-outs that contradict each other and are told, each thing once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.notation.formula import names_in
from rapport.rules.economy import Standing, Way
from rapport.rules.once import once
from rapport.rules.proof import Finding, ProofKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rapport.rules.economy import ComputedTable
    from rapport.rules.proof import Proof
    from rapport.rules.results import Results

    Cell = tuple[str, str, str]
    """Table, row and column."""


@once
def different(results: Results) -> tuple[Proof, ...]:
    """Return what stands with different figures in two tables, but not what follows from such."""
    differing = {
        (proof.table, proof.row, proof.column): proof
        for proof in results.proofs
        if proof.kind is ProofKind.SAME and proof.finding is Finding.CONTRADICTS
    }
    return tuple(proof for proof in differing.values() if not _follows(proof, results.tables, differing))


@once
def wrong(results: Results) -> tuple[Proof, ...]:
    """Return the figures that don't follow from the others, each once."""
    first: dict[Cell, Proof] = {}
    for proof in results.proofs:
        if _is_wrong(proof, results.tables[proof.table]):
            first.setdefault((proof.table, proof.row, proof.column), proof)
    return tuple(first.values())


def _follows(proof: Proof, tables: Mapping[str, ComputedTable], differing: Collection[Cell]) -> bool:
    """Whether two figures that nobody typed differ because what they are computed from does, which is told there."""
    table, other = tables[proof.table], tables[proof.other[0]]
    row, column = proof.row, proof.column
    both = (table.amount(row, column), other.amount(proof.other[1], column))
    if any(amount.standing is not Standing.COMPUTED for amount in both):
        return False
    if all(amount.way is Way.ACROSS for amount in both):
        parts = [(row, name) for name in names_in(table.formulas[column])]
    elif all(amount.way is Way.DOWN for amount in both):
        parts = [(part.id, column) for part in table.table.lines[row].total]
    else:
        return False
    return any((table.id, *part) in differing for part in parts)


def _is_wrong(proof: Proof, table: ComputedTable) -> bool:
    """Whether a figure is wrong; one that nobody typed and that lacks parts is only unfinished."""
    if proof.kind is ProofKind.SAME or proof.finding is not Finding.CONTRADICTS:
        return False
    return table.amount(proof.row, proof.column).stated is not None or not proof.missing
