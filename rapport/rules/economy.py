"""Economy tables computed: sums, variances and fetched forecasts, with typed figures tested as claims.

A typed figure for something computable is a *claim*. It stands for the interval of half a unit of its last digit to
each side, and so does every operand; the claim is consistent when its interval meets the computed one (the method
of XBRL Calculations 1.1). A consistent claim is what is printed, an inconsistent one never is.

The module is long because all that makes a figure of a table is here, in the order that it is asked for.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.model.economy import Scope
from rapport.model.scalar import Figure, Unread, Words
from rapport.notation import NotationError
from rapport.notation.formula import names_in, parse_formula
from rapport.notation.number import AMOUNT_UNITS
from rapport.rules.interval import ZERO, Interval, work_out
from rapport.rules.order import parts_first
from rapport.saying import Saying

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from rapport.model.economy import EconomyColumn, EconomyTable, Layouts, Line, TableReport
    from rapport.notation.formula import ColumnFormula
    from rapport.origin import Origin


class Standing(StrEnum):
    """How a typed figure stands to the computed one."""

    INPUT = "input"
    """Typed, and nothing computes it."""
    COMPUTED = "computed"
    """Computed, and nobody typed it."""
    EQUAL = "equal"
    ROUNDING = "rounding"
    """Different, but no more than rounding explains."""
    CONTRADICTS = "contradicts"
    UNPROVEN = "unproven"
    """Typed as a result, but something it follows from is missing."""
    MISSING = "missing"
    UNREAD = "unread"
    """Not known, because it can't be read, or because it follows from one that can't."""
    AWAITED = "awaited"
    """Not known yet: named with nothing after it, or made of one that is."""


class Way(StrEnum):
    """How a figure is arrived at."""

    TYPED = "typed"
    ACROSS = "across"
    """By the column's formula from the same row."""
    DOWN = "down"
    """By adding up rows."""
    FETCHED = "fetched"
    """Taken from a row of another table."""
    PREVIOUS = "previous"
    """Fetched from the previous report."""
    UNREAD = "unread"
    """Not at all: something that it follows from can't be read, and what the rest gives says nothing."""
    AWAITED = "awaited"
    """Not yet: something that it follows from is still to be written, and a sum without it would be wrong."""


class Amount(Saying, frozen=True):
    """One figure of a table, in the table's unit.

    ``value`` is what is printed; ``stated`` what was typed; ``computed`` what follows from the rest by ``way``;
    ``slack`` how far the printed figure may be from the unrounded one. ``words`` replaces a figure.
    """

    value: Decimal | None = None
    stated: Decimal | None = None
    computed: Decimal | None = None
    slack: Decimal = ZERO
    way: Way = Way.TYPED
    standing: Standing = Standing.MISSING
    words: str = ""
    decimals: int = 0
    about: bool = False
    """Whether it was typed as roughly so ("ung. 116 000")."""
    origin: Origin | None = None

    @property
    def interval(self) -> Interval | None:
        """The figure with its slack, when there is one."""
        return None if self.value is None else Interval(self.value, self.slack)


NOTHING = Amount()
OPEN = frozenset((Standing.UNREAD, Standing.AWAITED))
"""How a figure stands that exists and isn't known: nothing that it is part of is known either."""
ABSENT = Interval(ZERO, ZERO)
"""What a figure that a row has none of by nature counts as in a formula."""


class ComputedTable(Struct, frozen=True, dict=True):
    """A table with every figure in place; ``columns`` are its own or its layout's."""

    id: str
    table: EconomyTable
    columns: Mapping[str, EconomyColumn]
    formulas: Mapping[str, ColumnFormula]
    amounts: Mapping[tuple[str, str], Amount]

    def amount(self, row: str, column: str) -> Amount:
        """Return a figure; a missing one for unknown ids."""
        return self.amounts.get((row, column), NOTHING)

    @property
    def has_figures(self) -> bool:
        """Whether there are other figures than last year's."""
        return any(
            amount.value is not None and self.columns[column].scope is not Scope.PREVIOUS_YEAR
            for (_, column), amount in self.amounts.items()
        )

    def fetches_from(self, tables: Collection[str]) -> bool:
        """Whether any row comes from one of some tables."""
        own = (line.fetched for line in self.table.lines.values() if not line.committee)
        return any(source.id.partition(".")[0] in tables for source in own if source)

    @cached_property
    def sums_committees(self) -> bool:
        """Whether any row comes from a committee."""
        return sums_committees(self.table)

    @cached_property
    def _has_gaps(self) -> bool:
        return has_gaps(self.table)

    def across(self, row: str, column: str) -> Interval | None:
        """Return what a column's formula gives for a row; None without formula or without operands."""
        line, formula = self.table.lines[row], self.formulas.get(column)
        if formula is None or (self._has_gaps and not computes(formula, row, self.table.lines)):
            return None
        return work_out(formula, lambda name: operand(line, name, self.amount(row, name)))


