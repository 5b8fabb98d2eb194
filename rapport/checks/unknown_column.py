"""Ett belopp eller en hänvisning gäller en kolumn som inte finns i ekonomitabellen.

Vad:
    Pekar ut belopp under namn som inte är en kolumn i tabellen, och okända kolumner i formel:, föregående:,
    avvikelse:, mot: och beräknas:.

Varför:
    Ett belopp i en felstavad kolumn kommer inte med, och en formel med ett okänt namn ger inget värde. Även ett
    felstavat fält, som komentar:, märks som en okänd kolumn när det har ett tal som värde.

Exempel:
    ekonomi:
      nettokostnad:
        missbruksvård: {utfal: -9 233}

I stället:
    ekonomi:
      nettokostnad:
        missbruksvård: {utfall: -9 233}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.checks._mentions import pointers, undeclared, unknown
from rapport.diagnostic import Diagnostic, Level, suggest
from rapport.model.economy import Line, LineReport
from rapport.model.record import fields_of
from rapport.notation.formula import names_in
from rapport.rules.economy import columns_of, formulas_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rapport.model.economy import EconomyColumn, EconomyTable
    from rapport.model.scalar import Figure, PlacedText, Words
    from rapport.model.year import Year
    from rapport.origin import Origin

    Columns = Mapping[str, EconomyColumn]

LEVEL = Level.ERROR
_NAME = "unknown-column"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield mentions of columns that their table doesn't have."""
    for key, table in year.plan.economy.items():
        if table.layout is not None and table.layout.id not in year.layouts.layouts:
            continue
        columns = columns_of(table, year.layouts)
        yield from _in_columns(table, columns)
        for line in table.lines.values():
            yield from _figures(year, line.figures, table, columns, Line)
        for report in year.reports.values():
            for line_report in report.economy.get(key, {}).values():
                yield from _figures(year, line_report.figures, table, columns, LineReport)
        yield from _pointed(year, key, table, columns)


def _unknown(origin: Origin, word: str, table: EconomyTable, columns: Columns) -> Diagnostic:
    return unknown(_NAME, origin, "kolumnen", word, columns, within=f" i tabellen {table.name}")


def _in_columns(table: EconomyTable, columns: Columns) -> Iterator[Diagnostic]:
    for column in columns.values():
        for mention in undeclared((column.previous, column.of, column.against), columns):
            yield _unknown(mention.origin, mention.id, table, columns)
    for key, formula in formulas_of(columns).items():
        for name in names_in(formula):
            if name not in columns:
                yield _in_formula(columns[key].formula, name, table, columns)


def _in_formula(formula: PlacedText, name: str, table: EconomyTable, columns: Columns) -> Diagnostic:
    """Return the finding of an unknown name, which may be two columns with a minus between them and no spaces."""
    found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", formula)
    place = formula.place(*found.span()) if found else formula.origin
    if apart := _apart(name.split("-"), columns):
        fact = f"”{name}” läses som en enda kolumn, som inte finns i tabellen {table.name}"
        return Diagnostic(_NAME, LEVEL, place, fact, f"skriv mellanslag runt minus: {' - '.join(apart)}")
    return _unknown(place, name, table, columns)


def _apart(parts: list[str], columns: Columns) -> list[str]:
    """Return the columns that a name is made of when some of its hyphens are minus signs; [] when it isn't."""
    for end in range(1, len(parts)):
        first = "-".join(parts[:end])
        if first in columns:
            rest = "-".join(parts[end:])
            if others := [rest] if rest in columns else _apart(parts[end:], columns):
                return [first, *others]
    return []


def _figures(
    year: Year,
    figures: Mapping[str, Figure | Words],
    table: EconomyTable,
    columns: Columns,
    record: type[Line | LineReport],
) -> Iterator[Diagnostic]:
    for name, figure in figures.items():
        if name in columns:
            continue
        place = year.key(name, figure.origin)
        field = suggest(name, [*columns, *_fields(record)])
        if field in columns or not field:
            yield _unknown(place, name, table, columns)
        else:
            fact = f"kolumnen ”{name}” finns inte i tabellen {table.name}"
            yield Diagnostic(_NAME, LEVEL, place, fact, f"menade du fältet ”{field}”?")


def _fields(record: type[Line | LineReport]) -> list[str]:
    """Return the keys of a row that are no columns."""
    return [field.key for field in fields_of(record).values()]


def _pointed(year: Year, key: str, table: EconomyTable, columns: Columns) -> Iterator[Diagnostic]:
    for pointer in pointers(year.plan):
        if pointer.table != key or pointer.column is None:
            continue
        if pointer.column == "":
            fact = f"hänvisningen till tabellen ”{key}” nämner ingen kolumn"
            yield Diagnostic(_NAME, LEVEL, pointer.origin, fact, "skriv   tabell.rad.kolumn")
        elif pointer.column not in columns:
            yield _unknown(pointer.origin, pointer.column, table, columns)
