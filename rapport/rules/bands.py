"""Bands (gränser): which grade a measured value earns, and whether the bands cover every value once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.model.scale import Band

INFINITY = Decimal("Infinity")


class Edge(Struct, frozen=True, order=True):
    """A point on the number line or just above it, so that open and closed bounds compare."""

    value: Decimal
    just_above: bool = False


class Span(Struct, frozen=True):
    """The values that earn a grade: from ``start`` up to, but not including, ``end``."""

    grade: str
    start: Edge
    end: Edge


def span(grade: str, band: Band) -> Span:
    """Return a band as a half-open span; missing bounds reach to infinity."""
    start = Edge(-INFINITY)
    if band.from_ is not None:
        start = Edge(band.from_.quantity.value)
    elif band.above is not None:
        start = Edge(band.above.quantity.value, just_above=True)
    end = Edge(INFINITY, just_above=True)
    if band.below is not None:
        end = Edge(band.below.quantity.value)
    elif band.at_most is not None:
        end = Edge(band.at_most.quantity.value, just_above=True)
    return Span(grade, start, end)


def grade_of(bands: Mapping[str, Band], value: Decimal, *, just_above: bool = False) -> str | None:
    """Return the grade whose band holds a value, or None when none does.

    Args:
        bands: Bands by grade.
        value: In the unit of the bounds.
        just_above: The value counts as a hair more than it is, as when a target must be passed and is only met.
    """
    point = Edge(value, just_above)
    for grade, band in bands.items():
        reach = span(grade, band)
        if reach.start <= point < reach.end:
            return grade
    return None


def uncovered(bands: Mapping[str, Band]) -> list[tuple[Edge, Edge]]:
    """Return the gaps between bands: stretches whose values earn no grade."""
    gaps, reached = [], Edge(-INFINITY)
    for reach in sorted((span(grade, band) for grade, band in bands.items()), key=lambda s: s.start):
        if reach.start > reached:
            gaps.append((reached, reach.start))
        reached = max(reached, reach.end)
    if reached < Edge(INFINITY, just_above=True):
        gaps.append((reached, Edge(INFINITY, just_above=True)))
    return gaps


def overlapping(bands: Mapping[str, Band]) -> list[tuple[str, str]]:
    """Return the pairs of grades whose bands share a value."""
    spans = sorted((span(grade, band) for grade, band in bands.items()), key=lambda s: s.start)
    return [
        (first.grade, second.grade)
        for number, first in enumerate(spans)
        for second in spans[number + 1 :]
        if second.start < first.end and first.start < second.end
    ]
