"""What a year's plan declares: asked for by many checks, gathered once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.rules.goals import all_indicators, walk
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.model.goals import Indicator
    from rapport.model.year import PeriodReport, Plan, Year


@once
def indicators_of(year: Year) -> Mapping[str, Indicator]:
    """Return every indicator that a year declares, by id."""
    return all_indicators(year.plan.goals)


@once
def followed_up_by(year: Year) -> frozenset[str]:
    """Return the ids that a period may report an outcome of: goals, indicators, key figures, guarantees."""
    goals = {key: goal for key, goal, _ in walk(year.plan.goals)}
    parts = (part for goal in goals.values() for part in (goal.indicators, goal.key_figures, goal.guarantees))
    return frozenset((*goals, *(key for part in parts for key in part)))


def strange_measures(plan: Plan, report: PeriodReport) -> dict[str, list[str]]:
    """Return the activity measures of a period that the plan doesn't have, by group; only groups with any."""
    return {
        group: strange
        for group, measures in report.activity.items()
        if (
            strange := [
                key
                for key in measures
                if group not in plan.activity or key not in plan.activity[group].measures
            ]
        )
    }
