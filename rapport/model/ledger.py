"""The ledger mapping (underlag): which rows of the accounting system's extract make up which budget lines."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from msgspec import field

from rapport.model.record import Accepts, ById, ByName, Field, Reads, Record, Refused, Rest
from rapport.model.scalar import Figure, OptionalText, Text, choice, read_figure, written
from rapport.origin import Origin
from rapport.saying import Saying
from rapport.written import Mapping, Node, Scalar, Sequence, alone

PERIOD = "period"
"""The key of the column that says which month a row is of."""
ACCOUNT = "konto"
"""The key of the code column that an SIE file's accounts are."""

_RANGE = re.compile(r"(?P<low>[0-9]+)\s*[-–]\s*(?P<high>[0-9]+)")
_MONTHS = re.compile(
    r"(?P<y1>(?:19|20)[0-9]{2})-?(?P<m1>[0-9]{2})(?:\s*[-–]\s*(?P<y2>(?:19|20)[0-9]{2})-?(?P<m2>[0-9]{2}))?"
)
_LAST_MONTH = 12


class CodePattern(Saying, frozen=True):
    """Codes of an extract (kod): one (``5510``), a range (``4630-4639``), or all of a kind (``41*``, ``?``).

    A spreadsheet may have dropped leading zeros: a code that is shorter than the one written is filled up with
    zeros before the two are compared.
    """

    written: str
    origin: Origin = field(default_factory=lambda: Origin(""))
    low: str = ""
    high: str = ""

    def matches(self, code: str, width: int = 0) -> bool:
        """Whether a code is one of these.

        Args:
            code: The code as the extract has it.
            width: How many digits codes of its column have.
        """
        if self.low:
            return code.isdecimal() and self._within(code)
        if "*" in self.written or "?" in self.written:
            filled = code.zfill(width) if code.isdecimal() and self.written.startswith("0") else code
            return bool(re.fullmatch(_as_expression(self.written), filled, re.IGNORECASE))
        if code.isdecimal() and self.written.isdecimal():
            return code.zfill(len(self.written)) == self.written
        return code.casefold() == self.written.casefold()

    def _within(self, code: str) -> bool:
        # Codes of another length are another kind of code: 40001 is no account between 4000 and 4999.
        return len(code) <= len(self.high) and int(self.low) <= int(code) <= int(self.high)


def _as_expression(pattern: str) -> str:
    return "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern)


def _pattern(node: Node) -> CodePattern:
    scalar = written(node)
    text = " ".join(scalar.text.split())
    found = _RANGE.fullmatch(text)
    if found is None:
        return CodePattern(text, scalar.origin)
    low, high = found["low"], found["high"]
    if len(low) != len(high) or int(low) > int(high):
        raise Refused(
            "not-a-code-range",
            f"”{text}” är inget intervall av koder",
            "skriv den lägsta och den högsta koden med lika många siffror, till exempel 4630-4639",
        )
    return CodePattern(text, scalar.origin, low, high)


def _patterns(node: Node) -> tuple[CodePattern, ...]:
    return tuple(map(_pattern, node.items)) if isinstance(node, Sequence) else (_pattern(node),)


CodesField = Annotated[tuple[CodePattern, ...], Reads(_patterns)]
"""One code pattern or a list of them."""


class MonthRange(Saying, frozen=True):
    """The months that an extract covers, both ends included."""

    first: tuple[int, int]
    last: tuple[int, int]
    written: str
    origin: Origin


def _months(node: Node) -> MonthRange:
    scalar = written(node)
    found = _MONTHS.fullmatch(scalar.text.strip())
    if found is not None:
        first = int(found["y1"]), int(found["m1"])
        last = (int(found["y2"]), int(found["m2"])) if found["y2"] else first
        if first <= last and all(1 <= month <= _LAST_MONTH for _, month in (first, last)):
            return MonthRange(first, last, scalar.text.strip(), scalar.origin)
    raise Refused("not-months", f"”{scalar.text}” är inga månader", "skriv till exempel 202001-202004")


