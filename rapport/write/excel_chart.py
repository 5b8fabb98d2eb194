"""Charts on a sheet: each beside the table that holds its figures, and drawn from its cells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rapport.tables.cell import Tone
from rapport.write import palette
from rapport.write.chart_scale import (
    BAR,
    COLUMN,
    ends_falling,
    last_known,
    number_format,
    unit_in_words,
    value_scale,
)
from rapport.write.excel_layout import CHART_ROWS, table_key
from rapport.write.excel_limits import WorkbookError, check_text
from rapport.write.excel_row import stored, words_in

if TYPE_CHECKING:
    from rapport.tables.chart import Drawing
    from rapport.write.excel_cells import Page
    from rapport.write.excel_layout import Place, Plan
    from rapport.write.excel_looks import Properties

WIDTH, HEIGHT = 640, 280
"""Pixels."""
_AIR = 24
"""Pixels between table and chart."""
_PAGE_ROWS, _PAGE_WIDTH = 30, 1_000
"""Rows and pixels that a printed landscape page holds at full size; what is wider is shrunk."""
_CHARACTER = 7
"""Pixels of a character in a column's width."""
_BAR_HEIGHT = 20
"""Pixels of a lying column with its air."""
_MOVED_NOT_SIZED = 2
"""XlsxWriter's number for a chart that follows its cells but keeps its shape."""
_DASHES = {
    "solid": "solid",
    "sysDash": "square_dot",
    "sysDot": "round_dot",
    "dash": "dash",
    "lgDash": "long_dash",
    "dashDot": "dash_dot",
}
"""XlsxWriter's names of dashes by those of DrawingML."""


def write_charts(page: Page, plan: Plan) -> None:
    """Draw the charts of a sheet to the right of its tables, each level with its own.

    Raises:
        WorkbookError: a chart's description or unit has a character that no Excel file can hold.
    """
    if not plan.sheet.charts:
        return
    column = max(place.width for place in plan.places)
    for number, drawn in enumerate(plan.sheet.charts, 1):
        place = page.book.places[table_key(drawn)]
        spot = f"bladet ”{plan.sheet.name}”, diagrammet ”{drawn.caption}”"
        for text in (drawn.description, drawn.unit):
            check_text(text, spot)
        options = {"description": drawn.description, "object_position": _MOVED_NOT_SIZED, "x_offset": _AIR}
        chart = _chart(page, place, drawn, f"Diagram {number}")
        if page.sheet.insert_chart(place.first, column, chart, options) != 0:
            raise WorkbookError(f"{spot}: diagrammet kunde inte ritas")
    page.sheet.set_h_pagebreaks(page_breaks(plan))


def page_breaks(plan: Plan) -> list[int]:
    """Return the rows that open a printed page, so that no chart is cut in two."""
    breaks: list[int] = []
    start = 0
    width = sum(plan.widths) * _CHARACTER + _AIR + WIDTH
    rows = _PAGE_ROWS * max(width, _PAGE_WIDTH) // _PAGE_WIDTH
    for place in plan.places[1:]:
        if max(place.end, place.first + CHART_ROWS) - start > rows:
            start = place.header if place.caption is None else place.caption
            breaks.append(start)
    return breaks


