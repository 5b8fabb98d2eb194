"""Periods: ``2020-T1``, ``2019-03``, ``2021-Q2``, ``2019`` and ``2019-plan``."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from rapport.notation.fault import NotationError

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


class PeriodKind(StrEnum):
    """What sort of period; the value is the word that users write."""

    PLAN = "plan"
    MONTH = "månad"
    QUARTER = "kvartal"
    TERTIAL = "tertial"
    YEAR = "år"


_MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.TERTIAL: 4}
_LETTERS = {PeriodKind.QUARTER: "Q", PeriodKind.TERTIAL: "T"}
_REPORTS = {
    PeriodKind.PLAN: "nämndplan",
    PeriodKind.MONTH: "månadsrapport",
    PeriodKind.QUARTER: "månadsrapport",
    PeriodKind.TERTIAL: "delårsrapport",
    PeriodKind.YEAR: "verksamhetsberättelse",
}
PLAN = "plan"
WHOLE_YEAR = "helår"
_CODE = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?:-(?P<part>.+))?")
_PART = re.compile(r"(?P<letter>[TQ]?)(?P<number>[0-9]{1,2})", re.IGNORECASE)


class Period(Struct, frozen=True, order=True):
    """A reporting period: its year and kind, and which of its kind in the year (0 for plan and year)."""

    year: int
    kind: PeriodKind
    number: int = 0

    @property
    def part(self) -> str:
        """The name of the period's folder: ``T1``, ``Q3``, ``03``, ``plan``, ``helår``."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.number:02}"
        if self.kind in _LETTERS:
            return f"{_LETTERS[self.kind]}{self.number}"
        return PLAN if self.kind is PeriodKind.PLAN else WHOLE_YEAR

    @property
    def last_month(self) -> int:
        """The month that the report is as of; 12 for the year, 0 for the plan."""
        if self.kind is PeriodKind.PLAN:
            return 0
        return 12 if self.kind is PeriodKind.YEAR else self.number * _MONTHS_IN[self.kind]

    @property
    def months(self) -> tuple[int, ...]:
        """The months whose figures accumulate into the report: January to the last month."""
        return tuple(range(1, self.last_month + 1))

    @property
    def name(self) -> str:
        """The Swedish name: "januari–april 2020", "mars 2019", "2019"."""
        if self.kind in (PeriodKind.PLAN, PeriodKind.YEAR):
            return str(self.year)
        if self.kind is PeriodKind.MONTH:
            return f"{MONTHS[self.number - 1]} {self.year}"
        return f"januari–{MONTHS[self.last_month - 1]} {self.year}"

    @property
    def short_name(self) -> str:
        """What stands in a column title: "jan–apr", "jan–mar", "helår"."""
        if self.last_month in (0, 12):
            return WHOLE_YEAR
        return "jan" if self.last_month == 1 else f"jan–{SHORT_MONTHS[self.last_month - 1]}"

    @property
    def report(self) -> str:
        """The report that the period makes."""
        return _REPORTS[self.kind]

    @property
    def previous(self) -> Period | None:
        """The period of the same kind before this one; none before a plan."""
        if self.kind is PeriodKind.PLAN:
            return None
        if self.kind is PeriodKind.YEAR:
            return Period(self.year - 1, self.kind)
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return Period(self.year - 1, self.kind, 12 // _MONTHS_IN[self.kind])


def parse_period(text: str) -> Period:
    """Read a period code.

    Raises:
        NotationError: no such period.
    """
    stripped = text.strip()
    match = _CODE.fullmatch(stripped)
    if match is None:
        raise NotationError(
            f"”{stripped}” är ingen period",
            "skriv till exempel 2020-T1, 2019-03, 2020-Q2, 2019 eller 2019-plan",
            width=len(stripped),
        )
    return parse_part(int(match["year"]), match["part"] or WHOLE_YEAR)


def parse_part(year: int, part: str) -> Period:
    """Read the part of a code after the year, which is also the name of the period's folder.

    Raises:
        NotationError: no such period.
    """
    folded = part.casefold()
    if folded in (PLAN, WHOLE_YEAR):
        return Period(year, PeriodKind.PLAN if folded == PLAN else PeriodKind.YEAR)
    match = _PART.fullmatch(part)
    kinds = {"t": PeriodKind.TERTIAL, "q": PeriodKind.QUARTER, "": PeriodKind.MONTH}
    if match is not None:
        kind, number = kinds[match["letter"].casefold()], int(match["number"])
        if 1 <= number <= 12 // _MONTHS_IN[kind]:
            return Period(year, kind, number)
    raise NotationError(
        f"”{part}” är ingen period under {year}",
        "perioder heter T1–T3, Q1–Q4, 01–12, plan eller helår",
        width=len(part),
    )


def format_period(period: Period) -> str:
    """Write the code of a period; `parse_period` undoes it."""
    return str(period.year) if period.kind is PeriodKind.YEAR else f"{period.year}-{period.part}"
