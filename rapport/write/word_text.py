"""Text as WordprocessingML: escaping, runs and paragraphs."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r'[&<>"\x00-\x1f\ufffe\uffff\ud800-\udfff]')
_SPECIAL = re.compile(_UNSAFE.pattern + r"|^\s|\s$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile(r"(\r\n|[\n\r\t])")
_ELEMENTS = {"\n": "<w:br/>", "\r": "<w:br/>", "\r\n": "<w:br/>", "\t": "<w:tab/>"}
_STYLED = re.compile(r"^(<w:pPr>(?:<w:pStyle [^>]*/>)?)")
_KEPT = re.compile(r"^(<w:pPr>(?:<w:pStyle [^>]*/>)?(?:<w:keepNext/>)?(?:<w:keepLines/>)?)")


def escape(text: str) -> str:
    """Return a text that may stand in an element or an attribute; characters that XML forbids are left out."""
    if not _UNSAFE.search(text):
        return text
    clean = _FORBIDDEN.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def words(text: str) -> str:
    """Return the content of a run: the text, with line feeds as manual line breaks and tabs as tabs."""
    if text and not _SPECIAL.search(text):
        return f"<w:t>{text}</w:t>"
    pieces = _BREAKS.split(text)
    return "".join(_ELEMENTS.get(piece) or _piece(piece) for piece in pieces if piece)


def _piece(text: str) -> str:
    if not text:
        return ""
    # without the attribute Word drops spaces at the ends
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f"<w:t{kept}>{escape(text)}</w:t>"


def run(text: str, looks: str = "") -> str:
    """Return a run; ``looks`` is the content of its properties."""
    if not text:
        return ""
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{words(text)}</w:r>"


def paragraph(style: str, content: str, extra: str = "") -> str:
    """Return a paragraph; ``extra`` are properties after the style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def field(code: str, result: str) -> str:
    """Return a field with the result that is shown until Word counts anew; ``result`` is made of runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def on_new_page(xml: str) -> str:
    """Return blocks whose first paragraph opens a page."""
    return _with_page_break(xml, "<w:pageBreakBefore/>")


def kept_with_next(xml: str) -> str:
    """Return blocks whose first paragraph stays on the page of what follows."""
    start = xml.find("<w:pPr>")
    if start < 0 or "<w:keepNext" in xml[start : xml.index("</w:pPr>", start)]:
        return xml
    return xml[:start] + _STYLED.sub(r"\1<w:keepNext/>", xml[start:], count=1)


def without_air_above(xml: str) -> str:
    """Return a heading that stands at the top of a page, where air above it would only push it down."""
    return re.sub(r"</w:pPr>", '<w:spacing w:before="0"/></w:pPr>', xml, count=1)


def on_same_page(xml: str) -> str:
    """Return blocks whose first paragraph opens no page of its own, whatever its style says."""
    return _with_page_break(xml, '<w:pageBreakBefore w:val="0"/>')


def _with_page_break(xml: str, element: str) -> str:
    start = xml.index("<w:pPr>")
    tail = xml[start:]
    kept = _KEPT.match(tail)
    end = kept.end() if kept else 0
    rest = re.sub(r'^<w:pageBreakBefore(?: w:val="0")?/>', "", tail[end:])
    return xml[:start] + tail[:end] + element + rest
