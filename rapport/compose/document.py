"""The document as a value: headings, paragraphs, lists and tables, before it is Word, Excel or anything else."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

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


class Text(Struct, frozen=True):
    """A run of text with one look."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    """Target address, or ``#anchor`` within the document."""
    remark: str = ""
    """Shown to auditors in the review copy: where a figure in the text comes from."""


Inline = tuple[Text, ...]


class Heading(Struct, frozen=True):
    """A heading; level 1 is a chapter. ``anchor`` is unique in the document and stable between builds."""

    level: int
    text: str
    anchor: str
    new_page: bool = False
    """Whether it opens a page."""


class Paragraph(Struct, frozen=True):
    """A paragraph."""

    content: Inline
    role: Role = Role.BODY


class Item(Struct, frozen=True):
    """A list item: its own paragraph and, below it, other blocks (mostly a nested list)."""

    content: Inline
    children: tuple[Block, ...] = ()


class BulletList(Struct, frozen=True):
    """A list with bullets, or with numbers when ``ordered``."""

    items: tuple[Item, ...]
    ordered: bool = False


class TableBlock(Struct, frozen=True):
    """A table with its running number ("Tabell 3")."""

    table: Table
    number: int


class ChartBlock(Struct, frozen=True):
    """A chart with its running number ("Diagram 2")."""

    drawing: Drawing
    number: int


class Contents(Struct, frozen=True):
    """The table of contents, down to heading level ``depth``."""

    title: str = "Innehåll"
    depth: int = 3


class Landscape(Struct, frozen=True):
    """Blocks that stand on landscape pages of their own."""

    blocks: tuple[Block, ...]


Block = Heading | Paragraph | BulletList | TableBlock | ChartBlock | Contents | Landscape


class Cover(Struct, frozen=True):
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


class Document(Struct, frozen=True):
    """A whole report. ``date`` (ISO) is the document's own date, never today's."""

    cover: Cover
    blocks: tuple[Block, ...]
    date: str = ""
    language: str = "sv-SE"
    draft: bool = False
    """Whether it is a draft (utkast), to be marked on every page."""


class Sheet(Struct, frozen=True):
    """One sheet of the appendix workbook: tables below each other, remarks above them, charts last."""

    name: str
    title: str
    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()
    charts: tuple[Drawing, ...] = ()


class Workbook(Struct, frozen=True):
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
