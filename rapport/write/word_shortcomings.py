"""What a municipality's Word file lacks: found when the project is checked, made up for when a report is built."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from rapport.notation import format_number
from rapport.write import palette, word_package, word_slots, word_styles
from rapport.write.word_look import READABLE, contrast
from rapport.write.word_style_sheet import STYLES
from rapport.write.word_styles import swedish
from rapport.write.word_template import colour_of, fills_of, known_styles, theme_colours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OURS = "Rapport "
_WANTED_STYLES = (
    *word_styles.HEADINGS[:3],
    word_styles.BODY,
    word_styles.BULLETS[0],
    word_styles.NUMBERS[0],
    word_styles.CAPTION,
    "Title",
)
"""Styles of Word's own that a municipality has its own looks for; others are ours to add."""
_WANTED_SLOTS = ("rapport.titel", "rapport.organ", word_slots.FACTS, word_slots.BODY)
_PRESENT_WORD = 15
"""The compatibility mode of every Word since 2013."""
_MOST_NAMED = 4


def shortcomings(template: bytes, own_names: Mapping[str, str] | None = None) -> list[str]:
    """Return what a Word file lacks for a report, a sentence each in Swedish; nothing where all is there.

    Args:
        template: The Word file.
        own_names: What the file calls a style, by our name or Swedish Word's.

    Raises:
        TemplateError: the bytes are no Word file.
    """
    parts = word_package.unpacked(template)
    try:
        root = ET.fromstring(parts["word/styles.xml"])  # noqa: S314 - expat 2.4 and later stop entity bombs, and the template is the user's own
    except ET.ParseError as error:
        raise word_package.TemplateError(
            "Word-mallen går inte att läsa: dess formatmallar är skadade."
        ) from error
    names = own_names or {}
    known = known_styles(root, names)
    return [
        *_names(root, names),
        *_styles(known),
        *_controls(parts["word/document.xml"]),
        *_language(root),
        *_furniture(parts),
        *_contrasts(parts, root, known),
        *_mode(parts.get("word/settings.xml", b"").decode()),
    ]


def _names(root: ET.Element, own_names: Mapping[str, str]) -> Iterator[str]:
    """Say which names of ``wordstilar`` lead nowhere."""
    roles = {name.casefold() for name in (*STYLES, *map(swedish, STYLES))}
    present = {
        name.get(f"{_W}val", "").casefold()
        for style in root.iter(f"{_W}style")
        for name in style.iter(f"{_W}name")
    }
    for role, name in own_names.items():
        if role.casefold() not in roles:
            yield f"wordstilar nämner ”{role}”, som inte är någon formatmall som rapporterna använder"
        elif name.casefold() not in present:
            yield f"formatmallen ”{name}”, som wordstilar anger för {role}, finns inte i mallen"


def _styles(known: Mapping[str, str]) -> Iterator[str]:
    lacking = [swedish(name) for name in _WANTED_STYLES if name.casefold() not in known]
    if lacking:
        yield f"formatmallar saknas: {', '.join(lacking)}; de läggs till med rapports utseende och mallens typsnitt"
    ours = [name for name in STYLES if name.startswith(_OURS) and name.casefold() not in known]
    if ours:
        named = ", ".join(ours[:_MOST_NAMED]) + (" med flera" if len(ours) > _MOST_NAMED else "")
        count = sum(name.startswith(_OURS) for name in STYLES)
        yield f"{len(ours)} av rapports {count} egna formatmallar saknas ({named}); de läggs till i mallens färger"


def _controls(story: bytes) -> Iterator[str]:
    tags = {slot.tag for slot in word_slots.slots(story)}
    if not tags:
        yield "innehållskontroller saknas: omslaget byggs av rapport, och text och bilder på mallens sidor tas inte med"
        return
    lacking = [tag for tag in _WANTED_SLOTS if tag not in tags]
    if lacking:
        yield f"innehållskontroller saknas: {', '.join(lacking)}"


def _language(root: ET.Element) -> Iterator[str]:
    language = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    code = language.get(f"{_W}val", "") if language is not None else ""
    if not code.casefold().startswith("sv"):
        said = f"mallens språk är {code}" if code else "mallen anger inget språk"
        yield f"{said}; dokumenten får svenska (sv-SE)"


def _furniture(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Say what the pages lack above and below the text."""
    story = parts["word/document.xml"].decode()
    for element, name in (("header", "sidhuvud"), ("footer", "sidfot")):
        if f"<w:{element}Reference" not in story:
            yield f"{name} saknas"
    furniture = [
        part.decode() for name, part in parts.items() if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)
    ]
    numbered = any(re.search(r"(?:instrText[^>]*>|w:instr=\")\s*PAGE\b", part) for part in furniture)
    if furniture and not numbered:
        yield "sidnummer saknas i sidhuvud och sidfot"
    titled = any(
        tag.encode() in part for part in parts.values() for tag in ("rapport.titelrad", "rapport.sidhuvud")
    )
    if furniture and not titled:
        yield "sidhuvud och sidfot säger inte vilken rapport det är: innehållskontrollen rapport.titelrad saknas"


def _contrasts(parts: Mapping[str, bytes], root: ET.Element, known: Mapping[str, str]) -> Iterator[str]:
    """Say which styles can't be read by everybody."""
    theme, fills = theme_colours(parts), fills_of(root)
    for name in STYLES:
        colour = colour_of(root, known, name, theme)
        behind = fills.get(known.get(name.casefold(), ""), palette.WHITE)
        if colour and (reached := contrast(colour, behind)) < READABLE:
            shown = format_number(Decimal(str(reached)), 1)
            yield f"texten i formatmallen {swedish(name)} har kontrasten {shown}:1 mot sin bakgrund; lagen kräver 4,5:1"


def _mode(settings: str) -> Iterator[str]:
    found = re.search(r'<w:compatSetting [^>]*w:name="compatibilityMode"[^>]*w:val="(\d+)"', settings)
    if found is None or int(found[1]) < _PRESENT_WORD:
        yield "mallen är sparad i kompatibilitetsläge: välj Arkiv, Konvertera i Word"
