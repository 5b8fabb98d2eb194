"""Every figure in one flat table (underlag): what it is, its value, its unit, where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.model.scalar import Figure
from rapport.notation import format_period
from rapport.rules.economy import Standing, Way
from rapport.rules.results import taken_from
from rapport.tables.cell import Cell, Column, Kind, Row, Table
from rapport.tables.committees import committee_of, place_of
from rapport.tables.goals import outcome_cell
from rapport.tables.reconciliation import column_name, row_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.rules.economy import Amount, ComputedTable
    from rapport.tables.context import Context

_WORDS = {
    Standing.INPUT: "inmatad",
    Standing.COMPUTED: "beräknad",
    Standing.EQUAL: "angiven, stämmer",
    Standing.ROUNDING: "angiven, avrundning",
    Standing.CONTRADICTS: "beräknad, angivet avviker",
    Standing.UNPROVEN: "angiven, går inte att pröva",
}


def sources_table(context: Context, caption: str = "Underlag") -> Table:
    """Return every economy figure and every outcome, one per row, for pivots and Power Query."""
    columns = (
        Column("id", "Id", Kind.TEXT),
        Column("tabell", "Tabell", Kind.TEXT),
        Column("post", "Post", Kind.TEXT),
        Column("uppgift", "Uppgift", Kind.TEXT),
        Column("värde", "Värde"),
        Column("enhet", "Enhet", Kind.TEXT),
        Column("hur", "Hur", Kind.TEXT),
        Column("källa", "Källa", Kind.TEXT),
    )
    rows = [row for table in context.results.own_tables.values() for row in _figures(context, table)]
    rows += list(_outcomes(context))
    return Table("underlag", caption, columns, tuple(rows))


def _figures(context: Context, table: ComputedTable) -> Iterator[Row]:
    names = {column: column_name(context.results, table, column) for column in table.columns}
    for (row, column), amount in table.amounts.items():
        if amount.value is None:
            continue
        place = f"{table.id}.{row}.{column}"
        yield Row(
            place,
            (
                Cell(place),
                Cell(table.table.name),
                Cell(row_name(table, row)),
                Cell(names[column]),
                Cell(amount.value, Kind.NUMBER, decimals=amount.decimals),
                Cell(table.columns[column].unit or table.table.unit),
                Cell(_how(amount, table, row, column, context)),
                Cell(_where(amount, table, row, column, context)),
            ),
        )


def _how(amount: Amount, table: ComputedTable, row: str, column: str, context: Context) -> str:
    line = table.table.lines[row]
    if amount.way is Way.FETCHED and line.committee is not None and amount.standing is Standing.COMPUTED:
        found = committee_of(context.results, line.committee.id)
        return f"hämtad från {found.committee.name if found else line.committee.id}"
    earlier = taken_from(context.results, table, column) if amount.way is Way.PREVIOUS else None
    if earlier is not None and amount.standing is Standing.COMPUTED:
        return f"hämtad ur {format_period(earlier[0].period)}"
    return _WORDS.get(amount.standing, "")


def _where(amount: Amount, table: ComputedTable, row: str, column: str, context: Context) -> str:
    """Return the line that a figure was typed on, or else that it is computed; a fetched one has another's line."""
    place = amount.origin or place_of(context.results, table, row, column)
    if place is not None:
        return str(place)
    earlier = taken_from(context.results, table, column) if amount.way is Way.PREVIOUS else None
    if earlier is None:
        return "beräknad"
    then, theirs = earlier
    origin = then.tables[table.id].amount(row, theirs).origin
    return str(origin) if origin else f"beräknad i {format_period(then.period)}"


def _outcomes(context: Context) -> Iterator[Row]:
    for result in context.results.every_indicator():
        if result.shown is None:
            continue
        number = result.shown.quantity if isinstance(result.shown, Figure) else result.number
        value = (
            Cell(number.value, Kind.NUMBER, decimals=number.decimals)
            if number
            else Cell(outcome_cell(result).shown)
        )
        yield Row(
            f"utfall.{result.id}",
            (
                Cell(f"utfall.{result.id}"),
                Cell("Indikatorer"),
                Cell(result.name),
                Cell("Utfall"),
                value,
                Cell(result.indicator.unit or (number.unit if number else "")),
                Cell("beräknad" if result.computed else "inmatad"),
                Cell(str(result.shown.origin)),
            ),
        )
