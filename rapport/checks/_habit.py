"""What most of a committee's things have: one that lacks it has probably been forgotten."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

HALF = Fraction(1, 2)
TWO_THIRDS = Fraction(2, 3)


def exceptions(things: Iterable[T], has: Callable[[T], object], share: Fraction = HALF) -> list[T]:
    """Return the things that lack something which at least ``share`` of them have; none when it is no habit."""
    every = list(things)
    lacking = [thing for thing in every if not has(thing)]
    return lacking if len(every) - len(lacking) >= share * len(every) else []
