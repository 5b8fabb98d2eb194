"""Charts as values: categories and series, before anyone draws them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.activity import Chart, ChartKind
from rapport.model.economy import RowType, Scope
from rapport.model.scalar import Figure
from rapport.notation import format_number
from rapport.notation.period import SHORT_MONTHS
from rapport.tables.cell import Cell, Column, Kind, Row, Table
from rapport.tables.economy import shown_factor

if TYPE_CHECKING:
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results
    from rapport.tables.context import Context


MOST_BARS = 30


class Series(Struct, frozen=True):
    """A line or a set of columns; None where there is no figure."""

    name: str
    values: tuple[Decimal | None, ...]


class Drawing(Struct, frozen=True):
    """A chart without looks: ``kind`` is ``line``, ``column`` or ``bar`` (lying columns); ``description`` says what it shows, with figures."""

    key: str
    caption: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0
    description: str = ""


def drawing(context: Context, key: str) -> Drawing | None:
    """Return a chart; None when its figures are lost or not yet reported.

    Raises:
        KeyError: no such chart.
    """
    chart = context.results.plan.charts[key]
    series = _measured(context.results, chart) + _typed(chart)
    if chart.lost or not any(value is not None for one in series for value in one.values):
        return None
    categories = tuple(name.capitalize() for name in SHORT_MONTHS) if chart.measures else _categories(chart)
    last = max(
        (n for one in series for n, value in enumerate(one.values, 1) if value is not None),
        default=len(categories),
    )
    shown = tuple(Series(one.name, one.values[:last]) for one in series)
    decimals = max((_places(value) for one in shown for value in one.values), default=0)
    kind = "line" if chart.kind is ChartKind.LINE else "column"
    description = _described(chart, categories[:last], shown, decimals)
    return Drawing(key, chart.name, kind, categories[:last], shown, chart.unit, decimals, description)


def variance_drawing(context: Context, key: str) -> Drawing | None:
    """Return the year's variance of the lines of an economy table as bars, worst first; None when it has none.

    Surplus and deficit are series of their own, so that each has its colour. Of many lines the ``MOST_BARS`` with the
    largest variances are shown, and the name says so: nobody reads a hundred bars.
    """
    computed = context.results.tables[key]
    column = next(
        (name for name, c in computed.columns.items() if c.deviation and c.shown and c.scope is Scope.YEAR),
        "",
    )
    labels = _labels(computed) if column else {}
    values = [(label, computed.amount(row, column).value) for row, label in labels.items()]
    largest = sorted(
        ((value, label) for label, value in values if value is not None), key=lambda pair: -abs(pair[0])
    )
    if len(largest) < 2:  # noqa: PLR2004  one bar compares nothing
        return None
    known = sorted(largest[:MOST_BARS], key=lambda pair: pair[0])
    factor = shown_factor(computed, computed.columns[column])
    surplus = Series("Överskott", tuple(value * factor if value >= 0 else None for value, _ in known))
    deficit = Series("Underskott", tuple(value * factor if value < 0 else None for value, _ in known))
    unit = computed.table.shown_unit
    name = f"{computed.table.name}: {computed.columns[column].name.lower()} helår per rad"
    if len(largest) > MOST_BARS:
        name += f", de {MOST_BARS} största av {format_number(Decimal(len(largest)))}"
    words = ", ".join(f"{label} {format_number(value * factor)}" for value, label in known)
    categories = tuple(label for _, label in known)
    description = f"Liggande stapeldiagram, {name}, {unit}. {words}."
    return Drawing(f"avvikelse-{key}", name, "bar", categories, (surplus, deficit), unit, 0, description)


def _labels(computed: ComputedTable) -> dict[str, str]:
    """Return the name of every line that is shown; lines with the same name also say their heading."""
    names = Counter(line.name for line in computed.table.lines.values() if line.part is RowType.LINE)
    headings = Counter(line.name for line in computed.table.lines.values() if line.part is RowType.HEADING)
    labels, heading = {}, ""
    for row, line in computed.table.lines.items():
        # a heading that comes again, such as "Kostnader", tells nothing apart
        if line.part is RowType.HEADING and headings[line.name] == 1:
            heading = line.name
        elif line.part is RowType.LINE and line.shown:
            labels[row] = f"{line.name} ({heading})" if names[line.name] > 1 and heading else line.name
    return labels


def chart_table(drawn: Drawing) -> Table:
    """Return a chart's figures as a table: a row per category, a column per series."""
    columns = [Column("kategori", "Kategori", Kind.TEXT)]
    columns += [Column(str(n), series.name) for n, series in enumerate(drawn.series)]
    rows = []
    for place, category in enumerate(drawn.categories):
        values = [Cell(one.values[place], Kind.NUMBER, decimals=drawn.decimals) for one in drawn.series]
        rows.append(Row(str(place), (Cell(category), *values)))
    return Table(f"diagram-{drawn.key}", drawn.caption, tuple(columns), tuple(rows), unit=drawn.unit)


def _places(value: Decimal | None) -> int:
    return max(0, -int(value.as_tuple().exponent)) if value is not None else 0


def _measured(results: Results, chart: Chart) -> list[Series]:
    """Return a series per activity measure, by month."""
    found = []
    for reference in chart.measures:
        group, _, name = reference.id.partition(".")
        values = results.series.get((group, name), {})
        declared = results.plan.activity.get(group)
        measure = declared.measures.get(name) if declared else None
        numbers = []
        for month in range(1, len(SHORT_MONTHS) + 1):
            value = values.get(month)
            numbers.append(value.quantity.value if isinstance(value, Figure) else None)
        found.append(Series(measure.name if measure else name, tuple(numbers)))
    return found


def _categories(chart: Chart) -> tuple[str, ...]:
    return tuple(dict.fromkeys(category for series in chart.series.values() for category in series.values))


def _typed(chart: Chart) -> list[Series]:
    categories = _categories(chart)
    return [
        Series(one.name, tuple(one.values[c].quantity.value if c in one.values else None for c in categories))
        for one in chart.series.values()
    ]


def _described(chart: Chart, categories: tuple[str, ...], series: tuple[Series, ...], decimals: int) -> str:
    """Say what the chart shows to those who can't see it: each series from its first to its last figure."""
    kind = "Linjediagram" if chart.kind is ChartKind.LINE else "Stapeldiagram"
    parts = []
    for one in series:
        known = [
            (category, value)
            for category, value in zip(categories, one.values, strict=False)
            if value is not None
        ]
        if known:
            words = ", ".join(f"{category} {format_number(value, decimals)}" for category, value in known)
            parts.append(f"{one.name}: {words}")
    return f"{kind}, {chart.name}. {'. '.join(parts)}."
