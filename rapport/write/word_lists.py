"""Bullets and numbers: what the numbering part of a Word file says, and how a new list begins at 1."""

from __future__ import annotations

import re

from msgspec import Struct

from rapport.write import palette
from rapport.write.word_styles import BULLETS, LIST_LEVELS, LIST_STEP, NUMBERS, style_id

_OUR_BULLETS = tuple(style_id(name) for name in BULLETS)
_OUR_NUMBERS = tuple(style_id(name) for name in NUMBERS)
_BULLET_SIGNS = ("•", "–", "·")
_NUMBER_FORMS = (("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3."))
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EMPTY_PART = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{NAMESPACE}"></w:numbering>'


class Numbering(Struct, frozen=True):
    """A numbering part that has our two lists, and the numbers they got in it."""

    xml: str
    bullets: int
    numbers: int


def _level(level: int, form: str, sign: str, style: str, looks: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{LIST_STEP * (level + 1)}" w:hanging="{LIST_STEP}"/></w:pPr>{looks}</w:lvl>'
    )


def bullet_levels(ids: tuple[str, ...] = _OUR_BULLETS, colour: str = palette.ACCENT) -> str:
    """Return the levels of a bullet list, tied to the list styles with these ids."""
    looks = f'<w:rPr><w:color w:val="{colour}"/></w:rPr>'
    return "".join(
        _level(level, "bullet", _BULLET_SIGNS[level], ids[level], looks) for level in range(LIST_LEVELS)
    )


def ordered_levels(ids: tuple[str, ...] = _OUR_NUMBERS) -> str:
    """Return the levels of a numbered list, tied to the list styles with these ids."""
    return "".join(_level(level, *_NUMBER_FORMS[level], ids[level]) for level in range(LIST_LEVELS))


def abstract(number: int, levels: str) -> str:
    """Return a list definition."""
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def instance(number: int, definition: int) -> str:
    """Return a list that follows a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/></w:num>'


def restarted(number: int, definition: int) -> str:
    """Return a list that follows a definition and begins anew at every level."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        for level in range(LIST_LEVELS)
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def extended(
    xml: str, bullet_ids: tuple[str, ...], number_ids: tuple[str, ...], colour: str = palette.ACCENT
) -> Numbering:
    """Return a numbering part with our two lists added under numbers that are free in it."""
    definition = _highest(xml, "abstractNumId") + 1
    number = _highest(xml, "numId") + 1
    definitions = abstract(definition, bullet_levels(bullet_ids, colour)) + abstract(
        definition + 1, ordered_levels(number_ids)
    )
    instances = instance(number, definition) + instance(number + 1, definition + 1)
    full = with_instances(_with_definitions(xml, definitions), instances)
    return Numbering(full, number, number + 1)


def with_instances(xml: str, instances: str) -> str:
    """Return a numbering part with lists added after those it has."""
    # the schema lets one element follow the lists
    end = xml.find("<w:numIdMacAtCleanup")
    place = end if end >= 0 else xml.index("</w:numbering>")
    return xml[:place] + instances + xml[place:]


def _with_definitions(xml: str, definitions: str) -> str:
    first = re.search(r"<w:num [^>]*w:numId|<w:numIdMacAtCleanup|</w:numbering>", xml)
    place = first.start() if first else len(xml)
    return xml[:place] + definitions + xml[place:]


def _highest(xml: str, attribute: str) -> int:
    return max((int(number) for number in re.findall(rf'<w:\w+ [^>]*w:{attribute}="(\d+)"', xml)), default=0)
