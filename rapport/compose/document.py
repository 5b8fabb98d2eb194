"""The document as a value: headings, paragraphs, lists and tables, before it is Word, Excel or anything else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapport.tables.cell import Table
    from rapport.tables.chart import Drawing


class Role(StrEnum):
    """What a paragraph is for; the writers own how it looks."""

    BODY = "body"
    LEAD = "lead"
    """Opens a chapter or carries its message."""
    NOTE = "note"
    """A boxed remark, such as how ratings are set."""
    SOURCE = "source"
    """Small print below a table."""
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text with one look."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    """Target address, or ``#anchor`` within the document."""
    remark: str = ""
    """Shown to auditors in the review copy: where a figure in the text comes from."""


Inline = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a chapter. ``anchor`` is unique in the document and stable between builds."""

    level: int
    text: str
    anchor: str
    new_page: bool = False
    """Whether it opens a page."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Inline
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its own paragraph and, below it, other blocks (mostly a nested list)."""

    content: Inline
    children: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list with bullets, or with numbers when ``ordered``."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its running number ("Tabell 3")."""

    table: Table
    number: int


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart with its running number ("Diagram 2")."""

    drawing: Drawing
    number: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, down to heading level ``depth``."""

    title: str = "Innehåll"
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks that stand on landscape pages of their own."""

    blocks: tuple[Block, ...]


Block = Heading | Paragraph | BulletList | TableBlock | ChartBlock | Contents | Landscape


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page.

    ``organ`` is the committee, ``scope`` what of its work the report covers, ``facts`` are label and value
    pairs such as date and registration number; missing facts are left out.
    """

    title: str
    subtitle: str
    municipality: str
    organ: str
    scope: str = ""
    motto: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``date`` (ISO) is the document's own date, never today's."""

    cover: Cover
    blocks: tuple[Block, ...]
    date: str = ""
    language: str = "sv-SE"
    draft: bool = False
    """Whether it is a draft (utkast), to be marked on every page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the appendix workbook: tables below each other, remarks above them, charts last."""

    name: str
    title: str
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()
    charts: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The appendix workbook (bilaga): its title page facts and its sheets in order."""

    title: str
    subtitle: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()
    date: str = ""


def flat(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with landscape sections opened up, in reading order."""
    result: list[Block] = []
    for block in blocks:
        result.extend(flat(block.blocks) if isinstance(block, Landscape) else (block,))
    return tuple(result)
