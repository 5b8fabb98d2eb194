"""A new period's files (rapport new): everything to report, empty, with the previous values beside as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.edit.scaffold_activity import DONE, carried_measures, heading, new_activity
from rapport.model.economy import RowType
from rapport.model.follow_up import RiskReport
from rapport.model.scalar import Answer, Figure, Words
from rapport.model.scale import RuleKind
from rapport.notation import Period, format_number, format_period, format_quantity, format_target
from rapport.rules.goals import is_reported, target_for, walk
from rapport.rules.rating import NotRated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sized

    from rapport.model.follow_up import Assignment, Risk
    from rapport.model.goals import Goal
    from rapport.model.year import Year
    from rapport.rules.follow_up import AssignmentResult
    from rapport.rules.results import Results


def new_period(
    year: Year, period: Period, previous: Results | None, texts: Iterable[str] = ()
) -> dict[str, str]:
    """Return the files of a new period by name.

    Args:
        year: The year whose plan says what is to be reported.
        period: The new period.
        previous: What the period before it stated, to show beside; None when there is none.
        texts: The texts that its template asks for, beside those that the period before had.
    """
    files = {
        "utfall.yaml": _outcomes(year, period, previous),
        "ekonomi.yaml": _economy(year, period, previous),
        "uppdrag.yaml": _assignments(year, period, previous),
        "risker.yaml": _risks(year, period, previous),
        "verksamhetsmått.yaml": new_activity(year, period, previous),
        "åtgärder.yaml": carried_measures(period, previous),
        "period.yaml": period_facts(period),
    }
    files = {name: text for name, text in files.items() if not _left_out(name, period, previous)}
    written = [*texts, *(previous.report.texts if previous else ())]
    files |= {f"{name}.md": text_to_write(name, period) for name in dict.fromkeys(written)}
    return {name: content for name, content in files.items() if content}


def period_facts(period: Period) -> str:
    """Return the file with what is said of the report itself, empty."""
    return heading("Uppgifter om rapporten", period) + "datum:\ndiarienummer:\n"


def _outcomes(year: Year, period: Period, previous: Results | None) -> str:
    before = {result.id: result for result in previous.every_indicator()} if previous else {}
    lines: list[str] = []
    for key, goal, _ in walk(year.plan.goals):
        if not is_reported(goal.only_in, period):
            continue
        wanted = {
            name: indicator
            for name, indicator in goal.indicators.items()
            if is_reported(indicator.reported, period)
            and is_reported(indicator.only_in, period)
            and indicator.computed is None
        }
        judged = _judged(year, key, goal)
        if not wanted and not judged:
            continue
        lines += [f"  # {goal.name}", *judged]
        for name, indicator in wanted.items():
            target = target_for(indicator, period)
            facts = [indicator.name]
            if target is not None:
                facts.append(f"målnivå {target.answer or format_target(target.target)}")
            result = before.get(name)
            if result is not None and result.shown is not None and previous is not None:
                facts.append(f"{format_period(previous.period)}: {_words(result.shown)}")
            lines += [f"  # {'; '.join(facts)}", f"  {name}:", "    utfall:", "    kommentar:"]
        lines.append("")
    return heading("Utfall", period) + "utfall:\n" + "\n".join(lines) if lines else ""


def _left_out(name: str, period: Period, previous: Results | None) -> bool:
    """Whether the last report of the same kind didn't take up what a file is for; months may be about money alone."""
    if previous is None or previous.period.kind is not period.kind:
        return False
    told: dict[str, Sized] = {
        "utfall.yaml": previous.report.outcomes,
        "uppdrag.yaml": previous.report.assignments,
        "risker.yaml": previous.report.risks,
        "verksamhetsmått.yaml": previous.report.activity,
    }
    return name in told and not previous.takes_up(told[name])


def _judged(year: Year, key: str, goal: Goal) -> list[str]:
    """Return the place for the verdict of a goal that no rule rates."""
    level = year.plan.levels.get(goal.level.id)
    named = goal.rule or (level.rule if level else None)
    rule = year.plan.rules.get(named.id) if named else None
    if rule is None or rule.kind is not RuleKind.JUDGED:
        return []
    scale = year.plan.scales.get(rule.scale.id)
    grades = ", ".join(scale.grades) if scale else ""
    return [f"  {key}:", f"    bedömning:   # betyg ({grades}) och motivering", "    kommentar:"]


def _words(value: Figure | Answer | Words) -> str:
    if isinstance(value, Figure):
        return format_quantity(value.quantity)
    return value.word if isinstance(value, Answer) else value.words


def _economy(year: Year, period: Period, previous: Results | None) -> str:
    blocks = [_table(year, key, previous) for key in year.plan.economy]
    blocks = [block for block in blocks if block]
    start = heading("Utfall, periodens budget och prognos", period)
    return start + "ekonomi:\n" + "\n".join(blocks) if blocks else ""


def _table(year: Year, key: str, previous: Results | None) -> str:
    from rapport.rules.economy import columns_of  # noqa: PLC0415  only tables need it

    table = year.plan.economy[key]
    columns = columns_of(table, year.layouts)
    typed = [
        name
        for name, column in columns.items()
        if not column.formula and not column.rule and not column.previous
    ]
    lines = [f"  {key}:"]
    for row, line in table.lines.items():
        if line.part is not RowType.LINE or line.fetched is not None:
            continue
        wanted = [name for name in typed if name not in line.figures]
        if not wanted:
            continue
        budget = line.figures.get("budget")
        known = f"; årets budget {_words(budget)}" if isinstance(budget, Figure) else ""
        lines += [f"    # {line.name}{known}", f"    {row}:"]
        lines += [f"      {name}:{_before(previous, key, row, name)}" for name in wanted]
        lines.append("      kommentar:")
    return "\n".join(lines) + "\n" if len(lines) > 1 else ""


