"""Ett verksamhetsmått saknar värden för månader som andra mått i gruppen har.

Vad:
    Jämför varje mått med de andra i sin grupp, från gruppens första månad till dess sista, och pekar ut mått med hål.
    {ord: …} räknas som ett värde.

Varför:
    Ett tomt fält i tabellen kan vara noll, okänt eller bortglömt. Läsaren vet inte vilket, och diagrammet får ett hål.

Exempel:
    verksamhetsmått:
      öppenvård:
        besök: {jan: 936, feb: 900}                # mars saknas
        inskrivna: {jan: 55, feb: 55, mar: 55}

I stället:
    verksamhetsmått:
      öppenvård:
        besök: {jan: 936, feb: 900, mar: {ord: Stängt}}
        inskrivna: {jan: 55, feb: 55, mar: 55}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.checks._declared import strange_measures
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import place_of
from rapport.notation.period import MONTHS
from rapport.rules.series import months_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rapport.model.year import PeriodReport, Year
    from rapport.origin import Origin
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield measures with a hole in their series."""
    # Values under a measure that isn't there may be those that another one lacks, and that has been told.
    strange = strange_measures(results.plan, results.report)
    for group, declared in results.plan.activity.items():
        if group not in results.report.activity or group in strange:
            continue
        places = _places(results.report, group)
        series = {key: results.series.get((group, key), {}) for key in declared.measures}
        expected = _months(series)
        for key, values in series.items():
            missing = [MONTHS[month - 1] for month in expected if month not in values]
            own = results.report.activity[group].get(key, {})
            # A value that stands at a month after the period is most likely the one that is missing.
            if missing and not months_after(own, results.period):
                place = places.get(key, places[group])
                fact = f"verksamhetsmåttet ”{group}.{key}” saknar värde för {listed(missing, 12)}"
                remedy = "skriv in värdet, eller {ord: …} med skälet till att det saknas"
                yield Diagnostic("broken-series", LEVEL, place, fact, remedy, subject=f"{group}.{key}")


def _months(series: Mapping[str, Mapping[int, object]]) -> list[int]:
    """Return the months that a group reports; all in between when it reports month by month."""
    told = {month for values in series.values() for month in values}
    if any(month + 1 in told for month in told):
        return list(range(min(told), max(told) + 1))
    return sorted(told)


def _places(report: PeriodReport, group: str) -> dict[str, Origin]:
    """Return where a period writes a group and each measure in it that it names."""
    names = (*(name for name in report.activity if name == group), *report.activity[group])
    return {name: place_of(name, report.origin) for name in names}
