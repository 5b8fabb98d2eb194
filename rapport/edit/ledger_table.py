"""A ledger extract as a table: .xlsx or .csv, headings some rows down, codes as text or numbers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.diagnostic import did_you_mean
from rapport.edit.extract import Extract, Written
from rapport.edit.ledger_amount import UnreadableError, code_text, parse_amount, parse_month
from rapport.edit.ledger_faults import ExtractError, ledger_fault
from rapport.edit.ledger_headings import find_headings, no_headings
from rapport.edit.sheet_rows import NotAWorkbookError, SheetRow, open_workbook, sheet_rows

if TYPE_CHECKING:
    from _csv import Reader as _CsvReader
    from collections.abc import Iterator
    from decimal import Decimal

    from rapport.edit.extract import Codes, Wanted
    from rapport.edit.ledger_headings import Headings
    from rapport.edit.sheet_rows import SheetCell

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
    tables = _sheets(name, data, want) if data.startswith(b"PK") else _texts(name, data)
    best: Headings | None = None
    for rows, written in tables:
        headings = find_headings(rows, want)
        if headings is not None and not headings.missing:
            return _added_up(Extract(name, written=written), headings, want)
        if headings is not None and (best is None or len(headings.missing) < len(best.missing)):
            best = headings
    raise no_headings(name, want, best)


def _sheets(name: str, data: bytes, want: Wanted) -> Iterator[tuple[Iterator[SheetRow], None]]:
    """Yield the rows of each sheet, or of the one that the mapping names."""
    try:
        book = open_workbook(data)
    except NotAWorkbookError as fault:
        raise ExtractError(
            "not-an-extract", name, _sentence(fault, "går inte att läsa som arbetsbok")
        ) from None
    sheet = want.mapping.sheet
    if sheet and sheet not in book.sheets:
        remedy = did_you_mean(sheet, book.sheets)
        raise ExtractError("not-an-extract", name, f"arbetsboken har inget blad ”{sheet}”", remedy)
    for key in [sheet] if sheet else book.sheets:
        yield _guarded(name, sheet_rows(book, key)), None


def _guarded(name: str, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    try:
        yield from rows
    except NotAWorkbookError as fault:
        raise ExtractError(
            "not-an-extract", name, _sentence(fault, "är trasig; bladet går inte att läsa till slut")
        ) from None


def _sentence(fault: NotAWorkbookError, otherwise: str) -> str:
    return f"filen {fault}" if str(fault) else f"filen {otherwise}"


def _texts(name: str, data: bytes) -> Iterator[tuple[Iterator[SheetRow], Written]]:
    """Yield the rows as they are with each delimiter; the right one is the one that gives the headings."""
    text = decode(data)
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        yield _lines(name, reader), Written(text, delimiter)


def _lines(name: str, reader: _CsvReader) -> Iterator[SheetRow]:
    try:
        for cells in reader:
            yield SheetRow(reader.line_num, list(cells))
    except csv.Error:
        raise ExtractError(
            "not-an-extract",
            name,
            f"texten går inte att läsa förbi rad {reader.line_num}",
            "där kan ett citattecken sakna sitt slut",
        ) from None


def decode(data: bytes) -> str:
    """Return bytes as text: UTF-8 or UTF-16 where they are that, otherwise Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _added_up(extract: Extract, headings: Headings, want: Wanted) -> Extract:
    """Add the rows below the headings up by their codes."""
    extract.first = next((place for place in headings.codes.values() if place is not None), 0)
    reader = _Reader(extract, headings, want)
    for row in headings.rows:
        reader.take(row)
    told = extract.findings
    if len(told) > MOST_TOLD:
        more = f"ytterligare {len(told) - MOST_TOLD} celler går inte att läsa"
        extract.findings = [*told[:MOST_TOLD], ledger_fault("not-an-amount", told[MOST_TOLD].origin, more)]
    return extract


class _Reader(Struct):
    """Takes the rows of a table one by one; what has been seen once is not worked out again."""

    extract: Extract
    headings: Headings
    want: Wanted
    counted: dict[Codes, tuple[str, ...]] = field(default_factory=dict)
    """The columns that count for some codes; none for rows to skip."""
    months: dict[SheetCell, bool | None] = field(default_factory=dict)
    """Whether a month belongs to the report; None where it can't be read."""

    def take(self, row: SheetRow) -> None:
        cells = row.cells
        width = len(cells)
        codes = tuple(
            code_text(cells[place]) if place is not None and place < width else ""
            for place in self.headings.codes.values()
        )
        columns = self.counted.get(codes)
        if columns is None:
            columns = self.counted[codes] = self._columns(codes)
        amounts = [
            (column, amount)
            for column in columns
            for place in self.headings.amounts[column]
            if place < width and (amount := self._amount(row, place)) is not None
        ]
        if not amounts or not self._is_ours(row):
            return
        combination = self.extract.of(codes, row.number)
        combination.entries += 1
        for column, amount in amounts:
            combination.add(column, amount)

    def _columns(self, codes: Codes) -> tuple[str, ...]:
        by_key = dict(zip(self.headings.codes, codes, strict=True))
        if self.want.is_skipped(by_key):
            return ()
        return tuple(key for key in self.want.amounts if self.want.counts(key, by_key))

    def _amount(self, row: SheetRow, place: int) -> Decimal | None:
        try:
            return parse_amount(row.cells[place])
        except UnreadableError as fault:
            self._tell("not-an-amount", row, place, fault)
            return None

    def _is_ours(self, row: SheetRow) -> bool:
        """Whether a row is of the report's months; without a column of months they all are."""
        place = self.headings.month
        if place is None:
            return True
        cell = row.cells[place] if place < len(row.cells) else None
        if cell not in self.months:
            try:
                self.months[cell] = self.want.covers(*parse_month(cell))
            except UnreadableError as fault:
                self._tell("not-a-month", row, place, fault)
                return False
        ours = bool(self.months[cell])
        self.extract.outside += not ours
        return ours

    def _tell(self, check: str, row: SheetRow, place: int, fault: UnreadableError) -> None:
        self.extract.findings.append(
            ledger_fault(check, self.extract.at(row.number, place), str(fault), fault.remedy)
        )
