"""Ett verksamhetsmått har ett värde för en månad som kommer efter perioden.

Vad:
    Pekar ut mått under verksamhetsmått: i en period med värden för månader som perioden inte når till, som maj i T1.

Varför:
    Värdet skrivs inte ut i periodens rapport. Ofta är det månaden som är fel, och då saknas den rätta.

Exempel:
    # T1/verksamhetsmått.yaml
    verksamhetsmått: {bibliotek: {lån: {jan: 8 210, feb: 7 940, mar: 8 630, maj: 8 020}}}

I stället:
    verksamhetsmått: {bibliotek: {lån: {jan: 8 210, feb: 7 940, mar: 8 630, apr: 8 020}}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.diagnostic import Diagnostic, Level
from rapport.notation.period import MONTHS, PeriodKind
from rapport.rules.series import months_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield measures with values for months after the period."""
    period = results.period
    if period.kind is PeriodKind.PLAN:
        return
    for group, measures in results.report.activity.items():
        for measure, series in measures.items():
            after = months_after(series, period)
            if after:
                subject, months = f"{group}.{measure}", listed(MONTHS[month - 1] for month in after)
                fact = f"”{subject}” har värde för {months}, som inte är med i {period.name}"
                remedy = f"rätta månaden, eller flytta värdet till den period som {months} hör till"
                place = next(iter(after.values())).origin
                yield Diagnostic("month-after-period", LEVEL, place, fact, remedy, subject=subject)
