"""What Kolada's programming interface answers, versions 2 and 3, as values: facts about measures, and their data.

A page of data in version 3 looks like this; ``value`` is null where nothing is reported, which is not 0::

    {
        "count": 1,
        "next_url": "",
        "values": [
            {
                "kpi": "U30453",
                "municipality": "0138",
                "period": 2019,
                "values": [{"gender": "T", "count": 1, "status": "", "value": 73.02, "isdeleted": false}],
            }
        ],
    }
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from rapport.notation.number import MOST_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MOST_DECIMALS = 40
_SHOWN = 40
TOTAL = "T"
GENDERS = {"K": "Kvinnor", "F": "Kvinnor", "M": "Män"}
"""The names of the parts; the documentation of version 2 says F where the data say K."""
_DELETED = ("isdeleted", "is_deleted")


class KoladaError(Exception):
    """Kolada can't be asked, or doesn't answer with data; the message is for users."""


class Measure(Struct, frozen=True):
    """A measure (nyckeltal) as Kolada describes it."""

    id: str
    title: str = ""
    preliminary: date | None = None
    """The day that preliminary values are published."""
    published: date | None = None
    """The day that final values are."""

    def is_preliminary(self, day: date) -> bool:
        """Whether the newest values are preliminary on a day."""
        return (
            self.preliminary is not None
            and self.published is not None
            and self.preliminary <= day < self.published
        )


class Value(Struct, frozen=True):
    """A value of a measure in a municipality and a year; ``gender`` is T for all."""

    measure: str
    municipality: str
    year: int
    gender: str
    value: Decimal


class Snapshot(Struct, frozen=True):
    """What Kolada said. ``asked`` are the measures that descriptions were asked for."""

    measures: dict[str, Measure] = field(default_factory=dict)
    values: tuple[Value, ...] = ()
    complete: bool = True
    """Whether a measure that isn't described doesn't exist."""

    def latest(self, measure: str, municipality: str, year: int) -> dict[str, Value]:
        """Return the values by gender of the newest year up to one that has a value for all."""
        ours = [v for v in self.values if (v.measure, v.municipality) == (measure, municipality)]
        years = [value.year for value in ours if value.gender == TOTAL and value.year <= year]
        return {value.gender: value for value in ours if years and value.year == max(years)}

    def total(self, measure: str, municipality: str, year: int) -> Value | None:
        """Return the value for all of a year; None when there is none."""
        wanted = (measure, municipality, year, TOTAL)
        return next((v for v in self.values if (v.measure, v.municipality, v.year, v.gender) == wanted), None)


def read_json(text: str | bytes) -> Any:
    """Return JSON with its numbers as exact decimals.

    Raises:
        KoladaError: no JSON, such as a web page that says that something is wrong.
    """
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        raise KoladaError("svaret är inte JSON; det kan vara en webbsida med ett felmeddelande") from None


def snapshot(pages: Iterable[Any], *, complete: bool) -> Snapshot:
    """Return what pages of answers say, descriptions and data mixed.

    Raises:
        KoladaError: a page has another form.
    """
    measures: dict[str, Measure] = {}
    values: list[Value] = []
    for item in _items(list(pages)):
        if "kpi" in item and "period" in item:
            values += _values(item)
        elif "id" in item:
            measures[str(item["id"])] = _measure(item)
    return Snapshot(measures, tuple(values), complete)


def saved_snapshot(text: str | bytes) -> Snapshot:
    """Return what a saved answer says: a page, or a list of pages.

    Raises:
        KoladaError: the file has no answer of Kolada's in it.
    """
    document = read_json(text)
    found = snapshot(document if isinstance(document, list) else [document], complete=False)
    if not found.values and not found.measures:
        raise KoladaError("filen har inga värden från Kolada")
    return Snapshot(found.measures, found.values, complete=bool(found.measures))


def _items(pages: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for page in pages:
        if not isinstance(page, dict) or not isinstance(page.get("values"), list):
            raise KoladaError("svaret har ingen lista values, som Kolada brukar svara med")
        yield from (item for item in page["values"] if isinstance(item, dict))


def _values(item: dict[str, Any]) -> Iterator[Value]:
    municipality, year, parts = item.get("municipality"), str(item["period"]), item.get("values")
    if municipality is None or not _YEAR.fullmatch(year) or not isinstance(parts, list):
        return
    for part in parts:
        if not isinstance(part, dict):
            continue
        value = _number(part.get("value"))
        if value is None or any(part.get(key) for key in _DELETED):
            continue
        gender = str(part.get("gender", TOTAL))
        yield Value(str(item["kpi"]), str(municipality), int(year), gender, value)


def _number(value: Any) -> Decimal | None:
    """Return a value, None for one that isn't reported.

    Raises:
        KoladaError: no measure has such a value.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    if number.adjusted() >= MOST_DIGITS or number.as_tuple().exponent < -_MOST_DECIMALS:  # type: ignore[operator]  # JSON has no infinite numbers
        raise KoladaError(f"svaret har ett värde som inte kan stämma ({str(value)[:_SHOWN]})")
    return number


def _measure(item: dict[str, Any]) -> Measure:
    return Measure(
        str(item["id"]),
        str(item.get("title", "")),
        _day(item.get("prel_publication_date")),
        _day(item.get("publication_date")),
    )


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
