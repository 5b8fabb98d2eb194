"""En indikator saknar målnivå.

Vad:
    Pekar ut indikatorer utan målnivå: vars regel behöver en. Regler som går på förändring, placering eller en
    persons bedömning behöver ingen. Det gör inte heller en indikator vars utfall självt är en avvikelse: den nämner
    då sin regel, av typen avvikelse, under regel:.

Varför:
    Utan målnivå sätts inget betyg efter regeln.

Exempel:
    hvb-dygn: {namn: Antal dygn på HVB-hem, enhet: dygn}

I stället:
    hvb-dygn: {namn: Antal dygn på HVB-hem, enhet: dygn, målnivå: "<2555"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.model.scale import RuleKind
from rapport.notation import Period, PeriodKind
from rapport.rules.goals import declared_indicators, followed_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Indicator
    from rapport.model.scale import Rule
    from rapport.model.year import Year

LEVEL = Level.WARNING
_NEED_NONE = (RuleKind.JUDGED, RuleKind.MOVEMENT, RuleKind.POSITION)


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield indicators without any target."""
    planned = followed_up(year.plan, Period(year.year, PeriodKind.PLAN))
    for found in declared_indicators(year.plan):
        is_lacking = not found.indicator.targets and found.id in planned
        if is_lacking and not _needs_none(year.plan.rules.get(found.rule), found.indicator):
            fact = f"”{found.id}” har ingen målnivå"
            remedy = "skriv målnivå:, med {ord: …} om den bara kan beskrivas i ord"
            yield Diagnostic("missing-target", LEVEL, found.indicator.origin, fact, remedy, subject=found.id)


def _needs_none(rule: Rule | None, indicator: Indicator) -> bool:
    if rule is None:
        return False
    is_deviation = rule.kind is RuleKind.POINTS and indicator.rule is not None
    return is_deviation or rule.kind in _NEED_NONE
