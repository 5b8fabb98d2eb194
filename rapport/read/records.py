"""Node tree to records: what is wrong is told in Swedish at its line and column, everything at once.

What is wrong is then left out, so that the rest of the file can be checked in the same run.
"""

from __future__ import annotations

import re
import types
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from msgspec import Struct, field
from msgspec.structs import replace

from rapport.diagnostic import Diagnostic, Level, did_you_mean, suggest
from rapport.model.record import (
    Accepts,
    FieldSpec,
    Named,
    Reads,
    Record,
    Refused,
    Role,
    Shorthand,
    every_field,
    field_with,
    fields_of,
    hints_of,
    unwritten,
)
from rapport.model.scalar import PlacedText
from rapport.written import Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapport.origin import Origin

R = TypeVar("R", bound=Record)

PLACEHOLDER = "?"
"""Stands for a required text or id that is missing, so that the rest can still be checked."""

MODEL_FAULTS = {
    "unknown-key": "ett fält som inte finns",
    "missing-key": "ett fält som måste finnas saknas",
    "empty-value": "ett fält utan värde",
    "not-a-value": "en lista eller flera fält där det ska stå ett värde",
    "not-a-list": "ett värde där det ska stå en lista",
    "not-a-mapping": "ett värde där det ska stå namngivna poster",
    "not-a-number": "något som inte går att läsa som ett tal",
    "not-a-target": "en målnivå som inte går att läsa",
    "not-a-date": "något som inte är ett datum",
    "not-yes-or-no": "något annat än ja eller nej",
    "unknown-word": "ett ord som inte hör till de tillåtna",
    "not-a-code-range": "ett intervall av koder i underlag.yaml som inte går att läsa",
    "not-months": "månader som inte går att läsa",
    "odd-id": "ett id med tecken som inte får förekomma",
}

FAULTY: Any = object()
"""What a reader returns when there is nothing to go on with; why has been told."""

_new, _put = object.__new__, object.__setattr__
_ID = re.compile(r"[^\W_][\w-]*")


class _Telling(Struct):
    """What has been found so far."""

    findings: list[Diagnostic] = field(default_factory=list)

    def tell(self, check: str, origin: Origin, message: str, remedy: str) -> None:
        self.findings.append(Diagnostic(check, Level.ERROR, origin, message, remedy))

    def refusal(self, refused: Refused, node: Node, key: Scalar | None) -> None:
        origin = _within(refused, node, key)
        self.tell(refused.kind, origin, refused.fact, refused.remedy)


if TYPE_CHECKING:
    Reader = Callable[[Node, Scalar | None, _Telling], Any]
    """Takes a node, the key it stands under if any, and whom to tell; returns the value or ``FAULTY``."""


def read_record(model: type[R], node: Mapping) -> tuple[R, list[Diagnostic]]:
    """Read a mapping as a record.

    Returns:
        The record with what could be read, and everything that is wrong in it.
    """
    telling = _Telling()
    record = _record_reader(model)(node, None, telling)
    return (model() if record is FAULTY else record), telling.findings


