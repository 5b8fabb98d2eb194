"""Every record and every text of a plan and its reports, whatever it is part of."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from rapport.model.record import Record
from rapport.model.scalar import Figure, Goalpost, Prose, Reference, Words
from rapport.notation import format_target
from rapport.origin import Origin
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rapport.model.year import Year

_MAY_HOLD_RECORDS = (dict, list, Record)
_WORDED: dict[type, Callable[[Any], str]] = {
    Words: attrgetter("words"),
    Reference: attrgetter("id"),
    Figure: attrgetter("quantity.written"),
    Goalpost: lambda goalpost: format_target(goalpost.target),
}
"""What each kind of value says in words."""


@once
def every_record(year: Year) -> tuple[Record, ...]:
    """Return the plan, the reports and all records in them."""
    return tuple(_records(year.plan, *year.reports.values()))


def _records(*roots: Record) -> Iterator[Record]:
    waiting: list[Any] = [*reversed(roots)]
    while waiting:
        value = waiting.pop()
        kind = type(value)
        if kind is dict or kind is list:
            inner = value.values() if kind is dict else value
        else:
            yield value
            inner = value.__dict__.values()
        waiting += [part for part in filter(None, reversed(inner)) if isinstance(part, _MAY_HOLD_RECORDS)]


def every_text(year: Year) -> Iterator[tuple[str, Origin]]:
    """Yield all that is written in words, with its place; a plain text has its record's."""
    for record in every_record(year):
        for value in _own(record.__dict__.values()):
            kind = type(value)
            if kind is str:
                yield value, record.origin
            elif kind is Prose:
                yield from _lines(value)
            else:
                yield _WORDED[kind](value), value.origin


def _own(values: Iterable[Any]) -> Iterator[Any]:
    """Yield what is written in words in fields, in lists and mappings too, but not what other records have."""
    for value in filter(None, values):
        kind = type(value)
        if kind is dict:
            yield from _own(value.values())
        elif kind is list:
            yield from _own(value)
        elif kind is str or kind is Prose or kind in _WORDED:
            yield value


def _lines(prose: Prose) -> Iterator[tuple[str, Origin]]:
    """Yield the lines of a prose with their places, as near as they are known."""
    for number, line in enumerate(prose.text.splitlines()):
        place = prose.origin
        if prose.exact and number:
            place = Origin(place.path, place.line + number)
        yield line, place
