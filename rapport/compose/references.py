"""References of a text to tables and charts of the same document: those that lead nowhere."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rapport.compose.document import BulletList, ChartBlock, Paragraph, TableBlock, flat
from rapport.diagnostic import Diagnostic, Level, did_you_mean
from rapport.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapport.compose.document import Block, Text
    from rapport.rules.results import Results

_KINDS = {"tabell:": "tabellen", "diagram:": "diagrammet"}
"""How a reference begins, and what it is to."""


def unknown_references(results: Results, blocks: tuple[Block, ...]) -> Iterator[Diagnostic]:
    """Yield the references to tables and charts that the document doesn't have.

    A table without rows is left out of a document, so this only shows when it has been put together.
    """
    every = flat(blocks)
    keys = {f"tabell:{block.table.key}" for block in every if isinstance(block, TableBlock)}
    keys |= {f"diagram:{block.drawing.key}" for block in every if isinstance(block, ChartBlock)}
    wanted = dict.fromkeys(unquote(run.link[1:]) for run in _runs(every) if run.link.startswith("#"))
    for reference in wanted:
        kind = next((kind for kind in _KINDS if reference.startswith(kind)), "")
        if kind and reference not in keys:
            name = reference.removeprefix(kind)
            known = sorted(key.removeprefix(kind) for key in keys if key.startswith(kind))
            fact = f"texten hänvisar till {_KINDS[kind]} ”{name}”, som inte finns i rapporten"
            place = _place(results, f"#{reference}")
            yield Diagnostic("unknown-reference", Level.WARNING, place, fact, did_you_mean(name, known))


def _runs(blocks: Sequence[Block]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.content
        elif isinstance(block, BulletList):
            for item in block.items:
                yield from chain(item.content, _runs(item.children))


def _place(results: Results, written: str) -> Origin:
    """Return where a reference is written: in one of the texts, else in the template."""
    for prose in chain(results.report.texts.values(), results.plan.texts.values()):
        start = prose.text.find(written)
        if start >= 0:
            return prose.place(start, start + len(written))
    report = results.period.report
    return Origin(f"templates/{results.plan.templates.get(report, report)}.md.j2")
