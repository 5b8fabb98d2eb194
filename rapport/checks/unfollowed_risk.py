"""En risk följs inte upp i perioden.

Vad:
    Pekar ut risker som perioden inte säger något om. Månadsrapporter helt utan risker hoppas över.

Varför:
    En risk som nämnden har antagit ska följas upp till dess att den är avskriven. Tystnad läses som att den är borta.

Exempel:
    risker:
      hot-mot-personal: Rutinerna är genomgångna.
      # ”coronapandemin” nämns inte

I stället:
    risker:
      hot-mot-personal: Rutinerna är genomgångna.
      coronapandemin: Kostnaderna följs varje vecka.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._expected import follows_up
from rapport.diagnostic import Diagnostic, Level
from rapport.model.record import left_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.follow_up import RiskReport
    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield risks that the period says nothing about."""
    period, reported = results.period, results.report.risks
    # What stands under an id that isn't there may be any of those that are missing, and has been told.
    if not follows_up(period, reported) or not reported.keys() <= results.plan.risks.keys():
        return
    for result in results.risks:
        if not _says_something(result.report):
            place = result.report if result.id in reported else result.risk
            fact = f"risken ”{result.id}” följs inte upp för {period.name}"
            remedy = f"skriv en kommentar under risker: i {period.part}"
            yield Diagnostic("unfollowed-risk", LEVEL, place.origin, fact, remedy, subject=result.id)


def _says_something(report: RiskReport) -> bool:
    """Whether a period says anything of a risk.

    What `rapport new` writes doesn't: measures without a status, the scores of the period before above an empty comment.
    """
    scored = (report.likelihood or report.impact) and "kommentar" not in left_empty(report)
    followed = any(measure.status or measure.progress for measure in report.measures.values())
    return bool(report.comment or report.verdict or scored or followed)
