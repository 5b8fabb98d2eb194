"""A finding as text: place, fact, the line with a mark, remedy, related places."""

from __future__ import annotations

import pytest
from wording import cells

from rapport.diagnostic import (
    EXCERPT_WIDTH,
    Diagnostic,
    Level,
    did_you_mean,
    format_diagnostic,
    in_file_order,
    suggest,
)
from rapport.origin import Origin

LINES = {"data/2031/år.yaml": ("nämnd: N", "        indikator: sjukfranvaro")}
FINDING = Diagnostic(
    "unknown-indicator",
    Level.ERROR,
    Origin("data/2031/år.yaml", 2, 20, 12),
    "indikatorn ”sjukfranvaro” finns inte",
    "menade du ”sjukfrånvaro”?",
    (Origin("data/2031/mål.yaml", 31, 3),),
)


def test_a_finding_has_place_fact_line_and_remedy() -> None:
    assert (
        format_diagnostic(FINDING, LINES)
        == """
data/2031/år.yaml:2:20: fel: indikatorn ”sjukfranvaro” finns inte [unknown-indicator]
  2 |         indikator: sjukfranvaro
    |                    ^^^^^^^^^^^^
  se även: data/2031/mål.yaml:31:3
  hjälp: menade du ”sjukfrånvaro”?
""".strip()
    )


def test_without_the_file_there_is_no_line() -> None:
    assert format_diagnostic(FINDING).count("\n") == 2


@pytest.mark.parametrize("line", [0, 3])
def test_a_line_that_is_not_there_is_not_shown(line: int) -> None:
    finding = Diagnostic("no-period", Level.WARNING, Origin("data/2031/år.yaml", line), "saknas")
    assert format_diagnostic(finding, LINES) == f"data/2031/år.yaml:{line}:1: varning: saknas [no-period]"


def test_a_long_line_is_cut_around_the_mark() -> None:
    line = "x" * 200 + "HÄR" + "y" * 200
    finding = Diagnostic("loose-text", Level.ERROR, Origin("a.yaml", 1, 201, 3), "fel")
    _, shown, mark = format_diagnostic(finding, {"a.yaml": (line,)}).split("\n")
    assert len(shown) == len("  1 | ") + EXCERPT_WIDTH
    assert shown[mark.index("^") : mark.rindex("^") + 1] == "HÄR"


def test_a_mark_never_goes_beyond_the_line() -> None:
    finding = Diagnostic("loose-text", Level.ERROR, Origin("a.yaml", 1, 3, 500), "fel")
    assert format_diagnostic(finding, {"a.yaml": ("abcde",)}).split("\n")[2] == "    |   ^^^"


def test_tabs_are_shown_as_one_space_so_that_the_mark_stands_right() -> None:
    finding = Diagnostic("tab-indent", Level.ERROR, Origin("a.yaml", 1, 2), "fel")
    assert format_diagnostic(finding, {"a.yaml": ("\tx",)}).split("\n")[1:] == ["  1 |  x", "    |  ^"]


def test_findings_come_in_file_order_and_once() -> None:
    places = [("b.yaml", 1), ("a.yaml", 10), ("a.yaml", 9), ("a.yaml", 10)]
    findings = [Diagnostic("x", Level.ERROR, Origin(path, line), "fel") for path, line in places]
    assert [(f.origin.path, f.origin.line) for f in in_file_order(findings)] == [
        ("a.yaml", 9),
        ("a.yaml", 10),
        ("b.yaml", 1),
    ]


def test_the_nearest_word_is_suggested_whatever_its_case() -> None:
    table = """
        sjukfranvaro | sjukfrånvaro
        HVB-DYGN     | hvb-dygn
        budgt        | budget
        xyz          |
    """
    known = ["sjukfrånvaro", "hvb-dygn", "budget"]
    assert [[word, suggest(word, known)] for word, _ in cells(table)] == cells(table)


def test_when_nothing_is_near_the_few_there_are_get_listed() -> None:
    assert did_you_mean("xyz", ["G", "A", "R"]) == "det som finns är: G, A, R"
    assert did_you_mean("xyz", []) == ""
    assert did_you_mean("xyz", [f"mål{n}" for n in range(13)]) == ""


def test_a_place_is_one_that_editors_make_clickable() -> None:
    place = Origin("data/2031/år.yaml", 2, 20)
    assert str(place) == "data/2031/år.yaml:2:20"
    assert place.at(3, 5) == Origin("data/2031/år.yaml", 2, 23, 5)
