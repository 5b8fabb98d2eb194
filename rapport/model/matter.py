"""The matter before the committee (ärende): what a decision cover (tjänsteskrivelse) says."""

from __future__ import annotations

from rapport.model.record import Field, Record
from rapport.model.scalar import OptionalText, ProseField, Text


class Matter(Record):
    """A matter: its heading, the proposals for decision, a summary, the enclosures."""

    heading: Text = Field(key="rubrik")
    proposals: list[ProseField] = Field(default_factory=list, key="förslag_till_beslut")
    summary: ProseField | None = Field(default=None, key="sammanfattning")
    background: ProseField | None = Field(default=None, key="beskrivning")
    enclosures: list[Text] = Field(default_factory=list, key="bilagor")
    officer: OptionalText = Field(default="", key="handläggare")
    """A role, never a person."""
