"""How we write numbers, targets, periods and column formulas: text to value and back, in pairs."""

from rapport.notation.fault import NoNumberError, NotationError
from rapport.notation.number import Quantity, format_number, format_quantity, parse_quantity, rounded
from rapport.notation.period import Period, PeriodKind, format_period, parse_period
from rapport.notation.target import (
    Direction,
    MovementTarget,
    Operator,
    Target,
    ValueTarget,
    WordTarget,
    format_target,
    parse_target,
)
from rapport.notation.words import format_words

__all__ = [
    "Direction",
    "MovementTarget",
    "NoNumberError",
    "NotationError",
    "Operator",
    "Period",
    "PeriodKind",
    "Quantity",
    "Target",
    "ValueTarget",
    "WordTarget",
    "format_number",
    "format_period",
    "format_quantity",
    "format_target",
    "format_words",
    "parse_period",
    "parse_quantity",
    "parse_target",
    "rounded",
]
