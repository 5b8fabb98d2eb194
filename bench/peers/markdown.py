"""Ready content as the Markdown that pandoc reads. Pandoc's Markdown has no fills, so ratings are words alone."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peers.ready import HEADING, LIST, PARAGRAPH, Block, Run, load

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~^$@:&])")
_RULES = {"left": ":---", "center": ":--:", "right": "---:"}


def markdown(blocks: list[Block]) -> Iterator[str]:
    """Yield the Markdown of each block, tables as pipe tables."""
    for block in blocks:
        if block["kind"] == HEADING:
            yield f"{'#' * block['level']} {_text(block['text'])}"
        elif block["kind"] == PARAGRAPH:
            yield _runs(block["runs"])
        elif block["kind"] == LIST:
            yield "\n".join(f"{'    ' * point['level']}- {_runs(point['runs'])}" for point in block["points"])
            yield "<!-- -->"
        else:
            yield f'::: {{custom-style="Caption"}}\n{_text(block["caption"])}\n:::'
            yield _table(block)
            yield from map(_text, block["notes"])


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def _runs(runs: list[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    """Return a run; marks must touch its words, so the spaces around them stand outside."""
    marks = "**" * run.get("bold", False) + "*" * run.get("italic", False)
    text = run["text"]
    words = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{marks}{_text(words)}{marks}{after}" if words else text


def _table(block: Block) -> str:
    lines = [
        _line([_text(column["title"]) for column in block["columns"]]),
        _line([_RULES[column["align"]] for column in block["columns"]]),
        *(_line([_text(cell["text"]) for cell in row["cells"]]) for row in block["rows"]),
    ]
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    ready, out = sys.argv[1:]
    Path(out).write_text("\n\n".join(markdown(load(ready)["blocks"])) + "\n", encoding="utf-8")
