"""What a person changed in a built Word document, paragraph by paragraph and cell by cell."""

from __future__ import annotations

import io
import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import docx
from msgspec import Struct

from rapport.write.package import NotAPackageError, PackageError, look_through_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_BYTES = 200_000_000
"""How large a document may be unpacked, pictures and all."""
_NO_DOCUMENT = "filen är inget Word-dokument (.docx)"
NEAR = 0.55
"""Texts that share this much of their words are the same text, edited."""
_CONTENTS = re.compile(r"(TOC|Inneh|Förteckning)", re.IGNORECASE)
"""Styles of the table of contents, which Word makes of the headings."""


class CompareError(Exception):
    """A document can't be compared; the message is for users."""


class Spot(Struct, frozen=True):
    """A cell as a reader finds it: the titles of its table, the name of its row, the title of its column."""

    titles: tuple[str, ...]
    row: str
    title: str


class Edit(Struct, frozen=True):
    """A difference: ``before`` is "" for what was added, ``after`` for what was taken away."""

    where: str
    before: str
    after: str
    spot: Spot | None = None


class Block(Struct, frozen=True):
    """A paragraph, or a row of a table with the paragraphs of each cell; ``where`` is the heading above it."""

    where: str
    cells: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...] | None = None
    """The titles of its table; None for a paragraph."""

    @property
    def text(self) -> str:
        """Everything that stands in it."""
        return " | ".join(" ".join(cell) for cell in self.cells).strip(" |")

    @property
    def name(self) -> str:
        """What a row is known by: the first paragraph of its first cell, below which its comment may stand."""
        return self.cells[0][0] if self.cells and self.cells[0] else ""

    def is_like(self, other: Block) -> bool:
        """Whether another block is this one, edited."""
        if (self.titles is None) is not (other.titles is None):
            return False
        if self.titles is not None and self.name and self.name == other.name:
            return True
        return _alike(self.text, other.text)


def blocks(content: bytes) -> list[Block]:
    """Return what stands in a Word document; deletions under tracked changes and the contents are left out.

    Raises:
        CompareError: the bytes are no Word document.
    """
    try:
        look_through_all(content, MOST_BYTES)
    except NotAPackageError as fault:
        raise CompareError(_NO_DOCUMENT) from fault
    except PackageError as fault:
        raise CompareError(f"filen {fault}") from fault
    try:
        return list(_blocks(docx.Document(io.BytesIO(content)).element.body, ["början"]))
    except Exception as fault:
        raise CompareError(_NO_DOCUMENT) from fault


def _blocks(body: Any, heading: list[str]) -> Iterator[Block]:
    for element in body:
        if element.tag == f"{W}p":
            found = element.find(f"{W}pPr/{W}pStyle")
            style = (found.get(f"{W}val") or "") if found is not None else ""
            text = _text(element)
            if not text or _CONTENTS.match(style):
                continue
            if re.match(r"(Heading|Rubrik)", style):
                heading[0] = text
            yield Block(heading[0], ((text,),))
        elif element.tag == f"{W}tbl":
            yield from _rows(element, heading[0])
        elif element.tag == f"{W}sdt":
            content = element.find(f"{W}sdtContent")
            if content is not None:
                yield from _blocks(content, heading)


def _rows(table: Any, heading: str) -> Iterator[Block]:
    rows = [tuple(_paragraphs(cell) for cell in row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")]
    titles = tuple(" ".join(cell) for cell in rows[0]) if rows else ()
    for row in rows:
        yield Block(heading, row, titles)


def _paragraphs(cell: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, cell.iter(f"{W}p"))))


def _text(element: Any) -> str:
    kept = element.xpath(".//w:t[not(ancestor::w:del)] | .//w:tab | .//w:br")
    return as_read("".join(node.text or " " for node in kept))


def as_read(text: str) -> str:
    """Return a text as a reader sees it: the kind of space, and how a letter is put together, don't show."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())


def _short(text: str, longest: int = 48) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def edits(original: bytes, edited: bytes) -> list[Edit]:
    """Return what was changed from one document to another, in reading order.

    Raises:
        CompareError: one of them is no Word document.
    """
    before, after = blocks(original), blocks(edited)
    found: list[Edit] = []
    # The heading above is no part of what is compared: when it is changed, what stands below it is not.
    matcher = SequenceMatcher(None, _contents(before), _contents(after), autojunk=False)
    for word, first, last, start, end in matcher.get_opcodes():
        if word != "equal":
            found += _paired(before[first:last], after[start:end])
    return found


def _contents(found: Sequence[Block]) -> list[tuple[bool, tuple[tuple[str, ...], ...]]]:
    return [(block.titles is None, block.cells) for block in found]


def _paired(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Edit]:
    """Pair what was taken away with what came instead, in order."""
    done, begun = 0, 0
    for number, old in enumerate(before):
        same = next((n for n in range(begun, len(after)) if old.is_like(after[n])), None)
        if same is not None:
            yield from _between(before[done:number], after[begun:same])
            yield from _inside(old, after[same])
            done, begun = number + 1, same + 1
    yield from _between(before[done:], after[begun:])


def _between(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Edit]:
    """Pair blocks that don't look alike: as many of the same kind in the same place were written anew."""
    if [old.titles is None for old in before] == [new.titles is None for new in after]:
        for old, new in zip(before, after, strict=True):
            yield from _inside(old, new)
        return
    for old in before:
        yield Edit(_where(old), old.text, "")
    for new in after:
        yield Edit(_where(new), "", new.text)


def _inside(old: Block, new: Block) -> Iterator[Edit]:
    """Tell the paragraphs that differ within a paragraph or a row."""
    if len(old.cells) != len(new.cells):
        yield Edit(_where(old), old.text, new.text)
        return
    for number, (was, now) in enumerate(zip(old.cells, new.cells, strict=True)):
        together = len(was) == len(now)
        pairs = zip(was, now, strict=True) if together else [(" ".join(was), " ".join(now))]
        for one, other in pairs:
            if one != other:
                yield Edit(_where(old, number), one, other, _spot(old, number))


def _spot(block: Block, number: int) -> Spot | None:
    if block.titles is None or number >= len(block.titles) or block.name == block.titles[0]:
        return None
    return Spot(block.titles, block.name, block.titles[number])


def _where(block: Block, number: int | None = None) -> str:
    if block.titles is None:
        return block.where
    if [" ".join(cell) for cell in block.cells] == list(block.titles):
        return f"{block.where}, tabellens rubrikrad"
    row = f"{block.where}, rad ”{_short(block.name)}”"
    titled = number is not None and number < len(block.titles)
    return f"{row}, {block.titles[number]}" if titled and number is not None else row


def _alike(first: str, second: str) -> bool:
    return SequenceMatcher(None, first.split(), second.split()).ratio() >= NEAR
