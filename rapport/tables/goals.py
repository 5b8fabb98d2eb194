"""The goal table (måltabell): goals as bold rows, their indicators indented below, each with its rating."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.model.scalar import Answer, Figure, Goalpost, Words
from rapport.notation import Quantity, format_quantity, format_target
from rapport.notation.number import NBSP
from rapport.rules.rating import NotRated
from rapport.tables.arithmetic import arithmetic, rating_note
from rapport.tables.cell import Cell, Column, Kind, Row, RowKind, Table, Tone
from rapport.tables.committees import committee_of
from rapport.tables.kolada import source_notes
from rapport.tables.verdict import rating_cell, scale_of, verdict_remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapport.model.goals import Indicator
    from rapport.model.scalar import Reference
    from rapport.model.year import Plan
    from rapport.rules.goals import GoalResult, IndicatorResult, Part
    from rapport.rules.rating import Assessment
    from rapport.tables.context import Context

BEST_NOTE = "I raden för ett mål står hur många av de bedömda delarna som har bästa betyg."


def goal_table(context: Context, goal: GoalResult, caption: str, *, own_row: bool = True) -> Table:
    """Return the table of everything below a goal, below the goal itself when it is rated.

    Args:
        context: The results.
        goal: The goal.
        caption: The table's caption.
        own_row: Whether a rated goal has a row of its own; no where a heading and an overview tell its rating.
    """
    own_row = own_row and goal.rated
    rows = tuple(_goal_rows(context, goal, 0)) if own_row else tuple(_below(context, goal, -1))
    years = earlier_years(context, goal)
    columns = (
        Column("namn", _title(goal, own_row=own_row), Kind.TEXT),
        *(Column(f"tidigare-{year}", f"Utfall\n{year}") for year in years),
        Column("utfall", f"Utfall\n{context.results.period.year}" if years else "Utfall"),
        Column("målnivå", "Målnivå"),
        Column("bedömning", "Bedömning", Kind.RATING),
    )
    grouped = any(row.kind is RowKind.GROUP and row.cells[1].value is not None for row in rows)
    rows = tuple(_with_earlier(rows, goal, years))
    description = f"Mål och indikatorer under {goal.goal.name} med utfall, målnivå och bedömning."
    notes = source_notes((r for part in _all(goal) for r in part.indicators), context.results.period.year)
    notes = (BEST_NOTE, *notes) if grouped else notes
    return Table(f"mål-{goal.id}", caption, columns, rows, notes, description)


def earlier_years(context: Context, goal: GoalResult) -> list[str]:
    """Return the years before this one whose outcomes the levels in a goal's table ask for, oldest first."""
    levels = context.results.plan.levels
    declared = [levels[part.goal.level.id] for part in _all(goal) if part.goal.level.id in levels]
    wanted = max(
        (int(level.earlier_years.quantity.value) for level in declared if level.earlier_years), default=0
    )
    indicators = [result.indicator for part in _all(goal) for result in part.indicators]
    years = sorted({year for indicator in indicators for year in indicator.earlier})
    return years[-wanted:] if wanted else []


def _with_earlier(rows: tuple[Row, ...], goal: GoalResult, years: list[str]) -> Iterator[Row]:
    """Put the outcomes of earlier years before this year's; only indicators have any."""
    indicators = {f"{part.id}.{result.id}": result for part in _all(goal) for result in part.indicators}
    for row in rows:
        result = indicators.get(row.key)
        earlier = [earlier_cell(result, year) if result else Cell(kind=Kind.NUMBER) for year in years]
        yield replace(row, cells=(row.cells[0], *earlier, *row.cells[1:]))


def earlier_cell(result: IndicatorResult, year: str) -> Cell:
    """Return an indicator's outcome of an earlier year."""
    value = result.indicator.earlier.get(year)
    if value is None:
        return Cell(kind=Kind.NUMBER)
    return Cell(value_words(value, result.indicator), Kind.NUMBER, origin=value.origin)


def _title(goal: GoalResult, *, own_row: bool) -> str:
    if not own_row and not goal.goals:
        return "Indikator"
    levels = [part.goal.level.id for part in (goal.goals or (goal,))]
    name = levels[0][:1].upper() + levels[0][1:]
    has_indicators = any(result.indicators for result in _all(goal))
    return f"{name} och indikator" if has_indicators else name


def _all(goal: GoalResult) -> Iterator[GoalResult]:
    yield goal
    for part in goal.goals:
        yield from _all(part)


def _goal_rows(context: Context, goal: GoalResult, depth: int) -> Iterator[Row]:
    yield _goal_row(context, goal, depth)
    yield from _below(context, goal, depth)


def _below(context: Context, goal: GoalResult, depth: int) -> Iterator[Row]:
    for result in goal.indicators:
        yield from _indicator_rows(context, goal, result, depth + 1)
    for part in goal.goals:
        yield from _goal_rows(context, part, depth + 1)
    for served in goal.served_by:
        yield _served_row(context, goal, served, depth + 1)


