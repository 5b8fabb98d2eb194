"""Ett litet antal personer kan peka ut någon.

Vad:
    Pekar ut antal från 1 upp till, men inte med, minsta_antal: (5 om inget sägs) i verksamhetsmått och utfall: tal i
    mått med personer: ja, och antal inom parentes efter en andel, som 46 % (2 st), när namnet handlar om människor.

Varför:
    Rapporten är en allmän handling. Två barn i ett jourhem känner grannen igen, och socialtjänstens uppgifter om dem är
    sekretessbelagda.

Exempel:
    verksamhetsmått:
      familjevård:
        jourhem-barn: {jan: 46 % (2 st), feb: 33 % (3 st)}

I stället:
    verksamhetsmått:
      familjevård:
        jourhem-barn: {jan: {ord: färre än 5}, feb: {ord: färre än 5}}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import Figure
from rapport.notation import format_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from rapport.model.year import Plan, Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING
_SMALLEST = 5
_COUNT = re.compile(r"(\d+)\s*(?P<what>[^\W\d_]+)?")
_PEOPLE = re.compile(
    r"person|barn|unga?\b|ungdom|vuxen|vuxna|kvinn|\bmän\b|flick|pojk|brukare|klient|deltagare|elev|anställd|medarbetare|"
    r"hushåll|familj(?:er)?\b",
    re.IGNORECASE,
)


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield measures and outcomes with counts of persons below the limit, one finding each."""
    limit = _limit(results.plan)
    for group, measures in results.report.activity.items():
        declared = results.plan.activity[group].measures if group in results.plan.activity else {}
        for key, series in measures.items():
            measure = declared.get(key)
            name = measure.name if measure else ""
            persons = measure is not None and measure.persons
            yield from _finding(f"{group}.{key}", _small(series, name, limit, persons=persons), limit)
    for result in results.every_indicator():
        values = {"": result.report.value, **result.report.parts}
        yield from _finding(result.id, _small(values, result.name, limit, persons=False), limit)


def _limit(plan: Plan) -> int:
    return int(plan.smallest_count.quantity.value) if plan.smallest_count else _SMALLEST


def _small(values: Mapping[str, object], name: str, limit: int, *, persons: bool) -> list[tuple[str, Figure]]:
    """Return the values that count too few, with what each is for."""
    figures = [(label, value) for label, value in values.items() if isinstance(value, Figure)]
    return [
        (label, figure)
        for label, figure in figures
        if any(1 <= count < limit for count in _counts(figure, f"{name} {label}", persons=persons))
    ]


def _counts(figure: Figure, name: str, *, persons: bool) -> Iterator[Decimal | int]:
    quantity = figure.quantity
    if persons and not quantity.decimals:
        yield quantity.value
    said = _COUNT.fullmatch(quantity.remark) if quantity.remark else None
    if said is not None and (_PEOPLE.search(said["what"] or "") or _PEOPLE.search(name)):
        yield int(said[1])


def _finding(subject: str, small: list[tuple[str, Figure]], limit: int) -> Iterator[Diagnostic]:
    if small:
        shown = listed(f"{label} {format_quantity(figure.quantity)}".strip() for label, figure in small)
        fact = f"”{subject}” räknar färre än {limit} personer: {shown}"
        remedy = f"skriv {{ord: färre än {limit}}}, eller slå ihop grupper"
        yield Diagnostic("small-count", LEVEL, small[0][1].origin, fact, remedy, subject=subject)
