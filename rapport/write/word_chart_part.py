"""A chart as DrawingML text: what Word draws, with the figures it was drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.write import palette
from rapport.write.chart_scale import COLUMN, last_known, number_format, value_scale
from rapport.write.excel_formula import cell_name
from rapport.write.word_chart_plot import plot
from rapport.write.word_package import OFFICE, XML_HEAD
from rapport.write.word_text import escape

if TYPE_CHECKING:
    from rapport.tables.chart import Drawing
    from rapport.write.palette import SeriesLook
    from rapport.write.word_chart_plot import Frame, Plot

CHART_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
DATA_SHEET = "Data"
"""The sheet of the workbook inside that holds the figures: categories in column A, series beside it."""

_CATEGORY_AXIS, _VALUE_AXIS = 111_111_111, 222_222_222
_FIRST_LINE, _OTHER_LINE, _HAIRLINE = 28_575, 22_225, 6_350
"""Thickness in EMU: 2,25, 1,75 and 0,5 points."""
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_CLEAR = f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>"


def chart_part(drawn: Drawing, width: int, *, factor: float, language: str, workbook: str) -> str:
    """Return a chart as the text of its part.

    Args:
        drawn: The chart.
        width: Its width in twips.
        factor: How much wider than Calibri its font runs.
        language: The language of its text.
        workbook: The relation to the workbook that holds its figures.
    """
    layout = plot(drawn, width, factor)
    legend = _legend(language) if layout.has_legend else ""
    return (
        f'{XML_HEAD}<c:chartSpace xmlns:c="{CHART_NAMESPACE}" xmlns:a="{DRAWING_NAMESPACE}" xmlns:r="{OFFICE}">'
        f'<c:date1904 val="0"/><c:lang val="{escape(language)}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_layout(layout.frame)}'
        f"{_group(drawn, layout, language)}{_axes(drawn, language)}{_CLEAR}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{_CLEAR}{_looks(palette.INK, language)}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _layout(frame: Frame | None) -> str:
    if frame is None:
        return "<c:layout/>"
    sides = {"x": frame.left, "y": frame.top, "w": frame.width, "h": frame.height}
    values = "".join(f'<c:{side} val="{share}"/>' for side, share in sides.items())
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{values}</c:manualLayout></c:layout>"
    )


def _group(drawn: Drawing, layout: Plot, language: str) -> str:
    """Return the lines or the columns."""
    series = "".join(_series(drawn, place, layout, language) for place in range(len(drawn.series)))
    axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    if drawn.kind == COLUMN:
        gap = 60 if len(drawn.series) > 1 else 90
        return (
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
            f'{series}<c:gapWidth val="{gap}"/><c:overlap val="-5"/>{axes}</c:barChart>'
        )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{axes}'
        "</c:lineChart>"
    )


def _series(drawn: Drawing, place: int, layout: Plot, language: str) -> str:
    series, look = drawn.series[place], palette.series_look(place)
    column, last = cell_name(0, place + 1).removesuffix("1"), len(drawn.categories) + 1
    figures = [f"{value:f}" if value is not None else None for value in series.values]
    name = _texts(f"{DATA_SHEET}!${column}$1", [series.name])
    categories = _texts(f"{DATA_SHEET}!$A$2:$A${last}", list(drawn.categories))
    labels = _label(drawn, place, layout, language)
    is_column = drawn.kind == COLUMN
    straight = "" if is_column else '<c:smooth val="0"/>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{name}</c:tx>'
        f"{_filled(look) if is_column else _line(look, place)}{labels}<c:cat>{categories}</c:cat>"
        f"<c:val><c:numRef><c:f>{DATA_SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{escape(number_format(drawn.decimals, drawn.unit))}</c:formatCode>{_points(figures)}"
        f"</c:numCache></c:numRef></c:val>{straight}</c:ser>"
    )


def _texts(place: str, texts: list[str]) -> str:
    cleaned: list[str | None] = [" ".join(text.split()) for text in texts]
    return f"<c:strRef><c:f>{place}</c:f><c:strCache>{_points(cleaned)}</c:strCache></c:strRef>"


def _points(values: list[str | None]) -> str:
    """Return values by place; a missing one is left out, which draws as a gap."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(value)}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _filled(look: SeriesLook) -> str:
    return f'<c:spPr>{_fill(look.colour)}{_NO_LINE}</c:spPr><c:invertIfNegative val="0"/>'


