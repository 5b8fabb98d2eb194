"""A committee's folder: every file of every year, merged and validated, with all that is wrong at once."""

from __future__ import annotations

import gc
import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from rapport.diagnostic import Diagnostic, Level, did_you_mean, in_file_order, why_unreadable
from rapport.model.economy import Layouts
from rapport.model.record import with_changes
from rapport.model.scalar import Prose
from rapport.model.year import PeriodReport, Plan, Project, Year
from rapport.notation import NotationError, Period
from rapport.notation.period import parse_part
from rapport.origin import Origin
from rapport.read.nodes import parse
from rapport.read.records import read_record
from rapport.read.source import NO_RIGHT, Source, read_source
from rapport.read.sums import YAML_ENDINGS, with_sums
from rapport.written import Entry, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

R = TypeVar("R", Plan, PeriodReport)

LAYOUT_FILE = "tabeller.yaml"
PERIOD_NAMES = "perioder heter plan, helår, T1–T3, Q1–Q4 eller 01–12"
UNREAD = frozenset({".txt", ".docx", ".doc", ".odt", ".rtf", ".markdown", ".json"})
"""Endings of what people write texts in, and that isn't read; of .txt only what should have another ending."""

PROJECT_FAULTS = {
    "no-data": "projektet har ingen mapp data/ med årtal",
    "unknown-folder": "en mapp eller fil vars namn inte är en period",
    "unread-file": "en fil vars ändelse gör att den inte läses, till exempel .yaml.txt eller .docx",
    "not-a-record": "en fil som inte består av namngivna fält",
    "outside-link": "en länk i data/ eller templates/ som leder ut ur projektet",
    "no-period": "en period som inga uppgifter är skrivna för",
}


class _Reading(Struct):
    """What one run of the reader has seen so far."""

    root: Path
    base: Path
    """The folder that paths are told from."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    unread: int = 0
    """How many files and folders nothing could be read of."""

    def load(self, file: Path) -> Source | None:
        path = _relative(file, self.base)
        source, diagnostics = read_source(file, path)
        self.diagnostics += diagnostics
        if source is not None:
            self.sources[path] = source
        else:
            self.unread += 1
        return source

    def children(self, folder: Path) -> list[Path]:
        """Return what stands in a folder, hidden files left out; a folder that may not be read is reported."""
        try:
            found = [child for child in folder.iterdir() if not child.name.startswith((".", "~"))]
        except OSError as fault:
            message = f"mappen går inte att läsa: {why_unreadable(fault)}"
            self.fault("unreadable-file", _relative(folder, self.base), message, NO_RIGHT)
            self.unread += 1
            return []
        return sorted(found, key=lambda child: unicodedata.normalize("NFC", child.name))

    def usable(self, child: Path) -> bool:
        """Whether something in data/ is a file or a folder of the project; what isn't is reported and not opened."""
        path = _relative(child, self.base)
        if not child.is_file() and not child.is_dir():
            message = f"”{child.name}” går inte att läsa: det är varken en fil eller en mapp"
            self.fault("unreadable-file", path, message, "ta bort den, eller lägg dit filen som ska vara där")
            return False
        if child.is_symlink() and not child.resolve().is_relative_to(self.root.resolve()):
            message = f"”{child.name}” är en länk till något utanför projektet"
            self.fault("outside-link", path, message, "lägg filen själv i mappen i stället för länken")
            return False
        return True

    def fault(self, check: str, path: str, message: str, remedy: str, level: Level = Level.ERROR) -> None:
        self.diagnostics.append(Diagnostic(check, level, Origin(path), message, remedy))


class Read(Struct, frozen=True):
    """A project as read: the models, the findings of reading, the lines of every file by path."""

    project: Project
    diagnostics: list[Diagnostic]
    sources: dict[str, Source]

    @property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """The lines of every file, to show beside findings."""
        return {path: source.lines for path, source in self.sources.items()}


def read_project(root: Path, layout_folders: Iterable[Path] = (), base: Path | None = None) -> Read:
    """Read all of ``root/data``.

    Args:
        root: The project folder.
        layout_folders: Folders that may hold ``tabeller.yaml`` with table layouts; earlier ones win.
        base: The folder that paths are told from, where it isn't the project's own: the municipality's.

    Returns:
        Everything that could be read, and everything that couldn't as findings in file order. Nothing raises.
    """
    collecting = gc.isenabled()
    # Thousands of small nodes and none of them garbage: the collector would only walk them over and over.
    gc.disable()
    try:
        return _read(root, layout_folders, base or root)
    finally:
        if collecting:
            gc.enable()


