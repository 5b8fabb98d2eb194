"""Findings printed: for people grouped by file, for other programs, for code hosting; and counted in one line."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from rapport.diagnostic import Level, format_diagnostic, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rapport.diagnostic import Diagnostic

_PLURALS = {Level.ERROR: "fel", Level.INCONSISTENCY: "motsägelser", Level.WARNING: "varningar"}
_COLOURS = {
    Level.ERROR: typer.colors.RED,
    Level.INCONSISTENCY: typer.colors.MAGENTA,
    Level.WARNING: typer.colors.YELLOW,
}
_ANNOTATIONS = {Level.ERROR: "error", Level.INCONSISTENCY: "error", Level.WARNING: "warning"}


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


def print_by_file(
    findings: Sequence[Diagnostic], lines: Mapping[str, Sequence[str]], *, colour: bool
) -> None:
    """Print findings under the name of their file, with an empty line between files."""
    for number, (path, group) in enumerate(groupby(findings, key=lambda finding: finding.origin.path)):
        found = list(group)
        heading = f"{path} ({counted(found)})"
        typer.echo(("\n" if number else "") + (typer.style(heading, underline=True) if colour else heading))
        print_findings(found, lines, err=False, colour=colour)


def counted(findings: Sequence[Diagnostic]) -> str:
    """Return the findings counted per level: "2 fel, 1 motsägelse"; "" when there are none."""
    parts = [in_words(Counter(finding.level for finding in findings if not finding.acknowledged))]
    acknowledged = sum(bool(finding.acknowledged) for finding in findings)
    if acknowledged:
        parts.append(f"{acknowledged} {'godkänd' if acknowledged == 1 else 'godkända'}")
    return ", ".join(filter(None, parts))


def in_words(counts: Mapping[Level, int]) -> str:
    """Return how many findings there are of each level: "2 fel, 1 motsägelse"; "" when there are none."""
    return ", ".join(
        f"{counts[level]} {level.value if counts[level] == 1 else _PLURALS[level]}"
        for level in Level
        if counts.get(level)
    )


def as_json(findings: Sequence[Diagnostic]) -> str:
    """Return findings and their counts for other programs; levels and keys are in English there."""
    counts = Counter(finding.level for finding in findings if not finding.acknowledged)
    summary = {level.name.lower(): counts[level] for level in Level}
    summary["acknowledged"] = len(findings) - sum(counts.values())
    document = {"findings": [to_json(finding) for finding in findings], "summary": summary}
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_annotations(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield findings as the workflow commands that code hosting shows beside the lines."""
    for finding in findings:
        origin = finding.origin
        place = {"file": origin.path, "line": origin.line, "col": origin.column, "title": finding.check}
        properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in place.items())
        level = "notice" if finding.acknowledged else _ANNOTATIONS[finding.level]
        help_ = f"\nhjälp: {finding.help}" if finding.help else ""
        yield f"::{level} {properties}::{_escaped(finding.message + help_)}"


def _escaped(text: str, also: str = "") -> str:
    for sign in f"%\r\n{also}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def fault_pages() -> dict[str, str]:
    """Return what can go wrong before and after the checks: in reading, in composing."""
    from rapport.compose.faults import FAULTS as COMPOSING  # noqa: PLC0415  --help starts light
    from rapport.edit.freeze import FREEZE_FAULTS  # noqa: PLC0415  --help starts light
    from rapport.edit.kolada import FAULTS as KOLADA  # noqa: PLC0415  --help starts light
    from rapport.edit.ledger_faults import FAULTS as LEDGER  # noqa: PLC0415  --help starts light
    from rapport.gather import GATHER_FAULTS  # noqa: PLC0415  --help starts light
    from rapport.read.faults import FAULTS as READING  # noqa: PLC0415  --help starts light
    from rapport.read.project import PROJECT_FAULTS  # noqa: PLC0415  --help starts light
    from rapport.read.records import MODEL_FAULTS  # noqa: PLC0415  --help starts light

    return {
        **LEDGER,
        **KOLADA,
        **READING,
        **MODEL_FAULTS,
        **PROJECT_FAULTS,
        **COMPOSING,
        **FREEZE_FAULTS,
        **GATHER_FAULTS,
    }
