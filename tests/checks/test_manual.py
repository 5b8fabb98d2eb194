"""A check's docstring is its manual page, and the list of all checks in the documentation follows from them."""

from __future__ import annotations

import importlib
import inspect
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rapport.checks import KINDS, manual, names
from rapport.diagnostic import Level

if TYPE_CHECKING:
    from types import ModuleType

SECTIONS = ["Vad", "Varför", "Exempel", "I stället"]
LIST = Path(__file__).parents[2] / "docs" / "anmärkningar.md"
ABOUT = {
    Level.ERROR: "Fel: dokumenten går inte att bygga.",
    Level.INCONSISTENCY: "Motsägelser: siffror eller betyg går inte ihop.",
    Level.WARNING: "Varningar: värda att se över.",
}


def module_of(check: str) -> ModuleType:
    return importlib.import_module(f"rapport.checks.{check.replace('-', '_')}")


def page_of(check: str) -> str:
    page = manual(check)
    assert page is not None
    return page


def listed() -> str:
    lines = ["# Anmärkningar", "", "`rapport explain NAMN` visar hela sidan om en anmärkning."]
    for level, about in ABOUT.items():
        lines += ["", f"## {about}", ""]
        lines += [
            f"- `{name}`: {page_of(name).splitlines()[0]}"
            for name in names()
            if module_of(name).LEVEL is level
        ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("check", names())
class TestPage:
    def test_it_has_its_sections_in_order_and_none_is_empty(self, check: str) -> None:
        parts = re.split(r"^(\w[\w ]*):$", page_of(check), flags=re.MULTILINE)
        assert parts[1::2] == SECTIONS
        assert all(text.strip() for text in parts[2::2])

    def test_it_begins_with_one_sentence(self, check: str) -> None:
        first, blank = page_of(check).splitlines()[:2]
        assert first.endswith(".")
        assert not blank

    def test_the_example_is_not_what_to_write_instead(self, check: str) -> None:
        parts = re.split(r"^(?:Exempel|I stället):$", page_of(check), flags=re.MULTILINE)
        assert parts[1].strip() != parts[2].strip()

    def test_the_check_has_a_level_and_one_generator(self, check: str) -> None:
        module = module_of(check)
        assert isinstance(module.LEVEL, Level)
        found = [getattr(module, name) for name in KINDS if hasattr(module, name)]
        assert len(found) == 1
        assert inspect.getdoc(found[0])


def test_an_unknown_name_has_no_page() -> None:
    assert manual("no-such-check") is None


def test_the_list_in_the_documentation_is_what_the_checks_say() -> None:
    if os.environ.get("RAPPORT_ACCEPT"):
        LIST.write_text(listed(), encoding="utf-8", newline="\n")
    assert LIST.read_text(encoding="utf-8") == listed()
