"""What was measured, as Markdown tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import documents
import workbooks
from measure import Cost, Runs, exponent, machine, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import checking
    import starting

_MEBIBYTE = 1024 * 1024
_NONE = "–"
_NO_PEERS = (documents.WORD, documents.BOTH, documents.FLOOR, documents.TEXT)
"""What is no tool that people use for reports: ourselves, and the body written by hand as text."""
_LACKS = {
    documents.WORD: "reads YAML, checks, computes; contents, cover, header and footer, alt texts besides",
    documents.BOTH: "the same, and the appendix workbook with formulas and charts",
    documents.FLOOR: "no library, no checks: the body as text in a prepared package",
    "docxtpl": "ratings as cell fills",
    "docxtemplater": "no cell fills in the free edition: a rating's words are shaded",
    "pandoc": "no cell fills at all; default Word styles",
    "python-docx": "ratings as cell fills; cells read once",
    documents.TEXT: "ratings as cell fills; the body as XML text, parsed once",
}

_WORKBOOKS = {
    workbooks.EXCEL: "reads YAML, checks, computes; charts, notes and defined names besides",
    "XlsxWriter": "cells, formulas and their values, looks",
    "openpyxl": "cells, formulas without values, looks",
}


def document_tables(title: str, about: str, sizes: Sequence[documents.Measured]) -> Iterator[str]:
    """Yield the tables of a report: one for each size, then how costs grow between sizes."""
    yield f"## {title}\n\n{about}"
    for size in sizes:
        yield f"### {size.times}×: {_count(size.lines)} lines of YAML and Markdown, {_count(size.rows)} table rows"
        yield _comparison(size.runs, documents.WORD, size.proven, _LACKS)
    yield from _growth([(size.times, size.runs) for size in sizes], "size")


def glance(reports: Mapping[str, Sequence[documents.Measured]]) -> Iterator[str]:
    """Yield one table over all reports and sizes: rapport's Word file beside the quickest peer and the floor."""
    yield (
        "## At a glance\n\nThe Word file alone. *The quickest peer* has the least processor time of those that begin "
        "from ready content; a number above 1 says how many times as much as rapport it takes. *By hand* is the body "
        "written as text with python-docx's package, which no tool does for you."
    )
    rows = []
    for title, sizes in reports.items():
        for size in sizes:
            ours = size.runs[documents.WORD]
            against = {
                name: share
                for name, runs in size.runs.items()
                if (share := ratio(runs, ours, _processor)) is not None
            }
            floor = against.get(documents.FLOOR)
            peers = {name: share for name, share in against.items() if name not in _NO_PEERS}
            quickest = min(peers, key=lambda name: peers[name], default="")
            slowest = max(peers, key=lambda name: peers[name], default="")
            rows.append(
                [
                    f"{title}, {size.times}×",
                    _seconds(ours.processor),
                    _ratio(1 / floor if floor else None),
                    f"{quickest or _NONE} {_ratio(peers.get(quickest))}",
                    f"{slowest or _NONE} {_ratio(peers.get(slowest))}",
                    _ratio(against.get(documents.TEXT)),
                ]
            )
    headings = [
        "Report",
        "Rapport's CPU s",
        "Times the floor",
        "The quickest peer",
        "The slowest peer",
        "By hand",
    ]
    yield _table(headings, rows)


def workbook_tables(sizes: Sequence[workbooks.Measured]) -> Iterator[str]:
    """Yield the tables of the workbook."""
    yield (
        "## The appendix workbook\n\nRapport reads YAML, checks and computes, and writes charts, notes and defined "
        "names besides. The others start from the finished cells (value, formula, number format, fill) and write those "
        "alone: XlsxWriter with its values stored beside the formulas, openpyxl in write-only mode, which can't store them."
    )
    for size in sizes:
        cells = f"{_count(size.cells)} filled cells" if size.cells else "not measured, rapport didn't finish"
        yield f"### {size.times}×: {cells}"
        yield _comparison(size.runs, workbooks.EXCEL, size.proven, _WORKBOOKS)
    yield from _growth([(size.times, size.runs) for size in sizes], "size")


def checking_table(found: Sequence[checking.Measured]) -> Iterator[str]:
    """Yield the table of checks."""
    yield "## Checking\n\n`rapport check` on invented committees, the whole process with its start."
    rows = []
    for before, size in zip([None, *found], found, strict=False):
        runs = size.runs
        growth = _grown(before.lines, before.runs, size.lines, runs) if before else _NONE
        speed = _count(round(size.lines / runs.processor)) if runs.processor else _NONE
        rows.append([_count(size.lines), *_costs(runs), speed, growth])
    yield _table(["Lines of YAML", "Wall s", "CPU s", "Peak MiB", "Lines per CPU second", "Exponent"], rows)


