"""A value in the YAML and the same value in a cell, both ways, and what is odd about what was filled in."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rapport.edit.form import Kind
from rapport.notation import (
    NoNumberError,
    NotationError,
    Quantity,
    format_number,
    format_quantity,
    parse_quantity,
)
from rapport.notation.number import AMOUNT_UNITS, MINUS, NBSP

if TYPE_CHECKING:
    from rapport.edit.form import Field

PERCENT = "%"
HUNDRED = Decimal(100)
_NOTHING = re.compile(r"[\s\-–—−.]*")
"""What people put in a cell instead of leaving it empty."""
_INVISIBLE = re.compile("[\xad\u200b\u200e\u200f\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
_ESCAPED = re.compile(r"_x000[dD]_\n?|\r\n?|\x0b|\x0c|_x000[bB]_")


class Weight(StrEnum):
    """What a remark about a cell means for the import; the value is the word that users read."""

    ERROR = "fel"
    """Nothing is written."""
    CONFLICT = "konflikt"
    """Nothing is written: the value was changed in two places."""
    QUESTION = "fråga"
    """Nothing is written until somebody says that it is right."""
    NOTE = "anmärkning"
    """Only told."""


class Remark(Struct, frozen=True):
    """Something to say about a cell or a whole workbook: its place, a fact, what to do."""

    weight: Weight
    place: str
    message: str
    help: str = ""
    emptied: bool = False
    """Whether it asks if a value is to be taken away."""


def format_remark(remark: Remark) -> str:
    """Return a remark as text."""
    text = f"{remark.place}: {remark.weight}: {remark.message}"
    return f"{text}\n  hjälp: {remark.help}" if remark.help else text


class Filled(Struct, frozen=True):
    """A cell as it was found: its value, whether a formula gave it, how it is shown, and where it is."""

    value: str | Decimal | bool | None
    place: str
    formula: bool = False
    percent: bool = False
    """Whether its number format multiplies by a hundred."""
    fault: str = ""
    """Why the cell has no value of use: an error value, a date."""


class Answer(Struct, frozen=True):
    """What a cell says, as it would be written in the YAML; None when it can't be made out."""

    text: str | None
    remarks: tuple[Remark, ...] = ()


# --- From YAML to cell


def quantity_of(text: str) -> Quantity | None:
    """Return a written figure, None for anything else."""
    try:
        return parse_quantity(text)
    except NotationError:
        return None


def amount_of(text: str, unit: str) -> Decimal | None:
    """Return a written figure in a unit; None when it says more than a number can."""
    quantity = quantity_of(text)
    if quantity is None or not _is_bare(quantity):
        return None
    own, wanted = AMOUNT_UNITS.get(quantity.unit.casefold()), AMOUNT_UNITS.get(unit.casefold())
    return quantity.value * own / wanted if own and wanted else quantity.value


def _is_bare(quantity: Quantity) -> bool:
    """Whether a figure is a number and a unit, without a year, a second number or other words."""
    extras = (quantity.of, quantity.year)
    return all(extra is None for extra in extras) and not quantity.remark and not quantity.about


def in_cell(field: Field, start: str) -> str | Decimal:
    """Return what a cell shows for a value in the YAML; `answer` undoes it."""
    if field.kind in (Kind.AMOUNT, Kind.OUTCOME) and start:
        amount = amount_of(start, field.unit)
        return start if amount is None else amount
    return calm(start)


# --- From cell to YAML


def answer(field: Field, start: str, cell: Filled) -> Answer:
    """Return what a filled-in cell says, written as the value was written before."""
    remarks: list[Remark] = []
    value = cell.value
    if cell.formula and field.kind is Kind.TEXT:
        return Answer(None, (_formula_in_text(cell),))
    if cell.fault or (cell.formula and value is None):
        return Answer(None, (_unusable(cell),))
    if cell.formula:
        remarks.append(
            Remark(Weight.NOTE, cell.place, f"cellen har en formel; värdet {shown(value)} används")
        )
    if isinstance(value, bool):
        value = "Ja" if value else "Nej"
    if field.kind in (Kind.TEXT, Kind.CHOICE):
        result = _words(field, cell, number_text(value) if isinstance(value, Decimal) else value or "")
    elif isinstance(value, Decimal):
        result = _number(field, start, cell, value)
    else:
        result = _figure_in_words(field, start, cell, value or "")
    return replace(result, remarks=(*remarks, *result.remarks))


def shown(value: object) -> str:
    """Return a value as a message shows it."""
    return number_text(value) if isinstance(value, Decimal) else f"”{value}”"


def number_text(value: Decimal) -> str:
    """Return a number as a person would type it in the YAML: ``-26 707``, ``37,9``."""
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return _typed(format_number(plain, places))


def _typed(text: str) -> str:
    return text.replace(NBSP, " ").replace(MINUS, "-")


def _unusable(cell: Filled) -> Remark:
    if cell.fault:
        return Remark(Weight.ERROR, cell.place, cell.fault, "skriv värdet igen i cellen")
    return Remark(
        Weight.ERROR,
        cell.place,
        "cellen har en formel utan uträknat värde",
        "öppna arbetsboken i Excel eller LibreOffice, spara den och läs in den igen",
    )


