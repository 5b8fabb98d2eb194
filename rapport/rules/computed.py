"""Indicators that are computed from other data (beräknas): what can be computed needn't be typed.

A typed outcome of one is a claim, as a typed sum in an economy table is: it stands for the interval of half a unit of
its last digit to each side, and so does every figure that it follows from. The computed outcome is what is printed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from rapport.model.economy import RowType
from rapport.model.scalar import Answer, Figure, Unread
from rapport.notation import Quantity, format_quantity
from rapport.notation.formula import parse_formula
from rapport.notation.number import AMOUNT_UNITS
from rapport.rules.economy import OPEN, in_unit
from rapport.rules.goals import all_indicators, number_of
from rapport.rules.interval import ZERO, Interval, work_out
from rapport.rules.rating import HUNDRED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rapport.model.economy import Line
    from rapport.model.goals import Computation, Indicator
    from rapport.model.scalar import Reference, Words
    from rapport.model.year import PeriodReport, Plan
    from rapport.rules.economy import ComputedTable
    from rapport.rules.goals import IndicatorResult

_SHARE = parse_formula("del / helhet * 100")


class Computed(Struct, frozen=True):
    """What an indicator is computed as; the true figure lies within ``slack`` of it on each side."""

    quantity: Quantity
    slack: Decimal = ZERO
    amounts: str = ""
    """The unit of its table, where it is an amount that doesn't say its own."""

    def shown_in(self, unit: str) -> Computed:
        """Return an amount in another amount unit, with a decimal where it has become smaller; all else as it is."""
        own = AMOUNT_UNITS.get((self.quantity.unit or self.amounts).casefold())
        wanted = AMOUNT_UNITS.get(unit.casefold())
        if not own or not wanted or own == wanted:
            return self
        factor = Decimal(own) / Decimal(wanted)
        decimals = self.quantity.decimals
        decimals = max(decimals, 1) if factor < 1 else max(0, decimals - factor.adjusted())
        quantity = replace(self.quantity, value=self.quantity.value * factor, unit=unit, decimals=decimals)
        return replace(self, quantity=quantity, slack=self.slack * factor, amounts="")

    @property
    def interval(self) -> Interval:
        """The figure with its slack."""
        return Interval(self.quantity.value, self.slack)


class OutcomeClaim(Struct, frozen=True):
    """An outcome that was typed for a computed indicator, and what is computed; ``agrees`` tells if both can be true."""

    result: IndicatorResult
    stated: Figure | Answer | Words
    computed: Quantity
    agrees: bool

    @property
    def words(self) -> str:
        """What was typed, as it is printed."""
        if isinstance(self.stated, Figure):
            return format_quantity(self.stated.quantity)
        return self.stated.word if isinstance(self.stated, Answer) else self.stated.words


