"""What every table is made from: the results of a period and a way to render prose."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.scalar import Prose

if TYPE_CHECKING:
    from rapport.rules.results import Results

Say = Callable[[Prose], str]
"""Renders a short piece of prose (a comment) with its expressions filled in, as plain text."""


class Context(Struct, frozen=True):
    """The results of a period and how prose in them is rendered."""

    results: Results
    say: Say

    def words(self, prose: Prose | None) -> str:
        """Return a comment as text, or ""."""
        return self.say(prose).strip() if prose else ""
