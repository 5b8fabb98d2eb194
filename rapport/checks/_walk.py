"""Every record and every text of a plan and its reports, whatever it is part of."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from rapport.model.record import Record
from rapport.model.scalar import Figure, Goalpost, Prose, Reference, Status, Unread, Words
from rapport.notation import format_target
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rapport.model.year import Year
    from rapport.origin import Origin

_MAY_HOLD_RECORDS = (dict, list, Record)
_WORDED: dict[type, Callable[[Any], str]] = {
    Words: attrgetter("words"),
    Status: attrgetter("word"),
    Unread: attrgetter("words"),
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


def every_text(year: Year) -> Iterator[tuple[str, Any]]:
    """Yield all that is written in words, with what has its place: a prose, a value, for a plain text its record."""
    for record in every_record(year):
        for value in _own(record.__dict__.values()):
            kind = type(value)
            if kind is str:
                yield value, record
            elif kind is Prose:
                yield value.text, value
            else:
                yield _WORDED[kind](value), value


def place_in(holder: Any, start: int, end: int) -> Origin:
    """Return where a part of a text of `every_text` stands, as near as it is known."""
    return holder.place(start, end) if isinstance(holder, Prose) else holder.origin


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
