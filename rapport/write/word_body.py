"""The blocks of a document as WordprocessingML text, in sections of upright and landscape pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec import Struct, field

from rapport.compose.document import (
    BulletList,
    ChartBlock,
    Contents,
    Heading,
    Landscape,
    Paragraph,
    Role,
    TableBlock,
)
from rapport.write import word_chart, word_contents, word_styles, word_table
from rapport.write.word_comments import commented
from rapport.write.word_lists import restarted
from rapport.write.word_sections import closed
from rapport.write.word_text import field as counted
from rapport.write.word_text import (
    kept_with_next,
    on_new_page,
    on_same_page,
    paragraph,
    run,
    without_air_above,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.compose.document import Block, Document, Inline, Item, Text
    from rapport.write.word_chart import Placed
    from rapport.write.word_sections import Section
    from rapport.write.word_template import Template

_ROLES = {
    Role.BODY: word_styles.BODY,
    Role.LEAD: word_styles.LEAD,
    Role.NOTE: word_styles.NOTE,
    Role.SOURCE: word_styles.SOURCE,
    Role.QUOTE: word_styles.QUOTE,
}
_AFTER_TABLE = '<w:spacing w:before="200"/>'
"""Air between a table without notes and the text that follows."""
_AFTER_LIST = '<w:spacing w:after="140"/>'
_ONE_LINER = 150
"""A paragraph or a point with fewer letters is too little to stand alone on a page."""
_COMPANY, _LETTERS = 8, 95
"""So many lines of so many letters at the end of a chapter stay together."""
_ADDRESS = "!#$%&'()*+,/:;=?@[]~"
"""Characters that an address keeps as they are."""


class Draft(Struct):
    """A body while it is written: what it may refer to, and what it has come to need of the other parts."""

    template: Template
    entries: list[Heading]
    marks: Mapping[str, str]
    pages: Mapping[str, int]
    numbers: Mapping[str, tuple[str, int]]
    """Word and number of every table and chart that a text may refer to."""
    links: dict[str, str] = field(default_factory=dict)
    """Relationship by outside address."""
    lists: list[str] = field(default_factory=list)
    """Numbered lists for the numbering part."""
    charts: list[Placed] = field(default_factory=list)
    """Charts that need a part each."""
    comments: list[str] | None = None
    """Comments of a review copy; None in any other."""
    width: int = 0
    """Text width of the pages being written."""


def draft(document: Document, template: Template, pages: Mapping[str, int]) -> Draft:
    """Return an empty body for a document."""
    marks, numbers = word_contents.bookmarks(document), word_contents.numbers(document)
    return Draft(template, word_contents.headings(document), marks, pages, numbers)


def body(document: Document, sheet: Draft) -> tuple[str, Section]:
    """Return all blocks as text, and the set-up of the last section."""
    template = sheet.template
    stretches = _stretches(document.blocks)
    pieces: list[str] = []
    section = template.portrait
    for place, (blocks, is_landscape) in enumerate(stretches):
        section = template.landscape if is_landscape else template.portrait
        section = section.following() if place else section.opening()
        sheet.width = section.text_width
        written = _blocks(blocks, sheet, after_cover=place == 0) + _last_words(blocks, template)
        is_last = place == len(stretches) - 1
        if is_last and not _ends_in_text(written):
            written = f"{written}{paragraph(template.style(word_styles.TABLE_END), '')}" if written else ""
        pieces.append(written if is_last else closed(written, section, template.style(word_styles.TABLE_END)))
    return "".join(pieces), section


def _last_words(blocks: Sequence[Block], template: Template) -> str:
    """Return what stands after a table without notes that ends a section, where Word demands a paragraph."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, TableBlock) or word_table.has_notes(last.table) or not last.table.description:
        return ""
    return paragraph(template.style(word_styles.SOURCE), run(last.table.description))


def _ends_in_text(xml: str) -> bool:
    """Return whether the last block is a paragraph; Word demands one after a table."""
    return xml.endswith(("</w:p>", "</w:sdt>"))