def _formula_in_text(cell: Filled) -> Remark:
    return Remark(
        Weight.ERROR,
        cell.place,
        "texten har blivit en formel, för att den börjar med =, + eller -",
        "skriv en apostrof först i cellen: '= …",
    )


def calm(text: str) -> str:
    """Return a text as it is meant: line feeds between lines, no blanks at their ends, nothing invisible."""
    lines = _INVISIBLE.sub("", _ESCAPED.sub("\n", text)).split("\n")
    return "\n".join(" " * (len(line) - len(line.lstrip())) + line.strip() for line in lines).strip()


def _words(field: Field, cell: Filled, value: str) -> Answer:
    text = calm(value)
    if sign := _CONTROL.search(text):
        fact = f"texten innehåller styrtecknet U+{ord(sign[0]):04X} på plats {sign.start() + 1}"
        return Answer(None, (Remark(Weight.ERROR, cell.place, fact, "ta bort tecknet i cellen"),))
    if field.kind is Kind.TEXT or not text:
        return Answer(text)
    text = " ".join(text.split())
    known = {word.casefold(): word for word in field.words}
    found = known.get(text.casefold())
    if found is None and known:
        fact = f"”{text}” är inget av orden {', '.join(field.words)}"
        return Answer(text, (Remark(Weight.QUESTION, cell.place, fact, "välj ett ord i cellens lista"),))
    return Answer(found or text)


def _number(field: Field, start: str, cell: Filled, value: Decimal) -> Answer:
    before = quantity_of(start)
    unit = before.unit if before else PERCENT if field.unit == PERCENT else ""
    if field.kind is Kind.AMOUNT:
        unit = ""
    if cell.percent:
        value, unit = value * HUNDRED, PERCENT
        if field.kind is Kind.AMOUNT:
            return Answer(None, (_error(cell, "cellen visar procent, men här ska ett belopp stå", field),))
    text = number_text(value)
    return Answer(f"{text} {unit}" if unit else text)


def _error(cell: Filled, fact: str, field: Field) -> Remark:
    unit = f" i {field.unit}" if field.unit else ""
    return Remark(Weight.ERROR, cell.place, fact, f"skriv ett tal{unit}, till exempel 1 050")


def _figure_in_words(field: Field, start: str, cell: Filled, value: str) -> Answer:
    text = calm(value)
    if _NOTHING.fullmatch(text):
        return Answer("")
    if text == calm(start):
        return Answer(start)
    try:
        quantity = parse_quantity(text)
    except NotationError as fault:
        return Answer(None, (Remark(Weight.ERROR, cell.place, fault.fact, _remedy(fault)),))
    remarks = [
        Remark(
            Weight.NOTE,
            cell.place,
            f"talet stod som text, ”{text}”; det läses som {_typed(format_quantity(quantity))}",
        )
    ]
    if field.kind is Kind.AMOUNT:
        return _amount_in_words(field, cell, quantity, remarks)
    before = quantity_of(start)
    expected = before.unit if before else field.unit
    if not quantity.unit and expected == PERCENT:
        quantity = replace(quantity, unit=PERCENT)
    elif quantity.unit and expected and quantity.unit.casefold() != expected.casefold():
        fact = f"enheten ”{quantity.unit}” är inte ”{expected}”, som väntades"
        remarks.append(Remark(Weight.QUESTION, cell.place, fact, f"räkna om till {expected}"))
    return Answer(_typed(format_quantity(quantity)), tuple(remarks))


def _remedy(fault: NotationError) -> str:
    words = "; ord skrivs inte här utan i YAML-filen" if isinstance(fault, NoNumberError) else ""
    return fault.remedy + words


def _amount_in_words(field: Field, cell: Filled, quantity: Quantity, remarks: list[Remark]) -> Answer:
    unit = quantity.unit.casefold()
    if unit == field.unit.casefold():
        quantity = replace(quantity, unit="")
    elif unit and not (unit in AMOUNT_UNITS and field.unit.casefold() in AMOUNT_UNITS):
        return Answer(
            None, (_error(cell, f"enheten ”{quantity.unit}” går inte att räkna om till {field.unit}", field),)
        )
    return Answer(_typed(format_quantity(quantity)), tuple(remarks))


# --- Are they the same?


def same(field: Field, first: str, second: str) -> bool:
    """Whether two values as written say the same thing."""
    if field.kind is Kind.TEXT:
        return calm(first) == calm(second)
    if field.kind is Kind.CHOICE or not first or not second:
        return " ".join(first.split()).casefold() == " ".join(second.split()).casefold()
    one, other = quantity_of(first), quantity_of(second)
    if one is None or other is None:
        return calm(first) == calm(second)
    if field.kind is Kind.AMOUNT and _is_bare(one) and _is_bare(other):
        return amount_of(first, field.unit) == amount_of(second, field.unit)
    return _meaning(one) == _meaning(other)


def _meaning(quantity: Quantity) -> tuple[object, ...]:
    return (
        quantity.value,
        quantity.unit.casefold(),
        quantity.of,
        quantity.year,
        quantity.remark,
        quantity.about,
    )
