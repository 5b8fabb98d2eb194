"""The computation behind a rating in figures, and the note that an auditor reads beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.model.scale import RuleKind
from rapport.notation import MovementTarget, ValueTarget, format_number, format_quantity
from rapport.rules.goals import testable
from rapport.tables.legend import rule_sentences
from rapport.tables.verdict import REASONS, UNRATED, grade_named, verdict_remark

if TYPE_CHECKING:
    from decimal import Decimal

    from rapport.notation import Target
    from rapport.rules.economy import ComputedTable
    from rapport.rules.goals import IndicatorResult
    from rapport.rules.rating import Assessment
    from rapport.rules.results import Results
    from rapport.tables.context import Context


def arithmetic(context: Context, result: IndicatorResult) -> str:
    """Return the computation behind a rating in figures."""
    computed = result.assessment.computed
    rule = context.results.plan.rules.get(computed.rule)
    target = testable(result.target, result.indicator)
    aim = _aim(target)
    if rule is None or result.number is None or computed.measure is None:
        return ""
    outcome = format_quantity(result.number)
    measure = format_number(computed.measure, 2)
    if rule.kind is RuleKind.RELATIVE and aim is not None:
        verdict = f"{measure} % åt fel håll" if computed.measure > 0 else "målet är uppnått"
        return f"utfall {outcome} mot {format_number(aim, _places(aim))}: {verdict}"
    if rule.kind is RuleKind.RATIO:
        return f"utfall {outcome} är {measure} % av målnivån"
    return f"utfall {outcome}: {measure}"


def light_arithmetic(results: Results, table: ComputedTable, row: str, column: str) -> str:
    """Return the computation behind a row's traffic light in figures; "" where one of them is missing."""
    declared, light = table.columns[column], results.lights.get((table.id, row, column))
    if light is None or declared.of is None or declared.against is None:
        return ""
    deviation, base = table.amount(row, declared.of.id), table.amount(row, declared.against.id)
    if deviation.value is None or base.value is None:
        return ""
    figures = " mot ".join(
        f"{table.columns[name].name.lower()} {format_number(amount.value, amount.decimals)}"
        for name, amount in ((declared.of.id, deviation), (declared.against.id, base))
        if amount.value is not None
    )
    if light.measure is None:
        return f"{figures}: ingen budget att räkna procent av, så varje underskott får det sämsta betyget"
    if light.measure <= 0:
        return f"{figures}: inget underskott"
    return f"{figures}: underskottet är {format_number(light.measure, 2)} %"


def _aim(target: Target | None) -> Decimal | None:
    if isinstance(target, ValueTarget):
        return target.quantity.value
    if isinstance(target, MovementTarget) and target.baseline is not None:
        return target.baseline.value
    return None


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def rating_note(
    context: Context, assessment: Assessment, computation: str = "", source: object = None
) -> str:
    """Return what stands behind a rating: the rule, the figures, what it gives, who set something else, the source."""
    plan, computed = context.results.plan, assessment.computed
    ruled = grade_named(plan, computed.rule, computed.grade)
    reason = f" ({REASONS[computed.reason]})" if computed.reason else ""
    lines = [
        f"Regel: {rule_sentences(context.results).get(computed.rule, '')}" if computed.rule else "",
        f"Uträkning: {computation}." if computation else "",
        f"Enligt regeln: {ruled.name if ruled else UNRATED}{reason}.",
        verdict_remark(plan, assessment),
        "Bedömd för hand." if assessment.judged else "",
        f"Källa: {source}" if source else "",
    ]
    return "\n".join(line for line in lines if line)
