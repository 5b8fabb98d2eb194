"""JSON Schema of the files that users write (rapport schema), so that an editor knows the keys and marks mistakes.

Made from the records themselves. Every single value may be a text or a number, since an editor's YAML takes ``72``
for a number and the reader doesn't; what can't be told from the types is left open rather than marked by mistake.
"""

from __future__ import annotations

import inspect
import json
import types
from copy import deepcopy
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from rapport.edit.schema_words import chosen, described
from rapport.model import scalar
from rapport.model.economy import Layouts
from rapport.model.record import Named, Reads, Record, Role, Shorthand, field_with, fields_of, hints_of
from rapport.model.year import PeriodReport, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = dict[str, Any]

FOLDER = "schema"
KINDS: dict[str, type[Record]] = {
    "plan.json": Plan,
    "period.json": PeriodReport,
    "tabeller.json": Layouts,
}
"""The schema files and the record that each kind of file is."""

_NUMBER = (
    r"(?:(?:ca|cirka|ung\.?|ungefär|~)\s*)?[+\-−–‑]?\s*[0-9]+(?:\s[0-9]{3})*(?:[.,][0-9]+)?"
    r"(?:\s*/\s*[0-9]+(?:\s[0-9]{3})*(?:[.,][0-9]+)?)?\s*(?:[%‰]|[A-Za-zÅÄÖåäö][^()]*)?\s*(?:\([^()]+\))?\s*"
)
_EMPTY = "-tom"
"""Ends the name of a record's schema that lets the record be left empty."""
_ANSWER = r"\s*(?:[Jj][Aa]|[Dd][Ee][Ll][Vv][Ii][Ss]|[Nn][Ee][Jj])\s*"
_AIM = (
    r"(?:[<>=≤≥]{0,2}|under|över|högst|minst|lägst|max|som mest|(?:mindre|färre|lägre|mer|fler|högre) än)\s*"
    + _NUMBER
    + r"|(?:[Öö]k|[Mm]insk|[Oo]förändra).*"
)
_IDS = {
    "pattern": r"^[0-9A-Za-zÀ-ÖØ-öø-ÿ][-0-9A-Za-z_À-ÖØ-öø-ÿ]*$",
    "patternErrorMessage": "Ett id består av bokstäver, siffror och bindestreck.",
}

_NOT_ONE_VALUE = "Här ska stå ett enda värde."
_NOT_A_LIST = "Här ska stå en lista: en post per rad med streck framför, eller [T1, T2]."
_NOT_ENTRIES = "Här ska stå namngivna poster, en per rad, till exempel   mitt-id: …"
_NOT_A_NUMBER = "Det här är inget tal. Skriv till exempel 1 050, 37,99 % eller -26 707."
_NO_FIELDS = "Här ska stå fält, ett per rad, till exempel   {}: …"


def _single(*, pattern: str = "", message: str = _NOT_ONE_VALUE, empty: bool = False) -> Schema:
    """Return the schema of a single value."""
    schema: Schema = {
        "type": ["string", "number", *(["null"] if empty else [])],
        "errorMessage": message,
    }
    if pattern:
        schema |= {"pattern": f"^(?:{pattern})$", "patternErrorMessage": message}
    return schema


def _or_words(schema: Schema) -> Schema:
    """Let ``{ord: …}`` stand for a single value.

    The field stands apart from the value, so that an editor that completes the key waits for a value.
    """
    fields = {"ord": {**_single(), "description": "Orden som visas, och aldrig räknas med."}}
    words = {"properties": fields, "required": ["ord"], "errorMessage": schema["errorMessage"]}
    return {**schema, "type": [*schema["type"], "object"], "allOf": [words, _closed(fields)]}


def _either(single: Schema, record: Schema) -> Schema:
    """Return one schema for a record or the single value that stands for it.

    It says the same as ``anyOf``, but an editor then shows our own message and not that no alternative fits.
    """
    fields = {**_word_fields(single), **record["properties"]}
    needed = record.get("required")
    which = (
        f"; då måste stå {' och '.join(needed)}."
        if needed
        else f", som   {next(iter(record['properties']))}: …"
    )
    message = f"{single['errorMessage'].rstrip('.')}, eller fält, ett per rad{which}"
    return {
        **single,
        **record,
        "type": list(dict.fromkeys([*_kinds(single), *_kinds(record)])),
        "properties": fields,
        "errorMessage": message,
        "allOf": [_closed(fields)],
    }


def _word_fields(single: Schema) -> Schema:
    """Return the fields that a single value may have instead: ``ord``, or none."""
    return dict(next((part["properties"] for part in single.get("allOf", ()) if "required" in part), {}))


def _closed(fields: Schema, about: str = "Fältet finns inte här") -> Schema:
    """Return what marks other fields; it stands apart, so that its message is about nothing else."""
    return {
        "properties": dict.fromkeys(fields, True),
        "additionalProperties": False,
        "errorMessage": f"{about}. Här kan stå: {', '.join(fields)}.",
    }


