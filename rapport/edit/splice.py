"""Changes in hand-written YAML that touch nothing but the value: comments, order, quotes and line endings stay.

A change is made in the text at the place of the value. The text is then read again, and must be the same tree but
for that value; otherwise the change is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapport.read.nodes import Entry, Mapping, Node, Scalar, Sequence, parse
from rapport.read.source import source_of

if TYPE_CHECKING:
    from collections.abc import Sequence as Ordered

STEP = 2
"""How far what is new is indented."""


class SpliceError(Exception):
    """A value can't be put in; the message is for users."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a path leads: the last entry on it that exists, and the keys beyond it."""

    entry: Entry
    beyond: tuple[str, ...]


def find(root: Node | None, path: Ordered[str]) -> Found | None:
    """Follow keys from the top of a file as far as they go; None when not even the first is there."""
    node, found = root, None
    for place, key in enumerate(path):
        entry = _entry(node, key)
        if entry is None:
            return Found(found, tuple(path[place:])) if found else None
        found, node = entry, entry.value
    return Found(found, ()) if found else None


def _entry(node: Node | None, key: str) -> Entry | None:
    if not isinstance(node, Mapping):
        return None
    return next((entry for entry in node.entries if entry.key.text == key), None)


def read_tree(text: str) -> Node | None:
    """Return the tree of a YAML text.

    Raises:
        SpliceError: the text has errors; nothing is changed in a file that can't be read.
    """
    source, faults = source_of(text, "")
    node, more = parse(source)
    if any(fault.level.name == "ERROR" for fault in faults + more):
        raise SpliceError("filen har fel; kör rapport check och rätta dem först")
    return node


def put(text: str, path: Ordered[str], value: str, short_field: str = "") -> str:
    """Return a text with a value put in at a path of keys.

    Args:
        text: The YAML file.
        path: The keys that lead to the value; the first must exist, the others are added where missing.
        value: The new value, as a person would write it.
        short_field: Where a single value may stand for a record, the field that it is: ``hvb-dygn: 1 050`` is
            ``{utfall: 1 050}``.

    Raises:
        SpliceError: the file has errors, the place doesn't exist, or the change would touch more than the value.
    """
    body, newline = text.removeprefix("\ufeff"), "\r\n" if "\r\n" in text else "\n"
    plain = body.replace("\r\n", "\n")
    root = read_tree(plain)
    found = find(root, path)
    if found is None:
        raise SpliceError(f"”{path[0]}” finns inte i filen")
    changed, wanted = _changed(plain, found, value, short_field)
    _verify(root, read_tree(changed), tuple(path), wanted)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + changed.replace("\n", newline)


def _changed(text: str, found: Found, value: str, short_field: str) -> tuple[str, dict[tuple[str, ...], str]]:
    """Return the changed text, and what the tree must say below the entry that was found."""
    node = found.entry.value
    if not found.beyond:
        if not isinstance(node, Scalar):
            raise SpliceError(f"”{found.entry.key.text}” är inget enda värde")
        return _replaced(text, found.entry, value), {(): value}
    if isinstance(node, Scalar) and node.text:
        if len(found.beyond) == 1 and found.beyond[0] == short_field:
            return _replaced(text, found.entry, value), {(): value}
        return _opened(text, found, value, short_field), {(short_field,): node.text, found.beyond: value}
    return _added(text, found, value), {found.beyond: value}


def _replaced(text: str, entry: Entry, value: str) -> str:
    node = entry.value
    if not isinstance(node, Scalar):
        raise SpliceError(f"”{entry.key.text}” är inget enda värde")
    if not node.text and not node.style:
        colon = text.index(":", entry.key.end) + 1
        return f"{text[:colon]} {quoted(value)}{text[colon:]}"
    if node.style in ("|", ">"):
        return _block_replaced(text, entry, node, value)
    return f"{text[: node.start]}{quoted(value, node.style)}{text[node.end :]}"


def _block_replaced(text: str, entry: Entry, node: Scalar, value: str) -> str:
    indent = " " * (entry.key.origin.column - 1 + STEP)
    lines = "\n".join(f"{indent}{line}".rstrip() for line in value.splitlines())
    return f"{text[: node.start]}|\n{lines}\n{text[node.end :]}"


