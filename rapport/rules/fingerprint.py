"""The sum of everything that a report states, to see whether it would state something else now.

Where something is written doesn't count, nor what is empty: a new field that nobody uses changes no sum. What the
plan says of other periods doesn't count either: an indicator added for the autumn leaves the spring's report as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.activity import ActivityGroup
from rapport.model.economy import Line
from rapport.model.follow_up import Assignment
from rapport.model.goals import Goal, Indicator
from rapport.model.record import Record, Role, field_with, with_changes
from rapport.saying import Saying, said

if TYPE_CHECKING:
    from rapport.rules.committees import CommitteeResult
    from rapport.rules.results import Results

_OF_THE_PLAN = (
    *("municipality", "committee", "administration", "scope", "motto", "millions"),
    *("scales", "rules", "texts", "year_wheel", "charts", "measures", "activity"),
    *("templates", "word_template", "word_styles"),
)
"""What documents show of the plan beside its goals, tables, assignments and risks."""
_ELSEWHERE: dict[type, frozenset[str]] = {
    Goal: frozenset({"indicators", "shows", "goals"}),
    Indicator: frozenset({"targets"}),
    # Who is asked for figures stands in no document.
    ActivityGroup: frozenset({"owner"}),
    Assignment: frozenset({"owner"}),
    Line: frozenset({"owner"}),
}
"""Fields of records whose part in a report stands in its results."""
_NEVER = frozenset({"origin", "reported", "only_in"})


def fingerprint(results: Results) -> str:
    """Return the sum (SHA-256) of what a period's report states."""
    # A decision is about the content and no part of it.
    report = with_changes(results.report, decision=None, revoked=[], acknowledgements=[])
    stated = {
        "plan": {name: getattr(results.plan, name) for name in _OF_THE_PLAN},
        "report": report,
        "goals": results.goals,
        "tables": results.own_tables,
        "lights": results.lights,
        "assignments": results.assignments,
        "risks": results.risks,
        "series": results.series,
        "history": results.history,
        "committees": {one.id: _stated_of(one) for one in results.committees},
    }
    return hashlib.sha256("\n".join(_lines("", stated)).encode()).hexdigest()


def _stated_of(committee: CommitteeResult) -> object:
    """Return what a council's report states of a committee beside the figures of its tables: names and grades."""
    results = committee.results
    if results is None:
        return committee.absence
    goals = {goal.id: (goal.name, goal.assessment.grade) for goal in results.every_goal() if goal.rated}
    indicators = {found.id: found.assessment.grade for found in results.every_indicator()}
    return {"name": committee.committee.name, "goals": goals, "indicators": indicators}


def _lines(path: str, value: object) -> Iterator[str]:
    """Yield a line for each single value, with the way to it; nothing for what is empty."""
    if value is None or value is False or value == "":
        return
    parts = _parts(value)
    if parts is None:
        yield f"{path} {value}"
        return
    for name, part in parts:
        yield from _lines(f"{path}/{name}", part)


def _parts(value: object) -> Iterable[tuple[object, object]] | None:
    """Return what a value consists of, by name; None for a single one."""
    if isinstance(value, Record):
        left_out = _NEVER | _ELSEWHERE.get(type(value), frozenset())
        stated = dict(value.__dict__)
        stated |= stated.pop(field_with(type(value), Role.REST), {})
        stated.pop(field_with(type(value), Role.BLANKS), None)
        stated.pop(field_with(type(value), Role.WRITTEN), None)
        return [(name, part) for name, part in stated.items() if name not in left_out]
    if isinstance(value, Struct):
        kind = type(value)
        names = said(kind) if issubclass(kind, Saying) else kind.__struct_fields__
        return [(name, getattr(value, name)) for name in names]
    if isinstance(value, Mapping):
        return [(_name(key), part) for key, part in value.items()]
    if isinstance(value, (list, tuple)):
        return list(enumerate(value))
    return None


def _name(key: object) -> str:
    return ".".join(map(str, key)) if isinstance(key, tuple) else str(key)
