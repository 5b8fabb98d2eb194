"""What templates see: goals, economy groups and the period under Swedish names, ready to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rapport.compose.sandbox import Markdown
from rapport.model.economy import RowType
from rapport.notation import Period, PeriodKind, Quantity, format_quantity
from rapport.rules.goals import is_reported
from rapport.tables.committees import ABSENCES
from rapport.tables.verdict import UNRATED, grade_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapport.compose.names import Shelf
    from rapport.model.economy import Cause
    from rapport.model.matter import Matter
    from rapport.model.scalar import Prose
    from rapport.model.year import Plan
    from rapport.rules.committees import CommitteeResult
    from rapport.rules.follow_up import AssignmentResult
    from rapport.rules.goals import GoalResult
    from rapport.rules.results import Results


class PeriodView(Struct, frozen=True):
    """The period in words."""

    period: Period

    @property
    def år(self) -> str:
        """The year."""
        return str(self.period.year)

    @property
    def nummer(self) -> str:
        """Which of its kind in the year."""
        return str(self.period.number)

    @property
    def namn(self) -> str:
        """The name: "januari–april 2020"."""
        return self.period.name

    @property
    def kort(self) -> str:
        """The short name: "jan–apr"."""
        return self.period.short_name

    @property
    def rapport(self) -> str:
        """The report that the period makes: "delårsrapport"."""
        return self.period.report

    @property
    def är_kvartal(self) -> bool:
        """Whether the period is a quarter."""
        return self.period.kind is PeriodKind.QUARTER


class GoalView(Struct, frozen=True):
    """A goal: its words, its rating in words, the goals below it."""

    result: GoalResult
    betyg: str
    kommentar: Markdown
    text: Markdown
    mål: tuple[GoalView, ...]
    analys: Markdown
    """What this period's report says of the goal, as opposed to the plan's words."""
    guarantees: tuple[tuple[str, str], ...] = ()
    sign: str = ""
    plural: str = ""
    """What goals of its level are called."""

    @property
    def id(self) -> str:
        """The id."""
        return self.result.id

    @property
    def namn(self) -> str:
        """The name."""
        return self.result.name

    @property
    def nivå(self) -> str:
        """The level."""
        return self.result.goal.level.id

    @property
    def symbol(self) -> str:
        """The rating's symbol, "" when not rated."""
        return self.sign

    @property
    def motivering(self) -> str:
        """Why a person set the rating, "" when nobody did or no reason is given."""
        verdict = self.result.assessment.verdict
        return verdict.reason.rstrip(".") if verdict else ""

    @property
    def garantier(self) -> tuple[tuple[str, str], ...]:
        """The quality guarantees with what is said of each."""
        return self.guarantees

    @property
    def bedöms(self) -> bool:
        """Whether goals of this level are rated."""
        return self.result.rated

    @property
    def har_rader(self) -> bool:
        """Whether a table of the goal would have any rows."""
        return bool(self.result.indicators or self.result.goals or self.result.rated)

    @property
    def delas_upp(self) -> bool:
        """Whether the goals below have goals of their own, so that each is better shown by itself."""
        return not self.result.indicators and any(goal.mål for goal in self.mål)

    @property
    def alla_under(self) -> tuple[GoalView, ...]:
        """Every goal below, parents first."""
        return tuple(one for goal in self.mål for one in (goal, *goal.alla_under))

    @property
    def innehåll(self) -> str:
        """What a table of the goal holds: "nämndmål och indikatorer"."""
        shown = (self, *self.alla_under)
        measured = ["indikatorer"] if any(goal.result.indicators for goal in shown) else []
        return " och ".join([*dict.fromkeys(goal.plural for goal in self.mål), *measured]) or self.plural


def goal_views(
    results: Results, goals: tuple[GoalResult, ...], say: Callable[[Prose], str]
) -> tuple[GoalView, ...]:
    """Return the views of some goals and all below them."""
    return tuple(_goal_view(results, goal, say) for goal in goals)


def _goal_view(results: Results, goal: GoalResult, say: Callable[[Prose], str]) -> GoalView:
    assessment = goal.assessment
    grade = grade_named(results.plan, assessment.computed.rule, assessment.grade)
    comment, text = goal.report.comment, goal.report.text or goal.goal.text
    return GoalView(
        goal,
        grade.name if grade else UNRATED,
        Markdown(say(comment) if comment else ""),
        Markdown(say(text) if text else ""),
        goal_views(results, goal.goals, say),
        Markdown(say(goal.report.text) if goal.report.text else ""),
        tuple((text, _comment(results, key, say)) for key, text in goal.goal.guarantees.items()),
        grade.symbol if grade else "",
        level_view(results.plan, goal.goal.level.id).plural,
    )


def _comment(results: Results, key: str, say: Callable[[Prose], str]) -> Markdown:
    reported = results.report.outcomes.get(key)
    return Markdown(say(reported.comment).strip() if reported and reported.comment else "")


class MatterView(Struct, frozen=True):
    """The matter before the committee."""

    rubrik: str
    förslag: tuple[Markdown, ...]
    sammanfattning: Markdown
    beskrivning: Markdown
    bilagor: tuple[str, ...]
    handläggare: str