class _RecordReader(Struct):
    """Reads one kind of record; its fields are looked up when the first one is read."""

    model: type[Record]
    known: dict[str, tuple[str, Reader]] = field(default_factory=dict)
    """The name and the reader of each field by its key."""
    required: tuple[FieldSpec, ...] = ()
    made: tuple[tuple[str, Callable[[], object]], ...] = ()
    """Fields whose default each record has one of its own of."""
    rest: tuple[str, Reader] | None = None
    blanks: str = ""
    written: str = ""
    blank: dict[str, Any] = field(default_factory=dict)
    """The values of a record of which nothing was written."""

    def prepare(self) -> None:
        hints, fields, every = hints_of(self.model), fields_of(self.model), every_field(self.model)
        self.known = {spec.key: (name, _reader(hints[name])) for name, spec in fields.items()}
        if rest := field_with(self.model, Role.REST):
            values = get_args(get_args(hints[rest])[0])[1]
            self.rest = rest, _reader(values)
        self.blanks = field_with(self.model, Role.BLANKS)
        self.written = field_with(self.model, Role.WRITTEN)
        self.required = tuple(spec for spec in fields.values() if spec.required)
        self.made = tuple(
            (name, spec.default_factory) for name, spec in every.items() if spec.default_factory
        )
        self.blank = {**dict.fromkeys(every), **unwritten(self.model)}

    def __call__(self, node: Node, key: Scalar | None, telling: _Telling) -> Any:
        if not self.blank:
            self.prepare()
        origin = key.origin if key else node.origin
        if type(node) is not Mapping:
            message = f"”{key.text if key else ''}” ska ha egna fält"
            telling.tell("not-a-mapping", origin, message, "skriv ett fält per rad, indraget")
            return FAULTY
        values = self.blank.copy()
        for name, factory in self.made:
            values[name] = factory()
        values["origin"] = origin
        strays: dict[str, Entry] = {}
        for entry in node.entries:
            found = self.known.get(entry.key.text)
            if found is None:
                if near := self._other(entry, values, telling):
                    strays.setdefault(near, entry)
                continue
            name, reader = found
            value = reader(entry.value, entry.key, telling)
            if self.written and _is_plain(entry.value):
                values[self.written][entry.key.text] = entry
            # Faulty ones go back to what they are when nothing is written; a required one has been seen, at least.
            values[name] = self._placeholder(name, reader, entry.key) if value is FAULTY else value
        if strays:
            self._take_as_meant(strays, node, values)
        if self.required and not self._complete(values, telling):
            return FAULTY
        record = _new(self.model)
        _put(record, "__dict__", values)
        return record

    def _other(self, entry: Entry, values: dict[str, Any], telling: _Telling) -> str:
        """Take an entry whose key no field has; return the key that was probably meant, "" when it is none."""
        if self.rest is None:
            key = entry.key.text
            near = suggest(key, self.known)
            remedy = did_you_mean(key, [near] if near else list(self.known))
            telling.tell("unknown-key", entry.key.origin, f"fältet ”{key}” finns inte här", remedy)
            return near
        if self.blanks and _is_missing(entry.value):
            values[self.blanks].append(entry.key.text)
        else:
            name, reader = self.rest
            value = reader(entry.value, entry.key, telling)
            if value is not FAULTY:
                values[name][entry.key.text] = value
        return ""

    def _take_as_meant(self, strays: dict[str, Entry], node: Mapping, values: dict[str, Any]) -> None:
        """Read misspelt fields as what they were probably meant to be, so that nobody misses those as well.

        Nothing is said about a value that we guessed.
        """
        written = {entry.key.text for entry in node.entries}
        for key, entry in strays.items():
            name, reader = self.known[key]
            value = FAULTY if key in written else reader(entry.value, entry.key, _Telling())
            if value is not FAULTY:
                values[name] = value

    def _placeholder(self, name: str, reader: Reader, key: Scalar) -> Any:
        """Return what stands for a faulty value; ``FAULTY`` where it is required and no text can stand for it."""
        if any(self.known[spec.key][0] == name for spec in self.required):
            return reader(Scalar(PLACEHOLDER, key.origin), key, _Telling())
        factory = dict(self.made).get(name)
        return self.blank[name] if factory is None else factory()

    def _complete(self, values: dict[str, Any], telling: _Telling) -> bool:
        """Tell of required fields that aren't written; return whether something can stand for each."""
        for spec in self.required:
            name, reader = self.known[spec.key]
            if values[name] is None:
                origin = values["origin"]
                message, remedy = f"fältet ”{spec.key}” saknas", f"lägg till raden   {spec.key}: …"
                telling.tell("missing-key", origin, message, remedy)
                values[name] = self._placeholder(name, reader, Scalar("", origin))
        return all(values[self.known[spec.key][0]] is not FAULTY for spec in self.required)


_READERS: dict[type[Record], _RecordReader] = {}


def _record_reader(model: type[Record]) -> _RecordReader:
    """Return the reader of a kind of record; a record may have records of its own kind in it, such as a goal."""
    return _READERS.setdefault(model, _RecordReader(model))


def _is_plain(node: Node) -> bool:
    """Whether a node is a single value or a mapping of such."""
    if type(node) is Mapping:
        return all(type(entry.value) is Scalar for entry in node.entries)
    return type(node) is Scalar


def _is_missing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_missing


