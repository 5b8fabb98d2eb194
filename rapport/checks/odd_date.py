"""Rapportens datum kan inte stämma med perioden.

Vad:
    Pekar ut datum: i en period som ligger före periodens sista månad eller mer än ett år efter periodens år, och i en
    nämndplan datum som ligger efter planens år eller mer än två år före det.

Varför:
    Datumet står på omslaget och i dokumentets egenskaper. Det vanligaste felet är årtalet, i januari och när en gammal
    fil får bli mall.

Exempel:
    # 2027/T1/period.yaml
    datum: 2017-05-20

I stället:
    datum: 2027-05-20
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.model.record import places_in
from rapport.notation import PeriodKind
from rapport.notation.period import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.notation import Period
    from rapport.rules.results import Results

LEVEL = Level.WARNING
_YEARS_AHEAD = 2
"""So long before its year a plan may be made."""


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield a report's date when no report of the period is made then."""
    day, period = results.report.date, results.period
    odd = _how_odd(day, period) if day else ""
    if odd:
        place = places_in(results.report, "datum").get("", results.report.origin)
        fact = f"datumet {day} ligger {odd}"
        what = "planen" if period.kind is PeriodKind.PLAN else "rapporten"
        remedy = f"rätta datumet till den dag då {what} är gjord"
        yield Diagnostic("odd-date", LEVEL, place, fact, remedy, subject="datum")


def _how_odd(day: date, period: Period) -> str:
    """Return in words why a period's report can't be made on a day; "" when it can."""
    year = period.year
    if period.kind is PeriodKind.PLAN:
        if day.year < year - _YEARS_AHEAD:
            return f"mer än två år före {year}"
        return f"efter {year}" if day.year > year else ""
    if day < date(year, period.last_month, 1):
        return f"före periodens sista månad, {MONTHS[period.last_month - 1]} {year}"
    return f"mer än ett år efter {year}" if day.year > year + 1 else ""
