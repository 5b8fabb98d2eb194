"""The indicator sheet: every indicator with outcome, target, deviation, rating by rule and rating printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.model.goals import Better
from rapport.model.scale import RuleKind
from rapport.rules.goals import number_of, testable
from rapport.rules.rating import HUNDRED, Assessment, aim_of
from rapport.tables.cell import Call, Cell, Column, Formula, Kind, Number, Operation, Ref, Row, RowKind, Table
from rapport.tables.committees import committee_of
from rapport.tables.economy_formula import banded_formula
from rapport.tables.goals import comparison_words, outcome_cell, target_cell, unit_grade_cell, value_words
from rapport.tables.verdict import REASONS, rating_cell, scale_of, tones_of, verdict_remark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from rapport.origin import Origin
    from rapport.rules.goals import GoalResult, IndicatorResult, Part
    from rapport.tables.context import Context

KEY = "indikatorer"


def indicator_table(context: Context, caption: str = "Mål och indikatorer") -> Table:
    """Return the whole goal tree as a table for those who recompute."""
    columns = (
        Column("namn", "Mål och indikator", Kind.TEXT),
        Column("utfall", "Utfall, som i rapporten", Kind.TEXT),
        Column("mål", "Målnivå, som i rapporten", Kind.TEXT),
        Column("utfallstal", "Utfall, tal"),
        Column("måltal", "Målnivå, tal"),
        Column("bättre", "Bättre", Kind.TEXT),
        Column("tidigare", "Tidigare utfall", Kind.TEXT),
        Column(
            "trend",
            "Trend",
            Kind.TEXT,
            about="Utfallet jämfört med det senaste tidigare, i den riktning som är bättre.",
        ),
        Column("avvikelse", "Negativ avvikelse, %", about="Avvikelse åt fel håll i procent av målnivån."),
        Column("regel", "Enligt regel", Kind.RATING),
        Column("bedömning", "Bedömning", Kind.RATING),
        Column("orsak", "Orsak eller motivering", Kind.TEXT),
        Column("kommentar", "Kommentar", Kind.TEXT),
        Column("källa", "Källa", Kind.TEXT),
    )
    rows = [row for goal in context.results.goals for row in _rows(context, goal)]
    rules = {result.assessment.computed.rule for result in context.results.every_indicator()}
    rules |= {goal.assessment.computed.rule for goal in context.results.every_goal() if goal.rated}
    table = Table(KEY, caption, columns, tuple(rows), tones=tones_of(context.results.plan, sorted(rules)))
    return _with_sources(context, _with_comparison(context, table))


def _with_sources(context: Context, table: Table) -> Table:
    """Put what the indicators say of where their figures come from before the line, where any says it."""
    told = {
        f"{goal.id}.{result.id}": result.indicator.source
        for goal in context.results.every_goal()
        for result in goal.indicators
    }
    if not any(told.values()):
        return table
    column = Column(
        "uppgiftskälla", "Uppgiftskälla", Kind.TEXT, about="Var indikatorns siffror kommer ifrån."
    )
    rows = (
        replace(row, cells=(*row.cells[:-1], Cell(told.get(row.key) or None), row.cells[-1]))
        for row in table.rows
    )
    return replace(table, columns=(*table.columns[:-1], column, table.columns[-1]), rows=tuple(rows))


def _with_comparison(context: Context, table: Table) -> Table:
    """Put the figures elsewhere after the trend, where any indicator has some."""
    told = {
        f"{goal.id}.{result.id}": comparison_words(result)
        for goal in context.results.every_goal()
        for result in goal.indicators
    }
    if not any(told.values()):
        return table
    place = 1 + next(number for number, column in enumerate(table.columns) if column.key == "trend")
    column = Column("jämförelse", "Jämförelse", Kind.TEXT, about="Samma års värde på andra håll.")
    rows = (
        replace(row, cells=(*row.cells[:place], Cell(told.get(row.key) or None), *row.cells[place:]))
        for row in table.rows
    )
    columns = (*table.columns[:place], column, *table.columns[place:])
    return replace(table, columns=columns, rows=tuple(rows))


def _rows(context: Context, goal: GoalResult) -> Iterator[Row]:
    yield _goal(context, goal)
    for result in goal.indicators:
        yield _indicator(context, goal, result)
        yield from _details(context, goal, result)
    for part in goal.goals:
        yield from _rows(context, part)
    for served in goal.served_by:
        yield _served(context, goal, served)


def _served(context: Context, goal: GoalResult, part: Part) -> Row:
    """Return the row of a committee's goal below the council's goal that it serves."""
    found = committee_of(context.results, part.committee)
    name = f"{found.committee.name if found else part.committee}: {part.goal.name}"
    rating = _quiet(rating_cell(context.results.plan, part.assessment))
    cells = _detail(name, Cell(), Cell(kind=Kind.NUMBER), rating, part.goal.goal.origin)
    key = f"{goal.id}.{part.committee}.{part.goal.id}"
    return Row(key, cells, indent=goal.depth + 1)


def _goal(context: Context, goal: GoalResult) -> Row:
    plan = context.results.plan
    rated = goal.rated
    cells = (
        Cell(goal.name),
        Cell(),
        Cell(),
        Cell(kind=Kind.NUMBER),
        Cell(kind=Kind.NUMBER),
        Cell(),
        Cell(),
        Cell(),
        Cell(kind=Kind.NUMBER),
        _quiet(rating_cell(plan, Assessment(goal.assessment.computed))) if rated else Cell(),
        _quiet(rating_cell(plan, goal.assessment)) if rated else Cell(),
        Cell(_reason(context, goal.assessment) if rated else ""),
        Cell(context.words(goal.report.comment)),
        Cell(str(goal.goal.origin)),
    )
    return Row(f"mål.{goal.id}", cells, RowKind.GROUP, goal.depth)


def _quiet(rating: Cell) -> Cell:
    """Leave the reason to its own column."""
    return Cell(rating.value, rating.kind, tone=rating.tone, symbol=rating.symbol)


def _indicator(context: Context, goal: GoalResult, result: IndicatorResult) -> Row:
    plan = context.results.plan
    key = f"{goal.id}.{result.id}"
    aim = aim_of(testable(result.target, result.indicator))
    relative = (
        _is_relative(context, result) and aim is not None and result.assessment.computed.measure is not None
    )
    outcome = result.number if result.number is not None else None
    here = result.report.comments.get(goal.id) if goal.id != result.home else None
    cells = (
        Cell(result.name),
        Cell(outcome_cell(result).shown),
        Cell(target_cell(result).shown),
        Cell(outcome.value if outcome else None, Kind.NUMBER, decimals=outcome.decimals if outcome else 0),
        Cell(aim, Kind.NUMBER, decimals=_places(aim)),
        Cell(result.better.value if result.better else ""),
        *_trend(context, result),
        Cell(
            result.assessment.computed.measure if relative else None,
            Kind.NUMBER,
            decimals=1,
            formula=_deviation(key, result) if relative else None,
        ),
        _ruled(context, result, key, relative=relative),
        _quiet(rating_cell(plan, result.assessment)),
        Cell(_reason(context, result.assessment)),
        Cell(context.words(here or result.report.comment or result.indicator.comment)),
        Cell(str(result.shown.origin if result.shown else result.indicator.origin)),
    )
    return Row(key, cells, RowKind.ITEM, goal.depth + 1)


def _trend(context: Context, result: IndicatorResult) -> tuple[Cell, Cell]:
    """Return the latest earlier outcome with its year, and which way the outcome has gone since."""
    years = [year for year in result.indicator.earlier if year.isdigit()]
    known = [year for year in years if int(year) < context.results.period.year]
    if not known:
        return Cell(), Cell()
    year = max(known)
    value = result.indicator.earlier[year]
    earlier = number_of(value, result.indicator)
    shown = Cell(f"{value_words(value, result.indicator)} ({year})")
    current = result.number
    if earlier is None or current is None or current.year not in (None, context.results.period.year):
        return shown, Cell()
    change = current.value - earlier.value
    if change == 0:
        return shown, Cell("Oförändrat")
    return shown, Cell("Bättre" if (change < 0) == (result.better is Better.LOWER) else "Sämre")


def _details(context: Context, goal: GoalResult, result: IndicatorResult) -> Iterator[Row]:
    """Yield the parts of an outcome and the units rated under an indicator."""
    plan, depth = context.results.plan, goal.depth + 2
    for label, value in result.report.parts.items():
        number = number_of(value, result.indicator)
        shown = Cell(value_words(value, result.indicator))
        counted = Cell(
            number.value if number else None, Kind.NUMBER, decimals=number.decimals if number else 0
        )
        yield Row(
            f"{goal.id}.{result.id}.{label}",
            _detail(label, shown, counted, Cell(), value.origin),
            indent=depth,
        )
    for unit, grade in result.report.units.items():
        name = plan.units.get(unit, unit)
        cells = _detail(name, Cell(), Cell(kind=Kind.NUMBER), unit_grade_cell(plan, grade), grade.origin)
        yield Row(f"{goal.id}.{result.id}.{unit}", cells, indent=depth)


def _detail(name: str, shown: Cell, number: Cell, rating: Cell, origin: Origin) -> tuple[Cell, ...]:
    blank = Cell(kind=Kind.NUMBER)
    return (
        Cell(name),
        shown,
        Cell(),
        number,
        blank,
        Cell(),
        Cell(),
        Cell(),
        blank,
        Cell(),
        rating,
        Cell(),
        Cell(),
        Cell(str(origin)),
    )


def _places(value: Decimal | None) -> int:
    return max(0, -int(value.as_tuple().exponent)) if value is not None else 0


def _is_relative(context: Context, result: IndicatorResult) -> bool:
    rule = context.results.plan.rules.get(result.assessment.computed.rule)
    return rule is not None and rule.kind is RuleKind.RELATIVE


def _deviation(key: str, result: IndicatorResult) -> Formula:
    outcome, aim = Ref(key, "utfallstal"), Ref(key, "måltal")
    lower = result.better is Better.LOWER
    adverse = Operation("-", outcome, aim) if lower else Operation("-", aim, outcome)
    return Operation("*", Operation("/", adverse, Call("ABS", (aim,))), Number(HUNDRED))


def _ruled(context: Context, result: IndicatorResult, key: str, *, relative: bool) -> Cell:
    """Return the rating by rule, as a formula where the deviation alone decides it."""
    plan = context.results.plan
    computed = result.assessment.computed
    cell = _quiet(rating_cell(plan, Assessment(computed)))
    rule, scale = plan.rules.get(computed.rule), scale_of(plan, computed.rule)
    # With a deviation of nothing the sign of the target decides, not the bands.
    if not relative or rule is None or scale is None or computed.grade is None or computed.measure == 0:
        return cell
    formula = banded_formula(rule, scale, Ref(key, "avvikelse"))
    return Cell(cell.value, cell.kind, tone=cell.tone, symbol=cell.symbol, formula=formula)


def _reason(context: Context, assessment: Assessment) -> str:
    if assessment.overridden:
        return verdict_remark(context.results.plan, assessment)
    if assessment.judged:
        return "Bedömd för hand"
    reason = assessment.computed.reason
    return REASONS[reason] if reason else ""
