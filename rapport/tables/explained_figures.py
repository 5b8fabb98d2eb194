"""Where a figure of an economy table comes from: what was typed, what it follows from, how its row was rated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.notation import format_number, format_period
from rapport.notation.formula import format_formula, names_in
from rapport.rules.economy import Standing, Way
from rapport.rules.results import taken_from
from rapport.tables.arithmetic import light_arithmetic
from rapport.tables.committees import committee_of, source_of
from rapport.tables.context import Context
from rapport.tables.legend import legend_sentence
from rapport.tables.reconciliation import column_name, row_name
from rapport.tables.verdict import REASONS, UNRATED, grade_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.economy import Line
    from rapport.rules.economy import Amount, ComputedTable
    from rapport.rules.results import Results

DEEPEST = 6
"""So many levels of parts are followed."""


class Fact(Struct, frozen=True):
    """One line of an explanation: what it is, what it says, how deep it lies under the line above."""

    label: str
    text: str
    depth: int = 0


def explain_figures(context: Context, wanted: str) -> Iterator[Fact]:
    """Explain the figures that a reference names."""
    for table, row, column in _named(context.results, wanted):
        line = table.table.lines[row]
        yield Fact("Rad", f"{row_name(table, row)} i {table.table.name} ({line.origin})")
        for name in [column] if column else table.columns:
            yield from _column(context, table, row, name, asked=bool(column))


def columns_of_row(results: Results, row: str) -> list[str]:
    """Return the columns of a row that a reference names; [] when it names no row."""
    tables = [table for table, _, column in _named(results, row) if not column]
    return list(dict.fromkeys(name for table in tables for name in table.columns))


def _named(results: Results, wanted: str) -> Iterator[tuple[ComputedTable, str, str]]:
    """Yield the rows that a reference names, each with its table and the column, "" where all are meant."""
    pieces = wanted.split(".")
    for key, table in results.tables.items():
        row, *more = pieces[1:] if pieces[0] == key and len(pieces) > 1 else pieces
        if row in table.table.lines and (not more or (len(more) == 1 and more[0] in table.columns)):
            yield table, row, more[0] if more else ""


def _column(context: Context, table: ComputedTable, row: str, column: str, *, asked: bool) -> Iterator[Fact]:
    """Explain what a row says in a column; one that is asked for by name is also told to say nothing."""
    amount = table.amount(row, column)
    name = column_name(context.results, table, column)
    if table.columns[column].rule is not None:
        yield from _light(context, table, row, column, asked=asked)
    elif amount.value is not None:
        yield from _figure(context, table, row, column, 1)
    elif asked and amount.words:
        yield Fact(name, f"{amount.words} ({amount.origin})", 1)
    elif asked and amount.way in (Way.AWAITED, Way.UNREAD):
        yield Fact(name, _how(context.results, table, (row, column), amount), 1)
    elif asked:
        yield Fact(name, "ingen siffra är inskriven, och ingen går att räkna ut", 1)


def _light(context: Context, table: ComputedTable, row: str, column: str, *, asked: bool) -> Iterator[Fact]:
    plan, light = context.results.plan, context.results.lights.get((table.id, row, column))
    name = column_name(context.results, table, column)
    if light is None:
        if asked:
            yield Fact(name, "raden bedöms inte", 1)
        return
    grade = grade_named(plan, light.rule, light.grade)
    reason = f" ({REASONS[light.reason]})" if light.reason else ""
    yield Fact(name, f"{grade.name if grade else UNRATED}{reason}", 1)
    if light.rule:
        yield Fact("Regel", f"{light.rule}: {legend_sentence(plan, light.rule)}", 2)
    computation = light_arithmetic(context.results, table, row, column)
    if computation:
        yield Fact("Uträkning", computation, 2)


def _figure(
    context: Context, table: ComputedTable, row: str, column: str, depth: int, *, deepest: int = DEEPEST
) -> Iterator[Fact]:
    amount = table.amount(row, column)
    label = column_name(context.results, table, column) if depth == 1 else f"{row_name(table, row)}, {column}"
    how = _how(context.results, table, (row, column), amount)
    yield Fact(label, f"{shown_amount(table, column, amount)}, {how}", depth)
    if depth >= deepest or amount.computed is None:
        return
    if amount.way is Way.FETCHED:
        yield from _fetched(context, table, row, column, depth + 1)
        return
    if amount.way is Way.PREVIOUS:
        yield from _earlier(context, table, row, column, depth + 1)
        return
    for part_row, part_column in _operands(table, row, column, amount):
        if table.amount(part_row, part_column).value is not None:
            yield from _figure(context, table, part_row, part_column, depth + 1, deepest=deepest)


def _fetched(context: Context, table: ComputedTable, row: str, column: str, depth: int) -> Iterator[Fact]:
    """Explain a figure that comes from a committee by the committee's own table, down to what was typed there."""
    line, source = table.table.lines[row], source_of(context.results, table, row)
    found = committee_of(context.results, line.committee.id) if line.committee else None
    if source is None or found is None or found.results is None:
        return
    theirs, their_row = source
    theirs_context = Context(found.results, context.say)
    place = theirs.table.lines[their_row].origin
    yield Fact(found.committee.name, f"{row_name(theirs, their_row)} i {theirs.table.name} ({place})", depth)
    yield from _figure(theirs_context, theirs, their_row, column, depth + 1, deepest=depth + DEEPEST)


