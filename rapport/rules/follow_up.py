"""Ratings of assignments by status, of risks by likelihood times impact, of budget lines by variance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.economy import RowType
from rapport.model.follow_up import Assignment, AssignmentReport, Risk, RiskReport
from rapport.rules.bands import grade_of
from rapport.rules.goals import is_reported
from rapport.rules.rating import Assessment, NotRated, Rating, rate_deviation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from rapport.model.economy import Line
    from rapport.model.scalar import Reference
    from rapport.model.scale import Rule
    from rapport.model.year import PeriodReport, Plan
    from rapport.notation import Period
    from rapport.rules.economy import ComputedTable


RISK_STEPS = 5
"""The highest likelihood and impact that a risk matrix has squares for."""


class AssignmentResult(Struct, frozen=True):
    """An assignment in a period."""

    id: str
    assignment: Assignment
    report: AssignmentReport
    assessment: Assessment


class RiskResult(Struct, frozen=True):
    """A risk in a period; ``value`` is likelihood times impact (riskvärde)."""

    id: str
    risk: Risk
    report: RiskReport
    assessment: Assessment
    value: Decimal | None = None


def _default(rules: Mapping[str, Rule], reference: Reference | None) -> tuple[str, Rule | None]:
    return (reference.id, rules.get(reference.id)) if reference else ("", None)


def rate_assignments(plan: Plan, report: PeriodReport, period: Period) -> tuple[AssignmentResult, ...]:
    """Rate every assignment of the plan by its status in the period."""
    name, rule = _default(plan.rules, plan.default_rules.assignment)
    results = []
    for key, assignment in plan.assignments.items():
        if not is_reported(assignment.only_in, period):
            continue
        reported = report.assignments.get(key, AssignmentReport())
        rating = rate_status(name, rule, reported.status)
        results.append(AssignmentResult(key, assignment, reported, Assessment(rating, reported.verdict)))
    return tuple(results)


def rate_status(name: str, rule: Rule | None, status: str) -> Rating:
    """Rate a status word; case doesn't matter."""
    if rule is None:
        return Rating(None, NotRated.NO_RULE)
    if not status:
        return Rating(None, NotRated.NO_STATUS, rule=name)
    for grade, words in rule.statuses.items():
        if status.casefold() in (word.casefold() for word in words):
            return Rating(grade, rule=name)
    return Rating(None, NotRated.UNKNOWN_STATUS, rule=name)


def rate_risks(plan: Plan, report: PeriodReport, period: Period) -> tuple[RiskResult, ...]:
    """Rate every risk; the period's likelihood and impact go before the plan's."""
    name, rule = _default(plan.rules, plan.default_rules.risk)
    results = []
    for key, risk in plan.risks.items():
        if not is_reported(risk.only_in, period):
            continue
        reported = report.risks.get(key, RiskReport())
        likelihood, impact = reported.likelihood or risk.likelihood, reported.impact or risk.impact
        value = likelihood.quantity.value * impact.quantity.value if likelihood and impact else None
        rating = _rate_risk(name, rule, value)
        results.append(RiskResult(key, risk, reported, Assessment(rating, reported.verdict), value))
    return tuple(results)


def _rate_risk(name: str, rule: Rule | None, value: Decimal | None) -> Rating:
    if value is None:
        return Rating(None, NotRated.NO_RISK_VALUE, rule=name)
    if rule is None:
        return Rating(None, NotRated.NO_RULE)
    grade = grade_of(rule.bands, value)
    return Rating(grade, None if grade else NotRated.OUTSIDE_BANDS, value, name)


def has_light(line: Line) -> bool:
    """Whether a row gets a traffic light: as declared, otherwise ordinary lines do."""
    if line.light is not None:
        return line.light
    return line.part is RowType.LINE and line.ordinary


def lights(plan: Plan, table: ComputedTable) -> dict[tuple[str, str], Rating]:
    """Return the traffic lights of a table by row and column."""
    found = {}
    for name, column in table.columns.items():
        if column.rule is None or column.of is None or column.against is None:
            continue
        for key, line in table.table.lines.items():
            if has_light(line):
                deviation = table.amount(key, column.of.id).value
                base = table.amount(key, column.against.id).value
                found[key, name] = _light(plan, column.rule.id, deviation, base)
    return found


def _light(plan: Plan, name: str, deviation: Decimal | None, base: Decimal | None) -> Rating:
    rule = plan.rules.get(name)
    scale = plan.scales.get(rule.scale.id) if rule else None
    if rule is None or scale is None or not scale.grades:
        return Rating(None, NotRated.NO_RULE)
    if deviation is None or base is None:
        return Rating(None, NotRated.NO_OUTCOME if deviation is None else NotRated.NO_BUDGET, rule=name)
    return rate_deviation(name, rule, list(scale.grades), deviation, base)
