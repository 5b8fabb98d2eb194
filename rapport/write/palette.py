"""How everything looks: every colour, size and measure of the documents, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.tables.cell import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT = "Calibri"

INK = "1F2A30"
"""Running text."""
DEEP = "14425A"
"""Headings, captions and the strong rules of tables."""
ACCENT = "1F6F8B"
"""Links, bullets, third-level headings and the bar of a note box."""
QUIET = "56646D"
"""Source notes, header and footer, memo rows."""
ALARM = "B3261E"
"""The figures of an adverse variance."""
WHITE = "FFFFFF"
HAIRLINE = "C5CFD5"
HEAD_TINT = "EAF1F4"
GROUP_TINT = "F1F6F8"
HEADING_TINT = "F5F8F9"
TOTAL_TINT = "EAF1F4"
BOX_TINT = "F5F8F9"


class Shade(Struct, frozen=True):
    """A fill and the text colour that can be read on it."""

    fill: str
    text: str


SHADES: Mapping[Tone, Shade] = {
    Tone.GOOD: Shade("5DB075", "1A1A1A"),
    Tone.FAIR: Shade("B9DB7A", "1A1A1A"),
    Tone.WATCH: Shade("FFD24D", "1A1A1A"),
    Tone.POOR: Shade("EE8A4A", "1A1A1A"),
    Tone.BAD: Shade("B3261E", "FFFFFF"),
    Tone.UNRATED: Shade("E3E7EA", "1A1A1A"),
}
"""Ratings by tone. Red is the only white on dark: it is found first, also in greyscale print."""

RATING_STYLES: Mapping[Tone, str] = {
    Tone.GOOD: "Rapport Betyg Grön",
    Tone.FAIR: "Rapport Betyg Ljusgrön",
    Tone.WATCH: "Rapport Betyg Gul",
    Tone.POOR: "Rapport Betyg Orange",
    Tone.BAD: "Rapport Betyg Röd",
    Tone.UNRATED: "Rapport Betyg Saknas",
}
"""The Word style that carries each rating, so that a municipality recolours it in one place."""


class SeriesLook(Struct, frozen=True):
    """A series of a chart: its colour, the colour of words about it, and what tells it apart without colour.

    ``dash`` and ``marker`` are names of DrawingML.
    """

    colour: str
    text: str
    dash: str
    marker: str


SERIES: tuple[SeriesLook, ...] = (
    SeriesLook(DEEP, DEEP, "solid", "circle"),
    SeriesLook(ACCENT, ACCENT, "sysDash", "square"),
    SeriesLook("83919A", QUIET, "dash", "triangle"),
    SeriesLook("A65E12", "A65E12", "sysDot", "diamond"),
    SeriesLook("6B3F73", "6B3F73", "lgDash", "circle"),
    SeriesLook("3F9A8C", "2C6F65", "dashDot", "square"),
)
"""Series of a chart in order; none has the colour of a rating. The first three step in lightness for columns."""


def series_look(place: int) -> SeriesLook:
    """Return the look of a series by its place; after the last it begins again."""
    return SERIES[place % len(SERIES)]


ADVERSE = frozenset({Tone.BAD, Tone.POOR})
"""Tones that turn a figure red."""

READABLE_PAIRS: tuple[tuple[str, str], ...] = (
    *(
        (tint, ink)
        for tint in (WHITE, BOX_TINT, GROUP_TINT, HEAD_TINT)
        for ink in (INK, DEEP, ACCENT, QUIET, ALARM)
    ),
    *((shade.fill, shade.text) for shade in SHADES.values()),
    *((WHITE, look.text) for look in SERIES),
)
"""Every background and text colour that meet in a document."""

TWIPS_PER_POINT = 20
TWIPS_PER_INCH = 1440


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, the measure of Word."""
    return round(millimetres * TWIPS_PER_INCH / 25.4)


PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
"""A4 upright, in twips."""
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 1418, 1474, 1247
LANDSCAPE_TOP, LANDSCAPE_BOTTOM = 1190, 964
"""A landscape page is low; a long table gets a row or two more of it."""
HEADER_DISTANCE, FOOTER_DISTANCE = 709, 567
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE_MARGIN
LANDSCAPE_WIDTH = PAGE_HEIGHT - 2 * SIDE_MARGIN

BODY_SIZE = 11.0
TABLE_SIZE = 9.5
HEAD_SIZE = 9.0
NOTE_SIZE = 8.5

CHART_SIZE = 9.0
"""Text in charts."""
CHART_HEIGHT = twips(65)
GRIDLINE = "DDE3E7"

RATING_WIDTH = twips(21)
NUMBER_WIDTH = twips(15)
INDENT = 170
"""One step of row indent in a table."""


class Density(Struct, frozen=True):
    """How tightly a table is set: text size in points, cell margins at the sides in twips."""

    size: float
    side: int

    @property
    def head(self) -> float:
        """Return the size of the column titles."""
        return min(HEAD_SIZE, self.size)


DENSITIES: tuple[Density, ...] = (
    Density(TABLE_SIZE, 85),
    Density(TABLE_SIZE, 45),
    Density(8.5, 40),
    Density(7.5, 30),
)
"""Tried in order until the longest word of every column fits."""
