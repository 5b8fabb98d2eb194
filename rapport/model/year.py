"""A committee's year (år): what holds for all of it, and what each period reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Struct, field

from rapport.model.acknowledgement import Acknowledgement
from rapport.model.activity import ActivityGroup, ActivityReport, Chart, MeasureGroup
from rapport.model.committee import Committee
from rapport.model.decision import Decision, RevokedDecision
from rapport.model.economy import EconomyReport, EconomyTable, Layouts
from rapport.model.follow_up import Assignment, AssignmentEntry, Risk, RiskEntry
from rapport.model.goals import Goal, OutcomeEntry
from rapport.model.kolada import KoladaPlace
from rapport.model.ledger import LedgerMapping
from rapport.model.matter import Matter
from rapport.model.record import ById, ByName, Field, Record, Written, shorthand
from rapport.model.scalar import Date, FigureField, OptionalText, PlacedField, ProseField, Text
from rapport.model.scale import DefaultRules, GoalLevels, Rules, Scales
from rapport.notation.period import PeriodKind
from rapport.written import Entry, key_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.diagnostic import Diagnostic
    from rapport.notation import Period
    from rapport.origin import Origin


class Plan(Record):
    """Everything in the year's own folder: the committee, its rules, its goals, tables, assignments and risks."""

    municipality: OptionalText = Field(default="", key="kommun")
    committee: OptionalText = Field(default="", key="nämnd")
    administration: OptionalText = Field(default="", key="förvaltning")
    committees: ById[Annotated[Committee, shorthand("namn")]] = Field(default_factory=dict, key="nämnder")
    """The committees whose projects this one, the council's, sums up."""
    scope: OptionalText = Field(default="", key="omfattning")
    """What of the committee's work the documents cover."""
    motto: OptionalText = ""
    millions: Text = Field(default="Mkr", key="miljoner")
    """The word for millions of kronor in running text."""
    scales: Scales = Field(default_factory=dict, key="skalor")
    rules: Rules = Field(default_factory=dict, key="regler")
    default_rules: DefaultRules = Field(default_factory=DefaultRules, key="standardregler")
    levels: GoalLevels = Field(default_factory=dict, key="nivåer")
    goals: ById[Goal] = Field(default_factory=dict, key="mål")
    economy: ById[EconomyTable] = Field(default_factory=dict, key="ekonomi")
    assignments: ById[Annotated[Assignment, shorthand("text")]] = Field(default_factory=dict, key="uppdrag")
    risks: ById[Annotated[Risk, shorthand("text")]] = Field(default_factory=dict, key="risker")
    units: ById[PlacedField] = Field(default_factory=dict, key="enheter")
    """The organisation's units by id."""
    activity: ById[ActivityGroup] = Field(default_factory=dict, key="verksamhetsmått")
    measures: ById[MeasureGroup] = Field(default_factory=dict, key="åtgärder")
    charts: ById[Chart] = Field(default_factory=dict, key="diagram")
    year_wheel: ByName[list[Text]] = Field(default_factory=dict, key="årshjul")
    templates: ByName[Text] = Field(default_factory=dict, key="mallar")
    """Which template a report is made from, where it isn't the one with the report's own name."""
    word_template: Text = Field(default="rapport.docx", key="wordmall")
    """The Word file in ``templates/`` that carries the looks."""
    word_styles: ByName[Text] = Field(default_factory=dict, key="wordstilar")
    """What that file calls a style, by the name that Word or the shipped one has for it."""
    texts: ById[ProseField] = Field(default_factory=dict, key="texter")
    kolada: KoladaPlace | None = None
    """Whose values in Kolada are the indicators' outcomes."""
    ledger: LedgerMapping | None = Field(default=None, key="underlag")
    """How an extract of the ledger becomes figures."""
    smallest_count: FigureField | None = Field(default=None, key="minsta_antal")
    """The smallest count of persons that may be printed; 5 when nothing is said."""
    acknowledgements: list[Acknowledgement] = Field(default_factory=list, key="godkända_anmärkningar")
    written: dict[str, Entry] = Written(default_factory=dict)


