"""Assignments and risks (uppdrag, risker), and what a period reports of them."""

from __future__ import annotations

from typing import Annotated

from rapport.model.goals import Verdict
from rapport.model.record import ById, Field, Record, Written, shorthand
from rapport.model.scalar import (
    NO_TEXT,
    Date,
    FigureField,
    OptionalPlaced,
    OptionalText,
    PlacedField,
    ProseField,
    StatusField,
    Text,
)
from rapport.written import Entry


class Step(Record):
    """A step of an assignment (aktivitet)."""

    text: Text
    only_in: list[PlacedField] = Field(default_factory=list, key="endast_i")


class Assignment(Record):
    """An assignment (uppdrag): its text, who gave it, what it is for."""

    text: Text
    giver: OptionalText = Field(default="", key="givare")
    purpose: ProseField | None = Field(default=None, key="mål_med_uppdraget")
    kind: OptionalText = Field(default="", key="slag")
    """What sort of assignment, such as nämnduppdrag; reports may print each sort by itself."""
    owner: OptionalPlaced = Field(default=NO_TEXT, key="ansvarig")
    """A role or one of the year's units."""
    introduction: ProseField | None = Field(default=None, key="inledning")
    activities: ById[Annotated[Step, shorthand("text")]] = Field(default_factory=dict, key="aktiviteter")
    conditions: list[Text] = Field(default_factory=list, key="villkor")
    reported: list[PlacedField] = Field(default_factory=list, key="rapporteras")
    only_in: list[PlacedField] = Field(default_factory=list, key="endast_i")


class AssignmentReport(Record):
    """What a period reports of an assignment."""

    status: OptionalPlaced = NO_TEXT
    activities: ById[StatusField] = Field(default_factory=dict, key="aktiviteter")
    """The status of each activity."""
    comment: ProseField | None = Field(default=None, key="kommentar")
    verdict: Annotated[Verdict, shorthand("betyg")] | None = Field(default=None, key="bedömning")


class RiskMeasure(Record):
    """What is done about a risk: who answers for it (a role) and when."""

    text: Text
    owner: OptionalPlaced = Field(default=NO_TEXT, key="ansvarig")
    start: Date | None = Field(default=None, key="startdatum")
    end: Date | None = Field(default=None, key="slutdatum")


class RiskMeasureReport(Record):
    """How far a risk measure has come."""

    status: OptionalPlaced = NO_TEXT
    progress: FigureField | None = Field(default=None, key="färdiggrad")
    written: dict[str, Entry] = Written(default_factory=dict)


class Risk(Record):
    """A risk: its type, its text, likelihood and impact on a scale from 1."""

    type: OptionalText = Field(default="", key="typ")
    text: Text
    likelihood: FigureField | None = Field(default=None, key="sannolikhet")
    impact: FigureField | None = Field(default=None, key="konsekvens")
    owner: OptionalPlaced = Field(default=NO_TEXT, key="ansvarig")
    """A role, never a person."""
    decided: Date | None = Field(default=None, key="beslutad")
    measures: ById[Annotated[RiskMeasure, shorthand("text")]] = Field(default_factory=dict, key="åtgärder")
    only_in: list[PlacedField] = Field(default_factory=list, key="endast_i")


class RiskReport(Record):
    """What a period reports of a risk."""

    comment: ProseField | None = Field(default=None, key="kommentar")
    likelihood: FigureField | None = Field(default=None, key="sannolikhet")
    impact: FigureField | None = Field(default=None, key="konsekvens")
    measures: ById[Annotated[RiskMeasureReport, shorthand("status")]] = Field(
        default_factory=dict, key="åtgärder"
    )
    verdict: Annotated[Verdict, shorthand("betyg")] | None = Field(default=None, key="bedömning")
    written: dict[str, Entry] = Written(default_factory=dict)


AssignmentEntry = Annotated[AssignmentReport, shorthand("status")]
RiskEntry = Annotated[RiskReport, shorthand("kommentar")]
