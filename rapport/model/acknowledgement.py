"""Acknowledgements (godkända anmärkningar): findings that somebody has looked at and lets stand."""

from __future__ import annotations

from pydantic import Field

from rapport.model.record import Record
from rapport.model.scalar import Date, OptionalText, ReferenceField, Text


class Acknowledgement(Record):
    """A finding that a person lets stand: which one, about what, why, and who says so.

    Written in the plan it holds for the whole year, written in a period for that period::

        godkända_anmärkningar:
          - anmärkning: missing-target
            gäller: budgetavvikelse
            motivering: Regeln bedömer avvikelsen i sig.
            roll: controller
            datum: 2022-03-08
    """

    check: ReferenceField = Field(alias="anmärkning")
    """The finding's name, as it stands in brackets in the output."""
    subject: Text = Field(alias="gäller")
    """The id or the figure that the finding is about."""
    reason: OptionalText = Field("", alias="motivering")
    role: OptionalText = Field("", alias="roll")
    date: Date | None = Field(None, alias="datum")
