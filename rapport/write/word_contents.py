"""The table of contents, filled in from the start so that Word has nothing to ask, and what a text may refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.compose.document import ChartBlock, Heading, TableBlock, flat
from rapport.write import word_styles
from rapport.write.word_text import field, on_new_page, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.compose.document import Contents, Document
    from rapport.write.word_template import Template

_FIRST_BOOKMARK = 100_000_001
_FIRST_TABLE, _FIRST_CHART = 300_000_000, 400_000_000
_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def headings(document: Document) -> list[Heading]:
    """Return the headings in reading order."""
    return [block for block in flat(document.blocks) if isinstance(block, Heading)]


def bookmarks(document: Document) -> dict[str, str]:
    """Return the bookmark of each heading by its anchor, for those who look up its page in the finished file.

    Word allows forty plain characters in such a name, so headings are numbered the way Word does it.
    """
    anchors = [heading.anchor for heading in headings(document)]
    return {anchor: f"_Toc{_FIRST_BOOKMARK + place}" for place, anchor in enumerate(anchors)}


def caption_bookmark(word: str, number: int) -> str:
    """Return the bookmark of a table's or a chart's number, by the word that its caption begins with."""
    return f"_Ref{(_FIRST_TABLE if word == 'Tabell' else _FIRST_CHART) + number}"


def numbered(word: str, number: int) -> str:
    """Return the beginning of a caption, with a bookmark around the number: "Tabell 12"."""
    mark = caption_bookmark(word, number)
    place = mark.removeprefix("_Ref")
    count = field(f"SEQ {word} \\* ARABIC", run(str(number)))
    return f'{run(f"{word} ")}<w:bookmarkStart w:id="{place}" w:name="{mark}"/>{count}<w:bookmarkEnd w:id="{place}"/>'


def numbers(document: Document) -> dict[str, tuple[str, int]]:
    """Return what a text may refer to: tabell:key and diagram:key, with word and number of the caption.

    A table that stands in a document twice is the first of them.
    """
    found: dict[str, tuple[str, int]] = {}
    for block in flat(document.blocks):
        if isinstance(block, TableBlock):
            found.setdefault(f"tabell:{block.table.key}", ("Tabell", block.number))
        elif isinstance(block, ChartBlock):
            found.setdefault(f"diagram:{block.drawing.key}", ("Diagram", block.number))
    return found


def contents(
    block: Contents,
    entries: list[Heading],
    marks: Mapping[str, str],
    pages: Mapping[str, int],
    template: Template,
) -> str:
    """Return the table of contents with its entries; a page that is not known is left out."""
    depth = min(block.depth, word_styles.CONTENTS_LEVELS)
    shown = [heading for heading in entries if heading.level <= depth]
    title = on_new_page(paragraph(template.style(word_styles.CONTENTS_TITLE), run(block.title)))
    lines = [_entry(heading, marks[heading.anchor], pages.get(heading.anchor), template) for heading in shown]
    if not lines:
        return title
    opening = _BEGIN.format(code=f'TOC \\o "1-{depth}" \\h \\z \\u')
    first, last = lines[0], lines[-1]
    lines[0] = first.replace("</w:pPr>", f"</w:pPr>{opening}", 1)
    lines[-1] = (lines[0] if len(lines) == 1 else last).removesuffix("</w:p>") + f"{_END}</w:p>"
    return (
        '<w:sdt><w:sdtPr><w:id w:val="1000001"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _entry(heading: Heading, mark: str, page: int | None, template: Template) -> str:
    name = word_styles.ENTRIES[min(heading.level, word_styles.CONTENTS_LEVELS) - 1]
    # a leader that points at nothing looks like a fault; Word puts the number there when it prints
    tabs = (
        f'<w:tabs><w:tab w:val="right" w:pos="{template.portrait.text_width}"/></w:tabs>'
        if page is None
        else ""
    )
    number = field(f"PAGEREF {mark} \\h", run(str(page)) if page is not None else "")
    text = run(" ".join(heading.text.split()))
    link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{text}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
    return paragraph(template.style(name), link, tabs)
