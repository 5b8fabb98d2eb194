"""Sections of a Word file: upright and landscape pages with their own header, footer and width."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from rapport.write import palette
from rapport.write.word_package import TemplateError

_SECTION = re.compile(r"<w:sectPr(?: [^>]*?)?(?:/>|>.*?</w:sectPr>)", re.DOTALL)
_AFTER_REFERENCES = re.compile(r"^(<w:sectPr[^>]*>(?:<w:(?:header|footer)Reference [^>]*/>)*)")
_FIRST_PAGE = re.compile(r'<w:(?:header|footer)Reference [^>]*w:type="first"[^>]*/>')
_TITLE_PAGE = re.compile(r"<w:titlePg(?: [^>]*)?/>")
_TYPE = re.compile(r"<w:type [^>]*/>")
_PLACE_OF_TITLE_PAGE = re.compile(
    r"(?=<w:textDirection|<w:bidi|<w:rtlGutter|<w:docGrid|<w:printerSettings|<w:sectPrChange|</w:sectPr>)"
)


class Section(Struct, frozen=True):
    """The pages that follow one set-up: its properties as XML."""

    xml: str

    @property
    def text_width(self) -> int:
        """Return the width between the margins in twips."""
        width = _measure(self.xml, "pgSz", "w", palette.PAGE_WIDTH)
        sides = ("left", "right", "gutter")
        return width - sum(_measure(self.xml, "pgMar", side, 0) for side in sides)

    @property
    def is_landscape(self) -> bool:
        """Return whether the pages lie on their side."""
        return 'w:orient="landscape"' in self.xml

    def opening(self) -> Section:
        """Return the set-up of the first section.

        The cover has neither header nor footer, unless the template has a header on every page: it holds the logo.
        """
        if _TITLE_PAGE.search(self.xml) or "<w:headerReference" in self.xml:
            return self
        return replace(self, xml=_PLACE_OF_TITLE_PAGE.sub("<w:titlePg/>", self.xml, count=1))

    def following(self) -> Section:
        """Return the set-up of a later section: on a new page, headers from its first page on."""
        # LibreOffice hides the header of every page that inherits a title page
        plain = _TITLE_PAGE.sub("", _FIRST_PAGE.sub("", _TYPE.sub("", self.xml)))
        plain = re.sub(r' w:start="\d+"', "", plain)
        return replace(self, xml=_AFTER_REFERENCES.sub(r'\1<w:type w:val="nextPage"/>', plain, count=1))


def _measure(xml: str, element: str, attribute: str, otherwise: int) -> int:
    found = re.search(rf'<w:{element} [^>]*w:{attribute}="(-?\d+)', xml)
    return int(found[1]) if found else otherwise


def sections(document_xml: str) -> tuple[Section, Section]:
    """Return the upright and the landscape set-up that a template shows.

    A template without landscape pages gets its upright pages turned.
    """
    found = [Section(match[0]) for match in _SECTION.finditer(document_xml)]
    upright = [section for section in found if not section.is_landscape]
    turned = [section for section in found if section.is_landscape]
    portrait = upright[-1] if upright else Section(_default())
    return portrait, turned[-1] if turned else _turned(portrait)


def _default() -> str:
    return (
        f'<w:sectPr><w:pgSz w:w="{palette.PAGE_WIDTH}" w:h="{palette.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{palette.TOP_MARGIN}" w:right="{palette.SIDE_MARGIN}" w:bottom="{palette.BOTTOM_MARGIN}"'
        f' w:left="{palette.SIDE_MARGIN}" w:header="{palette.HEADER_DISTANCE}"'
        f' w:footer="{palette.HEADER_DISTANCE}" w:gutter="0"/></w:sectPr>'
    )


def _turned(portrait: Section) -> Section:
    width = _measure(portrait.xml, "pgSz", "w", palette.PAGE_WIDTH)
    height = _measure(portrait.xml, "pgSz", "h", palette.PAGE_HEIGHT)
    size = f'<w:pgSz w:w="{max(width, height)}" w:h="{min(width, height)}" w:orient="landscape"/>'
    return Section(re.sub(r"<w:pgSz [^>]*/>", size, portrait.xml))


def closed(blocks: str, section: Section, end_style: str) -> str:
    """Return blocks that end a section: its properties go into their last paragraph.

    Where the last block is a table or the contents, Word demands a paragraph after it.
    """
    place = blocks.rfind("</w:pPr>")
    if not blocks.endswith("</w:p>") or place < 0:
        return f'{blocks}<w:p><w:pPr><w:pStyle w:val="{end_style}"/>{section.xml}</w:pPr></w:p>'
    return blocks[:place] + section.xml + blocks[place:]


def end_of_body(document_xml: str) -> int:
    """Return the place after the last block, before the set-up of the last section.

    Raises:
        TemplateError: the document has no end.
    """
    end = document_xml.rfind("</w:body>")
    if end < 0:
        raise TemplateError("Word-mallen går inte att använda: dokumentdelen är skriven på ett okänt sätt.")
    start = document_xml.rfind("<w:sectPr", 0, end)
    is_last = start >= 0 and _SECTION.fullmatch(document_xml[start:end].strip())
    return start if is_last else end


def with_last_section(document_xml: str, section: Section) -> str:
    """Return the document with the set-up of its last section."""
    start = end_of_body(document_xml)
    return document_xml[:start] + section.xml + document_xml[document_xml.rfind("</w:body>") :]
