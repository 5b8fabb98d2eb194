"""En nämnd saknar belopp som de andra nämnderna har.

Vad:
    Pekar ut rader som hämtas från en nämnd när nämnden inte har något belopp i en kolumn där någon annan nämnd har
    det: det är inte inskrivet, kolumnen finns inte hos nämnden, eller dess enhet går inte att räkna om.

Varför:
    Summan i kolumnen är utan nämnden. Har nämnden en budget men ingen prognos ser prognosen bättre ut än den är.

Exempel:
    # skolnämnden/data/2031/T1/ekonomi.yaml
    skola: {utfall: -98 200}

I stället:
    # skolnämnden/data/2031/T1/ekonomi.yaml
    skola: {utfall: -98 200, prognos: -301 500}
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.checks._committees import taken_over
from rapport.diagnostic import Diagnostic, Level
from rapport.tables.committees import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._committees import TakenOver
    from rapport.model.year import Year
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield rows of committees that lack what others have."""
    names = {one.id: one.committee.name for one in results.committees if one.results is not None}
    by_table: dict[str, list[TakenOver]] = defaultdict(list)
    for taken in taken_over(year.plan):
        if taken.committee in names:
            by_table[taken.table].append(taken)
    for key, rows in by_table.items():
        table = results.tables[key]
        typed = [name for name, one in table.columns.items() if not (one.formula or one.rule or one.previous)]
        filled = {
            name for name in typed if any(table.amount(row.row, name).value is not None for row in rows)
        }
        for row in rows:
            source = source_of(results, table, row.row)
            lacking = [name for name in typed if name in filled and table.amount(row.row, name).value is None]
            if lacking and source is not None:
                yield _finding(row, lacking, names[row.committee], table, source)


def _finding(
    taken: TakenOver, lacking: list[str], name: str, table: ComputedTable, source: tuple[ComputedTable, str]
) -> Diagnostic:
    theirs, their_row = source
    fact = f"{name} har inget belopp i {listed(lacking)}, som andra nämnder har"
    absent = [column for column in lacking if column not in theirs.columns]
    unlike = [column for column in lacking if theirs.amount(their_row, column).value is not None]
    if absent:
        remedy = f"nämndens tabell {theirs.id} har ingen kolumn {listed(absent)}"
    elif unlike:
        remedy = f"nämndens tabell {theirs.id} är i {theirs.table.unit}, som inte går att räkna om till {table.table.unit}"
    else:
        remedy = f"skriv in det hos nämnden, i tabellen {theirs.id}"
    place = theirs.table.lines[their_row].origin
    subject = f"{taken.table}.{taken.row}"
    return Diagnostic("missing-committee-figure", LEVEL, taken.line.origin, fact, remedy, (place,), subject)
