"""En målnivå går inte att pröva, fast den kunde ha gjort det.

Vad:
    Pekar ut målnivåer i ord som innehåller siffror, och målnivåer som bara säger öka eller minska utan att säga från
    vilket värde. Regler som går på förändring, placering eller en persons bedömning hoppas över.

Varför:
    Indikatorn blir ej bedömd hur utfallet än blir, och målet går inte att missa.

Exempel:
    väntetid: {namn: Väntetid i dagar, målnivå: {ord: Högst 10 dagar}}
    arbetslösa: {namn: Andel arbetslösa, målnivå: minska}

I stället:
    väntetid: {namn: Väntetid i dagar, målnivå: högst 10 dagar}
    arbetslösa: {namn: Andel arbetslösa, målnivå: "minska från 3,7 % (2018)"}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.model.scale import RuleKind
from rapport.notation import MovementTarget, WordTarget, format_target
from rapport.rules.goals import declared_indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.scalar import Goalpost
    from rapport.model.year import Year

LEVEL = Level.WARNING
_NEED_NONE = (RuleKind.JUDGED, RuleKind.MOVEMENT, RuleKind.POSITION)


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield the first target of each indicator that can't be tested and should be."""
    for found in declared_indicators(year.plan):
        lost = next((target for target in found.indicator.targets.values() if _remedy(target)), None)
        rule = year.plan.rules.get(found.rule)
        if lost is not None and (rule is None or rule.kind not in _NEED_NONE):
            fact = f"målnivån ”{_words(lost)}” för ”{found.id}” går inte att pröva"
            yield Diagnostic("untestable-target", LEVEL, lost.origin, fact, _remedy(lost), subject=found.id)


def _words(target: Goalpost) -> str:
    return getattr(target.target, "written", "") or format_target(target.target)


def _remedy(target: Goalpost) -> str:
    """Return what would make a target testable, "" when it is so or never can be."""
    aim = target.target
    if target.unread:
        return ""
    if isinstance(aim, WordTarget) and not target.answer and re.search(r"\d", aim.words):
        return "skriv målnivån som ett tal, till exempel högst 10 dagar"
    if isinstance(aim, MovementTarget) and aim.baseline is None:
        return f"skriv från vilket värde, till exempel {aim.direction.value} från 64 % (2018)"
    return ""