def _kinds(schema: Schema) -> list[str]:
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)


_FIGURE = _single(pattern=_NUMBER, message=_NOT_A_NUMBER)
_OUTCOME = _single(
    pattern=f"{_NUMBER}|{_ANSWER}",
    message="Skriv ett tal som 37,99 %, ett svar (Ja, Delvis, Nej) eller ord som {ord: Stängt}.",
)
_TARGET = _single(
    pattern=f"{_AIM}|{_ANSWER}",
    message='Skriv till exempel ">25 %", minst 3, öka från 64 %, Ja eller {ord: Branschens}.',
)
_DATE = _single(
    pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}", message="Skriv datumet med året först, till exempel 2020-05-26."
)


def _one_of(words: list[str], message: str, about: list[str] | None = None) -> Schema:
    """Return the schema of a word among a few; the reader takes capital letters too."""
    offered: Schema = {"enum": words, "errorMessage": message}
    if about:
        offered["markdownEnumDescriptions"] = about
    letters = ["".join(f"[{c.lower()}{c.upper()}]" if c.isalpha() else c for c in word) for word in words]
    taken = {"type": "string", "pattern": f"^(?:{'|'.join(letters)})$", "patternErrorMessage": message}
    return {"anyOf": [offered, taken | {"errorMessage": message}]}


def _validator(field: Any) -> Any:
    return field.__metadata__[0].read


_SCALARS: dict[Any, Schema] = {
    _validator(scalar.Text): _single(),
    _validator(scalar.OptionalText): _single(empty=True),
    _validator(scalar.PlacedField): _single(),
    _validator(scalar.OptionalPlaced): _single(empty=True),
    _validator(scalar.StatusField): _single(empty=True),
    _validator(scalar.FigureField): _FIGURE,
    _validator(scalar.CellField): _or_words(_FIGURE),
    _validator(scalar.OutcomeField): _or_words(_OUTCOME),
    _validator(scalar.TargetField): _or_words(_TARGET),
    _validator(scalar.ProseField): _single(),
    _validator(scalar.ReferenceField): _single(),
    _validator(scalar.ReferencesField): {
        "type": ["string", "number", "array"],
        "items": _single(),
        "errorMessage": "Här ska stå ett id, eller en lista med flera: [ett, två].",
    },
    _validator(scalar.YesNo): _one_of(["ja", "nej"], "Skriv ja eller nej."),
    _validator(scalar.Date): _DATE,
}


def schema_for(model: type[Record]) -> Schema:
    """Return the JSON Schema (draft-07) of a kind of file."""
    definitions: dict[str, Schema] = {}
    _define(model, definitions)
    root = definitions.pop(model.__name__)
    _entitle(root, definitions)
    _add_empty(root, definitions)
    _tell_kinds(root, definitions)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **root, "definitions": definitions}


def schema_files() -> dict[str, str]:
    """Return the schema files as text, by name."""
    return {name: _as_json(schema_for(model)) for name, model in KINDS.items()}


def _entitle(root: Schema, definitions: dict[str, Schema]) -> None:
    """Give records the key they stand under as title; editors show it, and the code's names are English."""
    for schema in [root, *definitions.values()]:
        for key, own in schema.get("properties", {}).items():
            for reference in _references(own):
                definitions.get(reference.removesuffix(_EMPTY), {}).setdefault("title", key)


def _references(schema: object) -> Iterator[str]:
    return (one["$ref"].rpartition("/")[2] for one in _inside(schema) if "$ref" in one)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _define(model: type[Record], definitions: dict[str, Schema]) -> None:
    """Add the schema of a record, and of those it refers to."""
    if model.__name__ in definitions:
        return
    definitions[model.__name__] = {}
    hints = hints_of(model)
    properties: dict[str, Schema] = {}
    for name, field in fields_of(model).items():
        words = described(model.__name__, field.key)
        properties[field.key] = _with_words(_schema(hints[name], definitions), words)
    required = [field.key for field in fields_of(model).values() if field.required]
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "errorMessage": f"Här måste stå {' och '.join(required)}."
        if required
        else _NO_FIELDS.format(next(iter(properties))),
    }
    if required:
        schema["required"] = required
    if rest := field_with(model, Role.REST):
        values = _schema(hints[rest], definitions)["additionalProperties"]
        values = _or_empty(values) if field_with(model, Role.BLANKS) else values
        # Under additionalProperties an editor would offer a figure's values for the other fields too.
        others = f"^(?!(?:{'|'.join(properties)})$)"
        schema["patternProperties"] = {others: _with_words(values, described(model.__name__, ""))}
    else:
        schema["allOf"] = [_closed(properties)]
    if words := described(model.__name__, None):
        schema["description"] = words
    definitions[model.__name__] = schema


