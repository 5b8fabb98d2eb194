"""The base of every record: frozen, strict about keys, aware of the line it came from.

A record declares its fields with the Swedish key that users write; nothing is worked out when the class is made, so
that a program with many records starts as fast as one with none. ``rapport/read/records.py`` makes records of what
stands in files.
"""

from __future__ import annotations

from enum import Enum
from inspect import get_annotations
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar, dataclass_transform, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from rapport.origin import Origin
from rapport.written import Entry, Mapping, Node, Scalar, alone

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
R = TypeVar("R", bound="Record")

REQUIRED = object()
"""The default of a field that must be written."""
NOWHERE = Origin("")
WORDS = "ord"
"""The one key of ``{ord: …}``: words where a figure could stand."""


class Role(Enum):
    """What a field takes of what is written."""

    KEY = 1
    """The value of its key."""
    REST = 2
    """Every entry whose key no other field has."""
    BLANKS = 3
    """The keys among those that have no value."""
    PLACE = 4
    """Where the record is written."""
    WRITTEN = 5
    """The entries with plain values, or none, as they are written."""


class FieldSpec(Struct, frozen=True):
    """A field as it is declared: its Swedish key, what it is when nothing is written, what it takes."""

    key: str
    default: object
    default_factory: Callable[[], object] | None = None
    role: Role = Role.KEY

    @property
    def required(self) -> bool:
        """Whether the field must be written."""
        return self.default is REQUIRED and self.default_factory is None


def Field(  # noqa: N802  a declaration, read as one
    *, default: Any = REQUIRED, key: str = "", default_factory: Callable[[], Any] | None = None
) -> Any:
    """Declare a field.

    Args:
        default: What it is when nothing is written; without it, and without a factory, it must be written.
        key: What users write; the field's own name when left out.
        default_factory: Makes the default, where each record needs one of its own.
    """
    return FieldSpec(key, default, default_factory)


def Rest(*, default_factory: Callable[[], Any]) -> Any:  # noqa: N802  a declaration, read as one
    """Declare the field that takes every key that no other field has, such as the figures of a row."""
    return FieldSpec("", REQUIRED, default_factory, Role.REST)


def Blanks(*, default_factory: Callable[[], Any]) -> Any:  # noqa: N802  a declaration, read as one
    """Declare the field that takes the keys of `Rest` that have no value; without it each must have one."""
    return FieldSpec("", REQUIRED, default_factory, Role.BLANKS)


def Written(*, default_factory: Callable[[], Any]) -> Any:  # noqa: N802  a declaration, read as one
    """Declare the field that keeps the entries with a single value, or a mapping of such, as they are written, by key.

    It is for records whose plain texts need a place, or where it matters that a key was written and left empty. It is
    no part of what the record says.
    """
    return FieldSpec("", REQUIRED, default_factory, Role.WRITTEN)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(Field, Rest, Blanks, Written)
)
class Record:
    """A record with English field names and the Swedish keys that users write.

    ``origin`` is where the record was written; two records that say the same are equal wherever they stand.
    """

    origin: Origin = Field(default=NOWHERE)

    _fields: ClassVar[dict[str, FieldSpec]]

    def __init_subclass__(cls) -> None:
        """Gather the fields that the class declares, after those of its bases."""
        own: dict[str, FieldSpec] = {}
        for name in get_annotations(cls):
            given = cls.__dict__.get(name, REQUIRED)
            if isinstance(given, FieldSpec):
                own[name] = given if given.key or given.role is not Role.KEY else replace(given, key=name)
            elif name[0] != "_":
                own[name] = FieldSpec(name, given)
        cls._fields = {**cls._fields, **own}

    def __init__(self, **values: Any) -> None:
        """Take values by field; what isn't given is as if nothing were written.

        Raises:
            TypeError: a field that doesn't exist, or a required one that is missing.
        """
        unknown = values.keys() - self._fields.keys()
        missing = [name for name, spec in self._fields.items() if spec.required and name not in values]
        if unknown or missing:
            raise TypeError(f"{type(self).__name__}: unknown {sorted(unknown)}, missing {missing}")
        self.__dict__.update(unwritten(type(self)), **values)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: records never change."""
        raise AttributeError(f"{type(self).__name__}.{name} can't be changed")

    def __eq__(self, other: object) -> bool:
        """Compare what the records say, not where."""
        if type(other) is not type(self):
            return NotImplemented
        beside = _beside(type(self))
        mine = {key: value for key, value in self.__dict__.items() if key not in beside}
        return mine == {key: value for key, value in other.__dict__.items() if key not in beside}

    def __hash__(self) -> int:
        """Hash by identity of type and place; records with lists in them have no better one."""
        return hash((type(self), self.origin))

    def __repr__(self) -> str:
        """Show what was written; places and defaults would drown it."""
        plain, beside = unwritten(type(self)), _beside(type(self))
        said = [
            f"{k}={v!r}" for k, v in self.__dict__.items() if k not in beside and plain.get(k, REQUIRED) != v
        ]
        return f"{type(self).__name__}({', '.join(said)})"


Record._fields = {"origin": FieldSpec("", NOWHERE, None, Role.PLACE)}


def fields_of(record: type[Record]) -> dict[str, FieldSpec]:
    """Return the fields that have a key of their own, by English name, in the order declared."""
    return {name: spec for name, spec in every_field(record).items() if spec.role is Role.KEY}


def every_field(record: type[Record]) -> dict[str, FieldSpec]:
    """Return all fields, whatever they take of what is written."""
    return record._fields


def field_with(record: type[Record], role: Role) -> str:
    """Return the name of the field that has a role, "" when there is none."""
    return next((name for name, spec in every_field(record).items() if spec.role is role), "")


def _beside(record: type[Record]) -> tuple[str, ...]:
    """Return the fields that are about how a record is written, and no part of what it says."""
    return ("origin", field_with(record, Role.WRITTEN))


def places_in(record: Record, key: str) -> dict[str, Origin]:
    """Return where the values of a field stand by their own keys, "" for a single one, in a record that keeps them."""
    written: dict[str, Entry] = getattr(record, field_with(type(record), Role.WRITTEN))
    value = written[key].value if key in written else None
    if isinstance(value, Mapping):
        return {entry.key.text: entry.value.origin for entry in value.entries}
    return {"": value.origin} if value else {}


def left_empty(record: Record) -> dict[str, Origin]:
    """Return where each key stands that was written without a value, in a record that keeps what is written."""
    written: dict[str, Entry] = getattr(record, field_with(type(record), Role.WRITTEN))
    return {
        key: entry.key.origin
        for key, entry in written.items()
        if isinstance(entry.value, Scalar) and entry.value.is_missing
    }


def hints_of(record: type[Record]) -> dict[str, Any]:
    """Return the types of a record's fields with everything they are annotated with."""
    return get_type_hints(record, include_extras=True)


