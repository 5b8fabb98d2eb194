"""En indikator saknar målnivå.

Vad:
    Pekar ut indikatorer utan målnivå: vars regel behöver en. Regler som går på förändring, placering eller en
    persons bedömning behöver ingen.

Varför:
    Utan målnivå sätts inget betyg efter regeln.

Exempel:
    hvb-dygn: {namn: Antal dygn på HVB-hem, enhet: dygn}

I stället:
    hvb-dygn: {namn: Antal dygn på HVB-hem, enhet: dygn, målnivå: "<2555"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._verdicts import rated_without_tables
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scale import RuleKind
from rapport.notation import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year

LEVEL = Level.WARNING
_NEED_NONE = (RuleKind.JUDGED, RuleKind.MOVEMENT, RuleKind.POSITION)


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield indicators without any target."""
    plan = rated_without_tables(year, Period(year.year, PeriodKind.PLAN))
    for result in plan.every_indicator():
        rule = year.plan.rules.get(result.assessment.computed.rule)
        if not result.indicator.targets and (rule is None or rule.kind not in _NEED_NONE):
            fact = f"”{result.id}” har ingen målnivå"
            remedy = "skriv målnivå:, med {ord: …} om den bara kan beskrivas i ord"
            yield Diagnostic("missing-target", LEVEL, result.indicator.origin, fact, remedy)