def _before(previous: Results | None, table: str, row: str, column: str) -> str:
    if previous is None or table not in previous.tables:
        return ""
    amount = previous.tables[table].amount(row, column)
    if amount.value is None:
        return ""
    return f"   # {format_period(previous.period)}: {format_number(amount.value, amount.decimals)}"


def _assignments(year: Year, period: Period, previous: Results | None) -> str:
    """Return the assignments that are still open, or all where nothing is known of them."""
    before = {result.id: result for result in previous.assignments} if previous else {}
    lines: list[str] = []
    for key, assignment in year.plan.assignments.items():
        if not is_reported(assignment.only_in, period):
            continue
        result = before.get(key)
        rule = year.plan.rules.get(result.assessment.computed.rule) if result else None
        best = next(iter(rule.statuses), None) if rule else None
        if result is not None and best is not None and result.assessment.grade == best:
            lines += [f"  # {assignment.text}", f"  {key}: {result.report.status}", ""]
            continue
        told = result is not None and result.assessment.computed.reason is not NotRated.NO_STATUS
        was = (
            f"   # {format_period(previous.period)}: {result.report.status}"
            if told and previous and result
            else ""
        )
        lines += [f"  # {assignment.text}", f"  {key}:", f"    status:{was}"]
        lines += [*_steps(assignment, result, period, previous), "    kommentar:", ""]
    return heading("Uppdrag: status", period) + "uppdrag:\n" + "\n".join(lines) if lines else ""


def _steps(
    assignment: Assignment, result: AssignmentResult | None, period: Period, previous: Results | None
) -> Iterator[str]:
    """Yield the activities of an assignment with the status that each had."""
    wanted = {key: step for key, step in assignment.activities.items() if is_reported(step.only_in, period)}
    if wanted:
        yield "    aktiviteter:"
    for key, step in wanted.items():
        was = result.report.activities[key] if result and key in result.report.activities else ""
        if was.casefold() in DONE:
            yield f"      {key}: {was}   # {step.text}"
            continue
        before = f"; {format_period(previous.period)}: {was}" if was and previous else ""
        yield f"      {key}:   # {step.text}{before}"


def _risks(year: Year, period: Period, previous: Results | None) -> str:
    """Return the risks with their last score and follow-up beside, and what is still to be done about them."""
    lines: list[str] = []
    for key, risk in year.plan.risks.items():
        if not is_reported(risk.only_in, period):
            continue
        before = previous.report.risks.get(key, RiskReport()) if previous else RiskReport()
        lines.append(f"  # {risk.text}")
        planned = {"sannolikhet": risk.likelihood, "konsekvens": risk.impact}
        reported = {"sannolikhet": before.likelihood, "konsekvens": before.impact}
        told = [f"{name} {figure.quantity.written}" for name, figure in planned.items() if figure is not None]
        if told:
            lines.append(
                f"  # Planen: {', '.join(told)}. Skriv sannolikhet: och konsekvens: om de är andra nu."
            )
        if before.comment is not None and previous is not None:
            lines.append(f"  # {format_period(previous.period)}: {' '.join(before.comment.text.split())}")
        # Left out, the plan's would hold again.
        kept = [
            f"    {name}: {figure.quantity.written}   # som i {format_period(previous.period)}"
            for name, figure in reported.items()
            if figure is not None and previous is not None
        ]
        lines += [f"  {key}:", *kept, "    kommentar:", *_risk_measures(risk, before, previous), ""]
    return heading("Risker: uppföljning", period) + "risker:\n" + "\n".join(lines) if lines else ""


def _risk_measures(risk: Risk, before: RiskReport, previous: Results | None) -> Iterator[str]:
    """Yield what is done about a risk: what is finished as it is, the rest with the status that it had."""
    if risk.measures:
        yield "    åtgärder:"
    for key, measure in risk.measures.items():
        was = before.measures[key].status if key in before.measures else ""
        if was.casefold() in DONE:
            yield f"      {key}: {was}   # {measure.text}"
            continue
        since = f"; {format_period(previous.period)}: {was}" if was and previous else ""
        yield f"      {key}:   # {measure.text}{since}"
        yield "        status:"


def text_to_write(name: str, period: Period) -> str:
    """Return a text that nobody has written yet; `rapport check` says that it is empty."""
    return f"{{# {name} för {period.name}: skriv texten här och ta bort den här raden. #}}\n"


def describe(files: dict[str, str]) -> Iterator[str]:
    """Yield one line per file: its name and how much there is to fill in."""
    for name, content in files.items():
        empty = _places(content)
        yield f"{name}: {empty} {'uppgift' if empty == 1 else 'uppgifter'} att fylla i" if empty else name


def _places(content: str) -> int:
    """Return how many values are to be filled in: keys with nothing after them and nothing below."""
    lines = [bare.rstrip() for line in content.splitlines() if (bare := line.split("#")[0]).strip()]
    depths = [len(line) - len(line.lstrip(" ")) for line in lines] + [0]
    return sum(line.endswith(":") and depths[n + 1] <= depths[n] for n, line in enumerate(lines))
