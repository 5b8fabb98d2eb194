"""Series month by month: activity measures and the ratings of past months, from every report that has them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from rapport.model.scalar import Figure
from rapport.notation import Period, PeriodKind, Quantity
from rapport.notation.period import MONTHS, SHORT_MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.model.scalar import Words
    from rapport.model.year import Year

T = TypeVar("T")


def month_number(name: str) -> int | None:
    """Return the number of a month by its name, short or whole ("sept" too), or by its number."""
    folded = name.strip().casefold().rstrip(".")
    if folded.isdigit():
        number = int(folded)
        return number if 1 <= number <= len(MONTHS) else None
    shortest = 3
    if len(folded) < shortest:
        return None
    found = [
        number
        for number, month in enumerate(MONTHS, 1)
        if month.startswith(folded) or SHORT_MONTHS[number - 1] == folded
    ]
    return found[0] if len(found) == 1 else None


def months_after(values: Mapping[str, T], period: Period) -> dict[int, T]:
    """Return what is given for months that come after a period, by month."""
    named = {month_number(name): value for name, value in values.items()}
    return {month: value for month, value in named.items() if month is not None and month > period.last_month}


def activity_series(year: Year, period: Period) -> dict[tuple[str, str], dict[int, Figure | Words]]:
    """Return every activity measure's values by month, up to a period's last month.

    A later report's value for a month goes before an earlier one's. A value for a month after the period is no part
    of its report, also where the period's own file has it.
    """
    series: dict[tuple[str, str], dict[int, Figure | Words]] = {}
    reports = sorted((p for p in year.reports if p.kind is not PeriodKind.PLAN), key=lambda p: p.last_month)
    for other in reports:
        if other.last_month > period.last_month:
            continue
        for group, measures in year.reports[other].activity.items():
            for measure, values in measures.items():
                known = series.setdefault((group, measure), {})
                for name, value in values.items():
                    number = month_number(name)
                    if number is not None and number <= period.last_month:
                        known[number] = value
    return series


def total(values: Mapping[int, Figure | Words]) -> Quantity | None:
    """Return the sum of a measure's months; None for shares, pairs and words, which don't add up."""
    known = [value.quantity for value in values.values() if isinstance(value, Figure)]
    if not known or len(known) < len(values) or any(one.unit == "%" or one.of is not None for one in known):
        return None
    decimals = max(one.decimals for one in known)
    return Quantity(sum((one.value for one in known), Decimal(0)), known[0].unit, decimals)


def mean(values: Mapping[int, Figure | Words]) -> Quantity | None:
    """Return the mean of a measure's reported months; None for what doesn't add up."""
    whole = total(values)
    return Quantity(whole.value / len(values), whole.unit, whole.decimals) if whole else None


def earlier_months(year: Year, period: Period) -> list[Period]:
    """Return the months of the year before a monthly report that have reports of their own."""
    return [p for p in sorted(year.reports, key=lambda p: p.last_month) if _is_earlier_month(p, period)]


def _is_earlier_month(other: Period, period: Period) -> bool:
    return other.kind is PeriodKind.MONTH and other.last_month < period.last_month
