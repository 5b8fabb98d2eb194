"""A Word template as the writer sees it: its styles by name, its pages, its lists; completed where it lacks something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from msgspec import Struct

from rapport.write import palette, word_lists, word_look, word_package, word_sections, word_styles
from rapport.write.word_measure import font_factor
from rapport.write.word_style_sheet import STYLES, style_sheet
from rapport.write.word_styles import BULLET_LIST, BULLETS, NUMBERS, style_id, swedish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.write.word_look import Look
    from rapport.write.word_sections import Section

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROOTS = {"Normal": "Normal", "TableNormal": "Normal Table"}
"""Identifiers in our styles that name a style every Word file has."""
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_THEME_COLOUR = re.compile(
    r'<a:(dk1|lt1|dk2|lt2|accent\d|hlink|folHlink)>\s*<a:\w+ (?:val="\w+" lastClr|val)="([0-9A-Fa-f]{6})"'
)
_THEME_NAMES = {
    "text1": "dk1",
    "dark1": "dk1",
    "text2": "dk2",
    "dark2": "dk2",
    "background1": "lt1",
    "light1": "lt1",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
"""What the theme calls a colour that the styles name otherwise."""


class ListStyle(Struct, frozen=True):
    """A list style: what to say in a paragraph of its own, and which definition its lists follow."""

    style: str
    level: int
    definition: int
    direct: str


class Template(Struct, frozen=True):
    """What the body needs to know of a template; ``parts`` are the file itself, complete with our styles."""

    parts: Mapping[str, bytes]
    styles: Mapping[str, str]
    fills: Mapping[str, str]
    lists: Mapping[str, ListStyle]
    next_list: int
    portrait: Section
    landscape: Section
    font_factor: float
    look: Look

    def style(self, name: str) -> str:
        """Return the identifier of a style by its name."""
        return self.styles[name.casefold()]

    def fill(self, name: str) -> str:
        """Return the background colour of a style, or ""."""
        return self.fills.get(self.style(name), "")


def read_template(content: bytes, own_names: Mapping[str, str] | None = None) -> Template:
    """Return a template with every style that a report uses.

    Args:
        content: The Word file.
        own_names: What the template calls a style, by our name or Swedish Word's.

    Raises:
        TemplateError: the bytes are no Word file.
    """
    parts = word_package.unpacked(content)
    try:
        root = ET.fromstring(parts["word/styles.xml"])  # noqa: S314 - expat 2.4 and later stop entity bombs, and the template is the user's own
        portrait, landscape = word_sections.sections(parts["word/document.xml"].decode())
        known = known_styles(root, own_names or {})
        look = _look(parts, root, known, portrait.text_width)
        known = _complete(parts, root, known, look)
        root = ET.fromstring(parts["word/styles.xml"])  # noqa: S314 - as above
    except ET.ParseError as error:
        raise word_package.TemplateError(
            "Word-mallen går inte att läsa: dess formatmallar är skadade."
        ) from error
    return Template(
        parts=parts,
        styles=known,
        fills=fills_of(root),
        lists=_lists(parts, root, known),
        next_list=_highest_list(parts) + 1,
        portrait=portrait,
        landscape=landscape,
        font_factor=font_factor(_font(parts, root)),
        look=look,
    )


def known_styles(root: ET.Element, own_names: Mapping[str, str]) -> dict[str, str]:
    """Return the identifiers of the styles that a template has of those we use, by our folded name.

    A style is looked for under the name that the municipality says, under its name in the file format, which is
    the same in every language of Word, and under the name that Swedish Word shows.
    """
    by_name: dict[tuple[str, str], str] = {}
    folded: dict[tuple[str, str], str] = {}
    for style in root.iter(f"{_W}style"):
        kind, identifier = style.get(f"{_W}type", "paragraph"), style.get(f"{_W}styleId", "")
        for element in ("name", "aliases"):
            names = style.find(f"{_W}{element}")
            for name in names.get(f"{_W}val", "").split(",") if names is not None else ():
                # LibreOffice has a "Caption" of its own beside Word's "caption"
                by_name.setdefault((kind, name.strip()), identifier)
                folded.setdefault((kind, name.strip().casefold()), identifier)
    said = {ours.casefold(): theirs for ours, theirs in own_names.items()}
    known: dict[str, str] = {}
    for name in (*STYLES, *_ROOTS.values()):
        kind = _kind(name)
        wanted = (said.get(name.casefold()), said.get(swedish(name).casefold()), name, swedish(name))
        found = (by_name.get((kind, one)) or folded.get((kind, one.casefold()), "") for one in wanted if one)
        if identifier := next(filter(None, found), ""):
            known[name.casefold()] = identifier
    return known


def _kind(name: str) -> str:
    found = re.search(r'w:type="(\w+)"', STYLES.get(name, ""))
    return found[1] if found else {"Normal Table": "table"}.get(name, "paragraph")


def _free_id(name: str, root: ET.Element) -> str:
    taken = {style.get(f"{_W}styleId", "") for style in root.iter(f"{_W}style")}
    wanted = style_id(name)
    return f"{wanted}Rapport" if wanted in taken else wanted


def _complete(
    parts: dict[str, bytes], root: ET.Element, known: Mapping[str, str], look: Look
) -> dict[str, str]:
    """Add the styles that the template lacks, tied to the ones it has; its fonts win."""
    ids = {name.casefold(): known.get(name.casefold()) or _free_id(name, root) for name in STYLES}
    missing = [name for name in STYLES if name.casefold() not in known]
    lists_missing = any(
        name in missing or _unnumbered(parts, known[name.casefold()]) for name in (*BULLETS, *NUMBERS)
    )
    if missing or lists_missing:
        theirs = {style_id(name): ids[name.casefold()] for name in STYLES}
        theirs |= {ours: known.get(name.casefold(), ours) for ours, name in _ROOTS.items()}
        numbering = _with_lists(parts, ids, look.accent) if lists_missing else None
        sheet = style_sheet(look)
        added = "".join(_adapted(sheet[name], theirs, numbering) for name in missing)
        styles = parts["word/styles.xml"].decode()
        parts["word/styles.xml"] = styles.replace("</w:styles>", f"{added}</w:styles>").encode()
    return ids


def _adapted(xml: str, theirs: Mapping[str, str], numbering: word_lists.Numbering | None) -> str:
    """Return one of our styles in the identifiers and list numbers of another template."""
    xml = re.sub(r'w:styleId="([^"]*)"', lambda found: f'w:styleId="{theirs[found[1]]}"', xml)
    xml = re.sub(
        r'<w:(basedOn|next) w:val="([^"]*)"/>',
        lambda found: f'<w:{found[1]} w:val="{theirs[found[2]]}"/>',
        xml,
    )
    if f'<w:basedOn w:val="{theirs["Normal"]}"/>' in xml and "<w:jc " not in xml:
        # what a municipality justifies is running text, not captions, contents and notes
        xml = re.sub(r"(<w:outlineLvl [^>]*/>)?</w:pPr>", r'<w:jc w:val="left"/>\g<0>', xml, count=1)
    if numbering is None or "<w:numId" not in xml:
        return xml
    is_bullet = f'<w:numId w:val="{BULLET_LIST}"/>' in xml
    number = numbering.bullets if is_bullet else numbering.numbers
    return re.sub(r'<w:numId w:val="\d+"/>', f'<w:numId w:val="{number}"/>', xml)


def _unnumbered(parts: Mapping[str, bytes], identifier: str) -> bool:
    styles = parts["word/styles.xml"].decode()
    start = styles.find(f'w:styleId="{identifier}"')
    return "<w:numId" not in styles[start : styles.find("</w:style>", start)]


def _with_lists(parts: dict[str, bytes], ids: Mapping[str, str], colour: str) -> word_lists.Numbering:
    name = "word/numbering.xml"
    word_package.related(parts, "numbering", "numbering.xml", f"{word_package.PARTS}.numbering+xml")
    present = parts.get(name, word_lists.EMPTY_PART.encode()).decode()
    # an empty part may be written as one tag
    present = re.sub(r"(<w:numbering[^>]*)/>$", r"\1></w:numbering>", present.strip())
    numbering = word_lists.extended(
        present,
        tuple(ids[name.casefold()] for name in BULLETS),
        tuple(ids[name.casefold()] for name in NUMBERS),
        colour,
    )
    parts[name] = numbering.xml.encode()
    return numbering


def _lists(parts: Mapping[str, bytes], root: ET.Element, known: Mapping[str, str]) -> dict[str, ListStyle]:
    """Return the list styles by name, each with the definition that a new list of it follows."""
    xml = parts["word/numbering.xml"].decode()
    found = re.findall(r'<w:num [^>]*w:numId="(\d+)"[^>]*>\s*<w:abstractNumId w:val="(\d+)"', xml)
    definitions = {int(number): int(definition) for number, definition in found}
    fallback = sorted(definitions)[-2:]
    if not fallback:
        raise word_package.TemplateError("Word-mallen går inte att använda: dess listor är skadade.")
    lists: dict[str, ListStyle] = {}
    for names, other in ((BULLETS, fallback[0]), (NUMBERS, fallback[-1])):
        for level, name in enumerate(names):
            lists[name] = _list_style(root, known[name.casefold()], level, other, definitions)
    return lists


def _list_style(
    root: ET.Element, identifier: str, level: int, other: int, definitions: Mapping[int, int]
) -> ListStyle:
    style = next(style for style in root.iter(f"{_W}style") if style.get(f"{_W}styleId") == identifier)
    numbered = style.find(f"{_W}pPr/{_W}numPr")
    number = _value(numbered, "numId") if numbered is not None else None
    if number is None or number not in definitions:
        direct = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{other}"/></w:numPr>'
        return ListStyle(identifier, level, definitions[other], direct)
    return ListStyle(identifier, _value(numbered, "ilvl") or 0, definitions[number], "")


def _value(element: ET.Element | None, name: str) -> int | None:
    child = element.find(f"{_W}{name}") if element is not None else None
    return int(child.get(f"{_W}val", "0")) if child is not None else None


def _highest_list(parts: Mapping[str, bytes]) -> int:
    return max(int(number) for number in re.findall(r'w:numId="(\d+)"', parts["word/numbering.xml"].decode()))


def fills_of(root: ET.Element) -> dict[str, str]:
    """Return the background colour of every style that sets one."""
    fills: dict[str, str] = {}
    for style in root.iter(f"{_W}style"):
        shade = style.find(f"{_W}pPr/{_W}shd")
        if shade is not None and _COLOUR.fullmatch(shade.get(f"{_W}fill", "")):
            fills[style.get(f"{_W}styleId", "")] = shade.get(f"{_W}fill", "")
    return fills


def _look(parts: Mapping[str, bytes], root: ET.Element, known: Mapping[str, str], text_width: int) -> Look:
    """Return the colours of a template: what its chapters and its third headings have, else its theme's."""
    theme = theme_colours(parts)
    deep = colour_of(root, known, word_styles.HEADINGS[0], theme) or theme.get("dk2") or palette.DEEP
    accent = theme.get("accent1") or colour_of(root, known, word_styles.HEADINGS[2], theme) or palette.ACCENT
    return word_look.adapted(deep.upper(), accent.upper(), text_width)


