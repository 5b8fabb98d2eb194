"""Where a figure or a rating comes from: what was written where, the rule, the arithmetic, what depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import did_you_mean, suggest
from rapport.model.scalar import Figure
from rapport.notation import format_quantity, format_target
from rapport.notation.period import MONTHS
from rapport.rules.computed import ordinary_lines
from rapport.rules.series import total
from rapport.tables.arithmetic import arithmetic
from rapport.tables.committees import committee_of
from rapport.tables.explained_figures import Fact, columns_of_row, explain_figures, shown_amount
from rapport.tables.goals import outcome_cell
from rapport.tables.legend import legend_sentence
from rapport.tables.reconciliation import row_name
from rapport.tables.verdict import REASONS, UNRATED, grade_named, verdict_remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Computation
    from rapport.rules.follow_up import AssignmentResult, RiskResult
    from rapport.rules.goals import GoalResult, IndicatorResult
    from rapport.rules.rating import Assessment
    from rapport.tables.context import Context


def explain(context: Context, wanted: str) -> list[Fact]:
    """Explain anything that has an id: an indicator, a goal, a row, a figure, a measure, an assignment, a risk.

    A row is ``tabell.rad`` or just ``rad``; a figure or a traffic light ``tabell.rad.kolumn``; an activity measure
    ``grupp.mått``, just ``mått``, or all of a ``grupp``.

    Returns:
        The facts in reading order; [] when nothing has the id.
    """
    results = context.results
    facts: list[Fact] = []
    for result in results.every_indicator():
        if result.id == wanted:
            facts += _indicator(context, result)
    for goal in results.every_goal():
        if goal.id == wanted:
            facts += _goal(context, goal)
    for assignment in results.assignments:
        if assignment.id == wanted:
            facts += _assignment(context, assignment)
    for risk in results.risks:
        if risk.id == wanted:
            facts += _risk(context, risk)
    facts += _activity(context, wanted)
    # A goal and the row of its money may well have the same id.
    return [*facts, *explain_figures(context, wanted)]


def known_ids(context: Context) -> list[str]:
    """Return every id that can be explained."""
    results = context.results
    rows = [f"{key}.{row}" for key, table in results.tables.items() for row in table.table.lines]
    named = [r.id for r in results.every_indicator()] + [goal.id for goal in results.every_goal()]
    measures = [f"{key}.{name}" for key, group in results.plan.activity.items() for name in group.measures]
    others = [*(r.id for r in results.assignments), *(r.id for r in results.risks)]
    return [*named, *rows, *measures, *others]


def instead_of(context: Context, wanted: str) -> str:
    """Return what somebody who asked for something that isn't there may have meant; "" when nothing is near."""
    row, _, column = wanted.rpartition(".")
    columns = columns_of_row(context.results, row)
    near = suggest(column, columns)
    if near:
        return f"menade du ”{row}.{near}”?"
    if columns:
        return f"raden har kolumnerna {', '.join(columns)}"
    return did_you_mean(wanted, known_ids(context))


def _indicator(context: Context, result: IndicatorResult) -> Iterator[Fact]:
    indicator = result.indicator
    yield Fact("Indikator", f"{result.name} ({indicator.origin})")
    if indicator.kolada:
        yield Fact("Kolada", indicator.kolada)
    if indicator.source:
        yield Fact("Källa", indicator.source)
    yield Fact(
        "Utfall", _with_place(outcome_cell(result).shown, result.shown.origin if result.shown else None)
    )
    if indicator.computed is not None:
        yield from _parts(context, indicator.computed)
        yield from _claimed(context, result)
    if result.target is not None:
        words = result.target.answer or format_target(result.target.target)
        yield Fact("Målnivå", _with_place(words, result.target.origin))
    if result.better is not None:
        yield Fact("Bättre", result.better.value)
    yield from _assessment(context, result.assessment, arithmetic(context, result))
    if result.report.comment:
        yield Fact("Kommentar", context.words(result.report.comment))
    for goal in context.results.every_goal():
        if any(shown.id == result.id for shown in goal.indicators):
            yield Fact("Visas under" if goal.id != result.home else "Hör till", f"{goal.name} ({goal.id})")
    yield from _dependants(context, result.id)


def _claimed(context: Context, result: IndicatorResult) -> Iterator[Fact]:
    """Yield the outcome that was typed for a computed indicator, and whether it is the same."""
    for claim in context.results.outcome_claims:
        if claim.result.id == result.id:
            verdict = "stämmer med det uträknade" if claim.agrees else "avviker från det uträknade"
            yield Fact("Inskrivet", f"{_with_place(claim.words, claim.stated.origin)}: {verdict}", 1)


def _with_place(words: str, place: object) -> str:
    return f"{words} ({place})" if place else words


def _parts(context: Context, recipe: Computation) -> Iterator[Fact]:
    results = context.results
    indicators = {result.id: result for result in results.every_indicator()}
    if recipe.total:
        yield Fact("Beräknas", "summan av " + ", ".join(part.id for part in recipe.total), 1)
        for part in recipe.total:
            found = indicators.get(part.id)
            if found is not None:
                origin = found.shown.origin if found.shown else None
                yield Fact(part.id, _with_place(outcome_cell(found).shown, origin), 2)
    if recipe.lines_within_budget is not None and recipe.column is not None:
        yield from _within_budget(context, recipe.lines_within_budget.id, recipe.column.id)
    if recipe.cell is not None:
        yield Fact("Beräknas", f"siffran {recipe.cell.id}", 1)
        for fact in explain_figures(context, recipe.cell.id):
            yield Fact(fact.label, fact.text, fact.depth + 2)
    if recipe.units_best:
        yield Fact("Beräknas", "andelen enheter med bästa betyg", 1)


