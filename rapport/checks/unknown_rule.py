"""En regel nämns som inte finns.

Vad:
    Pekar ut id i regel:, indikatorregel: och standardregler: som inte finns under regler: i årets plan. Står regeln
    i en färdig layout visas tabellen som väljer layouten.

Varför:
    Utan regel sätts inget betyg.

Exempel:
    nivåer:
      nämndmål: {regel: nämdmål}

I stället:
    nivåer:
      nämndmål: {regel: nämndmål}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import PLACEHOLDER, undeclared, unknown
from rapport.checks._sections import lacks
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.economy import columns_of
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.economy import EconomyTable
    from rapport.model.scalar import Reference
    from rapport.model.year import Plan, Year

LEVEL = Level.ERROR
_NAME = "unknown-rule"
_REMEDY = "skriv regeln under regler:"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield mentions of rules that aren't declared."""
    if lacks(year, "regler"):
        return
    rules = year.plan.rules
    for mention in undeclared(_mentions(year.plan), rules):
        yield unknown(_NAME, mention.origin, "regeln", mention.id, rules, remedy=_REMEDY)
    for table in year.plan.economy.values():
        yield from _in_layout(year, table)


def _mentions(plan: Plan) -> Iterator[Reference | None]:
    yield from (plan.default_rules.indicator, plan.default_rules.assignment, plan.default_rules.risk)
    for level in plan.levels.values():
        yield from (level.rule, level.indicator_rule)
    for _, goal, _ in walk(plan.goals):
        yield goal.rule
        yield from (indicator.rule for indicator in goal.indicators.values())
    for table in plan.economy.values():
        yield from (column.rule for column in table.columns.values())


def _in_layout(year: Year, table: EconomyTable) -> Iterator[Diagnostic]:
    """Yield rules that a layout takes for granted and the year lacks."""
    rules = {*year.plan.rules, PLACEHOLDER}
    for key, column in columns_of(table, year.layouts).items():
        if table.layout is None or key in table.columns or column.rule is None or column.rule.id in rules:
            continue
        fact = f"layouten ”{table.layout.id}” bygger på regeln ”{column.rule.id}”, som inte finns"
        yield Diagnostic(_NAME, LEVEL, table.layout.origin, fact, _REMEDY, (column.rule.origin,))
