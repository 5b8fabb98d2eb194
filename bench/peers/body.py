"""The body of a Word file as text: the least that anybody could do who knows the format."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from peers.ready import HEADING, LIST, PARAGRAPH, Block, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

_BULLETS = ("ListBullet", "ListBullet2", "ListBullet3")


def body(blocks: list[Block]) -> str:
    """Return the content of ``w:body``, for a package with the styles of python-docx's template."""
    return "".join(piece for block in blocks for piece in _pieces(block))


def _pieces(block: Block) -> Iterator[str]:
    kind = block["kind"]
    if kind == HEADING:
        yield _paragraph(f"Heading{block['level']}", _text(block["text"]))
    elif kind == PARAGRAPH:
        yield f"<w:p>{_runs(block['runs'])}</w:p>"
    elif kind == LIST:
        for point in block["points"]:
            yield _paragraph(_BULLETS[point["level"]], _runs(point["runs"]))
    else:
        yield _paragraph("Caption", _text(block["caption"]))
        yield from _table(block)
        yield from (f"<w:p>{_text(note)}</w:p>" for note in block["notes"])


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _text(text: str) -> str:
    lines = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:t xml:space="preserve">{lines}</w:t></w:r>'


def _runs(runs: list[Run]) -> str:
    made = []
    for run in runs:
        looks = "<w:b/>" * run.get("bold", False) + "<w:i/>" * run.get("italic", False)
        text = _text(run["text"])
        made.append(text.replace("<w:r>", f"<w:r><w:rPr>{looks}</w:rPr>", 1) if looks else text)
    return "".join(made)


def _table(block: Block) -> Iterator[str]:
    columns = block["columns"]
    aligned = [
        f'<w:pPr><w:jc w:val="{column["align"]}"/></w:pPr>' if column["align"] != "left" else ""
        for column in columns
    ]
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
    yield "<w:gridCol/>" * len(columns)
    yield "</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    for column, jc in zip(columns, aligned, strict=True):
        yield f"<w:tc><w:p>{jc}{_text(column['title'])}</w:p></w:tc>"
    yield "</w:tr>"
    for row in block["rows"]:
        yield "<w:tr>"
        for cell, jc in zip(row["cells"], aligned, strict=True):
            fill = cell.get("fill")
            shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>' if fill else ""
            yield f"<w:tc>{shade}<w:p>{jc}{_text(cell['text'])}</w:p></w:tc>"
        yield "</w:tr>"
    yield "</w:tbl>"
