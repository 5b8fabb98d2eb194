"""Committees of a municipality (nämnder): whose projects the council's own project sums up."""

from __future__ import annotations

from rapport.model.record import ByName, Field, Record
from rapport.model.scalar import OptionalText, ReferenceField, Text


class Committee(Record):
    """A committee (nämnd) whose folder stands in the municipality's folder.

    ``nämnder: {skolnämnden: Skolnämnden}`` is enough where the folder has the id's name.
    """

    name: Text = Field(key="namn")
    short: OptionalText = Field(default="", key="kortnamn")
    """What stands in a column title where the name is too long."""
    folder: OptionalText = Field(default="", key="mapp")
    """The folder below the municipality's, with ``/`` between names; the id where nothing is said."""
    grades: ByName[ReferenceField] = Field(default_factory=dict, key="betyg")
    """Which of the council's grades a grade of the committee stands for, where the ids differ."""