def _chart(page: Page, place: Place, drawn: Drawing, name: str) -> Any:
    chart = page.book.file.add_chart({"type": drawn.kind, "name": name})
    for position in range(len(drawn.series)):
        chart.add_series(_series(place, drawn, position))
    has_several = len(drawn.series) > 1
    tall = HEIGHT if drawn.kind != BAR else max(HEIGHT, _BAR_HEIGHT * len(drawn.categories) + HEIGHT // 3)
    chart.set_size({"width": WIDTH, "height": tall})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_legend({"position": "bottom", "font": _font(palette.INK)} if has_several else {"none": True})
    # in cells the caption can't be taken for a formula
    caption = [place.sheet, place.caption or 0, 0]
    chart.set_title({"name": caption, "name_font": {**_font(palette.DEEP, bold=True), "size": 11}})
    _set_axes(chart, drawn)
    return chart


def _series(place: Place, drawn: Drawing, position: int) -> Properties:
    """Return a series by reference to its column of the table."""
    look = palette.series_look(position)
    column = place.columns[str(position)]
    colour = {"color": f"#{look.colour}"}
    result: Properties = {
        "name": [place.sheet, place.header, column],
        "categories": [place.sheet, place.first, 0, place.last, 0],
        "values": [place.sheet, place.first, column, place.last, column],
        "categories_data": _drawn(place, 0),
        "values_data": _drawn(place, column),
    }
    if drawn.kind == BAR:
        result |= _bars(drawn, position)
    elif drawn.kind == COLUMN:
        result |= {"fill": colour, "border": {"none": True}, "gap": 60, "overlap": -5}
    else:
        marker = {"type": look.marker, "size": 7, "fill": colour, "border": {"color": f"#{palette.WHITE}"}}
        width = 1.75 if position else 2.25
        result |= {"line": {**colour, "width": width, "dash_type": _DASHES[look.dash]}, "marker": marker}
    if len(drawn.series) == 1:
        result["data_labels"] = _last_label(drawn)
    return result


def _drawn(place: Place, column: int) -> list[str]:
    """Return what stands in a column, which charts also hold themselves for those who don't read the cells."""
    cells = [row.cells[column] for row in place.table.rows]
    return [
        f"{stored(cell.value):.16g}" if isinstance(cell.value, Decimal) else words_in(cell) for cell in cells
    ]


def _bars(drawn: Drawing, position: int) -> Properties:
    """Return the look of lying columns: surplus in the first colour, deficit in the colour of what is adverse."""
    shade = palette.SHADES[Tone.BAD].fill if position else palette.series_look(0).colour
    return {
        "fill": {"color": f"#{shade}"},
        "border": {"none": True},
        "gap": 40,
        "overlap": 100,
        "data_labels": {
            "value": True,
            "position": "outside_end",
            "num_format": number_format(drawn.decimals, drawn.unit),
            "font": _font(palette.INK),
        },
    }


def _last_label(drawn: Drawing) -> Properties:
    """Return labels of which only that of the last figure is kept."""
    last = last_known(drawn.series[0])
    places = range(len(drawn.categories))
    return {
        "value": True,
        "position": "outside_end" if drawn.kind == COLUMN else ("below" if ends_falling(drawn) else "above"),
        "num_format": number_format(drawn.decimals, drawn.unit),
        "font": _font(palette.series_look(0).text, bold=True),
        "custom": [None if place == last else {"delete": True} for place in places],
    }


def _set_axes(chart: Any, drawn: Drawing) -> None:
    scale = value_scale(drawn)
    bounds = {"min": scale.low, "max": scale.high, "major_unit": scale.step}
    across = {
        "reverse": drawn.kind == BAR,
        "num_font": _font(palette.INK),
        "line": {"color": f"#{palette.QUIET}", "width": 0.5},
        "major_tick_mark": "none",
        "label_position": "low",
        "text_axis": True,
        "major_gridlines": {"visible": False},
    }
    up = {
        **{name: bound for name, bound in bounds.items() if bound is not None},
        "name": unit_in_words(drawn),
        "name_font": _font(palette.QUIET),
        "num_font": _font(palette.QUIET),
        "num_format": number_format(scale.decimals, drawn.unit),
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": f"#{palette.GRIDLINE}", "width": 0.5}},
    }
    # XlsxWriter calls the lying axis x, and in lying columns that is the one with the values.
    lying, standing = (up, across) if drawn.kind == BAR else (across, up)
    chart.set_x_axis(lying)
    chart.set_y_axis(standing)


def _font(colour: str, *, bold: bool = False) -> Properties:
    return {"name": palette.FONT, "size": palette.CHART_SIZE, "color": f"#{colour}", "bold": bold}
