"""A ledger extract as a table: .xlsx or .csv, headings some rows down, codes as text or numbers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapport.diagnostic import did_you_mean
from rapport.edit.extract import Extract
from rapport.edit.ledger_amount import UnreadableError, code_text, parse_amount, parse_month
from rapport.edit.ledger_faults import ExtractError, ledger_fault
from rapport.edit.sheet_rows import NotAWorkbookError, SheetRow, open_workbook, sheet_rows
from rapport.model.ledger import PERIOD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rapport.edit.extract import Codes, Wanted
    from rapport.edit.sheet_rows import SheetCell
    from rapport.model.ledger import CodePattern, ExtractColumn

SEARCHED = 60
"""How many rows are searched for the headings."""
MOST_TOLD = 20
"""How many unreadable cells are told of."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DELIMITERS = ";\t,|"


def read_table(name: str, data: bytes, want: Wanted) -> Extract:
    """Return what a table adds up to.

    Raises:
        ExtractError: no table that has the headings of the mapping.
    """
    if data.startswith(_OLD_OFFICE):
        raise ExtractError(
            "not-an-extract",
            name,
            "filen är krypterad, märkt med känslighet eller av den gamla typen .xls",
            "öppna den i Excel och spara den som Excel-arbetsbok (.xlsx) utan lösenord och märkning",
        )
    tables = _sheets(name, data, want) if data.startswith(b"PK") else _texts(data)
    best: _Headings | None = None
    for rows in tables:
        headings = _find_headings(rows, want)
        if headings is not None and not headings.missing:
            return _added_up(name, headings, want)
        if headings is not None and (best is None or len(headings.missing) < len(best.missing)):
            best = headings
    raise _no_headings(name, want, best)


def _sheets(name: str, data: bytes, want: Wanted) -> Iterator[Iterator[SheetRow]]:
    """Yield the rows of each sheet, or of the one that the mapping names."""
    try:
        book = open_workbook(data)
    except NotAWorkbookError:
        raise ExtractError("not-an-extract", name, "filen går inte att läsa som arbetsbok") from None
    sheet = want.mapping.sheet
    if sheet and sheet not in book.sheets:
        remedy = did_you_mean(sheet, book.sheets)
        raise ExtractError("not-an-extract", name, f"arbetsboken har inget blad ”{sheet}”", remedy)
    for key in [sheet] if sheet else book.sheets:
        yield _guarded(name, sheet_rows(book, key))


def _guarded(name: str, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    try:
        yield from rows
    except NotAWorkbookError:
        raise ExtractError(
            "not-an-extract", name, "bladet går inte att läsa till slut; filen är trasig"
        ) from None


def _texts(data: bytes) -> Iterator[Iterator[SheetRow]]:
    """Yield the rows as they are with each delimiter; the right one is the one that gives the headings."""
    text = decode(data)
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        yield (SheetRow(reader.line_num, list(cells)) for cells in reader)


def decode(data: bytes) -> str:
    """Return bytes as text: UTF-8 or UTF-16 where they are that, otherwise Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


@dataclass(frozen=True)
class _Headings:
    """Where columns are: of codes and month by key, of amounts by key (several for months side by side)."""

    rows: Iterator[SheetRow]
    shown: list[str]
    codes: dict[str, int]
    amounts: dict[str, list[int]]
    missing: list[tuple[str, ExtractColumn]]


def _find_headings(rows: Iterator[SheetRow], want: Wanted) -> _Headings | None:
    """Return the row that has most of the headings; ``rows`` then goes on below it."""
    best: _Headings | None = None
    for count, row in enumerate(rows):
        headings = _headings(row.cells, rows, want)
        if not headings.missing:
            return headings
        found = len(headings.codes) + len(headings.amounts)
        if found and (best is None or len(headings.missing) < len(best.missing)):
            best = headings
        if count >= SEARCHED:
            break
    return best


def _headings(cells: Sequence[SheetCell], rows: Iterator[SheetRow], want: Wanted) -> _Headings:
    shown = [code_text(cell) for cell in cells]
    places: dict[str, int] = {}
    for place, heading in enumerate(shown):
        places.setdefault(heading.casefold(), place)
    codes, amounts, missing = {}, {}, []
    columns = want.mapping.columns
    keys = (*want.codes, *([PERIOD] if PERIOD in columns else []))
    for key in [key for key in keys if key in columns]:
        place = _place(columns[key].headings, places)
        if place is None:
            missing.append((key, columns[key]))
        else:
            codes[key] = place
    for key in want.amounts:
        column = columns[key]
        found = [_place([month], places) for month in column.months[: want.period.last_month]]
        found = found or [_place(column.headings, places)]
        if None in found:
            missing.append((key, column))
        else:
            amounts[key] = [place for place in found if place is not None]
    return _Headings(rows, shown, codes, amounts, missing)


def _place(names: Sequence[str], places: dict[str, int]) -> int | None:
    return next((places[name.casefold()] for name in names if name.casefold() in places), None)


def _no_headings(name: str, want: Wanted, best: _Headings | None) -> ExtractError:
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
    error = ExtractError(
        "missing-heading",
        name,
        f"underlaget har ingen kolumn ”{' eller '.join(headings)}” ({key})",
        did_you_mean(headings[0] if headings else key, [heading for heading in best.shown if heading])
        or "rubrikraden är: " + ", ".join(heading for heading in best.shown if heading),
    )
    return error


def _added_up(name: str, headings: _Headings, want: Wanted) -> Extract:
    """Add the rows below the headings up by their codes."""
    extract = Extract(name)
    reader = _Reader(extract, headings, want, {})
    for row in headings.rows:
        reader.take(row)
    told = extract.findings
    if len(told) > MOST_TOLD:
        rest = ledger_fault(
            "not-an-amount", extract.at(1), f"och {len(told) - MOST_TOLD} celler till går inte att läsa"
        )
        extract.findings = [*told[:MOST_TOLD], rest]
    return extract


@dataclass
class _Reader:
    """Takes the rows of a table one by one; a code that has been seen isn't looked at again."""

    extract: Extract
    headings: _Headings
    want: Wanted
    months: dict[SheetCell, bool | None]

    def take(self, row: SheetRow) -> None:
        cells, codes = row.cells, self._codes(row.cells)
        if self._is_skipped(codes):
            return
        amounts = self._amounts(row)
        if not amounts:
            return
        if not self._is_ours(row):
            return
        combination = self.extract.of(codes, row.number)
        combination.entries += 1
        for column, places in amounts.items():
            for place in places:
                self._add(row, combination, column, cells[place])
