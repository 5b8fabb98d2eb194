"""Facts that are equal when they say the same, wherever and however they were written."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

_SAYS: dict[type[Saying], Callable[[object], object]] = {}
"""What takes from each kind of fact that which it says, made at the first comparison."""


class Saying(Struct, frozen=True):
    """A fact with something beside what it says: its place, or its spelling."""

    beside: ClassVar[tuple[str, ...]] = ("origin",)
    """The fields that are no part of what is said."""

    def __eq__(self, other: object) -> bool:
        """Compare what is said."""
        kind = type(self)
        if type(other) is not kind:
            return NotImplemented
        says = _SAYS.get(kind) or _prepare(kind)
        return says(self) == says(other)

    def __hash__(self) -> int:
        """Hash what is said."""
        kind = type(self)
        return hash((_SAYS.get(kind) or _prepare(kind))(self))


def said(kind: type[Saying]) -> tuple[str, ...]:
    """Return the fields of a kind of fact that are part of what it says."""
    return tuple(name for name in kind.__struct_fields__ if name not in kind.beside)


def _prepare(kind: type[Saying]) -> Callable[[object], object]:
    return _SAYS.setdefault(kind, attrgetter(*said(kind)))
