"""Figures of economy tables in messages: how they are named and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.notation import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


def cell_name(table: str, row: str, column: str) -> str:
    """Return a figure's name, the one that texts and references use."""
    return f"{table}.{row}.{column}"


def number(value: Decimal) -> str:
    """Write an amount with the decimals it has."""
    exponent = value.normalize().as_tuple().exponent
    return format_number(value, min(6, max(0, -exponent)) if isinstance(exponent, int) else 0)


def listed(words: Iterable[str], most: int = 6) -> str:
    """Return words in a row, with the number of those left out."""
    every = list(dict.fromkeys(words))
    shown = ", ".join(every[:most])
    return f"{shown} och {len(every) - most} till" if len(every) > most else shown
