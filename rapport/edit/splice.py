"""Changes in hand-written YAML that touch nothing but the value: comments, order, quotes and line endings stay.

A change is made in the text at the place of the value. The text is then read again, and must be the same tree but
for that value; otherwise the change is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.diagnostic import Level
from rapport.edit.yaml_value import as_block, as_yaml
from rapport.read.nodes import parse
from rapport.read.source import source_of
from rapport.written import Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as ByKey
    from collections.abc import Sequence as Ordered

STEP = 2
"""How far what is new is indented."""
WORDS = "ord"
"""``{ord: Stängt}`` is a value in words where a figure could stand."""
UNWRITABLE = "värdet går inte att skriva så att det läses likadant; skriv in det för hand"
_BOM = "\ufeff"

Path = tuple[str, ...]
Leaves = dict[Path, str]
"""The single values of a tree by the keys that lead to them."""


class SpliceError(Exception):
    """A value can't be put in; the message is for users."""


class Change(Struct, frozen=True):
    """A value to put in at a path of keys.

    ``value`` is written as a person would write it; "" empties the place and leaves its key. ``short_field`` is the
    field that a single value stands for where it may stand for a record: ``hvb-dygn: 1 050`` is
    ``{utfall: 1 050}``. Where records lie within records it is given by how many keys lead to the record.
    """

    path: Path
    value: str
    short_field: str | ByKey[int, str] = ""

    def short(self, depth: int) -> str:
        """Return the field that a single value stands for after so many keys; "" where none does."""
        return self.short_field if isinstance(self.short_field, str) else self.short_field.get(depth, "")


class Found(Struct, frozen=True):
    """Where a path leads: the last entry on it that exists, the keys beyond it, whether it stands within braces."""

    entry: Entry
    beyond: Path
    in_flow: bool


class _Edit(Struct, frozen=True):
    """A stretch of text to replace, and the single values that come and go with it."""

    start: int
    end: int
    text: str
    gone: tuple[Path, ...]
    new: Leaves


def find(root: Node | None, path: Ordered[str], text: str = "") -> Found | None:
    """Follow keys from the top of a file as far as they go; None when not even the first is there."""
    node, found, in_flow = root, None, False
    for place, key in enumerate(path):
        entry = _entry(node, key)
        in_flow = in_flow or _is_flow(node, text)
        if entry is None:
            return Found(found, tuple(path[place:]), in_flow) if found else None
        found, node = entry, entry.value
    return Found(found, (), in_flow) if found else None


def _entry(node: Node | None, key: str) -> Entry | None:
    if not isinstance(node, Mapping):
        return None
    return next((entry for entry in node.entries if entry.key.text == key), None)


def _is_flow(node: Node | None, text: str) -> bool:
    return isinstance(node, Mapping) and text[node.start : node.start + 1] == "{"


def read_tree(text: str) -> Node | None:
    """Return the tree of a YAML text.

    Raises:
        SpliceError: the text has errors; nothing is changed in a file that can't be read.
    """
    source, faults = source_of(text, "")
    node, more = parse(source)
    if any(fault.level is Level.ERROR for fault in faults + more):
        raise SpliceError("filen har fel; kör rapport check och rätta dem först")
    if node is not None and not isinstance(node, Mapping):
        raise SpliceError("filen består inte av namngivna fält")
    return node


def put(text: str, path: Ordered[str], value: str, short_field: str = "") -> str:
    """Return a YAML text with one value put in; see `Change`.

    Raises:
        SpliceError: the file has errors, or the change would touch more than the value.
    """
    return put_all(text, [Change(tuple(path), value, short_field)])


