"""What a person changed in a built Word document, paragraph by paragraph and cell by cell."""

from __future__ import annotations

import io
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import docx
from msgspec import Struct

from rapport.write.package import NotAPackageError, PackageError, look_through_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_BYTES = 200_000_000
"""How large a document may be unpacked, pictures and all."""
_NO_DOCUMENT = "filen är inget Word-dokument (.docx)"
NEAR = 0.55
"""Texts that share this much of their words are the same text, edited."""


class CompareError(Exception):
    """A document can't be compared; the message is for users."""


class Piece(Struct, frozen=True):
    """A paragraph, or a cell of a table, and where it stands."""

    where: str
    text: str


class Edit(Struct, frozen=True):
    """A difference: ``before`` is "" for what was added, ``after`` for what was taken away."""

    where: str
    before: str
    after: str


def pieces(content: bytes) -> list[Piece]:
    """Return the text of a Word document piece by piece; deletions under tracked changes are left out.

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
        return list(_pieces(docx.Document(io.BytesIO(content)).element.body, [""]))
    except Exception as fault:
        raise CompareError(_NO_DOCUMENT) from fault


def _pieces(body: Any, heading: list[str]) -> Iterator[Piece]:
    for element in body:
        if element.tag == f"{W}p":
            text = _text(element)
            style = element.find(f"{W}pPr/{W}pStyle")
            if style is not None and re.match(r"(Heading|Rubrik)", style.get(f"{W}val") or ""):
                heading[0] = text
            if text:
                yield Piece(heading[0] or "början", text)
        elif element.tag == f"{W}tbl":
            yield from _cells(element, heading[0])
        elif element.tag == f"{W}sdt":
            content = element.find(f"{W}sdtContent")
            if content is not None:
                yield from _pieces(content, heading)


def _cells(table: Any, heading: str) -> Iterator[Piece]:
    rows = table.findall(f"{W}tr")
    titles = [_text(cell) for cell in rows[0].findall(f"{W}tc")] if rows else []
    for row in rows[1:]:
        texts = [_text(cell) for cell in row.findall(f"{W}tc")]
        for number, text in enumerate(texts):
            title = titles[number] if number < len(titles) else ""
            yield Piece(f"{heading}, rad ”{_short(texts[0])}”, {title}", text)


def _text(element: Any) -> str:
    kept = element.xpath(".//w:t[not(ancestor::w:del)] | .//w:tab | .//w:br")
    return " ".join("".join(node.text or " " for node in kept).split())


def _short(text: str, longest: int = 48) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def edits(original: bytes, edited: bytes) -> list[Edit]:
    """Return what was changed from one document to another, in reading order.

    Raises:
        CompareError: one of them is no Word document.
    """
    before, after = pieces(original), pieces(edited)
    found: list[Edit] = []
    matcher = SequenceMatcher(
        None, [(p.where, p.text) for p in before], [(p.where, p.text) for p in after], autojunk=False
    )
    for word, first, last, start, end in matcher.get_opcodes():
        if word != "equal":
            found += _paired(before[first:last], after[start:end])
    return found


def _paired(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Edit]:
    """Pair what was taken away with what came instead, in order."""
    rest = list(after)
    for old in before:
        same = next((new for new in rest if new.where == old.where or _alike(old.text, new.text)), None)
        if same is None:
            yield Edit(old.where, old.text, "")
            continue
        while rest[0] is not same:
            new = rest.pop(0)
            yield Edit(new.where, "", new.text)
        rest.pop(0)
        yield Edit(same.where, old.text, same.text)
    for new in rest:
        yield Edit(new.where, "", new.text)


def _alike(first: str, second: str) -> bool:
    return SequenceMatcher(None, first.split(), second.split()).ratio() >= NEAR


def belongs(edit: Edit, sources: Mapping[str, Sequence[str]]) -> str:
    """Return ``file:line`` of the source that a changed text was made from, or "" when it can't be told."""
    wanted = edit.before or edit.after
    words = wanted.split()
    if not words:
        return ""
    best, place = 0.0, ""
    for path, lines in sources.items():
        for number, line in enumerate(lines, 1):
            plain = re.sub(r"\{\{.*?\}\}|[*_#>]", " ", line)
            if len(wanted) > 3 and wanted in plain:  # noqa: PLR2004  a shorter text stands anywhere
                return f"{path}:{number}"
            ratio = _share(words, plain.split())
            if ratio > best:
                best, place = ratio, f"{path}:{number}"
    return place if best >= NEAR else ""


def _share(words: list[str], line: list[str]) -> float:
    """Return how much of the words stands on a line; a quick look before any careful comparison."""
    common = len(set(words) & set(line))
    return common / max(1, len(set(words)))
