"""Assignments and risks (uppdrag, risker), and what a period reports of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rapport.model.goals import Verdict
from rapport.model.record import Record, shorthand
from rapport.model.scalar import Date, FigureField, ProseField, Text


class Assignment(Record):
    """An assignment (uppdrag): its text, who gave it, what it is for."""

    text: Text
    giver: Text = Field("", alias="givare")
    purpose: ProseField | None = Field(None, alias="mål_med_uppdraget")
    reported: list[Text] = Field(default_factory=list, alias="rapporteras")


class AssignmentReport(Record):
    """What a period reports of an assignment."""

    status: Text = ""
    comment: ProseField | None = Field(None, alias="kommentar")
    verdict: Annotated[Verdict, shorthand("betyg")] | None = Field(None, alias="bedömning")


class Risk(Record):
    """A risk: its type, its text, likelihood and impact on a scale from 1."""

    type: Text = Field("", alias="typ")
    text: Text
    likelihood: FigureField | None = Field(None, alias="sannolikhet")
    impact: FigureField | None = Field(None, alias="konsekvens")
    owner: Text = Field("", alias="ansvarig")
    """A role, never a person."""
    decided: Date | None = Field(None, alias="beslutad")


class RiskReport(Record):
    """What a period reports of a risk."""

    comment: ProseField | None = Field(None, alias="kommentar")
    likelihood: FigureField | None = Field(None, alias="sannolikhet")
    impact: FigureField | None = Field(None, alias="konsekvens")
    verdict: Annotated[Verdict, shorthand("betyg")] | None = Field(None, alias="bedömning")


AssignmentEntry = Annotated[AssignmentReport, shorthand("status")]
RiskEntry = Annotated[RiskReport, shorthand("kommentar")]
