"""Ett uppdrag saknar status i en period.

Vad:
    Pekar ut uppdrag utan status och bedömning i en period som de ska rapporteras i. Månadsrapporter helt utan uppdrag
    hoppas över.

Varför:
    Nämnden ser inte om uppdraget går framåt, och det räknas som ej bedömt.

Exempel:
    uppdrag:
      sommarjobb: {kommentar: Arbetet har börjat.}

I stället:
    uppdrag:
      sommarjobb: {status: pågående, kommentar: Arbetet har börjat.}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._expected import follows_up
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.goals import is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield assignments whose status the period doesn't tell."""
    period, reported = results.period, results.report.assignments
    # What stands under an id that isn't there may be any of those that are missing, and has been told.
    if not follows_up(period, reported) or not reported.keys() <= year.plan.assignments.keys():
        return
    for result in results.assignments:
        told = result.report.status or result.assessment.verdict
        if not told and is_reported(result.assignment.reported, period):
            place = result.report if result.id in reported else result.assignment
            fact = f"uppdraget ”{result.id}” har ingen status för {period.name}"
            remedy = f"skriv status: under uppdrag: i {period.part}"
            yield Diagnostic("missing-status", LEVEL, place.origin, fact, remedy, subject=result.id)
