"""Values that can't be read: that has been told, and nothing that follows from them is held against anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.model.scalar import Unread
from rapport.rules.economy import Standing
from rapport.rules.once import once

if TYPE_CHECKING:
    from rapport.rules.results import Results


@once
def has_unread(results: Results) -> bool:
    """Whether any outcome, target, amount or activity measure of a period can't be read."""
    indicators = list(results.every_indicator())
    return (
        any(isinstance(result.shown, Unread) for result in indicators)
        or any(result.target is not None and result.target.unread for result in indicators)
        or any(
            amount.standing is Standing.UNREAD
            for table in results.tables.values()
            for amount in table.amounts.values()
        )
        or any(isinstance(value, Unread) for values in results.series.values() for value in values.values())
    )
