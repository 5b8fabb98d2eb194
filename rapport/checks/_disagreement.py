"""When an amount in a text contradicts the economy tables, and how that is told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.checks._amounts import number
from rapport.compose.names import expression_name

if TYPE_CHECKING:
    from rapport.checks._amount_claims import AmountClaim, TableFigure
    from rapport.checks._figures_in_text import TypedFigure
    from rapport.origin import Origin

_DEFICIT = re.compile(r"\b\w*underskott\w*", re.IGNORECASE)
_SURPLUS = re.compile(r"\b\w*överskott\w*", re.IGNORECASE)
_ACTUAL = re.compile(r"\b(?:utfall\w*|resultat\w*)\b", re.IGNORECASE)
_FORECAST = re.compile(r"prognos|vänta|beräkn|bedöm|helår|pekar|uppskatta", re.IGNORECASE)
_NEAR = Decimal("0.1")
_SAME_THING = Decimal(2)
FILTERS = {"kr": ("kr", 0), "tkr": ("tkr", 0), "mnkr": ("mkr", 1)}
"""The filter that words an amount in a unit, and the decimals it shows unless told."""
_TELLING = 3
"""So many digits don't agree with another figure by chance."""


class Disagreement(Struct, frozen=True):
    """What is wrong with an amount: a fact, a remedy and the figures it is about."""

    fact: str
    remedy: str
    related: tuple[Origin, ...]


def disagreement(claim: AmountClaim, cells: tuple[TableFigure, ...]) -> Disagreement | None:
    """Return how an amount contradicts the tables; None when it doesn't, or when it may be about something else."""
    if not claim.plain or not claim.meant:
        return None
    agreeing = claim.agreeing(claim.subject)
    if agreeing:
        return _wrong_sign(claim, agreeing) or _forecast_as_result(claim, agreeing)
    right = min(claim.meant, key=lambda cell: _distance(claim, cell))
    other = _other_thing(claim, cells)
    if other is not None:
        return _told(claim, right, f"{other.name} som är {_amount(other)}", other)
    return _told(claim, right) if _is_near(claim, right) else None


def expression(figure: TypedFigure, cell: TableFigure) -> str:
    """Return what to type to get a figure of a table, worded as a typed one is."""
    path = ".".join(expression_name(part) for part in ("ekonomi", cell.table, cell.row, cell.column))
    filters = ["utan_tecken"] if cell.value < 0 <= figure.value else []
    name, usual = FILTERS.get(figure.unit, ("mkr", 1))
    takes_decimals = name == "mkr" and figure.unit in FILTERS and figure.decimals != usual
    filters.append(f"{name}({figure.decimals})" if takes_decimals else name)
    return f"{{{{ {' | '.join([path, *filters])} }}}}"


def _distance(claim: AmountClaim, cell: TableFigure) -> Decimal:
    stated = abs(claim.figure.value) * claim.figure.scale
    largest = max(stated, abs(cell.value))
    return abs(stated - abs(cell.value)) / largest if largest else Decimal(0)


def _is_near(claim: AmountClaim, cell: TableFigure) -> bool:
    enough = 2
    cut = claim.figure.digits <= enough and _is_cut_off(claim, cell)
    if claim.figure.digits < enough or not cell.value or cut:
        return False
    if _distance(claim, cell) <= _NEAR:
        return True
    exact = claim.named and not cell.is_result and claim.figure.digits > _TELLING
    ratio = abs(claim.figure.value) * claim.figure.scale / abs(cell.value)
    return exact and 1 / _SAME_THING < ratio < _SAME_THING


def _is_cut_off(claim: AmountClaim, cell: TableFigure) -> bool:
    """Whether somebody may have dropped the last digits instead of rounding: 13 Mkr for 13 531 tkr."""
    over = abs(cell.value) - abs(claim.figure.value) * claim.figure.scale
    return 0 <= over < 2 * claim.figure.slack * claim.figure.scale


def _other_thing(claim: AmountClaim, cells: tuple[TableFigure, ...]) -> TableFigure | None:
    """Return a figure of the same sort on another row that the amount is equal to."""
    if claim.figure.digits < _TELLING:
        return None
    columns = {cell.column for cell in claim.meant}
    others = tuple(cell for cell in cells if cell.column in columns and cell not in claim.subject)
    return next(iter(claim.agreeing(others)), None)


def _wrong_sign(claim: AmountClaim, agreeing: list[TableFigure]) -> Disagreement | None:
    deficit, surplus = _DEFICIT.search(claim.clause), _SURPLUS.search(claim.clause)
    meant = [cell for cell in agreeing if cell in claim.meant]
    if bool(deficit) == bool(surplus) or not meant or len(meant) < len(agreeing):
        return None
    if any((cell.value < 0) == bool(deficit) for cell in meant):
        return None
    word = (deficit or surplus or [""])[0]
    fact = f"texten säger ”{word}”, men {meant[0].name} är {_amount(meant[0])}"
    return Disagreement(fact, "rätta ordet, eller beloppets tecken", _places(meant[0]))


def _forecast_as_result(claim: AmountClaim, agreeing: list[TableFigure]) -> Disagreement | None:
    if not _ACTUAL.search(claim.clause) or _FORECAST.search(claim.sentence.text):
        return None
    if any("prognos" not in cell.column for cell in agreeing):
        return None
    tables = {cell.table for cell in agreeing}
    actual = [cell for cell in claim.meant if "prognos" not in cell.column and cell.table in tables]
    return _told(claim, actual[0], f"prognosen {agreeing[0].name}", agreeing[0]) if actual else None


def _told(
    claim: AmountClaim, right: TableFigure, instead: str = "", other: TableFigure | None = None
) -> Disagreement:
    fact = f"texten säger ”{claim.figure.written}”, men {right.name} är {_amount(right)}"
    if instead:
        fact += f"; siffran är {instead}"
    remedy = f"skriv {expression(claim.figure, right)}"
    return Disagreement(fact, remedy, _places(right) + (_places(other) if other else ()))


def _amount(cell: TableFigure) -> str:
    return f"{number(cell.tkr)} {cell.unit}"


def _places(cell: TableFigure) -> tuple[Origin, ...]:
    return (cell.origin,) if cell.origin else ()
