"""Values put into hand-written YAML: the value changes, and nothing else in the file does."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.edit.splice import Change, SpliceError, leaves, put, put_all, read_tree

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "data").glob("*/*/*.yaml"))

OUTCOMES = dedent("""\
    # Utfall för perioden

    utfall:
      # Trygghet
      larm: 3   # från systemet
      dygn:
        utfall: 1 050
        kommentar: >-
          Målet för perioden
          överskrids.

      tomma:
        utfall:   # 2030-T3: 12
        kommentar:

      delad: {utfall: "37,5 %", kommentar: "Ja, delvis"}
      stängd: {utfall: {ord: Stängt}}

      citat: 'fem'
      # slutet
    """)


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        ("dygn.utfall", "998", ["-     utfall: 1 050", "+     utfall: 998"]),
        ("larm", "4", ["-   larm: 3   # från systemet", "+   larm: 4   # från systemet"]),
        (
            "tomma.utfall",
            "14",
            ["-     utfall:   # 2030-T3: 12", "+     utfall: 14   # 2030-T3: 12"],
        ),
        ("citat", "det är 'sex'", ["-   citat: 'fem'", "+   citat: 'det är ''sex'''"]),
        (
            "delad.utfall",
            "40,5 %",
            [
                '-   delad: {utfall: "37,5 %", kommentar: "Ja, delvis"}',
                '+   delad: {utfall: "40,5 %", kommentar: "Ja, delvis"}',
            ],
        ),
        (
            "delad.bedömning",
            "G",
            [
                '-   delad: {utfall: "37,5 %", kommentar: "Ja, delvis"}',
                '+   delad: {utfall: "37,5 %", kommentar: "Ja, delvis", bedömning: G}',
            ],
        ),
        (
            "stängd.utfall",
            "7,5",
            ["-   stängd: {utfall: {ord: Stängt}}", '+   stängd: {utfall: "7,5"}'],
        ),
        (
            "dygn.kommentar",
            "Målet nås.",
            ["-       Målet för perioden", "-       överskrids.", "+       Målet nås."],
        ),
        ("dygn.bedömning", "G", ["+     bedömning: G"]),
        ("ny.utfall", "5", ["+   ny:", "+     utfall: 5"]),
        ("tomma.kommentar", "", []),
        ("dygn.utfall", "", ["-     utfall: 1 050", "+     utfall:"]),
        ("dygn.kommentar", "", ["-     kommentar: >-", "+     kommentar:", "-       Målet för perioden", "-       överskrids."]),
    ],
)  # fmt: skip
def test_only_the_line_of_the_value_changes(path: str, value: str, lines: list[str]) -> None:
    after = put(OUTCOMES, ("utfall", *path.split(".")), value)
    assert sorted(changed_lines(OUTCOMES, after)) == sorted(lines)


def test_a_single_value_becomes_a_record_when_it_gets_a_comment() -> None:
    after = put(OUTCOMES, ("utfall", "larm", "kommentar"), "Två falsklarm: se loggen.", "utfall")
    assert sorted(changed_lines(OUTCOMES, after)) == [
        '+     kommentar: "Två falsklarm: se loggen."',
        "+     utfall: 3   # från systemet",
        "+   larm:",
        "-   larm: 3   # från systemet",
    ]


def test_a_single_value_that_is_the_field_itself_is_replaced_where_it_stands() -> None:
    after = put(OUTCOMES, ("utfall", "larm", "utfall"), "4", "utfall")
    assert changed_lines(OUTCOMES, after) == [
        "-   larm: 3   # från systemet",
        "+   larm: 4   # från systemet",
    ]


def test_an_emptied_single_value_leaves_a_record_without_fields() -> None:
    assert "  larm: {}   # från systemet\n" in put(OUTCOMES, ("utfall", "larm", "utfall"), "", "utfall")


def test_a_section_that_is_missing_is_added_at_the_end() -> None:
    after = put(OUTCOMES, ("uppdrag", "sommarjobb", "status"), "pågående")
    assert after == OUTCOMES + "\nuppdrag:\n  sommarjobb:\n    status: pågående\n"


def test_an_empty_file_gets_its_first_section() -> None:
    assert put("", ("utfall", "larm"), "3") == "utfall:\n  larm: 3\n"
    assert put("# bara en kommentar", ("utfall", "larm"), "3").startswith("# bara en kommentar\n\nutfall:")


def test_paragraphs_become_a_block() -> None:
    after = put(OUTCOMES, ("utfall", "tomma", "kommentar"), "Först.\n\n- ett\n- två")
    wanted = "    kommentar: |\n      Först.\n\n      - ett\n      - två\n\n  delad:"
    assert wanted in after


def test_a_long_comment_is_folded_and_a_comment_beside_it_stays() -> None:
    long = "Målet nås inte förrän nästa år. " * 6
    after = put(
        "utfall:\n  larm:\n    kommentar:  # skriv här\n", ("utfall", "larm", "kommentar"), long.strip()
    )
    assert after.startswith("utfall:\n  larm:\n    kommentar: >-  # skriv här\n      Målet nås")
    assert max(map(len, after.splitlines())) <= 110


def test_a_comment_that_grows_into_a_block_keeps_what_stood_after_it() -> None:
    after = put("a:\n  b: Kort.  # från chefen\n  c: 1\n", ("a", "b"), "Rad ett.\nRad två.")
    assert after == "a:\n  b: |  # från chefen\n    Rad ett.\n    Rad två.\n  c: 1\n"


def test_windows_line_endings_and_the_byte_order_mark_stay() -> None:
    before = "\ufeff" + OUTCOMES.replace("\n", "\r\n")
    after = put_all(
        before, [Change(("utfall", "dygn", "utfall"), "998"), Change(("utfall", "ny", "utfall"), "1")]
    )
    assert after.startswith("\ufeff# Utfall")
    assert after.count("\n") == after.count("\r\n") == before.count("\r\n") + 2


def test_mixed_line_endings_stay_as_they_are() -> None:
    before = "a:\r\n  b: 1\n  c: 2\r\n  d: 3\n"
    assert put(before, ("a", "c"), "20") == "a:\r\n  b: 1\n  c: 20\r\n  d: 3\n"
    assert put(before, ("a", "d"), "30") == "a:\r\n  b: 1\n  c: 2\r\n  d: 30\n"


@pytest.mark.parametrize(
    "value",
    [
        "- 5",
        "null",
        "~",
        "a: b",
        "a #b",
        "#a",
        "{{ utfall.x }}",
        "@a",
        ">25 %",
        "'",
        '"',
        "é\\n",
        "*",
        "x:",
        "=",
        "[1",
        "---",
    ],
)
def test_what_yaml_would_take_for_something_else_gets_quotes(value: str) -> None:
    for before in ("a: {b: 1}\n", "a:\n  b: 1\n", "a:\n  b:\n"):
        assert leaves(read_tree(put(before, ("a", "b"), value))) == {("a", "b"): value}


@pytest.mark.parametrize(
    ("before", "fault"),
    [
        ("a: {b: [1, 2]}\n", "inget enda värde"),
        ("a:\n  b: [1, 2\n", "har fel"),
        ("a: &x\n  b: 1\n", "har fel"),
        ("- a\n- b\n", "namngivna fält"),
    ],
)
def test_what_can_not_be_changed_safely_is_refused(before: str, fault: str) -> None:
    with pytest.raises(SpliceError, match=fault):
        put(before, ("a", "b"), "2")


def test_a_list_gets_no_fields() -> None:
    with pytest.raises(SpliceError, match="är en lista"):
        put("a:\n  b: [1]\n", ("a", "b", "c"), "2")


def test_a_single_value_without_a_field_of_its_own_gets_none() -> None:
    with pytest.raises(SpliceError, match="har inga fält"):
        put("a: 1\n", ("a", "b"), "2")


# --- The real files


def places(text: str) -> list[tuple[str, ...]]:
    return [path for path in leaves(read_tree(text)) if not any(key.isdigit() for key in path)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT / "data").as_posix())
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_values_of_the_real_files_can_be_changed_one_by_one(file: Path, ending: str) -> None:
    text = file.read_text(encoding="utf-8").replace("\n", ending)
    before, comments = leaves(read_tree(text)), re.findall(r"(?m)^\s*#.*", text)
    every = places(text)
    for number, path in enumerate(every[:: 1 + len(every) // 60]):
        value = ("4 711", "Ja, det är: klart", "12,5 %")[number % 3]
        after = put(text, path, value)
        assert leaves(read_tree(after)) == {**before, path: value}
        assert re.findall(r"(?m)^\s*#.*", after) == comments
        assert after.count("\n") == after.count(ending)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"], exclude_characters="\xad\ufeff"), min_size=1
).map(str.strip).filter(bool)  # fmt: skip
PROSE = st.lists(WORDS, min_size=1, max_size=4).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(
    PROSE,
    st.sampled_from(["utfall: 1 050\n", "utfall:\n", "'utfall': \"x\"\n", "utfall: |\n    x\n\n    y\n"]),
)
def test_whatever_is_put_in_is_read_back_or_refused(value: str, line: str) -> None:
    text = f"a:\n  {line}  sist: 1 # kvar\n"
    try:
        after = put(text, ("a", "utfall"), value)
    except SpliceError:
        # Nothing that a reader would mind is ever written: odd spaces first on a line, broken letters.
        assert re.search(r"(?m)^[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]|\t", value)
        return
    assert leaves(read_tree(after)) == {("a", "utfall"): value, ("a", "sist"): "1"}
    assert after.endswith("  sist: 1 # kvar\n")
