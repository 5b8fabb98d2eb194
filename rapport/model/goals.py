"""Goals and indicators (mål, indikatorer): one tree of any depth, and what was reported of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from rapport.model.record import ById, ByName, Record, shorthand
from rapport.model.scalar import (
    ORIGIN_KEY,
    Date,
    FigureField,
    OptionalText,
    OutcomeField,
    ProseField,
    ReferenceField,
    ReferencesField,
    TargetField,
    Text,
    YesNo,
    choice,
)


def _for_all(value: Any) -> Any:
    """Let one target stand for all periods."""
    if isinstance(value, dict) and set(value) - {ORIGIN_KEY} != {"ord"}:
        return value
    return {"": value}


class Better(StrEnum):
    """Which way of an indicator is better (bättre)."""

    HIGHER = "högre"
    LOWER = "lägre"


class Computation(Record):
    """How an indicator is computed from other data (beräknas); exactly one way is given."""

    total: list[ReferenceField] | None = Field(None, alias="summa")
    """The sum of these indicators' outcomes."""
    lines_within_budget: ReferenceField | None = Field(None, alias="rader_inom_budget")
    """The share (%) of ordinary lines of this economy table without a deficit in ``column``."""
    column: ReferenceField | None = Field(None, alias="kolumn")
    units_best: YesNo = Field(default=False, alias="andel_enheter_med_bästa_betyg")
    """The share (%) of the units rated under the indicator that have the best grade."""
    cell: ReferenceField | None = Field(None, alias="cell")
    """A figure of an economy table: ``tabell.rad.kolumn``."""
    share_of: ReferenceField | None = Field(None, alias="i_procent_av")
    """``tabell.rad.kolumn`` that ``cell`` is given in per cent of, whatever the sign of that figure."""
    decimals: FigureField | None = Field(None, alias="decimaler")
    """How many decimals the result shows."""


class Indicator(Record):
    """An indicator (indikator): what is measured, in which unit, towards which target."""

    name: Text = Field(alias="namn")
    kolada: OptionalText = ""
    """The id in the national database Kolada, such as U30200."""
    unit: OptionalText = Field("", alias="enhet")
    better: Annotated[Better, choice(Better)] | None = Field(None, alias="bättre")
    targets: Annotated[ByName[TargetField], BeforeValidator(_for_all)] = Field(
        default_factory=dict, alias="målnivå"
    )
    """Targets by what they hold for: a period ("T1"), a kind of period ("tertial"), or "" for all."""
    earlier: ByName[OutcomeField] = Field(default_factory=dict, alias="tidigare")
    """Earlier outcomes by year."""
    answers: ByName[FigureField] = Field(default_factory=dict, alias="svar")
    """What the answers Ja, Delvis and Nej count as."""
    reported: list[Text] = Field(default_factory=list, alias="rapporteras")
    """The periods or kinds of period that report it; empty for all."""
    computed: Computation | None = Field(None, alias="beräknas")
    rule: ReferenceField | None = Field(None, alias="regel")
    source: OptionalText = Field("", alias="källa")
    owner: OptionalText = Field("", alias="ansvarig")
    comment: ProseField | None = Field(None, alias="kommentar")
    only_in: list[Text] = Field(default_factory=list, alias="endast_i")
    """The periods or kinds of period whose report has the indicator at all; empty for all."""


class KeyFigure(Record):
    """A key figure (nyckeltal): followed up without a target."""

    name: Text = Field(alias="namn")
    unit: OptionalText = Field("", alias="enhet")


class Goal(Record):
    """A node of the goal tree: its level, its name, its indicators and the goals below it.

    ``shows`` lists indicators declared elsewhere that are followed up here as well.
    """

    level: ReferenceField = Field(alias="nivå")
    name: Text = Field(alias="namn")
    short: OptionalText = Field("", alias="kortnamn")
    """What stands in a column title where the name is too long."""
    text: ProseField | None = Field(None, alias="text")
    indicators: ById[Indicator] = Field(default_factory=dict, alias="indikatorer")
    shows: list[ReferenceField] = Field(default_factory=list, alias="visar_även")
    goals: ById[Goal] = Field(default_factory=dict, alias="mål")
    reported: list[Text] = Field(default_factory=list, alias="rapporteras")
    only_in: list[Text] = Field(default_factory=list, alias="endast_i")
    """The periods or kinds of period whose report has the goal at all; empty for all."""
    guarantees: ById[Text] = Field(default_factory=dict, alias="garantier")
    """What those who use the service are promised (kvalitetsgarantier); followed up by comments under their ids."""
    key_figures: ById[Annotated[KeyFigure, shorthand("namn")]] = Field(
        default_factory=dict, alias="nyckeltal"
    )
    rule: ReferenceField | None = Field(None, alias="regel")
    serves: ReferencesField = Field(default_factory=list, alias="bidrar_till")
    """The council's goals that the goal is a committee's part of; they are declared in the council's project."""


class Verdict(Record):
    """A rating set by a person (bedömning): a judgement where no rule rates, otherwise an override."""

    grade: ReferenceField = Field(alias="betyg")
    reason: OptionalText = Field("", alias="motivering")
    role: OptionalText = Field("", alias="roll")
    date: Date | None = Field(None, alias="datum")


class DataStatus(StrEnum):
    """How settled a retrieved value is (datastatus)."""

    FINAL = "slutlig"
    PRELIMINARY = "preliminär"


class Outcome(Record):
    """What a period reports of an indicator or a goal: outcome, verdict, comment."""

    value: OutcomeField | None = Field(None, alias="utfall")
    source: OptionalText = Field("", alias="källa")
    """Where the outcome was retrieved, such as Kolada; empty for the committee's own figures."""
    retrieved: Date | None = Field(None, alias="hämtad")
    """The day of retrieval; from then on the report keeps the value, whatever the source says later."""
    retrieved_value: FigureField | None = Field(None, alias="hämtat_värde")
    """The value as the source had it, unrounded, with its year: ``37,9912 (2018)``."""
    status: Annotated[DataStatus, choice(DataStatus)] | None = Field(None, alias="datastatus")
    parts: ByName[OutcomeField] = Field(default_factory=dict, alias="uppdelning")
    """The outcome split, such as women and men or one part per area."""
    compared: ByName[OutcomeField] = Field(default_factory=dict, alias="jämförelse")
    """The same figure elsewhere, such as the country's, by the name that is printed."""
    verdict: Annotated[Verdict, shorthand("betyg")] | None = Field(None, alias="bedömning")
    name: OptionalText = Field("", alias="redovisat_namn")
    """The name in this report, where it isn't the plan's."""
    target: TargetField | None = Field(None, alias="redovisad_målnivå")
    """The target in this report, where it isn't the plan's."""
    units: ById[ReferenceField] = Field(default_factory=dict, alias="enheter")
    """The grade of each unit."""
    history: ByName[ReferenceField] = Field(default_factory=dict, alias="historik")
    """Grades of earlier months that no report of their own is kept for."""
    text: ProseField | None = None
    """The analysis of a goal."""
    comment: ProseField | None = Field(None, alias="kommentar")
    comments: ById[ProseField] = Field(default_factory=dict, alias="kommentar_under")
    """Comments for where the indicator is shown under another goal, by that goal's id."""


OutcomeEntry = Annotated[Outcome, shorthand("utfall")]