class PeriodReport(Record):
    """Everything in a period's folder or file."""

    date: Date | None = Field(default=None, key="datum")
    registration: OptionalText = Field(default="", key="diarienummer")
    status: OptionalText = ""
    scope: OptionalText = Field(default="", key="omfattning")
    outcomes: ById[OutcomeEntry] = Field(default_factory=dict, key="utfall")
    economy: EconomyReport = Field(default_factory=dict, key="ekonomi")
    assignments: ById[AssignmentEntry] = Field(default_factory=dict, key="uppdrag")
    risks: ById[RiskEntry] = Field(default_factory=dict, key="risker")
    matter: Matter | None = Field(default=None, key="tjänsteskrivelse")
    """The decision cover that goes before the report, where one is wanted."""
    activity: ActivityReport = Field(default_factory=dict, key="verksamhetsmått")
    measures: ById[MeasureGroup] = Field(default_factory=dict, key="åtgärder")
    """Go before the plan's measures of the same area."""
    texts: ById[ProseField] = Field(default_factory=dict, key="texter")
    acknowledgements: list[Acknowledgement] = Field(default_factory=list, key="godkända_anmärkningar")
    decision: Decision | None = Field(default=None, key="beslut")
    """What was decided; ``rapport freeze`` writes it."""
    revoked: list[RevokedDecision] = Field(default_factory=list, key="hävda_beslut")
    written: dict[str, Entry] = Written(default_factory=dict)


class Year(Struct, frozen=True, dict=True):
    """One year of one committee: the plan and what its periods reported."""

    year: int
    plan: Plan
    reports: dict[Period, PeriodReport] = field(default_factory=dict)
    layouts: Layouts = field(default_factory=Layouts)
    sums: Mapping[str, str] = field(default_factory=dict)
    """The sum (SHA-256) of each file by its path; kept only where a period is frozen, which is held against them."""
    members: Mapping[str, Member] = field(default_factory=dict)
    """The committees that the plan declares, as they were read; none where only the project itself was."""
    whole: bool = True
    """Whether something could be read of every file; without one, what the others lack may well stand there."""
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The lines of the project's files by path."""

    def key(self, name: str, value: Origin) -> Origin:
        """Return where the name of a value stands, by where the value does."""
        return key_before(name, value, self.lines.get(value.path, ()))


class Member(Struct, frozen=True):
    """The same year of a committee, as the council's project sees it. Without ``year`` there is nothing for it."""

    year: Year | None = None
    found: bool = True
    """Whether the committee's folder is there."""
    faults: Mapping[Period | None, tuple[Diagnostic, ...]] = field(default_factory=dict)
    """The errors that keep the committee's own reports from being built, by period; None for those of all."""

    def hindrances(self, period: Period) -> tuple[Diagnostic, ...]:
        """Return the errors that keep the committee's report of a period from being built."""
        return (*self.faults.get(None, ()), *self.faults.get(period, ()))

    def reported(self, period: Period) -> Period | None:
        """Return the period that the committee has reported: the same, or one that ends with the same month."""
        if self.year is None:
            return None
        if period.kind is PeriodKind.PLAN or period in self.year.reports:
            return period
        same = (
            other
            for other in self.year.reports
            if other.kind is not PeriodKind.PLAN and other.last_month == period.last_month
        )
        return next(same, None)

    def usable(self, period: Period) -> Period | None:
        """Return the period whose figures may be used: one that is reported and could be built."""
        theirs = self.reported(period)
        return None if theirs is None or self.hindrances(theirs) else theirs


class Project(Struct, frozen=True, dict=True):
    """All years of one committee."""

    years: dict[int, Year] = field(default_factory=dict)

    def report(self, period: Period) -> PeriodReport | None:
        """Return what a period reported, or None when nothing is written for it."""
        year = self.years.get(period.year)
        return year.reports.get(period) if year else None
