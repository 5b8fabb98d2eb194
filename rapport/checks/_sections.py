"""Sections that the plan lacks altogether though much refers to them: most likely a file is gone or misnamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._mentions import PLACEHOLDER
from rapport.model.scalar import place_of
from rapport.rules.economy import columns_of
from rapport.rules.goals import walk
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rapport.model.record import Record
    from rapport.model.scalar import Reference
    from rapport.model.year import Plan, Year
    from rapport.origin import Origin

_MANY = 2
"""So many mentions are no slip in one of them."""


@once
def missing_sections(year: Year) -> dict[str, tuple[Origin, ...]]:
    """Return the sections that aren't there, each with the places that refer to it; {} where just one place does."""
    plan = year.plan
    there = {
        "skalor": plan.scales,
        "regler": plan.rules,
        "nivåer": plan.levels,
        "mål": plan.goals,
        "ekonomi": plan.economy,
        "uppdrag": plan.assignments,
        "risker": plan.risks,
        "enheter": plan.units,
        "verksamhetsmått": plan.activity,
    }
    absent = [key for key, section in there.items() if not section]
    if not absent:
        return {}
    places: dict[str, list[Origin]] = {key: [] for key in absent}
    for key, place in _mentions(year):
        if key in places:
            places[key].append(place)
    mentioned = {key: tuple(found) for key, found in places.items() if found}
    return mentioned if sum(map(len, mentioned.values())) >= _MANY else {}


def lacks(year: Year, section: str) -> bool:
    """Whether a section is missing as a whole, so that nothing is said of each mention of what should be in it."""
    return section in missing_sections(year)


def _mentions(year: Year) -> Iterator[tuple[str, Origin]]:
    yield from _in_plan(year.plan)
    for table in year.plan.economy.values():
        rules = (column.rule for column in columns_of(table, year.layouts).values())
        # What a layout takes for granted is missed where the layout is chosen.
        chosen = table.layout.origin if table.layout else None
        yield from (("regler", chosen or rule.origin) for rule in rules if rule is not None)
    for report in year.reports.values():
        sections: tuple[tuple[str, dict[str, Record]], ...] = (
            ("mål", dict(report.outcomes)),
            ("uppdrag", dict(report.assignments)),
            ("risker", dict(report.risks)),
        )
        for key, reported in sections:
            yield from ((key, record.origin) for record in reported.values())
        for outcome in report.outcomes.values():
            yield from (("enheter", year.key(unit, grade.origin)) for unit, grade in outcome.units.items())
        yield from (("ekonomi", place_of(name, report.origin)) for name in report.economy)
        yield from (("verksamhetsmått", place_of(name, report.origin)) for name in report.activity)


def _in_plan(plan: Plan) -> Iterator[tuple[str, Origin]]:
    yield from _places("skalor", (rule.scale for rule in plan.rules.values()))
    defaults = plan.default_rules
    yield from _places("regler", (defaults.indicator, defaults.assignment, defaults.risk))
    for level in plan.levels.values():
        yield from _places("regler", (level.rule, level.indicator_rule))
    for _, goal, _ in walk(plan.goals):
        yield from _places("nivåer", (goal.level,))
        yield from _places("regler", (goal.rule, *(one.rule for one in goal.indicators.values())))


def _places(section: str, mentions: Iterable[Reference | None]) -> Iterator[tuple[str, Origin]]:
    for mention in mentions:
        if mention is not None and mention.id != PLACEHOLDER:
            yield section, mention.origin
