"""A period's files as text: what they say at a path of keys, and what they become when values are put in.

Nothing is written here. A file that isn't there yet is taken as `rapport new` would make it.
"""

from __future__ import annotations

import difflib
import hashlib
import shutil
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.compose.folders import template_folders
from rapport.diagnostic import Level, why_unreadable
from rapport.edit.splice import WORDS, Change, SpliceError, find, put_all, read_tree
from rapport.read.project import read_project
from rapport.read.sums import YAML_ENDINGS
from rapport.written import Mapping as MappingNode
from rapport.written import Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapport.diagnostic import Diagnostic
    from rapport.notation import Period

SECTION_FILES = {
    "utfall": "utfall.yaml",
    "ekonomi": "ekonomi.yaml",
    "uppdrag": "uppdrag.yaml",
    "risker": "risker.yaml",
    "verksamhetsmått": "verksamhetsmått.yaml",
}
"""Where a section goes that no file of the period has."""
SHORT_FIELDS: Mapping[str, Mapping[int, str]] = {
    "utfall": {2: "utfall", 3: "betyg"},
    "uppdrag": {2: "status", 3: "betyg"},
    "risker": {2: "kommentar", 3: "betyg", 4: "status"},
}
"""The field that a single value stands for, by section and by how many keys lead to the record."""
DATA = "data"


