"""Economy tables as cells: figures in the unit shown, with the formulas they follow from."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.model.economy import EconomyColumn, RowType, Scope
from rapport.notation import PeriodKind, format_number
from rapport.notation.number import AMOUNT_UNITS, rounded
from rapport.rules.economy import Amount, ComputedTable, Standing, Way
from rapport.tables.cell import (
    EMPTY,
    Cell,
    Claim,
    Column,
    Formula,
    Kind,
    Ref,
    Row,
    RowKind,
    Table,
    Tone,
)
from rapport.tables.committees import committee_notes, committee_of, place_of
from rapport.tables.economy_formula import across_formula, cell_formula, light_formula, stands_within
from rapport.tables.legend import legend_sentence
from rapport.tables.verdict import light_cell, scale_of, tones_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.tables.context import Context

ROUNDING_NOTE = (
    "Beloppen är avrundade var för sig; summor och avvikelser kan därför skilja på en enstaka enhet."
)

_ROW_KINDS = {
    RowType.LINE: RowKind.ITEM,
    RowType.HEADING: RowKind.HEADING,
    RowType.SUBTOTAL: RowKind.SUM,
    RowType.SUM: RowKind.SUM,
    RowType.TOTAL: RowKind.TOTAL,
    RowType.MEMO: RowKind.MEMO,
}
_ONE = Decimal(1)


def economy_table(context: Context, key: str, *, everything: bool = False) -> Table:
    """Return an economy table.

    Args:
        context: The results.
        key: The table's id.
        everything: Also the columns and rows that documents don't show, for those who recompute.

    Raises:
        KeyError: no such table.
    """
    computed = context.results.tables[key]
    columns = {
        name: column
        for name, column in computed.columns.items()
        if column.shown or (everything and _has_figures(computed, name))
    }
    # In the plan nothing has been spent yet: of a table that reports follow up, it has the budget.
    is_plan = context.results.period.kind is PeriodKind.PLAN
    columns = {
        name: column
        for name, column in columns.items()
        if _has_figures(computed, name) or not (is_plan or _looks_back(computed, name))
    }
    lines = {name: line for name, line in computed.table.lines.items() if line.shown or everything}
    rows = tuple(_row(context, computed, name, tuple(columns)) for name in lines)
    titles = _unlike([(_column(context, name, column), column) for name, column in columns.items()])
    first = Column("rad", "Post", Kind.TEXT)
    notes = [*_layout_notes(context, computed), *computed.table.notes, *_light_notes(context, columns)]
    notes += committee_notes(context.results, computed)
    notes += _awaited_notes(computed, columns)
    if _rounds(computed, columns):
        notes.append(ROUNDING_NOTE)
    unit = computed.table.shown_unit
    tones = tones_of(context.results.plan, [c.rule.id for c in columns.values() if c.rule])
    caption = f"{computed.table.name}, {context.results.period.name}, {unit}"
    return Table(key, caption, (first, *titles), rows, tuple(notes), unit=unit, tones=tones)


def _rounds(computed: ComputedTable, columns: Mapping[str, EconomyColumn]) -> bool:
    """Whether rounding shows: in a claim that differs by it, or in amounts printed in a larger unit than typed."""
    if any(amount.standing is Standing.ROUNDING for amount in computed.amounts.values()):
        return True
    return any(
        _shown_unlike(computed, columns[column], amount)
        for (_, column), amount in computed.amounts.items()
        if column in columns
    )


def _shown_unlike(computed: ComputedTable, column: EconomyColumn, amount: Amount) -> bool:
    factor = shown_factor(computed, column)
    # A committee may keep its figures in a smaller unit than the council's table has.
    whole = factor == 1 and not (computed.sums_committees and _is_amount(computed, column))
    if amount.value is None or whole:
        return False
    value = amount.value * factor
    return value != rounded(value, shown_decimals(computed, column, amount))


def _is_amount(computed: ComputedTable, column: EconomyColumn) -> bool:
    return (column.unit or computed.table.unit).casefold() in AMOUNT_UNITS


def _layout_notes(context: Context, computed: ComputedTable) -> list[str]:
    year = context.results
    layout = computed.table.layout
    layouts = year.layouts.layouts
    return list(layouts[layout.id].notes) if layout and layout.id in layouts else []


def _awaited_notes(computed: ComputedTable, columns: Mapping[str, EconomyColumn]) -> list[str]:
    """Say which figures are still to be written, below a table where others wait for them."""
    awaited = [
        f"{column.name} för {' och '.join(filter(None, [', '.join(rows[:-1]), rows[-1]]))}"
        for name, column in columns.items()
        if (rows := _awaited(computed, name))
    ]
    waits = any(
        amount.way is Way.AWAITED for (_, column), amount in computed.amounts.items() if column in columns
    )
    if not awaited or not waits:
        return []
    return [f"Inte ifyllt: {'; '.join(awaited)}. Det som bygger på det räknas inte ut."]


def _awaited(computed: ComputedTable, column: str) -> list[str]:
    """Return the names of the rows whose own figure in a column is still to be written."""
    amounts = ((line, computed.amount(row, column)) for row, line in computed.table.lines.items())
    return [
        line.name
        for line, amount in amounts
        if amount.standing is Standing.AWAITED and amount.way is not Way.AWAITED
    ]


def _light_notes(context: Context, columns: Mapping[str, EconomyColumn]) -> list[str]:
    """Explain the traffic lights below the table that has them."""
    rules = [column.rule.id for column in columns.values() if column.rule is not None]
    sentences = [legend_sentence(context.results.plan, rule) for rule in dict.fromkeys(rules)]
    return [f"Bedömning. {sentence}" for sentence in sentences if sentence]


def _has_figures(computed: ComputedTable, column: str) -> bool:
    return any(computed.amount(row, column).value is not None for row in computed.table.lines)


def _looks_back(computed: ComputedTable, column: str) -> bool:
    """Whether a column compares with the previous report; the year's first report has none."""
    formula = computed.columns[column].formula.split()
    return any(declared.previous and name in formula for name, declared in computed.columns.items())


