"""A chart in a Word document: its caption and place in the text, and the parts that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.write import palette, word_styles
from rapport.write.chart_scale import unit_in_words
from rapport.write.word_chart_part import CHART_NAMESPACE, DRAWING_NAMESPACE, chart_part
from rapport.write.word_contents import numbered
from rapport.write.word_package import OFFICE, XML_HEAD, add_part, relate
from rapport.write.word_text import escape, paragraph, run

if TYPE_CHECKING:
    from rapport.tables.chart import Drawing
    from rapport.write.word_template import Template

_EMU = 635
"""Units of DrawingML in a twip."""
_FIRST_ID = 200_000_000
"""Pictures of a municipality's own template have low numbers, headings have those of their bookmarks."""
_PLACING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORKBOOK_KEY = "rId1"


class Placed(Struct, frozen=True):
    """A chart of a document: its place among the charts, from 1, and its width in twips."""

    drawing: Drawing
    place: int
    width: int

    @property
    def key(self) -> str:
        """Return how the document refers to the chart."""
        return f"rIdRapport_chart{self.place}"


def captioned(placed: Placed, number: int, template: Template) -> str:
    """Return a chart's caption and, kept with it, the chart."""
    drawn = placed.drawing
    label = numbered("Diagram", number)
    text = run(f". {', '.join(filter(None, (drawn.caption, unit_in_words(drawn))))}")
    caption = paragraph(template.style(word_styles.CAPTION), label + text, "<w:keepNext/>")
    return caption + paragraph(template.style(word_styles.CHART), f"<w:r>{_inline(placed, number)}</w:r>")


def _inline(placed: Placed, number: int) -> str:
    drawn = placed.drawing
    title, words = (escape(" ".join(text.split())) for text in (drawn.caption, drawn.description))
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_PLACING}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{placed.width * _EMU}" cy="{palette.CHART_HEIGHT * _EMU}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{_FIRST_ID + placed.place}" name="Diagram {number}" descr="{words or title}" title="{title}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{DRAWING_NAMESPACE}"><a:graphicData uri="{CHART_NAMESPACE}">'
        f'<c:chart xmlns:c="{CHART_NAMESPACE}" xmlns:r="{OFFICE}" r:id="{placed.key}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def add_parts(parts: dict[str, bytes], placed: Placed, template: Template, language: str) -> None:
    """Add a chart's part and workbook to a document that refers to the chart.

    Args:
        parts: The parts of the document.
        placed: The chart.
        template: The document's looks; the chart takes its colours.
        language: The language of the document.
    """
    from rapport.write.word_chart_data import workbook  # noqa: PLC0415  only when there is a chart

    name, inside = f"rapport{placed.place}.xml", f"rapport{placed.place}.xlsx"
    factor = template.font_factor
    text = chart_part(placed.drawing, placed.width, factor=factor, language=language, workbook=_WORKBOOK_KEY)
    look = template.look
    text = text.replace(f'"{palette.DEEP}"', f'"{look.deep}"').replace(
        f'"{palette.ACCENT}"', f'"{look.accent}"'
    )
    relation = (
        f'{XML_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="{_WORKBOOK_KEY}" Type="{OFFICE}/package"'
        f' Target="../embeddings/{inside}"/></Relationships>'
    )
    add_part(parts, f"word/charts/{name}", text.encode(), _CHART_TYPE)
    add_part(parts, f"word/embeddings/{inside}", workbook(placed.drawing), _WORKBOOK_TYPE)
    parts[f"word/charts/_rels/{name}.rels"] = relation.encode()
    relate(parts, placed.key, "chart", f"charts/{name}")
