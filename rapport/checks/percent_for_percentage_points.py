"""En förändring av en andel anges i procent fast läsaren väntar sig procentenheter.

Vad:
    Pekar ut ”ökat med 14 %” i kommentaren till en indikator som mäts i procent, när siffran är förändringen i procent
    av det tidigare värdet eller egentligen är procentenheter.

Varför:
    Den som läser att en andel på 64 % har ökat med 14 % tror att den nu är 78 %.

Exempel:
    Andelen har ökat med 14 % från förra året.

I stället:
    Andelen har ökat med 9 procentenheter från förra året.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._figures_in_text import PERCENT
from rapport.checks._indicator_claims import About, claims, unit_of
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import format_number, format_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._indicator_claims import Claim
    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield changes of shares that are called per cent."""
    for claim in claims(results):
        if means_points(claim) and (finding := _finding(claim)) is not None:
            yield finding


def means_points(claim: Claim) -> bool:
    """Whether a claim gives a share's change as ``%``, in points or relative to the earlier value."""
    figure, change, relative = claim.figure, claim.change, claim.relative_change
    if claim.about is not About.MOVEMENT or figure is None or change is None or relative is None:
        return False
    is_share = figure.unit == PERCENT and unit_of(claim.result) == PERCENT
    return is_share and (figure.agrees(change, claim.slack) or figure.agrees(relative, figure.slack))


def _finding(claim: Claim) -> Diagnostic | None:
    figure, change, number = claim.figure, claim.change, claim.result.number
    if figure is None or change is None or number is None or claim.earlier is None:
        return None
    before, after = format_quantity(claim.earlier), format_quantity(number)
    points = format_number(abs(change), min(figure.decimals, number.decimals), "procentenheter")
    fact = f"”{figure.written}” är en förändring från {before} till {after}, alltså {points}"
    return Diagnostic("percent-for-percentage-points", LEVEL, claim.origin, fact, f"skriv {points}")