def _unlike(columns: list[tuple[Column, EconomyColumn]]) -> tuple[Column, ...]:
    """Return columns with titles of their own: when the period is the whole year, its columns say "perioden"."""
    titles = Counter(column.title for column, _ in columns)
    return tuple(
        replace(column, title=f"{declared.name}\nperioden")
        if titles[column.title] > 1 and declared.scope is Scope.PERIOD
        else column
        for column, declared in columns
    )


def _column(context: Context, key: str, column: EconomyColumn) -> Column:
    scopes = {
        Scope.PERIOD: context.results.period.short_name,
        Scope.YEAR: "helår",
        Scope.PREVIOUS_YEAR: f"helår {context.results.period.year - 1}",
        Scope.NONE: "",
    }
    scope = scopes[column.scope]
    kind = Kind.RATING if column.rule else Kind.NUMBER
    return Column(key, f"{column.name}\n{scope}" if scope else column.name, kind, column.formula)


def _row(context: Context, computed: ComputedTable, key: str, columns: tuple[str, ...]) -> Row:
    line = computed.table.lines[key]
    kind = _ROW_KINDS[line.part]
    name = Cell(line.name or key, origin=line.origin)
    if line.is_bare_heading:
        return Row(key, (name, *[EMPTY] * len(columns)), kind)
    cells = tuple(_cell(context, computed, key, column, columns) for column in columns)
    return Row(key, (name, *cells), kind, footnote=line.footnote)


def _cell(context: Context, computed: ComputedTable, row: str, column: str, columns: tuple[str, ...]) -> Cell:
    declared = computed.columns[column]
    if declared.rule is not None:
        return _light(context, computed, row, column)
    amount = computed.amount(row, column)
    if amount.words:
        return Cell(amount.words, Kind.NUMBER, origin=amount.origin)
    return _figure(context, computed, (row, column), columns)


def _figure(
    context: Context, computed: ComputedTable, place: tuple[str, str], columns: tuple[str, ...]
) -> Cell:
    row, column = place
    amount = computed.amount(row, column)
    declared = computed.columns[column]
    factor = shown_factor(computed, declared)
    value = None if amount.value is None else amount.value * factor
    adverse = declared.deviation and value is not None and value < 0
    formula = cell_formula(computed, amount, row, column) or _fetched(context, computed, amount, row, column)
    claim, remark = None, ""
    if amount.way is Way.FETCHED and computed.table.lines[row].committee is not None:
        formula, claim, remark = _from_committee(context, computed, place, factor)
    if formula is not None and not stands_within(formula, columns, computed):
        formula = None
    if amount.standing is Standing.ROUNDING and amount.stated is not None and amount.computed is not None:
        claim = Claim(amount.stated * factor, amount.computed * factor)
    return Cell(
        value,
        Kind.NUMBER,
        unit=declared.unit if declared.unit not in AMOUNT_UNITS else "",
        decimals=shown_decimals(computed, declared, amount),
        text=_roughly(computed, amount, declared, value),
        tone=Tone.BAD if adverse else Tone.PLAIN,
        formula=formula,
        claim=claim,
        remark=remark or (_claim_note(claim, amount, declared) if claim else ""),
        origin=amount.origin,
    )


