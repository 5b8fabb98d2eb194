"""The reconciliation (avstämning): every tie-out with the figure stated, the figure computed and the verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.rules.economy import Standing
from rapport.rules.proof import Finding, Proof, ProofKind
from rapport.tables.cell import (
    Call,
    Cell,
    Column,
    Formula,
    Kind,
    Number,
    Operation,
    Ref,
    Row,
    Table,
    Tone,
    Words,
)
from rapport.tables.economy import shown_decimals, shown_factor
from rapport.tables.economy_formula import across_formula, down_formula

if TYPE_CHECKING:
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results
    from rapport.tables.context import Context

KEY = "avstämning"

VERDICTS = {Finding.AGREES: "OK", Finding.ROUNDING: "Avrundning", Finding.CONTRADICTS: "Granska"}
_TONES = {Finding.AGREES: Tone.GOOD, Finding.ROUNDING: Tone.WATCH, Finding.CONTRADICTS: Tone.BAD}
_TESTS = {
    ProofKind.ACROSS: "Kolumnens formel",
    ProofKind.DOWN: "Summa av rader",
    ProofKind.SAME: "Samma uppgift i två tabeller",
}


def reconciliation_table(context: Context, caption: str = "Avstämning") -> Table:
    """Return all tie-outs of a period."""
    columns = (
        Column("prövning", "Prövning", Kind.TEXT),
        Column("tabell", "Tabell", Kind.TEXT),
        Column("rad", "Rad", Kind.TEXT),
        Column("kolumn", "Kolumn", Kind.TEXT),
        Column("angivet", "Angivet"),
        Column("beräknat", "Beräknat"),
        Column("skillnad", "Skillnad"),
        Column("tolerans", "Tolerans", about="Skillnaden ska vara mindre än så för att bero på avrundning."),
        Column("utfall", "Utfall", Kind.RATING),
        Column("anmärkning", "Anmärkning", Kind.TEXT),
        Column("källa", "Källa", Kind.TEXT),
    )
    results = context.results
    proofs = _own_proofs(results)
    names = {
        (key, column): column_name(results, table, column)
        for key, table in results.own_tables.items()
        for column in table.columns
    }
    rows = tuple(
        _row(results, proof, number, names[proof.table, proof.column])
        for number, proof in enumerate(proofs, 1)
    )
    tones = tuple((VERDICTS[finding], tone) for finding, tone in _TONES.items())
    return Table(KEY, caption, columns, rows, tones=tones)


SHOWN = ("prövning", "tabell", "rad", "kolumn", "angivet", "beräknat", "skillnad", "utfall")


def reconciliation_summary(context: Context, caption: str) -> Table:
    """Return all tie-outs as a document shows them: the figures and the verdict, without formulas and sources."""
    whole = reconciliation_table(context, caption)
    places = [whole.column(key) for key in SHOWN]
    rows = tuple(
        Row(row.key, tuple(replace(row.cells[place], formula=None) for place in places)) for row in whole.rows
    )
    note = "Avrundning: skillnaden är mindre än en halv enhet per ingående siffra. Granska: den är större."
    return Table(whole.key, caption, tuple(whole.columns[place] for place in places), rows, (note,))


def tally(results: Results) -> dict[Finding, int]:
    """Return how many tie-outs agree, differ by rounding and contradict."""
    found = [proof.finding for proof in _own_proofs(results)]
    return {finding: found.count(finding) for finding in Finding}


def _own_proofs(results: Results) -> list[Proof]:
    """Return the tie-outs of the tables that the report is about."""
    own = results.own_tables
    return [proof for proof in results.proofs if proof.table in own and proof.other[0] in {*own, ""}]


def _row(results: Results, proof: Proof, number: int, named: str) -> Row:
    table = results.tables[proof.table]
    key = str(number)
    column = table.columns[proof.column]
    factor = shown_factor(table, column)
    decimals = shown_decimals(table, column, table.amount(proof.row, proof.column))
    difference = Operation("-", Ref(key, "angivet"), Ref(key, "beräknat"))
    verdict = VERDICTS[proof.finding]
    cells = (
        Cell(_TESTS[proof.kind]),
        Cell(table.table.name),
        Cell(row_name(table, proof.row)),
        Cell(named),
        Cell(proof.stated * factor, Kind.NUMBER, decimals=decimals, formula=_stated(proof, table)),
        Cell(proof.expected * factor, Kind.NUMBER, decimals=decimals, formula=_expected(proof, results)),
        Cell(
            proof.difference * factor,
            Kind.NUMBER,
            decimals=decimals,
            formula=Call("ROUND", (difference, Number(Decimal(6)))),
        ),
        Cell(proof.tolerance * factor, Kind.NUMBER, decimals=1),
        Cell(verdict, Kind.RATING, tone=_TONES[proof.finding], formula=_verdict(key)),
        Cell(_remark(proof, results)),
        Cell(str(proof.origin) if proof.origin else "beräknad"),
    )
    return Row(key, cells)


def _verdict(key: str) -> Formula:
    """A difference of nothing is OK; one below the tolerance is rounding."""
    difference = Ref(key, "skillnad")
    within = Operation("<", Call("ABS", (difference,)), Ref(key, "tolerans"))
    rest = Call("IF", (within, Words(VERDICTS[Finding.ROUNDING]), Words(VERDICTS[Finding.CONTRADICTS])))
    return Call("IF", (Operation("=", difference, Number(Decimal(0))), Words(VERDICTS[Finding.AGREES]), rest))


def _stated(proof: Proof, table: ComputedTable) -> Formula | None:
    """Point at the figure; a contradicted claim stands in no table and is written as it was typed."""
    if (
        table.amount(proof.row, proof.column).standing is Standing.CONTRADICTS
        and proof.kind is not ProofKind.SAME
    ):
        return None
    return Ref(proof.row, proof.column, proof.table)


def _expected(proof: Proof, results: Results) -> Formula | None:
    table = results.tables[proof.table]
    if proof.kind is ProofKind.SAME:
        other_table, other_row = proof.other
        return Ref(other_row, proof.column, other_table)
    if proof.kind is ProofKind.DOWN:
        return down_formula(table, proof.row, proof.column, proof.table)
    return across_formula(table, proof.row, proof.column, proof.table)


def row_name(table: ComputedTable, row: str) -> str:
    """Return a row's name as printed."""
    return table.table.lines[row].name or row


def column_name(results: Results, table: ComputedTable, column: str) -> str:
    """Return a column's name with the time it is about, on one line."""
    declared = table.columns[column]
    scope = {"perioden": results.period.short_name, "inget": ""}.get(
        declared.scope.value, declared.scope.value
    )
    return f"{declared.name} {scope}".strip()


def _remark(proof: Proof, results: Results) -> str:
    if proof.kind is ProofKind.SAME:
        other_table, other_row = proof.other
        other = results.tables[other_table]
        return f"Jämförs med {other.table.name}, {row_name(other, other_row)}"
    if proof.missing:
        table = results.tables[proof.table]
        return "Saknar belopp: " + ", ".join(row_name(table, row) for row in proof.missing)
    return ""