def sums_committees(table: EconomyTable) -> bool:
    """Whether any row comes from a committee."""
    return any(line.committee is not None for line in table.lines.values())


def has_gaps(table: EconomyTable) -> bool:
    """Whether any row lacks some figure by nature; in most tables none does, and nothing need be asked of each."""
    return any(line.without for line in table.lines.values())


def computes(formula: ColumnFormula, row: str, lines: Mapping[str, Line]) -> bool:
    """Whether a formula says anything of a row: not when the row, or one it adds up, lacks all it is made of."""
    names = names_in(formula)
    if not names:
        return True
    waiting, seen = [row], {row}
    while waiting:
        line = lines[waiting.pop()]
        if all(line.lacks(name) for name in names):
            return False
        parts = {part.id for part in line.total if part.id in lines} - seen
        seen |= parts
        waiting += parts
    return True


def operand(line: Line, column: str, amount: Amount) -> Interval | None:
    """Return a figure as part of a formula; one that the row lacks by nature counts as nothing."""
    return ABSENT if amount.value is None and line.lacks(column) else amount.interval


def adds_up(table: EconomyTable, column: EconomyColumn) -> bool:
    """Whether a column may be summed: shares and ratios, which have a unit of their own, may not."""
    return column.unit in ("", table.unit) and column.rule is None


def columns_of(table: EconomyTable, layouts: Layouts) -> dict[str, EconomyColumn]:
    """Return a table's columns: its layout's, with its own added or put in their place."""
    layout = layouts.layouts.get(table.layout.id) if table.layout else None
    return {**(layout.columns if layout else {}), **table.columns}


def formulas_of(columns: Mapping[str, EconomyColumn]) -> dict[str, ColumnFormula]:
    """Return the formulas that can be read; the others are a check's business."""
    formulas = {}
    for key, column in columns.items():
        if column.formula:
            try:
                formulas[key] = parse_formula(column.formula)
            except NotationError:
                continue
    return formulas


def compute(
    key: str,
    table: EconomyTable,
    layouts: Layouts,
    report: TableReport,
    *,
    previous: Callable[[str, str], Amount],
    fetch: Callable[[Line, str], Amount | None],
) -> ComputedTable:
    """Compute a table.

    Args:
        key: The table's id.
        table: Its rows and columns, with the year's figures.
        layouts: The layouts that tables may refer to.
        report: The period's figures by row; they go before the year's.
        previous: Gives the figure of a row and column in the previous report.
        fetch: Gives the figure that a row takes over in a column; None where nothing is known of the row's source.
    """
    columns = columns_of(table, layouts)
    sheet = _Sheet(table, columns, formulas_of(columns), report, previous, fetch)
    for row in parts_first(table.lines, sheet.begun):
        for column in columns:
            sheet.amount(row, column)
    done = sheet.done
    amounts = {place: done[place] for place in product(table.lines, columns)}
    return ComputedTable(key, table, columns, sheet.formulas, amounts)


_Found = tuple["Interval | None", Way, int]
"""A figure that follows from others, how, and with how many decimals."""
_OPENED = {Way.UNREAD: Standing.UNREAD, Way.AWAITED: Standing.AWAITED}


def _open(parts: Collection[Amount]) -> _Found | None:
    """Return why nothing that follows from some figures is known, None when nothing stands in the way."""
    standings = {part.standing for part in parts}
    if Standing.UNREAD in standings:
        return None, Way.UNREAD, 0
    return (None, Way.AWAITED, 0) if Standing.AWAITED in standings else None