def _reader(annotation: Any) -> Reader:
    """Return the reader of a field's type."""
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *marks = get_args(annotation)
        return _marked_reader(base, marks)
    if origin in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not types.NoneType]
        return _optional_reader(_reader(inner[0]))
    if origin is list:
        return _list_reader(_reader(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _record_reader(annotation)
    raise TypeError(f"nothing reads {annotation}")


def _marked_reader(base: Any, marks: list[Any]) -> Reader:
    """Return the reader of a type with marks; the last mark stands outermost."""
    mark = marks[-1]
    if isinstance(mark, Reads):
        return _scalar_reader(mark)
    if isinstance(mark, Named):
        values = get_args(base)[1]
        return _mapping_reader(_reader(values), ids=mark.ids, placed=_has_no_place(values))
    inner = _marked_reader(base, marks[:-1]) if marks[:-1] else _reader(base)
    if isinstance(mark, Accepts | Shorthand):
        return _accepting_reader(mark.usual, inner)
    raise TypeError(f"nothing reads {base} with {mark}")


def _scalar_reader(mark: Reads) -> Reader:
    parse, unread, blank = mark.read, mark.unread, mark.blank

    def read(node: Node, key: Scalar | None, telling: _Telling) -> Any:
        if blank is not None and key is not None and _is_missing(node):
            return blank(key)
        try:
            return parse(node)
        except Refused as refused:
            telling.refusal(refused, node, key)
            found = unread(node) if unread is not None and type(node) is Scalar and node.text else None
            return FAULTY if found is None else found

    return read


def _optional_reader(inner: Reader) -> Reader:
    def read(node: Node, key: Scalar | None, telling: _Telling) -> Any:
        return None if type(node) is Scalar and node.is_missing else inner(node, key, telling)

    return read


def _accepting_reader(usual: Callable[[Node], Node], inner: Reader) -> Reader:
    def read(node: Node, key: Scalar | None, telling: _Telling) -> Any:
        return inner(usual(node), key, telling)

    return read


def _list_reader(item: Reader) -> Reader:
    def read(node: Node, key: Scalar | None, telling: _Telling) -> Any:
        if type(node) is not Sequence:
            place, name = (key.origin, key.text) if key else (node.origin, "")
            telling.tell(
                "not-a-list", place, f"”{name}” ska vara en lista", "skriv en post per rad med streck: - post"
            )
            return FAULTY
        values = [item(one, None, telling) for one in node.items]
        return [value for value in values if value is not FAULTY]

    return read


def _has_no_place(annotation: Any) -> bool:
    """Whether values of a type are lists or mappings, which don't know where they are written."""
    if get_origin(annotation) is Annotated:
        return _has_no_place(get_args(annotation)[0])
    return get_origin(annotation) in (list, dict)


def _mapping_reader(inner: Reader, *, ids: bool, placed: bool) -> Reader:
    """Return the reader of named entries; where their values have no place their names have one."""

    def read(node: Node, key: Scalar | None, telling: _Telling) -> Any:
        if type(node) is not Mapping:
            return {} if _is_missing(node) else _no_mapping(node, key, telling)
        values: dict[str, Any] = {}
        for entry in node.entries:
            name = entry.key.text
            if ids and not (name.isalnum() or _ID.fullmatch(name)):
                _odd_id(entry.key, telling)
                continue
            value = inner(entry.value, entry.key, telling)
            if value is not FAULTY:
                values[PlacedText(name, entry.key.origin) if placed else name] = value
        return values

    return read


def _no_mapping(node: Node, key: Scalar | None, telling: _Telling) -> Any:
    origin = key.origin if key else node.origin
    message, remedy = "här ska det stå namngivna poster, en per rad", "skriv till exempel   mitt-id:"
    telling.tell("not-a-mapping", origin, message, remedy)
    return FAULTY


def _odd_id(key: Scalar, telling: _Telling) -> None:
    message = f"”{key.text}” kan inte vara ett id"
    remedy = "ett id består av bokstäver, siffror och bindestreck, till exempel hvb-dygn"
    telling.tell("odd-id", key.origin, message, remedy)


def _within(refused: Refused, node: Node, key: Scalar | None) -> Origin:
    """Point into a value; blocks of text have no columns to point at."""
    place = key.origin if key else node.origin
    if not isinstance(node, Scalar) or node.style in ("|", ">"):
        return place
    origin = node.origin if node.text else place
    quote = 1 if node.style else 0
    return replace(origin.at(refused.offset + quote), width=refused.width) if refused.width else origin
