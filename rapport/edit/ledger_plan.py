"""The ledger mapping held against the year's economy tables: what it names must exist and be typed, not computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import did_you_mean
from rapport.edit.ledger_faults import ledger_fault
from rapport.model.economy import RowType, Scope
from rapport.model.ledger import PERIOD
from rapport.notation import format_period
from rapport.notation.number import AMOUNT_UNITS
from rapport.rules.economy import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.diagnostic import Diagnostic
    from rapport.model.economy import EconomyTable
    from rapport.model.ledger import LedgerCondition, LedgerMapping
    from rapport.model.year import Year
    from rapport.notation import Period
    from rapport.origin import Origin

_CHECK = "unknown-ledger-table"


def amount_columns(year: Year, mapping: LedgerMapping) -> set[str]:
    """Return the columns of the mapped tables; what else the mapping has columns for is codes."""
    tables = (year.plan.economy[key] for key in mapping.lines if key in year.plan.economy)
    return {column for table in tables for column in columns_of(table, year.layouts)}


def mapping_findings(year: Year, mapping: LedgerMapping, period: Period) -> list[Diagnostic]:
    """Return what is wrong with the mapping itself."""
    findings = list(_covered(mapping, period))
    for key, lines in mapping.lines.items():
        table = year.plan.economy.get(key)
        if table is None:
            place = next((line.origin for line in lines.values()), mapping.origin)
            remedy = did_you_mean(key, year.plan.economy)
            findings.append(ledger_fault(_CHECK, place, f"det finns ingen ekonomitabell ”{key}”", remedy))
            continue
        findings += _lines(key, table, lines)
        findings += _units(key, table, mapping)
    if not mapping.lines:
        findings.append(
            ledger_fault(
                _CHECK,
                mapping.origin,
                "underlaget har inga rader",
                "skriv rader: med tabellens och radernas id:n",
            )
        )
    return [*findings, *_amounts(year, mapping), *_code_columns(year, mapping)]


def _covered(mapping: LedgerMapping, period: Period) -> Iterator[Diagnostic]:
    months = mapping.covers
    if months is None or (months.first, months.last) == ((period.year, 1), (period.year, period.last_month)):
        return
    yield ledger_fault(
        "other-months",
        months.origin,
        f"underlaget gäller {months.written}, men {format_period(period)} är {period.year}01-{period.year}{period.last_month:02}",
        "ta bort raden, så följer månaderna rapporten",
    )


def _lines(key: str, table: EconomyTable, lines: dict[str, LedgerCondition]) -> Iterator[Diagnostic]:
    typed = [name for name, line in table.lines.items() if line.part is RowType.LINE and line.fetched is None]
    for name, condition in lines.items():
        if name not in table.lines:
            remedy = did_you_mean(name, typed)
            yield ledger_fault(_CHECK, condition.origin, f"{key} har ingen rad ”{name}”", remedy)
        elif name not in typed:
            message = f"{key}.{name} räknas ut av andra rader och kan inte få belopp"
            yield ledger_fault(_CHECK, condition.origin, message, "lägg koderna på raderna som den består av")
        if not condition.alternatives:
            message = f"{key}.{name} har inga koder"
            yield ledger_fault(
                _CHECK, condition.origin, message, f"skriv till exempel   {name}: {{konto: 4630-4639}}"
            )


def _units(key: str, table: EconomyTable, mapping: LedgerMapping) -> Iterator[Diagnostic]:
    known = ", ".join(AMOUNT_UNITS)
    if table.unit.casefold() not in AMOUNT_UNITS:
        message = f"{key} har enheten {table.unit}, som inte är pengar"
        yield ledger_fault(_CHECK, table.origin, message, f"underlag läses in i tabeller med enheten {known}")
    if mapping.unit.casefold() not in AMOUNT_UNITS:
        message = f"enheten ”{mapping.unit}” är inte pengar"
        yield ledger_fault(_CHECK, mapping.origin, message, f"enheter som går är {known}")


def _amounts(year: Year, mapping: LedgerMapping) -> Iterator[Diagnostic]:
    """Yield a finding for each column of amounts that can't be typed, and when there is none at all."""
    found = False
    for key in mapping.lines:
        table = year.plan.economy.get(key)
        columns = columns_of(table, year.layouts) if table else {}
        for name, column in columns.items():
            if name not in mapping.columns:
                continue
            found = True
            place = mapping.columns[name].origin
            if column.formula or column.rule or column.previous:
                yield ledger_fault(_CHECK, place, f"kolumnen {name} räknas ut i {key} och kan inte få belopp")
            elif column.scope is Scope.YEAR:
                remedy = did_you_mean(f"period{name}", columns)
                message = f"kolumnen {name} avser helår i {key}, men underlaget har periodens månader"
                yield ledger_fault(_CHECK, place, message, remedy)
    if mapping.lines and not found:
        tables = ", ".join(mapping.lines)
        yield ledger_fault(
            _CHECK,
            mapping.origin,
            f"ingen av kolumnerna finns i {tables}",
            "skriv till exempel   kolumner: {utfall: Belopp}",
        )


def _code_columns(year: Year, mapping: LedgerMapping) -> Iterator[Diagnostic]:
    """Yield a finding for each condition on a column that the mapping doesn't declare."""
    declared = [key for key in mapping.columns if key not in amount_columns(year, mapping) and key != PERIOD]
    for key, place in _conditioned(mapping):
        if key not in declared:
            remedy = (
                did_you_mean(key, declared) or f"lägg till under kolumner:   {key}: rubriken i underlaget"
            )
            yield ledger_fault("unknown-code-column", place, f"”{key}” står inte under kolumner", remedy)


def _conditioned(mapping: LedgerMapping) -> Iterator[tuple[str, Origin]]:
    for key, patterns in mapping.skipped.items():
        yield key, patterns[0].origin if patterns else mapping.origin
    for column in mapping.columns.values():
        for key in column.only:
            yield key, column.origin
    for lines in mapping.lines.values():
        for condition in lines.values():
            for part in condition.alternatives:
                for key, patterns in part.codes.items():
                    yield key, patterns[0].origin if patterns else part.origin
