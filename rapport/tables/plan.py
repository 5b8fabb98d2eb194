"""Tables of the nämndplan: what the goals are measured by, and where they stood before the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.model.scalar import Answer, Figure
from rapport.notation import MovementTarget, format_quantity
from rapport.rules.goals import number_of
from rapport.tables.cell import Cell, Column, Kind, Row, RowKind, Table
from rapport.tables.committees import committee_of
from rapport.tables.goals import earlier_cell, target_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.rules.goals import GoalResult, IndicatorResult, Part
    from rapport.tables.context import Context


def plan_table(context: Context, goal: GoalResult, caption: str, *, own_row: bool = True) -> Table:
    """Return the goals below a goal with their indicators, targets and earlier outcomes.

    Args:
        context: The results.
        goal: The goal.
        caption: The table's caption.
        own_row: Whether a goal that is rated, or has nothing but indicators, has a row of its own.
    """
    years = sorted({year_of(when) for result in _indicators(goal) for when in result.indicator.earlier})
    own_row = own_row and (goal.rated or not goal.goals)
    columns = (
        Column("namn", "Mål och indikator" if own_row or goal.goals else "Indikator", Kind.TEXT),
        Column("målnivå", f"Målnivå {context.results.period.year}"),
        *(Column(f"tidigare-{year}", f"Värde\n{year}") for year in years),
    )
    rows = tuple(_rows(context, goal, years, 0 if own_row else -1))
    description = f"Mål och indikatorer under {goal.name} med målnivå och tidigare värde."
    return Table(f"plan-{goal.id}", caption, columns, rows, (), description)


def serving_plan_table(context: Context, goal: GoalResult, caption: str) -> Table:
    """Return the committees' goals that serve a council's goal, with their indicators and targets.

    Args:
        context: The council's results.
        goal: The council's goal.
        caption: The table's caption.
    """
    columns = (
        Column("namn", "Nämndens mål och indikator", Kind.TEXT),
        Column("målnivå", f"Målnivå {context.results.period.year}"),
    )
    rows = tuple(row for part in goal.served_by for row in _serving_rows(context, part))
    description = f"Nämndernas mål som bidrar till {goal.name}, med indikatorer och målnivå."
    return Table(f"bidrag-{goal.id}", caption, columns, rows, (), description)


def _serving_rows(context: Context, part: Part) -> Iterator[Row]:
    committee = committee_of(context.results, part.committee)
    title = f"{committee.short if committee else part.committee}: {part.goal.name}"
    key = f"{part.committee}.{part.goal.id}"
    count = Cell(f"{len(list(_indicators(part.goal)))} st", Kind.NUMBER, text=_counted(part.goal))
    yield Row(key, (Cell(title, origin=part.goal.goal.origin), count), RowKind.GROUP)
    for result in _indicators(part.goal):
        cells = (Cell(result.name, origin=result.indicator.origin), Cell(_target(result), Kind.NUMBER))
        yield Row(f"{key}.{result.id}", cells, RowKind.ITEM, 1)


def _indicators(goal: GoalResult) -> Iterator[IndicatorResult]:
    yield from goal.indicators
    for part in goal.goals:
        yield from _indicators(part)


def _rows(context: Context, goal: GoalResult, years: list[str], depth: int) -> Iterator[Row]:
    if depth >= 0:
        blank = [Cell(f"{len(list(_indicators(goal)))} st", Kind.NUMBER, text=_counted(goal))]
        rest = [Cell(kind=Kind.NUMBER) for _ in years]
        yield Row(goal.id, (Cell(goal.name, origin=goal.goal.origin), *blank, *rest), RowKind.GROUP, depth)
    for result in goal.indicators:
        indicator = result.indicator
        title = f"({indicator.kolada}) {result.name}" if indicator.kolada else result.name
        name = Cell(title, note=context.words(indicator.comment), origin=indicator.origin)
        words = _target(result)
        earlier = [_earlier(result, year) for year in years]
        yield Row(
            f"{goal.id}.{result.id}",
            (name, Cell(words, Kind.NUMBER), *earlier),
            RowKind.ITEM,
            max(depth, -1) + 1,
        )
    for part in goal.goals:
        yield from _rows(context, part, years, depth + 1)


def _target(result: IndicatorResult) -> str | None:
    """Return the target in words; a baseline that the row shows as an earlier outcome isn't said again."""
    if result.target is None:
        return None
    target = result.target.target
    if isinstance(target, MovementTarget) and target.baseline is not None:
        earlier = [number_of(value, result.indicator) for value in result.indicator.earlier.values()]
        if any(known is not None and known.value == target.baseline.value for known in earlier):
            return target.direction.value
    return target_words(result.target, result.indicator)


def year_of(when: str) -> str:
    """Return the year of an earlier outcome: "2018" of "november 2018"; the words themselves without a year."""
    last = when.rpartition(" ")[2]
    return last if last.isdigit() else when


def _earlier(result: IndicatorResult, year: str) -> Cell:
    """Return an earlier outcome; what part of the year it is from stands after it."""
    found = next((when for when in result.indicator.earlier if year_of(when) == year), year)
    cell = earlier_cell(result, found)
    part = found.removesuffix(year).strip()
    return replace(cell, value=f"{cell.value} ({part})") if part and cell.value is not None else cell


def _counted(goal: GoalResult) -> str:
    count = len(list(_indicators(goal)))
    return "1 indikator" if count == 1 else f"{count} indikatorer"


def key_figure_table(context: Context, goal: GoalResult, caption: str) -> Table:
    """Return the key figures of a goal: outcomes without a target."""
    columns = (Column("namn", "Nyckeltal", Kind.TEXT), Column("utfall", "Utfall"))
    rows = []
    for key, figure in goal.goal.key_figures.items():
        reported = context.results.report.outcomes.get(key)
        value = reported.value if reported else None
        shown = None
        if isinstance(value, Figure):
            shown = format_quantity(value.quantity)
        elif value is not None:
            shown = value.word if isinstance(value, Answer) else value.words
        note = context.words(reported.comment) if reported else ""
        rows.append(Row(key, (Cell(figure.name, note=note), Cell(shown, Kind.NUMBER))))
    return Table(f"nyckeltal-{goal.id}", caption, columns, tuple(rows))
