"""Small projects of an invented municipality, written as YAML and read by the real reader; and text to compare."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.compose.document import (
    BulletList,
    ChartBlock,
    Contents,
    Heading,
    Landscape,
    Paragraph,
    Role,
    TableBlock,
)
from rapport.compose.folders import SHIPPED
from rapport.compose.report import Composed, compose_report
from rapport.diagnostic import format_diagnostic
from rapport.notation import parse_period
from rapport.read.project import Read, read_project
from rapport.rules.results import Results, evaluate
from rapport.tables.context import Context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.compose.document import Block, Document, Inline
    from rapport.model.scalar import Prose
    from rapport.tables.cell import Table

YEAR = 2031
T1 = "2031-T1"
SNAPSHOTS = Path(__file__).parent / "snapshots"

COMMITTEE = """
kommun: Granviks kommun
nämnd: Omsorgsnämnden
"""

COLOURS = """
skalor:
  färg:
    betyg:
      G: {namn: Grön, symbol: ●, ton: god}
      A: {namn: Gul, symbol: ▲, ton: varning}
      R: {namn: Röd, symbol: ■, ton: dålig}
"""

TEN_PER_CENT = """
    skala: färg
    typ: relativ avvikelse
    gränser:
      G: {högst: 0 %}
      A: {över: 0 %, högst: 10 %}
      R: {över: 10 %}
"""

SMALL = {
    "år.yaml": "kommun: Granviks kommun\nnämnd: Omsorgsnämnden\nskalor: {färg: {betyg: {G: {namn: Grön, ton: god}, R: {namn: Röd, ton: dålig}}}}\n"
    "regler: {indikator: {skala: färg, typ: ja eller nej}}\nstandardregler: {indikator: indikator}\nnivåer: {mål: {}}\n",
    "mål.yaml": "mål: {trygghet: {nivå: mål, namn: Trygghet, indikatorer: {larm: {namn: Larm, enhet: gånger, målnivå: minst 3}}}}\n",
    "T1/utfall.yaml": "utfall: {larm: 3}\n",
    "T1/inledning.md": "Larmet gick {{ utfall.larm }} gånger.\n",
    "templates/delårsrapport.md.j2": '# Inledning\n\n{{ text("inledning") }}\n\n{% for m in mål("mål") %}\n{{ måltabell(m, m.namn) }}\n{% endfor %}\n',
}
"""A whole project with a template of its own: one goal, one indicator, one text."""


def write_files(files: Mapping[str, str], folder: Path) -> Path:
    """Write a project; a name without folder belongs to the year."""
    for name, text in files.items():
        file = folder / (name if name.split("/")[0] in ("data", "templates") else f"data/{YEAR}/{name}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def project_from(files: Mapping[str, str], folder: Path) -> Read:
    """Write a project's files and read them, whatever is wrong with them."""
    return read_project(write_files(files, folder), [SHIPPED])


def results_from(files: Mapping[str, str], folder: Path, period: str = T1) -> Results:
    """Write a project's files, read them without a finding, and apply the rules to a period."""
    read = project_from(files, folder)
    findings = told(read)
    assert not findings, findings
    return evaluate(read.project, parse_period(period))


def context_from(files: Mapping[str, str], folder: Path, period: str = T1) -> Context:
    """Return results with comments taken as they stand, without expressions."""

    def say(prose: Prose) -> str:
        return " ".join(prose.text.split())

    return Context(results_from(files, folder, period), say)


def told(read: Read) -> str:
    """Return what a user is told about the files of a project."""
    return "\n".join(format_diagnostic(finding) for finding in read.diagnostics)


def cells(table: str) -> list[list[str]]:
    """Return a table written with bars as rows of cells; the first row names the columns."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def plain(text: str) -> str:
    """Return text with ordinary spaces for no-break ones, so that a test can be typed."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def dump_table(table: Table) -> str:
    """Return a table as text: a line per row, cells between bars, notes of cells in angle brackets."""
    lines = [" | ".join(column.title.replace("\n", " ") for column in table.columns)]
    for row in table.rows:
        shown = [cell.shown.strip() + (f" <{cell.note}>" if cell.note else "") for cell in row.cells]
        lines.append("  " * row.indent + " | ".join(shown))
    return plain("\n".join(line.rstrip() for line in lines))


def matches_snapshot(name: str, text: str) -> bool:
    """Compare with a kept text; ``RAPPORT_ACCEPT=1 pytest`` keeps the new one instead."""
    file = SNAPSHOTS / name
    if os.environ.get("RAPPORT_ACCEPT"):
        file.write_text(text, encoding="utf-8", newline="\n")
    return file.read_text(encoding="utf-8") == text


def composed_from(files: Mapping[str, str], folder: Path, period: str = T1) -> Composed:
    """Write a project with a template of its own, ``templates/delårsrapport.md.j2``, and compose its report."""
    return compose_report(results_from(files, folder, period), "delårsrapport", [folder / "templates"])


def dump_blocks(blocks: tuple[Block, ...], indent: str = "") -> str:
    """Return blocks as text: headings with signs, paragraphs with their role, lists, tables."""
    return "\n".join(f"{indent}{line}".rstrip() for block in blocks for line in _block_lines(block))


def _block_lines(block: Block) -> list[str]:
    """Return an empty line and the block."""
    match block:
        case Heading():
            page = ", ny sida" if block.new_page else ""
            lines = [f"{'#' * block.level} {block.text} (#{block.anchor}{page})"]
        case Paragraph():
            lines = [("" if block.role is Role.BODY else f"[{block.role}] ") + runs(block.content)]
        case BulletList():
            lines = _item_lines(block)
        case TableBlock():
            lines = [
                f"[tabell {block.number}] {plain(block.table.caption)}",
                *dump_table(block.table).split("\n"),
            ]
            lines += [f"[not] {plain(note)}" for note in block.table.notes]
        case Landscape():
            lines = ["[liggande]", *dump_blocks(block.blocks).split("\n"), "", "[stående]"]
        case Contents():
            lines = [f"[{block.title}, {block.depth} nivåer]"]
        case ChartBlock():
            lines = [f"[diagram {block.number}] {block.drawing.caption}"]
    return ["", *lines]


def _item_lines(block: BulletList) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, 1):
        lines.append((f"{number}. " if block.ordered else "- ") + runs(item.content))
        lines += [f"  {line}".rstrip() for line in dump_blocks(item.children).split("\n") if line.strip()]
    return lines


def runs(content: Inline) -> str:
    """Return runs of text with stars for their look and links in brackets."""
    shown = []
    for (bold, italic, link), parts in groupby(content, lambda run: (run.bold, run.italic, run.link)):
        text = plain("".join(part.text for part in parts)).replace("\n", "⏎")
        text = f"**{text}**" if bold else text
        text = f"*{text}*" if italic else text
        shown.append(f"[{text}]({link})" if link else text)
    return "".join(shown)


def dump_document(document: Document) -> str:
    """Return a whole document as text."""
    cover = document.cover
    facts = [f"{label}: {value}" for label, value in cover.facts]
    head = [cover.title, cover.subtitle, cover.municipality, cover.organ, cover.scope, cover.motto, *facts]
    return "\n".join(line for line in head if line) + "\n" + dump_blocks(document.blocks) + "\n"
