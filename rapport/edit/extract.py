"""An extract of the ledger (underlag) added up: for each combination of codes what each column amounts to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.model.ledger import PERIOD
from rapport.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rapport.diagnostic import Diagnostic
    from rapport.model.ledger import LedgerMapping
    from rapport.notation import Period

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')

Codes = tuple[str, ...]
"""The codes of an entry, in the order of `Wanted.codes`."""


class Wanted(Struct, frozen=True):
    """What is to be read: the code columns that something depends on, the columns of amounts, the months."""

    mapping: LedgerMapping
    period: Period
    codes: tuple[str, ...]
    amounts: tuple[str, ...]

    def covers(self, year: int, month: int) -> bool:
        """Whether an entry belongs to the report; the months of closing belong to the whole year."""
        december = 12
        return year == self.period.year and min(month, december) <= self.period.last_month

    def is_skipped(self, codes: Mapping[str, str]) -> bool:
        """Whether a row is no entry, such as a total."""
        skipped = self.mapping.skipped
        return any(
            pattern.matches(codes.get(key, "")) for key, patterns in skipped.items() for pattern in patterns
        )

    def counts(self, column: str, codes: Mapping[str, str]) -> bool:
        """Whether a row's amount in a column is one of that column's."""
        only = self.mapping.columns[column].only
        return all(
            any(pattern.matches(codes.get(key, "")) for pattern in patterns) for key, patterns in only.items()
        )


def wanted(mapping: LedgerMapping, period: Period, amounts: Collection[str]) -> Wanted:
    """Return what to read of an extract.

    Args:
        mapping: The year's mapping.
        period: The report's period.
        amounts: The columns of economy tables that there are; every other column of the mapping has codes.
    """
    used = set(mapping.skipped)
    for lines in mapping.lines.values():
        used |= {key for line in lines.values() for part in line.alternatives for key in part.codes}
    columns = tuple(key for key in mapping.columns if key in amounts)
    used |= {key for column in columns for key in mapping.columns[column].only}
    return Wanted(mapping, period, tuple(sorted(used - {PERIOD})), columns)


class Combination(Struct):
    """What the entries with the same codes add up to, by column; ``row`` is where the first of them stands."""

    row: int
    entries: int = 0
    amounts: dict[str, Decimal] = field(default_factory=dict)

    def add(self, column: str, amount: Decimal) -> None:
        """Add an amount; a column without any stays missing, which isn't 0."""
        self.amounts[column] = self.amounts.get(column, Decimal(0)) + amount

    @property
    def size(self) -> Decimal:
        """The largest amount, whatever its sign."""
        return max((abs(amount) for amount in self.amounts.values()), default=Decimal(0))


class Written(Struct, frozen=True):
    """An extract that is text, as it was written: its lines and what stands between the columns."""

    text: str
    delimiter: str

    def column(self, row: int, place: int) -> int:
        """Return the character, counted from 1, at which a cell of a row begins."""
        lines = _LINE_ENDS.split(self.text)
        line = lines[row - 1] if 0 < row <= len(lines) else ""
        at = 0
        for _ in range(place):
            quoted = _QUOTED.match(line, at)
            stop = line.find(self.delimiter, quoted.end() if quoted else at)
            if stop < 0:
                return 1
            at = stop + 1
        return at + 1


class Extract(Struct):
    """A file added up. ``outside`` counts the entries of other months, ``first`` is the column of the first code."""

    name: str
    combinations: dict[Codes, Combination] = field(default_factory=dict)
    outside: int = 0
    findings: list[Diagnostic] = field(default_factory=list)
    written: Written | None = None
    first: int = 0

    def at(self, row: int, place: int | None = None) -> Origin:
        """Return the place of a cell, counted from 0; without one that of the row's first code.

        The column is what an editor or a spreadsheet counts: characters in a text, cells in a workbook.
        """
        place = self.first if place is None else place
        return Origin(self.name, row, self.written.column(row, place) if self.written else place + 1)

    def of(self, codes: Codes, row: int) -> Combination:
        """Return the combination of some codes."""
        found = self.combinations.get(codes)
        if found is None:
            found = self.combinations[codes] = Combination(row)
        return found
