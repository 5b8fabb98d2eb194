"""The ledger mapping held against the report and the year's tables, before an extract is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks import unknown_code_column, unknown_ledger_table
from rapport.edit.ledger_faults import ledger_fault
from rapport.notation import format_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.diagnostic import Diagnostic
    from rapport.model.ledger import LedgerMapping
    from rapport.model.year import Year
    from rapport.notation import Period


def mapping_findings(year: Year, mapping: LedgerMapping, period: Period) -> list[Diagnostic]:
    """Return what is wrong with the mapping itself."""
    return [
        *_covered(mapping, period),
        *unknown_ledger_table.check_year(year),
        *unknown_code_column.check_year(year),
    ]


def _covered(mapping: LedgerMapping, period: Period) -> Iterator[Diagnostic]:
    months = mapping.covers
    if months is None or (months.first, months.last) == ((period.year, 1), (period.year, period.last_month)):
        return
    yield ledger_fault(
        "other-months",
        months.origin,
        f"underlaget gäller {months.written}, men {format_period(period)} är {period.year}01-{period.year}{period.last_month:02}",
        "ta bort raden, så följer månaderna rapporten",
    )
