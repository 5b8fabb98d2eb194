"""En siffra i en text säger emot uppgifterna.

Vad:
    Håller siffror som är skrivna för hand i texter mot det som de säger sig gälla: utfallet och målnivån för
    indikatorn som kommentaren hör till, beloppen på raden som meningen eller texten handlar om. Pekar ut en siffra som
    nästan stämmer, som gäller något annat, som har fel tecken eller som är prognosen fast texten säger resultatet.
    Avrundade siffror stämmer, och ”drygt”, ”knappt” och ”cirka” ger större utrymme.

Varför:
    Samma uppgift står då med två värden i samma rapport.

Exempel:
    Utfallet för 2019 är 3,5 %.    # utfallet är inskrivet som 3,30 %

I stället:
    Utfallet för 2019 är {{ utfall.arbetslösa_unga }}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amount_claims import amount_claims, table_figures
from rapport.checks._disagreement import disagreement
from rapport.checks._figures_in_text import PERCENT, POINTS
from rapport.checks._indicator_claims import About, claims, same_unit, unit_of
from rapport.checks._mean_claims import wrong_means
from rapport.checks.percent_for_percentage_points import means_points
from rapport.checks.wrong_amount_unit_in_text import right_unit
from rapport.compose.names import expression_name
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import ValueTarget, format_number, format_quantity, format_target
from rapport.rules.goals import testable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._indicator_claims import Claim
    from rapport.model.year import Year
    from rapport.origin import Origin
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY
_NAME = "contradicting-figure-in-text"


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield figures in texts that contradict the figures of indicators, activity measures and economy tables."""
    for claim in claims(results):
        yield from _of_indicator(claim)
    for place, fact, remedy in wrong_means(results):
        yield Diagnostic(_NAME, LEVEL, place, fact, remedy)
    for amount in amount_claims(results):
        cells = table_figures(results)
        if right_unit(amount, cells) is None and (told := disagreement(amount, cells)) is not None:
            yield Diagnostic(_NAME, LEVEL, amount.origin, told.fact, told.remedy, told.related)


def _of_indicator(claim: Claim) -> Iterator[Diagnostic]:
    if claim.figure is None or not claim.plain:
        return
    if claim.about is About.OUTCOME:
        yield from _against_outcome(claim)
    elif claim.about is About.TARGET:
        yield from _against_target(claim)
    else:
        yield from _against_movement(claim)


def _against_outcome(claim: Claim) -> Iterator[Diagnostic]:
    figure, number = claim.figure, claim.result.number
    if figure is None or number is None or figure.agrees(number.value, number.slack):
        return
    key = claim.result.id
    fact = f"texten säger ”{figure.written}”, men utfallet för {key} är {format_quantity(number)}"
    yield _finding(claim, fact, f"skriv {{{{ utfall.{expression_name(key)} }}}}")


def _against_target(claim: Claim) -> Iterator[Diagnostic]:
    figure, goalpost = claim.figure, claim.result.target
    target = testable(goalpost, claim.result.indicator)
    if figure is None or goalpost is None or not isinstance(target, ValueTarget):
        return
    if figure.agrees(target.quantity.value, target.quantity.slack) or goalpost.answer:
        return
    fact = f"texten säger ”{figure.written}”, men målnivån för {claim.result.id} är {format_target(target)}"
    remedy = f"skriv {{{{ målnivå.{expression_name(claim.result.id)} }}}}"
    yield _finding(claim, fact, remedy, goalpost.origin)


def _against_movement(claim: Claim) -> Iterator[Diagnostic]:
    figure, change, relative, number = claim.figure, claim.change, claim.relative_change, claim.result.number
    if figure is None or change is None or number is None or claim.earlier is None or means_points(claim):
        return
    if (change > 0) != claim.rises:
        return  # told by movement-against-figures
    in_points = figure.unit == POINTS or (
        same_unit(figure, claim.result) and unit_of(claim.result) != PERCENT
    )
    in_percent = figure.unit == PERCENT and relative is not None
    if in_points and figure.agrees(change, claim.slack):
        return
    if relative is not None and in_percent and figure.agrees(relative, figure.slack):
        return
    before, after = format_quantity(claim.earlier), format_quantity(number)
    unit = POINTS if unit_of(claim.result) == PERCENT else unit_of(claim.result)
    moved = format_number(abs(change), max(number.decimals, claim.earlier.decimals), unit)
    fact = f"texten säger ”{figure.written}”, men {claim.result.id} har ändrats från {before} till {after}, alltså {moved}"
    yield _finding(claim, fact, f"skriv {moved}, eller rätta uppgifterna")


def _finding(claim: Claim, fact: str, remedy: str, place: Origin | None = None) -> Diagnostic:
    shown = claim.result.shown
    typed = shown.origin if shown is not None and not claim.result.computed else None
    related = place or typed
    return Diagnostic(_NAME, LEVEL, claim.origin, fact, remedy, (related,) if related else ())
