"""Measures taken (åtgärder) by area, and what is done about risks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from rapport.notation import PeriodKind, format_quantity
from rapport.rules.bands import grade_of
from rapport.rules.follow_up import RISK_STEPS, rate_status
from rapport.rules.rating import Assessment
from rapport.tables.cell import EMPTY, Cell, Column, Kind, Row, RowKind, Table, Tone
from rapport.tables.verdict import grade_named, rating_cell

if TYPE_CHECKING:
    from rapport.model.activity import Measure, MeasureGroup
    from rapport.rules.follow_up import RiskResult
    from rapport.rules.results import Results
    from rapport.tables.context import Context

_T = TypeVar("_T")


def measure_groups(results: Results) -> dict[str, MeasureGroup]:
    """Return the measures by area: the plan's, with the report's in their place or added."""
    return {**results.plan.measures, **results.report.measures}


def measure_table(context: Context, key: str, caption: str) -> Table:
    """Return the measures of one area; a column that nobody has filled in is left out.

    Raises:
        KeyError: no such area.
    """
    group = measure_groups(context.results)[key]
    columns = (
        Column("aktivitet", "Aktivitet", Kind.TEXT),
        Column("status", "Status", Kind.TEXT),
        Column("beskrivning", "Beskrivning", Kind.TEXT),
        Column("effekt", "Effekt", Kind.TEXT),
        Column("ansvarig", "Ansvarig", Kind.TEXT),
        Column("klart", "Klart", Kind.TEXT),
    )
    rows = []
    for name, measure in group.measures.items():
        cells = (
            Cell(measure.activity, origin=measure.origin),
            Cell(measure.status[:1].upper() + measure.status[1:]),
            Cell(context.words(measure.description)),
            _effect(context, measure),
            Cell(measure.owner),
            Cell(measure.due.isoformat() if measure.due else None),
        )
        rows.append(Row(name, cells))
    always = 2
    told = [place < always or any(row.cells[place].value for row in rows) for place in range(len(columns))]
    shown = tuple(_narrower(row, told) for row in rows)
    return Table(f"åtgärder-{key}", caption, _only(columns, told), shown)


def _effect(context: Context, measure: Measure) -> Cell:
    """Return what a measure should lead to, and what that is worth where somebody has estimated it."""
    words = context.words(measure.effect)
    worth = f"Uppskattad effekt: {format_quantity(measure.amount.quantity)}" if measure.amount else ""
    return Cell(words or worth, note=worth if words else "")


def risk_plan_table(context: Context, caption: str, *, comments: bool = True) -> Table:
    """Return the follow-up of the risk plan: each risk with its measures, roles, dates and status.

    Without ``comments`` what is said of a risk is left to the table of risks. A column that nobody has filled in is left out; so is the status in the year's plan, where nothing is done yet.
    """
    columns = (
        Column("risk", "Risk och åtgärd", Kind.TEXT),
        Column("ansvarig", "Ansvarig", Kind.TEXT),
        Column("start", "Startdatum", Kind.TEXT),
        Column("slut", "Slutdatum", Kind.TEXT),
        Column("status", "Status", Kind.RATING),
    )
    rows: list[Row] = []
    for result in context.results.risks:
        rows.append(_risk_row(context, result, comments=comments))
        rows += _measure_rows(context, result)
    status = len(columns) - 1
    told = [any(row.cells[place].value for row in rows) for place in range(status)]
    told = [*told, context.results.period.kind is not PeriodKind.PLAN]
    return Table("riskplan", caption, _only(columns, told), tuple(_narrower(row, told) for row in rows))


def _narrower(row: Row, told: list[bool]) -> Row:
    return replace(row, cells=_only(row.cells, told))


def _only(cells: tuple[_T, ...], told: list[bool]) -> tuple[_T, ...]:
    return tuple(cell for cell, kept in zip(cells, told, strict=True) if kept)


def _risk_row(context: Context, result: RiskResult, *, comments: bool) -> Row:
    done = sum(1 for report in result.report.measures.values() if report.status)
    count = f"{done} av {len(result.risk.measures)} följs upp" if result.risk.measures else "inga åtgärder"
    cells = (
        Cell(
            result.risk.text,
            note=context.words(result.report.comment) if comments else "",
            origin=result.risk.origin,
        ),
        Cell(result.risk.owner) if result.risk.owner else EMPTY,
        EMPTY,
        EMPTY,
        Cell(count, Kind.TEXT),
    )
    return Row(result.id, cells, RowKind.GROUP)


def _measure_rows(context: Context, result: RiskResult) -> list[Row]:
    plan = context.results.plan
    default = plan.default_rules.assignment
    name = default.id if default else ""
    rows = []
    for key, measure in result.risk.measures.items():
        report = result.report.measures.get(key)
        rating = rate_status(name, plan.rules.get(name), report.status if report else "")
        cell = rating_cell(plan, Assessment(rating))
        status = report.status[:1].upper() + report.status[1:] if report and report.status else ""
        if report and report.progress:
            status = ", ".join(filter(None, [status, format_quantity(report.progress.quantity)]))
        cells = (
            Cell(measure.text, origin=measure.origin),
            Cell(measure.owner),
            Cell(measure.start.isoformat() if measure.start else None),
            Cell(measure.end.isoformat() if measure.end else None),
            Cell(
                status or cell.value,
                Kind.RATING,
                tone=cell.tone,
                symbol=cell.symbol,
                note="" if status else cell.note,
            ),
        )
        rows.append(Row(f"{result.id}.{key}", cells, indent=1))
    return rows


def risk_matrix(context: Context, caption: str, steps: int = RISK_STEPS) -> Table:
    """Return the risk matrix: likelihood downwards, impact across, each risk's number in its square.

    Squares are toned by the level that their product earns.
    """
    results = context.results
    default = results.plan.default_rules.risk
    name = default.id if default else ""
    columns = [Column("sannolikhet", "Sannolikhet", Kind.TEXT)]
    columns += [Column(str(impact), f"Konsekvens\n{impact}", Kind.RATING) for impact in range(1, steps + 1)]
    numbers = {result.id: number for number, result in enumerate(results.risks, 1)}
    rows = []
    for likelihood in range(steps, 0, -1):
        cells = [Cell(str(likelihood))]
        for impact in range(1, steps + 1):
            here = [str(numbers[r.id]) for r in results.risks if _stands(r, likelihood, impact)]
            cells.append(_square(context, name, likelihood * impact, here))
        rows.append(Row(str(likelihood), tuple(cells)))
    listed = [
        f"{numbers[result.id]}: {result.risk.text}" for result in results.risks if result.value is not None
    ]
    notes = [
        "Siffran i rutan är riskvärdet, sannolikhet gånger konsekvens; efter snedstrecket står riskens nummer."
    ]
    return Table("riskmatris", caption, tuple(columns), tuple(rows), (*notes, *listed))


def _stands(result: RiskResult, likelihood: int, impact: int) -> bool:
    mine = result.report.likelihood or result.risk.likelihood
    other = result.report.impact or result.risk.impact
    return bool(mine and other and mine.quantity.value == likelihood and other.quantity.value == impact)


def _square(context: Context, name: str, product: int, here: list[str]) -> Cell:
    plan = context.results.plan
    rule = plan.rules.get(name)
    grade = grade_named(plan, name, grade_of(rule.bands, Decimal(product)) if rule else None)
    tone = Tone[grade.tone.name] if grade else Tone.PLAIN
    words = f"{product} / risk {', '.join(here)}" if here else str(product)
    return Cell(words, Kind.RATING, tone=tone)