class _Sheet(Struct):
    """A table while it is computed: every figure once, circular references as missing."""

    table: EconomyTable
    columns: Mapping[str, EconomyColumn]
    formulas: dict[str, ColumnFormula]
    report: TableReport
    previous: Callable[[str, str], Amount]
    fetch: Callable[[Line, str], Amount | None]
    done: dict[tuple[str, str], Amount] = field(default_factory=dict)
    open: set[tuple[str, str]] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    has_gaps: bool = False
    sums_committees: bool = False
    headings: frozenset[str] = frozenset()
    """Rows without figures."""
    judged: frozenset[str] = frozenset()
    """Columns without figures: they have ratings."""
    summed: frozenset[str] = frozenset()
    """Columns that may be summed."""

    def __post_init__(self) -> None:
        """Ask once what would else be asked of every figure."""
        table, columns = self.table, self.columns.items()
        self.has_gaps = has_gaps(table)
        self.sums_committees = sums_committees(table)
        self.headings = frozenset(row for row, line in table.lines.items() if line.is_bare_heading)
        self.judged = frozenset(name for name, column in columns if column.rule is not None)
        self.summed = frozenset(name for name, column in columns if adds_up(table, column))

    def amount(self, row: str, column: str) -> Amount:
        place = (row, column)
        known = self.done.get(place)
        if known is not None:
            return known
        if (
            place in self.open
            or row in self.begun
            or row not in self.table.lines
            or column not in self.columns
        ):
            return NOTHING
        self.open.add(place)
        amount = self.done[place] = self._amount(row, column)
        self.open.discard(place)
        return amount

    def _amount(self, row: str, column: str) -> Amount:
        if row in self.headings or column in self.judged:
            return NOTHING
        line = self.table.lines[row]
        typed = self._typed(row, line, column)
        if isinstance(typed, Words):
            told = Standing.UNREAD if isinstance(typed, Unread) else Standing.INPUT
            return Amount(words=typed.words, origin=typed.origin, standing=told)
        computed, way, decimals = self._computed(row, line, column)
        standing = _OPENED.get(way)
        if standing is None and typed is None and computed is None and self._is_awaited(row, line, column):
            standing = Standing.AWAITED
        if standing is None:
            return settle(typed, computed, way, self.table.unit, decimals)
        if typed is None:
            return Amount(way=way, standing=standing)
        return settle(typed, None, Way.TYPED, self.table.unit, decimals)

    def _is_awaited(self, row: str, line: Line, column: str) -> bool:
        """Whether a figure is named with nothing after it, in the period or in the year."""
        reported = self.report.get(row)
        return column in line.blanks or (reported is not None and column in reported.blanks)

    def _typed(self, row: str, line: Line, column: str) -> Figure | Words | None:
        reported = self.report.get(row)
        if reported is not None and column in reported.figures:
            return reported.figures[column]
        return line.figures.get(column)

    def _computed(self, row: str, line: Line, column: str) -> _Found:
        """Return what follows from other figures; the first way that says anything of it is how it is computed."""
        formula = self._formula(row, column)
        return (
            (self._fetched(line, column) if line.fetched is not None else None)
            or (self._across(row, line, column, formula) if formula is not None else None)
            or (self._down(line, column) if line.total and column in self.summed else None)
            or self._previously(row, column)
            or (None, Way.ACROSS if formula else Way.TYPED, 0)
        )

    def _formula(self, row: str, column: str) -> ColumnFormula | None:
        formula = self.formulas.get(column)
        if formula is not None and self.has_gaps and not computes(formula, row, self.table.lines):
            return None
        return formula

    def _fetched(self, line: Line, column: str) -> _Found | None:
        amount = self.fetch(line, column)
        # A council's sums are without the committees that have no figure, and say so.
        if amount is not None and line.committee is None and amount.standing in OPEN:
            return _open([amount])
        if amount is None or amount.interval is not None:
            found = amount or NOTHING
            return found.interval, Way.FETCHED, found.decimals
        return None

    def _across(self, row: str, line: Line, column: str, formula: ColumnFormula) -> _Found | None:
        if self.sums_committees and line.total and not self._compares_like(row, names_in(formula)):
            return None, Way.ACROSS, 0
        result = work_out(formula, lambda name: operand(line, name, self.amount(row, name)))
        if result is not None:
            return result, Way.ACROSS, self._decimals(row, column)
        return _open([self.amount(row, name) for name in names_in(formula)])

    def _compares_like(self, row: str, columns: Collection[str]) -> bool:
        """Whether some columns of a sum are made of the same committees.

        An outcome without a committee less a budget with it would be wrong by all that the committee costs.
        """
        lacking = [frozenset(self._lacking(row, column, set())) for column in columns]
        return len(set(lacking)) <= 1

    def _lacking(self, row: str, column: str, seen: set[str]) -> Iterator[str]:
        """Yield the rows of committees below a sum that have no figure in a column."""
        line = self.table.lines[row]
        if line.committee is not None and self.amount(row, column).interval is None:
            yield row
        for part in line.total:
            if part.id in self.table.lines and part.id not in seen:
                seen.add(part.id)
                yield from self._lacking(part.id, column, seen)

    def _down(self, line: Line, column: str) -> _Found:
        parts = [self.amount(part.id, column) for part in line.total]
        if unknown := _open(parts):
            return unknown
        known = [part for part in parts if part.value is not None]
        if not known:
            return None, Way.DOWN, 0
        total = sum((part.value for part in known if part.value is not None), ZERO)
        slack = sum((part.slack for part in known), ZERO)
        return Interval(total, slack), Way.DOWN, max(part.decimals for part in known)

    def _previously(self, row: str, column: str) -> _Found | None:
        fetched = self.columns[column].previous
        if fetched is None:
            return None
        amount = self.previous(row, fetched.id)
        return _open([amount]) or (amount.interval, Way.PREVIOUS, amount.decimals)

    def _decimals(self, row: str, column: str) -> int:
        declared = self.columns[column].decimals
        if declared is not None:
            return int(declared.quantity.value)
        used = [self.amount(row, name) for name in names_in(self.formulas[column])]
        return max((amount.decimals for amount in used), default=0)


