"""Where the columns of a ledger extract are: the row of headings, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.diagnostic import did_you_mean
from rapport.edit.ledger_amount import code_text
from rapport.edit.ledger_faults import ExtractError
from rapport.model.ledger import PERIOD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapport.edit.extract import Wanted
    from rapport.edit.sheet_rows import SheetCell, SheetRow
    from rapport.model.ledger import ExtractColumn

SEARCHED = 60
"""How many rows are searched for the headings."""


class Headings(Struct, frozen=True):
    """Where columns are, counted from 0; ``rows`` goes on below the headings.

    ``amounts`` has several places for a column whose months stand side by side. ``missing`` are the columns of the
    mapping that the row doesn't have.
    """

    rows: Iterator[SheetRow]
    shown: list[str]
    codes: dict[str, int | None]
    amounts: dict[str, list[int]]
    month: int | None
    missing: list[tuple[str, ExtractColumn]]

    @property
    def found(self) -> int:
        """How many of the columns there are."""
        places = [*self.codes.values(), self.month]
        return len(self.amounts) + sum(place is not None for place in places)


def find_headings(rows: Iterator[SheetRow], want: Wanted) -> Headings | None:
    """Return the first row that has all headings, else the one that has most of them."""
    best: Headings | None = None
    for count, row in enumerate(rows):
        headings = _headings(row.cells, rows, want)
        if not headings.missing:
            return headings
        if headings.found and (best is None or headings.found > best.found):
            best = headings
        if count >= SEARCHED:
            break
    return best


def _headings(cells: Sequence[SheetCell], rows: Iterator[SheetRow], want: Wanted) -> Headings:
    shown = [code_text(cell) for cell in cells]
    places: dict[str, int] = {}
    for place, heading in enumerate(shown):
        places.setdefault(heading.casefold(), place)
    columns = want.mapping.columns
    codes = {key: _place(columns[key].headings, places) for key in want.codes}
    month = _place(columns[PERIOD].headings, places) if PERIOD in columns else None
    amounts = {key: _amount_places(columns[key], places, want.period.last_month) for key in want.amounts}
    missing = [key for key, at in codes.items() if at is None] + [
        key for key, at in amounts.items() if not at
    ]
    if PERIOD in columns and month is None:
        missing.append(PERIOD)
    found = {key: at for key, at in amounts.items() if at}
    return Headings(rows, shown, codes, found, month, [(key, columns[key]) for key in missing])


def _amount_places(column: ExtractColumn, places: dict[str, int], last_month: int) -> list[int]:
    """Return the places of a column's amounts: one, or one for each month up to the last; none if any is missing."""
    if not column.months:
        found = [_place(column.headings, places)]
    else:
        found = [_place([month], places) for month in column.months[:last_month]]
    return [place for place in found if place is not None] if None not in found else []


def _place(names: Sequence[str], places: dict[str, int]) -> int | None:
    return next((places[name.casefold()] for name in names if name.casefold() in places), None)


def no_headings(name: str, want: Wanted, best: Headings | None) -> ExtractError:
    """Return what to say of a table without the headings; ``best`` is the row that came nearest."""
    if best is None:
        named = [heading for column in want.mapping.columns.values() for heading in column.headings]
        return ExtractError(
            "missing-heading",
            name,
            f"ingen rad bland de {SEARCHED} första har någon av rubrikerna {', '.join(named)}",
            "skriv under kolumner i underlag.yaml vad kolumnerna heter i underlaget",
        )
    key, column = best.missing[0]
    headings = column.headings or column.months
    return ExtractError(
        "missing-heading",
        name,
        f"underlaget har ingen kolumn ”{' eller '.join(headings)}” ({key})",
        did_you_mean(headings[0] if headings else key, [heading for heading in best.shown if heading])
        or "rubrikraden är: " + ", ".join(heading for heading in best.shown if heading),
    )