def _earlier(context: Context, table: ComputedTable, row: str, column: str, depth: int) -> Iterator[Fact]:
    """Explain a figure of an earlier report by that report's own table."""
    found = taken_from(context.results, table, column)
    if found is not None:
        earlier, theirs = found
        then = Context(earlier, context.say)
        yield from _figure(then, earlier.tables[table.id], row, theirs, depth, deepest=depth + DEEPEST)


def _operands(table: ComputedTable, row: str, column: str, amount: Amount) -> list[tuple[str, str]]:
    if amount.way is Way.ACROSS:
        return [(row, name) for name in names_in(table.formulas[column])]
    if amount.way is Way.DOWN:
        return [(part.id, column) for part in table.table.lines[row].total]
    return []


def _from_earlier(results: Results, table: ComputedTable, column: str) -> str:
    found = taken_from(results, table, column)
    return f"hämtas ur {format_period(found[0].period)}" if found else "hämtas ur föregående rapport"


def shown_amount(table: ComputedTable, column: str, amount: Amount) -> str:
    """Return a figure as the table's own unit shows it."""
    unit = table.columns[column].unit or table.table.unit
    return format_number(amount.value, amount.decimals, unit) if amount.value is not None else "–"


def _source(line: Line) -> str:
    return f"{line.committee}: {line.fetched}" if line.committee else str(line.fetched)


def _how(results: Results, table: ComputedTable, cell: tuple[str, str], amount: Amount) -> str:
    row, column = cell
    place = f" ({amount.origin})" if amount.origin else ""
    ways = {
        Way.ACROSS: f"räknas ut: {format_formula(table.formulas[column])}"
        if column in table.formulas
        else "räknas ut",
        Way.DOWN: "summa",
        Way.FETCHED: f"hämtas från {_source(table.table.lines[row])}",
        Way.PREVIOUS: _from_earlier(results, table, column),
        Way.TYPED: "inskriven",
        Way.AWAITED: "räknas inte ut, för ett belopp som den följer av är inte ifyllt",
        Way.UNREAD: "går inte att räkna ut, för det som den följer av går inte att läsa",
    }
    words = ways[amount.way]
    if amount.standing is Standing.ROUNDING and amount.computed is not None:
        words += f" ger {format_number(amount.computed, amount.decimals)}; angivet i källan, skillnaden är avrundning"
    elif amount.standing is Standing.CONTRADICTS and amount.stated is not None:
        words += f"; angivet {format_number(amount.stated, amount.decimals)} avviker"
    elif amount.standing is Standing.UNPROVEN:
        words = "angiven i källan; det som den följer av saknas"
    return words + place