def read_periods(root: Path) -> list[Period]:
    """Return the periods that a project has reports of, and the plans, by the names of its folders and files."""
    reading = _Reading(root, root)
    return sorted(
        {
            period
            for folder in _year_folders(reading)
            for child in reading.children(folder)
            if reading.usable(child) and (period := _period(int(folder.name), child)) is not None
        }
    )


def _year_folders(reading: _Reading) -> list[Path]:
    data = reading.root / "data"
    named = [f for f in reading.children(data) if _is_year(f.name)] if data.is_dir() else []
    return [folder for folder in named if reading.usable(folder) and folder.is_dir()]


def _read(root: Path, layout_folders: Iterable[Path], base: Path) -> Read:
    reading = _Reading(root, base)
    folders = _year_folders(reading)
    if not folders and not reading.unread:
        reading.fault(
            "no-data",
            _relative(root / "data", base),
            "här finns ingen mapp data/ med ett årtal i",
            _year_remedy(root / "data"),
        )
    templates = tuple(layout_folders)
    layouts = _layouts(reading, templates)
    years = {int(folder.name): _year(reading, folder, layouts) for folder in folders}
    years = {number: with_sums(year, reading.sources, templates) for number, year in years.items()}
    return Read(Project(years), in_file_order(reading.diagnostics), reading.sources)


def _is_year(name: str) -> bool:
    return re.fullmatch(r"(?:19|20)[0-9]{2}", name) is not None


def _relative(file: Path, root: Path) -> str:
    shown = (
        file.relative_to(root)
        if file.is_relative_to(root)
        else file.parent.name / file.relative_to(file.parent)
    )
    return unicodedata.normalize("NFC", shown.as_posix())


def _year_remedy(data: Path) -> str:
    """Return what to do where no folder is named after a year; one that nearly is gets its name."""
    folders = sorted(child.name for child in data.iterdir() if child.is_dir()) if data.is_dir() else []
    for name in folders:
        if year := re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", name):
            return f"mappen ”{name}” ska bara heta sitt årtal: {year[0]}"
    return "skapa till exempel data/2020/år.yaml, eller börja med ett exempel: rapport init MAPP"


def _layouts(reading: _Reading, folders: Iterable[Path]) -> Layouts:
    """Read the shipped table layouts and the municipality's own, which go before."""
    merged: dict[str, Node] = {}
    for folder in folders:
        file = folder / LAYOUT_FILE
        outside = [child for child in _links(reading, folder) if not reading.usable(child)]
        if file not in outside and file.is_file() and (node := _parsed(reading, file)) is not None:
            for entry in _section(node, "layouter"):
                merged.setdefault(entry.key.text, entry.value)
    origin = Origin(LAYOUT_FILE)
    entries = tuple(Entry(Scalar(key, value.origin, "", 0, 0), value) for key, value in merged.items())
    section = Entry(Scalar("layouter", origin, "", 0, 0), Mapping(entries, origin, 0, 0))
    record, diagnostics = read_record(Layouts, Mapping((section,), origin, 0, 0))
    reading.diagnostics += diagnostics
    return record


def _links(reading: _Reading, folder: Path) -> Iterator[Path]:
    """Yield what stands in the project's own templates by a link."""
    if folder.parent == reading.root and folder.is_dir():
        yield from (child for child in sorted(folder.rglob("*")) if child.is_symlink())


def _section(node: Mapping, name: str) -> tuple[Entry, ...]:
    found = next((entry.value for entry in node.entries if entry.key.text == name), None)
    return found.entries if isinstance(found, Mapping) else ()


def _year(reading: _Reading, folder: Path, layouts: Layouts) -> Year:
    year, unread = int(folder.name), reading.unread
    plan_files: list[Path] = []
    period_files: dict[Period, list[Path]] = {}
    for child in reading.children(folder):
        if not reading.usable(child):
            continue
        period = _period(year, child)
        if period is not None:
            period_files.setdefault(period, []).extend(_files(reading, child) if child.is_dir() else [child])
        elif child.is_dir():
            parts = ["plan", "helår", "T1", "T2", "T3", "Q1", "Q2", "Q3", "Q4"]
            parts += [f"{month:02}" for month in range(1, 13)]
            path = _relative(child, reading.base)
            reading.fault(
                "unknown-folder",
                path,
                f"mappen ”{child.name}” är ingen period",
                did_you_mean(child.name, parts) or PERIOD_NAMES,
            )
        elif _is_text(child):
            plan_files.append(child)
        else:
            _tell_unread(reading, child)
    plan = _merged(reading, plan_files, Plan, _relative(folder, reading.base))
    reports = {period: _report(reading, files, folder) for period, files in sorted(period_files.items())}
    return Year(year, plan, reports, layouts, whole=reading.unread == unread)


