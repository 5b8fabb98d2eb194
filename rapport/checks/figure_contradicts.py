"""Ett inskrivet belopp går inte ihop med de belopp som det räknas ut av.

Vad:
    Pekar ut summor och avvikelser vars inskrivna belopp skiljer sig mer från det uträknade än avrundningen
    förklarar, och inskrivna belopp ur förra rapporten som inte är de som den rapporten har.

Varför:
    Något av beloppen är fel. Rapporten trycker det uträknade, så att tabellen går ihop.

Exempel:
    ifo: {utfall: -81 489, periodbudget: -78 036, avvikelse: -3 543}

I stället:
    ifo: {utfall: -81 489, periodbudget: -78 036}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name, listed, number
from rapport.checks._contradictions import wrong
from rapport.checks._parts import elsewhere, typed_parts
from rapport.checks._suspects import blamed, blaming, explained
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.economy import Standing, Way
from rapport.rules.proof import ProofKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.economy import ComputedTable
    from rapport.rules.proof import Proof
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY
_NAME = "figure-contradicts"


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield figures that don't follow from the others, one finding per figure."""
    for proof in wrong(results):
        finding = _finding(proof, results.tables[proof.table])
        if (suspect := blamed(results).get(proof)) is not None:
            yield blaming(suspect, finding)
        elif proof not in explained(results):
            yield finding
    for table in results.tables.values():
        yield from _against_previous(table)


def _finding(proof: Proof, table: ComputedTable) -> Diagnostic:
    name = cell_name(proof.table, proof.row, proof.column)
    source = "raderna ger" if proof.kind is ProofKind.DOWN else f"{table.columns[proof.column].formula} ger"
    fact = (
        f"{name} är {number(proof.stated)} men {source} {number(proof.expected)}: "
        f"skillnaden är {number(proof.difference)}, avrundning förklarar mindre än {number(proof.tolerance)}"
    )
    remedy = "rätta beloppet, eller ta bort det så räknas det ut"
    if proof.missing:
        remedy = f"belopp saknas för {listed(proof.missing)}; {remedy}"
    origin = proof.origin or table.table.lines[proof.row].origin
    parts = typed_parts(table, proof.row, proof.column, down=proof.kind is ProofKind.DOWN)
    return Diagnostic(_NAME, LEVEL, origin, fact, remedy, elsewhere(origin, parts), name)


def _against_previous(table: ComputedTable) -> Iterator[Diagnostic]:
    for (row, column), amount in table.amounts.items():
        differs = amount.way is Way.PREVIOUS and amount.standing is Standing.CONTRADICTS
        if differs and amount.origin and amount.stated is not None and amount.computed is not None:
            stated, reported = number(amount.stated), number(amount.computed)
            name = cell_name(table.id, row, column)
            fact = f"{name} är {stated} men förra rapporten har {reported}"
            remedy = "ta bort beloppet så hämtas det ur förra rapporten, eller rätta den"
            yield Diagnostic(_NAME, LEVEL, amount.origin, fact, remedy, subject=name)
