"""Assignments and risks as tables."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.notation import PeriodKind
from rapport.tables.cell import Cell, Column, Kind, Row, Table
from rapport.tables.verdict import UNRATED, rating_cell, scale_of

if TYPE_CHECKING:
    from rapport.tables.context import Context


def assignment_table(context: Context, caption: str, kind: str = "") -> Table:
    """Return every assignment with its comment, giver, purpose, status and rating; a plan has no status yet."""
    results = context.results
    followed = results.period.kind is not PeriodKind.PLAN
    purposeful = any(result.assignment.purpose for result in results.assignments)
    columns = [Column("text", "Uppdrag", Kind.TEXT), Column("givare", "Uppdragsgivare", Kind.TEXT)]
    if purposeful:
        columns.append(Column("mål", "Mål med uppdraget", Kind.TEXT))
    if followed:
        columns += [
            Column("status", "Status", Kind.TEXT),
            Column("bedömning", "Bedömning", Kind.RATING),
        ]
    rows = []
    for result in results.assignments:
        if kind and result.assignment.kind != kind:
            continue
        comment = context.words(result.report.comment)
        cells = [
            Cell(result.assignment.text, note=comment, origin=result.assignment.origin),
            Cell(result.assignment.giver),
        ]
        if purposeful:
            cells.append(Cell(context.words(result.assignment.purpose)))
        if followed:
            status = result.report.status
            cells += [
                Cell(status[:1].upper() + status[1:], origin=result.report.origin),
                rating_cell(results.plan, result.assessment),
            ]
        rows.append(Row(result.id, tuple(cells)))
    return Table(f"uppdrag-{kind}" if kind else "uppdrag", caption, tuple(columns), tuple(rows))


def assignment_summary(context: Context, caption: str) -> Table:
    """Return how many assignments have each rating, best first."""
    results = context.results
    plan = results.plan
    default = plan.default_rules.assignment
    name = default.id if default else ""
    scale = scale_of(plan, name)
    counts = Counter(result.assessment.grade for result in results.assignments)
    columns, cells = [Column("vad", "Uppdrag", Kind.TEXT)], [Cell("Antal uppdrag")]
    for key, grade in (scale.grades if scale else {}).items():
        columns.append(Column(key, grade.name))
        cells.append(Cell(Decimal(counts[key]), Kind.NUMBER))
    if counts[None]:
        columns.append(Column("ej", UNRATED))
        cells.append(Cell(Decimal(counts[None]), Kind.NUMBER))
    columns.append(Column("totalt", "Totalt"))
    cells.append(Cell(Decimal(len(results.assignments)), Kind.NUMBER))
    return Table("uppdrag-antal", caption, tuple(columns), (Row("antal", tuple(cells)),))


def risk_table(context: Context, caption: str) -> Table:
    """Return every risk with its type and level; follow-up, likelihood and impact where they are given."""
    results = context.results
    valued = any(result.value is not None for result in results.risks)
    columns = [Column("typ", "Typ av risk", Kind.TEXT), Column("risk", "Risk", Kind.TEXT)]
    if valued:
        columns += [
            Column("sannolikhet", "Sannolikhet"),
            Column("konsekvens", "Konsekvens"),
            Column("riskvärde", "Riskvärde"),
        ]
    followed = any(result.report.comment for result in results.risks)
    if followed:
        columns.append(Column("uppföljning", "Uppföljning", Kind.TEXT))
    columns.append(Column("bedömning", "Bedömning", Kind.RATING))
    rows = []
    for result in results.risks:
        cells = [Cell(result.risk.type), Cell(result.risk.text, origin=result.risk.origin)]
        if valued:
            likelihood = result.report.likelihood or result.risk.likelihood
            impact = result.report.impact or result.risk.impact
            cells += [
                Cell(likelihood.quantity.value if likelihood else None, Kind.NUMBER),
                Cell(impact.quantity.value if impact else None, Kind.NUMBER),
                Cell(result.value, Kind.NUMBER),
            ]
        if followed:
            cells.append(Cell(context.words(result.report.comment)))
        cells.append(rating_cell(results.plan, result.assessment))
        rows.append(Row(result.id, tuple(cells)))
    return Table("risker", caption, tuple(columns), tuple(rows))
