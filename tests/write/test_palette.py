"""The palette: everything printed can be read, by eye and in greyscale."""

from __future__ import annotations

import pytest

from rapport.tables.cell import Tone
from rapport.write import palette


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_that_wcag_states() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize(("background", "text"), palette.READABLE_PAIRS)
def test_text_reaches_the_contrast_of_wcag_aa(background: str, text: str) -> None:
    assert contrast(background, text) >= 4.5


def test_the_three_common_ratings_differ_in_greyscale_print() -> None:
    red, green, yellow = (luminance(palette.SHADES[tone].fill) for tone in (Tone.BAD, Tone.GOOD, Tone.WATCH))
    assert red < green - 0.2 < yellow - 0.4


def test_every_rating_has_a_colour_and_a_style_of_its_own() -> None:
    ratings = set(Tone) - {Tone.PLAIN}
    assert palette.SHADES.keys() == palette.RATING_STYLES.keys() == ratings
    assert len({shade.fill for shade in palette.SHADES.values()}) == len(ratings)
    assert len(set(palette.RATING_STYLES.values())) == len(ratings)


def test_a_page_of_a4_leaves_160_and_247_millimetres_for_text() -> None:
    assert pytest.approx(palette.twips(160), abs=2) == palette.TEXT_WIDTH
    assert pytest.approx(palette.twips(247), abs=2) == palette.LANDSCAPE_WIDTH
