"""A text that can't be understood: where in it, why, and what to write instead."""

from __future__ import annotations


class NotationError(ValueError):
    """A written value that has no meaning.

    ``fact`` states in Swedish what is wrong; ``remedy`` what to type. ``offset`` and ``width`` point at the
    fault within the text.
    """

    def __init__(self, fact: str, remedy: str = "", *, offset: int = 0, width: int = 1) -> None:
        super().__init__(fact)
        self.fact = fact
        self.remedy = remedy
        self.offset = offset
        self.width = width


class NoNumberError(NotationError):
    """A text that isn't even nearly a number, such as words."""
