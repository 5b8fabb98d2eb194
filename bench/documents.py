"""The same Word document from rapport and from others, at several sizes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from available import BENCH, NODE_MODULES, ROOT
from measure import Command, interleaved
from stage import RAPPORT, emptied, made, script, tell

if TYPE_CHECKING:
    from pathlib import Path

    from measure import Runs
    from stage import Stage

WORD, BOTH = "rapport, Word", "rapport, Word and Excel"
FLOOR, TEXT = "floor", "python-docx, body as text"
PERIOD = "2020-T1"


@dataclass(frozen=True)
class Measured:
    """A report at one size: how many lines and table rows, what each writer cost, and whose file was proven."""

    times: int
    lines: int
    rows: int
    runs: dict[str, Runs]
    proven: frozenset[str]


@dataclass(frozen=True)
class Report:
    """A kind of content: the module that writes its project, and the words that go before folder and size."""

    name: str
    module: str
    words: tuple[str, ...] = ()


REAL = Report("real", "scaled.py", (str(ROOT),))
INVENTED = Report("invented", "invented.py")


def measured(stage: Stage, report: Report) -> list[Measured]:
    """Measure every writer at every size, and prove that their files have the same words and cells."""
    return [_at(stage, report, times) for times in stage.sizes]


def _at(stage: Stage, report: Report, times: int) -> Measured:
    folder = stage.folder(report.name, str(times))
    tell(f"{report.name} report, {times} times: making it ready")
    project, lines = _project(report, folder, times)
    content = folder / "content.json"
    script("content.py", str(project), PERIOD, str(content))
    commands = {
        WORD: _rapport(WORD, project, folder / "word", "docx"),
        BOTH: _rapport(BOTH, project, folder / "both"),
    }
    commands |= {command.name: command for command in _peers(stage, folder, content)}
    tell(f"{report.name} report, {times} times: {', '.join(commands)}")
    runs = interleaved(list(commands.values()), stage.rounds[times], stage.limit, patience=stage.patience)
    for each in runs.values():
        if each.failed:
            tell(f"failed: {each.failed}")
            stage.disagreements.append(f"{report.name} report {times}×, {each.failed}")
    proven = frozenset(
        name
        for name, each in runs.items()
        if each.costs and _is_proven(stage, f"{report.name} report {times}×, {name}", folder, name, content)
    )
    return Measured(times, lines, _rows(content), runs, proven)


def _project(report: Report, folder: Path, times: int) -> tuple[Path, int]:
    project = folder / "project"
    emptied(project)()
    project.mkdir()
    return project, int(script(report.module, *report.words, str(project), str(times)))


def _rows(content: Path) -> int:
    count = (
        "import json, sys; print(sum(len(b.get('rows', ())) for b in json.load(open(sys.argv[1]))['blocks']))"
    )
    return int(made([sys.executable, "-c", count, str(content)]))


def _rapport(name: str, project: Path, out: Path, *formats: str) -> Command:
    words = (
        *RAPPORT,
        "build",
        "--period",
        PERIOD,
        "--no-pages",
        "--project",
        str(project),
        "--out",
        str(out),
    )
    return Command(name, (*words, *(f"--format={each}" for each in formats)), ROOT, emptied(out))


def _peers(stage: Stage, folder: Path, content: Path) -> list[Command]:
    """Return the peers that there are, with what they start from: templates and Markdown aren't measured."""
    peers, commands = stage.peers, []
    given = str(content)
    if peers.python:
        python = str(peers.python)
        made([python, "-m", "peers.templates", given, str(folder)])
        own = {
            FLOOR: ("peers.floor", str(folder / "empty.docx")),
            "docxtpl": ("peers.with_docxtpl", str(folder / "docxtpl.docx")),
            "python-docx": ("peers.with_python_docx",),
            TEXT: ("peers.with_python_docx_text",),
        }
        for name, words in own.items():
            out = _out(folder, name)
            commands.append(Command(name, (python, "-m", *words, given, str(out)), BENCH, emptied(out)))
        if peers.node:
            name = "docxtemplater"
            out = _out(folder, name)
            words = (
                peers.node,
                "peers/with_docxtemplater.js",
                str(NODE_MODULES),
                str(folder / "docxtemplater.docx"),
            )
            commands.append(Command(name, (*words, given, str(out)), BENCH, emptied(out)))
    if peers.pandoc:
        markdown, out = folder / "content.md", _out(folder, "pandoc")
        made([sys.executable, "-m", "peers.markdown", given, str(markdown)])
        # the faster of its two readers of such Markdown
        words = (peers.pandoc, "--from=commonmark_x-smart", str(markdown), "--output", str(out))
        commands.append(Command("pandoc", words, BENCH, emptied(out)))
    return commands


def _out(folder: Path, name: str) -> Path:
    return folder / f"by {name}.docx"


def _is_proven(stage: Stage, what: str, folder: Path, name: str, content: Path) -> bool:
    where = {WORD: folder / "word", BOTH: folder / "both"}.get(name)
    file = next((where / PERIOD).glob("*.docx")) if where else _out(folder, name)
    return stage.is_proven(what, [sys.executable, "compare.py", str(content), str(file)])
