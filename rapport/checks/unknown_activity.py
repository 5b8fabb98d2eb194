"""En period rapporterar en aktivitet som uppdraget inte har.

Vad:
    Pekar ut varje id under aktiviteter: i en period som inte är en aktivitet i samma uppdrag i årets plan.

Varför:
    Statusen skulle inte komma med, och den rätta aktiviteten står utan status.

Exempel:
    # i planen:
    uppdrag: {meröppet: {text: Inför meröppet., aktiviteter: {prova: Prova på en filial}}}
    # i perioden:
    uppdrag: {meröppet: {status: pågående, aktiviteter: {pröva: pågående}}}

I stället:
    uppdrag: {meröppet: {status: pågående, aktiviteter: {prova: pågående}}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import unknown
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield statuses of activities that their assignment doesn't have."""
    for report in year.reports.values():
        for key, reported in report.assignments.items():
            # Nothing more is said of an assignment that isn't there.
            if key not in year.plan.assignments:
                continue
            declared = year.plan.assignments[key].activities
            within = f" i uppdraget ”{key}”"
            remedy = f"skriv in aktiviteten under aktiviteter: för ”{key}” i årets plan"
            for step, status in reported.activities.items():
                if step not in declared:
                    name, thing = "unknown-activity", "aktiviteten"
                    yield unknown(
                        name,
                        year.key(step, status.origin),
                        thing,
                        step,
                        declared,
                        within=within,
                        remedy=remedy,
                    )
