"""Något är angivet i planen men används inte.

Vad:
    Pekar ut skalor, regler och nivåer som inget i planen hänvisar till, och enheter som ingen period rapporterar och
    som inte är ansvariga för något, när andra enheter är rapporterade.

Varför:
    Det som inte används är oftast felstavat där det skulle ha använts, eller kvar sedan förra året.

Exempel:
    regler:
      indikator: {skala: färg, typ: bedömd}
      indikatr: {skala: färg, typ: bedömd}
    standardregler: {indikator: indikator}

I stället:
    regler:
      indikator: {skala: färg, typ: bedömd}
    standardregler: {indikator: indikator}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._sections import missing_sections
from rapport.checks._walk import every_record
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import Period, PeriodKind
from rapport.rules.economy import columns_of, without_layout
from rapport.rules.goals import all_indicators, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._past import Past
    from rapport.model.scalar import Reference
    from rapport.model.year import Year
    from rapport.origin import Origin

LEVEL = Level.WARNING


def check_history(past: Past, period: Period) -> Iterator[Diagnostic]:
    """Yield what the plan declares and neither it nor any report uses; asked about the plan."""
    if period.kind is not PeriodKind.PLAN:
        return
    year = past.year(period)
    plan = year.plan
    rules = {rule.id for rule in _rules_used(year) if rule is not None}
    scales = {rule.scale.id for rule in plan.rules.values()}
    levels = {goal.level.id for _, goal, _ in walk(plan.goals)}
    for key, scale in plan.scales.items():
        if key not in scales:
            yield _finding("skalan", key, scale.origin)
    are_known = not (without_layout(plan.economy, year.layouts) or missing_sections(year))
    for key, rule in plan.rules.items() if are_known else ():
        if key not in rules:
            yield _finding("regeln", key, rule.origin)
    for key, level in plan.levels.items():
        if plan.goals and key not in levels:
            yield _finding("nivån", key, level.origin)
    yield from _units(year)


def _rules_used(year: Year) -> Iterator[Reference | None]:
    plan = year.plan
    yield from (plan.default_rules.indicator, plan.default_rules.assignment, plan.default_rules.risk)
    for level in plan.levels.values():
        yield from (level.rule, level.indicator_rule)
    yield from (goal.rule for _, goal, _ in walk(plan.goals))
    yield from (indicator.rule for indicator in all_indicators(plan.goals).values())
    for table in plan.economy.values():
        yield from (column.rule for column in columns_of(table, year.layouts).values())


def _units(year: Year) -> Iterator[Diagnostic]:
    reports = year.reports.values()
    outcomes = [outcome for report in reports for outcome in report.outcomes.values()]
    rated = {unit for outcome in outcomes for unit in outcome.units}
    if not rated or not rated <= year.plan.units.keys():
        return  # one that isn't declared is most likely one of these, misspelt
    used = {unit.casefold() for unit in rated}
    used |= {owner.casefold() for record in every_record(year) if (owner := record.__dict__.get("owner"))}
    for key, name in year.plan.units.items():
        if not used & {key.casefold(), name.casefold()}:
            yield _finding("enheten", key, year.key(key, name.origin))


def _finding(thing: str, key: str, origin: Origin) -> Diagnostic:
    fact = f"{thing} ”{key}” används inte"
    remedy = "ta bort den, eller rätta stavningen där den skulle ha använts"
    return Diagnostic("unused", LEVEL, origin, fact, remedy, subject=key)
