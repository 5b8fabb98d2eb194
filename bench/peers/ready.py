"""Ready content: what every peer starts from, as JSON. Nothing here knows of YAML, rules or rapport."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Required, TypedDict, cast


class Run(TypedDict, total=False):
    """A run of text with one look."""

    text: Required[str]
    bold: bool
    italic: bool


class Point(TypedDict):
    """A point of a list and how deep it lies."""

    level: int
    runs: list[Run]


class Cell(TypedDict, total=False):
    """A cell: its text, where a line feed begins a quieter second line, and the fill of a rating."""

    text: Required[str]
    fill: str


class Column(TypedDict):
    """A column: its title, how its cells are aligned, and whether any of them is filled."""

    title: str
    align: str
    filled: bool


class Row(TypedDict):
    """A row of cells."""

    cells: list[Cell]


class Block(TypedDict, total=False):
    """A heading, a paragraph, a list or a table; ``kind`` says which, and so which of the rest there is."""

    kind: Required[str]
    level: int
    text: str
    runs: list[Run]
    points: list[Point]
    caption: str
    columns: list[Column]
    shape: str
    rows: list[Row]
    notes: list[str]


class Content(TypedDict):
    """A whole document."""

    blocks: list[Block]


HEADING, PARAGRAPH, LIST, TABLE = "heading", "paragraph", "list", "table"
HEADING_LEVELS, LIST_LEVELS = 4, 3


def load(path: str) -> Content:
    """Read content that stands ready."""
    return cast("Content", json.loads(Path(path).read_bytes()))


def shape(columns: list[Column]) -> str:
    """Return one letter per column: l, c or r as it is aligned, f where cells are filled."""
    return "".join("f" if column["filled"] else column["align"][0] for column in columns)


def shapes(content: Content) -> dict[str, list[Column]]:
    """Return the columns of the first table of every shape: a template has one table for each."""
    found: dict[str, list[Column]] = {}
    for block in content["blocks"]:
        if block["kind"] == TABLE:
            found.setdefault(block["shape"], block["columns"])
    return found


def fills(content: Content) -> list[str]:
    """Return the fills in use."""
    cells = (
        cell
        for block in content["blocks"]
        if block["kind"] == TABLE
        for row in block["rows"]
        for cell in row["cells"]
    )
    return sorted({cell["fill"] for cell in cells if "fill" in cell})
