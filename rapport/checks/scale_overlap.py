"""Två betyg i en regel gäller för samma värde.

Vad:
    Pekar ut par av betyg vars gränser går in i varandra.

Varför:
    Ett värde kan bara ha ett betyg. Regeln väljer det första, och läsaren kan inte veta vilket som menades.

Exempel:
    gränser:
      G: {högst: 0 %}
      A: {från: 0 %, högst: 10 %}
      R: {över: 10 %}

I stället:
    gränser:
      G: {högst: 0 %}
      A: {över: 0 %, högst: 10 %}
      R: {över: 10 %}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._bounds import stretch, unit_of
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.bands import overlapping, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.scale import Rule
    from rapport.model.year import Year

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield pairs of grades that share a value."""
    for key, rule in year.plan.rules.items():
        for pair in overlapping(rule.bands):
            yield _overlap(key, rule, *pair)


def _overlap(key: str, rule: Rule, first: str, second: str) -> Diagnostic:
    one, other = span(first, rule.bands[first]), span(second, rule.bands[second])
    shared = stretch(max(one.start, other.start), min(one.end, other.end), unit_of(rule))
    fact = f"regeln ”{key}” ger två betyg, {first} och {second}, för {shared}"
    places = sorted((rule.bands[first].origin, rule.bands[second].origin))
    remedy = "låt det ena betyget sluta med högst: och det andra börja med över: samma tal"
    return Diagnostic("scale-overlap", LEVEL, places[1], fact, remedy, (places[0],))
