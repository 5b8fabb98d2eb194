"""Ett belopp i en text har fel enhet.

Vad:
    Pekar ut belopp som är minst tio gånger större än alla i ekonomitabellerna och som skulle stämma i en mindre enhet,
    och belopp som skulle stämma med raden som meningen handlar om i en större.

Varför:
    −12 807 Mkr är tusen gånger mer än −12 807 tkr.

Exempel:
    Nämndens resultat är −8 058 mkr.    # i tabellen står −8 058 tkr

I stället:
    Nämndens resultat är {{ ekonomi.resultaträkning.total.resultat | mkr }}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.checks._amount_claims import amount_claims, table_figures
from rapport.checks._amounts import number
from rapport.checks._disagreement import disagreement, expression
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._amount_claims import AmountClaim, TableFigure
    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY
_UNITS = ("kr", "tkr", "mnkr", "mdkr")
_TELLING = 3
_FAR = 10


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield amounts with a unit that can't be right."""
    for claim in amount_claims(results):
        cells = table_figures(results)
        found = right_unit(claim, cells)
        if found is not None:
            yield _finding(claim, cells, *found)


def right_unit(claim: AmountClaim, cells: tuple[TableFigure, ...]) -> tuple[str, TableFigure] | None:
    """Return the unit in which an amount agrees with a figure, and that figure; None when its own is all right."""
    if claim.figure.digits < _TELLING or claim.agreeing(cells):
        return None
    stated = abs(claim.figure.value) * claim.figure.scale
    largest = max((abs(cell.value) for cell in cells), default=stated)
    own = _UNITS.index(claim.figure.unit)
    if stated > largest * _FAR:
        return _agreeing(claim, _UNITS[:own], claim.subject + cells)
    return _agreeing(claim, _UNITS[own + 1 :], claim.meant) if claim.plain else None


def _agreeing(
    claim: AmountClaim, units: tuple[str, ...], cells: tuple[TableFigure, ...]
) -> tuple[str, TableFigure] | None:
    for unit in reversed(units):
        agreeing = replace(claim, figure=replace(claim.figure, unit=unit)).agreeing(cells)
        if agreeing:
            return unit, agreeing[0]
    return None


def _finding(claim: AmountClaim, cells: tuple[TableFigure, ...], unit: str, cell: TableFigure) -> Diagnostic:
    amount = f"{number(cell.tkr)} {cell.unit}"
    fact = f"texten säger ”{claim.figure.written}”, men {cell.name} är {amount}"
    meant = replace(claim.figure, unit=unit)
    also = disagreement(replace(claim, figure=meant), cells)
    remedy = also.remedy if also else f"skriv {expression(meant, cell)}"
    if also:
        fact = f"{fact}, och {also.fact.split(', men ', 1)[1]}"
    related = (cell.origin,) if cell.origin else ()
    return Diagnostic("wrong-amount-unit-in-text", LEVEL, claim.origin, fact, remedy, related)
