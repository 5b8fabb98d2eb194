"""Every record and every text of a plan or a report, whatever it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rapport.model.record import Record
from rapport.model.scalar import Figure, Goalpost, Prose, Reference, Words
from rapport.notation import format_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.origin import Origin

_MAY_HOLD_RECORDS = (dict, list, Record)


def every_record(*roots: Record) -> Iterator[Record]:
    """Yield the records themselves and all records in them."""
    waiting: list[Any] = [*reversed(roots)]
    while waiting:
        value = waiting.pop()
        kind = type(value)
        if kind is dict or kind is list:
            inner = value.values() if kind is dict else value
        else:
            yield value
            inner = value.__dict__.values()
        waiting += [part for part in reversed(inner) if part and isinstance(part, _MAY_HOLD_RECORDS)]


def every_text(*roots: Record) -> Iterator[tuple[str, Origin]]:
    """Yield all that is written in words, with its place; a plain text has its record's."""
    for record in every_record(*roots):
        for value in record.__dict__.values():
            if type(value) is str:
                if value:
                    yield value, record.origin
            elif value and not isinstance(value, Record):
                yield from _within(value, record.origin)


def _within(value: object, origin: Origin) -> Iterator[tuple[str, Origin]]:
    """Yield what is written in words in a field, but not what its own records have."""
    if isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            if not isinstance(inner, Record):
                yield from _within(inner, origin)
    else:
        yield from _text(value, origin)


def _text(value: object, origin: Origin) -> Iterator[tuple[str, Origin]]:
    if isinstance(value, str):
        yield value, origin
    elif isinstance(value, Words):
        yield value.words, value.origin
    elif isinstance(value, Reference):
        yield value.id, value.origin
    elif isinstance(value, Figure):
        yield value.quantity.written, value.origin
    elif isinstance(value, Goalpost):
        yield format_target(value.target), value.origin
    elif isinstance(value, Prose):
        yield from _lines(value)


def _lines(prose: Prose) -> Iterator[tuple[str, Origin]]:
    """Yield the lines of a prose with their places."""
    start = 0
    for line in prose.text.split("\n"):
        yield line, prose.place(start, start + len(line))
        start += len(line) + 1
