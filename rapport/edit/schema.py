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

from rapport.edit.schema_words import described
from rapport.model import scalar
from rapport.model.economy import Layouts
from rapport.model.record import Named, Reads, Record, Role, Shorthand, field_with, fields_of, hints_of
from rapport.model.year import PeriodReport, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Schema = dict[str, Any]

FOLDER = "schema"
KINDS: dict[str, type[Record]] = {
    "plan.json": Plan,
    "period.json": PeriodReport,
    "tabeller.json": Layouts,
}
"""The schema files and the record that each kind of file is."""

_PERIOD_FILES = ("T[1-3]", "Q[1-4]", "0[1-9]", "1[0-2]", "helår", "plan")
_NUMBER = (
    r"(?:(?:ca|cirka|ung\.?|ungefär|~)\s*)?[+\-−–‑]?\s*[0-9]+(?:\s[0-9]{3})*(?:[.,][0-9]+)?"
    r"(?:\s*/\s*[0-9]+(?:\s[0-9]{3})*(?:[.,][0-9]+)?)?\s*(?:[%‰]|[A-Za-zÅÄÖåäö][^()]*)?\s*(?:\([^()]+\))?\s*"
)
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

_WORDS: Schema = {
    "type": "object",
    "properties": {"ord": {"type": ["string", "number"], "description": "Orden som visas."}},
    "required": ["ord"],
    "additionalProperties": False,
    "description": "Ord i stället för ett tal: visas och räknas aldrig med.",
}


def _single(*, pattern: str = "", message: str = "", empty: bool = False) -> Schema:
    """Return the schema of a single value."""
    schema: Schema = {"type": ["string", "number", *(["null"] if empty else [])]}
    if pattern:
        schema |= {"pattern": f"^(?:{pattern})$", "patternErrorMessage": message}
    return schema


def _either(*schemas: Schema) -> Schema:
    """Return one schema for a value that is a single one or has fields.

    It says the same as ``anyOf``, but an editor then shows our own message and not that no alternative fits.
    """
    merged: Schema = {}
    for schema in schemas:
        properties = {**merged.get("properties", {}), **schema.get("properties", {})}
        kinds = [*_kinds(merged), *_kinds(schema)]
        merged = {**merged, **schema, "type": list(dict.fromkeys(kinds))}
        if properties:
            merged["properties"] = properties
    return merged


def _kinds(schema: Schema) -> list[str]:
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)


_NOT_A_LIST = "Här ska stå en lista: en post per rad med streck framför, eller [T1, T2]."
_NO_SUCH_FIELD = "Fältet finns inte här"
_NOT_A_NUMBER = "Det här är inget tal. Skriv till exempel 1 050, 37,99 % eller -26 707."
_FIGURE = _single(pattern=_NUMBER, message=_NOT_A_NUMBER)
_OUTCOME = _single(
    pattern=f"{_NUMBER}|{_ANSWER}",
    message="Skriv ett tal som 37,99 %, ett svar (Ja, Delvis, Nej) eller ord som {ord: Stängt}.",
)
_TARGET = _single(
    pattern=f"{_AIM}|{_ANSWER}",
    message='Skriv till exempel ">25 %", minst 3, öka från 64 %, Ja eller {ord: Branschens}.',
)
_YES = {"enum": ["ja", "nej"], "errorMessage": "Skriv ja eller nej."}
_DATE = _single(
    pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}", message="Skriv datumet med året först, till exempel 2020-05-26."
)


def _validator(field: Any) -> Any:
    return field.__metadata__[0].read


_SCALARS: dict[Any, Schema] = {
    _validator(scalar.Text): _single(),
    _validator(scalar.OptionalText): _single(empty=True),
    _validator(scalar.FigureField): _FIGURE,
    _validator(scalar.CellField): _either(_FIGURE, _WORDS),
    _validator(scalar.OutcomeField): _either(_OUTCOME, _WORDS),
    _validator(scalar.TargetField): _either(_TARGET, _WORDS),
    _validator(scalar.ProseField): _single(),
    _validator(scalar.ReferenceField): _single(),
    _validator(scalar.ReferencesField): {"type": ["string", "number", "array"], "items": _single()},
    _validator(scalar.YesNo): _YES,
    _validator(scalar.Date): _DATE,
}


