"""Filters for expressions: how a figure is worded in running text."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rapport.notation import Quantity, format_number, format_quantity
from rapport.notation.number import AMOUNT_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal


class Missing(str):
    """Stands for a figure that a committee hasn't given: a dash in the text, whatever a filter would make of it."""

    __slots__ = ()


class FilterError(ValueError):
    """A filter was given something it can't word; the message is for users."""


def _quantity(value: object, name: str) -> Quantity:
    if isinstance(value, Quantity):
        return value
    raise FilterError(f"filtret {name} behöver ett tal, men fick ”{value}”")


def _places(decimals: object, name: str) -> int:
    most = 9
    if isinstance(decimals, int) and 0 <= decimals <= most:
        return decimals
    raise FilterError(f"filtret {name} behöver ett antal decimaler, men fick ”{decimals}”")


def _kronor(value: object, name: str) -> Decimal:
    quantity = _quantity(value, name)
    factor = AMOUNT_UNITS.get(quantity.unit.casefold())
    if factor is None:
        raise FilterError(
            f"filtret {name} behöver ett belopp, men ”{format_quantity(quantity)}” är inte i kr, tkr eller mnkr"
        )
    return quantity.value * factor


class Wording(Struct, frozen=True):
    """The words that a municipality has chosen, such as "Mkr" for millions of kronor."""

    millions: str = "Mkr"

    def mkr(self, value: object, decimals: int = 1, *, tecken: bool = False) -> str:
        """Word an amount in millions: "−13,5 Mkr"; with ``tecken`` also "+0,7 Mkr"."""
        places = _places(decimals, "mkr")
        return format_number(_kronor(value, "mkr") / 1_000_000, places, self.millions, signed=tecken)

    def filters(self) -> dict[str, Callable[..., object]]:
        """Return every filter by its name in expressions."""
        named = {
            "mkr": self.mkr,
            "tkr": tkr,
            "kr": kr,
            "procent": percent,
            "tal": plain,
            "utan_tecken": unsigned,
            "med_tecken": with_sign,
        }
        return {name: _or_missing(function) for name, function in named.items()}


def _or_missing(function: Callable[..., object]) -> Callable[..., object]:
    """Let a filter pass on what is missing as it is."""

    @wraps(function)
    def worded(value: object, *words: object, **named: object) -> object:
        return value if isinstance(value, Missing) else function(value, *words, **named)

    return worded


def tkr(value: object) -> str:
    """Word an amount in thousands: "−13 531 tkr"."""
    return format_number(_kronor(value, "tkr") / 1_000, 0, "tkr")


def kr(value: object) -> str:
    """Word an amount in kronor."""
    return format_number(_kronor(value, "kr"), 0, "kr")


def percent(value: object, decimals: int | None = None) -> str:
    """Word a share: "23 %"."""
    quantity = _quantity(value, "procent")
    if quantity.unit.casefold() in AMOUNT_UNITS:
        raise FilterError(
            f"filtret procent behöver en andel, men ”{format_quantity(quantity)}” är ett belopp"
        )
    places = quantity.decimals if decimals is None else _places(decimals, "procent")
    return format_number(quantity.value, places, "%")


def plain(value: object, decimals: int | None = None) -> str:
    """Word a number without its unit."""
    quantity = _quantity(value, "tal")
    return format_number(quantity.value, quantity.decimals if decimals is None else _places(decimals, "tal"))


def unsigned(value: object) -> Quantity:
    """Return a figure without its sign, for sentences that say "underskott" or "överskott" themselves."""
    quantity = _quantity(value, "utan_tecken")
    return replace(quantity, value=abs(quantity.value))


def with_sign(value: object) -> str:
    """Word a figure with a plus sign when it is positive."""
    quantity = _quantity(value, "med_tecken")
    return format_number(quantity.value, quantity.decimals, quantity.unit, signed=True)


FILTER_NAMES = tuple(Wording().filters())
