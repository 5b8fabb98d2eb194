"""Where a figure or a rating comes from: what was written where, the rule, the arithmetic, what depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.notation import format_number, format_target
from rapport.notation.formula import format_formula, names_in
from rapport.rules.computed import ordinary_lines
from rapport.rules.economy import Standing, Way
from rapport.tables.arithmetic import arithmetic
from rapport.tables.committees import committee_of, source_of
from rapport.tables.context import Context
from rapport.tables.goals import outcome_cell
from rapport.tables.legend import legend_sentence
from rapport.tables.reconciliation import column_name, row_name
from rapport.tables.verdict import REASONS, UNRATED, grade_named, verdict_remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.economy import Line
    from rapport.model.goals import Computation
    from rapport.rules.computed import OutcomeClaim
    from rapport.rules.economy import Amount, ComputedTable
    from rapport.rules.follow_up import AssignmentResult, RiskResult
    from rapport.rules.goals import GoalResult, IndicatorResult
    from rapport.rules.rating import Assessment

DEEPEST = 6
"""So many levels of parts are followed."""


class Fact(Struct, frozen=True):
    """One line of an explanation: what it is, what it says, how deep it lies under the line above."""

    label: str
    text: str
    depth: int = 0


def explain(context: Context, wanted: str) -> list[Fact]:
    """Explain anything that has an id: an indicator, a goal, a row, a figure, an assignment, a risk.

    A row is ``tabell.rad`` or, where only one table has it, just ``rad``; a figure ``tabell.rad.kolumn``.

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
    return facts or list(_figures(context, wanted))


def known_ids(context: Context) -> list[str]:
    """Return every id that can be explained."""
    results = context.results
    rows = [f"{key}.{row}" for key, table in results.tables.items() for row in table.table.lines]
    named = [r.id for r in results.every_indicator()] + [goal.id for goal in results.every_goal()]
    return [*named, *rows, *(r.id for r in results.assignments), *(r.id for r in results.risks)]


def _indicator(context: Context, result: IndicatorResult) -> Iterator[Fact]:
    indicator = result.indicator
    yield Fact("Indikator", f"{result.name} ({indicator.origin})")
    if indicator.kolada:
        yield Fact("Kolada", indicator.kolada)
    yield Fact(
        "Utfall", _with_place(outcome_cell(result).shown, result.shown.origin if result.shown else None)
    )
    if indicator.computed is not None:
        yield from _parts(context, indicator.computed)
    for claim in context.results.outcome_claims:
        if claim.result.id == result.id:
            yield Fact("Inskrivet", _claimed(claim), 1)
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


def _claimed(claim: OutcomeClaim) -> str:
    """Return the outcome that was typed for a computed indicator, and whether it is the same."""
    verdict = "stämmer med det uträknade" if claim.agrees else "avviker från det uträknade"
    return f"{_with_place(claim.words, claim.stated.origin)}: {verdict}"


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
        for fact in _figures(context, recipe.cell.id):
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
            yield Fact(row_name(table, row), f"{_shown(table, column, amount)}: {verdict}", 2)


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


def _figures(context: Context, wanted: str) -> Iterator[Fact]:
    """Explain the figures that a reference names."""
    pieces = wanted.split(".")
    for key, table in context.results.tables.items():
        inner = pieces[1:] if pieces[0] == key else pieces
        if not inner or inner[0] not in table.table.lines:
            continue
        columns = (
            [inner[1]] if len(inner) > 1 else [name for name in table.columns if not table.columns[name].rule]
        )
        line = table.table.lines[inner[0]]
        yield Fact("Rad", f"{row_name(table, inner[0])} i {table.table.name} ({line.origin})")
        for column in columns:
            if table.amount(inner[0], column).value is not None:
                yield from _figure(context, table, inner[0], column, 1)


def _figure(
    context: Context, table: ComputedTable, row: str, column: str, depth: int, *, deepest: int = DEEPEST
) -> Iterator[Fact]:
    amount = table.amount(row, column)
    label = column_name(context.results, table, column) if depth == 1 else f"{row_name(table, row)}, {column}"
    yield Fact(label, f"{_shown(table, column, amount)}, {_how(table, row, column, amount)}", depth)
    if depth >= deepest or amount.computed is None:
        return
    if amount.way is Way.FETCHED:
        yield from _fetched(context, table, row, column, depth + 1)
        return
    for part_row, part_column in _operands(table, row, column, amount):
        if table.amount(part_row, part_column).value is not None:
            yield from _figure(context, table, part_row, part_column, depth + 1, deepest=deepest)


def _fetched(context: Context, table: ComputedTable, row: str, column: str, depth: int) -> Iterator[Fact]:
    """Explain a figure that comes from a committee by the committee's own table, down to what was typed there."""
    line, source = table.table.lines[row], source_of(context.results, table, row)
    found = committee_of(context.results, line.committee.id) if line.committee else None
    if source is None or found is None or found.results is None:
        return
    theirs, their_row = source
    theirs_context = Context(found.results, context.say)
    place = theirs.table.lines[their_row].origin
    yield Fact(found.committee.name, f"{row_name(theirs, their_row)} i {theirs.table.name} ({place})", depth)
    yield from _figure(theirs_context, theirs, their_row, column, depth + 1, deepest=depth + DEEPEST)


def _operands(table: ComputedTable, row: str, column: str, amount: Amount) -> list[tuple[str, str]]:
    if amount.way is Way.ACROSS:
        return [(row, name) for name in names_in(table.formulas[column])]
    if amount.way is Way.DOWN:
        return [(part.id, column) for part in table.table.lines[row].total]
    return []


def _shown(table: ComputedTable, column: str, amount: Amount) -> str:
    unit = table.columns[column].unit or table.table.unit
    return format_number(amount.value, amount.decimals, unit) if amount.value is not None else "–"


def _source(line: Line) -> str:
    return f"{line.committee}: {line.fetched}" if line.committee else str(line.fetched)


def _how(table: ComputedTable, row: str, column: str, amount: Amount) -> str:
    place = f" ({amount.origin})" if amount.origin else ""
    ways = {
        Way.ACROSS: f"räknas ut: {format_formula(table.formulas[column])}"
        if column in table.formulas
        else "räknas ut",
        Way.DOWN: "summa",
        Way.FETCHED: f"hämtas från {_source(table.table.lines[row])}",
        Way.PREVIOUS: "hämtas ur föregående rapport",
        Way.TYPED: "inskriven",
        Way.AWAITED: "räknas inte ut, för ett belopp som den följer av är inte ifyllt",
        Way.UNREAD: "går inte att räkna ut, för det som den följer av går inte att läsa",
    }
    words = ways[amount.way]
    if amount.standing is Standing.ROUNDING and amount.computed is not None:
        words += f" ger {format_number(amount.computed, amount.decimals)}; angivet i källan, skillnaden är avrundning"
    elif amount.standing is Standing.CONTRADICTS and amount.stated is not None:
        words += f"; angivet {format_number(amount.stated, amount.decimals)} avviker"
    elif amount.standing is Standing.UNPROVEN:
        words = "angiven i källan; det som den följer av saknas"
    return words + place
