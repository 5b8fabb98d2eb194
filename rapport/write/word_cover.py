"""The first page, and what header and footer say: the texts that a template's controls stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.write import palette, word_slots, word_styles
from rapport.write.word_text import paragraph, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapport.compose.document import Cover, Document

DRAFT = "UTKAST"
"""What a draft says on every page."""

PARAGRAPHS: tuple[tuple[str, str], ...] = (
    ("rapport.kommun", word_styles.COVER_MUNICIPALITY),
    ("rapport.titel", "Title"),
    ("rapport.undertitel", "Subtitle"),
    ("rapport.organ", word_styles.COVER_COMMITTEE),
    ("rapport.omfattning", word_styles.COVER_SCOPE),
    ("rapport.motto", word_styles.COVER_MOTTO),
)
"""The controls of the cover in reading order, each in a paragraph of its own style."""


def texts(document: Document) -> dict[str, str]:
    """Return the text of every control by its tag."""
    cover = document.cover
    facts = {label.casefold(): value for label, value in cover.facts}
    one_line = f"{DRAFT} · " * document.draft + " ".join(cover.title.split())
    return {
        "rapport.kommun": cover.municipality,
        "rapport.titel": cover.title,
        "rapport.titelrad": one_line,
        "rapport.undertitel": f"{DRAFT} · " * document.draft + cover.subtitle,
        "rapport.organ": cover.organ,
        "rapport.omfattning": cover.scope,
        "rapport.motto": cover.motto,
        "rapport.datum": document.date,
        "rapport.diarienummer": facts.get("diarienummer", ""),
        "rapport.sidhuvud": cover.organ or cover.municipality,
        "rapport.sidfot": " · ".join(
            text for text in (cover.municipality, document.date, DRAFT * document.draft) if text
        ),
        word_slots.SAMPLE: "",
    }


def facts(cover: Cover, style: Callable[[str], str]) -> str:
    """Return the facts as lines of label and value."""
    return "".join(
        paragraph(style(word_styles.COVER_FACT), run(f"{label}\t", _LABEL) + run(value))
        for label, value in cover.facts
        if value.strip()
    )


_LABEL = f'<w:color w:val="{palette.QUIET}"/>'


def plain_cover(document: Document, style: Callable[[str], str]) -> str:
    """Return a cover for a template that has no controls for it."""
    known = texts(document)
    lines = [paragraph(style(name), run(known[tag])) for tag, name in PARAGRAPHS if known[tag].strip()]
    return "".join(lines) + facts(document.cover, style)
