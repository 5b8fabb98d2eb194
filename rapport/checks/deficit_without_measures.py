"""Prognosen visar underskott, men ingen åtgärd har både belopp, datum och effekt.

Vad:
    Pekar ut det första underskottet i prognosen för en tabells total när ingen åtgärd i perioden eller planen har
    belopp:, klart: och effekt:. Planer och helårsrapporter hoppas över.

Varför:
    En nämnd som räknar med underskott ska besluta om åtgärder. Utan belopp, datum och effekt går det inte att se om de
    räcker, och inte att följa upp dem.

Exempel:
    åtgärder:
      ifo:
        namn: Individ- och familjeomsorg
        poster:
          familjehem: {aktivitet: Fler egna familjehem, status: pågående, effekt: Lägre kostnad}

I stället:
    åtgärder:
      ifo:
        namn: Individ- och familjeomsorg
        poster:
          familjehem:
            aktivitet: Fler egna familjehem
            status: pågående
            effekt: Fyra placeringar färre i konsulentstödda familjehem
            belopp: 1 200 tkr
            klart: 2020-09-30
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name, number
from rapport.checks._variance import place
from rapport.diagnostic import Diagnostic, Level
from rapport.model.economy import RowType, Scope
from rapport.notation import PeriodKind
from rapport.rules.interval import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.activity import Measure
    from rapport.model.economy import EconomyColumn
    from rapport.model.year import Year
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield the first deficit in a forecast that nothing sufficient is done about."""
    if results.period.kind in (PeriodKind.PLAN, PeriodKind.YEAR) or not results.report.economy:
        return
    measures = list(_measures(results))
    if any(_is_complete(measure) for measure in measures):
        return
    for table in results.tables.values():
        for row, column in _deficits(table):
            amount = table.amount(row, column)
            name = cell_name(table.id, row, column)
            unit = table.table.unit
            told = f"{number(amount.value or ZERO)} {unit} för {results.period.name}"
            fact = f"{name} är {told}, och {_what_is_done(measures)}"
            remedy = "skriv belopp:, klart: och effekt: på åtgärderna under åtgärder:"
            origin = place(results, table, row, column)
            yield Diagnostic("deficit-without-measures", LEVEL, origin, fact, remedy, subject=name)
            return


def _deficits(table: ComputedTable) -> Iterator[tuple[str, str]]:
    forecasts = [key for key, column in table.columns.items() if _is_forecast(key, column)]
    for row, line in table.table.lines.items():
        for key in forecasts if line.part is RowType.TOTAL else ():
            value = table.amount(row, key).value
            if value is not None and value < 0:
                yield row, key


def _is_forecast(key: str, column: EconomyColumn) -> bool:
    return column.deviation and (column.scope is Scope.YEAR or "prognos" in key)


def _measures(results: Results) -> Iterator[Measure]:
    for group in {**results.plan.measures, **results.report.measures}.values():
        yield from group.measures.values()


def _is_complete(measure: Measure) -> bool:
    return None not in (measure.amount, measure.due, measure.effect)


def _what_is_done(measures: list[Measure]) -> str:
    if not measures:
        return "inga åtgärder är angivna"
    given = {
        "belopp": sum(measure.amount is not None for measure in measures),
        "datum": sum(measure.due is not None for measure in measures),
        "effekt": sum(measure.effect is not None for measure in measures),
    }
    told = ", ".join(f"{count} har {what}" for what, count in given.items())
    return f"ingen av {len(measures)} åtgärder har både belopp, datum och effekt ({told})"
