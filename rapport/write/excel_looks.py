"""How a cell of the workbook looks: font, fill, rules and number format, from what the cell is for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rapport.notation.number import NBSP
from rapport.tables.cell import Kind, RowKind, Tone
from rapport.write import palette

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.tables.cell import Cell

Properties = dict[str, Any]
"""Format properties as XlsxWriter names them."""

SIZE = 10
_HAIR, _THIN, _MEDIUM = 7, 1, 2
"""XlsxWriter's numbers for line weights."""


class Part(StrEnum):
    """What a cell is for on its sheet."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    REMARK = "remark"
    LINK = "link"
    ENTRY = "entry"
    """A link in a list."""
    CAPTION = "caption"
    HEADER = "header"
    DATA = "data"
    COMMENT = "comment"
    NOTE = "note"


class Look(Struct, frozen=True):
    """Everything that decides how a cell looks; equal looks share one format in the file.

    ``tall`` is a row of several lines, which is read from its top. ``quoted`` marks text that begins like a formula, so that it stays text when somebody edits it.
    """

    part: Part
    row: RowKind = RowKind.ITEM
    kind: Kind = Kind.TEXT
    tone: Tone = Tone.PLAIN
    indent: int = 0
    number_format: str = ""
    italic: bool = False
    wrapped: bool = True
    tall: bool = False
    quoted: bool = False


def number_format(cell: Cell) -> str:
    """Return the number format of a cell, in the American notation that files store.

    A percentage is stored as it is written (9.57), so its sign is quoted text: Excel must not multiply by 100.
    """
    digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
    if cell.unit:
        digits += f'"{NBSP}{cell.unit.replace(chr(34), "”")}"'
    return f"+{digits};-{digits};{digits}" if cell.signed else digits


def properties(look: Look) -> Properties:
    """Return the format properties of a look."""
    result: Properties = {"font_name": palette.FONT, "font_size": SIZE, "font_color": f"#{palette.INK}"}
    if look.part in (Part.DATA, Part.COMMENT):
        result |= _cell(look)
    else:
        result |= _PARTS[look.part]
        if look.part is Part.HEADER:
            result |= _aligned(look)
    if look.quoted:
        result["quote_prefix"] = True
    return result


_ALIGNMENTS: Mapping[Kind, str] = {Kind.TEXT: "left", Kind.NUMBER: "right", Kind.RATING: "center"}

_HEADER: Properties = {
    "bold": True,
    "font_color": f"#{palette.DEEP}",
    "bg_color": f"#{palette.HEAD_TINT}",
    "text_wrap": True,
    "valign": "vcenter",
    "top": _THIN,
    "top_color": f"#{palette.DEEP}",
    "bottom": _THIN,
    "bottom_color": f"#{palette.DEEP}",
}

_LINK: Properties = {"underline": 1, "font_color": f"#{palette.ACCENT}"}
_HAIRLINE: Properties = {"bottom": _HAIR, "bottom_color": f"#{palette.HAIRLINE}"}

_PARTS: Mapping[Part, Properties] = {
    Part.TITLE: {"bold": True, "font_size": 16, "font_color": f"#{palette.DEEP}"},
    Part.SUBTITLE: {"font_size": 11, "font_color": f"#{palette.QUIET}"},
    Part.REMARK: {"italic": True, "font_color": f"#{palette.QUIET}"},
    Part.LINK: _LINK,
    Part.ENTRY: {**_LINK, **_HAIRLINE, "valign": "vcenter"},
    Part.CAPTION: {"bold": True, "font_size": 12, "font_color": f"#{palette.DEEP}"},
    Part.HEADER: _HEADER,
    Part.NOTE: {"font_size": 9, "font_color": f"#{palette.QUIET}"},
}

_ROWS: Mapping[RowKind, Properties] = {
    RowKind.ITEM: _HAIRLINE,
    RowKind.HEADING: {
        "bold": True,
        "font_color": f"#{palette.DEEP}",
        "bg_color": f"#{palette.HEAD_TINT}",
        **_HAIRLINE,
    },
    RowKind.GROUP: {"bold": True, "bg_color": f"#{palette.GROUP_TINT}", **_HAIRLINE},
    RowKind.SUM: {
        "bold": True,
        "bg_color": f"#{palette.GROUP_TINT}",
        "top": _THIN,
        "top_color": f"#{palette.QUIET}",
        **_HAIRLINE,
    },
    RowKind.TOTAL: {
        "bold": True,
        "bg_color": f"#{palette.TOTAL_TINT}",
        "top": _THIN,
        "top_color": f"#{palette.DEEP}",
        "bottom": _MEDIUM,
        "bottom_color": f"#{palette.DEEP}",
    },
    RowKind.MEMO: {"italic": True, "font_color": f"#{palette.QUIET}", **_HAIRLINE},
}


def _cell(look: Look) -> Properties:
    """Return what sets a cell of a table apart: its row, its kind, its tone."""
    result: Properties = {"valign": "top" if look.tall else "vcenter", **_aligned(look), **_ROWS[look.row]}
    if look.part is Part.COMMENT:
        result |= {"bold": False, "font_color": f"#{palette.QUIET}"}
    if look.wrapped and not look.number_format:
        result["text_wrap"] = True
    if look.number_format:
        result["num_format"] = look.number_format
    if look.italic:
        result["italic"] = True
    return result | _toned(look)


def _aligned(look: Look) -> Properties:
    """Return the alignment, always spelled out: without it Excel drops the indent."""
    alignment: Properties = {"align": _ALIGNMENTS[look.kind]}
    return alignment | ({"indent": look.indent} if look.indent else {})


def _toned(look: Look) -> Properties:
    """Return the fill of a rating, or the red of an adverse figure."""
    if look.kind is Kind.RATING and look.tone in palette.SHADES:
        shade = palette.SHADES[look.tone]
        chip: Properties = {"bg_color": f"#{shade.fill}", "font_color": f"#{shade.text}", "bold": True}
        sides = (
            ("left", "right")
            if look.row in (RowKind.SUM, RowKind.TOTAL)
            else ("left", "right", "top", "bottom")
        )
        white: Properties = {f"{side}_color": f"#{palette.WHITE}" for side in sides}
        return chip | dict.fromkeys(sides, _THIN) | white
    if look.tone in palette.ADVERSE:
        return {"font_color": f"#{palette.ALARM}"}
    return {}
