"""Rules in words (förklaring): the sentence printed above a table comes from the record that computes it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.model.scale import RuleKind, Strategy
from rapport.notation import format_quantity
from rapport.rules.bands import INFINITY, Edge, span
from rapport.rules.once import once
from rapport.tables.verdict import scale_of

if TYPE_CHECKING:
    from rapport.model.scale import Band, Rule, Scale
    from rapport.model.year import Plan
    from rapport.rules.results import Results

_MEASURES = {
    RuleKind.RELATIVE: "avvikelsen",
    RuleKind.POINTS: "avvikelsen",
    RuleKind.RATIO: "utfallet i förhållande till målet",
    RuleKind.MOVEMENT: "förändringen",
    RuleKind.POSITION: "placeringen bland alla",
    RuleKind.PRODUCT: "sannolikhet gånger konsekvens",
    RuleKind.ROLL_UP: "andelen delar med bästa betyg",
}


def legend(plan: Plan, name: str) -> list[tuple[str, str]]:
    """Return a rule as pairs of a grade's name and what earns it, best first; [] for an unknown rule."""
    rule, scale = plan.rules.get(name), scale_of(plan, name)
    if rule is None or scale is None:
        return []
    if rule.kind is RuleKind.JUDGED and not any(grade.meaning for grade in scale.grades.values()):
        return [("Bedöms för hand", _listed([grade.name for grade in scale.grades.values()]))]
    return [(grade.name, _meaning(rule, scale, key)) for key, grade in scale.grades.items()]


def legend_sentence(plan: Plan, name: str) -> str:
    """Return a rule as one piece of running text: "Grön: … Gul: … Röd: …"."""
    rule = plan.rules.get(name)
    sentences = [f"{grade}: {meaning}." for grade, meaning in legend(plan, name) if meaning]
    if rule is not None and rule.note:
        sentences.append(rule.note.rstrip(".") + ".")
    return " ".join(sentences)


@once
def rule_sentences(results: Results) -> dict[str, str]:
    """Return every rule of a period's plan as running text, by name."""
    return {name: legend_sentence(results.plan, name) for name in results.plan.rules}


def _meaning(rule: Rule, scale: Scale, grade: str) -> str:
    declared = scale.grades[grade].meaning
    if rule.kind is RuleKind.STATUS:
        return _listed(rule.statuses.get(grade, []))
    if rule.kind is RuleKind.ROLL_UP and rule.strategy is not Strategy.SHARE_GOOD:
        return _strategy(rule.strategy, scale, grade)
    band = rule.bands.get(grade)
    if band is not None:
        return _banded(rule, grade, band)
    return declared or _plain(rule, scale, grade)


def _plain(rule: Rule, scale: Scale, grade: str) -> str:
    about = rule.about or "målet"
    if rule.kind is RuleKind.YES_NO and grade == next(iter(scale.grades)):
        return f"{about} har uppnåtts"
    if rule.kind is RuleKind.YES_NO and grade == list(scale.grades)[-1]:
        return f"{about} har inte uppnåtts"
    return "bedöms för hand" if rule.kind is RuleKind.JUDGED else ""


def _listed(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " eller " + words[-1] if len(words) > 1 else "".join(words)


def _strategy(strategy: Strategy, scale: Scale, grade: str) -> str:
    keys = list(scale.grades)
    name = scale.grades[grade].name
    if strategy is Strategy.UNANIMOUS:
        if grade in (keys[0], keys[-1]):
            return f"alla bedömda delar är {name}"
        return "de bedömda delarna skiljer sig åt" if grade == keys[len(keys) // 2] else ""
    if strategy is Strategy.WORST:
        return f"den sämsta bedömda delen är {name}"
    if strategy is Strategy.MAJORITY:
        return f"de flesta bedömda delarna är {name}"
    return f"delarnas medelbetyg är närmast {name}"


def _banded(rule: Rule, grade: str, band: Band) -> str:
    reach = span(grade, band)
    zero = Edge(Decimal(0), just_above=True)
    deviation = rule.kind in (RuleKind.RELATIVE, RuleKind.POINTS)
    if deviation and reach.start.value == -INFINITY and reach.end == zero:
        return f"{rule.about or 'målet'} har uppnåtts eller överträffats"
    lower, upper = band.from_ or band.above, band.below or band.at_most
    bounds = []
    if lower is not None and not (deviation and reach.start == zero and upper is not None):
        bounds.append(("minst " if band.from_ else "över ") + format_quantity(lower.quantity))
    if upper is not None:
        bounds.append(("mindre än " if band.below else "högst ") + format_quantity(upper.quantity))
    return f"{_MEASURES.get(rule.kind, 'värdet')} är {' och '.join(bounds)}" if bounds else ""
