"""The matter before the committee (ärende): what a decision cover (tjänsteskrivelse) says."""

from __future__ import annotations

from pydantic import Field

from rapport.model.record import Record
from rapport.model.scalar import OptionalText, ProseField, Text


class Matter(Record):
    """A matter: its heading, the proposals for decision, a summary, the enclosures."""

    heading: Text = Field(alias="rubrik")
    proposals: list[ProseField] = Field(default_factory=list, alias="förslag_till_beslut")
    summary: ProseField | None = Field(None, alias="sammanfattning")
    background: ProseField | None = Field(None, alias="beskrivning")
    enclosures: list[Text] = Field(default_factory=list, alias="bilagor")
    officer: OptionalText = Field("", alias="handläggare")
    """A role, never a person."""