def matter_view(matter: Matter, say: Callable[[Prose], str]) -> MatterView:
    """Return the view of a matter."""
    return MatterView(
        matter.heading,
        tuple(Markdown(say(proposal).strip()) for proposal in matter.proposals),
        Markdown(say(matter.summary) if matter.summary else ""),
        Markdown(say(matter.background) if matter.background else ""),
        tuple(matter.enclosures),
        matter.officer,
    )


class NamedView(Struct, frozen=True):
    """Something with an id and a name."""

    id: str
    namn: str


class CommitteeView(Struct, frozen=True):
    """A committee in the council's report."""

    result: CommitteeResult
    namn: str
    kortnamn: str
    saknas: str
    """Why nothing is known of it; "" when something is."""

    @property
    def id(self) -> str:
        """The id."""
        return self.result.id


def committee_view(result: CommitteeResult) -> CommitteeView:
    """Return the view of a committee."""
    absence = ABSENCES[result.absence] if result.absence else ""
    return CommitteeView(result, result.committee.name, result.short, absence)


class TableView(NamedView, frozen=True):
    """An economy table: its id, its name, and whether it is better on a page that lies down."""

    bred: bool = False


class LevelView(Struct, frozen=True):
    """A level of the goal tree, and the goals at the top of the tree that are on it."""

    id: str
    plural: str
    mål: tuple[GoalView, ...] = ()


def level_view(plan: Plan, level: str, goals: tuple[GoalView, ...] = ()) -> LevelView:
    """Return the view of a level; its own name stands where no plural is declared."""
    declared = plan.levels.get(level)
    return LevelView(level, (declared.plural if declared else "") or level, goals)


class AssignmentView(Struct, frozen=True):
    """An assignment: its words, its rating in words, its activities with their statuses."""

    text: str
    givare: str
    status: str
    betyg: str
    inledning: Markdown
    kommentar: Markdown
    aktiviteter: tuple[tuple[str, str], ...]
    villkor: tuple[str, ...]


def assignment_view(
    results: Results, result: AssignmentResult, say: Callable[[Prose], str]
) -> AssignmentView:
    """Return the view of an assignment."""
    declared, report = result.assignment, result.report
    grade = grade_named(results.plan, result.assessment.computed.rule, result.assessment.grade)
    return AssignmentView(
        declared.text,
        declared.giver,
        report.status,
        grade.name if grade else UNRATED,
        Markdown(say(declared.introduction) if declared.introduction else ""),
        Markdown(say(report.comment) if report.comment else ""),
        tuple(
            (step.text, report.activities[key].word if key in report.activities else "")
            for key, step in declared.activities.items()
            if is_reported(step.only_in, results.period)
        ),
        tuple(declared.conditions),
    )


class LineView(Struct, frozen=True):
    """A row of an economy table: its name, its figures by column, its comment and the causes under it."""

    id: str
    namn: str
    figures: Shelf
    kommentar: Markdown
    orsaker: tuple[Markdown, ...]
    deviation: Quantity | None = None

    @property
    def sista_avvikelsen(self) -> Quantity | None:
        """The figure in the last column that is declared a deviation, mostly the forecast's; None without one."""
        return self.deviation

    def __getitem__(self, column: str) -> Any:
        """Return a figure by column."""
        return self.figures[column]


class GroupView(Struct, frozen=True):
    """The rows of an economy table under one heading."""

    id: str
    namn: str
    rader: tuple[LineView, ...]
    summa: LineView | None = None
    """The row that adds the group up."""


def group_views(
    results: Results, key: str, names: Shelf, say: Callable[[Prose], str]
) -> tuple[GroupView, ...]:
    """Return the rows of a table by heading; rows before the first heading have a group without name.

    Raises:
        KeyError: no such table.
    """
    table = results.tables[key]
    reported = results.report.economy.get(key, {})
    groups: list[tuple[str, str, list[LineView]]] = [("", "", [])]
    totals: dict[str, LineView] = {}
    last = next((key for key in reversed(list(table.columns)) if table.columns[key].deviation), "")
    for row, line in table.table.lines.items():
        if line.part is RowType.HEADING:
            groups.append((row, line.name, []))
        if line.is_bare_heading:
            continue
        report = reported.get(row)
        comment = Markdown(say(report.comment)) if report and report.comment else Markdown("")
        causes = tuple(_cause(cause, say) for cause in report.causes) if report else ()
        deviation = names[row].get(last) if last else None
        view = LineView(row, line.name, names[row], comment, causes, deviation)
        groups[-1][2].append(view)
        if line.part in (RowType.SUM, RowType.HEADING):
            totals.setdefault(groups[-1][0], view)
    return tuple(
        GroupView(identity, name, tuple(rows), totals.get(identity))
        for identity, name, rows in groups
        if rows
    )


def _cause(cause: Cause, say: Callable[[Prose], str]) -> Markdown:
    """Return a cause with its amount after it."""
    words = say(cause.text).strip()
    if cause.amount is None:
        return Markdown(words)
    return Markdown(f"{words.rstrip('.')}: {format_quantity(cause.amount.quantity)}")


def is_negative(value: object) -> bool:
    """Whether a figure is a deficit; lets templates choose between "underskott" and "överskott"."""
    return isinstance(value, Quantity) and value.value < 0
