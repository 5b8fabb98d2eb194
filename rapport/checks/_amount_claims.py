"""What texts claim about the figures of economy tables: which rows, which columns, how much."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.checks._amounts import cell_name
from rapport.checks._prose import passages
from rapport.checks._sentences import Names, is_form_of, is_plain, sentences, words, years
from rapport.model.economy import RowType, Scope
from rapport.notation.formula import names_in
from rapport.notation.number import AMOUNT_UNITS
from rapport.notation.period import MONTHS
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from rapport.checks._figures_in_text import TypedFigure
    from rapport.checks._prose import Passage, Place
    from rapport.checks._sentences import Sentence
    from rapport.model.economy import EconomyColumn
    from rapport.origin import Origin
    from rapport.rules.economy import ComputedTable
    from rapport.rules.results import Results

_WHOLE = re.compile(r"\b(?:total\w*|sammanlag\w+|nämnden\w*|sektorn\w*|förvaltningen\w*)\b", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:\w*underskott\w*|\w*överskott\w*|avvikelse\w*|resultat\w*)\b", re.IGNORECASE)
_OLD = re.compile(r"\b(?:förra|föregående|fjol\w*|tidigare|ursprunglig\w*)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:ök|minsk|stig|steg|sjunk|förbättr|försämr|höj|sänk)\w*", re.IGNORECASE)
_THAN = re.compile(r"\s+(?:högre|lägre|mer|mindre|bättre|sämre|större)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"prognosen\b(?:(?!\b(?:inte|ej|om|kan|ska|kommer|skulle)\b)[^,;:.(])*?"
    r"\b(?P<word>(?P<better>förbättras|förbättrats|förbättrades|bättre)|försämras|försämrats|försämrades|sämre)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:resultat|nettokostnad|totalt|summa|andel)\s+(?=\S)", re.IGNORECASE)


class TableFigure(Struct, frozen=True):
    """A figure of an economy table in kronor, with how far it may be off."""

    table: str
    row: str
    column: str
    value: Decimal
    slack: Decimal
    tkr: Decimal
    """The figure in its table's unit."""
    unit: str
    is_result: bool
    """Whether its column tells a deficit or a surplus."""
    origin: Origin | None

    @property
    def name(self) -> str:
        """What texts and references call it."""
        return cell_name(self.table, self.row, self.column)


class AmountClaim(Struct, frozen=True):
    """An amount in a text, and what it may be an amount of.

    ``subject`` are all figures of the rows that the sentence, else the text, is about; ``meant`` those of them that
    the words before the amount name ("underskott", "kommunbidraget"). ``named`` says that the sentence names the
    rows itself, ``plain`` that nothing else can be meant.
    """

    figure: TypedFigure
    passage: Passage
    sentence: Sentence
    clause: str
    subject: tuple[TableFigure, ...]
    meant: tuple[TableFigure, ...]
    named: bool
    plain: bool

    @property
    def origin(self) -> Origin:
        """Where the amount stands."""
        start = self.sentence.start
        return self.passage.place(start + self.figure.start, start + self.figure.end)

    def agreeing(self, cells: tuple[TableFigure, ...]) -> list[TableFigure]:
        """Return the figures that the amount may stand for."""
        return [cell for cell in cells if self.figure.agrees(cell.value, cell.slack)]


class ChangeClaim(Struct, frozen=True):
    """A sentence saying that a forecast has become better or worse, and the changes that the tables have."""

    word: str
    better: bool
    origin: Origin
    changes: tuple[TableFigure, ...]


class _Subject(Struct, frozen=True):
    """What a sentence is about: figures, and what it calls their row; ``single`` when that is one thing."""

    cells: tuple[TableFigure, ...]
    names: tuple[str, ...]
    named: bool
    single: bool


class _Tables(Struct, frozen=True, dict=True):
    """A period's tables as texts speak of them: every row's figures, what rows are called, which rows are totals."""

    results: Results
    cells: Mapping[Place, tuple[TableFigure, ...]]
    """The figures by row, in the order of the tables."""
    aliases: Names[tuple[Place, ...]]
    totals: tuple[Place, ...]

    @cached_property
    def _order(self) -> dict[Place, int]:
        return {place: number for number, place in enumerate(self.cells)}

    def in_order(self, places: Iterable[Place]) -> list[Place]:
        """Return the rows that have figures, in the order of the tables."""
        return sorted((place for place in places if place in self.cells), key=self._order.__getitem__)


@once
def table_figures(results: Results) -> tuple[TableFigure, ...]:
    """Return every amount of every economy table."""
    return tuple(cell for key, table in results.tables.items() for cell in _cells(key, table))


@once
def amount_claims(results: Results) -> tuple[AmountClaim, ...]:
    """Return every amount that is typed in the texts of a period."""
    return tuple(_amount_claims(results))


def _amount_claims(results: Results) -> Iterator[AmountClaim]:
    for passage in passages(results):
        for sentence in sentences(passage.prose.text):
            for figure in sentence.figures:
                if figure.is_amount and figure.value:
                    yield _claim(_tables(results), passage, sentence, figure)


