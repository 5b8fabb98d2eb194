"""The schemas that editors use let through what the reader takes, and mark what it doesn't."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from rapport.edit.editor import editor_settings
from rapport.edit.schema import KINDS, schema_files, schema_for
from rapport.edit.schema_words import known_keys, known_words
from rapport.model import activity, economy, goals, ledger, scale
from rapport.model.economy import Layouts
from rapport.model.year import PeriodReport, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PERIOD = re.compile(r"(T[1-3]|Q[1-4]|0[1-9]|1[0-2]|helår|plan)(\.yaml)?")
FILES = sorted([*ROOT.glob("data/*/**/*.yaml"), *ROOT.glob("tests/generality/*/data/**/*.yaml")])
NULL, NUMBER = None, re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def as_an_editor_reads(text: str) -> Any:
    """Return YAML as YAML 1.2 has it: numbers are numbers, what is empty is null, everything else is text."""

    def plain(node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return {key.value: plain(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [plain(item) for item in node.value]
        if node.style is None and node.value == "":
            return NULL
        return float(node.value) if node.style is None and NUMBER.fullmatch(node.value) else node.value

    return plain(yaml.compose(text, Loader=yaml.SafeLoader))


KIND = {"string": str, "number": float, "object": dict, "array": list, "null": type(None)}


def marks(value: Any, schema: Any, root: dict[str, Any], path: str = "") -> list[str]:
    """Return what a JSON Schema validator would mark; only what our schemas use is known here."""
    if schema is True:
        return []
    if "$ref" in schema:
        return marks(value, root["definitions"][schema["$ref"].rpartition("/")[2]], root, path)
    if "anyOf" in schema:
        tries = [marks(value, one, root, path) for one in schema["anyOf"]]
        return min(tries, key=len) if all(tries) else []
    found = [mark for one in schema.get("allOf", ()) for mark in marks(value, one, root, path)]
    kinds = schema.get("type", [])
    allowed = tuple(KIND[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
    if allowed and not isinstance(value, allowed):
        return [*found, f"{path}: {schema['errorMessage']}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {schema['errorMessage']}")
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{path}: {schema['patternErrorMessage']}")
    if isinstance(value, dict):
        found += in_mapping(value, schema, root, path)
    if isinstance(value, list):
        found += [
            m
            for n, item in enumerate(value)
            for m in marks(item, schema.get("items", {}), root, f"{path}/{n}")
        ]
    return found


def in_mapping(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], path: str) -> list[str]:
    missing = [key for key in schema.get("required", ()) if key not in value]
    found = [f"{path}: {schema['errorMessage']}" for _ in missing]
    for key, inner in value.items():
        ids = schema.get("propertyNames", {})
        if "pattern" in ids and not re.search(ids["pattern"], key):
            found.append(f"{path}/{key}: {ids['patternErrorMessage']}")
        fitting = [
            own for pattern, own in schema.get("patternProperties", {}).items() if re.search(pattern, key)
        ]
        others = fitting[0] if fitting else schema.get("additionalProperties", {})
        own = schema.get("properties", {}).get(key, others)
        if own is False:
            found.append(f"{path}/{key}: {schema['errorMessage']}")
        else:
            found += marks(inner, own, root, f"{path}/{key}")
    return found


def marked(model: Any, text: str) -> list[str]:
    schema = schema_for(model)
    return marks(as_an_editor_reads(text), schema, schema)


def model_of(file: Path) -> Any:
    parts = file.parts[file.parts.index("data") + 2 :]
    return PeriodReport if PERIOD.fullmatch(parts[0]) else Plan


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_is_marked_in_files_that_the_reader_takes(file: Path) -> None:
    assert marked(model_of(file), file.read_text(encoding="utf-8")) == []


def test_nothing_is_marked_in_the_shipped_layouts() -> None:
    assert marked(Layouts, (ROOT / "templates" / "tabeller.yaml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (
            "mål: {trygghet: {nivå: mål, namn: Trygghet, färg: röd}}",
            "/mål/trygghet/färg: Fältet finns inte här. Här kan stå: nivå, namn,",
        ),
        ("mål: {trygghet: {namn: Trygghet}}", "/mål/trygghet: Här måste stå nivå och namn."),
        (
            "mål: {t: {nivå: mål, namn: T, indikatorer: {larm: {namn: Larm, bättre: mer}}}}",
            "/mål/t/indikatorer/larm/bättre: Skriv ett av orden högre, lägre.",
        ),
        (
            "mål: {t: {nivå: mål, namn: T, indikatorer: {larm: {namn: Larm, målnivå: många}}}}",
            'målnivå: Skriv till exempel ">25 %", minst 3, öka från 64 %, Ja eller {ord: Branschens}.',
        ),
        ("minsta_antal: fem", "Det här är inget tal. Skriv till exempel 1 050, 37,99 % eller -26 707."),
        ("mål: {två ord: {nivå: mål, namn: T}}", "Ett id består av bokstäver, siffror och bindestreck."),
        ("risker: {brand: {text: Brand, beslutad: 3 mars}}", "/risker/brand"),
        ("skalor: {färg: {betyg: {G: {namn: Grön, ton: bra}}}}", "Skriv ett av orden god, nöjaktig"),
    ],
)
def test_what_the_reader_refuses_in_a_plan_is_marked(text: str, mark: str) -> None:
    assert [found for found in marked(Plan, text) if mark in found] != []


@pytest.mark.parametrize(
    "text",
    [
        "utfall: {larm: tre}",
        "utfall: {larm: {utfal: 3}}",
        "datum: 26 maj",
        "ekonomi: {drift: {ifo: {utfall: mycket}}}",
        "uppdrag: {jobb: {läge: klart}}",
    ],
)
def test_what_the_reader_refuses_in_a_period_is_marked(text: str) -> None:
    assert marked(PeriodReport, text) != []


@pytest.mark.parametrize(
    "text",
    [
        "utfall: {larm: 3}",
        'utfall: {larm: "37,99 % (2018)"}',
        "utfall:\n  larm: −4,3 Mkr",
        "utfall: {larm: 100 % (17 st)}",
        "utfall: {larm: 8/7}",
        "utfall: {larm: ja}",
        "utfall: {larm: {ord: Stängt}}",
        "utfall: {larm: {utfall: , kommentar: Mäts inte}}",
        "uppdrag: {jobb: pågående}",
        "ekonomi: {drift: {ifo: {utfall: -81 489, prognos: }}}",
        "datum: 2020-05-26",
    ],
)
def test_every_short_way_to_write_is_let_through(text: str) -> None:
    assert marked(PeriodReport, text) == []


def every_property(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    records = {"": schema, **schema["definitions"]}
    return [
        (record, key, own)
        for record, one in records.items()
        for key, own in one.get("properties", {}).items()
    ]


@pytest.mark.parametrize("model", KINDS.values(), ids=lambda model: str(model.__name__))
def test_every_key_is_described_in_swedish(model: Any) -> None:
    silent = [(r, key) for r, key, own in every_property(schema_for(model)) if not own.get("description")]
    assert silent == []


def test_nothing_is_described_that_cannot_be_written() -> None:
    written = {key for model in KINDS.values() for _, key, _ in every_property(schema_for(model))}
    assert known_keys() - written == set()


def is_choice(schema: dict[str, Any]) -> bool:
    """Whether one of a few words is to be written."""
    return any("enum" in one for one in schema.get("anyOf", ()))


def every_schema(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from every_schema(inner)


@pytest.mark.parametrize("model", KINDS.values(), ids=lambda model: str(model.__name__))
def test_whatever_can_be_marked_is_marked_in_swedish(model: Any) -> None:
    schemas = [one for one in every_schema(schema_for(model)) if isinstance(one.get("type", ""), (str, list))]
    marking = [
        one
        for one in schemas
        if {"type", "enum", "required"} & set(one) or one.get("additionalProperties") is False
    ]
    assert [one for one in marking if "errorMessage" not in one] == []
    assert [one for one in schemas if "pattern" in one and "patternErrorMessage" not in one] == []


def test_every_word_to_choose_has_a_sentence_and_no_other() -> None:
    choices = [
        (choice.__name__, word.value)
        for module in (activity, economy, goals, ledger, scale)
        for choice in vars(module).values()
        if isinstance(choice, type) and issubclass(choice, StrEnum) and choice.__module__ == module.__name__
        for word in choice
    ]
    assert sorted(known_words()) == sorted(choices)


def test_single_values_may_be_numbers_since_an_editor_takes_72_for_one() -> None:
    def only_text(schema: Any) -> bool:
        if isinstance(schema, list):
            return any(map(only_text, schema))
        if not isinstance(schema, dict) or is_choice(schema):
            return False
        return schema.get("type") == "string" or any(map(only_text, schema.values()))

    assert [model.__name__ for model in KINDS.values() if only_text(schema_for(model))] == []


def test_the_files_are_json_and_the_settings_point_at_them() -> None:
    files = schema_files()
    assert all(
        json.loads(text)["$schema"].startswith("http://json-schema.org/draft-07") for text in files.values()
    )
    settings = json.loads(editor_settings()[".vscode/settings.json"])
    assert set(settings["yaml.schemas"]) == {f"schema/{name}" for name in files}
