"""Content that stands ready for the peers: a report as rapport composes it, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peers.ready import HEADING, LIST, PARAGRAPH, TABLE, Block, Cell, Column, Content, Point, Row, Run, shape
from rapport.compose.document import BulletList, Contents, Heading, Paragraph, TableBlock, flat
from rapport.compose.folders import template_folders
from rapport.compose.report import compose_report
from rapport.notation import parse_period
from rapport.read.project import read_project
from rapport.rules.results import evaluate
from rapport.tables.cell import MISSING, Kind, RowKind, Tone
from rapport.write.palette import SHADES
from rapport.write.word_columns import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.compose import document
    from rapport.tables import cell as tables

_ALIGNED = {Kind.TEXT: "left", Kind.RATING: "center", Kind.NUMBER: "right"}
_OPENING = (RowKind.HEADING, RowKind.GROUP)


def composed(root: Path, code: str) -> Content:
    """Return what the report of a period says, as rapport composes it."""
    period = parse_period(code)
    folders = template_folders(root)
    project = read_project(root, folders).project
    results = evaluate(project, period)
    report = compose_report(
        results,
        period.report,
        folders,
        other=lambda other: evaluate(project, other) if other.year in project.years else None,
    )
    return as_content(report.document)


def as_content(report: document.Document) -> Content:
    """Return the words, tables and ratings of a document without what only rapport makes of them.

    Its table of contents, header and footer are left out: they are rapport's own, and no peer is asked for them.
    """
    cover = report.cover
    lines = (cover.municipality, cover.title, cover.subtitle, cover.organ, cover.scope, cover.motto)
    blocks = [Block(kind=PARAGRAPH, runs=[Run(text=line)]) for line in lines if line.strip()]
    return Content(blocks=[*blocks, *_blocks(report.blocks)])


def _blocks(blocks: tuple[document.Block, ...]) -> Iterator[Block]:
    for block in flat(blocks):
        match block:
            case Heading():
                yield Block(kind=HEADING, level=block.level, text=block.text)
            case Paragraph():
                yield Block(kind=PARAGRAPH, runs=_runs(block.content))
            case BulletList():
                yield Block(kind=LIST, points=list(_points(block, 0)))
            case TableBlock():
                yield _table(block)
            case Contents():
                continue
            case _:
                raise TypeError(f"{type(block).__name__} has no counterpart among the peers")


def _runs(content: document.Inline) -> list[Run]:
    if any(text.link for text in content):
        raise ValueError("a link in the text has no counterpart among the peers")
    return [Run(text=text.text, bold=text.bold, italic=text.italic) for text in content]


def _points(block: BulletList, level: int) -> Iterator[Point]:
    for item in block.items:
        yield Point(level=level, runs=_runs(item.content))
        for child in item.children:
            match child:
                case BulletList():
                    yield from _points(child, level + 1)
                case Paragraph():
                    yield Point(level=level, runs=_runs(child.content))
                case _:
                    raise TypeError(f"{type(child).__name__} in a list has no counterpart among the peers")


def _table(block: TableBlock) -> Block:
    table = block.table
    footnotes = list(dict.fromkeys(row.footnote for row in table.rows if row.footnote))
    rows = [_row(row, table, footnotes) for row in table.rows]
    columns = [
        Column(
            title=column.title,
            align=_ALIGNED[column.kind],
            filled=any("fill" in row["cells"][place] for row in rows),
        )
        for place, column in enumerate(table.columns)
    ]
    notes = [f"{number} {note}" for number, note in enumerate(footnotes, 1)]
    return Block(
        kind=TABLE,
        caption=f"Tabell {block.number}. {table.caption}",
        columns=columns,
        shape=shape(columns),
        rows=rows,
        notes=notes + [note for note in table.notes if note.strip()],
    )


def _row(row: tables.Row, table: tables.Table, footnotes: list[str]) -> Row:
    """Return a row as it is printed; in a row that opens a group the cells beside its name are silent."""
    words = [printed(cell) for cell in row.cells]
    spoken = next((place for place, text in enumerate(words) if place and text.strip()), len(words))
    cells: list[Cell] = []
    for place, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
        silent = "" if row.kind in _OPENING and place < spoken else MISSING
        shown = text if text.strip() else silent
        if place == 0 and row.footnote:
            shown += str(footnotes.index(row.footnote) + 1)
        made = Cell(text="\n".join(part for part in (shown, cell.note) if part))
        is_rating = Kind.RATING in (cell.kind, table.columns[place].kind)
        if is_rating and cell.tone is not Tone.PLAIN:
            made["fill"] = SHADES[cell.tone].fill
        cells.append(made)
    return Row(cells=cells)


if __name__ == "__main__":
    where, code, out = sys.argv[1:]
    Path(out).write_text(json.dumps(composed(Path(where), code), ensure_ascii=False), encoding="utf-8")
