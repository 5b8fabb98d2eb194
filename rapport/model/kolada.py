"""The national database Kolada: which municipality's values are ours."""

from __future__ import annotations

from rapport.model.record import ByName, Field, Record
from rapport.model.scalar import Text


class KoladaPlace(Record):
    """Whose values are fetched: ``kolada: {kommun: 0138}`` in the year's folder.

    ``compared`` are others whose values stand beside ours: ``jämför: {Riket: 0000, Liknande: G35836}``.
    """

    municipality: Text = Field(key="kommun")
    """The municipality's four digits, or a region's."""
    compared: ByName[Text] = Field(default_factory=dict, key="jämför")
    """Ids of municipalities, regions, the country (0000) or groups (G…), by the name that is printed."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Everybody's ids, our own first."""
        return tuple(dict.fromkeys((self.municipality, *self.compared.values())))
