"""Acknowledgements (godkända anmärkningar): findings that somebody has looked at and lets stand."""

from __future__ import annotations

from rapport.model.record import Field, Record
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

    check: ReferenceField = Field(key="anmärkning")
    """The finding's name, as it stands in brackets in the output."""
    subject: Text = Field(key="gäller")
    """The id or the figure that the finding is about."""
    reason: OptionalText = Field(default="", key="motivering")
    role: OptionalText = Field(default="", key="roll")
    date: Date | None = Field(default=None, key="datum")
