"""Three values of every cell: what was sent out, what came back, what the YAML says now; and what follows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.edit.answer import PERCENT, Remark, Weight, amount_of, answer, same, shown
from rapport.edit.form import Kind
from rapport.edit.period_files import short_fields
from rapport.edit.splice import Change
from rapport.notation import parse_period
from rapport.notation.fault import NotationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapport.edit.form import Field, Form, Input
    from rapport.edit.import_workbook import Returned
    from rapport.notation import Period

THOUSANDFOLD = (Decimal(200), Decimal(5000))
"""A figure so many times another is most likely the same in another unit."""
ALIKE = (Decimal("0.2"), Decimal(5))
"""Figures whose sizes are so alike that an opposite sign looks like a slip."""
FRACTION = Decimal(1)
"""A percentage of at most this, where the others are many times larger, looks like a share."""


class Comparison(Struct):
    """What workbooks give: changes to make, in the order of the form, and remarks."""

    changes: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    taken: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """What each changed field is to be, and the cell that says so."""


def compare(form: Form, workbooks: Sequence[Returned], *, empty: bool = False) -> Comparison:
    """Hold workbooks against what was sent out and what the period's files say now.

    Args:
        form: The period's form as it would be sent out today.
        workbooks: What came back.
        empty: Take away values whose cells have been cleared.
    """
    inputs = {(key, name): content for key, name, content in form.inputs()}
    result = Comparison()
    for workbook in workbooks:
        result.remarks += [*workbook.remarks, *_gone(workbook, inputs)]
        for place, content in inputs.items():
            if place in workbook.starts and place in workbook.cells:
                _compare_cell(result, workbook, place, content, empty=empty)
    return result


def is_for(workbook: Returned, period: Period) -> bool:
    """Whether a workbook was made for a period."""
    try:
        return parse_period(workbook.period) == period
    except NotationError:
        return False


def _gone(workbook: Returned, inputs: dict[tuple[str, str], Input]) -> Iterator[Remark]:
    """Tell of rows that were deleted in the workbook, and of what the plan no longer has."""
    keys = dict.fromkeys(key for key, _ in workbook.starts)
    there = {key for key, _ in workbook.cells}
    known = {key for key, _ in inputs}
    for key in keys:
        if key not in there:
            message = f"raden för ”{key}” är borttagen ur arbetsboken; dess värden står kvar i YAML"
            yield Remark(Weight.NOTE, workbook.name, message)
        elif key not in known:
            message = f"”{key}” finns inte längre i planen för perioden; raden läses inte"
            yield Remark(Weight.QUESTION, workbook.name, message, "gör en ny arbetsbok med rapport collect")


def _compare_cell(
    result: Comparison, workbook: Returned, place: tuple[str, str], content: Input, *, empty: bool
) -> None:
    asked, start, cell = content.field, workbook.starts[place], workbook.cells[place]
    given = answer(asked, start, cell)
    if given.text is None:
        result.remarks += given.remarks
        return
    if same(asked, given.text, start) or same(asked, given.text, content.start):
        return
    if not same(asked, start, content.start):
        message = f"”{_name(asked)}” var {_shown(start)} när arbetsboken gjordes, är {_shown(given.text)} i cellen och {_shown(content.start)} i YAML nu"
        remedy = "bestäm vilket som gäller: skriv det i cellen eller i YAML och läs in igen"
        result.remarks.append(Remark(Weight.CONFLICT, cell.place, message, remedy))
        return
    earlier = result.taken.get(place)
    if earlier is not None and not same(asked, earlier[0], given.text):
        message = f"”{_name(asked)}” är {_shown(given.text)} här men {_shown(earlier[0])} i {earlier[1]}"
        result.remarks.append(Remark(Weight.CONFLICT, cell.place, message, "bestäm vilket som gäller"))
        return
    result.remarks += given.remarks
    if not given.text and not empty:
        result.remarks.append(_cleared(asked, start, cell.place))
        return
    result.remarks += _doubts(asked, start, given.text, cell.place)
    if earlier is None:
        result.taken[place] = (given.text, cell.place)
        result.changes.append(Change(asked.path, given.text, short_fields(asked.path)))


def _name(asked: Field) -> str:
    return ".".join(asked.path)


def _shown(text: str) -> str:
    return f"”{text}”" if text else "tomt"


def _cleared(asked: Field, start: str, place: str) -> Remark:
    message = f"cellen är tömd; ”{_name(asked)}” var {_shown(start)}"
    remedy = "skriv tillbaka värdet i cellen, eller kör med --empty om det ska tas bort"
    return Remark(Weight.QUESTION, place, message, remedy, emptied=True)


def _doubts(asked: Field, start: str, text: str, place: str) -> Iterator[Remark]:
    """Ask about a figure that looks like a slip: another unit, another sign, a share for a percentage."""
    if asked.kind not in (Kind.AMOUNT, Kind.OUTCOME):
        return
    value = amount_of(text, asked.unit)
    known = [amount_of(start, asked.unit) if start else None, *asked.references]
    others = [other for other in known if other]
    if not value or not others:
        return
    ratios = [abs(value / other) for other in others]
    low, high = THOUSANDFOLD
    told = f"{shown(value)} mot {shown(others[0])}"
    if all(low <= ratio <= high or low <= 1 / ratio <= high for ratio in ratios):
        unit = f"; det här ska vara i {asked.unit}" if asked.unit else ""
        message = f"beloppet är ungefär tusen gånger {'större' if ratios[0] > 1 else 'mindre'} än väntat, {told}{unit}"
        yield Remark(Weight.QUESTION, place, message, "rätta cellen, eller kör med --accept om det stämmer")
    elif asked.unit == PERCENT and abs(value) <= FRACTION and all(ratio * 20 <= 1 for ratio in ratios):
        message = f"andelen är mycket mindre än väntat, {told}; menas {shown(value * 100)} %?"
        yield Remark(Weight.QUESTION, place, message, "rätta cellen, eller kör med --accept om det stämmer")
    if asked.kind is Kind.AMOUNT and all(value * other < 0 for other in others):
        least, most = ALIKE
        if any(least <= ratio <= most for ratio in ratios):
            message = f"tecknet är omvänt mot väntat, {told}"
            yield Remark(
                Weight.QUESTION, place, message, "rätta cellen, eller kör med --accept om det stämmer"
            )
