"""Ett inskrivet belopp går inte att pröva.

Vad:
    Pekar ut inskrivna belopp i kolumner med formel och på summarader när det som de skulle räknas ut av saknas. Alla
    sådana belopp i en kolumn ger en enda anmärkning, vid det första.

Varför:
    Beloppet trycks som det står, och ingen ser om det stämmer.

Exempel:
    gemensamt-ifo: {prognos: -83 762, ändring: -656}    # föregående prognos saknas

I stället:
    gemensamt-ifo: {prognos: -83 762, föregående-prognos: -83 106}
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.diagnostic import Diagnostic, Level
from rapport.notation.formula import names_in
from rapport.rules.economy import Standing, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.origin import Origin
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield the columns with typed figures that nothing can be held against."""
    for table in results.tables.values():
        for column, places in _unproven(table).items():
            yield _finding(table, column, sorted(places))


def _unproven(table: ComputedTable) -> dict[str, list[tuple[Origin, str]]]:
    """Return the rows with an unproven figure by column."""
    found: dict[str, list[tuple[Origin, str]]] = defaultdict(list)
    for (row, column), amount in table.amounts.items():
        if (
            amount.standing is Standing.UNPROVEN
            and amount.origin is not None
            and _missing(table, row, column)
        ):
            found[column].append((amount.origin, row))
    return found


def _finding(table: ComputedTable, column: str, places: list[tuple[Origin, str]]) -> Diagnostic:
    rows = [row for _, row in places]
    fact = f"kolumnen ”{column}” i {table.id} går inte att pröva för {listed(rows)}"
    missing = [name for row in rows for name in _missing(table, row, column)]
    remedy = f"det som saknas är {listed(missing)}"
    if any(table.columns[name].previous for name in missing if name in table.columns):
        remedy += "; lägg in förra rapporten, eller skriv in beloppen ur den"
    return Diagnostic("unproven-figure", LEVEL, places[0][0], fact, remedy, subject=f"{table.id}.{column}")


def _missing(table: ComputedTable, row: str, column: str) -> list[str]:
    """Return the columns, or for a sum the rows, that the figure would follow from."""
    if table.amount(row, column).way is Way.DOWN:
        return [part.id for part in table.table.lines[row].total]
    names = names_in(table.formulas[column])
    return [name for name in names if table.amount(row, name).value is None]
