"""A formula between cells becomes the text that Excel calculates."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rapport.tables.cell import Call, Number, Operation, Ref, Sum, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from rapport.tables.cell import Formula
    from rapport.write.excel_layout import Place

Address = tuple[str, int, int]
"""Sheet, row and column, the latter two from 0."""

FUNCTIONS = frozenset({"ABS", "IF", "MAX", "MIN", "ROUND"})
LONGEST_FORMULA = 8192
LONGEST_WORDS = 255
MOST_ARGUMENTS = 255

_STRENGTH = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "+": 2, "-": 2, "*": 3, "/": 3}
"""How strongly an operator binds; all of them group from the left."""
_ATOM = 4


class FormulaError(ValueError):
    """A formula that can't be written: the program made it wrong, not the user."""


def formula_text(formula: Formula, home: Place, places: Mapping[str, Place], *, missing: bool = False) -> str:
    """Return a formula in A1 notation, without the equals sign before it.

    Args:
        formula: The formula.
        home: The table that the formula stands in; references without a table point into it.
        places: Every table of the workbook by its key.
        missing: The formula's value is missing. Excel then has to show nothing as well, so the formula is
            wrapped in the tests that keep it silent until its operands are there.

    Raises:
        FormulaError: a reference without a target, or something that Excel has no word for.
    """
    writer = _Writer(home, places)
    text = writer.text(formula)
    if missing:
        for condition in reversed(writer.silences(formula)):
            text = f'IF({condition},"",{text})'
    if len(text) >= LONGEST_FORMULA:
        raise FormulaError(f"a formula of table {home.table.key!r} is {len(text)} characters long")
    return text


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell: ``cell_name(6, 1)`` is ``B7``."""
    return f"{column_letters(column)}{row + 1}"


@cache
def column_letters(column: int) -> str:
    """Return the name of a column: ``column_letters(1)`` is ``B``."""
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def quoted_sheet(name: str) -> str:
    """Return a sheet name as formulas and links write it."""
    return "'" + name.replace("'", "''") + "'"


class _Writer:
    """Writes formulas that stand in one table; holds nothing but where the tables are."""

    def __init__(self, home: Place, places: Mapping[str, Place]) -> None:
        self._home = home
        self._places = places

    def text(self, formula: Formula) -> str:
        return self._text(formula)[0]

    def _text(self, formula: Formula) -> tuple[str, int]:
        """Return a formula as Excel writes it, and how strongly what it is made of holds together."""
        if isinstance(formula, Ref):
            return self._range(self._address(formula)), _ATOM
        if isinstance(formula, Operation):
            own = _STRENGTH.get(formula.operator)
            if own is None:
                raise FormulaError(f"unknown operator {formula.operator!r}")
            left, left_strength = self._text(formula.left)
            right, right_strength = self._text(formula.right)
            return (
                (left if left_strength >= own else f"({left})")
                + formula.operator
                + (right if right_strength > own else f"({right})")
            ), own
        if isinstance(formula, Call):
            if formula.function not in FUNCTIONS:
                raise FormulaError(f"unknown spreadsheet function {formula.function!r}")
            arguments = ",".join([self._text(argument)[0] for argument in formula.arguments])
            return f"{formula.function}({arguments})", _ATOM
        if isinstance(formula, Number):
            return _number(formula.value), 0 if formula.value < 0 else _ATOM
        if isinstance(formula, Words):
            return _words(formula.text), _ATOM
        return f"SUM({self._arguments(formula.terms)})", _ATOM

    def silences(self, formula: Formula) -> list[str]:
        """Return the conditions under which a formula without a value shows nothing."""
        direct = [ref for ref in dict.fromkeys(_direct(formula)) if not isinstance(self._value(ref), str)]
        sums = list(dict.fromkeys(_sums(formula)))
        conditions = [
            f"COUNT({self._arguments(total.terms)})=0"
            for total in sums
            if all(self._value(term) is None for term in total.terms)
        ]
        if any(self._value(ref) is None for ref in direct):
            conditions.insert(0, f"COUNT({self._arguments(direct)})<{len(direct)}")
        if conditions:
            return conditions
        partial = [total.terms for total in sums if any(self._value(term) is None for term in total.terms)]
        if partial:
            return [f"COUNT({self._arguments(terms)})<{len(terms)}" for terms in partial]
        divisors = [self._text(divisor) for divisor in dict.fromkeys(_divisors(formula))]
        return [f"{text}=0" if strength > _STRENGTH["="] else f"({text})=0" for text, strength in divisors]

    def _arguments(self, refs: Sequence[Ref]) -> str:
        """Write cells as the arguments of SUM or COUNT, runs of neighbours as ranges."""
        if not refs:
            raise FormulaError(f"a sum of table {self._home.table.key!r} has no terms")
        written = [self._range(*run) for run in _runs([self._address(ref) for ref in refs])]
        if len(written) > MOST_ARGUMENTS:
            raise FormulaError(f"a sum of table {self._home.table.key!r} has {len(written)} separate terms")
        return ",".join(written)

    def _range(self, start: Address, rows: int = 1, columns: int = 1) -> str:
        sheet, row, column = start
        text = cell_name(row, column)
        if rows > 1 or columns > 1:
            text += ":" + cell_name(row + rows - 1, column + columns - 1)
        return text if sheet == self._home.sheet else f"{quoted_sheet(sheet)}!{text}"

    def _address(self, ref: Ref) -> Address:
        place = self._place(ref)
        return place.sheet, place.first + place.rows[ref.row], place.columns[ref.column]

    def _value(self, ref: Ref) -> Decimal | str | None:
        cell = self._place(ref).cell(ref.row, ref.column)
        return cell.claim.stated if cell.claim else cell.value

    def _place(self, ref: Ref) -> Place:
        """Return the table that a reference points into, which has its row and its column."""
        place = self._places.get(ref.table) if ref.table else self._home
        if place is not None and ref.row in place.rows and ref.column in place.columns:
            return place
        home = f"a formula of table {self._home.table.key!r} refers to"
        if place is None:
            raise FormulaError(f"{home} no table {ref.table!r}")
        what, key = ("column", ref.column) if ref.row in place.rows else ("row", ref.row)
        raise FormulaError(f"{home} {what} {key!r}, which table {place.table.key!r} does not have")


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise FormulaError(f"{value} can't stand in a formula")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(words: str) -> str:
    if len(words) > LONGEST_WORDS or not words.isprintable():
        raise FormulaError(f"the text {words[:40]!r} can't stand in a formula")
    return '"' + words.replace('"', '""') + '"'


def _runs(addresses: Sequence[Address]) -> Iterator[tuple[Address, int, int]]:
    """Group cells that follow each other down a column or along a row: start, rows, columns."""
    start, rows, columns = addresses[0], 1, 1
    for address in addresses[1:]:
        sheet, row, column = start
        if columns == 1 and address == (sheet, row + rows, column):
            rows += 1
        elif rows == 1 and address == (sheet, row, column + columns):
            columns += 1
        else:
            yield start, rows, columns
            start, rows, columns = address, 1, 1
    yield start, rows, columns


def _parts(formula: Formula) -> Iterator[Formula]:
    """Yield a formula and everything in it, but not the terms of sums."""
    yield formula
    match formula:
        case Operation(_, left, right):
            yield from _parts(left)
            yield from _parts(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from _parts(argument)


def _direct(formula: Formula) -> Iterator[Ref]:
    return (part for part in _parts(formula) if isinstance(part, Ref))


def _sums(formula: Formula) -> Iterator[Sum]:
    return (part for part in _parts(formula) if isinstance(part, Sum))


def _divisors(formula: Formula) -> Iterator[Formula]:
    """Yield what the formula divides by, constants aside."""
    for part in _parts(formula):
        if isinstance(part, Operation) and part.operator == "/" and not isinstance(part.right, Number):
            yield part.right