def theme_colours(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the colours of a template's theme by their names in it."""
    theme = parts.get("word/theme/theme1.xml", b"").decode()
    return dict(_THEME_COLOUR.findall(theme))


def colour_of(root: ET.Element, known: Mapping[str, str], name: str, theme: Mapping[str, str]) -> str:
    """Return the text colour that a style itself sets, or "": black says nothing of a municipality."""
    identifier = known.get(name.casefold())
    style = next((one for one in root.iter(f"{_W}style") if one.get(f"{_W}styleId") == identifier), None)
    colour = style.find(f"{_W}rPr/{_W}color") if style is not None and identifier else None
    if colour is None:
        return ""
    named = colour.get(f"{_W}themeColor", "")
    value = colour.get(f"{_W}val", "")
    if named and not {f"{_W}themeShade", f"{_W}themeTint"} & set(colour.keys()):
        value = theme.get(_THEME_NAMES.get(named, named), value)
    return value if _COLOUR.fullmatch(value) and value != "000000" else ""


def _font(parts: Mapping[str, bytes], root: ET.Element) -> str:
    """Return the font of running text: what Normal says, else the document's default, by name or by theme."""
    normal = next((style for style in root.iter(f"{_W}style") if style.get(f"{_W}default") == "1"), None)
    places = [normal.find(f"{_W}rPr/{_W}rFonts") if normal is not None else None]
    places.append(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}rFonts"))
    for fonts in places:
        if fonts is None:
            continue
        if direct := fonts.get(f"{_W}ascii"):
            return direct
        if fonts.get(f"{_W}asciiTheme", "").startswith("minor"):
            theme = parts.get("word/theme/theme1.xml", b"").decode()
            found = re.search(r'<a:minorFont>\s*<a:latin [^>]*typeface="([^"]*)"', theme)
            return found[1] if found else palette.FONT
    return palette.FONT