def _stretches(blocks: Sequence[Block]) -> list[tuple[list[Block], bool]]:
    """Return the blocks in runs of upright and landscape pages, the first upright: it holds the cover.

    Headings just before a landscape block move onto its pages; alone on a page they would announce nothing.
    """
    stretches: list[tuple[list[Block], bool]] = [([], False)]
    for block in blocks:
        if isinstance(block, Landscape):
            before, was_landscape = stretches[-1]
            moved = [] if was_landscape else _taken_headings(before)
            if was_landscape:
                before.extend(block.blocks)
            else:
                stretches.append(([*moved, *block.blocks], True))
            continue
        if stretches[-1][1]:
            stretches.append(([], False))
        stretches[-1][0].append(block)
    return [stretch for place, stretch in enumerate(stretches) if stretch[0] or place == 0]


def _taken_headings(blocks: list[Block]) -> list[Block]:
    taken: list[Block] = []
    while blocks and isinstance(blocks[-1], Heading):
        taken.insert(0, blocks.pop())
    return taken


def _blocks(blocks: Sequence[Block], sheet: Draft, *, after_cover: bool) -> str:
    pieces: list[str] = []
    for place, block in enumerate(blocks):
        written = _block(block, sheet, 0)
        if not written:
            continue
        if _introduces(blocks, place):
            written = kept_with_next(written)
        if pieces and isinstance(block, Heading) and block.new_page:
            pieces = _in_company(pieces)
        if not pieces and after_cover:
            written = on_new_page(written)
        elif not pieces and isinstance(block, Heading):
            written = without_air_above(on_same_page(written))
        if pieces and pieces[-1].endswith("</w:tbl>") and isinstance(block, Paragraph | BulletList):
            written = _spaced(written)
        pieces.append(written)
    return "".join(_in_company(pieces))


