"""The sheet of activity measures (verksamhetsmått): a column for each month since the previous report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.edit.form import Column, Content, Fact, Field, Kind, Row, Sheet
from rapport.model.scalar import Figure
from rapport.notation import format_quantity
from rapport.notation.period import MONTHS, SHORT_MONTHS
from rapport.rules.series import activity_series, month_number

if TYPE_CHECKING:
    from decimal import Decimal

    from rapport.edit.asking import Asking
    from rapport.model.activity import ActivityMeasure
    from rapport.model.scalar import Words

SECTION = "verksamhetsmått"
NAME = "Verksamhetsmått"
VALUE_HELP = "Skriv talet för månaden. Lämna cellen tom om månaden inte har redovisats; 0 betyder noll."

Values = dict[int, "Figure | Words"]


def activity_sheet(asked: Asking) -> Sheet:
    """Return the sheet of activity measures, group by group."""
    months = months_asked(asked)
    rows: list[Row] = []
    for key, group in asked.year.plan.activity.items():
        unit = asked.owner(group.owner) or _unit(asked, key, group.name)
        rows.append(Row(f"{SECTION}/{key}", {"namn": Fact(group.name)}, heading=True))
        rows += [_row(asked, (key, name), measure, unit, months) for name, measure in group.measures.items()]
    columns = (
        Column("rubrik", "Rubrik", 24),
        Column("namn", "Verksamhetsmått", 58),
        Column("enhet", "Enhet", 9),
        Column("tidigare", "Tidigare", 14),
        *(
            Column(SHORT_MONTHS[month - 1], MONTHS[month - 1].capitalize(), 12, VALUE_HELP)
            for month in months
        ),
    )
    used = {name for row in rows for name in row.cells}
    return Sheet(NAME, NAME, tuple(column for column in columns if column.field in used), tuple(rows))


def months_asked(asked: Asking) -> list[int]:
    """Return the months since the previous report, and those before them that the period's own files give."""
    last = asked.results.period.last_month
    reported = (period.last_month for period in asked.year.reports if period.last_month < last)
    months = set(range(max(reported, default=0) + 1, last + 1))
    for measures in asked.results.report.activity.values():
        for values in measures.values():
            months |= {number for name in values if (number := month_number(name)) and number <= last}
    return sorted(months)


def _unit(asked: Asking, key: str, name: str) -> str:
    """Return the unit whose measures a group has; "" where the group is an area of the whole committee."""
    owners = (asked.owner(key), asked.owner(name))
    return next((owner for owner in owners if owner in asked.year.plan.units), "")


def _row(
    asked: Asking, place: tuple[str, str], measure: ActivityMeasure, unit: str, months: list[int]
) -> Row:
    before = _before(asked, place, months)
    written = asked.results.report.activity.get(place[0], {}).get(place[1], {})
    keys = {month_number(name): name for name in written}
    cells: dict[str, Content] = {"namn": Fact(measure.name)}
    if measure.heading:
        cells["rubrik"] = Fact(measure.heading)
    if measure.unit:
        cells["enhet"] = Fact(measure.unit)
    if before:
        month = max(before)
        cells["tidigare"] = Fact(f"{_shown(before[month])} ({SHORT_MONTHS[month - 1]})")
    for month in months:
        short = SHORT_MONTHS[month - 1]
        path = (SECTION, *place, keys.get(month, short))
        field = Field(path, Kind.OUTCOME, measure.unit, references=_references(before))
        cells[short] = asked.input(field)
    return Row(f"{SECTION}/{place[0]}/{place[1]}", cells, unit)


def _before(asked: Asking, place: tuple[str, str], months: list[int]) -> Values:
    """Return the values of the months before those that are asked for."""
    if asked.previous is None:
        return {}
    series = activity_series(asked.year, asked.previous.period).get(place, {})
    return {month: value for month, value in series.items() if month < months[0]}


def _shown(value: Figure | Words) -> str:
    return format_quantity(value.quantity) if isinstance(value, Figure) else value.words


def _references(before: Values) -> tuple[Decimal, ...]:
    figures = (before[month] for month in sorted(before, reverse=True))
    return tuple(figure.quantity.value for figure in figures if isinstance(figure, Figure))[:1]
