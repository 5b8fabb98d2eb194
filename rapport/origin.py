"""Where something was written: a file, a line and a column."""

from __future__ import annotations

from msgspec import Struct


class Origin(Struct, frozen=True, order=True):
    """A place in a text file.

    ``path`` is relative to the project folder and uses ``/`` on every system. ``line`` and ``column`` count
    from 1, columns in code points. ``width`` is how many characters the mark under the line covers.
    """

    path: str
    line: int = 1
    column: int = 1
    width: int = 1

    def __str__(self) -> str:
        """Return ``path:line:column``, the form that editors and terminals make clickable."""
        return f"{self.path}:{self.line}:{self.column}"

    def at(self, offset: int, width: int = 1) -> Origin:
        """Return the place ``offset`` characters further right on the same line."""
        return Origin(self.path, self.line, self.column + offset, width)
