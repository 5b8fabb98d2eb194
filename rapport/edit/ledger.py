"""An extract of the ledger into the economy tables of a period (rapport import huvudbok.xlsx --period P).

Every entry must belong to exactly one line of each table that the mapping names, and the sum of all must be what the
accounting system's own report says. Only then are there any changes, and nothing is written here.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.diagnostic import Diagnostic, Level
from rapport.edit import sie
from rapport.edit.extract import Wanted, wanted
from rapport.edit.ledger_control import control_findings, in_reports
from rapport.edit.ledger_faults import ExtractError, ledger_fault
from rapport.edit.ledger_match import match
from rapport.edit.ledger_plan import mapping_findings
from rapport.edit.ledger_table import read_table
from rapport.edit.splice import Change
from rapport.notation import NotationError, Quantity, format_number, parse_quantity, rounded
from rapport.notation.number import AMOUNT_UNITS, MINUS, NBSP
from rapport.origin import Origin
from rapport.rules.ledger import amount_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from rapport.edit.extract import Extract
    from rapport.edit.ledger_match import Sums
    from rapport.edit.period_files import PeriodFiles
    from rapport.model.ledger import LedgerMapping
    from rapport.model.year import Year
    from rapport.notation import Period

SECTION = "ekonomi"


class LedgerImport(Struct, frozen=True):
    """What an extract gives.

    ``amounts`` are kronor by table, line and column with the report's sign, exact; ``changes`` what they change in
    the period's files, none where an error hinders.
    """

    findings: list[Diagnostic]
    amounts: dict[tuple[str, str, str], Decimal] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    entries: int = 0
    outside: int = 0

    @property
    def hindered(self) -> bool:
        """Whether an error keeps the figures from being used."""
        return any(finding.level is Level.ERROR for finding in self.findings)


def import_ledger(year: Year, period: Period, files: PeriodFiles, name: str, data: bytes) -> LedgerImport:
    """Return what an extract of the ledger changes in a period's economy tables.

    Args:
        year: The year, with the mapping in its plan.
        period: The period that the figures are for.
        files: The period's files as they are.
        name: What findings call the extract.
        data: The extract: .xlsx, .csv or SIE 4.
    """
    mapping = year.plan.ledger
    if mapping is None:
        folder = f"data/{year.year}"
        return LedgerImport([_no_mapping(folder)])
    findings = mapping_findings(year, mapping, period)
    if any(finding.level is Level.ERROR for finding in findings):
        return LedgerImport(findings)
    want = wanted(mapping, period, amount_columns(year, mapping))
    try:
        with _collector_paused():
            extract = _read(name, data, want)
            matched = match(extract, want)
    except ExtractError as fault:
        return LedgerImport([*findings, fault.finding])
    findings += extract.findings + matched.findings
    if not extract.combinations:
        findings.append(_no_rows(extract, period))
    else:
        findings += control_findings(extract, want)
    entries = sum(combination.entries for combination in extract.combinations.values())
    amounts = {place: in_reports(year, mapping, place[0], amount) for place, amount in matched.sums.items()}
    result = LedgerImport(findings, amounts, [], entries, extract.outside)
    if result.hindered:
        return result
    findings += _silent_lines(mapping, matched.sums) + _rounding(year, amounts)
    return LedgerImport(findings, amounts, _changes(year, files, amounts), entries, extract.outside)


def _no_mapping(folder: str) -> Diagnostic:
    return ledger_fault(
        "no-ledger-mapping",
        Origin(f"{folder}/underlag.yaml"),
        f"{folder} har inget underlag: som säger vilka koder som hör till vilken rad",
        "skriv underlag.yaml med   underlag:   och under det kolumner, tecken, kontroll och rader",
    )


def _no_rows(extract: Extract, period: Period) -> Diagnostic:
    outside = f"; {extract.outside} rader gäller andra månader" if extract.outside else ""
    return ledger_fault("no-rows", extract.at(1), f"underlaget har inga belopp för {period.name}{outside}")


def _read(name: str, data: bytes, want: Wanted) -> Extract:
    reader = sie.read_sie if name.casefold().endswith(sie.ENDINGS) else read_table
    return reader(name, data, want)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the collector from walking a million cells over and over: it takes half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _silent_lines(mapping: LedgerMapping, sums: Sums) -> list[Diagnostic]:
    """Warn of lines that got nothing: their figures stay as they are."""
    hit = {(table, line) for table, line, _ in sums}
    return [
        ledger_fault(
            "line-without-rows",
            condition.origin,
            f"{table}.{line} får inga belopp ur underlaget; det som står i periodens fil är kvar",
            "kontrollera koderna",
            level=Level.WARNING,
            subject=f"{table}.{line}",
        )
        for table, lines in mapping.lines.items()
        for line, condition in lines.items()
        if (table, line) not in hit
    ]


def _rounding(year: Year, amounts: Mapping[tuple[str, str, str], Decimal]) -> list[Diagnostic]:
    """Warn once per table whose unit can't hold the kronor."""
    coarse = {table for (table, *_), amount in amounts.items() if _quantity(year, table, amount)[1] != amount}
    return [
        ledger_fault(
            "rounded-to-table",
            year.plan.economy[table].origin,
            f"{table} har enheten {year.plan.economy[table].unit}: beloppen avrundas var för sig",
            "ange enhet: kr och budgeten i kronor så beräknas allt oavrundat; dokumenten visar tkr ändå",
            level=Level.WARNING,
            subject=table,
        )
        for table in sorted(coarse)
    ]


_DECIMALS = {"kr": 2, "tkr": 0, "mkr": 1, "mnkr": 1, "mdkr": 1}


def _quantity(year: Year, table: str, amount: Decimal) -> tuple[Decimal, Decimal]:
    """Return an amount in its table's unit as it is written there, and what that is in kronor."""
    unit = year.plan.economy[table].unit.casefold()
    size = AMOUNT_UNITS[unit]
    shown = rounded(amount / size, _DECIMALS[unit])
    return shown, shown * size


def _changes(year: Year, files: PeriodFiles, amounts: Mapping[tuple[str, str, str], Decimal]) -> list[Change]:
    """Return the figures that differ from what the period's files say."""
    changes = []
    for (table, line, column), amount in _in_table_order(year, amounts):
        path = (SECTION, table, line, column)
        value, _ = _quantity(year, table, amount)
        if _stated(files.value(path)) != value:
            changes.append(Change(path, as_written(value)))
    return changes


def _in_table_order(
    year: Year, amounts: Mapping[tuple[str, str, str], Decimal]
) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    for table, economy in year.plan.economy.items():
        for line in economy.lines:
            yield from ((place, amount) for place, amount in amounts.items() if place[:2] == (table, line))


def _stated(written: str) -> Decimal | None:
    """Return the figure that stands in a file; None for nothing, or for words."""
    try:
        quantity: Quantity = parse_quantity(written)
    except NotationError:
        return None
    return quantity.value


def as_written(value: Decimal) -> str:
    """Return a figure as people write it in YAML: ``-26 707 123,45``, without decimals when it is whole."""
    whole = value == value.to_integral_value()
    places = 0 if whole else max(2, -int(value.normalize().as_tuple().exponent))
    return format_number(value, places).replace(NBSP, " ").replace(MINUS, "-")
