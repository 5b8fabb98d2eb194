"""Markdown to blocks. Tables and other ready blocks come through as markers, never as Markdown text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain, count
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from msgspec import Struct, field

from rapport.compose.document import (
    Block,
    BulletList,
    Heading,
    Inline,
    Item,
    Landscape,
    Paragraph,
    Role,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKER = re.compile(f"{_OPEN}([0-9]+|liggande|stående|ny-sida){_CLOSE}")
_SIGNS = re.compile(r"[\\`*_\[\]<>&!\x00-\x1f]")
"""What a line of Markdown needs one of to be more than its words."""
_LANDSCAPE, _PORTRAIT = "liggande", "stående"
_NEW_PAGE = "ny-sida"
NEW_PAGE = f"\n\n{_OPEN}{_NEW_PAGE}{_CLOSE}\n\n"
"""Markdown that lets the next heading open a page."""


class Markers(Struct):
    """Blocks that stand ready while the text around them is rendered."""

    blocks: list[Block] = field(default_factory=list)

    def hold(self, block: Block) -> str:
        """Keep a block and return the Markdown that will be replaced by it."""
        self.blocks.append(block)
        return f"\n\n{_OPEN}{len(self.blocks) - 1}{_CLOSE}\n\n"


def landscape(markdown: str) -> str:
    """Return Markdown whose content stands on landscape pages."""
    return f"\n\n{_OPEN}{_LANDSCAPE}{_CLOSE}\n\n{markdown}\n\n{_OPEN}{_PORTRAIT}{_CLOSE}\n\n"


def to_blocks(markdown: str, markers: Markers) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, with held blocks in place of their markers."""
    tokens = _parser().parse(markdown)
    blocks, _ = _blocks(tokens, 0, markers)
    return _sectioned(_anchored(blocks))


def inline(markdown: str) -> Inline:
    """Return a line of Markdown as runs of text."""
    if not _SIGNS.search(markdown):
        return (Text(markdown),) if markdown else ()
    tokens = _parser().parseInline(markdown)
    return _runs(tokens[0].children or []) if tokens else ()


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "typographer": False}).disable(
        ["code", "fence", "html_block"]
    )


class _Turn(Struct, frozen=True):
    """A marker that turns the page, or asks for a new one; it never reaches the document."""

    word: str


def _blocks(tokens: Sequence[Token], start: int, markers: Markers) -> tuple[list[Block | _Turn], int]:
    """Read blocks until the enclosing block closes; return them and where reading stopped."""
    blocks: list[Block | _Turn] = []
    position = start
    while position < len(tokens):
        token = tokens[position]
        if token.nesting < 0:
            break
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items, position = _items(tokens, position + 1, markers)
            blocks.append(BulletList(tuple(items), ordered=token.type.startswith("ordered")))
        elif token.type == "blockquote_open":
            quoted, position = _blocks(tokens, position + 1, markers)
            blocks += [Paragraph(b.content, Role.QUOTE) if isinstance(b, Paragraph) else b for b in quoted]
        elif token.type == "heading_open":
            content = _runs(tokens[position + 1].children or [])
            blocks.append(Heading(int(token.tag[1:]), _plain(content), ""))
            position += 2
        elif token.type == "paragraph_open":
            blocks += _paragraph(tokens[position + 1], markers)
            position += 2
        position += 1
    return blocks, position


def _items(tokens: Sequence[Token], start: int, markers: Markers) -> tuple[list[Item], int]:
    items, position = [], start
    while tokens[position].type == "list_item_open":
        inner, position = _blocks(tokens, position + 1, markers)
        held = [block for block in inner if not isinstance(block, _Turn)]
        first = held[0].content if held and isinstance(held[0], Paragraph) else ()
        items.append(Item(first, tuple(held[1:] if first else held)))
        position += 1
    return items, position


def _paragraph(token: Token, markers: Markers) -> list[Block | _Turn]:
    """Return a paragraph, or the block that its marker stands for."""
    marker = _MARKER.fullmatch(token.content.strip())
    if marker is None:
        return [Paragraph(_runs(token.children or []))]
    word = marker[1]
    return [markers.blocks[int(word)] if word.isdigit() else _Turn(word)]


def _runs(tokens: Sequence[Token]) -> Inline:
    """Return the runs of an inline sequence; a line feed in the source is a space."""
    runs: list[Text] = []
    bold = italic = 0
    link = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            link = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            link = ""
        else:
            text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
            runs.append(Text(text, bool(bold), bool(italic), link))
    return _joined(runs)


def _joined(runs: list[Text]) -> Inline:
    """Join neighbours of the same look."""
    joined: list[Text] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            joined[-1] = Text(last.text + run.text, run.bold, run.italic, run.link)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def _plain(content: Inline) -> str:
    return "".join(run.text for run in content)


def _anchored(blocks: list[Block | _Turn]) -> list[Block | _Turn]:
    """Give every heading an anchor from its words, numbered when they come again, and its new page if asked for."""
    seen: set[str] = set()
    anchored: list[Block | _Turn] = []
    new_page = False
    for block in blocks:
        if isinstance(block, _Turn) and block.word == _NEW_PAGE:
            new_page = True
        elif isinstance(block, Heading):
            anchored.append(Heading(block.level, block.text, _unique(_slug(block.text), seen), new_page))
            new_page = False
        else:
            anchored.append(block)
    return anchored


def _unique(slug: str, seen: set[str]) -> str:
    anchors = chain([slug], (f"{slug}-{number}" for number in count(2)))
    anchor = next(anchor for anchor in anchors if anchor not in seen)
    seen.add(anchor)
    return anchor


def _slug(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32].strip("-") or "avsnitt"


def _sectioned(blocks: list[Block | _Turn]) -> tuple[Block, ...]:
    """Gather what stands between page turns into landscape sections."""
    result: list[Block] = []
    turned: list[Block] | None = None
    for block in blocks:
        if isinstance(block, _Turn):
            if turned:
                result.append(Landscape(tuple(turned)))
            turned = [] if block.word == _LANDSCAPE else None
        elif turned is not None:
            turned.append(block)
        else:
            result.append(block)
    return tuple(result)