def _with_words(schema: Schema, words: str) -> Schema:
    """Add what an editor shows beside a key."""
    if not words:
        return schema
    if _is_choice(schema) and "markdownEnumDescriptions" not in schema["anyOf"][0]:
        offered, taken = schema["anyOf"]
        return {"anyOf": [{**offered, "description": words}, taken], "description": words}
    # In draft-07 nothing that stands beside a reference counts.
    return {"allOf": [schema], "description": words} if "$ref" in schema else {**schema, "description": words}


def _schema(annotation: Any, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of an annotation; an empty one, which allows anything, where it can't be told."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _annotated(annotation, definitions)
    if origin in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        schemas = [_schema(part, definitions) for part in inner]
        return _or_empty(schemas[0] if len(schemas) == 1 else {"anyOf": schemas})
    if origin is list:
        items = _schema(get_args(annotation)[0], definitions)
        return {"type": "array", "items": items, "errorMessage": _NOT_A_LIST}
    if origin is dict:
        values = _schema(get_args(annotation)[1], definitions)
        return {"type": ["object", "null"], "additionalProperties": values, "errorMessage": _NOT_ENTRIES}
    if inspect.isclass(annotation) and issubclass(annotation, Record):
        _define(annotation, definitions)
        return {"$ref": f"#/definitions/{annotation.__name__}"}
    return {}


def _annotated(annotation: Any, definitions: dict[str, Schema]) -> Schema:
    base, *marks = get_args(annotation)
    if inspect.isclass(base) and issubclass(base, StrEnum):
        return _choice(base)
    mark = marks[-1]
    if isinstance(mark, Reads):
        return deepcopy(_SCALARS.get(mark.read, {}))
    if isinstance(mark, Named):
        mapping = _schema(base, definitions)
        return {**mapping, "propertyNames": deepcopy(_IDS)} if mark.ids else mapping
    if isinstance(mark, Shorthand):
        return _shortened(base, mark.key, definitions)
    # What accepts other ways of writing lets more forms in than the type says.
    inner = (
        _annotated(Annotated[base, *marks[:-1]], definitions) if marks[:-1] else _schema(base, definitions)
    )
    return _widened(inner)


def _widened(schema: Schema) -> Schema:
    """Let a single value stand where a mapping does, such as one target for all periods."""
    inner = schema.get("additionalProperties")
    if not isinstance(inner, dict) or "pattern" not in inner:
        return {}
    several = {"properties": _word_fields(inner), "additionalProperties": inner}
    return {**inner, "type": list(dict.fromkeys([*_kinds(inner), *_kinds(schema)])), "allOf": [several]}


def _is_choice(schema: Schema) -> bool:
    return "enum" in (schema.get("anyOf") or [{}])[0]


def _choice(words: type[StrEnum]) -> Schema:
    values = [word.value for word in words]
    message = f"Skriv ett av orden {', '.join(values)}."
    return _one_of(values, message, [chosen(words.__name__, value) for value in values])


def _shortened(model: type[Record], short: str, definitions: dict[str, Schema]) -> Schema:
    """Return a record's schema, or that of the one field that may stand for it; kept under a name of its own."""
    name = f"{model.__name__}-{short}"
    if name not in definitions:
        _define(model, definitions)
        own = _schema(_field(model, short), definitions)
        definitions[name] = _either(own, definitions[model.__name__])
    return {"$ref": f"#/definitions/{name}"}


def _field(model: type[Record], key: str) -> Any:
    """Return the annotation of a record's field by its Swedish key."""
    return next(hints_of(model)[name] for name, field in fields_of(model).items() if field.key == key)


def _or_empty(schema: Schema) -> Schema:
    """Let a key stand without a value."""
    if kinds := _kinds(schema):
        return {**schema, "type": list(dict.fromkeys([*kinds, "null"]))}
    if "$ref" in schema:
        return {"$ref": schema["$ref"] + _EMPTY}
    # An empty choice is let through by the reader, but nobody means it; what has no kinds allows anything.
    return schema


def _add_empty(root: Schema, definitions: dict[str, Schema]) -> None:
    """Add the records that may be left empty; an editor would name the kinds in English if it had to choose."""
    for name in sorted({name for name in _references([root, definitions]) if name.endswith(_EMPTY)}):
        definitions[name] = _or_empty(definitions[name.removesuffix(_EMPTY)])


def _tell_kinds(root: Schema, definitions: dict[str, Schema]) -> None:
    """Let what refers to a record say what can stand there: an editor then begins a new line after the key."""
    for schema in list(_inside([root, *definitions.values()])):
        if references := [part["$ref"] for part in schema.get("allOf", ()) if "$ref" in part]:
            record = definitions[references[0].rpartition("/")[2]]
            schema |= {"type": record["type"], "errorMessage": record["errorMessage"]}


def _inside(value: object) -> Iterator[Schema]:
    """Yield every mapping in a schema."""
    inner: list[object] = []
    if isinstance(value, dict):
        yield value
        inner = list(value.values())
    elif isinstance(value, list):
        inner = value
    for one in inner:
        yield from _inside(one)