def _served_row(context: Context, goal: GoalResult, part: Part, depth: int) -> Row:
    """Return the row of a committee's goal below the council's goal that it serves."""
    found = committee_of(context.results, part.committee)
    name = Cell(f"{found.short if found else part.committee}: {part.goal.name}", origin=part.goal.goal.origin)
    rating = rating_cell(context.results.plan, part.assessment)
    blank = Cell(kind=Kind.NUMBER)
    return Row(f"{goal.id}.{part.committee}.{part.goal.id}", (name, blank, blank, rating), indent=depth)


def _goal_row(context: Context, goal: GoalResult, depth: int) -> Row:
    plan = context.results.plan
    remark = verdict_remark(plan, goal.assessment)
    comment = context.words(goal.report.comment)
    name = Cell(goal.name, note=" ".join(filter(None, [comment, remark])), origin=goal.goal.origin)
    reached, aim = _tally(context, goal)
    why = rating_note(context, goal.assessment, source=goal.goal.origin)
    rating = replace(rating_cell(plan, goal.assessment), remark=why) if goal.rated else Cell()
    return Row(goal.id, (name, reached, aim, rating), RowKind.GROUP, depth)


def _tally(context: Context, goal: GoalResult) -> tuple[Cell, Cell]:
    """Return "12 av 15" (best of rated) and "15 av 15"; dashes where nothing is rated."""
    rated = sum(1 for part in goal.parts if part.grade is not None)
    if not rated or not goal.rated:
        return Cell(kind=Kind.NUMBER), Cell(kind=Kind.NUMBER)
    best = sum(1 for part in goal.parts if _is_best(context, part))
    return Cell(f"{best} av {rated}", Kind.NUMBER), Cell(f"{rated} av {rated}", Kind.NUMBER)


def _is_best(context: Context, part: Assessment) -> bool:
    """Whether a part has the best grade of the scale it is rated on, which need not be its goal's."""
    scale = scale_of(context.results.plan, part.computed.rule)
    return scale is not None and part.grade == next(iter(scale.grades))


def _indicator_rows(context: Context, goal: GoalResult, result: IndicatorResult, depth: int) -> Iterator[Row]:
    plan = context.results.plan
    indicator = result.indicator
    here = result.report.comments.get(goal.id) if goal.id != result.home else None
    comment = context.words(here or result.report.comment or indicator.comment)
    remark = verdict_remark(plan, result.assessment)
    note = " ".join(filter(None, [comment, remark, comparison_words(result)]))
    title = f"({indicator.kolada}) {result.name}" if indicator.kolada else result.name
    name = Cell(title, note=note, origin=indicator.origin)
    source = result.shown.origin if result.shown else indicator.origin
    why = rating_note(context, result.assessment, arithmetic(context, result), source)
    rating = replace(rating_cell(plan, result.assessment), remark=why)
    cells = (name, outcome_cell(result), target_cell(result), rating)
    yield Row(f"{goal.id}.{result.id}", cells, RowKind.ITEM, depth)
    for label, value in result.report.parts.items():
        part = Cell(value_words(value, indicator), Kind.NUMBER, origin=value.origin)
        yield Row(
            f"{goal.id}.{result.id}.{label}",
            (Cell(label), part, Cell(kind=Kind.NUMBER), Cell()),
            indent=depth + 1,
        )
    yield from _unit_rows(context, goal, result, depth)


def _unit_rows(context: Context, goal: GoalResult, result: IndicatorResult, depth: int) -> Iterator[Row]:
    """Yield a row for each unit that is rated under an indicator."""
    plan = context.results.plan
    for unit, grade in result.report.units.items():
        rating = unit_grade_cell(plan, grade)
        cells = (Cell(plan.units.get(unit, unit)), Cell(kind=Kind.NUMBER), Cell(kind=Kind.NUMBER), rating)
        yield Row(f"{goal.id}.{result.id}.{unit}", cells, indent=depth + 1)


def comparison_words(result: IndicatorResult) -> str:
    """Return the figures elsewhere in one line: ``Riket 64 %, Länet 61 %``; "" without any."""
    compared = result.report.compared.items()
    return ", ".join(f"{name} {value_words(value, result.indicator)}" for name, value in compared)


def unit_grade_cell(plan: Plan, grade: Reference) -> Cell:
    """Return the grade of a unit, from whichever scale has it."""
    found = next((scale.grades[grade.id] for scale in plan.scales.values() if grade.id in scale.grades), None)
    if found is None:
        return Cell(grade.id, Kind.RATING, tone=Tone.UNRATED)
    return Cell(found.name, Kind.RATING, tone=Tone[found.tone.name], symbol=found.symbol)


