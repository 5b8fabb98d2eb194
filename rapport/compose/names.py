"""The names that prose and templates may use for figures: ``ekonomi.nettokostnad.total.avvikelse``.

Ids may be written with underscores for hyphens, since a hyphen in an expression would be a minus sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rapport.compose.filters import Missing
from rapport.model.scalar import Answer, Figure, Words
from rapport.notation import Quantity
from rapport.notation.period import SHORT_MONTHS
from rapport.rules.goals import testable
from rapport.rules.once import once
from rapport.rules.rating import HUNDRED, aim_of
from rapport.rules.series import mean, total
from rapport.tables.cell import MISSING
from rapport.tables.goals import target_words

if TYPE_CHECKING:
    from rapport.rules.economy import ComputedTable
    from rapport.rules.goals import IndicatorResult
    from rapport.rules.results import Results


class Shelf(Mapping[str, Any]):
    """Named values, found by their id with hyphens or underscores. ``path`` is how one gets here."""

    def __init__(self, path: str, entries: Mapping[str, Any]) -> None:
        self.path = path
        self.entries = entries

    def __getitem__(self, key: str) -> Any:
        """Return a value by id.

        Raises:
            KeyError: no such id here.
        """
        if key in self.entries:
            return self.entries[key]
        return self.entries[self._ids[key]]

    @cached_property
    def _ids(self) -> dict[str, str]:
        """The ids by how they are written in an expression; of two that are written alike, the first."""
        return {expression_name(name): name for name in reversed(list(self.entries))}

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self.entries)

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self.entries)


def expression_name(key: str) -> str:
    """Return an id as it is written in an expression."""
    return key.replace("-", "_")


@once
def figure_names(results: Results) -> dict[str, Any]:
    """Return every name of a period's figures, and the words for the period and the committee."""
    indicators = list(results.every_indicator())
    period, plan = results.period, results.plan
    return {
        "period": Shelf("period", {"namn": period.name, "kort": period.short_name, "år": str(period.year)}),
        "nämnd": plan.committee,
        "kommun": plan.municipality,
        "förvaltning": plan.administration,
        "ekonomi": Shelf("ekonomi", {key: _table(key, table) for key, table in results.tables.items()}),
        "mått": Shelf("mått", _measures(results)),
        "utfall": Shelf("utfall", {r.id: value for r in indicators if (value := _outcome(r)) is not None}),
        "målnivå": Shelf(
            "målnivå", {r.id: target_words(r.target, r.indicator) for r in indicators if r.target}
        ),
        "avvikelse": Shelf(
            "avvikelse", {r.id: value for r in indicators if (value := _deviation(r)) is not None}
        ),
    }


def _table(key: str, table: ComputedTable) -> Shelf:
    rows = {row: _row(f"ekonomi.{key}.{row}", table, row) for row in table.table.lines}
    return Shelf(f"ekonomi.{key}", rows)


def _row(path: str, table: ComputedTable, row: str) -> Shelf:
    amounts = {column: table.amount(row, column) for column in table.columns}
    figures: dict[str, Quantity | Missing] = {
        column: Quantity(amount.value, table.columns[column].unit or table.table.unit, amount.decimals)
        for column, amount in amounts.items()
        if amount.value is not None
    }
    if table.sums_committees:
        # What a committee hasn't reported, or couldn't be read of it, must not keep the council's text from being built.
        lacking = (name for name, column in table.columns.items() if name not in figures and not column.rule)
        figures |= dict.fromkeys(lacking, Missing(MISSING))
    return Shelf(path, figures)


def _measures(results: Results) -> dict[str, Shelf]:
    """Return the activity measures by group: each with its months, their sum and their mean."""
    groups: dict[str, dict[str, Shelf]] = {}
    for (group, measure), values in results.series.items():
        named: dict[str, Quantity | str | None] = {
            SHORT_MONTHS[month - 1]: value.quantity if isinstance(value, Figure) else value.words
            for month, value in sorted(values.items())
        }
        named |= {"summa": total(values), "snitt": mean(values)}
        known = {name: value for name, value in named.items() if value is not None}
        groups.setdefault(group, {})[measure] = Shelf(f"mått.{group}.{measure}", known)
    return {group: Shelf(f"mått.{group}", measures) for group, measures in groups.items()}


def _outcome(result: IndicatorResult) -> Quantity | str | None:
    if isinstance(result.shown, Figure):
        return result.shown.quantity
    if isinstance(result.shown, Answer):
        return result.shown.word
    return result.shown.words if isinstance(result.shown, Words) else None


def _deviation(result: IndicatorResult) -> Quantity | None:
    """Return how far the outcome is from the target or baseline, in per cent of it and without sign."""
    aim = aim_of(testable(result.target, result.indicator))
    if not aim or result.number is None:
        return None
    return Quantity(abs((result.number.value - aim) / aim * HUNDRED), "%", 1)
