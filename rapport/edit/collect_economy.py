"""The sheets of economy tables: figures to fill in, variances and sums that the workbook keeps up to date."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.edit.answer import amount_of
from rapport.edit.form import Column, Content, Fact, Field, Input, Kind, Live, Row, Sheet
from rapport.model.economy import RowType, Scope
from rapport.notation.formula import ColumnFormula, ColumnName, Constant, names_in
from rapport.rules.economy import ComputedTable, computes
from rapport.rules.interval import ZERO
from rapport.rules.results import previous_report
from rapport.write.excel_limits import LONGEST_SHEET_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.edit.asking import Asking
    from rapport.model.economy import EconomyColumn, Line

SECTION = "ekonomi"
COMMENT = "kommentar"
BEFORE = "-tidigare"
"""Ends the name of a column that shows what another was in the period before."""
COMMENT_HELP = "Skriv som det ska stå i rapporten. Alt+Enter ger ny rad."
OTHER_SHEETS = (
    "Indikatorer",
    "Enheternas betyg",
    "Uppdrag",
    "Risker",
    "Verksamhetsmått",
    "History",
    "_rapport",
)
"""Names that no table's sheet may take."""
_SUMS = frozenset({RowType.SUBTOTAL, RowType.SUM, RowType.TOTAL})


def economy_sheets(asked: Asking) -> Iterator[Sheet]:
    """Yield a sheet for each table that the period reports figures of."""
    taken = {name.casefold() for name in OTHER_SHEETS}
    for key, table in asked.results.tables.items():
        if not asked.files.has((SECTION, key)):
            continue
        grid = _Grid(asked, table, asked.previous.tables.get(key) if asked.previous else None)
        rows = tuple(grid.row(row, line) for row, line in table.table.lines.items())
        name = _sheet_name(table.table.name, taken)
        remark = f"Belopp i {table.table.unit}."
        yield Sheet(name, table.table.name, tuple(grid.columns(rows)), rows, remark)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a sheet name that Excel accepts and that no other sheet has."""
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\'")
    shown, number = (
        textwrap.shorten(plain, LONGEST_SHEET_NAME, placeholder="") or plain[:LONGEST_SHEET_NAME],
        2,
    )
    while shown.casefold() in taken:
        start = (
            textwrap.shorten(plain, LONGEST_SHEET_NAME - 3, placeholder="") or plain[: LONGEST_SHEET_NAME - 3]
        )
        shown, number = f"{start} {number}", number + 1
    taken.add(shown.casefold())
    return shown


class _Grid(Struct):
    """A table on its way to a sheet; every value is worked out once, as the workbook will work it out."""

    asked: Asking
    table: ComputedTable
    previous: ComputedTable | None
    contents: dict[tuple[str, str], Content | None] = field(default_factory=dict)
    open: set[tuple[str, str]] = field(default_factory=set)

    def columns(self, rows: tuple[Row, ...]) -> Iterator[Column]:
        used = {name for row in rows for name in row.cells}
        period = self.asked.results.period
        scopes = {
            Scope.PERIOD: period.short_name,
            Scope.YEAR: "helår",
            Scope.PREVIOUS_YEAR: str(period.year - 1),
        }
        yield Column("namn", "Post", 44)
        for name, column in self.table.columns.items():
            title = f"{column.name} {scopes.get(column.scope, '')}".strip()
            unit = column.unit or self.table.table.unit
            if f"{name}{BEFORE}" in used:
                yield Column(f"{name}{BEFORE}", f"{column.name} {self.asked.before}", 13)
            if name in used:
                remark = f"Skriv beloppet i {unit}. {_sign(costs_positive=self.table.table.costs_positive)}"
                yield Column(name, title, 13, remark)
        yield Column(COMMENT, "Kommentar", 60, COMMENT_HELP)

    def row(self, key: str, line: Line) -> Row:
        name = f"{SECTION}/{self.table.id}/{key}"
        if line.is_bare_heading:
            return Row(name, {"namn": Fact(line.name or key)}, heading=True)
        cells: dict[str, Content] = {"namn": Fact(line.name or key)}
        for column in self.table.columns:
            content = self.content(key, column)
            if content is None:
                continue
            before = self._before(key, column) if isinstance(content, Input) else None
            if before is not None:
                cells[f"{column}{BEFORE}"] = before
            cells[column] = content
        comment = self.asked.input(Field((SECTION, self.table.id, key, COMMENT), Kind.TEXT))
        if comment.start or any(isinstance(content, Input) for content in cells.values()):
            cells[COMMENT] = comment
        return Row(name, cells, self.asked.owner(line.owner), total=bool(line.total) or line.part in _SUMS)

    def content(self, row: str, column: str) -> Content | None:
        place = (row, column)
        if place not in self.contents and place not in self.open:
            self.open.add(place)
            self.contents[place] = self._content(row, column)
        return self.contents.get(place)

    def _content(self, row: str, name: str) -> Content | None:
        line, column = self.table.table.lines.get(row), self.table.columns.get(name)
        if line is None or column is None or line.is_bare_heading or column.rule is not None:
            return None
        if line.fetched is not None:
            return self._fact(row, name)
        formula = self.table.formulas.get(name)
        if formula is not None and computes(formula, row, self.table.table.lines):
            return self._across(row, name, line, formula)
        if line.total:
            return self._down(row, name, line)
        if column.previous is not None and not self._is_first():
            return self._fact(row, name)
        return self._typed(row, name, line)

    def _is_first(self) -> bool:
        """Whether no earlier report of the year has the table, so that previous figures have to be typed."""
        return previous_report(self.asked.year, self.asked.results.period, self.table.id) is None

    def _typed(self, row: str, name: str, line: Line) -> Content | None:
        """Return a figure to fill in; one that the plan gives is only read, unless the period has its own."""
        path = (SECTION, self.table.id, row, name)
        before = self.previous.amount(row, name).value if self.previous else None
        known = dict.fromkeys(value for value in (before, *self._known(row, line)) if value)
        content = self.asked.input(Field(path, Kind.AMOUNT, self.table.table.unit, references=tuple(known)))
        if not content.start and (name in line.figures or line.lacks(name)):
            return self._fact(row, name)
        return content

    def _known(self, row: str, line: Line) -> Iterator[Decimal | None]:
        """Yield what a figure of a row should resemble: the row in the period before, the year's budget."""
        for name, column in self.table.columns.items():
            if name in line.figures and column.scope is not Scope.PREVIOUS_YEAR:
                yield self.table.amount(row, name).value
            elif self.previous is not None and _is_typed(column):
                yield self.previous.amount(row, name).value

    def _fact(self, row: str, name: str) -> Fact | None:
        amount = self.table.amount(row, name)
        if amount.words:
            return Fact(amount.words)
        return None if amount.value is None else Fact(amount.value, amount.decimals)

    def _before(self, row: str, name: str) -> Fact | None:
        """Return what a figure was in the period before, unless another column shows it."""
        shown = any(column.previous and column.previous.id == name for column in self.table.columns.values())
        if shown or self.previous is None:
            return None
        amount = self.previous.amount(row, name)
        return None if amount.value is None else Fact(amount.value, amount.decimals)

    def _across(self, row: str, name: str, line: Line, formula: ColumnFormula) -> Content | None:
        """Return a formula of the row's own figures, silent until all of them are there."""
        names = list(dict.fromkeys(n for n in names_in(formula) if self.content(row, n) is not None))
        missing = [n for n in names_in(formula) if n not in names and not line.lacks(n)]
        if missing or not names:
            return self._fact(row, name)
        text = _formula_text(formula, set(names))
        tests = [f"COUNT({','.join(f'{{{n}}}' for n in names)})<{len(names)}"]
        tests += [f"{_formula_text(divisor, set(names))}=0" for divisor in _divisors(formula)]
        for test in reversed(tests):
            text = f'IF({test},"",{text})'
        value = _evaluate(formula, {n: self.value(row, n) if n in names else ZERO for n in names_in(formula)})
        return Live(text, value, self.table.amount(row, name).decimals)

    def _down(self, row: str, name: str, line: Line) -> Content | None:
        """Return the sum of rows, silent until one of them has a figure."""
        parts = [part.id for part in line.total if self.content(part.id, name) is not None]
        if not parts:
            return self._fact(row, name)
        cells = ",".join(f"{{{name}!{SECTION}/{self.table.id}/{part}}}" for part in parts)
        known = [value for part in parts if (value := self.value(part, name)) is not None]
        total = sum(known, ZERO) if known else None
        return Live(f'IF(COUNT({cells})=0,"",SUM({cells}))', total, self.table.amount(row, name).decimals)

    def value(self, row: str, name: str) -> Decimal | None:
        """Return what a cell counts as in the workbook as it is sent out."""
        content = self.content(row, name)
        if isinstance(content, Live):
            return content.value
        if isinstance(content, Input):
            return amount_of(content.start, content.field.unit) if content.start else None
        return content.value if isinstance(content, Fact) and isinstance(content.value, Decimal) else None


