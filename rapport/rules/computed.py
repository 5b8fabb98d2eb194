"""Indicators that are computed from other data (beräknas): what can be computed is never typed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from rapport.model.economy import RowType
from rapport.model.scalar import Figure
from rapport.notation import Quantity
from rapport.rules.economy import OPEN
from rapport.rules.goals import all_indicators, number_of
from rapport.rules.rating import HUNDRED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rapport.model.economy import Line
    from rapport.model.goals import Computation, Indicator
    from rapport.model.scalar import Reference
    from rapport.model.year import PeriodReport, Plan
    from rapport.rules.economy import ComputedTable


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
        if indicator.computed is None or key in self._open:
            return None
        self._open.add(key)
        quantity = self._units(key) if indicator.computed.units_best else self._quantity(indicator.computed)
        self._open.discard(key)
        if quantity is None:
            return None
        places = indicator.computed.decimals
        decimals = int(places.quantity.value) if places else quantity.decimals
        unit = indicator.unit or quantity.unit
        return Figure(replace(quantity, unit=unit, decimals=decimals), indicator.computed.origin)

    def _quantity(self, recipe: Computation) -> Quantity | None:
        if recipe.total:
            return self._total(recipe.total)
        if recipe.lines_within_budget is not None and recipe.column is not None:
            return self._within_budget(recipe.lines_within_budget.id, recipe.column.id)
        if recipe.cell is None:
            return None
        return self._share(recipe) if recipe.share_of is not None else self._cell(recipe.cell.id)

    def _within_budget(self, name: str, column: str) -> Quantity | None:
        """Return the share of a table's lines without a deficit; several indicators may ask for the same."""
        if (name, column) not in self._shares:
            table = self.tables().get(name)
            self._shares[name, column] = share_within_budget(table, column) if table else None
        return self._shares[name, column]

    def _share(self, recipe: Computation) -> Quantity | None:
        """Return one figure in per cent of another: a deficit is negative whatever the sign of the budget."""
        part = self._cell(recipe.cell.id) if recipe.cell else None
        whole = self._cell(recipe.share_of.id) if recipe.share_of else None
        if part is None or whole is None or whole.value == 0:
            return None
        return Quantity(part.value / abs(whole.value) * HUNDRED, "%", 1)

    def _units(self, key: str) -> Quantity | None:
        """Return the share of the rated units that have the best grade of the scale their grades come from."""
        reported = self.report.outcomes.get(key)
        grades = [grade.id for grade in reported.units.values()] if reported else []
        scale = next((scale for scale in self.plan.scales.values() if set(grades) <= set(scale.grades)), None)
        return share_best(list(scale.grades), grades) if scale and grades else None

    def _total(self, parts: list[Reference]) -> Quantity | None:
        quantities = [self._part(part.id) for part in parts]
        known = [quantity for quantity in quantities if quantity is not None]
        if len(known) < len(parts):
            return None
        total = sum((quantity.value for quantity in known), Decimal(0))
        return Quantity(total, known[0].unit, max(quantity.decimals for quantity in known))

    def _part(self, key: str) -> Quantity | None:
        indicator = self._indicators.get(key)
        if indicator is None:
            return None
        if indicator.computed:
            figure = self.outcome(key, indicator)
            return figure.quantity if figure else None
        reported = self.report.outcomes.get(key)
        return number_of(reported.value, indicator) if reported else None

    def _cell(self, reference: str) -> Quantity | None:
        """Return a figure named ``tabell.rad.kolumn``."""
        name, _, place = reference.partition(".")
        row, _, column = place.partition(".")
        table = self.tables().get(name)
        amount = table.amount(row, column) if table else None
        if table is None or amount is None or amount.value is None:
            return None
        return Quantity(amount.value, table.columns[column].unit, amount.decimals)


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
