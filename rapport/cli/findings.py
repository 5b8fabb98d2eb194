"""Findings on the terminal: grouped by file, then one line that counts them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import typer

from rapport.diagnostic import Level, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.diagnostic import Diagnostic

_PLURALS = {Level.ERROR: "fel", Level.INCONSISTENCY: "motsägelser", Level.WARNING: "varningar"}
_COLOURS = {
    Level.ERROR: typer.colors.RED,
    Level.INCONSISTENCY: typer.colors.MAGENTA,
    Level.WARNING: typer.colors.YELLOW,
}


def print_findings(
    findings: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]], *, err: bool, colour: bool
) -> None:
    """Print findings in file order."""
    for finding in findings:
        text = format_diagnostic(finding, lines)
        place, level = str(finding.origin), finding.level.value
        if colour:
            head = (
                typer.style(place, bold=True)
                + ": "
                + typer.style(level, fg=_COLOURS[finding.level], bold=True)
            )
            text = head + text.removeprefix(f"{place}: {level}")
        typer.echo(text, err=err)


def counted(findings: Sequence[Diagnostic]) -> str:
    """Return the findings counted per level: "2 fel, 1 motsägelse"; "" when there are none."""
    counts = Counter(finding.level for finding in findings)
    parts = [
        f"{counts[level]} {level.value if counts[level] == 1 else _PLURALS[level]}"
        for level in Level
        if counts[level]
    ]
    return ", ".join(parts)
