"""The summary after a build: files, ratings, forecast, findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rapport.cli.findings import counted
from rapport.model.economy import RowType, Scope
from rapport.notation import format_number
from rapport.rules.rating import NotRated
from rapport.tables.cell import Tone
from rapport.tables.committees import ABSENCES
from rapport.tables.economy import shown_factor
from rapport.tables.verdict import UNRATED, grade_named, rating_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.build import Built
    from rapport.rules.goals import GoalResult
    from rapport.rules.results import Results

STYLES = {
    Tone.GOOD: "black on green",
    Tone.FAIR: "black on bright_green",
    Tone.WATCH: "black on yellow",
    Tone.POOR: "black on bright_red",
    Tone.BAD: "white on red",
    Tone.UNRATED: "dim",
}


def print_summary(built: Built) -> None:
    """Print what was built and what to look at."""
    console = Console(highlight=False)
    results = built.results
    if results is None:
        return
    console.print(Text(f"{results.plan.committee}, {results.period.name}", style="bold"))
    table = Table.grid(padding=(0, 2))
    for label, words in _facts(results):
        table.add_row(Text(label, style="dim"), words)
    told = set(built.composing)
    found = counted([finding for finding in built.diagnostics if finding not in told])
    table.add_row(
        Text("Anmärkningar", style="dim"), Text(f"{found} (rapport check visar dem)" if found else "inga")
    )
    for number, file in enumerate(built.files):
        table.add_row(Text("" if number else "Dokument", style="dim"), Text(str(file)))
    console.print(table)


def _facts(results: Results) -> Iterator[tuple[str, Text]]:
    if results.goals:
        yield "Indikatorer", _ratings(results, results.counts())
        rated = [goal.assessment.grade for goal in results.every_goal() if goal.rated]
        yield "Mål", _ratings(results, Counter(rated))
    if results.assignments:
        yield (
            "Uppdrag",
            _ratings(results, Counter([result.assessment.grade for result in results.assignments])),
        )
    for label, words in _variances(results):
        yield label, Text(words)


def _ratings(results: Results, counts: Counter[str | None]) -> Text:
    text = Text()
    scale = next(iter(results.plan.scales.values()), None)
    for key in scale.grades if scale else ():
        grade = grade_named(results.plan, "", key)
        if grade is not None:
            text.append(f" {grade.name} {counts[key]} ", style=STYLES[Tone[grade.tone.name]])
            text.append(" ")
    text.append(f"{UNRATED} {counts[None]}", style="dim")
    return text


def _variances(results: Results) -> Iterator[tuple[str, str]]:
    """Yield the variance of each table's total against the year's budget."""
    for table in results.tables.values():
        totals = [row for row, line in table.table.lines.items() if line.part is RowType.TOTAL]
        columns = [
            key for key, column in table.columns.items() if column.deviation and column.scope is Scope.YEAR
        ]
        if not totals or not columns:
            continue
        amount = table.amount(totals[-1], columns[0])
        if amount.value is not None:
            value = amount.value * shown_factor(table, table.columns[columns[0]])
            yield (
                "Prognos mot budget",
                f"{format_number(value, 0, table.table.shown_unit)} ({table.table.name})",
            )


def print_overview(results: Results, goals: list[tuple[int, GoalResult]], earlier: Results | None) -> None:
    """Print a period at a glance.

    Args:
        results: The period.
        goals: Every goal with its depth, in order.
        earlier: An earlier period to compare ratings with.
    """
    console = Console(highlight=False)
    console.print(Text(f"{results.plan.committee}, {results.period.name}", style="bold"))
    facts = Table.grid(padding=(0, 2))
    for label, words in _facts(results):
        facts.add_row(Text(label, style="dim"), words)
    console.print(facts)
    before = {goal.id: goal.assessment.grade for goal in earlier.every_goal()} if earlier else {}
    tree = Table.grid(padding=(0, 2))
    for depth, goal in goals:
        tree.add_row(
            _chip(results, goal) if goal.rated else Text(""),
            Text("  " * depth + goal.name),
            _was(results, goal, before),
        )
    console.print(tree)
    for heading, lines in _attention(results):
        if lines:
            console.print(Text(f"\n{heading}", style="bold"))
            for line in lines:
                console.print(Text(f"  {line}"))


def _chip(results: Results, goal: GoalResult) -> Text:
    cell = rating_cell(results.plan, goal.assessment)
    return Text(f" {cell.shown} ", style=STYLES[cell.tone])


def _was(results: Results, goal: GoalResult, before: dict[str, str | None]) -> Text:
    if goal.id not in before or before[goal.id] == goal.assessment.grade:
        return Text("")
    grade = grade_named(results.plan, goal.assessment.computed.rule, before[goal.id])
    return Text(f"tidigare {grade.name if grade else UNRATED}", style="dim")


def _attention(results: Results) -> Iterator[tuple[str, list[str]]]:
    """Yield what to look at first: the worst ratings, what is missing, the largest deficits."""
    missing = [(one.committee.name, ABSENCES[one.absence]) for one in results.committees if one.absence]
    yield "Nämnder som inte är med", [f"{name}: {why}" for name, why in missing]
    worst = {list(scale.grades)[-1] for scale in results.plan.scales.values()}
    indicators = list(results.every_indicator())
    yield "Sämsta betyg", [f"{r.name} ({r.id})" for r in indicators if r.assessment.grade in worst]
    yield (
        "Saknar utfall",
        [
            f"{r.name} ({r.id})"
            for r in indicators
            if r.assessment.computed.reason is NotRated.NO_OUTCOME and r.assessment.verdict is None
        ],
    )
    yield "Satta för hand mot regeln", [f"{r.name} ({r.id})" for r in indicators if r.assessment.overridden]
    yield "Störst underskott mot årets budget", _deficits(results)


def _deficits(results: Results, most: int = 5) -> list[str]:
    found = []
    for table in results.tables.values():
        columns = [
            key for key, column in table.columns.items() if column.deviation and column.scope is Scope.YEAR
        ]
        for row, line in table.table.lines.items():
            if line.part is RowType.LINE and columns:
                value = table.amount(row, columns[0]).value
                if value is not None and value < 0:
                    found.append(
                        (
                            value,
                            f"{line.name}: {format_number(value, 0, table.table.unit)} ({table.id}.{row})",
                        )
                    )
    return [words for _, words in sorted(found, key=lambda pair: pair[0])[:most]]
