"""Charts as inline SVG: what a browser draws, with a text alternative and the figures beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.notation import format_number
from rapport.tables.chart import chart_table
from rapport.write import html_table, palette
from rapport.write.chart_scale import COLUMN, last_known, sign_of, unit_in_words
from rapport.write.html_chart_plot import (
    GAP,
    GROUND,
    SIZE,
    WIDER,
    WIDTH,
    laid_out,
    last_figure,
    measured,
    stretches,
    tick_words,
)
from rapport.write.html_text import escape, one_line
from rapport.write.word_measure import width, words, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.tables.chart import Drawing
    from rapport.write.html_chart_plot import Plot
    from rapport.write.palette import SeriesLook

_LINE = Decimal(17)
_SMALL = 12
"""Size of long names of categories, everywhere."""
_MOST_LINES = 3
_MOST_NAMES = 24
"""So many categories can be named beside each other on their side."""
_LONGEST_NAME = 24
_BARS = Decimal("0.7")
"""Share of a category's room that its columns take."""
_DASHES = {"sysDash": "6 3", "dash": "9 5", "sysDot": "2 4", "lgDash": "14 5", "dashDot": "9 4 2 4"}


def captioned(drawn: Drawing, name: str, number: int) -> str:
    """Return a chart with its caption, a text alternative and its figures.

    Args:
        drawn: The chart.
        name: Its id in the page.
        number: Its running number.
    """
    caption = ", ".join(filter(None, (drawn.caption, unit_in_words(drawn))))
    label = f"Diagram {number}"
    figures = html_table.captioned(chart_table(drawn), f"{name}-tabell", f"{label} i siffror")
    return (
        f'<figure class="chart" id="{name}"><figcaption>{label}. {escape(caption)}</figcaption>{_legend(drawn)}'
        f"{_picture(drawn, name)}<details><summary>Visa siffrorna i diagram {number}</summary>{figures}</details></figure>\n"
    )


def _picture(drawn: Drawing, name: str) -> str:
    plot = laid_out(drawn)
    names, depth = _names(drawn, plot)
    height = GROUND + depth + GAP
    marks = _columns(drawn, plot) if drawn.kind == COLUMN else _lines(drawn, plot)
    return (
        f'<svg viewBox="0 0 {_n(WIDTH)} {_n(height)}" role="img" aria-labelledby="{name}-namn" aria-describedby="{name}-text">'
        f'<title id="{name}-namn">{one_line(drawn.caption)}</title>'
        f'<desc id="{name}-text">{one_line(drawn.description or drawn.caption)}</desc>'
        f"{_grid(drawn, plot)}{names}{marks}</svg>"
    )


def _legend(drawn: Drawing) -> str:
    """Return which line is which; those who listen are told by the text alternative."""
    if len(drawn.series) == 1:
        return ""
    entries = "".join(
        f"<li>{_sample(palette.series_look(place), drawn.kind)}{escape(series.name)}</li>"
        for place, series in enumerate(drawn.series)
    )
    return f'<ul class="legend" aria-hidden="true">{entries}</ul>'


def _sample(look: SeriesLook, kind: str) -> str:
    middle = (Decimal(18), Decimal(8))
    mark = (
        f'<rect x="10" y="1" width="14" height="14" fill="#{look.colour}"/>'
        if kind == COLUMN
        else f'<path d="M0 8H36"{_stroke(look)}/>{_marker(look, *middle)}'
    )
    return f'<svg viewBox="0 0 36 16" width="36" height="16">{mark}</svg>'


def _grid(drawn: Drawing, plot: Plot) -> str:
    pieces = []
    for value, text in zip(plot.axis.ticks, tick_words(drawn, plot.axis), strict=True):
        y = _n(plot.y(value))
        colour = palette.QUIET if value == 0 else palette.GRIDLINE
        pieces.append(f'<path d="M{_n(plot.left)} {y}H{_n(plot.right)}" stroke="#{colour}"/>')
        pieces.append(_text(text, plot.left - GAP, plot.y(value) + 5, anchor="end"))
    return "".join(pieces)


def _names(drawn: Drawing, plot: Plot) -> tuple[str, Decimal]:
    """Return the names of the categories and how far down they reach."""
    room = int(plot.slot * palette.TWIPS_PER_POINT) - palette.TWIPS_PER_POINT * 2
    for size in (SIZE, _SMALL):
        if lines := _wrapped(drawn.categories, room, size):
            pieces = [
                _text(text, plot.x(place), GROUND + _LINE * row, anchor="middle", is_small=size == _SMALL)
                for place, parts in enumerate(lines)
                for row, text in enumerate(parts, 1)
            ]
            return "".join(pieces), _LINE * max(map(len, lines))
    return _upright(drawn.categories, plot)


def _wrapped(names: Sequence[str], room: int, size: int) -> list[list[str]]:
    """Return names in lines; none when a word or the lines of a name don't fit."""
    if any(width(word, size, factor=WIDER) > room for name in names for word in words(name)):
        return []
    lines = [[line.strip() for line in wrapped(name, room, size, factor=WIDER)] for name in names]
    return lines if max(map(len, lines), default=0) <= _MOST_LINES else []


