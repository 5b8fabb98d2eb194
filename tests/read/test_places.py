"""Every part of a text is told at its own line and column, however YAML lets it be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.model.scalar import Prose
from rapport.model.year import PeriodReport
from rapport.origin import Origin
from rapport.read.nodes import parse
from rapport.read.records import read_record
from rapport.read.source import source_of
from rapport.written import Mapping

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = st.text(alphabet="abåö,.'", min_size=1, max_size=6).filter(lambda word: word.strip("',.") != "")
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=5)


def prose_of(yaml: str) -> Prose:
    """Return the text ``inledning`` of a report."""
    source, _ = source_of(yaml, "T1.yaml")
    node, findings = parse(source)
    assert findings == []
    assert isinstance(node, Mapping)
    report, faults = read_record(PeriodReport, node)
    assert faults == []
    return report.texts["inledning"]


def plain(lines: list[str]) -> str:
    return "x " + "\n    ".join(lines)


def single(lines: list[str]) -> str:
    return "'" + "\n    ".join(line.replace("'", "''") for line in lines) + "'"


def double(lines: list[str]) -> str:
    return '"' + "\n    ".join(line.replace("å", "\\u00e5") for line in lines) + '"'


def literal(lines: list[str]) -> str:
    return "|\n    " + "\n    ".join(lines)


def folded(lines: list[str]) -> str:
    return ">-\n    " + "\n\n    ".join(lines)


@pytest.mark.parametrize("style", [plain, single, double, literal, folded])
@given(lines=LINES)
def test_every_letter_is_told_where_it_stands(style: Callable[[list[str]], str], lines: list[str]) -> None:
    yaml = f"texter:\n  inledning: {style(lines)}\n"
    prose, rows = prose_of(yaml), yaml.split("\n")
    for place, letter in enumerate(prose.text):
        origin = prose.place(place, place + 1)
        if letter not in " \n'" and not (style is double and letter == "å"):
            assert rows[origin.line - 1][origin.column - 1] == letter


@pytest.mark.parametrize(
    ("yaml", "line", "column"),
    [
        ("Det är här.", 2, 21),
        ("'Det är här.'", 2, 22),
        ("'Det ''är'' här.'", 2, 26),
        ('"Det \\"är\\" här."', 2, 26),
        ('"Det är \\\n    här."', 3, 5),
        ("|\n    Det är\n      här.", 4, 7),
        (">2\n    Det är här.", 3, 12),
        ("Det\n    är\n\n    här.", 5, 5),
    ],
)
def test_a_word_is_told_where_it_stands(yaml: str, line: int, column: int) -> None:
    prose = prose_of(f"texter:\n  inledning: {yaml}\n")
    start = prose.text.index("här")
    assert prose.place(start, start + 3) == Origin("T1.yaml", line, column, 3)


def test_a_part_of_two_lines_is_marked_to_the_end_of_its_first() -> None:
    prose = prose_of("texter:\n  inledning: >-\n    Det är\n    här.\n")
    assert prose.place(4, len(prose.text)) == Origin("T1.yaml", 3, 9, 2)


def test_a_text_in_a_file_of_its_own_stands_as_it_is() -> None:
    text = "# Rubrik\n\n  Det är\nhär.\n"
    prose = Prose(text, Origin("inledning.md"), raw=text)
    start = text.index("här")
    assert prose.place(start, start + 3) == Origin("inledning.md", 4, 1, 3)


def test_of_a_text_without_letters_the_place_is_its_own() -> None:
    prose = Prose("\n \n", Origin("inledning.md"), raw="\n \n")
    assert prose.place(1, 2) == Origin("inledning.md")
