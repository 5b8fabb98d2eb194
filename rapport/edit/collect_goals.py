"""The sheets of indicators: outcomes with target and previous outcome beside, and the grades of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.edit.answer import amount_of
from rapport.edit.form import Column, Content, Fact, Field, Input, Kind, Live, Row, Sheet
from rapport.model.scalar import ANSWERS, Answer, Figure
from rapport.model.scale import RuleKind
from rapport.notation import ValueTarget, format_quantity, format_target
from rapport.rules.goals import is_reported, number_of, testable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from rapport.edit.asking import Asking
    from rapport.model.goals import Indicator
    from rapport.model.scalar import Goalpost, Words
    from rapport.notation import Quantity
    from rapport.rules.goals import GoalResult, IndicatorResult
    from rapport.rules.rating import Assessment

SECTION = "utfall"
COMMENT_HELP = "Skriv som det ska stå i rapporten. Alt+Enter ger ny rad."
OUTCOME_HELP = "Skriv talet som det är, till exempel 37,9. Lämna cellen som den är om inget har ändrats."
GRADE_HELP = "Välj ett betyg i listan."


class _Before(Struct, frozen=True):
    """Results of the period before, by indicator."""

    results: dict[str, IndicatorResult]

    def shown(self, key: str, indicator: Indicator) -> Figure | Answer | Words | None:
        """Return the previous outcome, from the period before or from an earlier year."""
        result = self.results.get(key)
        if result is not None and result.shown is not None:
            return result.shown
        years = sorted(year for year in indicator.earlier if year.isdigit())
        return indicator.earlier[years[-1]] if years else None


def indicator_sheet(asked: Asking) -> Sheet:
    """Return the sheet of indicators, goal by goal."""
    before = _Before({r.id: r for r in asked.previous.every_indicator()} if asked.previous else {})
    rows: list[Row] = []
    for goal in asked.results.every_goal():
        below = [row for result in _asked(goal, asked) for row in _rows(asked, result, before)]
        if below:
            rows += [_goal_row(asked, goal), *below]
    columns = (
        Column("namn", "Mål och indikator", 58),
        Column("enhet", "Enhet", 9),
        Column("målnivå", "Målnivå", 13),
        Column("tidigare", f"Utfall {asked.before}", 15),
        Column("utfall", "Utfall nu", 15, OUTCOME_HELP),
        Column("skillnad", "Utfall minus målnivå", 13),
        Column("bedömning", "Bedömning", 12, GRADE_HELP),
        Column("kommentar", "Kommentar", 60, COMMENT_HELP),
    )
    used = {name for row in rows for name in row.cells}
    return Sheet("Indikatorer", "Indikatorer", tuple(c for c in columns if c.field in used), tuple(rows))


def _asked(goal: GoalResult, asked: Asking) -> Iterator[IndicatorResult]:
    """Yield the indicators that somebody has to report."""
    for result in goal.indicators:
        own = result.home == goal.id and result.indicator.computed is None
        if own and is_reported(result.indicator.reported, asked.results.period):
            yield result


def _goal_row(asked: Asking, goal: GoalResult) -> Row:
    cells: dict[str, Content] = {"namn": Fact(goal.name), "kommentar": _comment(asked, goal.id)}
    if grade := _judged(asked, goal.id, goal.assessment):
        cells["bedömning"] = grade
    return Row(f"{SECTION}/{goal.id}", cells, heading=True)


def _rows(asked: Asking, result: IndicatorResult, before: _Before) -> Iterator[Row]:
    """Yield an indicator's row, and one for each part that it is split into."""
    unit = asked.owner(result.indicator.owner)
    key = f"{SECTION}/{result.id}"
    parts = [*result.report.parts]
    earlier = before.results.get(result.id)
    parts += [name for name in (earlier.report.parts if earlier else ()) if name not in parts]
    yield Row(
        key, _cells(asked, result, before.shown(result.id, result.indicator), has_parts=bool(parts)), unit
    )
    for name in parts:
        previous = earlier.report.parts.get(name) if earlier else None
        field = _outcome_field(result, previous, (SECTION, result.id, "uppdelning", name))
        cells: dict[str, Content] = {"namn": Fact(f"– {name}"), "utfall": asked.input(field)}
        if previous is not None:
            cells["tidigare"] = _fact(previous)
        yield Row(f"{key}/uppdelning/{name}", cells, unit)


def _cells(
    asked: Asking, result: IndicatorResult, previous: Figure | Answer | Words | None, *, has_parts: bool
) -> dict[str, Content]:
    field = _outcome_field(result, previous, (SECTION, result.id, "utfall"))
    cells: dict[str, Content] = {"namn": Fact(result.name), "kommentar": _comment(asked, result.id)}
    if result.indicator.unit:
        cells["enhet"] = Fact(result.indicator.unit)
    if result.target is not None:
        cells["målnivå"] = Fact(_target(result.target))
    if previous is not None:
        cells["tidigare"] = _fact(previous)
    outcome = asked.input(field)
    if not has_parts or outcome.start:
        cells["utfall"] = outcome
        if difference := _difference(result, outcome):
            cells["skillnad"] = difference
    if grade := _judged(asked, result.id, result.assessment):
        cells["bedömning"] = grade
    return cells