def schema_for(model: type[Record]) -> Schema:
    """Return the JSON Schema (draft-07) of a kind of file."""
    definitions: dict[str, Schema] = {}
    _define(model, definitions)
    root = definitions.pop(model.__name__)
    _entitle(root, definitions)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **root, "definitions": definitions}


def schema_files() -> dict[str, str]:
    """Return the schema files as text, by name."""
    return {name: _as_json(schema_for(model)) for name, model in KINDS.items()}


def editor_settings(folders: Sequence[str] = ()) -> dict[str, str]:
    """Return the settings that make an editor use the schemas, by path below the project folder.

    Args:
        folders: Folders of committees below it, whose files are of the same kinds.
    """
    places = ["", *(f"{folder}/" for folder in folders)]
    plans = [f"{place}data/*/*.yaml" for place in places]
    no_plans = [f"!{place}data/*/{name}.yaml" for place in places for name in _PERIOD_FILES]
    periods = [f"{place}data/*/{name}.yaml" for place in places for name in ("*/*", *_PERIOD_FILES)]
    settings = {
        "yaml.schemas": {
            f"{FOLDER}/plan.json": [*plans, *no_plans],
            f"{FOLDER}/period.json": periods,
            f"{FOLDER}/tabeller.json": [f"{place}templates/tabeller.yaml" for place in places],
        },
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.detectIndentation": False,
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
        },
        "[markdown]": {"editor.wordWrap": "on"},
    }
    return {
        ".vscode/settings.json": _as_json(settings),
        ".vscode/extensions.json": _as_json({"recommendations": ["redhat.vscode-yaml"]}),
    }


def _entitle(root: Schema, definitions: dict[str, Schema]) -> None:
    """Give records the key they stand under as title; editors show it, and the code's names are English."""
    for schema in [root, *definitions.values()]:
        for key, own in schema.get("properties", {}).items():
            for reference in _references(own):
                definitions.get(reference, {}).setdefault("title", key)


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            else:
                yield from _references(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _references(item)


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
        "additionalProperties": False,
        "errorMessage": _NO_SUCH_FIELD
        + (f", eller så saknas {' eller '.join(required)}." if required else "."),
    }
    if required:
        schema["required"] = required
    if rest := field_with(model, Role.REST):
        others = _schema(hints[rest], definitions)["additionalProperties"]
        others = _or_empty(others) if field_with(model, Role.BLANKS) else others
        schema["additionalProperties"] = _with_words(others, described(model.__name__, ""))
    if words := described(model.__name__, None):
        schema["description"] = words
    definitions[model.__name__] = schema


def _with_words(schema: Schema, words: str) -> Schema:
    """Add what an editor shows beside a key."""
    if not words:
        return schema
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
        return {"type": ["object", "null"], "additionalProperties": values}
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
    single = {key: value for key, value in inner.items() if key != "required"}
    return _either(single, schema)


def _choice(words: type[StrEnum]) -> Schema:
    values = [word.value for word in words]
    return {"enum": values, "errorMessage": f"Skriv ett av orden {', '.join(values)}."}


def _shortened(model: type[Record], short: str, definitions: dict[str, Schema]) -> Schema:
    """Return a record's schema, or that of the one field that may stand for it; kept under a name of its own."""
    name = f"{model.__name__}-{short}"
    if name not in definitions:
        _define(model, definitions)
        own = _schema(_field(model, short), definitions)
        # {ord: …} alone may stand for the record as well, but asks for nothing in it.
        single = {key: value for key, value in own.items() if key not in ("required", "additionalProperties")}
        definitions[name] = _either(single, definitions[model.__name__])
    return {"$ref": f"#/definitions/{name}"}


def _field(model: type[Record], key: str) -> Any:
    """Return the annotation of a record's field by its Swedish key."""
    return next(hints_of(model)[name] for name, field in fields_of(model).items() if field.key == key)


def _or_empty(schema: Schema) -> Schema:
    """Let a key stand without a value."""
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return {**schema, "type": list(dict.fromkeys([*kinds, "null"]))}
    # An empty choice is let through by the reader, but nobody means it.
    return schema if "enum" in schema else {"anyOf": [schema, {"type": "null"}]}
