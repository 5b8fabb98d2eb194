"""The value axis of a chart and how its numbers are written, decided once for every writer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.notation.number import MINUS, NBSP

if TYPE_CHECKING:
    from rapport.tables.chart import Drawing, Series

COLUMN = "column"
BAR = "bar"
_SIGNS = frozenset({"%", "‰"})
"""Units that stand at every figure; others are said once."""
_INTERVALS = 5
"""About how many intervals an axis is divided into by the programs that draw it."""
_NEAR = 6
"""Where the figures differ by less than one part in six, those programs leave zero out of a line chart."""
_SWEDISH = "[$-41D]"
"""Makes programs that run in another language group thousands and write decimals as Swedish does."""


class Scale(Struct, frozen=True):
    """A value axis.

    ``low`` and ``high`` are its ends where they must not be chosen by whoever draws it, ``step`` likewise its
    intervals. ``reach`` is about how much it spans.
    """

    reach: Decimal
    decimals: int
    low: int | None = None
    high: int | None = None
    step: Decimal | None = None


def value_scale(drawn: Drawing) -> Scale:
    """Return the axis that a chart's figures need.

    Columns always stand on zero: cut off they would lie about proportions. Whole numbers never get an axis with
    halves.
    """
    known = [value for series in drawn.series for value in series.values if value is not None]
    top, bottom = max(known, default=Decimal()), min(known, default=Decimal())
    reach = _reach(top, bottom, from_zero=drawn.kind in (COLUMN, BAR))
    wanted = max(0, -(reach / _INTERVALS).adjusted())
    is_column = drawn.kind in (COLUMN, BAR)
    return Scale(
        reach=reach,
        decimals=min(wanted, drawn.decimals),
        low=0 if is_column and bottom >= 0 else None,
        high=0 if is_column and top <= 0 and bottom < 0 else None,
        step=Decimal(1).scaleb(-drawn.decimals) if wanted > drawn.decimals else None,
    )


def _reach(top: Decimal, bottom: Decimal, *, from_zero: bool) -> Decimal:
    farthest = max(abs(top), abs(bottom))
    is_near = top * bottom > 0 and 0 < (top - bottom) * _NEAR < farthest
    if is_near and not from_zero:
        return top - bottom
    return max(top, Decimal()) - min(bottom, Decimal()) or Decimal(1)


def number_format(decimals: int, unit: str = "") -> str:
    """Return a number format as files store it: American notation, shown as Swedish, with a real minus."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    sign = f'"{NBSP}{unit}"' if sign_of(unit) else ""
    return f'{_SWEDISH}{digits}{sign};{_SWEDISH}"{MINUS}"{digits}{sign}'


def sign_of(unit: str) -> str:
    """Return the unit where it is a sign that stands at every figure."""
    return unit if unit in _SIGNS else ""


def unit_in_words(drawn: Drawing) -> str:
    """Return the unit that must be said beside the chart; empty when the figures or the caption say it."""
    said = drawn.caption.casefold().replace(",", " ").replace("(", " ").replace(")", " ").split()
    return "" if sign_of(drawn.unit) or drawn.unit.casefold() in said else drawn.unit


def last_known(series: Series) -> int | None:
    """Return the place of the last figure of a series."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    return known[-1] if known else None


def ends_falling(drawn: Drawing) -> bool:
    """Return whether the first line comes down to its last figure, so that a label belongs below it."""
    known = [value for value in drawn.series[0].values if value is not None]
    return len(known) > 1 and known[-1] < known[-2]
