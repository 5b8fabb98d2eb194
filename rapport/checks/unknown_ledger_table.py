"""Underlaget nämner en tabell, rad eller kolumn som inte finns eller inte skrivs in.

Vad:
    Pekar ut tabeller och rader under rader: i underlag.yaml som inte finns i årets plan, rader och kolumner som
    räknas ut och därför inte kan få belopp, rader utan koder, samt tabeller och underlag vars enhet inte är pengar.

Varför:
    Belopp ur huvudboken som ska till en felstavad rad kommer inte med. Felet ska synas när underlag.yaml skrivs,
    inte först när bokslutet ska läsas in.

Exempel:
    underlag:
      kolumner: {konto: Konto, utfall: Belopp}
      rader:
        nettokostnad:
          missbruksvrd: {konto: 4630-4639}

I stället:
    underlag:
      kolumner: {konto: Konto, utfall: Belopp}
      rader:
        nettokostnad:
          missbruksvård: {konto: 4630-4639}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level, did_you_mean, suggest
from rapport.model.economy import RowType, Scope
from rapport.notation.number import AMOUNT_UNITS
from rapport.rules.economy import columns_of
from rapport.rules.ledger import amount_columns, code_columns, conditioned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.economy import EconomyColumn, EconomyTable
    from rapport.model.ledger import LedgerCondition, LedgerMapping
    from rapport.model.year import Year
    from rapport.origin import Origin

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield what the ledger mapping names and the year's tables don't have, or don't have typed."""
    mapping = year.plan.ledger
    if mapping is None:
        return
    if not mapping.lines:
        remedy = "skriv rader: med tabellens och radernas id:n"
        yield _finding(mapping.origin, "underlaget har inga rader", remedy)
    yield from _unit(mapping)
    for key, lines in mapping.lines.items():
        table = year.plan.economy.get(key)
        if table is None:
            place = next((line.origin for line in lines.values()), mapping.origin)
            remedy = did_you_mean(key, year.plan.economy)
            yield _finding(place, f"det finns ingen ekonomitabell ”{key}”", remedy)
        else:
            yield from _lines(key, table, lines)
            yield from _unit_of_table(key, table)
    if all(_has_layout(year, key) for key in mapping.lines):
        yield from _columns(year, mapping)


def _finding(origin: Origin, fact: str, remedy: str = "") -> Diagnostic:
    return Diagnostic("unknown-ledger-table", LEVEL, origin, fact, remedy)


def _unit(mapping: LedgerMapping) -> Iterator[Diagnostic]:
    if mapping.unit.casefold() not in AMOUNT_UNITS:
        remedy = f"enheter som går är {', '.join(AMOUNT_UNITS)}"
        yield _finding(mapping.origin, f"enheten ”{mapping.unit}” är inte pengar", remedy)


def _unit_of_table(key: str, table: EconomyTable) -> Iterator[Diagnostic]:
    if table.unit.casefold() not in AMOUNT_UNITS:
        remedy = f"underlag läses in i tabeller med enheten {', '.join(AMOUNT_UNITS)}"
        yield _finding(table.origin, f"{key} har enheten {table.unit}, som inte är pengar", remedy)


def _lines(key: str, table: EconomyTable, lines: dict[str, LedgerCondition]) -> Iterator[Diagnostic]:
    typed = [name for name, line in table.lines.items() if line.part is RowType.LINE and line.fetched is None]
    for name, condition in lines.items():
        if name not in table.lines:
            yield _finding(condition.origin, f"{key} har ingen rad ”{name}”", did_you_mean(name, typed))
        elif name not in typed:
            fact = f"{key}.{name} räknas ut av andra rader och kan inte få belopp"
            yield _finding(condition.origin, fact, "lägg koderna på raderna som den består av")
        if not condition.alternatives:
            remedy = f"skriv till exempel   {name}: {{konto: 4630-4639}}"
            yield _finding(condition.origin, f"{key}.{name} har inga koder", remedy)


def _has_layout(year: Year, key: str) -> bool:
    """Whether all of a table's columns are known; a layout that isn't is another finding's business."""
    table = year.plan.economy.get(key)
    return table is None or table.layout is None or table.layout.id in year.layouts.layouts


def _columns(year: Year, mapping: LedgerMapping) -> Iterator[Diagnostic]:
    """Yield a finding for each column of amounts that can't be typed, and when there is none at all."""
    for key in mapping.lines:
        table = year.plan.economy.get(key)
        columns = columns_of(table, year.layouts) if table else {}
        for name in mapping.columns:
            if name in columns:
                yield from _computed(mapping.columns[name].origin, key, name, columns)
    amounts = amount_columns(year, mapping)
    unused = [key for key in code_columns(year, mapping) if key not in conditioned(mapping)]
    misspelt = {name: near for name in unused if (near := suggest(name, sorted(amounts)))}
    for name, near in misspelt.items():
        fact = f"kolumnen ”{name}” finns inte i {', '.join(mapping.lines)}"
        yield _finding(mapping.columns[name].origin, fact, f"menade du ”{near}”?")
    if amounts and not misspelt and amounts.isdisjoint(mapping.columns):
        fact = f"ingen av kolumnerna finns i {', '.join(mapping.lines)}"
        yield _finding(mapping.origin, fact, "skriv till exempel   kolumner: {utfall: Belopp}")


def _computed(place: Origin, key: str, name: str, columns: dict[str, EconomyColumn]) -> Iterator[Diagnostic]:
    column = columns[name]
    if column.formula or column.rule or column.previous:
        yield _finding(place, f"kolumnen {name} räknas ut i {key} och kan inte få belopp")
    elif column.scope is Scope.YEAR:
        fact = f"kolumnen {name} avser helår i {key}, men underlaget har periodens månader"
        yield _finding(place, fact, did_you_mean(f"period{name}", columns))
