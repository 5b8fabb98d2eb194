"""A document as one page for the web: nothing outside it is needed to read, print or listen to it."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from rapport.compose.document import (
    BulletList,
    ChartBlock,
    Contents,
    Heading,
    Landscape,
    Paragraph,
    Role,
    TableBlock,
    flat,
)
from rapport.write import html_chart, html_table
from rapport.write.html_style import style_sheet
from rapport.write.html_text import escape, inline, one_line, words

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from rapport.compose.document import Block, Cover, Document

_DEEPEST = 6
_MAIN, _CONTENTS = "_rapport", "_innehåll"
"""Ids of ours begin with a low line, which no heading's anchor does."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Makes the browser itself refuse whatever the page should not need."""


def write_html(document: Document) -> str:
    """Return a document as an HTML page; the same document gives the same page."""
    anchors = frozenset(heading.anchor for heading in _headings(document))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n{_head(document)}<body>\n'
        f'<a class="skip" href="#{_MAIN}">Hoppa till rapportens text</a>\n'
        f"{_cover(document.cover)}{_contents(document)}"
        f'<main id="{_MAIN}" tabindex="-1">\n{_blocks(document.blocks, anchors)}</main>\n{_footer(document)}</body>\n</html>\n'
    )


def _headings(document: Document) -> list[Heading]:
    return [block for block in flat(document.blocks) if isinstance(block, Heading)]


def _head(document: Document) -> str:
    cover = document.cover
    title = " – ".join(filter(None, (one_line(cover.title), one_line(cover.municipality))))
    facts = {
        "description": cover.subtitle,
        "author": cover.organ or cover.municipality,
        "dcterms.date": document.date,
    }
    metas = "".join(
        f'<meta name="{name}" content="{one_line(text)}">\n' for name, text in facts.items() if text.strip()
    )
    return (
        f'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{metas}<style>\n{style_sheet()}</style>\n</head>\n"
    )


def _cover(cover: Cover) -> str:
    lines = (
        ("p", "municipality", cover.municipality),
        ("h1", "title", cover.title),
        ("p", "subtitle", cover.subtitle),
        ("p", "organ", cover.organ),
        ("p", "scope", cover.scope),
        ("p", "motto", cover.motto),
    )
    said = "".join(
        f'<{tag} class="{name}">{words(text)}</{tag}>' for tag, name, text in lines if text.strip()
    )
    facts = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{words(value)}</dd></div>"
        for label, value in cover.facts
        if value.strip()
    )
    return f'<header class="cover">{said}{f"<dl>{facts}</dl>" if facts else ""}</header>\n'


def _contents(document: Document) -> str:
    wanted = next((block for block in flat(document.blocks) if isinstance(block, Contents)), Contents())
    entries = [heading for heading in _headings(document) if heading.level <= wanted.depth]
    if not entries:
        return ""
    title = f'<h2 id="{_CONTENTS}">{words(wanted.title)}</h2>'
    return f'<nav aria-labelledby="{_CONTENTS}">{title}{_outline(entries)}</nav>\n'


def _outline(entries: Sequence[Heading]) -> str:
    """Return headings as a list of links, lower levels in lists of their own."""
    starts: list[int] = []
    for place, entry in enumerate(entries):
        if not starts or entry.level <= entries[starts[-1]].level:
            starts.append(place)
    items = []
    for start, end in pairwise([*starts, len(entries)]):
        entry, below = entries[start], entries[start + 1 : end]
        link = f'<a href="#{escape(entry.anchor)}">{one_line(entry.text)}</a>'
        items.append(f"<li>{link}{_outline(below) if below else ''}</li>")
    return f"<ol>{''.join(items)}</ol>"


def _blocks(blocks: Sequence[Block], anchors: Container[str]) -> str:
    pieces = []
    for place, block in enumerate(blocks):
        if isinstance(block, Landscape):
            announced = blocks[place - _headings_before(blocks, place) : place]
            pieces.append(f'<div class="landscape">\n{_blocks((*announced, *block.blocks), anchors)}</div>\n')
        elif not _is_moved(blocks, place):
            pieces.append(_block(block, anchors))
    return "".join(pieces)


def _headings_before(blocks: Sequence[Block], place: int) -> int:
    """Return how many headings stand just before a block."""
    return len(list(takewhile(lambda block: isinstance(block, Heading), reversed(blocks[:place]))))


def _is_moved(blocks: Sequence[Block], place: int) -> bool:
    """Return whether a heading announces landscape pages; alone on the page before, it would announce nothing."""
    following = next((block for block in blocks[place:] if not isinstance(block, Heading)), None)
    return isinstance(blocks[place], Heading) and isinstance(following, Landscape)


def _block(block: Block, anchors: Container[str]) -> str:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return _paragraph(block, anchors)
        case BulletList():
            return _list(block, anchors)
        case TableBlock() | ChartBlock():
            return _figures(block)
        case Landscape():
            return _blocks((block,), anchors)
        case Contents():
            # the page has its contents before the text, where every reader expects them
            return ""


def _figures(block: TableBlock | ChartBlock) -> str:
    if isinstance(block, ChartBlock):
        return html_chart.captioned(block.drawing, f"_diagram-{block.number}", block.number)
    return html_table.captioned(block.table, f"_tabell-{block.number}", f"Tabell {block.number}")


def _heading(block: Heading) -> str:
    tag = f"h{min(max(block.level, 1) + 1, _DEEPEST)}"
    look = ' class="new-page"' if block.new_page else ""
    return f'<{tag} id="{escape(block.anchor)}"{look}>{words(block.text)}</{tag}>\n'


def _paragraph(block: Paragraph, anchors: Container[str]) -> str:
    content = inline(block.content, anchors)
    if not content:
        return ""
    if block.role is Role.QUOTE:
        return f"<blockquote><p>{content}</p></blockquote>\n"
    look = "" if block.role is Role.BODY else f' class="{block.role}"'
    return f"<p{look}>{content}</p>\n"


def _list(block: BulletList, anchors: Container[str]) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "".join(
        f"<li>{inline(item.content, anchors)}{_blocks(item.children, anchors)}</li>\n" for item in block.items
    )
    return f"<{tag}>\n{items}</{tag}>\n"


def _footer(document: Document) -> str:
    texts = (document.cover.municipality, document.cover.organ, document.date)
    return f"<footer><p>{' · '.join(one_line(text) for text in texts if text.strip())}</p></footer>\n"
