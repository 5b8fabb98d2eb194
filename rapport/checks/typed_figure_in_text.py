"""En siffra i en text är skriven för hand fast den finns bland uppgifterna.

Vad:
    Pekar ut belopp och utfall i texter som är lika med en uppgift om det som meningen eller kommentaren handlar om, och
    visar uttrycket som hämtar den. Bara när det är säkert vilken uppgift som avses.

Varför:
    När uppgiften rättas ändras inte texten, och då säger de emot varandra.

Exempel:
    Nämnden väntas gå med ett underskott på 14,6 Mkr.

I stället:
    Nämnden väntas gå med ett underskott på {{ ekonomi.nettokostnad.total.prognosavvikelse | utan_tecken | mkr }}.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.checks._amount_claims import amount_claims, table_figures
from rapport.checks._disagreement import FILTERS, disagreement, expression
from rapport.checks._figures_in_text import PERCENT
from rapport.checks._indicator_claims import known_values, names_outcome, same_unit
from rapport.checks._prose import passages
from rapport.checks._sentences import sentences
from rapport.compose.names import expression_name
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import rounded
from rapport.notation.number import AMOUNT_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._amount_claims import AmountClaim, TableFigure
    from rapport.checks._figures_in_text import TypedFigure
    from rapport.checks._sentences import Sentence
    from rapport.model.year import Year
    from rapport.notation import Quantity
    from rapport.rules.goals import IndicatorResult
    from rapport.rules.results import Results

LEVEL = Level.WARNING
_NAME = "typed-figure-in-text"
_ENOUGH_DIGITS = 2
_TELLING = 3
"""So many digits aren't the same by chance."""
_TOO_COMMON = (Decimal(0), Decimal(100))


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield figures that an expression would fetch."""
    for claim in amount_claims(results):
        cell = _typed_cell(claim)
        if cell is not None and disagreement(claim, table_figures(results)) is None:
            fact = f"”{claim.figure.written}” är {cell.name}, skriven för hand"
            yield Diagnostic(_NAME, LEVEL, claim.origin, fact, f"skriv {expression(claim.figure, cell)}")
    yield from _typed_outcomes(results)


def _typed_cell(claim: AmountClaim) -> TableFigure | None:
    """Return the one figure that an amount repeats."""
    figure = claim.figure
    if figure.digits < _ENOUGH_DIGITS or figure.hedge or figure.unit not in FILTERS:
        return None
    signed = [cell for cell in claim.subject if figure.value > 0 or cell.value < 0]
    same = [cell for cell in signed if _is_rounded(figure, abs(cell.value) / figure.scale)]
    meant = [cell for cell in same if cell in claim.meant]
    telling = meant or figure.digits >= _TELLING or (claim.named and claim.plain)
    one = len({(cell.row, cell.column) for cell in meant or same}) == 1
    return (meant or same)[0] if telling and one else None


def _is_rounded(figure: TypedFigure, value: Decimal) -> bool:
    return rounded(value, figure.decimals) == abs(figure.value)


def _typed_outcomes(results: Results) -> Iterator[Diagnostic]:
    by_id = {result.id: result for result in results.every_indicator()}
    for passage in passages(results):
        result = by_id.get(passage.indicator)
        if result is None:
            continue
        for sentence in sentences(passage.prose.text):
            for figure in sentence.figures:
                number = _repeated(results, result, figure)
                if number is not None and _tells_outcome(sentence, figure, result):
                    place = passage.place(sentence.start + figure.start, sentence.start + figure.end)
                    fact = f"”{figure.written}” är utfallet för {result.id}, skrivet för hand"
                    remedy = f"skriv {_outcome_expression(result, figure, number)}"
                    yield Diagnostic(_NAME, LEVEL, place, fact, remedy)


def _tells_outcome(sentence: Sentence, figure: TypedFigure, result: IndicatorResult) -> bool:
    return figure.digits >= _TELLING or names_outcome("".join(sentence.around(figure)), result)


def _repeated(results: Results, result: IndicatorResult, figure: TypedFigure) -> Quantity | None:
    """Return the outcome when a figure can only repeat it."""
    number = result.number
    if number is None or figure.hedge or figure.digits < _ENOUGH_DIGITS or figure.value in _TOO_COMMON:
        return None
    fits = bool(figure.unit) and same_unit(figure, result) and number.unit.casefold() not in AMOUNT_UNITS
    if not fits or figure.value < 0:
        return None
    same = [
        value for value in known_values(result, results.period.year) if _is_rounded(figure, abs(value.value))
    ]
    return number if same == [number] else None


def _outcome_expression(result: IndicatorResult, figure: TypedFigure, number: Quantity) -> str:
    path = f"utfall.{expression_name(result.id)}"
    if figure.unit == PERCENT:
        filters = (
            "" if figure.decimals == number.decimals and number.unit else f" | procent({figure.decimals})"
        )
        return f"{{{{ {path}{filters} }}}}"
    unit = figure.written.split()[-1]
    return f"{{{{ {path} | tal }}}} {unit}"
