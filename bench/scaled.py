"""A real committee's folder, scaled: everything that is reported for a year and a period, N times over.

Once is the folder as it is kept. More is the same folder with a further copy of every goal below the top, indicator,
budget line, assignment and risk for each time, under ids of their own, and with the texts written again.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR, PART = 2020, "T1"
PERIOD = f"{YEAR}-{PART}"

_NAMED = ("namn",)
"""Keys whose text tells two things apart, so that a copy says which it is."""
_WORDS = ("typ", "nivå", "namn", "text", "kommentar")
"""Keys whose value is never an id, even when the same letters are one."""


class _Loader(yaml.CLoader):
    """Reads every scalar as the text that is written."""


_Loader.yaml_implicit_resolvers = {}


class _Dumper(yaml.CDumper):
    """Writes every scalar in the way it was written."""


_Dumper.yaml_implicit_resolvers = {}


def write_scaled(source: Path, root: Path, times: int) -> int:
    """Write a project with the source's data, the year's own scaled.

    Args:
        source: A project folder with ``data/``.
        root: The folder to write.
        times: How many times over; 1 copies the files as they are.

    Returns:
        How many lines of YAML and Markdown the scaled year has.
    """
    shutil.copytree(source / "data", root / "data")
    year = root / "data" / str(YEAR)
    if times > 1:
        files = {path: _nodes(path) for path in sorted(year.rglob("*.yaml"))}
        ids = {name for node in files.values() for name in _ids(node)}
        for path, node in files.items():
            _multiply(node, times, ids)
            path.write_text(
                yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=100_000), encoding="utf-8"
            )
        for path in sorted(year.rglob("*.md")):
            _repeat_text(path, times, ids)
    return sum(path.read_text(encoding="utf-8").count("\n") for path in year.rglob("*.*"))


def _nodes(path: Path) -> Any:
    return yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        yield key.value, value


def _below(node: Any, key: str) -> Iterator[Any]:
    yield from (value for name, value in _pairs(node) if name == key)


def _collections(root: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the mappings of ids whose entries are repeated, and whether they declare those ids."""
    for key, section in _pairs(root):
        if key == "mål":
            for _, goal in _pairs(section):
                for collection in ("mål", "indikatorer"):
                    yield from ((found, True) for found in _below(goal, collection))
        elif key == "ekonomi":
            for _, table in _pairs(section):
                declared = list(_below(table, "rader"))
                yield from ((found, True) for found in declared)
                if not declared:
                    yield table, False
        elif key in ("uppdrag", "risker"):
            yield section, any(name == "text" for _, entry in _pairs(section) for name, _ in _pairs(entry))
        elif key == "utfall":
            yield section, False


def _ids(root: Any) -> Iterator[str]:
    """Yield every id that gets copies."""
    for collection, declares in _collections(root):
        if declares:
            for name, entry in _pairs(collection):
                yield name
                yield from _ids_within(entry)


def _ids_within(goal: Any) -> Iterator[str]:
    for below in ("mål", "indikatorer"):
        for collection in _below(goal, below):
            for name, entry in _pairs(collection):
                yield name
                yield from _ids_within(entry)


def _multiply(root: Any, times: int, ids: set[str]) -> None:
    for collection, _ in list(_collections(root)):
        entries = [(key, value) for key, value in collection.value if key.value in ids]
        for copy in range(2, times + 1):
            collection.value += [
                (_copied(key, copy, ids, key=""), _copied(value, copy, ids, key="")) for key, value in entries
            ]


def _copied(node: Any, copy: int, ids: set[str], *, key: str) -> Any:
    """Return a copy of a node in which every id of something repeated is that of the same copy."""
    if isinstance(node, yaml.ScalarNode):
        return yaml.ScalarNode(node.tag, _renamed(node.value, copy, ids, key), style=node.style)
    if isinstance(node, yaml.SequenceNode):
        items = [_copied(item, copy, ids, key=key) for item in node.value]
        return yaml.SequenceNode(node.tag, items, flow_style=node.flow_style)
    pairs = [
        (_copied(name, copy, ids, key=""), _copied(value, copy, ids, key=name.value))
        for name, value in node.value
    ]
    return yaml.MappingNode(node.tag, pairs, flow_style=node.flow_style)


def _renamed(text: str, copy: int, ids: set[str], key: str) -> str:
    if key in _NAMED:
        return f"{text} ({copy})"
    name = text.rpartition(".")[2]
    return f"{text}-{copy}" if name in ids and key not in _WORDS else text


def _repeat_text(path: Path, times: int, ids: set[str]) -> None:
    """Write a text again for each copy: in files of their own if its name says what it is about."""
    text = path.read_text(encoding="utf-8")
    about = re.sub(r"^[^-]*-", "", path.stem)
    if about not in ids:
        path.write_text("\n".join([text] * times), encoding="utf-8")
        return
    for copy in range(2, times + 1):
        path.with_name(f"{path.stem}-{copy}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    source, root, times = sys.argv[1:]
    print(write_scaled(Path(source), Path(root), int(times)))