def _from_committee(
    context: Context, computed: ComputedTable, place: tuple[str, str], factor: Decimal
) -> tuple[Formula | None, Claim | None, str]:
    """Return the formula of a figure that a committee states, a claim where its own rounding shows, and its source.

    The committee's figure is what is printed; the council's formula is live where it gives just that.
    """
    row, column = place
    amount = computed.amount(row, column)
    remark = _source(context, computed, row, column)
    across = computed.across(row, column)
    if across is None or amount.value is None:
        return None, None, remark
    formula = across_formula(computed, row, column)
    if across.value == amount.value:
        return formula, None, ""
    return formula, Claim(amount.value * factor, across.value * factor), remark


def _source(context: Context, computed: ComputedTable, row: str, column: str) -> str:
    """Say in which committee's table a figure stands."""
    line = computed.table.lines[row]
    found = committee_of(context.results, line.committee.id) if line.committee else None
    if found is None or line.fetched is None:
        return ""
    where = place_of(context.results, computed, row, column)
    name = f"{found.committee.name}: {line.fetched.id}.{column}"
    return f"Hämtat från {name}. Källa: {where}" if where else f"Hämtat från {name}."


def _roughly(computed: ComputedTable, amount: Amount, column: EconomyColumn, value: Decimal | None) -> str:
    """Return the words of a figure that is only roughly known; "" for all others."""
    if value is None or not amount.about:
        return ""
    return f"ca {format_number(value, shown_decimals(computed, column, amount))}"


def _claim_note(claim: Claim, amount: Amount, column: EconomyColumn) -> str:
    """Say what an auditor wants to know of a figure that is printed as stated."""
    places = amount.decimals
    stated, computed = format_number(claim.stated, places), format_number(claim.computed, places)
    way = f"{column.formula} ger" if amount.way is Way.ACROSS else "summan av raderna är"
    return f"Angivet i källan: {stated}; {way} {computed}. Skillnaden är avrundning. Källa: {amount.origin}"


def shown_factor(computed: ComputedTable, column: EconomyColumn) -> Decimal:
    """Return what typed amounts are multiplied with to be shown; 1 for columns that hold no amounts."""
    table = computed.table
    return _factor(table.unit, table.shown_unit, column.unit)


@cache
def _factor(own: str, shown: str, column: str) -> Decimal:
    if own == shown or (column and column.casefold() not in AMOUNT_UNITS):
        return _ONE
    kronor, wanted = AMOUNT_UNITS.get(own.casefold()), AMOUNT_UNITS.get(shown.casefold())
    return Decimal(kronor) / Decimal(wanted) if kronor and wanted else _ONE


def shown_decimals(computed: ComputedTable, column: EconomyColumn, amount: Amount) -> int:
    """Return how many decimals to show: as declared, else as typed, and none once amounts are scaled down."""
    if column.decimals is not None:
        return int(column.decimals.quantity.value)
    if shown_factor(computed, column) != 1:
        return 0 if computed.table.shown_unit == "tkr" else 1
    return amount.decimals


def _fetched(
    context: Context, computed: ComputedTable, amount: Amount, row: str, column: str
) -> Formula | None:
    """Return a reference to the row of another table that a figure comes from, where both show the same unit."""
    source = computed.table.lines[row].fetched
    if source is None or amount.way is not Way.FETCHED or computed.table.lines[row].committee is not None:
        return None
    key, _, other_row = source.id.partition(".")
    other = context.results.own_tables.get(key)
    if other is None:
        return None
    same = shown_factor(other, other.columns[column]) == shown_factor(computed, computed.columns[column])
    return Ref(other_row, column, key) if same else None


def _light(context: Context, computed: ComputedTable, row: str, column: str) -> Cell:
    plan = context.results.plan
    rating = context.results.lights.get((computed.id, row, column))
    if rating is None:
        return Cell()
    cell = light_cell(plan, rating)
    declared, rule = computed.columns[column], plan.rules.get(rating.rule)
    scale = scale_of(plan, rating.rule)
    if (
        rule is None
        or scale is None
        or rating.grade is None
        or declared.of is None
        or declared.against is None
    ):
        return cell
    formula = light_formula(rule, scale, Ref(row, declared.of.id), Ref(row, declared.against.id))
    return Cell(cell.value, cell.kind, tone=cell.tone, symbol=cell.symbol, formula=formula)
