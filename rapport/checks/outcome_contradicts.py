"""Ett inskrivet utfall går inte ihop med det som indikatorn räknas ut av.

Vad:
    Pekar ut utfall av indikatorer med beräknas: som skiljer sig mer från det uträknade än avrundningen förklarar, eller
    som är ord eller ett annat års utfall. Det som stämmer får stå kvar.

Varför:
    Något av utfallen är fel. Rapporten trycker det uträknade, så att delarna går ihop.

Exempel:
    # sjuk har beräknas: {summa: [sjuk-kort, sjuk-lång]}
    utfall:
      sjuk: 7,0 %
      sjuk-kort: 2,8 %
      sjuk-lång: 3,6 %

I stället:
    utfall:
      sjuk-kort: 2,8 %
      sjuk-lång: 3,6 %
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.checks._parts import elsewhere
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import Figure
from rapport.notation import format_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Computation
    from rapport.model.year import Year
    from rapport.origin import Origin
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield outcomes that were typed and don't follow from what the indicator is computed from."""
    for claim in results.outcome_claims:
        recipe = claim.result.indicator.computed
        if claim.agrees or recipe is None:
            continue
        stated = claim.words if isinstance(claim.stated, Figure) else f"”{claim.words}”"
        fact = f"”{claim.result.id}” har utfallet {stated} men {_source(recipe)} är {format_quantity(claim.computed)}"
        remedy = "ta bort utfallet så räknas det ut, eller rätta det som är fel"
        places = elsewhere(claim.stated.origin, _parts(results, recipe))
        yield Diagnostic(
            "outcome-contradicts",
            LEVEL,
            claim.stated.origin,
            fact,
            remedy,
            places,
            subject=claim.result.id,
        )


def _source(recipe: Computation) -> str:
    """Return in words what an indicator is computed from."""
    if recipe.total:
        return f"summan av {listed(part.id for part in recipe.total)}"
    if recipe.lines_within_budget is not None and recipe.column is not None:
        return f"andelen rader i {recipe.lines_within_budget} utan underskott i {recipe.column}"
    if recipe.cell is not None:
        share = f" i procent av {recipe.share_of}" if recipe.share_of else ""
        return f"{recipe.cell}{share}"
    return "andelen enheter med bästa betyg"


def _parts(results: Results, recipe: Computation) -> Iterator[Origin]:
    """Yield where the parts of a sum were typed; elsewhere the recipe is what there is to look at."""
    if not recipe.total:
        yield recipe.origin
    for part in recipe.total or ():
        reported = results.report.outcomes.get(part.id)
        yield reported.value.origin if reported and reported.value else recipe.origin