class ComputedOutcomes(Struct):
    """Gives the outcome of computed indicators; None when something they need is missing or they go in circles."""

    plan: Plan
    report: PeriodReport
    tables: Callable[[], Mapping[str, ComputedTable]]
    """Gives the tables; few indicators ask for them."""
    _indicators: dict[str, Indicator] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    _shares: dict[tuple[str, str], Quantity | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look the indicators up once."""
        self._indicators = all_indicators(self.plan.goals)

    def outcome(self, key: str, indicator: Indicator) -> Figure | None:
        """Return a computed indicator's outcome, in the indicator's unit."""
        computed = self.computed(key, indicator)
        if computed is None or indicator.computed is None:
            return None
        return Figure(computed.quantity, indicator.computed.origin)

    def computed(self, key: str, indicator: Indicator) -> Computed | None:
        """Return a computed indicator's outcome, in the indicator's unit, and how sure it is."""
        if indicator.computed is None or key in self._open:
            return None
        self._open.add(key)
        found = self._units(key) if indicator.computed.units_best else self._found(indicator.computed)
        self._open.discard(key)
        if found is None:
            return None
        found = found.shown_in(indicator.unit)
        places = indicator.computed.decimals
        decimals = int(places.quantity.value) if places else found.quantity.decimals
        unit = indicator.unit or found.quantity.unit
        return replace(found, quantity=replace(found.quantity, unit=unit, decimals=decimals))

    def claims(self, results: Iterable[IndicatorResult], year: int) -> Iterator[OutcomeClaim]:
        """Yield the outcomes of a year that were typed where one is computed."""
        for result in results:
            stated = result.report.value
            if not result.computed or stated is None or isinstance(stated, Unread):
                continue
            computed = self.computed(result.id, result.indicator)
            if computed is not None:
                agrees = isinstance(stated, Figure) and _may_be(stated, computed, year)
                yield OutcomeClaim(result, stated, computed.quantity, agrees)

    def _found(self, recipe: Computation) -> Computed | None:
        if recipe.total:
            return self._total(recipe.total)
        if recipe.lines_within_budget is not None and recipe.column is not None:
            return self._within_budget(recipe.lines_within_budget.id, recipe.column.id)
        if recipe.cell is None:
            return None
        return self._share(recipe) if recipe.share_of is not None else self._cell(recipe.cell.id)

    def _within_budget(self, name: str, column: str) -> Computed | None:
        """Return the share of a table's lines without a deficit; several indicators may ask for the same."""
        if (name, column) not in self._shares:
            table = self.tables().get(name)
            self._shares[name, column] = share_within_budget(table, column) if table else None
        share = self._shares[name, column]
        return Computed(share) if share else None

    def _share(self, recipe: Computation) -> Computed | None:
        """Return one figure in per cent of another: a deficit is negative whatever the sign of the budget."""
        part = self._cell(recipe.cell.id) if recipe.cell else None
        whole = self._cell(recipe.share_of.id) if recipe.share_of else None
        if part is None or whole is None:
            return None
        whole = whole.shown_in(part.quantity.unit or part.amounts)
        size = Interval(abs(whole.quantity.value), whole.slack)
        share = work_out(_SHARE, {"del": part.interval, "helhet": size}.get)
        return Computed(Quantity(share.value, "%", 1), share.slack) if share else None

    def _units(self, key: str) -> Computed | None:
        """Return the share of the rated units that have the best grade of the scale their grades come from."""
        reported = self.report.outcomes.get(key)
        grades = [grade.id for grade in reported.units.values()] if reported else []
        scale = next((scale for scale in self.plan.scales.values() if set(grades) <= set(scale.grades)), None)
        return Computed(share_best(list(scale.grades), grades)) if scale and grades else None

    def _total(self, parts: list[Reference]) -> Computed | None:
        found = [self._part(part.id) for part in parts]
        known = [part for part in found if part is not None]
        if len(known) < len(parts):
            return None
        total = sum((part.quantity.value for part in known), ZERO)
        places = max(part.quantity.decimals for part in known)
        slack = sum((part.slack for part in known), ZERO)
        return Computed(Quantity(total, known[0].quantity.unit, places), slack)

    def _part(self, key: str) -> Computed | None:
        indicator = self._indicators.get(key)
        if indicator is None:
            return None
        if indicator.computed:
            return self.computed(key, indicator)
        value = self.report.outcomes[key].value if key in self.report.outcomes else None
        number = number_of(value, indicator)
        # An answer is a count and nothing that was rounded.
        return Computed(number, number.slack if isinstance(value, Figure) else ZERO) if number else None

    def _cell(self, reference: str) -> Computed | None:
        """Return a figure named ``tabell.rad.kolumn``."""
        name, _, place = reference.partition(".")
        row, _, column = place.partition(".")
        table = self.tables().get(name)
        amount = table.amount(row, column) if table else None
        if table is None or amount is None or amount.value is None:
            return None
        quantity = Quantity(amount.value, table.columns[column].unit, amount.decimals)
        return Computed(quantity, amount.slack, table.table.unit)


def _may_be(stated: Figure, computed: Computed, year: int) -> bool:
    """Whether a typed outcome and what is computed may be the same figure, of the same year."""
    is_same_year = stated.quantity.year in (None, year)
    return is_same_year and in_unit(stated, computed.quantity.unit).meets(computed.interval)


def share_best(scale: Sequence[str], grades: Sequence[str]) -> Quantity:
    """Return the share (%) of grades that are the best of the scale."""
    best = sum(1 for grade in grades if grade == scale[0])
    return Quantity(best / Decimal(len(grades)) * HUNDRED, "%", 0)


def ordinary_lines(table: ComputedTable) -> dict[str, Line]:
    """Return the lines of the ordinary activities: no headings, sums, memo rows or rows declared extraordinary."""
    return {
        key: line for key, line in table.table.lines.items() if line.part is RowType.LINE and line.ordinary
    }


def share_within_budget(table: ComputedTable, column: str) -> Quantity | None:
    """Return the share (%) of ordinary lines without a deficit in a variance column.

    None when no line has a figure, and while the figure of one is still to be written.
    """
    amounts = [table.amount(key, column) for key in ordinary_lines(table)]
    known = [amount.value for amount in amounts if amount.value is not None]
    if not known or any(amount.standing in OPEN for amount in amounts):
        return None
    return Quantity(sum(1 for value in known if value >= 0) / Decimal(len(known)) * HUNDRED, "%", 0)