def _is_typed(column: EconomyColumn) -> bool:
    return not column.formula and column.rule is None and column.previous is None


def _sign(*, costs_positive: bool) -> str:
    return "Kostnader är plus, intäkter minus." if costs_positive else "Kostnader är minus, intäkter plus."


def _formula_text(formula: ColumnFormula, known: set[str]) -> str:
    """Return a column formula with its columns in braces; a column that the row lacks counts as nothing."""
    if isinstance(formula, Constant):
        return f"({formula.value})" if formula.value < 0 else str(formula.value)
    if isinstance(formula, ColumnName):
        return f"{{{formula.name}}}" if formula.name in known else "0"
    return f"({_formula_text(formula.left, known)}{formula.operator}{_formula_text(formula.right, known)})"


def _divisors(formula: ColumnFormula) -> Iterator[ColumnFormula]:
    if isinstance(formula, Constant | ColumnName):
        return
    if formula.operator == "/" and not isinstance(formula.right, Constant):
        yield formula.right
    yield from _divisors(formula.left)
    yield from _divisors(formula.right)


def _evaluate(formula: ColumnFormula, values: dict[str, Decimal | None]) -> Decimal | None:
    if isinstance(formula, Constant):
        return formula.value
    if isinstance(formula, ColumnName):
        return values[formula.name]
    left, right = _evaluate(formula.left, values), _evaluate(formula.right, values)
    if left is None or right is None or (formula.operator == "/" and right == 0):
        return None
    results = {"+": left + right, "-": left - right, "*": left * right}
    return results[formula.operator] if formula.operator in results else left / right
