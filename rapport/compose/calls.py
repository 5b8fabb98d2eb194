"""What templates call: each function places or returns something of the period, under its Swedish name.

The module is long because everything that a template may call is here, one short function each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from rapport.compose.document import (
    ChartBlock,
    Contents,
    Cover,
    Paragraph,
    Role,
    TableBlock,
    Text,
)
from rapport.compose.markdown import NEW_PAGE, Markers, inline, landscape
from rapport.compose.review import unmarked
from rapport.compose.sandbox import Markdown
from rapport.compose.views import (
    AssignmentView,
    CommitteeView,
    GoalView,
    LevelView,
    MatterView,
    NamedView,
    PeriodView,
    TableView,
    assignment_view,
    committee_view,
    goal_views,
    group_views,
    is_negative,
    level_view,
    matter_view,
)
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import NotationError, parse_period
from rapport.origin import Origin
from rapport.rules.goals import nearest_rated
from rapport.tables.activity import activity_table, history_table
from rapport.tables.change import change_table
from rapport.tables.chart import drawing
from rapport.tables.committees import Counted, committee_goals, committee_overview, serving_matrix
from rapport.tables.context import Context
from rapport.tables.economy import economy_table
from rapport.tables.follow_up import assignment_summary, assignment_table, risk_table
from rapport.tables.goals import area_table, goal_table, overview_table
from rapport.tables.legend import legend, legend_sentence
from rapport.tables.measures import measure_groups, measure_table, risk_matrix, risk_plan_table
from rapport.tables.plan import key_figure_table, plan_table, serving_plan_table
from rapport.tables.reconciliation import reconciliation_summary
from rapport.tables.verdict import verdict_remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rapport.compose.expressions import Renderer
    from rapport.compose.names import Shelf
    from rapport.model.scalar import Prose
    from rapport.notation import Period
    from rapport.rules.rating import Assessment
    from rapport.rules.results import Results
    from rapport.tables.cell import Table

UPRIGHT_COLUMNS = 7
"""More columns of figures than so make an economy table wide."""


class Composer(Struct):
    """Holds what the functions that templates call have to share."""

    results: Results
    renderer: Renderer
    markers: Markers = field(default_factory=Markers)
    cover: Cover | None = None
    other: Callable[[Period], Results | None] | None = None
    """Gives the results of another period, for what has changed since."""
    tables: int = 0
    charts: int = 0
    used: set[str] = field(default_factory=set)

    @property
    def context(self) -> Context:
        """The results, and how comments in them are rendered: expressions filled in, on one line."""
        return Context(self.results, self._plain)

    def _plain(self, prose: Prose) -> str:
        return unmarked("".join(run.text for run in inline(on_one_line(self.renderer.prose(prose)))))

    def _place(self, table: Table) -> Markdown:
        """Place a table; one without rows is left out."""
        if not table.rows:
            return Markdown("")
        self.tables += 1
        return Markdown(self.markers.hold(TableBlock(table, self.tables)))

    def _unknown(self, what: str, name: str) -> Markdown:
        self.renderer.report_unknown(what, name)
        return Markdown("")

    # What templates call, by its Swedish name.

    def omslag(self, titel: str, undertitel: str = "", avsändare: str = "") -> Markdown:
        """Set the cover; the sender is the committee unless another is named.

        The period stands below the title unless the title tells it.
        """
        plan, report = self.results.plan, self.results.report
        facts = [
            ("Datum", report.date.isoformat() if report.date else ""),
            ("Diarienummer", report.registration),
        ]
        facts += [("Status", report.status)]
        self.cover = Cover(
            titel,
            undertitel or ("" if self.results.period.name in titel else self.results.period.name),
            plan.municipality,
            avsändare or plan.committee,
            report.scope or plan.scope,
            plan.motto,
            tuple((label, value) for label, value in facts if value),
        )
        return Markdown("")

    def innehåll(self, djup: int = 3) -> Markdown:
        """Place the table of contents."""
        return Markdown(self.markers.hold(Contents(depth=djup)))

    def text(self, namn: str, *, valfri: bool = False) -> Markdown:
        """Return a piece of prose by its id; a missing one is reported unless it is optional."""
        prose = self.results.report.texts.get(namn) or self.results.plan.texts.get(namn)
        self.used.add(namn)
        if prose is None:
            if not valfri:
                self._missing_text(namn)
            return Markdown("")
        faults = len(self.renderer.diagnostics)
        words = self.renderer.prose(prose, {"diagram": self.diagram})
        # What is blank as it stands is told by `empty-text`; this is about what turns out to be.
        is_unexpected = not valfri and not prose.is_blank and len(self.renderer.diagnostics) == faults
        if not words.strip() and is_unexpected:
            self._missing_text(namn)
        return Markdown(words)

    def _missing_text(self, name: str) -> None:
        period = self.results.period
        folder = f"data/{period.year}/{period.part}"
        message = f"avsnittet ”{name}” har ingen text"
        remedy = f"skriv den i {folder}/{name}.md"
        self.renderer.diagnostics.append(
            Diagnostic("missing-text", Level.WARNING, Origin(folder), message, remedy)
        )

    def förklaring(self, regel: str, rubrik: str = "Så sätts bedömningen.") -> Markdown:
        """Place the note that explains a rule, generated from the rule."""
        if regel not in self.results.plan.rules:
            return self._unknown("regeln", regel)
        runs: list[Text] = [Text(f"{rubrik} ", bold=True)]
        for grade, meaning in legend(self.results.plan, regel):
            if meaning:
                runs += [Text(f"{grade}: ", bold=True), Text(f"{meaning}. ")]
        note = self.results.plan.rules[regel].note
        if note:
            runs.append(Text(note.rstrip(".") + "."))
        return Markdown(self.markers.hold(Paragraph(_trimmed(runs), Role.NOTE)))

    def förklaringar(self, om: str = "mål") -> Markdown:
        """Place a note for every rule that goals and indicators, ``uppdrag`` or ``risker`` are rated by."""
        plan = self.results.plan
        rated: dict[str, Callable[[], Iterable[Assessment]]] = {
            "mål": lambda: (
                *(found.assessment for found in self.results.every_indicator()),
                *(goal.assessment for goal in self.results.every_goal() if goal.rated),
            ),
            "uppdrag": lambda: (found.assessment for found in self.results.assignments),
            "risker": lambda: (found.assessment for found in self.results.risks),
        }
        if om not in rated:
            return self._unknown("slaget", om)
        assessed = rated[om]()
        used = dict.fromkeys(found.computed.rule for found in assessed if found.computed.rule in plan.rules)
        notes = [self.förklaring(rule, f"Så bedöms {plan.rules[rule].about or rule}.") for rule in used]
        return Markdown("".join(notes))

    def förklaringstext(self, regel: str) -> str:
        """Return the explanation of a rule as running text."""
        return legend_sentence(self.results.plan, regel)

    def ingress(self, text: str) -> Markdown:
        """Place an opening paragraph."""
        return Markdown(self.markers.hold(Paragraph(inline(str(text)), Role.LEAD)))

    def mål(self, nivå: str = "") -> tuple[GoalView, ...]:
        """Return goals: those of a level, or the top of the tree."""
        if not nivå:
            return goal_views(self.results, self.results.goals, self.renderer.prose)
        found = tuple(goal for goal in self.results.every_goal() if goal.goal.level.id == nivå)
        if nivå not in self.results.plan.levels:
            self._unknown("nivån", nivå)
        return goal_views(self.results, found, self.renderer.prose)

    def målkapitel(self) -> tuple[LevelView, ...]:
        """Return the top of the goal tree by level, in the order that the tree has them first."""
        goals = goal_views(self.results, self.results.goals, self.renderer.prose)
        levels = dict.fromkeys(goal.nivå for goal in goals)
        return tuple(
            level_view(self.results.plan, level, tuple(goal for goal in goals if goal.nivå == level))
            for level in levels
        )

    def bedömda_nivåer(self) -> tuple[LevelView, ...]:
        """Return the levels that have rated goals, in the order that the tree has them first."""
        rated = dict.fromkeys(goal.goal.level.id for goal in self.results.every_goal() if goal.rated)
        return tuple(level_view(self.results.plan, level) for level in rated)

    def ett_mål(self, namn: str) -> GoalView | None:
        """Return one goal by id."""
        found = tuple(goal for goal in self.results.every_goal() if goal.id == namn)
        if not found:
            self._unknown("målet", namn)
            return None
        return goal_views(self.results, found, self.renderer.prose)[0]

    def måltabell(self, mål: GoalView, rubrik: str, *, egen_rad: bool = True) -> Markdown:
        """Place the table of a goal; ``egen_rad=false`` leaves out the row of the goal itself."""
        return self._place(goal_table(self.context, mål.result, rubrik, own_row=egen_rad))

    def bedömning(self, mål: GoalView) -> Markdown:
        """Place a goal's rating with the reason for it; nothing for a goal that isn't rated."""
        if not mål.bedöms:
            return Markdown("")
        sign = f"{mål.symbol} " if mål.symbol else ""
        runs = [Text("Bedömning: ", bold=True), Text(f"{sign}{mål.betyg}", bold=True)]
        reason = verdict_remark(self.results.plan, mål.result.assessment) or mål.motivering
        runs.append(Text(f". {reason.rstrip('.')}." if reason else "."))
        return Markdown(self.markers.hold(Paragraph(tuple(runs))))

    def områdesöversikt(self, rubrik: str) -> Markdown:
        """Place the rated goals at the top of the tree side by side; nothing when none is rated."""
        rated = [goal for goal in self.results.goals if goal.rated]
        return self._place(area_table(self.context, rated, rubrik)) if rated else Markdown("")

    def målöversikt(self, nivå: str, rubrik: str) -> Markdown:
        """Place the overview of the rated goals of a level."""
        return self._place(overview_table(self.context, nivå, rubrik))

    def nämnder(self) -> tuple[CommitteeView, ...]:
        """Return the committees that the council's report sums up."""
        return tuple(committee_view(one) for one in self.results.committees)

    def nämndöversikt(self, rubrik: str, vad: str = "mål") -> Markdown:
        """Place how many goals, or indicators, of each committee have each grade."""
        if vad not in {word.value for word in Counted}:
            return self._unknown("nämndöversikten", vad)
        return self._place(committee_overview(self.context, rubrik, Counted(vad)))

    def målmatris(self, rubrik: str) -> Markdown:
        """Place the council's goals against the committees that serve them."""
        return self._place(serving_matrix(self.context, rubrik))

    def nämndens_mål(self, nämnd: CommitteeView, rubrik: str) -> Markdown:
        """Place a committee's goals with their ratings; nothing where it has none or nothing is known of it."""
        return self._place(committee_goals(self.context, nämnd.result, rubrik))

    def ekonomitabell(self, namn: str) -> Markdown:
        """Place an economy table."""
        if namn not in self.results.tables:
            return self._unknown("ekonomitabellen", namn)
        return self._place(economy_table(self.context, namn))

    def ekonomitabeller(self) -> tuple[TableView, ...]:
        """Return the economy tables that the report is about."""
        tables = self.results.own_tables.items()
        return tuple(
            TableView(
                key,
                table.table.name,
                sum(column.shown for column in table.columns.values()) > UPRIGHT_COLUMNS,
            )
            for key, table in tables
        )

    def grupper(self, tabell: str) -> Any:
        """Return the rows of an economy table by heading."""
        if tabell not in self.results.tables:
            self._unknown("ekonomitabellen", tabell)
            return ()
        shelf: Shelf = self.renderer.names["ekonomi"][tabell]
        return group_views(self.results, tabell, shelf, self.renderer.prose)

    def uppdragstabell(self, rubrik: str, slag: str = "") -> Markdown:
        """Place the table of all assignments, or of one sort."""
        return self._place(assignment_table(self.context, rubrik, slag))

    def uppdragssammanställning(self, rubrik: str) -> Markdown:
        """Place the count of assignments per rating; nothing when there are none."""
        return (
            Markdown("")
            if not self.results.assignments
            else self._place(assignment_summary(self.context, rubrik))
        )

    def risktabell(self, rubrik: str) -> Markdown:
        """Place the table of risks."""
        return self._place(risk_table(self.context, rubrik))

    def ny_sida(self) -> Markdown:
        """Let the next heading open a page."""
        return Markdown(NEW_PAGE)

    def plantabell(self, mål: GoalView, rubrik: str, *, egen_rad: bool = True) -> Markdown:
        """Place the table of a goal as the nämndplan has it: targets and earlier values."""
        return self._place(plan_table(self.context, mål.result, rubrik, own_row=egen_rad))

    def bidragande_mål(self, mål: GoalView, rubrik: str) -> Markdown:
        """Place the committees' goals that serve a council's goal, with their targets; nothing when none does."""
        return self._place(serving_plan_table(self.context, mål.result, rubrik))

    def nyckeltal(self, mål: GoalView, rubrik: str) -> Markdown:
        """Place the key figures of a goal, if it has any."""
        if not mål.result.goal.key_figures:
            return Markdown("")
        return self._place(key_figure_table(self.context, mål.result, rubrik))

    def månadsremsa(self, mål: GoalView, rubrik: str) -> Markdown:
        """Place the ratings of a goal, or of the rated ones below it, by month; nothing when no month is rated."""
        if not any(self.results.history.get(goal.id) for goal in nearest_rated(mål.result)):
            return Markdown("")
        return self._place(history_table(self.context, mål.result, rubrik))

    def verksamhetsmått(self, *, redovisade: bool = False) -> tuple[NamedView, ...]:
        """Return the groups of activity measures, or those that any figures are reported of."""
        told = {group for (group, _), values in self.results.series.items() if values}
        groups = self.results.plan.activity.items()
        return tuple(NamedView(key, group.name) for key, group in groups if key in told or not redovisade)

    def måttabell(self, grupp: NamedView) -> Markdown:
        """Place the activity measures of a group, month by month."""
        return self._place(activity_table(self.context, grupp.id))

    def åtgärder(self) -> tuple[NamedView, ...]:
        """Return the areas that have measures."""
        return tuple(NamedView(key, group.name) for key, group in measure_groups(self.results).items())

    def åtgärdstabell(self, område: NamedView, rubrik: str) -> Markdown:
        """Place the measures of an area."""
        return self._place(measure_table(self.context, område.id, rubrik))

    def riskmatris(self, rubrik: str) -> Markdown:
        """Place the risk matrix; nothing when no risk has a likelihood and an impact."""
        valued = any(result.value is not None for result in self.results.risks)
        return self._place(risk_matrix(self.context, rubrik)) if valued else Markdown("")

    def riskplan(self, rubrik: str, *, kommentarer: bool = True) -> Markdown:
        """Place the follow-up of the risk plan; nothing when no risk has a measure."""
        if not any(result.risk.measures for result in self.results.risks):
            return Markdown("")
        return self._place(risk_plan_table(self.context, rubrik, comments=kommentarer))

    def uppdrag(self, slag: str = "") -> tuple[AssignmentView, ...]:
        """Return the assignments, or those of one sort."""
        found = [result for result in self.results.assignments if not slag or result.assignment.kind == slag]
        return tuple(assignment_view(self.results, result, self.renderer.prose) for result in found)

    def årshjul(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the year wheel: what happens when."""
        return tuple((when, tuple(what)) for when, what in self.results.plan.year_wheel.items())

    def diagram(self, namn: str) -> Markdown:
        """Place a chart; where its figures are lost, one line that says so."""
        if namn not in self.results.plan.charts:
            return self._unknown("diagrammet", namn)
        drawn = drawing(self.context, namn)
        if drawn is not None:
            self.charts += 1
            return Markdown(self.markers.hold(ChartBlock(drawn, self.charts)))
        chart = self.results.plan.charts[namn]
        words = f"Diagrammet ”{chart.name}” visas inte: {(chart.lost or 'inga värden är redovisade').rstrip('.')}."
        return Markdown(self.markers.hold(Paragraph((Text(words, italic=True),))))

    def måttdiagram(self, grupp: NamedView) -> Markdown:
        """Place the charts that are drawn from the activity measures of a group."""
        charts = self.results.plan.charts.items()
        drawn = [
            key
            for key, chart in charts
            if chart.measures and all(m.id.partition(".")[0] == grupp.id for m in chart.measures)
        ]
        return Markdown("".join(self.diagram(key) for key in drawn))

    def avstämning(self, rubrik: str) -> Markdown:
        """Place every tie-out with its verdict; wide, so put it on landscape pages."""
        return self._place(reconciliation_summary(self.context, rubrik))

    def ändringar(self, från: str, rubrik: str) -> Markdown:
        """Place what has changed since another period, such as the year's plan; nothing when nothing has."""
        try:
            earlier = self.other(parse_period(från)) if self.other else None
        except NotationError:
            earlier = None
        if earlier is None:
            return self._unknown("perioden", från)
        return self._place(change_table(earlier, self.results, rubrik))

    def liggande(self, caller: Callable[[], str]) -> Markdown:
        """Put what the call block contains on landscape pages."""
        return Markdown(landscape(caller()))

    def _matter(self) -> MatterView | None:
        matter = self.results.report.matter
        return matter_view(matter, self.renderer.prose) if matter else None

    def functions(self) -> dict[str, Any]:
        """Return everything that templates may call or name besides figures."""
        plan = self.results.plan
        calls = (
            self.omslag, self.innehåll, self.text, self.förklaring, self.förklaringstext, self.ingress, self.mål,
            self.ett_mål, self.måltabell, self.målöversikt, self.ekonomitabell, self.grupper, self.uppdragstabell,
            self.uppdragssammanställning, self.risktabell, self.liggande, self.ny_sida, self.plantabell,
            self.nyckeltal, self.månadsremsa, self.verksamhetsmått, self.måttabell, self.åtgärder,
            self.åtgärdstabell, self.riskmatris, self.riskplan, self.uppdrag, self.årshjul, self.diagram,
            self.bedömning, self.områdesöversikt, self.ekonomitabeller, self.förklaringar, self.måttdiagram,
            self.avstämning, self.ändringar, self.nämnder, self.nämndöversikt, self.målmatris, self.nämndens_mål,
            self.bidragande_mål,
            self.avstämning, self.ändringar, self.målkapitel, self.bedömda_nivåer,
        )  # fmt: skip
        words = {
            "ärende": self._matter(),
            "period": PeriodView(self.results.period),
            "nämnd": plan.committee,
            "kommun": plan.municipality,
            "förvaltning": plan.administration,
            "underskott": is_negative,
        }
        return words | {call.__name__: call for call in calls}


def on_one_line(markdown: str) -> str:
    """Return a comment as running text: the items of a list separated by commas."""
    lines = [line.strip() for line in markdown.splitlines() if line.strip()]
    pieces: list[str] = []
    for line in lines:
        item = re.fullmatch(r"[-*] +(.*)", line)
        follows = bool(pieces) and not pieces[-1].endswith((":", "."))
        pieces.append((", " if item and follows else " " if pieces else "") + (item[1] if item else line))
    return "".join(pieces)


def _trimmed(runs: list[Text]) -> tuple[Text, ...]:
    last = runs[-1]
    return (*runs[:-1], Text(last.text.rstrip(), last.bold, last.italic, last.link))
