"""Ett verksamhetsmått har fått ett annat värde för en månad än i en tidigare rapport.

Vad:
    Jämför varje inskrivet månadsvärde med det som tidigare rapporter under året har för samma månad.

Varför:
    Nämnden har redan fått ett annat värde. Är det nya rätt ska den få veta att det gamla var fel.

Exempel:
    # 02/verksamhetsmått.yaml
    missbruk: {aktualiseringar: {jan: 20, feb: 26}}
    # 03/verksamhetsmått.yaml
    missbruk: {aktualiseringar: {feb: 28, mar: 25}}

I stället:
    # 03/verksamhetsmått.yaml
    missbruk: {aktualiseringar: {mar: 25}}      # tidigare månader hämtas ur sina rapporter
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import Figure, Words
from rapport.notation import format_quantity
from rapport.notation.period import MONTHS
from rapport.rules.series import month_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._past import Past
    from rapport.model.year import PeriodReport
    from rapport.notation import Period

    Place = tuple[str, str, int]

LEVEL = Level.INCONSISTENCY


def check_history(past: Past, period: Period) -> Iterator[Diagnostic]:
    """Yield values that an earlier report of the year gives otherwise."""
    report = past.project.report(period)
    if report is None or not report.activity:
        return
    known: dict[Place, Figure | Words] = {}
    for earlier in past.before(period, lambda other: other.activity):
        known |= dict(_values(past.year(period).reports[earlier]))
    for (group, measure, month), value in _values(report):
        first = known.get((group, measure, month))
        if first is not None and first != value and _shown(first) != _shown(value):
            name = f"{group}.{measure}"
            fact = f"”{name}” är {_shown(value)} för {MONTHS[month - 1]} men {_shown(first)} i en tidigare rapport"
            remedy = (
                "ta bort värdet så gäller det som redan är rapporterat, eller rätta den tidigare rapporten"
            )
            yield Diagnostic(
                "series-differs", LEVEL, value.origin, fact, remedy, (first.origin,), subject=name
            )


def _values(report: PeriodReport) -> Iterator[tuple[Place, Figure | Words]]:
    for group, measures in report.activity.items():
        for measure, series in measures.items():
            for name, value in series.items():
                month = month_number(name)
                if month is not None:
                    yield (group, measure, month), value


def _shown(value: Figure | Words) -> str:
    return format_quantity(value.quantity) if isinstance(value, Figure) else value.words