def _report(reading: _Reading, files: list[Path], folder: Path) -> PeriodReport:
    return _merged(reading, files, PeriodReport, _relative(folder, reading.base))


def _period(year: int, child: Path) -> Period | None:
    if child.is_file() and child.suffix not in YAML_ENDINGS:
        return None
    try:
        return parse_part(year, unicodedata.normalize("NFC", child.stem if child.is_file() else child.name))
    except NotationError:
        return None


def _is_text(file: Path) -> bool:
    return file.is_file() and (file.suffix in YAML_ENDINGS or file.suffix == ".md")


def _files(reading: _Reading, folder: Path) -> list[Path]:
    children = reading.children(folder)
    for child in children:
        _tell_unread(reading, child)
    return [child for child in children if reading.usable(child) and _is_text(child)]


def _tell_unread(reading: _Reading, file: Path) -> None:
    """Say that a file is passed over which somebody may believe is part of the report."""
    ending = file.suffix.casefold()
    is_doubled = file.stem.endswith((*YAML_ENDINGS, ".md"))
    if ending not in UNREAD or (ending == ".txt" and not is_doubled) or not file.is_file():
        return
    kept = file.stem if is_doubled else f"{file.stem}.md"
    how = f"döp om den till {kept}" if ending == ".txt" else f"spara texten som ren text med namnet {kept}"
    path = _relative(file, reading.root)
    reading.fault("unread-file", path, f"filen ”{file.name}” läses inte", how, level=Level.WARNING)


def _merged(reading: _Reading, files: list[Path], model: type[R], folder: str) -> R:
    """Merge files into one record: sections with the same name are joined, an id may stand in one of them only."""
    sections: dict[str, Entry] = {}
    for file in files:
        if file.suffix == ".md":
            continue
        node = _parsed(reading, file)
        for entry in node.entries if node else ():
            _join(reading, sections, entry)
    origin = Origin(folder)
    record, diagnostics = read_record(model, Mapping(tuple(sections.values()), origin, 0, 0))
    broken = {(d.origin.path, d.origin.line) for d in reading.diagnostics}
    # A value on a line whose syntax was mended is our guess: nothing is said of it twice.
    reading.diagnostics += [d for d in diagnostics if (d.origin.path, d.origin.line) not in broken]
    proses = _proses(reading, [file for file in files if file.suffix == ".md"])
    return with_changes(record, texts={**record.texts, **proses})


def _join(reading: _Reading, sections: dict[str, Entry], entry: Entry) -> None:
    known = sections.get(entry.key.text)
    if known is None:
        sections[entry.key.text] = entry
        return
    if not isinstance(known.value, Mapping) or not isinstance(entry.value, Mapping):
        _duplicate(reading, entry.key, known.key)
        return
    first = {inner.key.text: inner.key for inner in known.value.entries}
    for inner in entry.value.entries:
        if inner.key.text in first:
            _duplicate(reading, inner.key, first[inner.key.text])
    fresh = tuple(inner for inner in entry.value.entries if inner.key.text not in first)
    merged = Mapping(known.value.entries + fresh, known.value.origin, known.value.start, known.value.end)
    sections[entry.key.text] = Entry(known.key, merged)


def _duplicate(reading: _Reading, key: Scalar, first: Scalar) -> None:
    message = f"”{key.text}” står redan i en annan fil"
    remedy = f"ta bort den ena, den första står i {first.origin}"
    reading.diagnostics.append(
        Diagnostic("duplicate-key", Level.ERROR, key.origin, message, remedy, (first.origin,))
    )


def _proses(reading: _Reading, files: list[Path]) -> dict[str, Prose]:
    """Read Markdown files; the file's name is the text's id."""
    sources = {unicodedata.normalize("NFC", file.stem): reading.load(file) for file in files}
    return {
        name: Prose(source.text, Origin(source.path), raw=source.text)
        for name, source in sources.items()
        if source is not None
    }


def _parsed(reading: _Reading, file: Path) -> Mapping | None:
    """Return the fields of one YAML file; None for an empty or unreadable one."""
    source = reading.load(file)
    if source is None:
        return None
    node, diagnostics = parse(source)
    reading.diagnostics += diagnostics
    if node is not None and not isinstance(node, Mapping):
        reading.fault(
            "not-a-record",
            source.path,
            "filen består inte av namngivna fält",
            "börja med till exempel   mål:",
        )
        return None
    return node
