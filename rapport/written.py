"""What stands in a hand-kept file, as it was written: values, named entries and lists, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.saying import Saying

if TYPE_CHECKING:
    from rapport.origin import Origin


class Scalar(Saying, frozen=True):
    """A value or a key as it was written, without its quotation marks.

    ``style`` is ``'``, ``"``, ``|``, ``>`` or "" for a plain one. ``start`` and ``end`` are where the token stands in
    the text of the source, so that it can be replaced there. A missing value is a plain scalar with text "".
    """

    beside = ("origin", "start", "end")

    text: str
    origin: Origin
    style: str = ""
    start: int = 0
    end: int = 0

    @property
    def is_missing(self) -> bool:
        """Whether nothing is written where a value could stand."""
        return not self.text and not self.style


class Entry(Struct, frozen=True):
    """A key and its value."""

    key: Scalar
    value: Node


class Mapping(Saying, frozen=True):
    """Named entries in file order; each key stands once."""

    beside = ("origin", "start", "end")

    entries: tuple[Entry, ...]
    origin: Origin
    start: int = 0
    end: int = 0


class Sequence(Saying, frozen=True):
    """A list."""

    beside = ("origin", "start", "end")

    items: tuple[Node, ...]
    origin: Origin
    start: int = 0
    end: int = 0


Node = Scalar | Mapping | Sequence


def alone(name: str, value: Node) -> Mapping:
    """Return a mapping with one entry, at the place of its value: ``{name: value}``."""
    origin = value.origin
    return Mapping((Entry(Scalar(name, origin), value),), origin, value.start, value.end)