@once
def _tables(results: Results) -> _Tables:
    cells: dict[Place, list[TableFigure]] = {}
    for cell in table_figures(results):
        cells.setdefault((cell.table, cell.row), []).append(cell)
    totals = tuple(place for place in cells if _is_total(results, place))
    by_place = {place: tuple(own) for place, own in cells.items()}
    return _Tables(results, by_place, Names(_aliases(results)), totals)


def _cells(key: str, table: ComputedTable) -> Iterator[TableFigure]:
    units = {name: (column.unit or table.table.unit).casefold() for name, column in table.columns.items()}
    results = {name: _tells_result(name, column) for name, column in table.columns.items()}
    for (row, column), amount in table.amounts.items():
        unit = units[column]
        factor = AMOUNT_UNITS.get(unit)
        if amount.value is not None and factor is not None:
            value, slack = amount.value * factor, amount.slack * factor
            yield TableFigure(
                key, row, column, value, slack, amount.value, unit, results[column], amount.origin
            )


def _tells_result(key: str, column: EconomyColumn) -> bool:
    return column.deviation or bool(_RESULT.search(f"{key} {column.name}"))


def _is_total(results: Results, place: Place) -> bool:
    table, row = place
    return results.tables[table].table.lines[row].part is RowType.TOTAL


def _claim(tables: _Tables, passage: Passage, sentence: Sentence, figure: TypedFigure) -> AmountClaim:
    period = tables.results.period
    clause, after = sentence.around(figure)
    subject = _subject(tables, passage, sentence, clause + after)
    meant = tuple(cell for cell in subject.cells if _names_column(tables.results, cell, clause))
    other_year = any(year != period.year for year in years(clause + after[:8]))
    names = [*subject.names, MONTHS[period.last_month - 1]]
    settled = not _OLD.search(clause + after) and not _MOVED.search(clause) and not _THAN.match(after)
    plain = is_plain(f"{clause} {after}", names) and settled and not other_year
    return AmountClaim(
        figure, passage, sentence, clause, subject.cells, meant, subject.named, plain and subject.single
    )


def change_claims(results: Results) -> Iterator[ChangeClaim]:
    """Yield every sentence of a period that says that a forecast has become better or worse."""
    for passage in passages(results):
        for sentence in sentences(passage.prose.text):
            for found in _CHANGED.finditer(sentence.text):
                tables = _tables(results)
                clause, after = sentence.clause(found.start("word")), sentence.after(found.end())
                subject = _subject(tables, passage, sentence, clause + after)
                changes = tuple(cell for cell in subject.cells if _tells_change(results, cell))
                if subject.single and is_plain(clause, subject.names) and not _OLD.search(clause):
                    place = sentence.start + found.start("word"), sentence.start + found.end()
                    yield ChangeClaim(found["word"], bool(found["better"]), passage.place(*place), changes)


def _subject(tables: _Tables, passage: Passage, sentence: Sentence, around: str) -> _Subject:
    """Return what a sentence is about: the rows it names, the whole, or what its text is about."""
    found = _named(tables, sentence.text)
    rows = {place for _, places in found for place in places}
    if not rows and _WHOLE.search(around):
        rows = set(tables.totals)
    cells = tuple(
        cell for place in tables.in_order(rows or set(passage.rows)) for cell in tables.cells[place]
    )
    single = not found or len({row for _, row in rows}) == 1
    return _Subject(cells, tuple(name for name, _ in found), named=bool(rows), single=single)


def _named(tables: _Tables, text: str) -> list[tuple[str, tuple[Place, ...]]]:
    """Return the names of rows in a text and their rows; of names within names, the longest."""
    spans = [(match.span(), name, places) for match, name, places in tables.aliases.within(text)]
    return [
        (name, places)
        for (start, end), name, places in spans
        if not any(a <= start and end <= b and (a, b) != (start, end) for (a, b), _, _ in spans)
    ]


def _tells_change(results: Results, cell: TableFigure) -> bool:
    """Whether a figure is the change of a forecast since the previous report."""
    columns = results.tables[cell.table].columns
    formula = results.tables[cell.table].formulas.get(cell.column)
    operands = names_in(formula) if formula else ()
    return any(name in columns and columns[name].previous is not None for name in operands)


def _names_column(results: Results, cell: TableFigure, clause: str) -> bool:
    column = results.tables[cell.table].columns[cell.column]
    if column.scope is Scope.PREVIOUS_YEAR or column.previous is not None:
        return False
    if _RESULT.search(clause):
        return cell.is_result
    first = next(iter(words(column.name)), "")
    return any(is_form_of(word, first) for word in words(clause))


def _aliases(results: Results) -> list[tuple[str, tuple[Place, ...]]]:
    """Return what each row may be called in a sentence."""
    known: dict[str, set[Place]] = {}
    for key, table in results.tables.items():
        heading = ""
        for row, line in table.table.lines.items():
            if line.part is RowType.HEADING:
                heading = line.name
            if line.is_bare_heading:
                continue
            names = {_LEADING.sub("", line.name), row.replace("-", " ")} - {"total", "totalt", "summa", ""}
            if heading and line.part is RowType.SUM:
                names.add(heading)
            for name in names:
                known.setdefault(name, set()).add((key, row))
    return [(name, tuple(sorted(places))) for name, places in known.items()]
