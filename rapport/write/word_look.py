"""The look of a Word document: colours, margins and the letters of its headings, so that two templates can differ."""

from __future__ import annotations

from msgspec import Struct

from rapport.write import palette

READABLE = 4.5
"""Contrast that the accessibility law asks of text."""
_TINTS = (0.09, 0.055)
"""How much of the deep colour the darker and the lighter backgrounds hold."""


class Look(Struct, frozen=True):
    """What two templates may differ in; everything else is the same for all."""

    deep: str = palette.DEEP
    accent: str = palette.ACCENT
    hairline: str = palette.HAIRLINE
    head_tint: str = palette.HEAD_TINT
    group_tint: str = palette.GROUP_TINT
    heading_tint: str = palette.HEADING_TINT
    box_tint: str = palette.BOX_TINT
    heading_font: str = ""
    """Of headings and the title; empty where they have the font of the text."""
    is_classic: bool = False
    """Whether the cover is centred and a chapter has a rule below its name."""
    is_themed: bool = True
    """Whether the deep colour and the accent are the theme's own."""
    left: int = palette.SIDE_MARGIN
    right: int = palette.SIDE_MARGIN
    top: int = palette.TOP_MARGIN
    bottom: int = palette.BOTTOM_MARGIN
    text_width: int = palette.TEXT_WIDTH


NEUTRAL = Look()

_LEFT, _RIGHT = palette.twips(32), palette.twips(23)
CLASSIC = Look(
    deep="24443B",
    accent="7A5317",
    hairline="CFC8BA",
    head_tint="EFEBE1",
    group_tint="F6F3EC",
    heading_tint="FAF8F3",
    box_tint="F6F3EC",
    heading_font="Cambria",
    is_classic=True,
    left=_LEFT,
    right=_RIGHT,
    top=palette.twips(31),
    bottom=palette.twips(24),
    text_width=palette.PAGE_WIDTH - _LEFT - _RIGHT,
)


def adapted(deep: str, accent: str, text_width: int) -> Look:
    """Return a look in a municipality's own colours; ours stay where its can't be read on their tint."""
    tints = [_mixed(deep, share) for share in _TINTS]
    if deep == palette.DEEP or contrast(deep, tints[0]) < READABLE:
        return Look(accent=_readable(accent, palette.ACCENT), is_themed=False, text_width=text_width)
    return Look(
        deep=deep,
        is_themed=False,
        accent=_readable(accent, deep),
        head_tint=tints[0],
        group_tint=tints[1],
        heading_tint=tints[1],
        box_tint=tints[1],
        text_width=text_width,
    )


def _readable(colour: str, otherwise: str) -> str:
    return colour if contrast(colour, palette.HEAD_TINT) >= READABLE else otherwise


def _mixed(colour: str, share: float) -> str:
    parts = (round(255 - (255 - part) * share) for part in bytes.fromhex(colour))
    return bytes(parts).hex().upper()


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance as WCAG defines it."""
    parts = [part / 255 for part in bytes.fromhex(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  WCAG's own numbers
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
