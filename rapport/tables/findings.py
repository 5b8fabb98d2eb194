"""Findings as a table: what the checker has to say about the figures of the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Level
from rapport.tables.cell import Cell, Column, Kind, Row, Table, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.diagnostic import Diagnostic

_TONES = {Level.ERROR: Tone.BAD, Level.INCONSISTENCY: Tone.WATCH, Level.WARNING: Tone.UNRATED}


def findings_table(findings: Sequence[Diagnostic], caption: str = "Öppna anmärkningar") -> Table:
    """Return findings in file order: level, what is wrong, what to do, where."""
    columns = (
        Column("nivå", "Nivå", Kind.RATING),
        Column("anmärkning", "Anmärkning", Kind.TEXT),
        Column("åtgärd", "Åtgärd", Kind.TEXT),
        Column("källa", "Källa", Kind.TEXT),
        Column("namn", "Namn", Kind.TEXT),
    )
    rows = tuple(_row(finding, number) for number, finding in enumerate(findings))
    return Table("anmärkningar", caption, columns, rows)


def _row(finding: Diagnostic, number: int) -> Row:
    level = finding.level.value
    cells = (
        Cell(level[:1].upper() + level[1:], Kind.RATING, tone=_TONES[finding.level]),
        Cell(finding.message),
        Cell(finding.help),
        Cell(str(finding.origin)),
        Cell(finding.check),
    )
    return Row(str(number), cells)
