"""The summary after many reports: one line each, what was refused and why, and how it went in all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from rapport.cli.findings import in_words
from rapport.notation import format_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.municipality import Brief


def print_all(briefs: Sequence[Brief], *, several: bool) -> None:
    """Print what came of many builds: a table on a terminal, in a pipe the names of the files.

    What was refused goes to the error stream with its reason.

    Args:
        briefs: What came of each, in the order they are told.
        several: Whether more than one project was built, so that each line says whose it is.
    """
    if sys.stdout.isatty():
        _print_table(briefs, several=several)
    else:
        for brief in briefs:
            for file in brief.files:
                typer.echo(str(file))
    for brief in briefs:
        if brief.refusal:
            whose = f"{brief.place.name}, " if several else ""
            typer.echo(
                f"rapport: {whose}{format_period(brief.period)} byggdes inte: {brief.refusal}", err=True
            )


def _print_table(briefs: Sequence[Brief], *, several: bool) -> None:
    from rich import box  # noqa: PLC0415  only for terminals
    from rich.console import Console  # noqa: PLC0415  only for terminals
    from rich.table import Table  # noqa: PLC0415  only for terminals
    from rich.text import Text  # noqa: PLC0415  only for terminals

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in (*(["Nämnd"] if several else []), "Period", "Dokument", "Anmärkningar"):
        table.add_column(title)
    before = ""
    for brief in briefs:
        # A name stands once, above its periods.
        name = brief.place.name if brief.place.folder != before or not table.row_count else ""
        before = brief.place.folder
        table.add_row(
            *([Text(name, style="bold")] if several else []),
            format_period(brief.period),
            Text(_outcome(brief), style="red" if brief.refusal else "yellow" if brief.kept else "green"),
            Text(in_words(brief.findings) or ("" if brief.refusal else "inga"), style="dim"),
        )
    Console(highlight=False).print(table)


def _outcome(brief: Brief) -> str:
    if brief.refusal:
        return "byggdes inte"
    kept = f"{len(brief.kept)} ändrade för hand, lämnade" if brief.kept else ""
    made = ", ".join(sorted({file.suffix.removeprefix(".") for file in brief.files}))
    return "; ".join(filter(None, [made, kept]))


def tally(briefs: Sequence[Brief], seconds: float) -> str:
    """Return how many were built, and in how long."""
    failed = sum(bool(brief.refusal or brief.kept) for brief in briefs)
    took = f"{seconds:.1f}".replace(".", ",")
    return f"{len(briefs) - failed} av {len(briefs)} rapporter byggda på {took} s."
