"""Changes between two periods in words: a table for the terminal and for reports."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.model.scalar import Answer, Figure, Goalpost, Words
from rapport.notation import format_number, format_quantity, format_target
from rapport.rules.change import Aspect, Change, changes
from rapport.tables.cell import Cell, Column, Kind, Row, Table
from rapport.tables.verdict import UNRATED

if TYPE_CHECKING:
    from rapport.rules.results import Results

ASPECTS = {
    Aspect.NAME: "namn",
    Aspect.TARGET: "målnivå",
    Aspect.OUTCOME: "utfall",
    Aspect.RATING: "bedömning",
    Aspect.AMOUNT: "belopp",
    Aspect.STATUS: "status",
    Aspect.ADDED: "tillkommit",
    Aspect.REMOVED: "utgått",
}


def change_table(old: Results, new: Results, caption: str) -> Table:
    """Return what changed between two periods; a table without rows when nothing did."""
    columns = (
        Column("vad", "Vad", Kind.TEXT),
        Column("id", "Id", Kind.TEXT),
        Column("ändring", "Ändring", Kind.TEXT),
        Column("före", "Före"),
        Column("efter", "Efter"),
    )
    rows = tuple(_row(new, change, number) for number, change in enumerate(changes(old, new)))
    return Table("ändringar", caption, columns, rows)


def _row(results: Results, change: Change, number: int) -> Row:
    aspect = ASPECTS[change.aspect] + (f", {change.detail}" if change.detail else "")
    cells = (
        Cell(change.name),
        Cell(change.id),
        Cell(aspect),
        Cell(_words(results, change, change.before), Kind.NUMBER),
        Cell(_words(results, change, change.after), Kind.NUMBER),
    )
    return Row(str(number), cells)


def _words(results: Results, change: Change, value: object) -> str | None:
    if change.aspect is Aspect.RATING:
        return _grade(results, value)
    if change.aspect is Aspect.ADDED:
        return None
    match value:
        case Decimal():
            words = format_number(value, max(0, -int(value.as_tuple().exponent)))
        case Figure():
            words = format_quantity(value.quantity)
        case Answer():
            words = value.word
        case Words():
            words = value.words
        case Goalpost():
            words = value.answer or format_target(value.target)
        case _:
            return str(value) if value is not None else None
    return words


def _grade(results: Results, grade: object) -> str:
    found = next((s.grades[str(grade)] for s in results.plan.scales.values() if str(grade) in s.grades), None)
    return found.name if found else UNRATED
