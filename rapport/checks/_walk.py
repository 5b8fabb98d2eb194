"""Every record and every text of a plan or a report, whatever it is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.model.record import Record
from rapport.model.scalar import Figure, Goalpost, Prose, Reference, Words
from rapport.notation import format_target
from rapport.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator


def every_record(*roots: Record) -> Iterator[Record]:
    """Yield the records themselves and all records in them."""
    waiting: list[object] = [*reversed(roots)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Record):
            yield value
            waiting += reversed(value.__dict__.values())
        elif isinstance(value, dict):
            waiting += reversed(value.values())
        elif isinstance(value, list):
            waiting += reversed(value)


def every_text(*roots: Record) -> Iterator[tuple[str, Origin]]:
    """Yield all that is written in words, with its place; a plain text has its record's."""
    for record in every_record(*roots):
        for value in record.__dict__.values():
            for scalar in _scalars(value):
                yield from _text(scalar, record.origin)


def _scalars(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _scalars(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner)
    elif not isinstance(value, Record):
        yield value


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
    """Yield the lines of a prose with their places, as near as they are known."""
    for number, line in enumerate(prose.text.splitlines()):
        place = prose.origin
        if prose.exact and number:
            place = Origin(place.path, place.line + number)
        yield line, place
