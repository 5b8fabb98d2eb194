"""Where a chart in Word says which line is which: at their ends when the words have room there, else below."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.notation import format_number
from rapport.write import palette
from rapport.write.chart_scale import COLUMN, ends_falling, last_known, sign_of, value_scale
from rapport.write.word_measure import width, words, wrapped

if TYPE_CHECKING:
    from rapport.tables.chart import Drawing

MOST_NAMED_LINES = 4
_LINE_HEIGHT = 220
"""A line of chart text, in twips."""
_GAP = palette.twips(2)
"""Between the frame and the figures of the value axis, and between a point and its label."""
_WIDEST_LABEL = 0.35
"""A label that needs more of the chart leaves too little for the lines."""
_MOST_LABEL_LINES = 2
_HEADROOM = Decimal("1.25")
"""An axis may end so much above the largest figure."""


class Frame(Struct, frozen=True):
    """The rectangle that the lines are drawn in, in shares of the chart's width and height."""

    left: float
    top: float
    width: float
    height: float


class Plot(Struct, frozen=True):
    """How a chart is laid out; without a ``frame`` it is left to the program that draws it.

    ``label`` is the side of a series' last figure where its label stands; empty when there are no labels.
    """

    label: str
    has_legend: bool
    frame: Frame | None = None


def plot(drawn: Drawing, total_width: int, factor: float) -> Plot:
    """Return the layout of a chart; ``factor`` is how much wider than Calibri its font runs."""
    has_several = len(drawn.series) > 1
    if drawn.kind == COLUMN:
        return Plot("" if has_several else "outEnd", has_legend=has_several)
    frame = _frame(drawn, total_width, factor)
    if not has_several:
        beside = "b" if ends_falling(drawn) else "t"
        return Plot("r" if frame else beside, has_legend=False, frame=frame)
    if frame is None or not _can_be_named(drawn, frame):
        return Plot("", has_legend=True)
    return Plot("r", has_legend=False, frame=frame)


def _can_be_named(drawn: Drawing, frame: Frame) -> bool:
    """Return whether every line ends at the right edge, far enough from the others."""
    last = len(drawn.categories) - 1
    if len(drawn.series) > MOST_NAMED_LINES or any(last_known(series) != last for series in drawn.series):
        return False
    ends = sorted(value for series in drawn.series if (value := series.values[last]) is not None)
    room = Decimal(palette.CHART_HEIGHT) * Decimal(str(frame.height)) / (value_scale(drawn).reach * _HEADROOM)
    return all((above - below) * room >= _LINE_HEIGHT for below, above in pairwise(ends))


def label_words(drawn: Drawing, place: int) -> str:
    """Return the label of a series' last figure: its name where there are several, and the figure."""
    series = drawn.series[place]
    last = last_known(series)
    value = series.values[last] if last is not None else None
    if value is None:
        return ""
    figure = format_number(value, drawn.decimals, sign_of(drawn.unit))
    return f"{series.name}: {figure}" if len(drawn.series) > 1 else figure


def _frame(drawn: Drawing, total_width: int, factor: float) -> Frame | None:
    """Return the rectangle that leaves room for the labels; None where the words around it don't fit."""
    if all(last_known(series) is None for series in drawn.series):
        return None
    size = palette.CHART_SIZE
    labels = (label_words(drawn, place) for place in range(len(drawn.series)))
    label = max(width(text, size, bold=True, factor=factor) for text in labels) + 2 * _GAP
    left = max(width(text, size, factor=factor) for text in _axis_words(drawn)) + 2 * _GAP
    # the last point stands half a step from the edge
    half = 1 / (2 * len(drawn.categories))
    inner = min((total_width - left - label) / (1 - half), total_width - left - _GAP)
    if label > total_width * _WIDEST_LABEL:
        return None
    lines = _category_lines(drawn, int(inner / len(drawn.categories)), factor)
    if lines is None:
        return None
    height = palette.CHART_HEIGHT - _LINE_HEIGHT // 2 - lines * _LINE_HEIGHT - _GAP
    return Frame(
        round(left / total_width, 4),
        round(_LINE_HEIGHT / 2 / palette.CHART_HEIGHT, 4),
        round(inner / total_width, 4),
        round(height / palette.CHART_HEIGHT, 4),
    )


def _axis_words(drawn: Drawing) -> list[str]:
    known = [value for series in drawn.series for value in series.values if value is not None]
    decimals = value_scale(drawn).decimals
    ends = (max(known) * _HEADROOM, min(known) * _HEADROOM)
    return [format_number(end, decimals, sign_of(drawn.unit)) for end in ends]


def _category_lines(drawn: Drawing, room: int, factor: float) -> int | None:
    """Return how many lines the names of the categories need; None where they don't fit upright."""
    size = palette.CHART_SIZE
    if any(width(word, size, factor=factor) > room for name in drawn.categories for word in words(name)):
        return None
    lines = max(len(wrapped(name, room, size, factor=factor)) for name in drawn.categories)
    return lines if lines <= _MOST_LABEL_LINES else None
