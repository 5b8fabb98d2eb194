"""What stands in a hand-kept file, as it was written: values, named entries and lists, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.origin import Origin
from rapport.saying import Saying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as PlainSequence

BLOCKS = ("|", ">")
"""The styles of a text that stands on lines of its own, below its key."""
_ESCAPES = {"'": re.compile("''"), '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.|$)")}
"""What stands for another character in a quoted text."""


class Scalar(Saying, frozen=True):
    """A value or a key as it was written, without its quotation marks.

    ``style`` is ``'``, ``"``, ``|``, ``>`` or "" for a plain one. ``start`` and ``end`` are where the token stands in
    the text of the source, so that it can be replaced there. A missing value is a plain scalar with text "".
    ``raw`` is the token itself where it is anything else than the text, in quotation marks or not.
    """

    beside = ("origin", "start", "end", "raw")

    text: str
    origin: Origin
    style: str = ""
    start: int = 0
    end: int = 0
    raw: str = ""

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


_WORDS_BEFORE = re.compile(r"\{?\s*ord\s*:\s*$")
"""What stands before the words of ``{ord: Stängt}``."""


def key_before(name: str, value: Origin, lines: PlainSequence[str]) -> Origin:
    """Return where the key of a value stands, the place of the value where the key isn't found before it.

    It is looked up in the text when something is wrong there: a place kept for every key would cost more than the keys.
    """
    row = min(value.line, len(lines)) - 1
    before = _WORDS_BEFORE.sub("", lines[row][: value.column - 1]) if row >= 0 else ""
    while row > 0 and (not before.strip() or before.lstrip().startswith("#")):
        row -= 1
        before = _WORDS_BEFORE.sub("", lines[row])
    before = before.rstrip().removesuffix(":").rstrip().rstrip("'\"")
    if not before.endswith(name):
        return value
    return Origin(value.path, row + 1, len(before) - len(name) + 1, len(name))


def alone(name: str, value: Node) -> Mapping:
    """Return a mapping with one entry, at the place of its value: ``{name: value}``."""
    origin = value.origin
    return Mapping((Entry(Scalar(name, origin), value),), origin, value.start, value.end)


class Stretch(Struct, frozen=True):
    """A part of a text that stands unbroken on one line of its file, from ``start`` to ``end`` in the text."""

    start: int
    end: int
    line: int
    column: int


def stretches(text: str, origin: Origin, style: str, raw: str) -> list[Stretch]:
    """Return where in its file each part of a text stands, in order; none for a text of nothing but space.

    Args:
        text: The text as it is read: folded, without quotation marks and indentation.
        origin: Where its token begins.
        style: How it is written, as that of a `Scalar`.
        raw: The token as it stands in the file; "" where it is the text itself, in quotation marks or not.
    """
    if not raw:
        return [Stretch(0, len(text), origin.line, origin.column + bool(style))]
    found: list[Stretch] = []
    end = 0
    for row, column, piece, escaped in _pieces(raw, style):
        start = text.find(piece, end)
        if start < 0:  # the parser read the token in some way of its own
            continue
        end = start + len(piece)
        if piece:
            place = column + (1 if row else origin.column)
            found.append(Stretch(start, end, origin.line + row, place))
        end += escaped
    return found


def _pieces(raw: str, style: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield what of a token stands in its text as it is: row, column, piece, characters made by an escape after it."""
    escape = _ESCAPES.get(style)
    lines = (raw[:-1] if escape else raw).split("\n")
    for row, line in enumerate(lines):
        if row == 0 and style in BLOCKS:
            continue
        start = len(line) - len(line.lstrip()) if row else bool(escape) * 1
        for found in escape.finditer(line, start) if escape else ():
            yield row, start, line[start : found.start()], int(found.end() - found.start() > 1)
            start = found.end()
        yield row, start, line[start:].rstrip(), 0