def _line(look: SeriesLook, place: int) -> str:
    thickness = _OTHER_LINE if place else _FIRST_LINE
    white = f'<a:ln w="9525">{_fill(palette.WHITE)}</a:ln>'
    return (
        f'<c:spPr><a:ln w="{thickness}" cap="rnd">{_fill(look.colour)}<a:prstDash val="{look.dash}"/><a:round/></a:ln>'
        f'</c:spPr><c:marker><c:symbol val="{look.marker}"/><c:size val="7"/>'
        f"<c:spPr>{_fill(look.colour)}{white}</c:spPr></c:marker>"
    )


def _label(drawn: Drawing, place: int, layout: Plot, language: str) -> str:
    """Return the label at the last figure of a series."""
    last = last_known(drawn.series[place])
    if not layout.label or last is None:
        return ""
    shown = escape(number_format(drawn.decimals, drawn.unit))
    looks = _looks(palette.series_look(place).text, language, bold=True, body='<a:bodyPr wrap="none"/>')
    named = len(drawn.series) > 1
    colon = "<c:separator>: </c:separator>" if named else ""
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{last}"/><c:numFmt formatCode="{shown}" sourceLinked="0"/>{_CLEAR}{looks}'
        f'<c:dLblPos val="{layout.label}"/>{_shown(value=True, name=named)}'
        f"{colon}</c:dLbl>{_CLEAR}{_shown()}</c:dLbls>"
    )


def _shown(*, value: bool = False, name: bool = False) -> str:
    """Return what of a point a label says."""
    parts = {
        "LegendKey": False,
        "Val": value,
        "CatName": False,
        "SerName": name,
        "Percent": False,
        "BubbleSize": False,
    }
    return "".join(f'<c:show{part} val="{int(is_shown)}"/>' for part, is_shown in parts.items())


def _axes(drawn: Drawing, language: str) -> str:
    scale = value_scale(drawn)
    ends = {"max": scale.high, "min": scale.low}
    fixed = "".join(f'<c:{name} val="{end}"/>' for name, end in ends.items() if end is not None)
    step = f'<c:majorUnit val="{scale.step:f}"/>' if scale.step is not None else ""
    rule = _rule(palette.QUIET)
    lines = f"<c:majorGridlines>{_rule(palette.GRIDLINE)}</c:majorGridlines>"
    shown = escape(number_format(scale.decimals, drawn.unit))
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    upright = '<c:scaling><c:orientation val="minMax"/>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/>{upright}</c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:tickLblPos val="low"/>{rule}'
        f'{_looks(palette.INK, language)}<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/>{upright}{fixed}</c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f'{lines}<c:numFmt formatCode="{shown}" sourceLinked="0"/>{ticks}<c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{_NO_LINE}</c:spPr>{_looks(palette.QUIET, language)}"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _rule(colour: str) -> str:
    return f'<c:spPr><a:ln w="{_HAIRLINE}">{_fill(colour)}</a:ln></c:spPr>'


def _legend(language: str) -> str:
    looks = _looks(palette.INK, language)
    return f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{looks}</c:legend>'


def _looks(colour: str, language: str, *, bold: bool = False, body: str = "<a:bodyPr/>") -> str:
    """Return the look of text; its font is the document's, from the theme."""
    return (
        f'<c:txPr>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(palette.CHART_SIZE * 100)}" b="{int(bold)}">'
        f'{_fill(colour)}</a:defRPr></a:pPr><a:endParaRPr lang="{escape(language)}"/></a:p></c:txPr>'
    )
