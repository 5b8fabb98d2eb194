"""python-docx as its competent users write it: styles looked up once, a table's cells read once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from peers.ready import HEADING, HEADING_LEVELS, LIST, PARAGRAPH, Block, Run, load
from peers.templates import BULLETS

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_ALIGNED = {
    "left": None,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def write(blocks: list[Block]) -> WordDocument:
    """Return a document with the blocks."""
    document = Document()
    named = {style.name: style for style in document.styles}
    headings = [named[f"Heading {level}"] for level in range(1, HEADING_LEVELS + 1)]
    bullets = [named[name] for name in BULLETS]
    for block in blocks:
        if block["kind"] == HEADING:
            document.add_paragraph(block["text"], headings[block["level"] - 1])
        elif block["kind"] == PARAGRAPH:
            _runs(document.add_paragraph(), block["runs"])
        elif block["kind"] == LIST:
            for point in block["points"]:
                _runs(document.add_paragraph(style=bullets[point["level"]]), point["runs"])
        else:
            document.add_paragraph(block["caption"], named["Caption"])
            _table(document, block)
            for note in block["notes"]:
                document.add_paragraph(note)
    return document


def _runs(paragraph: Paragraph, runs: list[Run]) -> None:
    for run in runs:
        made = paragraph.add_run(run["text"])
        made.bold, made.italic = run.get("bold") or None, run.get("italic") or None


def _table(document: WordDocument, block: Block) -> None:
    columns, rows = block["columns"], block["rows"]
    table = document.add_table(len(rows) + 1, len(columns), "Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  python-docx has no name for it
    # row.cells and table.cell() count all cells anew at every call; the list of them is read once
    cells = iter(table._cells)  # noqa: SLF001  what its users do
    for column in columns:
        _fill(next(cells), column["title"], _ALIGNED[column["align"]])
    for row in rows:
        for column, given in zip(columns, row["cells"], strict=True):
            cell = next(cells)
            _fill(cell, given["text"], _ALIGNED[column["align"]])
            if "fill" in given:
                _shade(cell, given["fill"])


def _fill(cell: _Cell, text: str, alignment: WD_ALIGN_PARAGRAPH | None) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text)
    if alignment is not None:
        paragraph.alignment = alignment


def _shade(cell: _Cell, colour: str) -> None:
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        element.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(element)  # noqa: SLF001  python-docx has no name for a shading


if __name__ == "__main__":
    content, out = sys.argv[1:]
    write(load(content)["blocks"]).save(out)
