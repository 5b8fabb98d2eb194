"""Assignments and risks (uppdrag, risker), and what a period reports of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rapport.model.goals import Verdict
from rapport.model.record import ById, Record, shorthand
from rapport.model.scalar import Date, FigureField, OptionalText, ProseField, Text


class Step(Record):
    """A step of an assignment (aktivitet)."""

    text: Text
    only_in: list[Text] = Field(default_factory=list, alias="endast_i")


class Assignment(Record):
    """An assignment (uppdrag): its text, who gave it, what it is for."""

    text: Text
    giver: OptionalText = Field("", alias="givare")
    purpose: ProseField | None = Field(None, alias="mål_med_uppdraget")
    kind: OptionalText = Field("", alias="slag")
    """What sort of assignment, such as nämnduppdrag; reports may print each sort by itself."""
    owner: OptionalText = Field("", alias="ansvarig")
    """A role or one of the year's units."""
    introduction: ProseField | None = Field(None, alias="inledning")
    activities: ById[Annotated[Step, shorthand("text")]] = Field(default_factory=dict, alias="aktiviteter")
    conditions: list[Text] = Field(default_factory=list, alias="villkor")
    reported: list[Text] = Field(default_factory=list, alias="rapporteras")
    only_in: list[Text] = Field(default_factory=list, alias="endast_i")


class AssignmentReport(Record):
    """What a period reports of an assignment."""

    status: OptionalText = ""
    activities: ById[OptionalText] = Field(default_factory=dict, alias="aktiviteter")
    """The status of each activity."""
    comment: ProseField | None = Field(None, alias="kommentar")
    verdict: Annotated[Verdict, shorthand("betyg")] | None = Field(None, alias="bedömning")


class RiskMeasure(Record):
    """What is done about a risk: who answers for it (a role) and when."""

    text: Text
    owner: OptionalText = Field("", alias="ansvarig")
    start: Date | None = Field(None, alias="startdatum")
    end: Date | None = Field(None, alias="slutdatum")


class RiskMeasureReport(Record):
    """How far a risk measure has come."""

    status: OptionalText = ""
    progress: FigureField | None = Field(None, alias="färdiggrad")


class Risk(Record):
    """A risk: its type, its text, likelihood and impact on a scale from 1."""

    type: OptionalText = Field("", alias="typ")
    text: Text
    likelihood: FigureField | None = Field(None, alias="sannolikhet")
    impact: FigureField | None = Field(None, alias="konsekvens")
    owner: OptionalText = Field("", alias="ansvarig")
    """A role, never a person."""
    decided: Date | None = Field(None, alias="beslutad")
    measures: ById[Annotated[RiskMeasure, shorthand("text")]] = Field(default_factory=dict, alias="åtgärder")
    only_in: list[Text] = Field(default_factory=list, alias="endast_i")


class RiskReport(Record):
    """What a period reports of a risk."""

    comment: ProseField | None = Field(None, alias="kommentar")
    likelihood: FigureField | None = Field(None, alias="sannolikhet")
    impact: FigureField | None = Field(None, alias="konsekvens")
    measures: ById[Annotated[RiskMeasureReport, shorthand("status")]] = Field(
        default_factory=dict, alias="åtgärder"
    )
    verdict: Annotated[Verdict, shorthand("betyg")] | None = Field(None, alias="bedömning")


AssignmentEntry = Annotated[AssignmentReport, shorthand("status")]
RiskEntry = Annotated[RiskReport, shorthand("kommentar")]
