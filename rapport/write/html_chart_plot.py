"""Where the parts of a chart stand in its picture: a value axis with round numbers, and places for the figures."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.notation import format_number
from rapport.write import palette
from rapport.write.chart_scale import COLUMN, last_known, sign_of, value_scale
from rapport.write.word_measure import width

if TYPE_CHECKING:
    from rapport.tables.chart import Drawing, Series

WIDTH = Decimal(480)
"""Width of the picture in its own units; a phone shows it at about two thirds."""
TOP, HEIGHT = Decimal(20), Decimal(220)
GROUND = TOP + HEIGHT
SIZE = 15
"""Size of the text on a phone; elsewhere it is smaller."""
GAP = Decimal(7)
WIDER = 1.15
"""How much wider than Calibri the fonts of other systems may run."""
_INTERVALS = 5
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


class Axis(Struct, frozen=True):
    """The value axis: its ends and the distance between its lines."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> list[Decimal]:
        """Return the values that are written at the axis."""
        return [self.low + self.step * place for place in range(int((self.high - self.low) / self.step) + 1)]


class Plot(Struct, frozen=True):
    """The rectangle that is drawn in, and how values and categories become places in it."""

    axis: Axis
    left: Decimal
    right: Decimal
    slots: int

    @property
    def slot(self) -> Decimal:
        """Return the room of a category."""
        return (self.right - self.left) / max(1, self.slots)

    def x(self, place: int) -> Decimal:
        """Return the middle of a category."""
        return self.left + self.slot * (place + Decimal("0.5"))

    def y(self, value: Decimal) -> Decimal:
        """Return the height of a value."""
        return TOP + HEIGHT * (self.axis.high - value) / (self.axis.high - self.axis.low)


def _axis(drawn: Drawing) -> Axis:
    """Return an axis with round numbers that holds every figure."""
    known = [value for series in drawn.series for value in series.values if value is not None]
    low, high = min(known, default=Decimal()), max(known, default=Decimal())
    reach = value_scale(drawn).reach
    if reach != high - low:
        low, high = min(low, Decimal()), max(high, Decimal())
    rough = reach / _INTERVALS
    power = Decimal(1).scaleb(rough.adjusted())
    finest = Decimal(1).scaleb(-drawn.decimals)
    step = max(finest, next(power * step for step in _STEPS if power * step >= rough))
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    return Axis(first, last if last > first else first + step, step)


def laid_out(drawn: Drawing) -> Plot:
    """Return where a chart is drawn, with room for the words around it."""
    axis = _axis(drawn)
    left = max(measured(text) for text in tick_words(drawn, axis)) + GAP
    labels = [last_figure(drawn, series) for series in drawn.series] if drawn.kind != COLUMN else []
    right = WIDTH - max((measured(text) for text in labels), default=Decimal()) - GAP
    return Plot(axis, left, right, len(drawn.categories))


def tick_words(drawn: Drawing, axis: Axis) -> list[str]:
    """Return what is written at the axis."""
    places = max(0, -int(axis.step.normalize().as_tuple().exponent))
    return [format_number(value, places, sign_of(drawn.unit)) for value in axis.ticks]


def measured(text: str) -> Decimal:
    """Return how wide a text becomes at most."""
    return Decimal(width(text, SIZE, factor=WIDER)) / palette.TWIPS_PER_POINT


def last_figure(drawn: Drawing, series: Series) -> str:
    """Return the last figure of a series, which is written beside it."""
    last = last_known(series)
    value = series.values[last] if last is not None else None
    return "" if value is None else format_number(value, drawn.decimals, sign_of(drawn.unit))


def stretches(series: Series) -> list[list[tuple[int, Decimal]]]:
    """Return the figures of a line with their places, in stretches without gaps."""
    found: list[list[tuple[int, Decimal]]] = [[]]
    for place, value in enumerate(series.values):
        if value is not None:
            found[-1].append((place, value))
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]
