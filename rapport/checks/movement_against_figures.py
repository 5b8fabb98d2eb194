"""En text säger att något har ökat eller minskat, men siffrorna har gått åt andra hållet.

Vad:
    Jämför ”har ökat”, ”minskade” och ”en minskning” i kommentaren till en indikator med årets utfall och det tidigare
    värde som står under tidigare: eller i målnivån, i rapporten för hela året. Jämför också ”prognosen förbättras”
    och ”prognosen är sämre” med ändringen mot förra prognosen. Bara meningar som inte kan handla om något annat prövas.

Varför:
    Den som bara läser texten får fel bild, och den som läser båda vet inte vad som gäller.

Exempel:
    Väntetiden har minskat sedan 2018.    # utfallet är 14 dagar, 2018 var det 11

I stället:
    Väntetiden har ökat sedan 2018.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amount_claims import change_claims
from rapport.checks._amounts import number
from rapport.checks._indicator_claims import About, claims
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import format_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._amount_claims import ChangeClaim
    from rapport.checks._indicator_claims import Claim
    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield movements that the figures contradict."""
    for claim in claims(results):
        if claim.about is About.MOVEMENT and claim.figure is None and _against(claim):
            yield _finding(claim)
    for change in change_claims(results):
        values = [cell.value for cell in change.changes]
        if values and all((value < 0) == change.better and value for value in values):
            yield _of_forecast(change)


def _against(claim: Claim) -> bool:
    return (
        claim.change is not None and claim.plain and claim.change != 0 and (claim.change > 0) != claim.rises
    )


def _finding(claim: Claim) -> Diagnostic:
    word = claim.sentence.text[claim.start : claim.end]
    now, earlier = claim.result.number, claim.earlier
    before = format_quantity(earlier) if earlier else ""
    after = format_quantity(now) if now else ""
    moved = "minskat" if claim.rises else "ökat"
    fact = f"texten säger ”{word}”, men {claim.result.id} har {moved} från {before} till {after}"
    place = claim.result.shown.origin if claim.result.shown and not claim.result.computed else None
    remedy = "rätta texten, eller utfallet om det är fel"
    return Diagnostic(
        "movement-against-figures", LEVEL, claim.origin, fact, remedy, (place,) if place else ()
    )


def _of_forecast(claim: ChangeClaim) -> Diagnostic:
    cell = claim.changes[0]
    fact = f"texten säger ”{claim.word}”, men {cell.name} är {number(cell.tkr)} {cell.unit}"
    related = (cell.origin,) if cell.origin else ()
    return Diagnostic(
        "movement-against-figures", LEVEL, claim.origin, fact, "rätta texten, eller prognosen", related
    )
