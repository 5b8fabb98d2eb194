"""What stands in a hand-kept file, as it was written: values, named entries and lists, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapport.origin import Origin


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value or a key as it was written, without its quotation marks.

    ``style`` is ``'``, ``"``, ``|``, ``>`` or "" for a plain one. ``start`` and ``end`` are where the token stands in
    the text of the source, so that it can be replaced there. A missing value is a plain scalar with text "".
    """

    text: str
    origin: Origin = field(compare=False)
    style: str = ""
    start: int = field(compare=False, default=0)
    end: int = field(compare=False, default=0)

    @property
    def is_missing(self) -> bool:
        """Whether nothing is written where a value could stand."""
        return not self.text and not self.style


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named entries in file order; each key stands once."""

    entries: tuple[Entry, ...]
    origin: Origin = field(compare=False)
    start: int = field(compare=False, default=0)
    end: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    origin: Origin = field(compare=False)
    start: int = field(compare=False, default=0)
    end: int = field(compare=False, default=0)


Node = Scalar | Mapping | Sequence


def alone(name: str, value: Node) -> Mapping:
    """Return a mapping with one entry, at the place of its value: ``{name: value}``."""
    origin = value.origin
    return Mapping((Entry(Scalar(name, origin), value),), origin, value.start, value.end)
