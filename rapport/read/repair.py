"""A syntax error with the lines around it, and a suggested repair."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.origin import Origin
from rapport.read.faults import fault
from rapport.read.line import Line, split_line

if TYPE_CHECKING:
    from rapport.diagnostic import Diagnostic

_LONGEST_ADVICE = 100
_split = lru_cache(maxsize=4096)(split_line)


class Problem(Struct, frozen=True):
    """What the parser says: where it stopped, in what it was, and why. Rows and columns count from 0."""

    row: int
    column: int
    context: str
    context_row: int
    text: str


class Repair(Struct, frozen=True):
    """A finding and the lines that would have been right."""

    finding: Diagnostic
    changes: tuple[tuple[int, str], ...]

    @property
    def rows(self) -> set[int]:
        """The lines that are changed."""
        return {row for row, _ in self.changes}


class View(Struct, frozen=True):
    """The lines of a file and the first error in them."""

    path: str
    lines: list[str]
    problem: Problem

    @property
    def row(self) -> int:
        """The line that the parser stopped at; a blank one counts as the line above it."""
        row = self.problem.row
        return row if not self.line(row).is_blank else self.above(row)

    def line(self, row: int) -> Line:
        """Return the parts of a line."""
        return _split(self.lines[row])

    def above(self, row: int) -> int:
        """Return the nearest line above that isn't blank, or 0."""
        row -= 1
        while row > 0 and self.line(row).is_blank:
            row -= 1
        return max(0, row)

    def below(self, row: int) -> int:
        """Return the nearest line below that isn't blank, or -1."""
        for following in range(row + 1, len(self.lines)):
            if not self.line(following).is_blank:
                return following
        return -1

    def repair(
        self, check: str, row: int, column: int, message: str, mended: str, *, width: int = 0
    ) -> Repair:
        """Return a repair of one line; the advice is the mended line.

        Args:
            check: Name of the fault.
            row: The line, from 0.
            column: Where the mark begins, from 0.
            message: The fact.
            mended: The whole line as it should be.
            width: Length of the mark; to the end of the line when left out.
        """
        text = self.lines[row].rstrip()
        origin = Origin(self.path, row + 1, column + 1, max(1, width or len(text) - column))
        advice = mended.strip()
        if len(advice) > _LONGEST_ADVICE:
            advice = advice[:_LONGEST_ADVICE].rstrip() + " …"
        return Repair(fault(check, origin, message, f"skriv {advice}"), ((row, mended),))
