"""Targets (målnivåer): ``>25 %``, ``minst 3``, ``100 %``, ``öka från 64 % (2018)``."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from rapport.notation.fault import NoNumberError, NotationError
from rapport.notation.number import NBSP, Quantity, format_quantity, parse_quantity
from rapport.notation.words import format_words
from rapport.saying import Saying


class Operator(StrEnum):
    """How an outcome must stand to a target; the value is the sign that is printed."""

    LESS = "<"
    AT_MOST = "≤"
    AT_LEAST = "≥"
    MORE = ">"


class Direction(StrEnum):
    """Which way an indicator should move from its baseline."""

    INCREASE = "öka"
    DECREASE = "minska"
    UNCHANGED = "oförändrat"


class ValueTarget(Saying, frozen=True):
    """A target with a value; without operator the indicator's better direction decides."""

    beside = ("written",)

    quantity: Quantity
    operator: Operator | None = None
    written: str = ""


class MovementTarget(Saying, frozen=True):
    """Better than a baseline (utgångsvärde); ``baseline`` is None when only the direction is stated."""

    beside = ("written",)

    direction: Direction
    baseline: Quantity | None = None
    written: str = ""


class WordTarget(Struct, frozen=True):
    """A target in words that no rule can test."""

    words: str


Target = ValueTarget | MovementTarget | WordTarget

_OPERATORS = {
    "<": Operator.LESS,
    "under": Operator.LESS,
    "mindre än": Operator.LESS,
    "färre än": Operator.LESS,
    "lägre än": Operator.LESS,
    "<=": Operator.AT_MOST,
    "=<": Operator.AT_MOST,
    "≤": Operator.AT_MOST,
    "högst": Operator.AT_MOST,
    "max": Operator.AT_MOST,
    "som mest": Operator.AT_MOST,
    ">=": Operator.AT_LEAST,
    "=>": Operator.AT_LEAST,
    "≥": Operator.AT_LEAST,
    "minst": Operator.AT_LEAST,
    "lägst": Operator.AT_LEAST,
    ">": Operator.MORE,
    "över": Operator.MORE,
    "mer än": Operator.MORE,
    "fler än": Operator.MORE,
    "högre än": Operator.MORE,
}
_OPERATOR = re.compile(
    "(" + "|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True)) + r")(?![^\W\d_])\s*",
    re.IGNORECASE,
)
_MOVEMENT = re.compile(
    r"(?P<direction>öka[rd]?|ökning|ökat|minska[rd]?|minskning|minskat|oförändra[td]e?)"
    r"(?:\s+från\s+(?:(?P<year>(?:19|20)[0-9]{2})\s+års\s+(?:värde|utfall)(?:\s+på)?\s*)?(?P<baseline>.*))?",
    re.IGNORECASE,
)


def parse_target(text: str) -> Target:
    """Read a target.

    Raises:
        NotationError: neither a value with or without operator, nor a movement.
    """
    stripped = text.strip()
    if movement := _MOVEMENT.fullmatch(stripped):
        return _movement(movement, stripped)
    operator = _OPERATOR.match(stripped)
    rest = stripped[operator.end() :] if operator else stripped
    try:
        quantity = parse_quantity(rest)
    except NotationError as fault:
        if isinstance(fault, NoNumberError) and not operator:
            fact = f"målnivån ”{stripped}” går inte att pröva"
            raise NotationError(fact, _target_remedy(stripped), width=fault.width) from None
        offset = fault.offset + (operator.end() if operator else 0)
        raise NotationError(fault.fact, fault.remedy, offset=offset, width=fault.width) from None
    sign = _OPERATORS[operator[1].casefold()] if operator else None
    return ValueTarget(quantity, sign, stripped)


def _target_remedy(text: str) -> str:
    return f"skriv till exempel minst 25 %, högst 10 eller öka från 64 %; ord skrivs som {format_words(text)}"


def _movement(match: re.Match[str], written: str) -> MovementTarget:
    word = match["direction"].casefold()
    direction = (
        Direction.INCREASE
        if word[0] == "ö"
        else Direction.UNCHANGED
        if word.startswith("of")
        else Direction.DECREASE
    )
    baseline = _baseline(match) if match["baseline"] else None
    if baseline is not None and match["year"]:
        baseline = replace(baseline, year=int(match["year"]))
    return MovementTarget(direction, baseline, written)


def _baseline(match: re.Match[str]) -> Quantity:
    try:
        return parse_quantity(match["baseline"])
    except NotationError as fault:
        offset = match.start("baseline") + fault.offset
        raise NotationError(fault.fact, fault.remedy, offset=offset, width=fault.width) from None


def format_target(target: Target) -> str:
    """Write a target the one way we write it: sign, no-break space, value."""
    if isinstance(target, WordTarget):
        return target.words
    if isinstance(target, ValueTarget):
        value = format_quantity(target.quantity)
        return f"{target.operator}{NBSP}{value}" if target.operator else value
    word = target.direction.value
    return f"{word} från {format_quantity(target.baseline)}" if target.baseline else word
