"""Whether a Word file says what it should: every word and every cell of the content, in order."""

from __future__ import annotations

import sys
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, iterparse

from peers.ready import HEADING, LIST, PARAGRAPH, Content, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPEAKING = (f"{_W}t", f"{_W}br", f"{_W}tab")
_SHOWN = 3
"""So many differences are told; the rest are counted."""


def differences(content: Content, document: Path) -> list[str]:
    """Return what a Word file lacks of the content; nothing if it has every word and cell.

    A file may say more (a cover, a table of contents, captions of its own): what is asked for must come in the
    right order, and a table must have its rows and cells and no others.
    """
    texts, tables = _read(document)
    expected_tables = [block for block in content["blocks"] if "rows" in block]
    found = list(_missing_texts(content, texts))
    if len(tables) != len(expected_tables):
        found.append(f"{len(expected_tables)} tables were asked for, {len(tables)} are there")
    for number, (block, rows) in enumerate(zip(expected_tables, tables, strict=False), 1):
        head = [_plain(column["title"]) for column in block["columns"]]
        asked = [[_plain(cell["text"]) for cell in row["cells"]] for row in block["rows"]]
        found += _different_rows(number, [_spoken(row) for row in (head, *asked)], rows)
    return found


def told(found: list[str]) -> str:
    """Return differences in a few words."""
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return "; ".join(found[:_SHOWN]) + more


def _missing_texts(content: Content, texts: list[str]) -> Iterator[str]:
    """Yield the texts outside tables that don't come, after those that came before."""
    remaining = iter(texts)
    behind = set(texts)
    for wanted in _expected_texts(content):
        if wanted not in behind:
            yield f"no paragraph says “{wanted}”"
        elif not any(text == wanted for text in remaining):
            yield f"“{wanted}” comes too early or too seldom"
            return


def _expected_texts(content: Content) -> Iterator[str]:
    for block in content["blocks"]:
        if block["kind"] == HEADING:
            yield _plain(block["text"])
        elif block["kind"] == PARAGRAPH:
            yield _plain("".join(run["text"] for run in block["runs"]))
        elif block["kind"] == LIST:
            yield from (_plain("".join(run["text"] for run in point["runs"])) for point in block["points"])
        else:
            yield _plain(block["caption"])
            yield from map(_plain, block["notes"])


def _different_rows(table: int, asked: list[list[str]], rows: list[list[str]]) -> Iterator[str]:
    if len(asked) != len(rows):
        yield f"table {table} should have {len(asked)} rows and has {len(rows)}"
    for number, (wanted, row) in enumerate(zip(asked, rows, strict=False), 1):
        if wanted != row:
            yield f"table {table} row {number} should say {wanted} and says {row}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _spoken(cells: list[str]) -> list[str]:
    """Return the cells that say something: a spanning cell has silent neighbours in some writers and none in others."""
    return [cell for cell in cells if cell]


def _read(document: Path) -> tuple[list[str], list[list[list[str]]]]:
    """Return the texts outside tables and, for each table, the texts of its rows' cells."""
    texts: list[str] = []
    tables: list[list[list[str]]] = []
    row: list[str] = []
    cell: list[str] = []
    depth = 0
    with zipfile.ZipFile(document) as package, package.open("word/document.xml") as part:
        for event, element in iterparse(part, ["start", "end"]):  # noqa: S314  files written a moment ago
            tag = element.tag
            if event == "start":
                if tag == f"{_W}tbl":
                    depth += 1
                    tables.append([])
                continue
            if tag == f"{_W}p":
                (cell if depth else texts).append(_plain(_text(element)))
                element.clear()
            elif tag == f"{_W}tc":
                row.append(_plain(" ".join(cell)))
                cell = []
                element.clear()
            elif tag == f"{_W}tr":
                tables[-1].append(_spoken(row))
                row = []
                element.clear()
            elif tag == f"{_W}tbl":
                depth -= 1
    return texts, tables


def _text(paragraph: Element) -> str:
    return "".join(
        (element.text or "") if element.tag == f"{_W}t" else " "
        for element in paragraph.iter()
        if element.tag in _SPEAKING
    )


if __name__ == "__main__":
    from pathlib import Path

    answer = differences(load(sys.argv[1]), Path(sys.argv[2]))
    print(told(answer))
    sys.exit(bool(answer))
