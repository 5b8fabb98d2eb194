"""Node tree to validated records: what pydantic objects to is told in Swedish, at its line and column."""

from __future__ import annotations

import types
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from rapport.diagnostic import Diagnostic, Level, did_you_mean
from rapport.model.record import Record
from rapport.model.scalar import ORIGIN_KEY, Written
from rapport.origin import Origin
from rapport.read.nodes import Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

R = TypeVar("R", bound=Record)

PLACEHOLDER = "?"
"""Stands for a required text or id that is missing, so that the rest can still be checked."""

_ROUNDS = 8
"""How often what is wrong is taken out and the rest validated again."""

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


@dataclass(frozen=True)
class _Place:
    """Where an error is: the entry's key if any, and the node."""

    key: Scalar | None
    node: Node

    @property
    def origin(self) -> Origin:
        return self.key.origin if self.key else self.node.origin


def to_plain(node: Node, key: Scalar | None = None) -> Any:
    """Return a node as the plain mappings, lists and `Written` scalars that the models take.

    A mapping carries the place of the key it stands under, so that a record's origin is the line of its id.
    """
    if isinstance(node, Scalar):
        return Written(node.text, node.origin) if node.text or node.style else None
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    plain: dict[str, Any] = {entry.key.text: to_plain(entry.value, entry.key) for entry in node.entries}
    plain[ORIGIN_KEY] = key.origin if key else node.origin
    return plain


def read_record(model: type[R], node: Mapping) -> tuple[R | None, list[Diagnostic]]:
    """Validate a mapping as a record.

    Everything that is wrong is reported at once. What is wrong is then left out, so that the rest of the file can
    be checked too; the record is None only when nothing usable remains.
    """
    plain = to_plain(node)
    diagnostics: list[Diagnostic] = []
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(plain), diagnostics
        except ValidationError as failure:
            errors = failure.errors(include_url=False, include_input=False)
        told = {(d.origin.line, d.origin.column) for d in diagnostics}
        fresh = [_diagnostic(model, node, error) for error in errors]
        diagnostics += [d for d in fresh if (d.origin.line, d.origin.column) not in told]
        for error in errors:
            _leave_out(plain, error)
    return None, diagnostics


def _leave_out(plain: Any, error: ErrorDetails) -> None:
    """Take the faulty entry out of the data, or fill in what is missing."""
    location = error["loc"]
    parent, trail = plain, []
    for step in location[:-1]:
        child = _child(parent, step)
        if child is None:
            break
        trail.append((parent, step))
        parent = child
    if not location:
        return
    last = location[-1]
    if error["type"] == "missing" and isinstance(parent, dict):
        parent[str(last)] = Written(PLACEHOLDER, parent.get(ORIGIN_KEY, Origin("")))
    elif isinstance(parent, dict) and last in parent and not _is_placeholder(parent[last]):
        del parent[last]
    elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        parent[last] = None
    elif trail:
        holder, step = trail[-1]
        if isinstance(holder, dict):
            holder.pop(step, None)


def _is_placeholder(value: object) -> bool:
    return isinstance(value, Written) and value.text == PLACEHOLDER


def _child(parent: Any, step: str | int) -> Any:
    if isinstance(parent, dict):
        return parent.get(step)
    if isinstance(parent, list) and isinstance(step, int) and step < len(parent):
        return parent[step]
    return None


def _diagnostic(model: type[Record], root: Node, error: ErrorDetails) -> Diagnostic:
    """Translate one of pydantic's errors."""
    place = _locate(root, error["loc"])
    last = str(error["loc"][-1]) if error["loc"] else ""
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _known_keys(model, error["loc"][:-1])
        return _error(
            "unknown-key", place.origin, f"fältet ”{last}” finns inte här", did_you_mean(last, known)
        )
    if kind == "missing":
        return _error("missing-key", place.origin, f"fältet ”{last}” saknas", f"lägg till raden   {last}: …")
    context = error.get("ctx", {})
    if "fact" in context:
        origin = _within(place, context["offset"], context["width"])
        return _error(kind, origin, context["fact"], context["remedy"])
    if kind == "list_type":
        return _error(
            "not-a-list",
            place.origin,
            f"”{last}” ska vara en lista",
            "skriv en post per rad med streck: - post",
        )
    return _error(
        "not-a-mapping", place.origin, f"”{last}” ska ha egna fält", "skriv ett fält per rad, indraget"
    )


def _error(check: str, origin: Origin, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(check, Level.ERROR, origin, message, remedy)


def _within(place: _Place, offset: int, width: int) -> Origin:
    """Point into a value; blocks of text have no columns to point at."""
    origin = place.node.origin if isinstance(place.node, Scalar) and place.node.text else place.origin
    if not isinstance(place.node, Scalar) or place.node.style in ("|", ">"):
        return place.origin
    quote = 1 if place.node.style else 0
    return replace(origin.at(offset + quote), width=width) if width else origin


def _locate(root: Node, location: tuple[int | str, ...]) -> _Place:
    """Follow pydantic's path through the node tree as far as it goes."""
    place = _Place(None, root)
    for step in location:
        entry = _step(place.node, step)
        if entry is None:
            break
        place = entry
    return place


def _step(node: Node, step: int | str) -> _Place | None:
    if isinstance(node, Mapping):
        found: Entry | None = next((entry for entry in node.entries if entry.key.text == step), None)
        return _Place(found.key, found.value) if found else None
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return _Place(None, node.items[step])
    return None


def _known_keys(model: type[Record], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand at a place, by following the annotations of the models."""
    current: Any = model
    for step in location:
        current = _annotation(current, str(step))
    if isinstance(current, type) and issubclass(current, Record):
        return [key for key in map(_alias, current.model_fields.items()) if key != ORIGIN_KEY]
    return []


def _alias(field: tuple[str, Any]) -> str:
    return field[1].alias or field[0]


def _annotation(current: Any, step: str) -> Any:
    if isinstance(current, type) and issubclass(current, Record):
        for field in current.model_fields.items():
            if _alias(field) == step:
                return _bare(field[1].annotation)
        return None
    origin = get_origin(current)
    if origin is dict or (isinstance(origin, type) and issubclass(origin, AnyMapping)):
        return _bare(get_args(current)[1])
    return _bare(get_args(current)[0]) if origin is list else current


def _bare(annotation: Any) -> Any:
    """Strip Annotated and optional from an annotation."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        return _bare(options[0])
    return annotation
