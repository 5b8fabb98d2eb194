"""Gränserna i en regel lämnar ett glapp.

Vad:
    Pekar ut värden som inget av regelns betyg gäller för, och betyg vars gränser inget värde ligger inom. Avvikelser och förändringar prövas över hela tallinjen,
    kvoter från 0, placeringar och andelar från 0 till 100 och riskvärden på de hela talen från 1.

Varför:
    Ett utfall i glappet får inget betyg. Vanligast är att en gräns säger under 10 % och nästa över 10 %: då saknar
    exakt 10 % betyg.

Exempel:
    gränser:
      G: {högst: 0 %}
      A: {över: 0 %, under: 10 %}
      R: {över: 10 %}

I stället:
    gränser:
      G: {högst: 0 %}
      A: {över: 0 %, högst: 10 %}
      R: {över: 10 %}
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from rapport.checks._bounds import stretch, unit_of
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scale import RuleKind, Strategy
from rapport.rules.bands import INFINITY, Edge, span, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.scale import Band, Rule
    from rapport.model.year import Year
    from rapport.origin import Origin

LEVEL = Level.ERROR
_NAME = "scale-gap"
_REMEDY = "låt ett betyg sluta med högst: och nästa börja med över: samma tal"
_LOWEST, _HIGHEST = Edge(-INFINITY), Edge(INFINITY, just_above=True)
_ZERO, _HUNDRED = Edge(Decimal(0)), Edge(Decimal(100), just_above=True)
_DOMAINS = {
    RuleKind.RELATIVE: (_LOWEST, _HIGHEST),
    RuleKind.POINTS: (_LOWEST, _HIGHEST),
    RuleKind.MOVEMENT: (_LOWEST, _HIGHEST),
    RuleKind.RATIO: (_ZERO, _HIGHEST),
    RuleKind.POSITION: (Edge(Decimal(0), just_above=True), _HUNDRED),
    RuleKind.PRODUCT: (Edge(Decimal(1)), _HIGHEST),
}
"""What a rule of each kind may have to rate; kinds without bounds are left out."""


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield stretches that no grade of a rule covers."""
    for key, rule in year.plan.rules.items():
        if _domain(rule) is not None and not rule.bands:
            fact, remedy = f"regeln ”{key}” har inga gränser", "skriv gränser: med ett betyg per rad"
            yield Diagnostic(_NAME, LEVEL, rule.origin, fact, remedy)
            continue
        for grade, band in rule.bands.items():
            if grade not in _reaching(rule):
                fact = f"inget värde ligger inom gränserna för betyget {grade}"
                yield Diagnostic(_NAME, LEVEL, band.origin, fact, "den undre gränsen är högre än den övre")
        for start, end in _gaps(rule):
            fact = f"regeln ”{key}” ger inget betyg för {stretch(start, end, unit_of(rule))}"
            yield Diagnostic(_NAME, LEVEL, _place(rule, start, end), fact, _REMEDY)


def _reaching(rule: Rule) -> dict[str, Band]:
    """Return the bands that hold any value."""
    reaches = {grade: span(grade, band) for grade, band in rule.bands.items()}
    return {grade: rule.bands[grade] for grade, reach in reaches.items() if reach.start < reach.end}


def _domain(rule: Rule) -> tuple[Edge, Edge] | None:
    if rule.kind is RuleKind.ROLL_UP and rule.strategy is Strategy.SHARE_GOOD:
        return _ZERO, _HUNDRED
    return _DOMAINS.get(rule.kind)


def _gaps(rule: Rule) -> Iterator[tuple[Edge, Edge]]:
    domain = _domain(rule)
    if domain is None:
        return
    for gap in uncovered(_reaching(rule)):
        start, end = max(gap[0], domain[0]), min(gap[1], domain[1])
        if start < end and (rule.kind is not RuleKind.PRODUCT or _holds_whole_number(start, end)):
            yield start, end


def _holds_whole_number(start: Edge, end: Edge) -> bool:
    whole = start.value.to_integral_value(ROUND_CEILING)
    first = Edge(whole if Edge(whole) >= start else whole + 1)
    return first < end


def _place(rule: Rule, start: Edge, end: Edge) -> Origin:
    """Return the band that ends where the gap begins, or begins where it ends; else the rule."""
    reaches = [(span(grade, band), band.origin) for grade, band in rule.bands.items()]
    before = (origin for reach, origin in reaches if reach.end == start)
    after = (origin for reach, origin in reaches if reach.start == end)
    return next(before, next(after, rule.origin))
