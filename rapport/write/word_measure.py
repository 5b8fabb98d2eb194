"""How wide a text becomes: the advance widths of Calibri (and Carlito, which has the same)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.write.palette import TWIPS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN = 605
"""Width assumed for a character that is not in the list, such as a symbol from another font."""

SAFETY = 1.02
"""Engines round differently; a word must not break for a tenth of a point."""

_REGULAR: tuple[tuple[int, str], ...] = (
    (226, " \u00a0\u202f"),
    (229, "il"),
    (239, "j"),
    (252, "I.·,'"),
    (268, ":;"),
    (306, "-()[]f‑"),
    (314, "{}`"),
    (326, "!"),
    (335, "t°"),
    (349, "r"),
    (319, "J"),
    (386, "/\\"),
    (391, "s"),
    (401, '"'),
    (423, "cL"),
    (433, "x"),
    (453, "yvk|F"),
    (468, "zSZ?"),
    (479, "agåä"),
    (498, "e#*+<=>^_~éE–−≥≤±×•§ÉTY"),
    (507, "0123456789$€"),
    (527, "bdhnopquöBCKPRXü"),
    (579, "AÅÄV"),
    (631, "DGHU"),
    (655, "NOÖ"),
    (690, "Q&…½%"),
    (715, "w"),
    (799, "m"),
    (855, "M"),
    (905, "W@—→"),
)
"""Thousandths of the type size, in groups of nearly equal width rounded upwards."""

_WIDTHS: Mapping[str, int] = {character: width for width, characters in _REGULAR for character in characters}

_BOLD = 1.035
"""Bold letters are at most this much wider, figures not at all."""

_FONT_FACTORS: Mapping[str, float] = {
    "calibri": 1.0,
    "calibri light": 1.0,
    "carlito": 1.0,
    "garamond": 1.0,
    "times new roman": 1.06,
    "gill sans mt": 1.06,
    "source sans pro": 1.06,
    "cambria": 1.1,
    "caladea": 1.1,
    "aptos": 1.1,
    "segoe ui": 1.18,
    "tahoma": 1.18,
    "trebuchet ms": 1.18,
    "arial": 1.2,
    "helvetica": 1.2,
    "liberation sans": 1.2,
    "georgia": 1.24,
    "open sans": 1.25,
    "verdana": 1.4,
}
"""Measured on the bold letters of column titles, where a word that breaks is seen first."""
_OTHER_FONT = 1.25


def font_factor(font: str) -> float:
    """Return how much wider than Calibri a font runs."""
    return _FONT_FACTORS.get(font.casefold(), _OTHER_FONT)


def width(text: str, size: float, *, bold: bool = False, factor: float = 1.0) -> int:
    """Return the width of one line of text in twips."""
    known = _WIDTHS
    units = sum([known.get(character, UNKNOWN) for character in text])
    return int(units * size * TWIPS_PER_POINT / 1000 * (_BOLD if bold else 1.0) * factor * SAFETY) + 1


def words(text: str) -> list[str]:
    """Return the parts of a text that a line can't break within; a no-break space holds its words together."""
    return text.replace("\n", " ").replace("\t", " ").split(" ")


def wrapped(text: str, room: int, size: float, *, bold: bool = False, factor: float = 1.0) -> list[str]:
    """Return a text as the lines that fit the room, broken between words only."""
    lines: list[str] = []
    for word in words(text):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, bold=bold, factor=factor) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