def _opened(text: str, found: Found, value: str, short_field: str) -> str:
    """Turn ``id: value`` into a record with the value under its field, and add the new one."""
    if not short_field:
        raise SpliceError(f"”{found.entry.key.text}” är ett enda värde och har inga fält")
    node = found.entry.value
    indent = " " * (found.entry.key.origin.column - 1 + STEP)
    old = text[node.start : node.end]
    fields = f"\n{indent}{short_field}: {old}" + _lines(found.beyond, value, indent)
    colon = text.index(":", found.entry.key.end) + 1
    return text[:colon] + fields + text[node.end :]


def _added(text: str, found: Found, value: str) -> str:
    """Add keys below an entry that exists, after what it has."""
    node = found.entry.value
    if isinstance(node, Mapping) and text[node.start : node.start + 1] == "{":
        inner = "" if not node.entries else ", "
        end = text.rindex("}", node.start, node.end)
        if len(found.beyond) > 1:
            raise SpliceError(f"”{found.entry.key.text}” står på en rad och kan inte få egna fält")
        return f"{text[:end]}{inner}{found.beyond[0]}: {quoted(value, flow=True)}{text[end:]}"
    if isinstance(node, Mapping):
        indent = " " * (node.entries[0].key.origin.column - 1)
        last = _end(node.entries[-1])
        stop = text.find("\n", last)
        stop = len(text) if stop < 0 else stop
        return text[:stop] + _lines(found.beyond, value, indent) + text[stop:]
    if isinstance(node, Sequence):
        raise SpliceError(f"”{found.entry.key.text}” är en lista")
    indent = " " * (found.entry.key.origin.column - 1 + STEP)
    colon = text.index(":", found.entry.key.end) + 1
    stop = text.find("\n", colon)
    stop = len(text) if stop < 0 else stop
    return text[:stop] + _lines(found.beyond, value, indent) + text[stop:]


def _end(entry: Entry) -> int:
    node = entry.value
    if isinstance(node, Mapping) and node.entries and node.end <= node.start:
        return _end(node.entries[-1])
    if isinstance(node, Mapping) and node.entries and not _is_flow(node):
        return _end(node.entries[-1])
    if isinstance(node, Sequence) and node.items:
        last = node.items[-1]
        return last.end
    return max(node.end, entry.key.end)


def _is_flow(node: Mapping) -> bool:
    return (
        bool(node.entries)
        and node.origin.line == node.entries[0].key.origin.line
        and node.start < node.entries[0].key.start
    )


def _lines(keys: Ordered[str], value: str, indent: str) -> str:
    written = ""
    for depth, key in enumerate(keys):
        last = depth == len(keys) - 1
        written += f"\n{indent}{' ' * (STEP * depth)}{key}:" + (f" {quoted(value)}" if last else "")
    return written


_RISKY = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: |:$| #|\s$|^$|^(?:~|null|=|<<)$")


def quoted(value: str, style: str = "", *, flow: bool = False) -> str:
    """Return a value as YAML: in the quotes it had, plain where that is safe, otherwise in single quotes."""
    flat = " ".join(value.split("\n")) if "\n" in value else value
    risky = bool(_RISKY.search(flat)) and not re.fullmatch(
        r"-\s?[0-9][0-9 \u00a0]*(?:,[0-9]+)?(?: ?%)?", flat
    )
    if flow and re.search(r"[,\[\]{}]", flat):
        risky = True
    if style == '"':
        escaped = flat.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if style == "'" or risky:
        return "'" + flat.replace("'", "''") + "'"
    return flat


def _verify(
    before: Node | None, after: Node | None, path: tuple[str, ...], wanted: dict[tuple[str, ...], str]
) -> None:
    """Require that nothing but the value changed."""
    old, new = dict(_flat(before, ())), dict(_flat(after, ()))
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    allowed = {path, path[:-1]}
    for depth in range(1, len(path)):
        allowed |= {path[:depth]}
    extra = {path[:-1] + key for key in wanted} | {
        path[: len(path) - len(key)] + key for key in wanted if key
    }
    if changed - allowed - extra:
        raise SpliceError("ändringen skulle röra mer än värdet; skriv in den för hand")
    written = " ".join(next(iter(reversed(wanted.values()))).split())
    got = new.get(path, new.get(path[:-1], ""))
    if " ".join(got.split()) != written:
        raise SpliceError("värdet går inte att skriva så att det läses likadant; skriv in det för hand")


def _flat(node: Node | None, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    if isinstance(node, Scalar):
        return [(path, node.text)]
    if isinstance(node, Mapping):
        return [pair for entry in node.entries for pair in _flat(entry.value, (*path, entry.key.text))]
    if isinstance(node, Sequence):
        return [pair for number, item in enumerate(node.items) for pair in _flat(item, (*path, str(number)))]
    return []
