"""The national database Kolada: which municipality's values are ours."""

from __future__ import annotations

from pydantic import Field

from rapport.model.record import Record
from rapport.model.scalar import Text


class KoladaPlace(Record):
    """Whose values are fetched: ``kolada: {kommun: 0138}`` in the year's folder."""

    municipality: Text = Field(alias="kommun")
    """The municipality's four digits, or a region's."""
