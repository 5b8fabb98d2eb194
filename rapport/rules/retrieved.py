"""Retrieved outcomes (hämtade utfall): whether what stands in the report still is what the source said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.model.scalar import Figure
from rapport.notation import rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from rapport.model.goals import Outcome
    from rapport.notation import Quantity


def is_unmodified(outcome: Outcome, report_year: int) -> bool:
    """Whether an outcome is the value that was retrieved, rounded at most.

    Kolada may be named as the source of its own values only, never of what somebody has made of them.
    """
    value, kept = outcome.value, outcome.retrieved_value
    if not outcome.source or kept is None or kept.quantity.year is None or not isinstance(value, Figure):
        return False
    return is_rounding(value.quantity, kept.quantity.value, kept.quantity.year, report_year=report_year)


def is_rounding(quantity: Quantity, value: Decimal, year: int, *, report_year: int) -> bool:
    """Whether a figure is a value of a year, rounded to the precision that the figure is written with."""
    if quantity.of is not None or quantity.about:
        return False
    return (quantity.year or report_year) == year and rounded(value, quantity.decimals) == quantity.value
