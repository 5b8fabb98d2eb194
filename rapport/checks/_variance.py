"""The variances of an economy table: what is held against which budget, in the period and in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.economy import RowType, Scope
from rapport.notation.formula import Binary, ColumnName
from rapport.rules.once import once

if TYPE_CHECKING:
    from decimal import Decimal

    from rapport.model.economy import LineReport
    from rapport.origin import Origin
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results


class Variance(Struct, frozen=True):
    """A column of variances: the column ``of`` (outcome or forecast) held ``against`` its budget."""

    column: str
    of: str
    against: str


def variance(table: ComputedTable, scope: Scope) -> Variance | None:
    """Return the table's variance for the period or for the year."""
    for key, formula in table.formulas.items():
        column = table.columns[key]
        if column.deviation and column.scope is scope and isinstance(formula, Binary):
            left, right = formula.left, formula.right
            if formula.operator == "-" and isinstance(left, ColumnName) and isinstance(right, ColumnName):
                first, second = left.name, right.name
                # Where costs are positive the budget comes first: budget - utfall.
                turned = _is_budget(table, first) and not _is_budget(table, second)
                return Variance(key, second, first) if turned else Variance(key, first, second)
    return None


def _is_budget(table: ComputedTable, column: str) -> bool:
    declared = table.columns.get(column)
    return "budget" in f"{column} {declared.name if declared else ''}".casefold()


def pairs(table: ComputedTable) -> list[Variance]:
    """Return the variances of the period and of the year, where the table has them."""
    found = (variance(table, scope) for scope in (Scope.PERIOD, Scope.YEAR))
    return [one for one in found if one is not None]


@once
def typed_lines(table: ComputedTable) -> tuple[str, ...]:
    """Return the rows that are lines (no headings, no sums, no memo rows) and have figures of their own.

    Of a line that fetches its figures from another table the same would be told again.
    """
    return tuple(
        row
        for row, line in table.table.lines.items()
        if line.fetched is None and not line.total and line.part is RowType.LINE
    )


def value(table: ComputedTable, row: str, column: str) -> Decimal | None:
    """Return the figure that is printed."""
    return table.amount(row, column).value


def place(results: Results, table: ComputedTable, row: str, *columns: str) -> Origin:
    """Return where the first of some figures was typed; else the row in the report, else in the plan."""
    typed = (table.amount(row, column).origin for column in columns)
    reported = report_of(results, table, row)
    return next(
        (origin for origin in typed if origin is not None),
        reported.origin if reported else table.table.lines[row].origin,
    )


def report_of(results: Results, table: ComputedTable, row: str) -> LineReport | None:
    """Return what the period reports of a row."""
    return results.report.economy.get(table.id, {}).get(row)


def is_explained(results: Results, table: ComputedTable, row: str) -> bool:
    """Whether somebody has written why a row is as it is."""
    reported = report_of(results, table, row)
    return reported is not None and (reported.comment is not None or bool(reported.causes))
