"""Samma uppgift står med olika belopp i två tabeller.

Vad:
    Jämför rader med samma_som: kolumn för kolumn med raden i den andra tabellen och pekar ut belopp som skiljer sig.

Varför:
    Den som läser båda tabellerna vet inte vilket belopp som gäller. En skillnad på 1 kommer ofta av avrundning.

Exempel:
    resultaträkning:
      ifo: {prognosavvikelse: -13 530}
    nettokostnad:
      ifo: {prognosavvikelse: -13 531}

I stället:
    resultaträkning:
      ifo: {prognosavvikelse: -13 531}
    nettokostnad:
      ifo: {prognosavvikelse: -13 531}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name, number
from rapport.checks._contradictions import different
from rapport.checks._parts import elsewhere, inputs
from rapport.checks._suspects import blamed, blaming, explained
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.origin import Origin
    from rapport.rules.economy import ComputedTable
    from rapport.rules.proof import Proof
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield figures that two tables print differently."""
    for proof in different(results):
        finding = _finding(proof, results.tables[proof.table], results.tables[proof.other[0]])
        if (suspect := blamed(results).get(proof)) is not None:
            yield blaming(suspect, finding)
        elif proof not in explained(results):
            yield finding


def _finding(proof: Proof, table: ComputedTable, other: ComputedTable) -> Diagnostic:
    row = proof.other[1]
    mine, theirs = _place(table, proof.row, proof.column), _place(other, row, proof.column)
    origin = proof.origin or mine
    related = tuple(place for place in (mine, theirs) if place != origin)
    name = cell_name(table.id, proof.row, proof.column)
    fact = (
        f"{name} är {number(proof.stated)} "
        f"men {cell_name(other.id, row, proof.column)} är {number(proof.expected)}"
    )
    remedy = "rätta det ena beloppet"
    if _may_be_rounding(proof, table, other):
        remedy = "avrundning kan förklara skillnaden; skriv in samma belopp på båda ställena"
    else:
        parts = (*inputs(table, proof.row, proof.column), *inputs(other, row, proof.column))
        related += tuple(place for place in elsewhere(origin, parts) if place not in related)
    return Diagnostic("tables-disagree", LEVEL, origin, fact, remedy, related, subject=name)


def _place(table: ComputedTable, row: str, column: str) -> Origin:
    """Return where a figure was typed; a computed one is placed at its row."""
    return table.amount(row, column).origin or table.table.lines[row].origin


def _may_be_rounding(proof: Proof, table: ComputedTable, other: ComputedTable) -> bool:
    mine = table.amount(proof.row, proof.column).interval
    theirs = other.amount(proof.other[1], proof.column).interval
    return mine is not None and theirs is not None and mine.meets(theirs)