def unwritten(record: type[Record]) -> dict[str, Any]:
    """Return the values of a record of which nothing was written; its required fields are left out."""
    return {
        name: spec.default if spec.default_factory is None else spec.default_factory()
        for name, spec in record._fields.items()
        if not spec.required
    }


def with_changes(record: R, **changes: Any) -> R:
    """Return a record with some fields changed."""
    return type(record)(**{**record.__dict__, **changes})


class Refused(Exception):  # noqa: N818  what was written is refused; the program is well
    """What was written can't be taken; the reader knows the place.

    ``kind`` names the reading fault; ``offset`` and ``width`` point into the written value (width 0: all of it).
    """

    def __init__(self, kind: str, fact: str, remedy: str = "", offset: int = 0, width: int = 0) -> None:
        super().__init__(fact)
        self.kind, self.fact, self.remedy, self.offset, self.width = kind, fact, remedy, offset, width


class Reads(Struct, frozen=True):
    """A mark on a field's type: the function that reads what was written.

    It takes the node and raises `Refused` when it can't be that value. ``unread`` gives what then stands for the
    value, so that nobody takes it for one that was never written; without it, or where it gives None, it is as if
    nothing were written.
    ``blank`` gives what stands for a value that is left empty, from its key, where one may be.
    """

    read: Callable[[Node], Any]
    unread: Callable[[Scalar], Any] | None = None
    blank: Callable[[Scalar], Any] | None = None


class Accepts(Struct, frozen=True):
    """A mark on a field's type: the function that turns another way of writing it into the usual one."""

    usual: Callable[[Node], Node]


class Named(Struct, frozen=True):
    """A mark on a mapping: whether its keys are ids, which have letters, digits and hyphens only."""

    ids: bool


class Shorthand(Struct, frozen=True):
    """A mark on a record: the key of the field that a single value may stand for."""

    key: str

    def usual(self, node: Node) -> Node:
        """Return ``{key: value}`` for a single value, or for words in its place."""
        if isinstance(node, Scalar):
            return node if node.is_missing else alone(self.key, node)
        return alone(self.key, node) if is_words(node) else node


def shorthand(key: str) -> Shorthand:
    """Return the mark that lets a single value stand for a record with just that field.

    ``hvb-dygn: 1 050`` is read as ``hvb-dygn: {utfall: 1 050}``.
    """
    return Shorthand(key)


def is_words(node: Node) -> bool:
    """Whether a node is ``{ord: …}``."""
    return isinstance(node, Mapping) and len(node.entries) == 1 and node.entries[0].key.text == WORDS


ById = Annotated[dict[str, T], Named(ids=True)]
"""Records by id, in the order written."""
ByName = Annotated[dict[str, T], Named(ids=False)]
"""Records by a name that may be any text, in the order written."""
