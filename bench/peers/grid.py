"""A workbook's cells, ready: values, formulas and looks, without charts, notes and names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict, cast

Value = str | int | float | bool | None
Filled = tuple[int, int, Value, Value]
"""A cell that isn't empty: column and look (both counted from 0), formula or value, and what the formula gives."""


class Look(TypedDict):
    """How a cell looks."""

    bold: bool
    fill: str
    ink: str
    number: str
    wrap: bool
    align: str


class Sheet(TypedDict):
    """A sheet: its name, the widths of its columns, and its rows from the top."""

    name: str
    widths: list[float]
    rows: list[list[Filled]]


class Grid(TypedDict):
    """A workbook."""

    looks: list[Look]
    sheets: list[Sheet]


def load(path: str) -> Grid:
    """Read a grid that stands ready."""
    return cast("Grid", json.loads(Path(path).read_bytes()))
