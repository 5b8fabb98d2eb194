"""The bounds of a rule in words: which values a stretch of the number line holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.notation import format_number
from rapport.rules.bands import INFINITY

if TYPE_CHECKING:
    from decimal import Decimal

    from rapport.model.scale import Rule
    from rapport.rules.bands import Edge


def stretch(start: Edge, end: Edge, unit: str) -> str:
    """Return a stretch in the words that users write bounds with: "värden från 5 % och under 10 %"."""
    if start.value == end.value:
        return f"exakt {_number(start.value, unit)}"
    words: list[str] = []
    if start.value != -INFINITY:
        words.append(f"{'över' if start.just_above else 'från'} {_number(start.value, unit)}")
    if end.value != INFINITY:
        words.append(f"{'högst' if end.just_above else 'under'} {_number(end.value, unit)}")
    return f"värden {' och '.join(words)}" if words else "alla värden"


def unit_of(rule: Rule) -> str:
    """Return the unit that a rule's bounds are written in."""
    bounds = (
        bound
        for band in rule.bands.values()
        for bound in (band.above, band.from_, band.below, band.at_most)
        if bound is not None
    )
    return next((bound.quantity.unit for bound in bounds if bound.quantity.unit), "")


def _number(value: Decimal, unit: str) -> str:
    exponent = value.as_tuple().exponent
    return format_number(value, max(0, -exponent) if isinstance(exponent, int) else 0, unit)
