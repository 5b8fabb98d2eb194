"""Month grids: activity measures by month, ratings by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.model.scalar import Figure, Words
from rapport.notation import format_quantity
from rapport.notation.period import MONTHS, SHORT_MONTHS
from rapport.rules.goals import nearest_rated
from rapport.rules.rating import Assessment
from rapport.rules.rating import Rating as Rated
from rapport.tables.cell import EMPTY, Cell, Column, Kind, Row, RowKind, Table
from rapport.tables.verdict import rating_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rapport.rules.goals import GoalResult
    from rapport.tables.context import Context

LONGEST_IN_STRIP = 6
"""Characters of a grade that fit in a column of a twelfth of a page."""
LATER = "Streck betyder att månaden inte har redovisats."


def activity_table(context: Context, key: str, *, trend: bool = False) -> Table:
    """Return the activity measures of one group, a column per month; with ``trend`` also a small picture of them.

    Raises:
        KeyError: no such group.
    """
    group = context.results.plan.activity[key]
    months = [Column(str(number), name.capitalize()) for number, name in enumerate(SHORT_MONTHS, 1)]
    columns = [Column("mått", "Mått", Kind.TEXT), *months]
    if trend:
        columns.append(
            Column("trend", "Trend", Kind.TEXT, about="Månadernas värden från lägsta till högsta stapel.")
        )
    rows = tuple(_rows(context, key, trend=trend))
    caption = f"{group.name}, {context.results.period.year}"
    lacking = any(cell.kind is Kind.NUMBER and cell.value is None for row in rows for cell in row.cells)
    notes = (LATER,) if lacking else ()
    return Table(
        f"mått-{key}", caption, tuple(columns), rows, notes, f"Verksamhetsmått per månad för {group.name}."
    )


def _rows(context: Context, key: str, *, trend: bool) -> Iterator[Row]:
    group = context.results.plan.activity[key]
    heading = ""
    for name, measure in group.measures.items():
        if measure.heading and measure.heading != heading:
            heading = measure.heading
            blank = [EMPTY] * (len(SHORT_MONTHS) + trend)
            yield Row(f"rubrik-{name}", (Cell(heading), *blank), RowKind.HEADING)
        values = context.results.series.get((key, name), {})
        last = context.results.period.last_month
        cells = tuple(
            _value(values, month) if month <= last else EMPTY for month in range(1, len(SHORT_MONTHS) + 1)
        )
        picture = (Cell(spark(values)),) if trend else ()
        named = Cell(measure.name, origin=measure.origin)
        yield Row(name, (named, *cells, *picture), indent=1 if measure.heading else 0)


BARS = "▁▂▃▄▅▆▇█"


def spark(values: Mapping[int, Figure | Words]) -> str:
    """Return a series as a row of bars from its lowest to its highest value, a space for a month without one."""
    numbers = {month: value.quantity.value for month, value in values.items() if isinstance(value, Figure)}
    if len(numbers) < 2:  # noqa: PLR2004  one bar shows nothing
        return ""
    low, high = min(numbers.values()), max(numbers.values())
    steps = len(BARS) - 1
    bars = {
        month: BARS[int((number - low) * steps / (high - low))] if high > low else BARS[steps // 2]
        for month, number in numbers.items()
    }
    return "".join(bars.get(month, " ") for month in range(min(bars), max(bars) + 1))


def _value(values: Mapping[int, Figure | Words], month: int) -> Cell:
    value = values.get(month)
    if value is None:
        return Cell(kind=Kind.NUMBER)
    if isinstance(value, Words):
        return Cell(value.words, Kind.NUMBER, origin=value.origin)
    quantity = value.quantity
    if quantity.of is None and not quantity.remark and not quantity.about:
        return Cell(quantity.value, Kind.NUMBER, quantity.unit, quantity.decimals, origin=value.origin)
    return Cell(format_quantity(quantity), Kind.NUMBER, origin=value.origin)


def long_table(context: Context, caption: str = "Verksamhetsmått, lång tabell") -> Table:
    """Return every value of every activity measure on a row of its own, for pivots."""
    columns = (
        Column("grupp", "Område", Kind.TEXT),
        Column("mått", "Mått", Kind.TEXT),
        Column("månad", "Månad", Kind.TEXT),
        Column("värde", "Värde"),
        Column("text", "Som redovisat", Kind.TEXT),
        Column("källa", "Källa", Kind.TEXT),
    )
    return Table("mått-långt", caption, columns, tuple(_long_rows(context)))


def _long_rows(context: Context) -> Iterator[Row]:
    year = context.results.period.year
    for key, group in context.results.plan.activity.items():
        for name, measure in group.measures.items():
            for month, value in sorted(context.results.series.get((key, name), {}).items()):
                number = value.quantity.value if isinstance(value, Figure) else None
                words = format_quantity(value.quantity) if isinstance(value, Figure) else value.words
                decimals = value.quantity.decimals if isinstance(value, Figure) else 0
                cells = (
                    Cell(group.name),
                    Cell(measure.name),
                    Cell(f"{year}-{month:02}"),
                    Cell(number, Kind.NUMBER, decimals=decimals),
                    Cell(words),
                    Cell(str(value.origin)),
                )
                yield Row(f"{key}.{name}.{month}", cells)


def history_table(context: Context, goal: GoalResult, caption: str) -> Table:
    """Return the ratings of a goal month by month; of the nearest rated goals below one that isn't rated.

    Short grades stand in a strip with the months across; long ones, which would not fit there, with the months down.
    """
    rated = nearest_rated(goal)
    names = {} if rated == [goal] else {part.id: part.goal.short or part.name for part in rated}
    columns, rows = _across(context, rated, names) if _fits(context) else _down(context, rated, names)
    return Table(f"historik-{goal.id}", caption, columns, rows, (LATER,))


def _fits(context: Context) -> bool:
    """Whether every grade is short enough for the narrow column of a month."""
    grades = [grade.name for scale in context.results.plan.scales.values() for grade in scale.grades.values()]
    return max(map(len, grades), default=0) <= LONGEST_IN_STRIP


def _across(
    context: Context, rated: Sequence[GoalResult], names: Mapping[str, str]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    months = [Column(str(n), name.capitalize(), Kind.RATING) for n, name in enumerate(SHORT_MONTHS, 1)]
    rows = [
        Row(
            goal.id,
            (
                Cell(names.get(goal.id, "Bedömning")),
                *(_graded(context, goal, month) for month in range(1, len(months) + 1)),
            ),
        )
        for goal in rated
    ]
    return (Column("mål", "Mål", Kind.TEXT), *months), tuple(rows)


def _down(
    context: Context, rated: Sequence[GoalResult], names: Mapping[str, str]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    goals = [Column(goal.id, names.get(goal.id, "Bedömning"), Kind.RATING) for goal in rated]
    rows = [
        Row(
            str(month),
            (Cell(MONTHS[month - 1].capitalize()), *(_graded(context, goal, month) for goal in rated)),
        )
        for month in context.results.period.months
    ]
    return (Column("månad", "Månad", Kind.TEXT), *goals), tuple(rows)


def _graded(context: Context, goal: GoalResult, month: int) -> Cell:
    grade = context.results.history.get(goal.id, {}).get(month)
    if grade is None:
        return Cell(kind=Kind.TEXT)
    rule = goal.assessment.computed.rule
    cell = rating_cell(context.results.plan, Assessment(Rated(grade, rule=rule)))
    return Cell(cell.value, cell.kind, tone=cell.tone)