class Sign(StrEnum):
    """The sign that amounts of an extract have (tecken)."""

    DEBIT = "debet plus"
    """Costs are positive and revenue negative, as in a ledger."""
    CREDIT = "kredit plus"
    """Revenue is positive and costs negative, as in the reports."""


def _as_column(node: Node) -> Node:
    """Let one heading, or a list of headings, stand for a column."""
    is_heading = isinstance(node, Sequence) or (isinstance(node, Scalar) and not node.is_missing)
    return alone("kolumn", node) if is_heading else node


def _as_list(node: Node) -> Node:
    """Let one heading stand for a list of them."""
    return node if isinstance(node, Sequence) else Sequence((node,), node.origin)


class ExtractColumn(Record):
    """A column of the extract: its heading, or the headings it may have.

    ``months`` are twelve headings, January first, where each month has a column. ``only`` counts an amount on the
    rows that have some codes alone, where outcome and budget share a column::

        utfall: {kolumn: Belopp, endast: {typ: [U, Utfall]}}
    """

    headings: Annotated[list[Text], Accepts(_as_list)] = Field(default_factory=list, key="kolumn")
    months: list[Text] = Field(default_factory=list, key="månader")
    only: ByName[CodesField] = Field(default_factory=dict, key="endast")


class LedgerCondition(Record):
    """The rows of an extract that belong to a line: by code column the codes; all of them must fit.

    ``others`` are further rows of the same line::

        ifo-köp: {ansvar: 41*, konto: 4630-4639, eller: [{ansvar: 42*, konto: 4690}]}
    """

    others: list[LedgerCondition] = Field(default_factory=list, key="eller")
    codes: ByName[CodesField] = Rest(default_factory=dict)
    """The code patterns by code column."""

    @property
    def alternatives(self) -> tuple[LedgerCondition, ...]:
        """This condition and the others; a row that fits one of them belongs to the line."""
        return (self, *self.others) if self.codes else tuple(self.others)


def _control(node: Node) -> Figure | dict[str, Figure]:
    """Read a control total, or those of one period by column."""
    if not isinstance(node, Mapping):
        return read_figure(node)
    return {entry.key.text: read_figure(entry.value) for entry in node.entries}


ControlField = Annotated[Figure | dict[str, Figure], Reads(_control)]


class LedgerMapping(Record):
    """How an extract of the ledger becomes figures (underlag)."""

    file: OptionalText = Field(default="", key="fil")
    """The extract's name; ``*`` stands for what differs from time to time."""
    sheet: OptionalText = Field(default="", key="blad")
    columns: ByName[Annotated[ExtractColumn, Accepts(_as_column)]] = Field(
        default_factory=dict, key="kolumner"
    )
    """Columns of the extract by code column, by the table column their amounts go to, and ``period``."""
    covers: Annotated[MonthRange, Reads(_months)] | None = Field(default=None, key="period")
    """The months that the extract covers; without it those of the report."""
    unit: Text = Field(default="kr", key="enhet")
    sign: Annotated[Sign, choice(Sign)] = Field(default=Sign.DEBIT, key="tecken")
    skipped: ByName[CodesField] = Field(default_factory=dict, key="hoppa_över")
    """Rows that are no entries, such as totals, by code column; one code that fits is enough."""
    dimensions: ByName[Text] = Field(default_factory=dict, key="sie")
    """The number of the SIE dimension that a code column is."""
    control: ByName[ControlField] = Field(default_factory=dict, key="kontroll")
    """What the accounting system's own report says that a column adds up to, with our sign.

    By column, or by period and column: ``T1: {utfall: -85 779 563}``.
    """
    lines: ById[ById[LedgerCondition]] = Field(default_factory=dict, key="rader")
    """By table and line the rows that belong there; each row must fit one line of each table."""

    def control_totals(self, part: str) -> dict[str, Figure]:
        """Return the control totals by column for a part of the year; its own go before those for any."""
        anytime = {key: figure for key, figure in self.control.items() if isinstance(figure, Figure)}
        own = self.control.get(part, {})
        return {**anytime, **(own if isinstance(own, dict) else {})}