class PeriodFiles(Struct, frozen=True):
    """The files of a period: ``texts`` as they are on disk, ``planned`` those that would be made, all by path."""

    folder: str
    texts: Mapping[str, str]
    planned: Mapping[str, str]
    is_new: bool
    """Whether there is nothing of the period yet."""
    trees: dict[str, Node | None] = field(default_factory=dict)

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 sum of each file that there is."""
        return {path: hashlib.sha256(text.encode()).hexdigest() for path, text in self.texts.items()}

    def value(self, path: Sequence[str]) -> str:
        """Return what stands at a path of keys, as it is written; "" for nothing."""
        values = (_value(tree, path) for tree in self.trees.values())
        return next((value for value in values if value), "")

    def has(self, path: Sequence[str]) -> bool:
        """Whether a file has anything under a path of keys."""
        return any(_reach(tree, path) == len(path) for tree in self.trees.values())

    def sections(self) -> set[str]:
        """Return the sections that the files on disk have."""
        return {key for path in self.texts for key in _top(self.trees[path])}

    def home(self, path: Sequence[str]) -> str:
        """Return the path of the file that a value belongs in: the one that has most of its keys already."""
        reaches = {name: _reach(tree, path) for name, tree in self.trees.items()}
        best = max(reaches, key=lambda name: reaches[name], default="")
        if best and reaches[best]:
            return best
        single = next((name for name in self.texts if name.rpartition("/")[0] != self.folder), None)
        return single or f"{self.folder}/{SECTION_FILES.get(path[0], f'{path[0]}.yaml')}"


def period_files(root: Path, period: Period, planned: Mapping[str, str]) -> PeriodFiles:
    """Read the files of a period.

    Args:
        root: The project folder.
        period: The period.
        planned: What `rapport new` would make, by file name; used for sections that no file has.

    Raises:
        SpliceError: a file can't be edited; the message names it.
    """
    year = root / DATA / str(period.year)
    folder = f"{DATA}/{period.year}/{period.part}"
    texts = {f"{DATA}/{period.year}/{path}": _text(year / path) for path in _on_disk(year, period.part)}
    is_new = not texts and not (year / period.part).exists()
    trees = {path: _tree(path, text) for path, text in texts.items()}
    there = {key for tree in trees.values() for key in _top(tree)}
    single = any(path.rpartition("/")[0] != folder for path in texts)
    made: dict[str, str] = {}
    for name, text in planned.items():
        path, keys = f"{folder}/{name}", set()
        if name.endswith(YAML_ENDINGS):
            keys = _top(read_tree(text))
        if is_new or (not single and path not in texts and keys & SECTION_FILES.keys() and not keys & there):
            made[path] = text
    trees |= {path: read_tree(text) for path, text in made.items() if path.endswith(YAML_ENDINGS)}
    return PeriodFiles(folder, texts, made, is_new, trees)


def _on_disk(year: Path, part: str) -> list[str]:
    """Return the period's YAML files, below the year's folder: ``T1.yaml``, ``T1/utfall.yaml``."""
    if not year.is_dir():
        return []
    files = [file for file in year.iterdir() if file.suffix in YAML_ENDINGS and _is(file.stem, part)]
    for folder in (child for child in year.iterdir() if child.is_dir() and _is(child.name, part)):
        files += [
            file for file in folder.iterdir() if file.suffix in YAML_ENDINGS and file.name[0] not in ".~"
        ]
    return sorted(file.relative_to(year).as_posix() for file in files if file.is_file())


def _is(name: str, part: str) -> bool:
    return unicodedata.normalize("NFC", name).casefold() == part.casefold()


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise SpliceError(f"{file.name}: filen är inte sparad som UTF-8; spara om den först") from None
    except OSError as fault:
        raise SpliceError(f"{file.name} går inte att läsa: {why_unreadable(fault)}") from None


def _tree(path: str, text: str) -> Node | None:
    try:
        return read_tree(text.removeprefix("\ufeff"))
    except SpliceError as fault:
        raise SpliceError(f"{path}: {fault}") from None


def _top(tree: Node | None) -> set[str]:
    return {entry.key.text for entry in tree.entries} if isinstance(tree, MappingNode) else set()


def _reach(tree: Node | None, path: Sequence[str]) -> int:
    found = find(tree, path)
    return 0 if found is None else len(path) - len(found.beyond)


def short_fields(path: Sequence[str]) -> Mapping[int, str]:
    """Return the fields that single values on a path may stand for."""
    return SHORT_FIELDS.get(path[0], {})


def _value(tree: Node | None, path: Sequence[str]) -> str:
    found = find(tree, path)
    if found is None:
        return ""
    if found.beyond and found.beyond != (short_fields(path).get(len(path) - 1),):
        return ""
    node = found.entry.value
    if isinstance(node, MappingNode) and not found.beyond:
        words = [entry.value for entry in node.entries if entry.key.text == WORDS]
        node = words[0] if words and len(node.entries) == 1 else node
    return node.text.strip() if isinstance(node, Scalar) else ""


def changed(files: PeriodFiles, changes: Sequence[Change]) -> dict[str, str]:
    """Return the new text of every file that changes; for a new period of every file there is to be.

    Raises:
        SpliceError: a value can't be put in; the message names the file.
    """
    by_file: dict[str, list[Change]] = {}
    for change in changes:
        by_file.setdefault(files.home(change.path), []).append(change)
    after = dict(files.planned) if files.is_new and changes else {}
    for path, own in by_file.items():
        before = files.texts.get(path, files.planned.get(path, ""))
        try:
            after[path] = put_all(before, own)
        except SpliceError as fault:
            raise SpliceError(f"{path}: {fault}") from None
    return {path: text for path, text in after.items() if text != files.texts.get(path)}


def difference(files: PeriodFiles, after: Mapping[str, str]) -> list[str]:
    """Return what changes as the lines of a unified diff."""
    lines: list[str] = []
    for path, text in after.items():
        before = files.texts.get(path, "")
        old = f"a/{path}" if path in files.texts else "/dev/null"
        pair = before.removeprefix("\ufeff").splitlines(), text.removeprefix("\ufeff").splitlines()
        lines += difflib.unified_diff(*pair, old, f"b/{path}", lineterm="")
    return lines


def rehearse(root: Path, period: Period, after: Mapping[str, str]) -> list[Diagnostic]:
    """Return the errors that the year would have with the changed files in it, without touching it."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        year = f"{DATA}/{period.year}"
        shutil.copytree(root / year, copy / year)
        for path, text in after.items():
            file = copy / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        read = read_project(copy, template_folders(root))
    return [finding for finding in read.diagnostics if finding.level is Level.ERROR]
