"""Ett verksamhetsmått har fått värden men finns inte.

Vad:
    Pekar ut grupper och mått under verksamhetsmått: i en period, och under mått: i diagram, som planen inte har, och
    månader som inte finns.

Varför:
    Värdena kommer inte med i någon tabell och inget diagram, utan att någon märker det.

Exempel:
    # i planen:
    verksamhetsmått: {missbruk: {namn: Missbruk, mått: {aktualiseringar: Nya aktualiseringar}}}
    # i perioden:
    verksamhetsmått: {missbruk: {aktualisering: {jan: 20}}}

I stället:
    verksamhetsmått: {missbruk: {aktualiseringar: {jan: 20}}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level, did_you_mean
from rapport.model.scalar import place_of
from rapport.notation.period import SHORT_MONTHS
from rapport.rules.series import month_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rapport.model.year import Plan, Year
    from rapport.origin import Origin

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield measures, and months, that there are none of."""
    known = _declared(year.plan)
    for chart in year.plan.charts.values():
        for reference in chart.measures:
            if reference.id not in known:
                yield _finding(reference.id, reference.origin, known)
    for report in year.reports.values() if not lacks(year, "verksamhetsmått") else ():
        for group, measures in report.activity.items():
            for measure, series in measures.items():
                name = f"{group}.{measure}"
                if name not in known:
                    yield _finding(name, place_of(measure, report.origin), known)
                for month, value in series.items():
                    if month_number(month) is None:
                        yield _no_month(month, year.key(month, value.origin))


def _declared(plan: Plan) -> list[str]:
    return [f"{group}.{key}" for group, declared in plan.activity.items() for key in declared.measures]


def _finding(name: str, origin: Origin, known: Iterable[str]) -> Diagnostic:
    remedy = did_you_mean(name, known) or "skriv in måttet under verksamhetsmått: i årets plan"
    fact = f"verksamhetsmåttet ”{name}” finns inte"
    return Diagnostic("unknown-measure", LEVEL, origin, fact, remedy, subject=name)


def _no_month(word: str, origin: Origin) -> Diagnostic:
    remedy = did_you_mean(word, SHORT_MONTHS)
    return Diagnostic("unknown-measure", LEVEL, origin, f"”{word}” är ingen månad", remedy, subject=word)
