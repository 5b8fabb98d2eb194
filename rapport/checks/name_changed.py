"""Ett mål eller en indikator heter något annat i rapporten än i planen.

Vad:
    Pekar ut redovisat_namn: som skiljer sig mer från planens namn än i stavning.

Varför:
    Byter indikatorn namn under året vet läsaren inte om det är samma sak som mäts. Nämnden har beslutat om planens
    namn.

Exempel:
    utfall:
      försörjning: {utfall: 38 %, redovisat_namn: Andel vuxna med långvarigt bistånd}    # planen: Andel barn …

I stället:
    utfall:
      försörjning: 38 %
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._alike import alike
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._past import Past
    from rapport.model.goals import Goal, Indicator, Outcome
    from rapport.notation import Period
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_history(past: Past, period: Period) -> Iterator[Diagnostic]:
    """Yield goals and indicators that a report calls something else."""
    if not any(outcome.name for outcome in past.results(period).report.outcomes.values()):
        return
    for key, declared, report in _reported(past.results(period)):
        if report.name and not alike(report.name, declared.name):
            fact = f"”{key}” heter ”{report.name}” i rapporten men ”{declared.name}” i planen"
            remedy = "använd planens namn, eller ge en ny indikator ett eget id"
            yield Diagnostic(
                "name-changed", LEVEL, report.origin, fact, remedy, (declared.origin,), subject=key
            )


def _reported(results: Results) -> Iterator[tuple[str, Goal | Indicator, Outcome]]:
    yield from ((goal.id, goal.goal, goal.report) for goal in results.every_goal())
    yield from ((result.id, result.indicator, result.report) for result in results.every_indicator())
