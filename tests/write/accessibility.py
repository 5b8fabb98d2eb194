"""What a Word document must have to be read by everybody, each rule a function that says what breaks it.

Our own reading of the accessibility law (DOS-lagen, WCAG 2.1 AA) for the documents that this program writes.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Element = Any
"""An element of lxml, which has no types of its own here."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {
    "w": W.strip("{}"),
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "dc": "http://purl.org/dc/elements/1.1/",
}
READABLE = 4.5
LARGE, LARGE_READABLE = 36, 3.0
"""Text from 18 points on may have less contrast; sizes are in half points."""
_TYPED_BULLET = re.compile(r"^\s*(?:[•·*▪–-]|\d{1,2}[.)])\s+\S")
_VAGUE = {"här", "klicka här", "läs mer", "länk", "mer"}


class Parts:
    """A document's parts that the rules look at, and its styles with what they inherit."""

    def __init__(self, file: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            self.xml: dict[str, Element] = {
                name: etree.fromstring(package.read(name))
                for name in package.namelist()
                if name.endswith((".xml", ".rels"))
            }
        self.story = self.xml["word/document.xml"]
        self.styles: dict[str | None, Element] = {
            style.get(f"{W}styleId"): style for style in self.xml["word/styles.xml"].iter(f"{W}style")
        }

    def texts(self) -> Iterator[Element]:
        """Yield what is read: the document, its headers and footers."""
        yield self.story
        for name, part in self.xml.items():
            if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
                yield part

    def style_name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style."""
        found = paragraph.find("w:pPr/w:pStyle", NAMES)
        style = self.styles.get(found.get(f"{W}val")) if found is not None else None
        return "Normal" if style is None else str(style.find("w:name", NAMES).get(f"{W}val"))

    def inherited(self, style: Element, path: str, attribute: str = "val") -> str | None:
        """Return what a style says, itself or through the styles it is based on."""
        seen = set()
        while style is not None and style.get(f"{W}styleId") not in seen:
            seen.add(style.get(f"{W}styleId"))
            found = style.find(path, NAMES)
            if found is not None and found.get(f"{W}{attribute}") is not None:
                return str(found.get(f"{W}{attribute}"))
            parent = style.find("w:basedOn", NAMES)
            style = None if parent is None else self.styles.get(parent.get(f"{W}val"))
        found = self.xml["word/styles.xml"].find(f"w:docDefaults/w:rPrDefault/{path}", NAMES)
        return None if found is None else found.get(f"{W}{attribute}")


def words(element: Element) -> str:
    """Return the text of an element."""
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def title(parts: Parts) -> Iterator[str]:
    """The document has a title among its properties."""
    found = parts.xml["docProps/core.xml"].find(".//dc:title", NAMES)
    if found is None or not (found.text or "").strip():
        yield "titel saknas"


def language(parts: Parts) -> Iterator[str]:
    """All text is in Swedish for those who have it read aloud."""
    default = parts.xml["word/styles.xml"].find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NAMES)
    if default is None or default.get(f"{W}val") != "sv-SE":
        yield "språket är inte angivet"
    for part in (*parts.texts(), parts.xml["word/styles.xml"]):
        for found in part.iter(f"{W}lang"):
            if found.get(f"{W}val") not in (None, "sv-SE"):
                yield f"text på {found.get(f'{W}val')}"


def headings(parts: Parts) -> Iterator[str]:
    """Heading levels leave no gap, the first is 1, and none is empty."""
    levels = [0]
    for paragraph in parts.story.iter(f"{W}p"):
        found = re.fullmatch(r"heading (\d)", parts.style_name(paragraph).casefold())
        if found:
            levels.append(int(found[1]))
            if not words(paragraph).strip():
                yield "tom rubrik"
    yield from (f"rubriknivå {below} efter {above}" for above, below in pairwise(levels) if below > above + 1)


def table_heads(parts: Parts) -> Iterator[str]:
    """Every table has one head, marked so that it is repeated on each page and read as titles."""
    for table in parts.story.iter(f"{W}tbl"):
        marked = [row.find("w:trPr/w:tblHeader", NAMES) is not None for row in table.findall("w:tr", NAMES)]
        look = table.find("w:tblPr/w:tblLook", NAMES)
        if marked[:1] != [True] or any(marked[1:]):
            yield f"tabellen ”{_caption(table)}” har inte en märkt rubrikrad"
        if look is None or look.get(f"{W}firstRow") != "1":
            yield f"tabellen ”{_caption(table)}” säger inte att första raden är rubrik"
        if any(row.find("w:trPr/w:cantSplit", NAMES) is None for row in table.findall("w:tr", NAMES)):
            yield f"tabellen ”{_caption(table)}” har rader som delas mellan sidor"


def _caption(table: Element) -> str:
    found = table.find("w:tblPr/w:tblCaption", NAMES)
    return "" if found is None else str(found.get(f"{W}val"))


def empty_cells(parts: Parts) -> Iterator[str]:
    """No cell is empty: what is missing is a dash."""
    for table in parts.story.iter(f"{W}tbl"):
        for cell in table.iter(f"{W}tc"):
            if not words(cell).strip() and cell.find(".//w:drawing", NAMES) is None:
                yield f"tom cell i tabellen ”{_caption(table)}”"


def merged_cells(parts: Parts) -> Iterator[str]:
    """No cells are merged, but the first of a row that names the group below it."""
    for table in parts.story.iter(f"{W}tbl"):
        for row in table.findall("w:tr", NAMES):
            for place, cell in enumerate(row.findall("w:tc", NAMES)):
                if cell.find("w:tcPr/w:vMerge", NAMES) is not None:
                    yield f"celler sammanslagna nedåt i ”{_caption(table)}”"
                style = parts.style_name(cell.find("w:p", NAMES))
                opens = place == 0 and style in ("Rapport Tabellrubrik", "Rapport Tabellmål")
                if cell.find("w:tcPr/w:gridSpan", NAMES) is not None and not opens:
                    yield f"celler sammanslagna i ”{_caption(table)}”"


def nested_tables(parts: Parts) -> Iterator[str]:
    """No table stands in another."""
    if parts.story.find(".//w:tbl//w:tbl", NAMES) is not None:
        yield "tabell i tabell"


def captions(parts: Parts) -> Iterator[str]:
    """Every table and chart has a caption above it, and a table a text for those who don't see it."""
    for element in (*parts.story.iter(f"{W}tbl"), *_drawn(parts)):
        before = element.getprevious()
        if before is None or before.tag != f"{W}p" or parts.style_name(before).casefold() != "caption":
            yield "tabell eller diagram utan rubrik ovanför"
        if element.tag == f"{W}tbl":
            about = element.find("w:tblPr/w:tblDescription", NAMES)
            if not _caption(element).strip() or about is None or not about.get(f"{W}val").strip():
                yield "tabell utan beskrivning"


def _drawn(parts: Parts) -> list[Element]:
    return [found for found in parts.story.iter(f"{W}p") if found.find(".//w:drawing", NAMES) is not None]


def alternatives(parts: Parts) -> Iterator[str]:
    """Every drawing says what it shows, and stands in the line of text."""
    for part in parts.texts():
        for found in part.iter(f"{{{NAMES['wp']}}}docPr"):
            if not (found.get("descr") or "").strip():
                yield f"bilden {found.get('name')} saknar alternativtext"
        if part.find(".//wp:anchor", NAMES) is not None:
            yield "bild som flyter över texten"


def lists(parts: Parts) -> Iterator[str]:
    """What looks like a list is one: no bullets or numbers are typed."""
    for paragraph in parts.story.iter(f"{W}p"):
        name = parts.style_name(paragraph).casefold()
        in_table = next(paragraph.iterancestors(f"{W}tbl"), None) is not None
        plain = name in ("body text", "normal") and paragraph.find("w:pPr/w:numPr", NAMES) is None
        if plain and not in_table and _TYPED_BULLET.match(words(paragraph)):
            yield f"skriven punkt: {words(paragraph)[:30]}"


def links(parts: Parts) -> Iterator[str]:
    """A link says where it leads, and leads somewhere."""
    marks = {found.get(f"{W}name") for found in parts.story.iter(f"{W}bookmarkStart")}
    for found in parts.story.iter(f"{W}hyperlink"):
        text = words(found).strip()
        if not text or text.casefold() in _VAGUE or text.startswith(("http://", "https://")):
            yield f"länk utan begriplig text: ”{text}”"
        if found.get(f"{W}anchor") not in marks | {None}:
            yield f"länk till {found.get(f'{W}anchor')}, som inte finns"


def empty_paragraphs(parts: Parts) -> Iterator[str]:
    """Space comes from styles, not from empty paragraphs; where Word demands one after a table it is 1 point high."""
    for paragraph in parts.story.iter(f"{W}p"):
        if words(paragraph).strip() or paragraph.find(".//w:drawing", NAMES) is not None:
            continue
        if (
            parts.style_name(paragraph) != "Rapport Avslut"
            and next(paragraph.iterancestors(f"{W}tc"), None) is None
        ):
            yield f"tomt stycke ({parts.style_name(paragraph)})"


def contrasts(parts: Parts) -> Iterator[str]:
    """Every style that is used can be read against what is behind it."""
    used = {found.get(f"{W}val") for part in parts.texts() for found in part.iter(f"{W}pStyle", f"{W}rStyle")}
    for identifier in sorted(used & parts.styles.keys()):
        style = parts.styles[identifier]
        ink = parts.inherited(style, "w:rPr/w:color") or "000000"
        behind = parts.inherited(style, "w:pPr/w:shd", "fill") or "FFFFFF"
        size = int(parts.inherited(style, "w:rPr/w:sz") or 20)
        needed = LARGE_READABLE if size >= LARGE else READABLE
        pair = ("000000" if ink == "auto" else ink, "FFFFFF" if behind == "auto" else behind)
        if contrast(*pair) < needed:
            yield f"{style.find('w:name', NAMES).get(f'{W}val')}: kontrast {contrast(*pair):.1f}:1"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colour_alone(parts: Parts) -> Iterator[str]:
    """A coloured cell says in words or figures what its colour says; a dash is a month without a rating."""
    for cell in parts.story.iter(f"{W}tc"):
        name = parts.style_name(cell.find("w:p", NAMES))
        if name.startswith("Rapport Betyg") and not re.search(r"[\w–]", words(cell)):
            yield f"bara färg: {name} ”{words(cell)}”"


RULES: tuple[Callable[[Parts], Iterator[str]], ...] = (
    title, language, headings, table_heads, empty_cells, merged_cells, nested_tables, captions, alternatives,
    lists, links, empty_paragraphs, contrasts, colour_alone,
)  # fmt: skip


def faults(file: bytes) -> list[str]:
    """Return what breaks the rules in a document, each with the name of its rule."""
    parts = Parts(file)
    return [f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(parts)]
