"""The ledger mapping (underlag) and the tables it fills: which of its columns are amounts, which are codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.model.ledger import PERIOD
from rapport.rules.economy import columns_of

if TYPE_CHECKING:
    from rapport.model.ledger import LedgerMapping
    from rapport.model.year import Year


def amount_columns(year: Year, mapping: LedgerMapping) -> set[str]:
    """Return the columns of the mapped tables; what else the mapping has columns for is codes."""
    tables = (year.plan.economy[key] for key in mapping.lines if key in year.plan.economy)
    return {column for table in tables for column in columns_of(table, year.layouts)}


def code_columns(year: Year, mapping: LedgerMapping) -> list[str]:
    """Return the columns of the extract that are codes, in the order written."""
    amounts = amount_columns(year, mapping)
    return [key for key in mapping.columns if key not in amounts and key != PERIOD]


def conditioned(mapping: LedgerMapping) -> set[str]:
    """Return the code columns that rows are chosen by."""
    lines = (line for table in mapping.lines.values() for line in table.values())
    chosen = {key for line in lines for part in line.alternatives for key in part.codes}
    limited = {key for column in mapping.columns.values() for key in column.only}
    return {*mapping.skipped, *limited, *chosen, *mapping.dimensions}
