"""Text as HTML: escaping, runs with their looks, and links that may be followed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Container

    from rapport.compose.document import Inline, Text

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile(r"\r\n|[\r\n]")
_OUTSIDE = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_ADDRESS = "!#$%&'()*+,/:;=?@[]~"
"""Characters that an address keeps as they are."""


def escape(text: str) -> str:
    """Return a text that may stand in an element or an attribute; characters that HTML forbids are left out."""
    return html.escape(_FORBIDDEN.sub("", text))


def one_line(text: str) -> str:
    """Return an escaped text without line breaks, for attributes and lists."""
    return escape(" ".join(part.strip() for part in _BREAK.split(text.strip())))


def words(text: str) -> str:
    """Return an escaped text with its line breaks."""
    return _BREAK.sub("<br>", escape(text))


def hidden(text: str) -> str:
    """Return a text for those who listen to the page."""
    return f'<span class="hidden">{escape(text)}</span>'


def inline(content: Inline, anchors: Container[str]) -> str:
    """Return the runs of a paragraph; ``anchors`` are the places of the page that can be linked to."""
    return "".join(_run(text, anchors) for text in content)


def _run(text: Text, anchors: Container[str]) -> str:
    written = words(text.text)
    if text.italic:
        written = f"<em>{written}</em>"
    if text.bold:
        written = f"<strong>{written}</strong>"
    target = _target(text.link, anchors) if written else ""
    return f'<a href="{escape(target)}">{written}</a>' if target else written


def _target(link: str, anchors: Container[str]) -> str:
    """Return where a link leads; empty when there is no such place, or when it isn't one for a reader."""
    if link.startswith("#"):
        return link if link[1:] in anchors else ""
    clean = _FORBIDDEN.sub("", link).strip()
    return quote(clean, safe=_ADDRESS) if _OUTSIDE.fullmatch(clean) else ""
