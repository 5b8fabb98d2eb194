"""A report composed: the template of the report, the prose and the tables become one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.compose.calls import Composer
from rapport.compose.document import (
    Block,
    Cover,
    Document,
    Heading,
    Landscape,
    TableBlock,
    flat,
)
from rapport.compose.expressions import Renderer, environment
from rapport.compose.filters import Wording
from rapport.compose.markdown import landscape, to_blocks
from rapport.compose.names import figure_names
from rapport.compose.references import unknown_references
from rapport.compose.review import Remarks, remark_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rapport.diagnostic import Diagnostic
    from rapport.notation import Period
    from rapport.rules.results import Results
    from rapport.tables.context import Context


class Composed(Struct, frozen=True):
    """A composed report, what went wrong on the way, and the context that the appendix is made from."""

    document: Document
    diagnostics: list[Diagnostic]
    context: Context
    asked: frozenset[str] = frozenset()
    """The texts that the template asked for, written or not."""


def compose_report(
    results: Results,
    report: str,
    template_folders: Sequence[Path],
    *,
    draft: bool = False,
    review: bool = False,
    tie_out: bool = False,
    other: Callable[[Period], Results | None] | None = None,
) -> Composed:
    """Compose a report.

    Args:
        results: What the rules say about the period.
        report: The report's name, which is also its template's: ``delårsrapport``.
        template_folders: Where templates are looked for; earlier folders go before later ones.
        draft: Whether the document is marked as a draft.
        review: Whether the figures in the text get remarks that say where they come from.
        tie_out: Whether every tie-out is printed as an appendix.
        other: Gives the results of another period, for templates that print what has changed since.
    """
    remarks = Remarks(remark_for(results)) if review else None
    env = environment(template_folders, Wording(results.plan.millions))
    renderer = Renderer(env, figure_names(results), mark=remarks.mark if remarks else None)
    composer = Composer(results, renderer, other=other)
    template = results.plan.templates.get(report, report)
    markdown = renderer.template(f"{template}.md.j2", composer.functions())
    if tie_out:
        markdown += landscape(
            f"# Bilaga: Avstämning\n\n{composer.avstämning('Siffror prövade mot varandra')}"
        )
    blocks = _without_empty_chapters(to_blocks(markdown, composer.markers))
    blocks = remarks.attached(blocks) if remarks else blocks
    date = results.report.date.isoformat() if results.report.date else ""
    cover = composer.cover or Cover(
        report, results.period.name, results.plan.municipality, results.plan.committee
    )
    document = Document(cover, _numbered(blocks), date, draft=draft)
    findings = list(dict.fromkeys([*renderer.diagnostics, *unknown_references(results, document.blocks)]))
    return Composed(document, findings, composer.context, frozenset(composer.used))


def _without_empty_chapters(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out headings with nothing under them: an optional text nobody wrote."""
    kept: list[Block] = []
    following: Block | None = None
    for block in reversed(blocks):
        shown = Landscape(_without_empty_chapters(block.blocks)) if isinstance(block, Landscape) else block
        first = flat((shown,))[:1]
        if isinstance(shown, Heading) and (
            following is None or (isinstance(following, Heading) and following.level <= shown.level)
        ):
            continue
        if isinstance(shown, Landscape) and not shown.blocks:
            continue
        kept.append(shown)
        following = first[0] if first else following
    return tuple(reversed(kept))


def _numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Number the tables in reading order; they were made in the order the template asked for them."""
    numbers = {
        id(block): n for n, block in enumerate((b for b in flat(blocks) if isinstance(b, TableBlock)), 1)
    }

    def renumbered(block: Block) -> Block:
        if isinstance(block, TableBlock):
            return TableBlock(block.table, numbers[id(block)])
        return Landscape(tuple(map(renumbered, block.blocks))) if isinstance(block, Landscape) else block

    return tuple(map(renumbered, blocks))
