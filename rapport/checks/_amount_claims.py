"""What texts claim about the figures of economy tables: which rows, which columns, how much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapport.checks._amounts import cell_name
from rapport.checks._prose import passages
from rapport.checks._sentences import is_form_of, is_plain, sentences, words, years
from rapport.model.economy import RowType, Scope
from rapport.notation.number import AMOUNT_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator
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
_LEADING = re.compile(r"^(?:resultat|nettokostnad|totalt|summa|andel)\s+(?=\S)", re.IGNORECASE)
_ENDING = r"(?:s|en|ens|n|ns|et|ets|t|ts|er|ers|erna|ernas|na|nas|a|ar|arna)?"


@dataclass(frozen=True, slots=True)
class TableFigure:
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


@dataclass(frozen=True)
class AmountClaim:
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


@dataclass(frozen=True)
class _Tables:
    """A period's tables as texts speak of them: every figure, what rows are called, which rows are totals."""

    results: Results
    cells: tuple[TableFigure, ...]
    aliases: tuple[tuple[re.Pattern[str], str, tuple[Place, ...]], ...]
    totals: tuple[Place, ...]


def table_figures(results: Results) -> tuple[TableFigure, ...]:
    """Return every amount of every economy table."""
    return tuple(cell for key, table in results.tables.items() for cell in _cells(key, table))


def amount_claims(results: Results, cells: tuple[TableFigure, ...]) -> Iterator[AmountClaim]:
    """Yield every amount that is typed in the texts of a period."""
    totals = tuple((cell.table, cell.row) for cell in cells if _is_total(results, cell))
    tables = _Tables(results, cells, tuple(_aliases(results)), totals)
    for passage in passages(results):
        for sentence in sentences(passage.prose.text):
            for figure in sentence.figures:
                if figure.is_amount and figure.value:
                    yield _claim(tables, passage, sentence, figure)


def _cells(key: str, table: ComputedTable) -> Iterator[TableFigure]:
    for (row, column), amount in table.amounts.items():
        unit = (table.columns[column].unit or table.table.unit).casefold()
        factor = AMOUNT_UNITS.get(unit)
        if amount.value is not None and factor is not None:
            deviates = _tells_result(column, table.columns[column])
            value, slack = amount.value * factor, amount.slack * factor
            yield TableFigure(key, row, column, value, slack, amount.value, unit, deviates, amount.origin)


def _tells_result(key: str, column: EconomyColumn) -> bool:
    return column.deviation or bool(_RESULT.search(f"{key} {column.name}"))


def _is_total(results: Results, cell: TableFigure) -> bool:
    return results.tables[cell.table].table.lines[cell.row].part is RowType.TOTAL


def _claim(tables: _Tables, passage: Passage, sentence: Sentence, figure: TypedFigure) -> AmountClaim:
    clause, after = sentence.clause(figure.start), sentence.after(figure.end)
    found = [(name, places) for pattern, name, places in tables.aliases if pattern.search(sentence.text)]
    rows = {place for _, places in found for place in places}
    if not rows and (_WHOLE.search(clause) or _WHOLE.search(after)):
        rows = set(tables.totals)
    own = set(passage.rows)
    subject = tuple(cell for cell in tables.cells if (cell.table, cell.row) in (rows or own))
    meant = tuple(cell for cell in subject if _names_column(tables.results, cell, clause))
    other_year = any(year != tables.results.period.year for year in years(clause + after[:8]))
    plain = is_plain(clause, [name for name, _ in found]) and not other_year and not _OLD.search(clause)
    one = not found or len({row for _, row in rows}) == 1
    return AmountClaim(figure, passage, sentence, clause, subject, meant, bool(rows), plain and one)


def _names_column(results: Results, cell: TableFigure, clause: str) -> bool:
    column = results.tables[cell.table].columns[cell.column]
    if column.scope is Scope.PREVIOUS_YEAR or column.previous is not None:
        return False
    if _RESULT.search(clause):
        return cell.is_result
    first = next(iter(words(column.name)), "")
    return any(is_form_of(word, first) for word in words(clause))


def _aliases(results: Results) -> list[tuple[re.Pattern[str], str, tuple[Place, ...]]]:
    """Return what each row may be called in a sentence."""
    known: dict[str, set[Place]] = {}
    for key, table in results.tables.items():
        heading = ""
        for row, line in table.table.lines.items():
            if line.part is RowType.HEADING:
                heading = line.name
                continue
            names = {_LEADING.sub("", line.name), row.replace("-", " ")} - {"total", "totalt", "summa", ""}
            if heading and line.part is RowType.SUM:
                names.add(heading)
            for name in names:
                known.setdefault(name, set()).add((key, row))
    return [(_pattern(name), name, tuple(sorted(places))) for name, places in known.items()]


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name with its endings; "&" and "och" are the same."""
    parts = [re.escape(part) for part in words(name) if part != "och"] or [re.escape(name)]
    between = r"(?:-?\s*(?:&|och)\s+|[\s-]+|,\s*)"
    short = 3
    if len(name) <= short:
        return re.compile(rf"(?<![\w-]){re.escape(name.upper())}(?![\w-])")
    return re.compile(rf"(?<![\w-]){between.join(parts)}{_ENDING}(?![\w-])", re.IGNORECASE)
