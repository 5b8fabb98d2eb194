"""The tree of nodes that a hand-kept file is: every value as the text that was written, with its place.

`parse` is the way in. The tree is built from the parser's events; no YAML idea of numbers, dates or truth is applied.
"""

from __future__ import annotations

import gc
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from rapport.origin import Origin
from rapport.read import traps
from rapport.read.faults import MAX_DEPTH, too_deep
from rapport.read.parser import Parser
from rapport.read.source import unescaped
from rapport.read.syntax import join_documents, mend
from rapport.written import Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rapport.diagnostic import Diagnostic
    from rapport.read.source import Source


def parse(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """Return the tree of a file and everything that is wrong with its YAML.

    A file with syntax errors still gives a tree: its lines are mended in memory, so that all errors come at once.
    Positions then refer to the mended text, and the file must not be edited by them.

    Returns:
        The tree, None for a file without content, and the findings.
    """
    joined, findings = join_documents(source)
    with _collector_paused():
        try:
            root, found = _build(joined)
        except YAMLError as error:
            mended, faults = mend(joined, error)
            findings += faults
            root, found = _build_mended(mended, {finding.origin.line for finding in faults})
    return root, findings + found


def _build(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    builder = _Builder(source)
    root = builder.run()
    found = builder.findings
    if traps.has_glued_hash(source.text):
        found += traps.glued_hashes(source, set(_ends(root)))
    return root, found


def _build_mended(source: Source, mended: set[int]) -> tuple[Node | None, list[Diagnostic]]:
    """Build what was mended; of a mended line only its key is told, for its value is our guess."""
    try:
        root, found = _build(source)
    except YAMLError:
        return None, []
    return root, [f for f in found if f.origin.line not in mended or f.check == "duplicate-key"]


def _ends(node: Node | None) -> Iterator[int]:
    """Give where every value ends that could have a comment after it."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _ends(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _ends(item)
    if node is not None:
        yield node.end


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a growing tree again and again: 1.5 to 4 times faster."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _joined(entry: Entry, more: Iterable[Entry]) -> Entry:
    """Return an entry with what stands below the same key further down, so that nobody misses that as well."""
    value = entry.value
    if not more or not isinstance(value, Mapping):
        return entry
    inner = {one.key.text: one for one in (*more, *value.entries)}
    own = {one.key.text for one in value.entries}
    fresh = tuple(one for name, one in inner.items() if name not in own)
    return Entry(entry.key, Mapping(value.entries + fresh, value.origin, value.start, value.end))


_QUOTES = 2


class _TooDeepError(Exception):
    """The file is nested deeper than ``MAX_DEPTH``."""


class _Frame(Struct):
    """A mapping or sequence that is being read."""

    event: Any
    limit: int
    """Column that its text must be indented beyond."""
    in_flow: bool
    seen: dict[str, Scalar] | None
    """Keys so far; None in a sequence."""
    key: Scalar | None = None
    items: list[Any] = field(default_factory=list)
    repeated: list[tuple[Scalar, Scalar]] = field(default_factory=list)
    """Keys in a row that were there already, with where they were: told as one finding."""
    again: dict[str, list[Entry]] = field(default_factory=dict)
    """What stands below a key the second time and on, by the key."""


class _Builder:
    """Turns the events of one text into a tree; what looks wrong is added to ``findings``."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self.text = source.text
        self.lines = source.lines
        self.findings: list[Diagnostic] = []
        self.frames: list[_Frame] = [_Frame(None, -1, in_flow=False, seen=None)]

    def run(self) -> Node | None:
        """Read to the end and return the root.

        Raises:
            YAMLError: a syntax error.
        """
        try:
            self._read(Parser(self.text).get_event)
        except _TooDeepError:
            return None
        root: Node | None = next(iter(self.frames[0].items), None)
        return None if isinstance(root, Scalar) and not root.text and not root.style else root

    def _read(self, get_event: Any) -> None:
        """Follow the events; this loop is where reading spends its time."""
        frame = self.frames[0]
        while True:
            event = get_event()
            kind = type(event)
            node: Node
            if kind is ScalarEvent:
                node = self._scalar(event, frame)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = self._close(event)
                frame = self.frames[-1]
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                frame = self._open(event, frame)
                continue
            elif kind is AliasEvent:
                node = self._alias(event)
            elif kind is StreamEndEvent:
                return
            else:
                continue
            seen = frame.seen
            if seen is None:
                frame.items.append(node)
            elif frame.key is None:
                frame.key = self._key(node)
            else:
                self._entry(frame, frame.key, node)

    def _scalar(self, event: Any, frame: _Frame) -> Scalar:
        start, end = event.start_mark, event.end_mark
        row, column, first, last = start.line, start.column, start.index, end.index
        style, text, raw = event.style or "", event.value, ""
        if end.line == row:
            origin = Origin(self.path, row + 1, column + 1, last - first or 1)
            if style and last - first - _QUOTES != len(text):
                raw = self.text[first:last]
        else:
            width = max(1, len(self.lines[row].rstrip()) - column)
            origin = Origin(self.path, row + 1, column + 1, width)
            raw = self.text[first:last]
            self._check_lines(style, origin, event, frame)
        if style == '"' and not text.isprintable():
            text, hidden = unescaped(text, origin)
            self.findings += hidden
        node = Scalar(text, origin, style, first, last, raw)
        if frame.in_flow and traps.split_decimal(self.text, first):
            self.findings.append(traps.decimal_comma(self.text, first, last, origin))
        if event.anchor is not None or event.tag is not None:
            return self._marked(node, event)
        return node

    def _check_lines(self, style: str, origin: Origin, event: Any, frame: _Frame) -> None:
        """Look at a scalar of several lines."""
        lines, last_row = self.lines, event.end_mark.line
        finding = None
        if style in ("|", ">"):
            if not event.value:
                token = self.text[event.start_mark.index : event.end_mark.index]
                finding = traps.empty_block(token, origin)
        elif style:
            finding = traps.swallowed_lines(lines, origin, last_row, frame.limit)
        else:
            finding = traps.swallowed_line(lines, origin, last_row)
        if finding:
            self.findings.append(finding)

    def _open(self, event: Any, parent: _Frame) -> _Frame:
        """Begin a mapping or a sequence."""
        if len(self.frames) > MAX_DEPTH:
            self.findings.append(too_deep(self._origin(event.start_mark)))
            raise _TooDeepError
        if event.anchor is not None or event.tag is not None:
            self.findings.append(self._mark_finding(event, self._origin(event.start_mark), ""))
        in_flow = bool(event.flow_style)
        limit = parent.limit if in_flow else event.start_mark.column
        seen: dict[str, Scalar] | None = {} if type(event) is MappingStartEvent else None
        frame = _Frame(event, limit, in_flow, seen)
        self.frames.append(frame)
        return frame

    def _close(self, event: Any) -> Node:
        """End the innermost mapping or sequence."""
        frame = self.frames.pop()
        if frame.repeated:
            self._tell_repeated(frame)
        mark, items = frame.event.start_mark, frame.items
        end: int = event.end_mark.index
        if not frame.in_flow and items:
            # A block ends where its last value does; the parser says where the next token begins.
            end = items[-1].end if frame.seen is None else items[-1].value.end
        row, column, start = mark.line, mark.column, mark.index
        width = end - start if event.end_mark.line == row else len(self.lines[row].rstrip()) - column
        origin = Origin(self.path, row + 1, column + 1, max(1, width))
        if frame.seen is None:
            return Sequence(tuple(items), origin, start, end)
        if frame.again:
            items = [_joined(entry, frame.again.get(entry.key.text, ())) for entry in items]
        return Mapping(tuple(items), origin, start, end)

    def _key(self, node: Node) -> Scalar:
        """Take a node as a key."""
        if type(node) is not Scalar:
            self.findings.append(self._complex_key(node))
            return Scalar(self.text[node.start : node.end], node.origin, "", node.start, node.end)
        text = node.text
        if text.isalnum() and text.isascii():
            return node
        if not node.style and (finding := traps.odd_key(text, node.origin)):
            self.findings.append(finding)
        elif not text.isascii() and not unicodedata.is_normalized("NFC", text):
            normal = unicodedata.normalize("NFC", text)
            return Scalar(normal, node.origin, node.style, node.start, node.end)
        return node

    def _complex_key(self, node: Node) -> Diagnostic:
        written = self.text[node.start : node.end]
        line = self.lines[node.origin.line - 1]
        column = line.find("{{")
        if column >= 0:
            # What was found inside the braces follows from the same missing quotation marks.
            row = node.origin.line
            self.findings[:] = [finding for finding in self.findings if finding.origin.line != row]
            value = line[column:].rstrip()
            return traps.template(value, Origin(self.path, row, column + 1, len(value)))
        return traps.complex_key(written, node.origin)

    def _entry(self, frame: _Frame, key: Scalar, node: Node) -> None:
        """Add an entry to a mapping, unless its key is there already or is no key at all."""
        frame.key = None
        if type(node) is Scalar and (frame.in_flow or node.origin.line != key.origin.line):
            if frame.in_flow and traps.split_decimal(self.text, key.start):
                return
            self._check_value(frame, key, node)
        first = frame.seen.setdefault(key.text, key) if frame.seen is not None else key
        if first is key:
            frame.items.append(Entry(key, node))
            if frame.repeated:
                self._tell_repeated(frame)
            return
        frame.repeated.append((key, first))
        if type(node) is Mapping:
            frame.again.setdefault(key.text, []).extend(node.entries)

    def _tell_repeated(self, frame: _Frame) -> None:
        """Report keys that stand twice; several in a row are most likely a record without its beginning."""
        self.findings.append(
            traps.duplicates([(key.text, key.origin, first.origin) for key, first in frame.repeated])
        )
        frame.repeated = []

    def _check_value(self, frame: _Frame, key: Scalar, value: Scalar) -> None:
        """Look at a value inside braces, or on another line than its key."""
        if value.style or key.text.startswith("{"):
            return
        if frame.in_flow:
            if not value.text and ":" not in self.text[key.end : value.start]:
                self.findings.append(traps.valueless(key.text, key.origin))
        elif finding := traps.glued_field(value.text, value.origin):
            self.findings.append(finding)

    def _alias(self, event: Any) -> Scalar:
        """Take an alias as the text that it looks like."""
        start, end = event.start_mark.index, event.end_mark.index
        written = self.text[start:end]
        origin = self._origin(event.start_mark, end - start)
        self.findings.append(traps.marked("alias", written, origin))
        return Scalar(written, origin, "", start, end)

    def _marked(self, node: Scalar, event: Any) -> Scalar:
        """Take a scalar with an anchor or a tag as the text that it looks like."""
        written = self.text[node.start : node.end].split("\n", 1)[0]
        self.findings.append(self._mark_finding(event, node.origin, written))
        return Scalar(written, node.origin, node.style, node.start, node.end)

    def _mark_finding(self, event: Any, origin: Origin, written: str) -> Diagnostic:
        kind = "tag" if event.anchor is None else "anchor"
        return traps.marked(kind, written, origin)

    def _origin(self, mark: Any, width: int = 1) -> Origin:
        return Origin(self.path, mark.line + 1, mark.column + 1, max(1, width))
