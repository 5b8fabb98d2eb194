"""The glossary names every Swedish key and word that users write, and nothing that the code doesn't have."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import rapport.model
from rapport.diagnostic import Level
from rapport.model.record import Record, fields_of
from rapport.notation import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"
KEYS, VALUES, TRADE = "Keys in the YAML", "Words after the colon", "Words of the trade"

Row = tuple[str, str, str, str]


def _rows(section: str) -> list[Row]:
    """Return the rows of a section's table, without code marks."""
    _, found, rest = GLOSSARY.read_text(encoding="utf-8").partition(f"## {section}\n")
    assert found, section
    lines = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("|")]
    rows = []
    for line in lines[2:]:
        swedish, english, where, meaning = (part.strip() for part in line.strip("|").split("|"))
        rows.append((swedish.strip("`"), english.strip("`"), where.replace("`", ""), meaning))
    return rows


def _of_the_model() -> Iterator[type]:
    for module in pkgutil.iter_modules(rapport.model.__path__):
        yield from vars(importlib.import_module(f"rapport.model.{module.name}")).values()


def _keys_of_the_model() -> set[tuple[str, str, str]]:
    records = {
        found
        for found in _of_the_model()
        if inspect.isclass(found) and issubclass(found, Record) and found is not Record
    }
    return {
        (spec.key, name, record.__name__) for record in records for name, spec in fields_of(record).items()
    }


def _words_of_the_model() -> set[tuple[str, str, str]]:
    choices = {
        found
        for found in _of_the_model()
        if inspect.isclass(found) and issubclass(found, StrEnum) and found is not StrEnum
    }
    return {
        (word.value, word.name, choice.__name__)
        for choice in choices | {PeriodKind, Level}
        for word in choice
    }


def _listed(section: str) -> set[tuple[str, str, str]]:
    return {
        (swedish, english, name)
        for swedish, english, where, _ in _rows(section)
        for name in where.split(", ")
    }


def _found(dotted: str) -> object:
    """Return a module, or what a module holds, by its dotted name."""
    names = dotted.split(".")
    for split in range(len(names), 0, -1):
        name = ".".join(names[:split])
        try:
            found: object = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        for rest in names[split:]:
            found = getattr(found, rest)
        return found
    raise ModuleNotFoundError(dotted)


@pytest.mark.parametrize(
    ("section", "known"), [(KEYS, _keys_of_the_model()), (VALUES, _words_of_the_model())]
)
def test_what_users_may_write_is_in_the_glossary(section: str, known: set[tuple[str, str, str]]) -> None:
    assert sorted(known - _listed(section)) == []


@pytest.mark.parametrize(
    ("section", "known"), [(KEYS, _keys_of_the_model()), (VALUES, _words_of_the_model())]
)
def test_the_glossary_names_nothing_that_users_may_not_write(
    section: str, known: set[tuple[str, str, str]]
) -> None:
    assert sorted(_listed(section) - known) == []


def test_the_model_has_keys_to_test() -> None:
    assert ("målnivå", "targets", "Indicator") in _keys_of_the_model()
    assert ("relativ avvikelse", "RELATIVE", "RuleKind") in _words_of_the_model()


@pytest.mark.parametrize("place", sorted({where for _, _, where, _ in _rows(TRADE)}))
def test_a_word_of_the_trade_leads_to_code_that_exists(place: str) -> None:
    assert _found(place) is not None


@pytest.mark.parametrize("section", [KEYS, VALUES, TRADE])
def test_every_word_has_a_meaning_and_is_found_in_swedish_order(section: str) -> None:
    rows = _rows(section)
    words = [swedish for swedish, *_ in rows]
    assert [swedish for swedish, *_, meaning in rows if not re.search(r"\w", meaning)] == []
    assert words == sorted(words, key=_swedish)


def _swedish(word: str) -> str:
    """Return a word so that å, ä and ö come last, in that order."""
    return word.casefold().translate({ord("å"): "{a", ord("ä"): "{b", ord("ö"): "{c"})