def _upright(categories: Sequence[str], plot: Plot) -> tuple[str, Decimal]:
    """Return names too long to stand beside each other; shortened ones are whole in the table of figures."""
    every = -(-len(categories) // _MOST_NAMES)
    short = [
        name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
        for name in categories
    ]
    pieces = []
    for place in range(0, len(short), every):
        x, y = _n(plot.x(place) + 5), _n(GROUND + 10)
        pieces.append(
            f'<text x="{x}" y="{y}" text-anchor="end" transform="rotate(-90 {x} {y})" fill="#{palette.INK}">{escape(short[place])}</text>'
        )
    return "".join(pieces), max(map(measured, short)) + 10


def _lines(drawn: Drawing, plot: Plot) -> str:
    pieces = []
    for place, series in enumerate(drawn.series):
        look = palette.series_look(place)
        for stretch in stretches(series):
            path = "L".join(f"{_n(plot.x(at))} {_n(plot.y(value))}" for at, value in stretch)
            pieces.append(f'<path d="M{path}"{_stroke(look)}/>' if len(stretch) > 1 else "")
            pieces += [_marker(look, plot.x(at), plot.y(value)) for at, value in stretch]
    return "".join(pieces) + _last_figures(drawn, plot)


def _last_figures(drawn: Drawing, plot: Plot) -> str:
    """Return the last figure of each line beside its point, moved apart where they would cover each other."""
    ends = []
    for place, series in enumerate(drawn.series):
        last = last_known(series)
        value = series.values[last] if last is not None else None
        if last is not None and value is not None:
            ends.append((plot.y(value), place, last))
    pieces: list[str] = []
    reached: dict[int, Decimal] = {}
    for height, place, last in sorted(ends):
        y = max(height, reached.get(last, height - _LINE) + _LINE)
        reached[last] = y
        text, colour = last_figure(drawn, drawn.series[place]), palette.series_look(place).text
        pieces.append(_text(text, plot.x(last) + GAP, y + 5, colour=colour, is_bold=True))
    return "".join(pieces)


def _columns(drawn: Drawing, plot: Plot) -> str:
    bar = plot.slot * _BARS / max(1, len(drawn.series))
    ground = plot.y(min(max(plot.axis.low, Decimal()), plot.axis.high))
    pieces = []
    for place, series in enumerate(drawn.series):
        look = palette.series_look(place)
        for at, value in enumerate(series.values):
            if value is None:
                continue
            x = plot.x(at) + bar * (place - Decimal(len(drawn.series)) / 2)
            top, bottom = sorted((plot.y(value), ground))
            pieces.append(
                f'<rect x="{_n(x)}" y="{_n(top)}" width="{_n(bar)}" height="{_n(bottom - top)}"'
                f' fill="#{look.colour}" stroke="#{palette.WHITE}"/>'
            )
            pieces.append(_bar_figure(drawn, value, x + bar / 2, plot))
    return "".join(pieces)


def _bar_figure(drawn: Drawing, value: Decimal, x: Decimal, plot: Plot) -> str:
    """Return the figure of a column, where columns stand alone and are wide enough for it."""
    text = format_number(value, drawn.decimals, sign_of(drawn.unit))
    if len(drawn.series) > 1 or measured(text) > plot.slot:
        return ""
    y = plot.y(value) + (_LINE - 2 if value < 0 else Decimal(-5))
    return _text(text, x, y, anchor="middle", colour=palette.series_look(0).text, is_bold=True)


def _stroke(look: SeriesLook) -> str:
    dash = f' stroke-dasharray="{_DASHES[look.dash]}"' if look.dash in _DASHES else ""
    return f' fill="none" stroke="#{look.colour}" stroke-width="2.5" stroke-linejoin="round"{dash}'


def _marker(look: SeriesLook, x: Decimal, y: Decimal) -> str:
    fill = f'fill="#{look.colour}" stroke="#{palette.WHITE}"'
    match look.marker:
        case "square":
            return f'<rect x="{_n(x - 4)}" y="{_n(y - 4)}" width="8" height="8" {fill}/>'
        case "triangle":
            return f'<path d="M{_n(x)} {_n(y - 5)}l5 9h-10z" {fill}/>'
        case "diamond":
            return f'<path d="M{_n(x)} {_n(y - 6)}l5 6-5 6-5-6z" {fill}/>'
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4.5" {fill}/>'


def _text(
    text: str,
    x: Decimal,
    y: Decimal,
    *,
    anchor: str = "start",
    colour: str = palette.INK,
    is_bold: bool = False,
    is_small: bool = False,
) -> str:
    look = (' font-weight="bold"' if is_bold else "") + (' class="small"' if is_small else "")
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="#{colour}"{look}>{escape(text)}</text>'
    )


def _n(value: Decimal) -> str:
    """Return a coordinate."""
    return f"{value:.1f}".removesuffix(".0")