def _within_budget(context: Context, key: str, column: str) -> Iterator[Fact]:
    table = context.results.tables.get(key)
    if table is None:
        return
    yield Fact("Beräknas", f"andelen ordinarie rader i {table.table.name} utan underskott i {column}", 1)
    for row in ordinary_lines(table):
        amount = table.amount(row, column)
        if amount.value is not None:
            verdict = "inom budget" if amount.value >= 0 else "underskott"
            yield Fact(row_name(table, row), f"{shown_amount(table, column, amount)}: {verdict}", 2)


def _assessment(context: Context, assessment: Assessment, computation: str = "") -> Iterator[Fact]:
    plan = context.results.plan
    computed = assessment.computed
    ruled = grade_named(plan, computed.rule, computed.grade)
    if computed.rule:
        yield Fact("Regel", f"{computed.rule}: {legend_sentence(plan, computed.rule)}")
    if computation:
        yield Fact("Uträkning", computation)
    reason = f" ({REASONS[computed.reason]})" if computed.reason else ""
    yield Fact("Enligt regeln", f"{ruled.name if ruled else UNRATED}{reason}")
    if assessment.verdict is not None:
        grade = grade_named(plan, computed.rule, assessment.grade)
        yield Fact("Bedömning", _with_place(grade.name if grade else UNRATED, assessment.verdict.origin))
        remark = verdict_remark(plan, assessment)
        yield Fact("Motivering", remark or assessment.verdict.reason or "bedömd för hand")


def _dependants(context: Context, key: str) -> Iterator[Fact]:
    for result in context.results.every_indicator():
        recipe = result.indicator.computed
        if recipe is not None and any(part.id == key for part in recipe.total or ()):
            yield Fact("Används av", f"{result.name} ({result.id})")


def _goal(context: Context, goal: GoalResult) -> Iterator[Fact]:
    yield Fact("Mål", f"{goal.name} ({goal.goal.origin})")
    yield Fact("Nivå", goal.goal.level.id)
    if goal.rated:
        yield from _assessment(context, goal.assessment)
    plan = context.results.plan
    for result in goal.indicators:
        grade = grade_named(plan, result.assessment.computed.rule, result.assessment.grade)
        yield Fact(result.id, grade.name if grade else UNRATED, 1)
    for part in goal.goals:
        grade = grade_named(plan, part.assessment.computed.rule, part.assessment.grade)
        yield Fact(part.id, grade.name if grade else UNRATED, 1)
    for served in goal.served_by:
        grade = grade_named(plan, served.assessment.computed.rule, served.assessment.grade)
        found = committee_of(context.results, served.committee)
        name = found.committee.name if found else served.committee
        words = f"{grade.name if grade else UNRATED}: {served.goal.name} ({served.goal.goal.origin})"
        yield Fact(f"{name}, {served.goal.id}", words, 1)
    if goal.goal.serves:
        yield Fact("Bidrar till", ", ".join(str(reference) for reference in goal.goal.serves))


def _activity(context: Context, wanted: str) -> Iterator[Fact]:
    """Explain an activity measure month by month."""
    results = context.results
    for key, group in results.plan.activity.items():
        for name, measure in group.measures.items():
            if wanted.removeprefix("mått.") not in (key, name, f"{key}.{name}"):
                continue
            yield Fact("Verksamhetsmått", f"{measure.name} i {group.name} ({measure.origin})")
            values = results.series.get((key, name), {})
            for month in sorted(values):
                value = values[month]
                words = format_quantity(value.quantity) if isinstance(value, Figure) else value.words
                yield Fact(MONTHS[month - 1].capitalize(), f"{words} ({value.origin})", 1)
            summed = total(values)
            if summed is not None:
                yield Fact("Summa", format_quantity(summed), 1)
            if not values:
                yield Fact("Värden", "inga är inskrivna till och med den här perioden", 1)


def _assignment(context: Context, result: AssignmentResult) -> Iterator[Fact]:
    yield Fact("Uppdrag", f"{result.assignment.text} ({result.assignment.origin})")
    if result.assignment.giver:
        yield Fact("Givare", result.assignment.giver)
    yield Fact(
        "Status",
        _with_place(result.report.status or "–", result.report.origin if result.report.status else None),
    )
    yield from _assessment(context, result.assessment)


def _risk(context: Context, result: RiskResult) -> Iterator[Fact]:
    yield Fact("Risk", f"{result.risk.text} ({result.risk.origin})")
    if result.value is not None:
        likelihood, impact = (
            result.report.likelihood or result.risk.likelihood,
            result.report.impact or result.risk.impact,
        )
        if likelihood and impact:
            product = f"{likelihood.quantity.value} × {impact.quantity.value} = {result.value}"
            yield Fact("Riskvärde", f"sannolikhet × konsekvens = {product}")
    yield from _assessment(context, result.assessment)
