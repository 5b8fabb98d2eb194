"""A document as a Word file: the body is written as text into a prepared package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.write import word_chart, word_cover, word_package, word_slots
from rapport.write.word_body import body, draft
from rapport.write.word_comments import add_comments
from rapport.write.word_contents import bookmarks
from rapport.write.word_lists import with_instances
from rapport.write.word_package import TemplateError
from rapport.write.word_sections import end_of_body, with_last_section
from rapport.write.word_template import read_template
from rapport.write.word_text import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.compose.document import Document
    from rapport.write.word_body import Draft
    from rapport.write.word_template import Template

__all__ = ["TemplateError", "bookmarks", "write_word"]

_STORY = "word/document.xml"
_BODY_HERE = "<?rapport body?>"
"""Stands for the body while the rest is put in order: a long text is moved once."""
_FURNITURE = re.compile(r"word/(?:header|footer)\d*\.xml")
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_UNWANTED_SETTINGS = re.compile(
    r"<w:(?:attachedTemplate|documentProtection|writeProtection|updateFields|trackRevisions)(?: [^>]*)?/>"
    r"|<w:mailMerge>.*?</w:mailMerge>",
    re.DOTALL,
)
"""Ties to somebody's disk, locks, and questions at opening stay behind in the template."""
_TIE = re.compile(r'<Relationship [^>]*/(?:attachedTemplate|mailMerge\w*)"[^>]*/>')
_OTHER_LANGUAGE = re.compile(r'(<w:lang [^>]*?w:val=")[^"]*')


def write_word(
    document: Document,
    template: bytes,
    pages: Mapping[str, int] | None = None,
    *,
    review: bool = False,
    style_names: Mapping[str, str] | None = None,
) -> bytes:
    """Return a document as the bytes of a .docx file; the same document and template give the same bytes.

    Args:
        document: The document.
        template: A Word file that carries the looks: styles, cover, header, footer, page set-up.
        pages: Page by heading anchor for the table of contents, as far as known.
        review: Add comments that say what stands behind ratings and figures.
        style_names: What the template calls a style, by our name or Swedish Word's.

    Raises:
        TemplateError: the template is no Word file.
    """
    looks = read_template(template, style_names)
    sheet = draft(document, looks, pages or {})
    sheet.comments = [] if review else None
    text, last_section = body(document, sheet)
    parts = dict(looks.parts)
    before, _, after = with_last_section(_story(document, looks), last_section).partition(_BODY_HERE)
    parts[_STORY] = f"{before}{text}{after.replace(_BODY_HERE, '')}".encode()
    known = word_cover.texts(document)
    for name in [name for name in parts if _FURNITURE.fullmatch(name)]:
        parts[name] = word_slots.filled(parts[name], known, {})
    _finish(parts, sheet, document)
    return word_package.packed(parts)


def _story(document: Document, looks: Template) -> str:
    """Return the template's document with the cover in its place and a mark where the body goes.

    Without controls of ours the template only carries looks, and its own text is left out; with controls, but
    none for the body, the body goes last.
    """
    part = looks.parts[_STORY]
    tags = {slot.tag for slot in word_slots.slots(part)}
    blocks = {word_slots.FACTS: word_cover.facts(document.cover, looks.style), word_slots.BODY: _BODY_HERE}
    story = word_slots.filled(part, word_cover.texts(document), blocks, story=True).decode()
    if not tags:
        cover = word_cover.plain_cover(document, looks.style)
        story = re.sub(
            r"(<w:body>).*(</w:body>)",
            lambda ends: f"{ends[1]}{cover}{_BODY_HERE}{ends[2]}",
            story,
            flags=re.DOTALL,
        )
    elif word_slots.BODY not in tags:
        end = end_of_body(story)
        story = story[:end] + _BODY_HERE + story[end:]
    return _with_namespaces(story)


def _with_namespaces(story: str) -> str:
    """Declare what the body uses, should a template not have needed it."""
    opening = re.search(r"<w:document[^>]*>", story)
    if opening is None:
        raise TemplateError("Word-mallen går inte att använda: dokumentdelen är skriven på ett okänt sätt.")
    missing = "".join(
        f' xmlns:{prefix}="{address}"'
        for prefix, address in _NAMESPACES.items()
        if f"xmlns:{prefix}=" not in opening[0]
    )
    return story[: opening.end() - 1] + missing + story[opening.end() - 1 :]


def _finish(parts: dict[str, bytes], sheet: Draft, document: Document) -> None:
    """Bring the other parts in line with the body: lists, links, charts, language, properties."""
    if sheet.lists:
        numbering = parts["word/numbering.xml"].decode()
        parts["word/numbering.xml"] = with_instances(numbering, "".join(sheet.lists)).encode()
    if sheet.links:
        word_package.with_links(parts, sheet.links)
    for placed in sheet.charts:
        word_chart.add_parts(parts, placed, sheet.template, document.language)
    if sheet.comments:
        add_comments(parts, sheet.comments)
    _speak(parts, document.language)
    _untie(parts)
    cover = document.cover
    word_package.with_properties(
        parts,
        title=" ".join(cover.title.split()),
        creator=cover.organ or cover.municipality,
        subject=" ".join(cover.subtitle.split()),
        date=document.date,
        language=document.language,
    )


def _speak(parts: dict[str, bytes], language: str) -> None:
    """Put every style and every text of the template in the document's language; it is read aloud in it."""
    code = escape(language)
    parts["word/styles.xml"] = _in_language(parts["word/styles.xml"].decode(), code).encode()
    for name, part in parts.items():
        if name == _STORY or _FURNITURE.fullmatch(name):
            parts[name] = _OTHER_LANGUAGE.sub(rf"\g<1>{code}", part.decode()).encode()
    settings = parts.get("word/settings.xml", b"").decode()
    if settings:
        spoken = re.sub(r'(<w:themeFontLang [^>]*?w:val=")[^"]*', rf"\g<1>{code}", settings)
        parts["word/settings.xml"] = spoken.encode()


def _in_language(styles: str, code: str) -> str:
    """Return the styles with a language as the default of all text."""
    spoken = _OTHER_LANGUAGE.sub(rf"\g<1>{code}", styles)
    defaults = re.search(r"<w:rPrDefault>.*?</w:rPrDefault>|<w:rPrDefault/>", spoken, re.DOTALL)
    if defaults and re.search(r'<w:lang [^>]*w:val="', defaults[0]):
        return spoken
    element = f'<w:lang w:val="{code}"/>'
    if defaults and "</w:rPr>" in defaults[0]:
        end = spoken.index("</w:rPr>", defaults.start())
        return spoken[:end] + element + spoken[end:]
    whole = f"<w:rPrDefault><w:rPr>{element}</w:rPr></w:rPrDefault>"
    if defaults:
        return spoken[: defaults.start()] + whole + spoken[defaults.end() :]
    if "<w:docDefaults>" in spoken:
        return spoken.replace("<w:docDefaults>", f"<w:docDefaults>{whole}", 1)
    return re.sub(r"(<w:styles[^>]*>)", rf"\g<1><w:docDefaults>{whole}</w:docDefaults>", spoken, count=1)


def _untie(parts: dict[str, bytes]) -> None:
    """Leave behind what ties the template to somebody's disk, locks it or asks at opening."""
    settings, relations = "word/settings.xml", "word/_rels/settings.xml.rels"
    if settings in parts:
        parts[settings] = _UNWANTED_SETTINGS.sub("", parts[settings].decode()).encode()
    if relations in parts:
        parts[relations] = _TIE.sub("", parts[relations].decode()).encode()
