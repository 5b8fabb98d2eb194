"""The templates that docxtpl and docxtemplater fill in: what somebody would have typed in Word, made by a script.

A template has one paragraph for each kind of text and one table for each shape of table, as wide and aligned as the
finished one, with a loop over its rows. So a report of any length is filled in from the same template.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from peers.ready import HEADING_LEVELS, LIST_LEVELS, Column, Content, fills, load, shapes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table
    from docx.text.paragraph import Paragraph

BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")
_ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def for_docxtpl(content: Content) -> WordDocument:
    """Return a template in docxtpl's words: ``{%p`` is a paragraph, ``{%tr`` a row, ``{%r`` a run that goes."""
    made = Document()

    def line(text: str, style: str = "Normal") -> Paragraph:
        return made.add_paragraph(text, style)

    line("{%p for b in blocks %}")
    for level in range(1, HEADING_LEVELS + 1):
        line(f"{{%p if b.kind == 'heading' and b.level == {level} %}}")
        line("{{ b.text }}", f"Heading {level}")
        line("{%p endif %}")
    line("{%p if b.kind == 'paragraph' %}")
    _docxtpl_runs(line(""), "b.runs")
    line("{%p endif %}")
    line("{%p if b.kind == 'list' %}")
    line("{%p for point in b.points %}")
    for level in range(LIST_LEVELS):
        line(f"{{%p if point.level == {level} %}}")
        _docxtpl_runs(line("", BULLETS[level]), "point.runs")
        line("{%p endif %}")
    line("{%p endfor %}")
    line("{%p endif %}")
    line("{%p if b.kind == 'table' %}")
    line("{{ b.caption }}", "Caption")
    for shape, columns in shapes(content).items():
        line(f"{{%p if b.shape == '{shape}' %}}")
        _docxtpl_table(made, columns)
        line("{%p endif %}")
    line("{%p for note in b.notes %}")
    line("{{ note }}")
    line("{%p endfor %}")
    line("{%p endif %}")
    line("{%p endfor %}")
    return made


def _docxtpl_runs(paragraph: Paragraph, runs: str) -> None:
    for text, bold, italic in (
        (f"{{%r for run in {runs} %}}", False, False),
        ("{%r if run.bold %}", False, False),
        ("{{ run.text }}", True, False),
        ("{%r elif run.italic %}", False, False),
        ("{{ run.text }}", False, True),
        ("{%r else %}", False, False),
        ("{{ run.text }}", False, False),
        ("{%r endif %}", False, False),
        ("{%r endfor %}", False, False),
    ):
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None


def _docxtpl_table(made: WordDocument, columns: list[Column]) -> None:
    table = _table(made, 4, columns)
    table.rows[1].cells[0].text = "{%tr for row in b.rows %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    _repeated(table)
    for place, column in enumerate(columns):
        table.rows[0].cells[place].paragraphs[0].add_run(f"{{{{ b.columns[{place}].title }}}}")
        cell = table.rows[2].cells[place]
        colour = f"{{% cellbg row.cells[{place}].fill or 'auto' %}}" if column["filled"] else ""
        cell.text = f"{colour}{{{{ row.cells[{place}].text }}}}"
        cell.paragraphs[0].alignment = _ALIGNED[column["align"]]


def for_docxtemplater(content: Content) -> WordDocument:
    """Return a template in docxtemplater's words: ``{#name}`` … ``{/name}`` is a loop or a condition.

    Its free edition has no tag for the fill of a cell, so a rating's words are shaded: one run per fill.
    """
    made = Document()

    def line(text: str, style: str = "Normal") -> Paragraph:
        return made.add_paragraph(text, style)

    line("{#blocks}")
    for level in range(1, HEADING_LEVELS + 1):
        line(f"{{#heading{level}}}")
        line("{text}", f"Heading {level}")
        line(f"{{/heading{level}}}")
    line("{#paragraph}")
    _docxtemplater_runs(line(""))
    line("{/paragraph}")
    line("{#points}")
    for level in range(LIST_LEVELS):
        line(f"{{#level{level}}}")
        _docxtemplater_runs(line("", BULLETS[level]))
        line(f"{{/level{level}}}")
    line("{/points}")
    line("{#table}")
    line("{caption}", "Caption")
    colours = fills(content)
    for shape, columns in shapes(content).items():
        line(f"{{#{shape}}}")
        _docxtemplater_table(made, columns, colours)
        line(f"{{/{shape}}}")
    line("{#notes}")
    line("{.}")
    line("{/notes}")
    line("{/table}")
    line("{/blocks}")
    return made


def _docxtemplater_runs(paragraph: Paragraph) -> None:
    paragraph.add_run("{#runs}{#bold}")
    paragraph.add_run("{text}").bold = True
    paragraph.add_run("{/bold}{#italic}")
    paragraph.add_run("{text}").italic = True
    paragraph.add_run("{/italic}{#plain}{text}{/plain}{/runs}")


def _docxtemplater_table(made: WordDocument, columns: list[Column], colours: list[str]) -> None:
    table = _table(made, 2, columns)
    _repeated(table)
    last = len(columns) - 1
    for place, column in enumerate(columns):
        table.rows[0].cells[place].paragraphs[0].add_run(f"{{title{place}}}")
        paragraph = table.rows[1].cells[place].paragraphs[0]
        paragraph.alignment = _ALIGNED[column["align"]]
        paragraph.add_run("{#rows}" * (place == 0))
        if column["filled"]:
            for colour in colours:
                paragraph.add_run(f"{{#f{place}_{colour}}}")
                paragraph.add_run(f"{{c{place}}}")._r.get_or_add_rPr().append(_shading(colour))  # noqa: SLF001  python-docx has no name for a shading
                paragraph.add_run(f"{{/f{place}_{colour}}}")
            paragraph.add_run(f"{{#plain{place}}}{{c{place}}}{{/plain{place}}}")
        else:
            paragraph.add_run(f"{{c{place}}}")
        paragraph.add_run("{/rows}" * (place == last))


def _shading(colour: str) -> BaseOxmlElement:
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        element.set(qn(f"w:{name}"), value)
    return element


def _table(made: WordDocument, rows: int, columns: list[Column]) -> Table:
    table: Table = made.add_table(rows, len(columns), "Table Grid")
    for place, column in enumerate(columns):
        table.rows[0].cells[place].paragraphs[0].alignment = _ALIGNED[column["align"]]
    return table


def _repeated(table: Table) -> None:
    """Let the first row stand at the head of every page."""
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no name for it
    properties.append(OxmlElement("w:tblHeader"))


if __name__ == "__main__":
    ready, folder = load(sys.argv[1]), sys.argv[2]
    for_docxtpl(ready).save(f"{folder}/docxtpl.docx")
    for_docxtemplater(ready).save(f"{folder}/docxtemplater.docx")
    Document().save(f"{folder}/empty.docx")
