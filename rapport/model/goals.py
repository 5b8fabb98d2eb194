"""Goals and indicators (mål, indikatorer): one tree of any depth, and what was reported of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from rapport.model.record import Accepts, ById, ByName, Field, Record, is_words, shorthand
from rapport.model.scalar import (
    NO_TEXT,
    Date,
    FigureField,
    OptionalPlaced,
    OptionalText,
    OutcomeField,
    PlacedField,
    ProseField,
    ReferenceField,
    ReferencesField,
    TargetField,
    Text,
    YesNo,
    choice,
)
from rapport.written import Mapping, Node, alone


def _for_all(node: Node) -> Node:
    """Let one target stand for all periods."""
    is_split = isinstance(node, Mapping) and not is_words(node)
    return node if is_split else alone("", node)


class Better(StrEnum):
    """Which way of an indicator is better (bättre)."""

    HIGHER = "högre"
    LOWER = "lägre"


class Computation(Record):
    """How an indicator is computed from other data (beräknas); exactly one way is given."""

    total: list[ReferenceField] | None = Field(default=None, key="summa")
    """The sum of these indicators' outcomes."""
    lines_within_budget: ReferenceField | None = Field(default=None, key="rader_inom_budget")
    """The share (%) of ordinary lines of this economy table without a deficit in ``column``."""
    column: ReferenceField | None = Field(default=None, key="kolumn")
    units_best: YesNo = Field(default=False, key="andel_enheter_med_bästa_betyg")
    """The share (%) of the units rated under the indicator that have the best grade."""
    cell: ReferenceField | None = Field(default=None, key="cell")
    """A figure of an economy table: ``tabell.rad.kolumn``."""
    share_of: ReferenceField | None = Field(default=None, key="i_procent_av")
    """``tabell.rad.kolumn`` that ``cell`` is given in per cent of, whatever the sign of that figure."""
    decimals: FigureField | None = Field(default=None, key="decimaler")
    """How many decimals the result shows."""


class Indicator(Record):
    """An indicator (indikator): what is measured, in which unit, towards which target."""

    name: Text = Field(key="namn")
    kolada: OptionalText = ""
    """The id in the national database Kolada, such as U30200."""
    unit: OptionalText = Field(default="", key="enhet")
    better: Annotated[Better, choice(Better)] | None = Field(default=None, key="bättre")
    targets: Annotated[ByName[TargetField], Accepts(_for_all)] = Field(default_factory=dict, key="målnivå")
    """Targets by what they hold for: a period ("T1"), a kind of period ("tertial"), or "" for all."""
    earlier: ByName[OutcomeField] = Field(default_factory=dict, key="tidigare")
    """Earlier outcomes by year."""
    answers: ByName[FigureField] = Field(default_factory=dict, key="svar")
    """What the answers Ja, Delvis and Nej count as."""
    reported: list[PlacedField] = Field(default_factory=list, key="rapporteras")
    """The periods or kinds of period that report it; empty for all."""
    computed: Computation | None = Field(default=None, key="beräknas")
    rule: ReferenceField | None = Field(default=None, key="regel")
    source: OptionalText = Field(default="", key="källa")
    owner: OptionalPlaced = Field(default=NO_TEXT, key="ansvarig")
    comment: ProseField | None = Field(default=None, key="kommentar")
    only_in: list[PlacedField] = Field(default_factory=list, key="endast_i")
    """The periods or kinds of period whose report has the indicator at all; empty for all."""


class KeyFigure(Record):
    """A key figure (nyckeltal): followed up without a target."""

    name: Text = Field(key="namn")
    unit: OptionalText = Field(default="", key="enhet")


class Goal(Record):
    """A node of the goal tree: its level, its name, its indicators and the goals below it.

    ``shows`` lists indicators declared elsewhere that are followed up here as well.
    """

    level: ReferenceField = Field(key="nivå")
    name: Text = Field(key="namn")
    short: OptionalText = Field(default="", key="kortnamn")
    """What stands in a column title where the name is too long."""
    text: ProseField | None = Field(default=None, key="text")
    indicators: ById[Indicator] = Field(default_factory=dict, key="indikatorer")
    shows: list[ReferenceField] = Field(default_factory=list, key="visar_även")
    goals: ById[Goal] = Field(default_factory=dict, key="mål")
    reported: list[PlacedField] = Field(default_factory=list, key="rapporteras")
    only_in: list[PlacedField] = Field(default_factory=list, key="endast_i")
    """The periods or kinds of period whose report has the goal at all; empty for all."""
    guarantees: ById[Text] = Field(default_factory=dict, key="garantier")
    """What those who use the service are promised (kvalitetsgarantier); followed up by comments under their ids."""
    key_figures: ById[Annotated[KeyFigure, shorthand("namn")]] = Field(default_factory=dict, key="nyckeltal")
    rule: ReferenceField | None = Field(default=None, key="regel")
    serves: ReferencesField = Field(default_factory=list, key="bidrar_till")
    """The council's goals that the goal is a committee's part of; they are declared in the council's project."""


class Verdict(Record):
    """A rating set by a person (bedömning): a judgement where no rule rates, otherwise an override."""

    grade: ReferenceField = Field(key="betyg")
    reason: OptionalText = Field(default="", key="motivering")
    role: OptionalPlaced = Field(default=NO_TEXT, key="roll")
    date: Date | None = Field(default=None, key="datum")


class DataStatus(StrEnum):
    """How settled a retrieved value is (datastatus)."""

    FINAL = "slutlig"
    PRELIMINARY = "preliminär"


class Outcome(Record):
    """What a period reports of an indicator or a goal: outcome, verdict, comment."""

    value: OutcomeField | None = Field(default=None, key="utfall")
    source: OptionalText = Field(default="", key="källa")
    """Where the outcome was retrieved, such as Kolada; empty for the committee's own figures."""
    retrieved: Date | None = Field(default=None, key="hämtad")
    """The day of retrieval; from then on the report keeps the value, whatever the source says later."""
    retrieved_value: FigureField | None = Field(default=None, key="hämtat_värde")
    """The value as the source had it, unrounded, with its year: ``37,9912 (2018)``."""
    status: Annotated[DataStatus, choice(DataStatus)] | None = Field(default=None, key="datastatus")
    parts: ByName[OutcomeField] = Field(default_factory=dict, key="uppdelning")
    """The outcome split, such as women and men or one part per area."""
    compared: ByName[OutcomeField] = Field(default_factory=dict, key="jämförelse")
    """The same figure elsewhere, such as the country's, by the name that is printed."""
    verdict: Annotated[Verdict, shorthand("betyg")] | None = Field(default=None, key="bedömning")
    name: OptionalText = Field(default="", key="redovisat_namn")
    """The name in this report, where it isn't the plan's."""
    target: TargetField | None = Field(default=None, key="redovisad_målnivå")
    """The target in this report, where it isn't the plan's."""
    units: ById[ReferenceField] = Field(default_factory=dict, key="enheter")
    """The grade of each unit."""
    history: ByName[ReferenceField] = Field(default_factory=dict, key="historik")
    """Grades of earlier months that no report of their own is kept for."""
    text: ProseField | None = None
    """The analysis of a goal."""
    comment: ProseField | None = Field(default=None, key="kommentar")
    comments: ById[ProseField] = Field(default_factory=dict, key="kommentar_under")
    """Comments for where the indicator is shown under another goal, by that goal's id."""


OutcomeEntry = Annotated[Outcome, shorthand("utfall")]