def _target(target: Goalpost) -> str:
    return target.answer or format_target(target.target)


def _fact(value: Figure | Answer | Words) -> Fact:
    if isinstance(value, Figure):
        return Fact(format_quantity(value.quantity))
    return Fact(value.word if isinstance(value, Answer) else value.words)


def _outcome_field(
    result: IndicatorResult, previous: Figure | Answer | Words | None, path: tuple[str, ...]
) -> Field:
    indicator, target = result.indicator, result.target
    if indicator.answers or (target is not None and target.answer):
        known = {word.casefold(): word for word in ANSWERS}
        declared = [known.get(word.casefold(), word) for word in indicator.answers]
        return Field(path, Kind.CHOICE, words=tuple(declared or ("Ja", "Nej")))
    return Field(
        path,
        Kind.OUTCOME,
        indicator.unit,
        references=_references(result, previous),
    )


def _references(result: IndicatorResult, previous: Figure | Answer | Words | None) -> tuple[Decimal, ...]:
    known = [number_of(previous, result.indicator), _aim(result)]
    return tuple(quantity.value for quantity in known if quantity is not None)


def _aim(result: IndicatorResult) -> Quantity | None:
    target = testable(result.target, result.indicator)
    return target.quantity if isinstance(target, ValueTarget) else None


def _difference(result: IndicatorResult, outcome: Input) -> Live | None:
    """Return the outcome less the target, which the workbook keeps up to date."""
    target = testable(result.target, result.indicator)
    if outcome.field.kind is not Kind.OUTCOME or not isinstance(target, ValueTarget):
        return None
    aim = target.quantity.value
    value = amount_of(outcome.start, outcome.field.unit) if outcome.start else None
    formula = f'IF(COUNT({{utfall}})=0,"",{{utfall}}-{f"({aim})" if aim < 0 else aim})'
    return Live(formula, None if value is None else value - aim, target.quantity.decimals)


def _judged(asked: Asking, key: str, assessment: Assessment) -> Input | None:
    """Return the grade to set, where a person sets it or has done so."""
    rule = asked.year.plan.rules.get(assessment.computed.rule)
    if rule is None or rule.kind is not RuleKind.JUDGED:
        return None
    scale = asked.year.plan.scales.get(rule.scale.id)
    return _verdict(asked, (SECTION, key), tuple(scale.grades) if scale else ())


def _verdict(asked: Asking, path: tuple[str, ...], grades: tuple[str, ...]) -> Input:
    """Return the input of a grade, which stands by itself or in a record with its reason."""
    place = (*path, "bedömning")
    if asked.files.has((*place, "betyg")):
        place = (*place, "betyg")
    return asked.input(Field(place, Kind.CHOICE, words=grades))


def _comment(asked: Asking, key: str) -> Input:
    return asked.input(Field((SECTION, key, "kommentar"), Kind.TEXT))


def grade_sheet(asked: Asking) -> Sheet:
    """Return the sheet of the units' own grades, unit by unit."""
    plan = asked.year.plan
    rated = [result for result in asked.results.every_indicator() if _by_units(result.indicator)]
    before = {r.id: r.report.units for r in asked.previous.every_indicator()} if asked.previous else {}
    rows: list[Row] = []
    for unit, name in plan.units.items():
        rows.append(Row(f"enhet/{unit}", {"namn": Fact(name)}, heading=True))
        for result in rated:
            grades = before.get(result.id, {})
            field = Field(
                (SECTION, result.id, "enheter", unit),
                Kind.CHOICE,
                words=_grades(asked, result),
            )
            cells: dict[str, Content] = {"namn": Fact(result.name), "betyg": asked.input(field)}
            if unit in grades:
                cells["tidigare"] = Fact(grades[unit].id)
            rows.append(Row("/".join(field.path), cells, unit))
    columns = [Column("namn", "Enhet och indikator", 70), Column("betyg", "Betyg nu", 12, GRADE_HELP)]
    if before:
        columns.insert(1, Column("tidigare", f"Betyg {asked.before}", 14))
    return Sheet("Enheternas betyg", "Enheternas betyg", tuple(columns), tuple(rows) if rated else ())


def _by_units(indicator: Indicator) -> bool:
    return indicator.computed is not None and indicator.computed.units_best


def _grades(asked: Asking, result: IndicatorResult) -> tuple[str, ...]:
    plan = asked.year.plan
    rule = plan.rules.get(result.assessment.computed.rule)
    scale = plan.scales.get(rule.scale.id) if rule else None
    return tuple(scale.grades) if scale else ()
