"""En målnivå är en annan i rapporten än i planen.

Vad:
    Jämför redovisad_målnivå: med planens målnivå för perioden: håll, värde, enhet och utgångsvärde.

Varför:
    Nämnden har beslutat om planens målnivå. En ny målnivå i efterhand, eller en som har bytt håll, gör att målet ser
    nått ut.

Exempel:
    utfall:
      familjehem: {utfall: 81 %, redovisad_målnivå: öka från 77 %}     # planen: minska från 77 %

I stället:
    utfall:
      familjehem: 81 %
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level
from rapport.notation import MovementTarget, ValueTarget, WordTarget, format_target
from rapport.rules.goals import target_for, testable
from rapport.rules.rating import direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._past import Past
    from rapport.model.goals import Better, Indicator
    from rapport.model.scalar import Goalpost
    from rapport.notation import Period, Quantity

LEVEL = Level.INCONSISTENCY


def check_history(past: Past, period: Period) -> Iterator[Diagnostic]:
    """Yield targets that a report gives otherwise than the plan."""
    results = past.results(period)
    if not any(outcome.target for outcome in results.report.outcomes.values()):
        return
    for result in results.every_indicator():
        reported = result.report.target
        if reported is None:
            continue
        planned = target_for(result.indicator, period)
        what = _difference(reported, planned, result.indicator)
        if what:
            words = f"”{_words(planned)}”" if planned else "ingen målnivå"
            fact = f"{what} för ”{result.id}”: rapporten har ”{_words(reported)}”, planen {words}"
            remedy = "ta bort redovisad_målnivå: så gäller planens, eller ändra planen med ett beslut"
            related = (planned.origin if planned else result.indicator.origin,)
            yield Diagnostic(
                "target-changed", LEVEL, reported.origin, fact, remedy, related, subject=result.id
            )


def _words(target: Goalpost) -> str:
    return getattr(target.target, "written", "") or format_target(target.target)


def _difference(reported: Goalpost, planned: Goalpost | None, indicator: Indicator) -> str:
    """Return what differs, "" when the two targets say the same."""
    if planned is None:
        return "målnivån finns bara i rapporten"
    ways = {_way(target, indicator) for target in (reported, planned)} - {None}
    if len(ways) > 1:
        return "målnivån har bytt håll"
    if isinstance(reported.target, WordTarget) or isinstance(planned.target, WordTarget):
        return "" if reported == planned else "målnivån har ändrats"
    one, two = _value(reported), _value(planned)
    # "Minska från 2018 års värde" leaves out a baseline that the plan gives.
    silent = isinstance(reported.target, MovementTarget) and one is None
    same = type(reported.target) is type(planned.target) and (silent or _same(one, two))
    return "" if same else "målnivån har ändrats"


def _way(target: Goalpost, indicator: Indicator) -> Better | None:
    return direction(testable(target, indicator), indicator.better)


def _value(target: Goalpost) -> Quantity | None:
    if isinstance(target.target, ValueTarget):
        return target.target.quantity
    return target.target.baseline if isinstance(target.target, MovementTarget) else None


def _same(one: Quantity | None, two: Quantity | None) -> bool:
    if one is None or two is None:
        return one is two
    return one.value == two.value and (one.unit == two.unit or not (one.unit and two.unit))
