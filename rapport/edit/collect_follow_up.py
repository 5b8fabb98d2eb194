"""The sheets of assignments and risks: status, follow-up, likelihood and impact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.edit.form import Column, Content, Fact, Field, Kind, Live, Row, Sheet
from rapport.model.follow_up import AssignmentReport, RiskReport
from rapport.rules.goals import is_reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.edit.asking import Asking
    from rapport.model.follow_up import Risk
    from rapport.model.scalar import Figure

ASSIGNMENTS, RISKS = "uppdrag", "risker"
STATUS_HELP = "Välj en status i listan. Lämna cellen som den är om inget har ändrats."
COMMENT_HELP = "Skriv som det ska stå i rapporten. Alt+Enter ger ny rad."
SCORE_HELP = "Skriv bara om värdet har ändrats sedan planen."


def assignment_sheet(asked: Asking) -> Sheet:
    """Return the sheet of assignments and the steps they are made of."""
    rows: list[Row] = []
    for key, assignment in asked.year.plan.assignments.items():
        period = asked.results.period
        if not (is_reported(assignment.only_in, period) and is_reported(assignment.reported, period)):
            continue
        rows.append(_assignment_row(asked, key))
        rows += _step_rows(asked, key)
    columns = (
        Column("givare", "Givare", 26),
        Column("namn", "Uppdrag", 62),
        Column("tidigare", f"Status {asked.before}", 15),
        Column("status", "Status nu", 15, STATUS_HELP),
        Column("kommentar", "Kommentar", 60, COMMENT_HELP),
    )
    return Sheet("Uppdrag", "Uppdrag", _used(columns, rows), tuple(rows))


def _used(columns: tuple[Column, ...], rows: list[Row]) -> tuple[Column, ...]:
    used = {name for row in rows for name in row.cells}
    return tuple(column for column in columns if column.field in used)


def _words(asked: Asking) -> tuple[str, ...]:
    """Return the status words that the year's rule knows, best first."""
    reference = asked.year.plan.default_rules.assignment
    rule = asked.year.plan.rules.get(reference.id) if reference else None
    return tuple(word for words in rule.statuses.values() for word in words) if rule else ()


def _assignment_row(asked: Asking, key: str) -> Row:
    assignment = asked.year.plan.assignments[key]
    place = (ASSIGNMENTS, key)
    status = Field((*place, "status"), Kind.CHOICE, words=_words(asked))
    comment = Field((*place, "kommentar"), Kind.TEXT)
    cells: dict[str, Content] = {
        "namn": Fact(assignment.text),
        "status": asked.input(status),
        "kommentar": asked.input(comment),
    }
    if assignment.giver:
        cells["givare"] = Fact(assignment.giver)
    before = _assignments_before(asked).get(key)
    if before is not None and before.status:
        cells["tidigare"] = Fact(before.status)
    return Row("/".join(place), cells, asked.owner(assignment.owner))


def _assignments_before(asked: Asking) -> dict[str, AssignmentReport]:
    return asked.previous.report.assignments if asked.previous else {}


def _step_rows(asked: Asking, key: str) -> Iterator[Row]:
    before = _assignments_before(asked).get(key, AssignmentReport())
    assignment = asked.year.plan.assignments[key]
    for step, activity in assignment.activities.items():
        if not is_reported(activity.only_in, asked.results.period):
            continue
        path = (ASSIGNMENTS, key, "aktiviteter", step)
        field = Field(path, Kind.CHOICE, words=_words(asked))
        cells: dict[str, Content] = {"namn": Fact(f"– {activity.text}"), "status": asked.input(field)}
        if step in before.activities:
            cells["tidigare"] = Fact(before.activities[step])
        yield Row("/".join(path), cells, asked.owner(assignment.owner))


def risk_sheet(asked: Asking) -> Sheet:
    """Return the sheet of risks and what is done about them."""
    rows: list[Row] = []
    for key, risk in asked.year.plan.risks.items():
        if is_reported(risk.only_in, asked.results.period):
            rows += [_risk_row(asked, key, risk), *_measure_rows(asked, key, risk)]
    columns = (
        Column("typ", "Typ", 18),
        Column("namn", "Risk och åtgärd", 56),
        Column("sannolikhet-plan", "Sannolikhet i planen", 12),
        Column("sannolikhet", "Sannolikhet nu", 12, SCORE_HELP),
        Column("konsekvens-plan", "Konsekvens i planen", 12),
        Column("konsekvens", "Konsekvens nu", 12, SCORE_HELP),
        Column("riskvärde", "Riskvärde", 10),
        Column("status", "Åtgärdens status", 15, STATUS_HELP),
        Column("färdiggrad", "Färdiggrad (%)", 11, "Skriv hur många procent som är gjort, till exempel 75."),
        Column("tidigare", f"Uppföljning {asked.before}", 40),
        Column("kommentar", "Uppföljning nu", 60, COMMENT_HELP),
    )
    return Sheet("Risker", "Risker", _used(columns, rows), tuple(rows))


def _risk_row(asked: Asking, key: str, risk: Risk) -> Row:
    comment = Field((RISKS, key, "kommentar"), Kind.TEXT)
    cells: dict[str, Content] = {"namn": Fact(risk.text), "kommentar": asked.input(comment)}
    if risk.type:
        cells["typ"] = Fact(risk.type)
    before = asked.previous.report.risks.get(key) if asked.previous else None
    if before is not None and before.comment is not None:
        cells["tidigare"] = Fact(" ".join(before.comment.text.split()))
    if risk.likelihood is not None and risk.impact is not None:
        cells |= _scores(asked, key, risk.likelihood, risk.impact)
    return Row(f"{RISKS}/{key}", cells, asked.owner(risk.owner))


def _scores(asked: Asking, key: str, likelihood: Figure, impact: Figure) -> dict[str, Content]:
    """Return likelihood and impact, as planned and as changed, and their product."""
    report = asked.results.report.risks.get(key, RiskReport())
    now = (report.likelihood or likelihood).quantity.value * (report.impact or impact).quantity.value
    cells: dict[str, Content] = {}
    for name, figure in (("sannolikhet", likelihood), ("konsekvens", impact)):
        field = Field((RISKS, key, name), Kind.OUTCOME)
        cells[f"{name}-plan"] = Fact(figure.quantity.value)
        cells[name] = asked.input(field)
    factors = "*".join(f"IF(COUNT({{{n}}})=0,{{{n}-plan}},{{{n}}})" for n in ("sannolikhet", "konsekvens"))
    cells["riskvärde"] = Live(factors, now)
    return cells


def _measure_rows(asked: Asking, key: str, risk: Risk) -> Iterator[Row]:
    for name, measure in risk.measures.items():
        path = (RISKS, key, "åtgärder", name)
        status = Field((*path, "status"), Kind.CHOICE, words=_words(asked))
        progress = Field((*path, "färdiggrad"), Kind.OUTCOME, "%")
        owner = measure.owner or risk.owner
        cells: dict[str, Content] = {
            "namn": Fact(f"– {measure.text}"),
            "status": asked.input(status),
            "färdiggrad": asked.input(progress),
        }
        yield Row("/".join(path), cells, asked.owner(owner))