def starting_table(found: Sequence[starting.Measured]) -> Iterator[str]:
    """Yield the table of start-up."""
    yield "## Start-up\n\nThe help of every command and a check of the real report, and what they import."
    rows = [
        [
            f"`{each.name}`",
            _milliseconds(each.runs.wall),
            _milliseconds(each.runs.processor),
            _size(each.runs.memory),
            str(each.modules or _NONE),
            ", ".join(each.heavy) or _NONE,
        ]
        for each in found
    ]
    yield _table(
        ["Command", "Wall ms", "CPU ms", "Peak MiB", "Modules", "Of the heavy libraries"],
        rows,
        words_last=True,
    )


def opening(versions: dict[str, str], missing: Iterable[str], how: str) -> Iterator[str]:
    """Yield what the tables were measured with, and how to read them."""
    yield "# What was measured"
    facts = ", ".join(f"{name} {value}" for name, value in machine().items())
    peers = ", ".join(f"{name} {version}" for name, version in versions.items())
    yield f"Written by `python bench/run.py{how}`. Machine: {facts}. Peers: {peers}."
    yield (
        "Medians over rounds in which every command was run once in turn. Processor time (CPU, user and system, with "
        "child processes) disturbs least on a machine that does other things; wall time is noisier. *Against rapport* "
        "is the median over the rounds of the cost divided by rapport's in the same round: above 1, rapport is the "
        "cheaper. *Proven* says that the file was read back and has every word and cell of the content, in order."
    )
    yield from (f"- {line}" for line in missing)


def _comparison(runs: dict[str, Runs], base: str, proven: frozenset[str], about: dict[str, str]) -> str:
    headings = [
        "Writer",
        "Wall s",
        "CPU s",
        "Peak MiB",
        "Wall against rapport",
        "CPU against rapport",
        "Proven",
        "What it is",
    ]
    rows = [
        [
            name,
            *_costs(each),
            _ratio(ratio(each, runs[base], _wall)),
            _ratio(ratio(each, runs[base], _processor)),
            "yes" if name in proven else _NONE,
            about.get(name, ""),
        ]
        for name, each in runs.items()
    ]
    return _table(headings, rows, words_last=True)


def _growth(sizes: Sequence[tuple[int, dict[str, Runs]]], what: str) -> Iterator[str]:
    """Yield how the processor time grows from size to size: in proportion is 1, with the square is 2."""
    if len(sizes) < 2:  # noqa: PLR2004  growth is between two
        return
    yield f"### Growth with {what}: the exponent of the processor time (1 is in proportion, 2 with the square)"
    steps = list(pairwise(sizes))
    headings = ["Writer", *(f"{small}× to {large}×" for (small, _), (large, _) in steps)]
    rows = [
        [
            name,
            *(_grown(small, before[name], large, after[name]) for (small, before), (large, after) in steps),
        ]
        for name in sizes[0][1]
        if all(name in runs for _, runs in sizes)
    ]
    yield _table(headings, rows)


def _grown(small: int, before: Runs, large: int, after: Runs) -> str:
    found = exponent((small, large), (before.processor, after.processor))
    return _NONE if found is None else f"{found:.2f}"


def _wall(cost: Cost) -> float | None:
    return cost.wall


def _processor(cost: Cost) -> float | None:
    return cost.processor


def _costs(runs: Runs) -> list[str]:
    if runs.stopped is not None:
        return [f"> {runs.stopped:.0f}", _NONE, _NONE]
    if runs.failed:
        return ["failed", _NONE, _NONE]
    return [_seconds(runs.wall), _seconds(runs.processor), _size(runs.memory)]


def _shown(write: Callable[[float], str], value: float | None) -> str:
    return _NONE if value is None else write(value)


def _seconds(value: float | None) -> str:
    return _shown(lambda seconds: f"{seconds:.2f}" if seconds >= 1 else f"{seconds:.3f}", value)


def _milliseconds(value: float | None) -> str:
    return _shown(lambda seconds: f"{seconds * 1000:.0f}", value)


def _size(value: float | None) -> str:
    return _shown(lambda size: f"{size / _MEBIBYTE:.0f}", value)


def _ratio(value: float | None) -> str:
    return _shown(lambda share: f"{share:.2f}", value)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _table(headings: list[str], rows: Iterable[list[str]], *, words_last: bool = False) -> str:
    rules = ["---", *(["---:"] * (len(headings) - 1))]
    if words_last:
        rules[-1] = "---"
    lines = [headings, rules, *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