def _in_company(pieces: list[str]) -> list[str]:
    """Return blocks whose last lines of text stay together: two of them would be lost on a page of their own."""
    start = len(pieces)
    while start and _is_text(pieces[start - 1]):
        start -= 1
        if "<w:pageBreakBefore/>" in pieces[start]:
            break
    paragraphs = re.findall(r"<w:p>.*?</w:p>", "".join(pieces[start:]), re.DOTALL)
    lines = [1 + len(re.sub(r"<[^>]*>", "", one)) // _LETTERS for one in paragraphs]
    first = next((place for place in range(len(lines)) if sum(lines[place:]) <= _COMPANY), len(lines))
    if first == 0 or first >= len(lines) - 1:
        return pieces
    kept = [kept_with_next(one) for one in paragraphs[first:-1]]
    return [*pieces[:start], *paragraphs[:first], *kept, paragraphs[-1]]


def _is_text(xml: str) -> bool:
    return xml.startswith("<w:p>") and "<w:tbl>" not in xml and "<w:drawing>" not in xml


def _introduces(blocks: Sequence[Block], place: int) -> bool:
    """Return whether a paragraph announces what follows and must not be left behind.

    It stands between a heading and a table or chart, or is all that a chapter says before its first heading, or it
    leads to a list, or it is a heading within the text: bold from end to end.
    """
    block, following = blocks[place], blocks[place + 1 : place + 2]
    if not isinstance(block, Paragraph) or not following:
        return False
    words = "".join(text.text for text in block.content).rstrip()
    above = blocks[place - 1] if place else None
    if isinstance(above, Heading) and isinstance(following[0], TableBlock | ChartBlock):
        return True
    if isinstance(above, Heading) and above.level == 1 and isinstance(following[0], Heading):
        return block.role is Role.NOTE or len(words) < _ONE_LINER
    leads = isinstance(following[0], BulletList) and words.endswith(":")
    return leads or (block.role is Role.BODY and all(text.bold for text in block.content))


def _spaced(xml: str) -> str:
    """Return blocks with air above the first paragraph."""
    head, end, rest = xml.partition("</w:pPr>")
    return head + ("" if "<w:spacing" in head else _AFTER_TABLE) + end + rest


def _block(block: Block, sheet: Draft, depth: int) -> str:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading():
            return _heading(block, sheet)
        case Paragraph():
            return _paragraph(block, sheet, depth)
        case BulletList():
            return _list(block, sheet, depth)
        case TableBlock():
            return word_table.captioned(
                block.table, block.number, sheet.width, sheet.template, sheet.comments
            )
        case ChartBlock():
            return _chart(block, sheet)
        case Contents():
            return word_contents.contents(block, sheet.entries, sheet.marks, sheet.pages, sheet.template)
        case Landscape():
            return "".join(_block(inner, sheet, depth) for inner in block.blocks)


def _chart(block: ChartBlock, sheet: Draft) -> str:
    placed = word_chart.Placed(block.drawing, len(sheet.charts) + 1, sheet.width)
    sheet.charts.append(placed)
    return word_chart.captioned(placed, block.number, sheet.template)


def _heading(block: Heading, sheet: Draft) -> str:
    level = min(max(block.level, 1), word_styles.HEADING_LEVELS)
    mark = sheet.marks[block.anchor]
    number = mark.removeprefix("_Toc")
    content = (
        f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{run(block.text)}<w:bookmarkEnd w:id="{number}"/>'
    )
    written = paragraph(sheet.template.style(word_styles.HEADINGS[level - 1]), content, "<w:keepNext/>")
    if block.new_page:
        return without_air_above(on_new_page(written))
    return on_same_page(written) if level == 1 else written


def _paragraph(block: Paragraph, sheet: Draft, depth: int) -> str:
    content = inline(block.content, sheet)
    if not content:
        return ""
    in_list = depth and block.role is Role.BODY
    name = word_styles.CONTINUED[min(depth, word_styles.LIST_LEVELS) - 1] if in_list else _ROLES[block.role]
    return paragraph(sheet.template.style(name), content)


def _list(block: BulletList, sheet: Draft, depth: int) -> str:
    names = word_styles.NUMBERS if block.ordered else word_styles.BULLETS
    look = sheet.template.lists[names[min(depth, word_styles.LIST_LEVELS - 1)]]
    direct = look.direct
    if block.ordered:
        number = sheet.template.next_list + len(sheet.lists)
        sheet.lists.append(restarted(number, look.definition))
        direct = f'<w:numPr><w:ilvl w:val="{look.level}"/><w:numId w:val="{number}"/></w:numPr>'
    pieces: list[str] = []
    for item in block.items:
        content = inline(item.content, sheet)
        pieces += [paragraph(look.style, content, direct)] if content else []
        pieces += [_block(child, sheet, depth + 1) for child in item.children]
    if not depth and len(pieces) > 1:
        # no short point alone at the foot of a page or at the head of the next
        if _length(block.items[0]) < _ONE_LINER:
            pieces[0] = kept_with_next(pieces[0])
        if _length(block.items[-1]) < _ONE_LINER:
            pieces[-2] = kept_with_next(pieces[-2])
    written = "".join(pieces)
    return written if depth else _ended(written)


def _length(item: Item) -> int:
    return sum(len(text.text) for text in item.content)


def _ended(xml: str) -> str:
    """Return a list with the air of a paragraph below its last item."""
    place = xml.rfind("</w:pPr>")
    return xml[:place] + _AFTER_LIST + xml[place:] if xml.endswith("</w:p>") and place >= 0 else xml


def inline(content: Inline, sheet: Draft) -> str:
    """Return the runs of a paragraph."""
    return "".join(_text(text, sheet) for text in content)


def _text(text: Text, sheet: Draft) -> str:
    looks = ("<w:b/><w:bCs/>" if text.bold else "") + ("<w:i/><w:iCs/>" if text.italic else "")
    if not text.link:
        return commented(run(text.text, looks), text.remark, sheet.comments)
    link_looks = f'<w:rStyle w:val="{sheet.template.style(word_styles.LINK)}"/>{looks}'
    linked = run(text.text, link_looks)
    if text.link.startswith("#"):
        wanted = unquote(text.link[1:])
        if wanted in sheet.numbers:
            return _reference(text.text, *sheet.numbers[wanted], link_looks)
        mark = sheet.marks.get(wanted)
        return _leading_to(mark, linked) if mark else run(text.text, looks)
    address = quote(text.link, safe=_ADDRESS)
    key = sheet.links.setdefault(address, f"rIdRapport_link{len(sheet.links) + 1}")
    return f'<w:hyperlink r:id="{key}" w:history="1">{linked}</w:hyperlink>'


def _reference(words: str, word: str, number: int, looks: str) -> str:
    """Return a link to a table or a chart; after the bare word "tabell" comes its number, which Word counts anew."""
    mark = word_contents.caption_bookmark(word, number)
    if words.casefold() != word.casefold():
        return _leading_to(mark, run(words, looks))
    number_field = counted(f"REF {mark} \\h", run(str(number), looks))
    return _leading_to(mark, run(f"{words}\u00a0", looks) + number_field)


def _leading_to(mark: str, runs: str) -> str:
    return f'<w:hyperlink w:anchor="{mark}" w:history="1">{runs}</w:hyperlink>'