def outcome_cell(result: IndicatorResult) -> Cell:
    """Return an indicator's outcome as it was written, or computed, with its unit."""
    value = result.shown
    origin = value.origin if value is not None else None
    if value is None and result.assessment.computed.reason is NotRated.NOT_MEASURED:
        return Cell("mäts inte nu", Kind.NUMBER)
    return Cell(value_words(value, result.indicator) if value else None, Kind.NUMBER, origin=origin)


def value_words(value: Figure | Answer | Words, indicator: Indicator) -> str:
    """Return an outcome in the one way we write it."""
    if isinstance(value, Words):
        return value.words
    if isinstance(value, Figure):
        return format_quantity(_with_unit(value.quantity, indicator))
    counted = {answer.casefold(): figure for answer, figure in indicator.answers.items()}.get(
        value.word.casefold()
    )
    return f"{value.word} ({format_quantity(counted.quantity)})" if counted else value.word


def _with_unit(quantity: Quantity, indicator: Indicator) -> Quantity:
    """Add a per cent sign that was left out; other units stand in the indicator's name."""
    if quantity.unit or indicator.unit != "%":
        return quantity
    return Quantity(
        quantity.value, "%", quantity.decimals, quantity.year, quantity.of, quantity.remark, quantity.about
    )


def target_cell(result: IndicatorResult) -> Cell:
    """Return the target that holds for the period; targets for other periods stand below it."""
    indicator = result.indicator
    others = [
        f"{key or 'planen'}: {target_words(target, indicator)}"
        for key, target in indicator.targets.items()
        if target != result.target
    ]
    if result.target is None:
        return Cell(None if not others else others[0], Kind.NUMBER, note=", ".join(others[1:]))
    return Cell(
        target_words(result.target, indicator),
        Kind.NUMBER,
        note=", ".join(others),
        origin=result.target.origin,
    )


def target_words(target: Goalpost, indicator: Indicator) -> str:
    """Return a target in the one way we write it; an answer with the number it counts as."""
    if target.answer:
        return value_words(Answer(target.answer, target.origin), indicator)
    return format_target(target.target)


def overview_table(context: Context, level: str, caption: str) -> Table:
    """Return the goals of one level with their ratings and how many indicators have each grade."""
    plan = context.results.plan
    goals = [goal for goal in context.results.every_goal() if goal.goal.level.id == level and goal.rated]
    # The columns count the parts, which may be rated on another scale than the goals.
    rated_by = [part.computed.rule for goal in goals for part in goal.parts]
    scale = scale_of(plan, rated_by[0]) if rated_by else None
    grades = dict(scale.grades) if scale else {}
    counted = [Column(key, grade.name) for key, grade in grades.items()]
    if rated_by:
        counted.append(Column("ej", "Ej\nbedömda"))
    columns = (
        Column("namn", level[:1].upper() + level[1:], Kind.TEXT),
        *counted,
        Column("bedömning", "Bedömning", Kind.RATING),
    )
    shown = [*grades, None] if rated_by else []
    rows = tuple(_overview_row(context, goal, shown) for goal in goals)
    notes = (f"Siffrorna är antal {_parts_name(goals)} per betyg.",) if rated_by else ()
    return Table(f"översikt-{level}", caption, columns, rows, notes)


def _parts_name(goals: Sequence[GoalResult]) -> str:
    """Return what the parts of some goals are: indicators, goals below, or both."""
    measured = any(goal.indicators for goal in goals)
    below = any(goal.served_by or any(part.rated for part in goal.goals) for goal in goals)
    return "indikatorer och mål" if measured and below else "mål" if below else "indikatorer"


def area_table(context: Context, goals: Sequence[GoalResult], caption: str) -> Table:
    """Return an overview of one row: a column per goal with its short name, its rating below."""
    plan = context.results.plan
    title = goals[0].goal.level.id if goals else ""
    columns = [Column("vad", title[:1].upper() + title[1:], Kind.TEXT)]
    columns += [Column(goal.id, _unbroken(goal.goal.short or goal.name), Kind.RATING) for goal in goals]
    cells = (Cell("Bedömning"), *(rating_cell(plan, goal.assessment) for goal in goals))
    told = "; ".join(f"{goal.name}: {cell.shown}" for goal, cell in zip(goals, cells[1:], strict=True))
    return Table("områden", caption, tuple(columns), (Row("bedömning", cells),), (), f"Bedömning: {told}.")


def _unbroken(title: str) -> str:
    """Return a title whose leading number never stands alone on a line."""
    return re.sub(r"^([0-9]+[.:)]?) ", f"\\1{NBSP}", title)


def _overview_row(context: Context, goal: GoalResult, grades: list[str | None]) -> Row:
    counts = goal.counts
    numbers = [Cell(Decimal(counts[grade]), Kind.NUMBER) for grade in grades]
    cells = (Cell(goal.name), *numbers, rating_cell(context.results.plan, goal.assessment))
    return Row(goal.id, cells)