def put_all(text: str, changes: Iterable[Change]) -> str:
    """Return a YAML text with values put in; keys that are missing are added.

    Raises:
        SpliceError: the file has errors, or a change would touch more than its value.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    plain = _plain(body)
    root = read_tree(plain)
    for change in changes:
        edit = _edit(plain, root, change)
        body = _applied(body, plain, edit)
        plain = _plain(body)
        after = _reread(plain)
        _verify(leaves(root), leaves(after), edit)
        root = after
    return mark + body


def _reread(text: str) -> Node | None:
    try:
        return read_tree(text)
    except SpliceError:
        raise SpliceError(UNWRITABLE) from None


def leaves(node: Node | None, path: Path = ()) -> Leaves:
    """Return the single values of a tree by the keys that lead to them; places in lists count as keys."""
    if isinstance(node, Scalar):
        return {path: node.text.rstrip("\n")}
    below: Leaves = {}
    if isinstance(node, Mapping):
        for entry in node.entries:
            below |= leaves(entry.value, (*path, entry.key.text))
    if isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            below |= leaves(item, (*path, str(number)))
    return below


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _applied(body: str, plain: str, edit: _Edit) -> str:
    """Make an edit in the text as it is on disk, where lines may end in two ways."""
    start, end = _offset(body, plain, edit.start), _offset(body, plain, edit.end)
    ending = re.search(r"\r\n|\r|\n", body[start:]) or re.search(r"\r\n|\r|\n", body)
    return body[:start] + edit.text.replace("\n", ending[0] if ending else "\n") + body[end:]


def _offset(body: str, plain: str, offset: int) -> int:
    """Return where a place in the text with line feeds is in the text on disk."""
    if len(body) == len(plain):
        return offset
    return offset + sum(1 for ending in _pairs(body, plain.count("\n", 0, offset)) if ending == "\r\n")


def _pairs(body: str, count: int) -> list[str]:
    return re.findall(r"\r\n|\r|\n", body)[:count]


def _edit(text: str, root: Node | None, change: Change) -> _Edit:
    found = find(root, change.path, text)
    if found is None:
        return _appended(text, change.path, change.value)
    if not found.beyond:
        return _replaced(text, found, change.path, change.value)
    at = change.path[: len(change.path) - len(found.beyond)]
    if isinstance(found.entry.value, Scalar):
        return _into_single(text, found, at, change)
    return _added(text, found, at, change.value)


def _into_single(text: str, found: Found, at: Path, change: Change) -> _Edit:
    """Put a field where a single value, or nothing, stands for the record."""
    node = found.entry.value
    if not isinstance(node, Scalar) or not node.text:
        return _under_nothing(text, found, at, change.value)
    short = change.short(len(at))
    if not short:
        raise SpliceError(f"”{found.entry.key.text}” är ett enda värde och har inga fält")
    if found.beyond != (short,):
        return _opened(text, found, at, change)
    if not change.value:
        return _Edit(node.start, _content_end(text, node), "{}", (at,), {})
    return _replaced(text, found, at, change.value)


def _replaced(text: str, found: Found, path: Path, value: str) -> _Edit:
    node, key = found.entry.value, found.entry.key
    gone: tuple[Path, ...] = ()
    if _is_words(node, text):
        gone, end, style = ((*path, WORDS),), node.end, ""
    elif isinstance(node, Scalar):
        end, style = _content_end(text, node), node.style
    else:
        raise SpliceError(f"”{key.text}” är inget enda värde")
    new = {path: value}
    if not value:
        return _Edit(node.start if found.in_flow else _colon(text, key), end, "", gone, new)
    if isinstance(node, Scalar) and style in ("|", ">"):
        return _Edit(node.start, end, _block(text, node, value, _indent(key)), gone, new)
    written = as_yaml(value, style, indent=_indent(key), in_flow=found.in_flow)
    is_empty = isinstance(node, Scalar) and not node.text and not style
    start = _colon(text, key) if is_empty else node.start
    head, line_feed, lines = f"{' ' * is_empty}{written}".partition("\n")
    if not line_feed:
        return _Edit(start, max(start, end), head, gone, new)
    # a block's header goes before a comment that stands after the value
    stop = _line_end(text, max(start, end))
    return _Edit(start, stop, f"{head}{text[max(start, end) : stop].rstrip()}\n{lines}", gone, new)


def _is_words(node: Node, text: str) -> bool:
    """Whether a node is ``{ord: …}``."""
    return (
        isinstance(node, Mapping) and _is_flow(node, text) and [e.key.text for e in node.entries] == [WORDS]
    )


def _block(text: str, node: Scalar, value: str, indent: int) -> str:
    """Return a new block under the header that was there, indented as its lines were."""
    header, _, lines = text[node.start : node.end].partition("\n")
    first = next((line for line in lines.split("\n") if line.strip()), "")
    return as_block(value, header.rstrip(), len(first) - len(first.lstrip(" ")) or indent)


def _opened(text: str, found: Found, at: Path, change: Change) -> _Edit:
    """Turn ``id: value`` into a record with the value under its field, and add the new one."""
    node, key = found.entry.value, found.entry.key
    assert isinstance(node, Scalar)  # noqa: S101  the caller asked
    short, end = change.short(len(at)), _content_end(text, node)
    new = {(*at, short): node.text.rstrip("\n"), change.path: change.value}
    if found.in_flow:
        inner = f"{{{short}: {text[node.start : end]}, {_flow_fields(found.beyond, change.value)}}}"
        return _Edit(node.start, end, inner, (at,), new)
    margin, colon = " " * _indent(key), _colon(text, key)
    old = text[node.start : end].replace("\n", "\n" + " " * STEP)
    stop = end if node.style in ("|", ">") else _line_end(text, end)
    fields = f"\n{margin}{short}: {old}{text[end:stop]}{_fields(found.beyond, change.value, len(margin))}"
    return _Edit(colon, stop, text[colon : node.start].rstrip() + fields, (at,), new)


def _added(text: str, found: Found, at: Path, value: str) -> _Edit:
    """Add keys below an entry that has some, after what it has."""
    node, new = found.entry.value, {(*at, *found.beyond): value}
    if not isinstance(node, Mapping):
        raise SpliceError(f"”{found.entry.key.text}” är en lista")
    if _is_flow(node, text):
        end = node.end - 1
        inner = text[node.start + 1 : end].rstrip()
        comma = "" if not inner.strip() or inner.endswith(",") else ", "
        return _Edit(end, end, comma + _flow_fields(found.beyond, value), (), new)
    indent = node.entries[0].key.origin.column - 1
    stop = _line_end(text, len(text[: _end(node.entries[-1])].rstrip()))
    return _Edit(stop, stop, _fields(found.beyond, value, indent), (), new)


def _under_nothing(text: str, found: Found, at: Path, value: str) -> _Edit:
    """Add keys below an entry without any."""
    key, new = found.entry.key, {(*at, *found.beyond): value}
    colon = _colon(text, key)
    if found.in_flow:
        return _Edit(colon, colon, f" {{{_flow_fields(found.beyond, value)}}}", (at,), new)
    stop = _line_end(text, colon)
    return _Edit(stop, stop, _fields(found.beyond, value, _indent(key)), (at,), new)


def _appended(text: str, path: Path, value: str) -> _Edit:
    """Add a section at the end of a file."""
    before = "" if text.endswith("\n") or not text else "\n"
    lines = _fields(path, value, 0).removeprefix("\n")
    gap = "\n" if text.strip() else ""
    return _Edit(len(text), len(text), f"{before}{gap}{lines}\n", (), {path: value})


def _end(entry: Entry) -> int:
    """Return where the last content of an entry ends."""
    node = entry.value
    if isinstance(node, Mapping) and node.entries:
        return max(node.end, _end(node.entries[-1]))
    return max(node.end, entry.key.end)


def _content_end(text: str, node: Scalar) -> int:
    """Return where a value ends; the blank lines below a block are not part of it."""
    if node.style not in ("|", ">"):
        return node.end
    return len(text[: node.end].rstrip())


def _line_end(text: str, place: int) -> int:
    stop = text.find("\n", place)
    return len(text) if stop < 0 else stop


def _colon(text: str, key: Scalar) -> int:
    return text.index(":", key.end) + 1


def _indent(key: Scalar) -> int:
    return key.origin.column - 1 + STEP


def _fields(keys: Ordered[str], value: str, indent: int) -> str:
    """Return keys below each other with the value under the last, each on a line of its own."""
    margins = [" " * (indent + STEP * depth) for depth in range(len(keys))]
    lines = "".join(f"\n{margin}{as_yaml(key)}:" for margin, key in zip(margins, keys, strict=True))
    return lines + (f" {as_yaml(value, indent=len(margins[-1]) + STEP)}" if value else "")


def _flow_fields(keys: Ordered[str], value: str) -> str:
    """Return keys within each other on one line."""
    *outer, last = [as_yaml(key, in_flow=True) for key in keys]
    inner = f"{last}: {as_yaml(value, in_flow=True) if value else ''}"
    for key in reversed(outer):
        inner = f"{key}: {{{inner}}}"
    return inner


def _verify(before: Leaves, after: Leaves, edit: _Edit) -> None:
    """Require that nothing but the value changed, and that it reads as it was meant."""
    wanted = {path: value for path, value in before.items() if path not in edit.gone} | edit.new
    if after == wanted:
        return
    others = {path for path in wanted.keys() | after.keys() if wanted.get(path) != after.get(path)}
    if others <= edit.new.keys():
        raise SpliceError(UNWRITABLE)
    raise SpliceError("ändringen skulle röra mer än värdet; skriv in den för hand")