def settle(typed: Figure | None, computed: Interval | None, way: Way, unit: str, decimals: int) -> Amount:
    """Decide what is printed: the claim when it is consistent, otherwise what was computed."""
    if typed is None:
        if computed is None:
            return NOTHING
        return Amount(
            computed.value,
            computed=computed.value,
            slack=computed.slack,
            way=way,
            standing=Standing.COMPUTED,
            decimals=decimals,
        )
    stated = in_unit(typed, unit)
    places = typed.quantity.decimals
    if computed is None:
        standing = Standing.INPUT if way is Way.TYPED or way is Way.PREVIOUS else Standing.UNPROVEN
        return Amount(
            stated.value,
            stated.value,
            slack=stated.slack,
            way=way,
            standing=standing,
            decimals=places,
            about=typed.quantity.about,
            origin=typed.origin,
        )
    standing = _standing(stated, computed)
    printed = computed if standing is Standing.CONTRADICTS else stated
    return Amount(
        printed.value,
        stated.value,
        computed.value,
        printed.slack,
        way,
        standing,
        decimals=places,
        origin=typed.origin,
    )


def _standing(stated: Interval, computed: Interval) -> Standing:
    if stated.value == computed.value:
        return Standing.EQUAL
    return Standing.ROUNDING if stated.meets(computed) else Standing.CONTRADICTS


def in_unit(figure: Figure, unit: str) -> Interval:
    """Return a typed figure in a table's unit: ``−4,3 Mkr`` is −4 300 in a table of tkr."""
    quantity = figure.quantity
    own = AMOUNT_UNITS.get(quantity.unit.casefold()) if quantity.unit else None
    wanted = AMOUNT_UNITS.get(unit.casefold()) if own else None
    if own is None or wanted is None or own == wanted:
        return Interval(quantity.value, quantity.slack)
    factor = Decimal(own) / Decimal(wanted)
    return Interval(quantity.value * factor, quantity.slack * factor)
