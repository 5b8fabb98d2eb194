"""Formulas of economy tables: how a figure or a traffic light follows from other cells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.notation.formula import ColumnFormula, ColumnName, Constant
from rapport.rules.bands import INFINITY, span
from rapport.rules.economy import Amount, ComputedTable, Way
from rapport.rules.rating import HUNDRED
from rapport.tables.cell import Call, Formula, Number, Operation, Ref, Sum, Words

if TYPE_CHECKING:
    from rapport.model.scale import Rule, Scale

_ZERO = Number(Decimal(0))


def cell_formula(
    computed: ComputedTable, amount: Amount, row: str, column: str, table: str = ""
) -> Formula | None:
    """Return the formula that gives a figure from other cells, or None for what was typed.

    Args:
        computed: The table.
        amount: The figure.
        row: Its row.
        column: Its column.
        table: The table's key when the formula stands in another table.
    """
    if amount.computed is None:
        return None
    if amount.way is Way.ACROSS:
        return across_formula(computed, row, column, table)
    return down_formula(computed, row, column, table) if amount.way is Way.DOWN else None


def down_formula(computed: ComputedTable, row: str, column: str, table: str = "") -> Formula:
    """Return the sum of the rows that a row adds up."""
    return Sum(tuple(Ref(part.id, column, table) for part in computed.table.lines[row].total))


def across_formula(computed: ComputedTable, row: str, column: str, table: str = "") -> Formula:
    """Return a column's formula for one row."""
    line = computed.table.lines[row]

    def translated(formula: ColumnFormula) -> Formula:
        if isinstance(formula, ColumnName):
            cell = Ref(row, formula.name, table)
            # Words such as "Stängt" may stand where the row has no figure by nature; a sum takes them for nothing.
            return Sum((cell,)) if line.lacks(formula.name) else cell
        if isinstance(formula, Constant):
            return Number(formula.value)
        return Operation(formula.operator, translated(formula.left), translated(formula.right))

    return translated(computed.formulas[column])


def stands_within(formula: Formula, columns: tuple[str, ...], computed: ComputedTable) -> bool:
    """Whether every cell a formula uses is in the table as shown."""
    if isinstance(formula, Ref) and formula.table:
        return True
    if isinstance(formula, Ref):
        line = computed.table.lines.get(formula.row)
        return formula.column in columns and line is not None
    if isinstance(formula, Sum):
        return all(stands_within(term, columns, computed) for term in formula.terms)
    if isinstance(formula, Operation):
        return stands_within(formula.left, columns, computed) and stands_within(
            formula.right, columns, computed
        )
    return True


def light_formula(rule: Rule, scale: Scale, deviation: Formula, base: Formula) -> Formula:
    """Return the formula of a traffic light: the adverse deviation in per cent of the base, in bands."""
    names = [grade.name for grade in scale.grades.values()]
    share = Operation(
        "*", Operation("/", Operation("-", _ZERO, deviation), Call("ABS", (base,))), Number(HUNDRED)
    )
    without_base = Call("IF", (Operation("<", deviation, _ZERO), Words(names[-1]), Words(names[0])))
    return Call("IF", (Operation("=", base, _ZERO), without_base, banded_formula(rule, scale, share)))


def banded_formula(rule: Rule, scale: Scale, measure: Formula) -> Formula:
    """Return nested conditions that give the name of the grade whose band holds a measure."""
    spans = sorted((span(grade, band) for grade, band in rule.bands.items()), key=lambda reach: reach.start)
    formula: Formula = Words(scale.grades[spans[-1].grade].name)
    for reach in reversed(spans[:-1]):
        if reach.end.value == INFINITY:
            continue
        comparison = Operation("<=" if reach.end.just_above else "<", measure, Number(reach.end.value))
        formula = Call("IF", (comparison, Words(scale.grades[reach.grade].name), formula))
    return formula
