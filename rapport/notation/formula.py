"""Column formulas: ``prognos - budget``, ``avvikelse / budget * 100``; text to tree and back."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from rapport.notation.fault import NotationError
from rapport.notation.number import MOST_DIGITS

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[^\W\d][\w-]*(?<!-))|(?P<number>[0-9]+(?:,[0-9]+)?)|(?P<sign>[-−–+*/×÷()]))"
)
_LONGEST = 200
"""So many names, numbers and signs a formula may have; no table has so many columns."""
_SIGNS = {"−": "-", "–": "-", "×": "*", "÷": "/"}


class ColumnName(Struct, frozen=True):
    """The figure of another column on the same row."""

    name: str


class Constant(Struct, frozen=True):
    """A number in a formula."""

    value: Decimal


class Binary(Struct, frozen=True):
    """Two operands joined by ``+ - * /``."""

    operator: str
    left: ColumnFormula
    right: ColumnFormula


ColumnFormula = ColumnName | Constant | Binary


class _Token(Struct, frozen=True):
    kind: str
    text: str
    offset: int


def parse_formula(text: str) -> ColumnFormula:
    """Read a formula of column names, numbers and ``+ - * / ( )``.

    A hyphen within a name belongs to the name, so a minus sign needs a space before it.

    Raises:
        NotationError: the text is no formula.
    """
    tokens = _tokens(text)
    if len(tokens) > _LONGEST:
        fact = f"formeln har {len(tokens)} delar, fler än en tabell har kolumner"
        raise NotationError(fact, "dela upp den på flera kolumner", offset=tokens[_LONGEST].offset)
    tree, rest = _terms(tokens, text)
    if rest:
        raise NotationError(
            f"formeln går inte att läsa från ”{rest[0].text}”", _REMEDY, offset=rest[0].offset
        )
    return tree


_REMEDY = "skriv till exempel   prognos - budget"


def _tokens(text: str) -> list[_Token]:
    tokens, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            odd = position + len(text[position:]) - len(text[position:].lstrip())
            raise NotationError(f"tecknet ”{text[odd]}” hör inte hemma i en formel", _REMEDY, offset=odd)
        word = match[match.lastgroup]
        tokens.append(_Token(match.lastgroup, _SIGNS.get(word, word), match.start(match.lastgroup)))
        position = match.end()
    return tokens


def _terms(tokens: list[_Token], text: str) -> tuple[ColumnFormula, list[_Token]]:
    left, tokens = _factors(tokens, text)
    while tokens and tokens[0].text in ("+", "-"):
        operator = tokens[0].text
        right, tokens = _factors(tokens[1:], text)
        left = Binary(operator, left, right)
    return left, tokens


def _factors(tokens: list[_Token], text: str) -> tuple[ColumnFormula, list[_Token]]:
    left, tokens = _atom(tokens, text)
    while tokens and tokens[0].text in ("*", "/"):
        operator = tokens[0].text
        right, tokens = _atom(tokens[1:], text)
        left = Binary(operator, left, right)
    return left, tokens


def _atom(tokens: list[_Token], text: str) -> tuple[ColumnFormula, list[_Token]]:
    if not tokens:
        raise NotationError("formeln slutar mitt i", _REMEDY, offset=max(0, len(text.rstrip()) - 1))
    first, rest = tokens[0], tokens[1:]
    if first.kind == "name":
        return ColumnName(first.text), rest
    if first.kind == "number":
        if len(first.text) > MOST_DIGITS:
            fact = f"talet i formeln har fler än {MOST_DIGITS} siffror"
            raise NotationError(fact, "skriv ett kortare tal", offset=first.offset)
        return Constant(Decimal(first.text.replace(",", "."))), rest
    if first.text == "(":
        inner, rest = _terms(rest, text)
        if not rest or rest[0].text != ")":
            raise NotationError("en parentes i formeln stängs aldrig", _REMEDY, offset=first.offset)
        return inner, rest[1:]
    raise NotationError(f"”{first.text}” står fel i formeln", _REMEDY, offset=first.offset)


def format_formula(formula: ColumnFormula) -> str:
    """Write a formula; `parse_formula` undoes it."""
    if isinstance(formula, ColumnName):
        return formula.name
    if isinstance(formula, Constant):
        return str(formula.value).replace(".", ",")
    left, right = format_formula(formula.left), format_formula(formula.right)
    if formula.operator in "*/":
        left = f"({left})" if _is_sum(formula.left) else left
        right = f"({right})" if isinstance(formula.right, Binary) else right
    elif _is_sum(formula.right):
        right = f"({right})"
    return f"{left} {formula.operator} {right}"


def _is_sum(formula: ColumnFormula) -> bool:
    return isinstance(formula, Binary) and formula.operator in "+-"


@lru_cache(maxsize=1024)
def names_in(formula: ColumnFormula) -> tuple[str, ...]:
    """Return the column names a formula uses, in order."""
    if isinstance(formula, Binary):
        return names_in(formula.left) + names_in(formula.right)
    return (formula.name,) if isinstance(formula, ColumnName) else ()
