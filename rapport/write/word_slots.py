"""The places in a Word template that a report fills: content controls found by their tag.

Parts are edited as text at the controls' places, so that everything else a municipality put there stays as it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from msgspec import Struct

from rapport.write import word_text
from rapport.write.word_package import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "rapport."
BODY = "rapport.innehall"
FACTS = "rapport.fakta"
SAMPLE = "rapport.exempel"
"""A control with text for whoever edits the template; it never reaches a report."""
LABELS: Mapping[str, str] = {
    "rapport.kommun": "Kommun",
    "rapport.titel": "Titel",
    "rapport.titelrad": "Titel på en rad",
    "rapport.undertitel": "Undertitel",
    "rapport.organ": "Nämnd",
    "rapport.omfattning": "Verksamheter som rapporten omfattar",
    "rapport.motto": "Motto",
    "rapport.datum": "Datum",
    "rapport.diarienummer": "Diarienummer",
    FACTS: "Datum, diarienummer och annat om dokumentet",
    BODY: "Rapportens innehåll",
    SAMPLE: "Liggande sidor",
    "rapport.sidhuvud": "Nämnd i sidhuvudet",
    "rapport.sidfot": "Kommun och datum",
}
"""What each control holds, as those who edit a template read it."""


_SENTENCES = {
    FACTS: "[Datum]\t[2020-01-01]",
    BODY: "Här kommer rapportens innehåll.",
    SAMPLE: "Så här ser sidhuvud och sidfot ut på liggande sidor.",
}


def placeholder(tag: str) -> str:
    """Return what stands in a control of the shipped templates."""
    return _SENTENCES.get(tag, f"[{LABELS[tag]}]")


_TAGS = {placeholder(tag).replace("\t", ""): tag for tag in LABELS}


class Span(Struct, frozen=True):
    """A stretch of a part in bytes, from its start tag to the end of its end tag."""

    start: int
    end: int


class Slot(Struct, frozen=True):
    """A content control with a tag of ours; ``paragraph`` is the paragraph that it stands in, if any."""

    tag: str
    span: Span
    paragraph: Span | None


class _Finder:
    """Collects the controls of a part while expat walks through it."""

    def __init__(self, part: bytes) -> None:
        self.part = part
        self.open: list[tuple[str, int]] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.found: list[tuple[str, Span, int]] = []
        self.paragraphs: dict[int, Span] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def slots(self) -> list[Slot]:
        """Return the controls in the order they stand in.

        Raises:
            TemplateError: the part is no XML.
        """
        try:
            self.parser.Parse(self.part, True)  # noqa: FBT003 - expat takes it by position only
        except expat.ExpatError as error:
            raise TemplateError("Word-mallen är skadad; öppna och spara den i Word.") from error
        slots = [Slot(tag, span, self.paragraphs.get(place)) for tag, span, place in self.found]
        return sorted(slots, key=lambda slot: slot.span.start)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.open.append((name, self.parser.CurrentByteIndex))
        if name == "w:sdt":
            self.tags.append("")
            self.words.append("")
        if name == "w:tag" and self.tags:
            self.tags[-1] = attributes.get("w:val", "")

    def _text(self, text: str) -> None:
        if self.words and self.open[-1][0] == "w:t":
            self.words[-1] += text

    def _end(self, name: str) -> None:
        start = self.open.pop()[1]
        if name not in ("w:sdt", "w:p"):
            return
        span = Span(start, self.part.index(b">", self.parser.CurrentByteIndex) + 1)
        if name == "w:p":
            self.paragraphs[start] = span
            return
        # LibreOffice 7.4 drops the tag of a control and keeps what stands in it
        words = self.words.pop()
        tag = self.tags.pop() or _TAGS.get(words, "")
        around = next((place for element, place in reversed(self.open) if element == "w:p"), -1)
        if tag.startswith(PREFIX):
            self.found.append((tag, span, around))


def slots(part: bytes) -> list[Slot]:
    """Return the controls of a part that carry a tag of ours, or that have lost it and still hold what we put there."""
    if b"<w:sdt>" not in part:
        return []
    return _Finder(part).slots()


def filled(part: bytes, texts: Mapping[str, str], blocks: Mapping[str, str], *, story: bool = False) -> bytes:
    """Return a part with its controls replaced by what they stand for.

    Args:
        part: The part.
        texts: Text by tag; a tag without text disappears, with its paragraph when nothing else stands there.
        blocks: Paragraphs and tables by tag, for controls that hold whole paragraphs.
        story: The part is the document itself; in headers and footers the last paragraph must stay.
    """
    edits: dict[Span, bytes] = {}
    for slot in slots(part):
        inside = part[slot.span.start : slot.span.end].decode()
        text = texts.get(slot.tag, "")
        alone = slot.paragraph if story and slot.paragraph and not text else None
        if slot.tag in blocks:
            edits[slot.paragraph or slot.span] = blocks[slot.tag].encode()
        elif alone and not _words_beside(part, alone, slot.span):
            edits[alone] = b""
        else:
            edits[slot.span] = _with_text(inside, text).encode()
    return _spliced(part, edits)


def _spliced(part: bytes, edits: Mapping[Span, bytes]) -> bytes:
    pieces: list[bytes] = []
    place = 0
    for span, content in sorted(edits.items(), key=lambda edit: (edit[0].start, -edit[0].end)):
        if span.start >= place:
            pieces += [part[place : span.start], content]
            place = span.end
    return b"".join([*pieces, part[place:]])


def _words_beside(part: bytes, paragraph: Span, slot: Span) -> bool:
    beside = part[paragraph.start : slot.start] + part[slot.end : paragraph.end]
    return re.search(rb"<w:t[ >]|<w:drawing|<w:pict|<w:sdt>", beside) is not None


def _with_text(inside: str, text: str) -> str:
    """Return a control's content with other words, in the looks of the words that it had."""
    content = inside.partition("<w:sdtContent>")[2]
    looks = re.search(r"<w:r(?: [^>]*)?><w:rPr>(.*?)</w:rPr>", content, re.DOTALL)
    # the grey of a placeholder is for whoever edits the template
    kept = re.sub(r"<w:rStyle [^>]*/>", "", looks[1]) if looks else ""
    run = word_text.run(text, kept)
    if not re.search(r"<w:p[ >]", content):
        return run
    if not text:
        return ""
    properties = re.search(r"<w:pPr>.*?</w:pPr>", content, re.DOTALL)
    return f"<w:p>{properties[0] if properties else ''}{run}</w:p>"
