"""The tree: every value as written, each with the place where it stands."""

from __future__ import annotations

import gc
import unicodedata

import pytest

from rapport.origin import Origin
from rapport.read.faults import MAX_DEPTH
from rapport.read.nodes import parse
from rapport.read.source import source_of
from rapport.written import Mapping, Node, Scalar, Sequence


def tree(text: str) -> Node:
    """Return the tree of a text that nothing is wrong with."""
    source, _ = source_of(text, "mål.yaml")
    node, findings = parse(source)
    assert findings == []
    assert node is not None
    return node


def plain(node: Node | None) -> object:
    """Return a tree as dictionaries, lists and strings."""
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if node else None


def scalars(node: Node) -> list[Scalar]:
    """Return the keys and values of a tree in file order."""
    if isinstance(node, Mapping):
        return [s for entry in node.entries for s in (entry.key, *scalars(entry.value))]
    if isinstance(node, Sequence):
        return [s for item in node.items for s in scalars(item)]
    return [node]


def value(text: str) -> Scalar:
    """Return the value of the only field of a text."""
    node = tree(text)
    assert isinstance(node, Mapping)
    (entry,) = node.entries
    assert isinstance(entry.value, Scalar)
    return entry.value


@pytest.mark.parametrize(
    "written",
    [
        *[
            "no",
            "ja",
            "on",
            "off",
            "True",
            "~",
            "null",
            "010",
            "08",
            "0x1F",
            "1_000",
            "1e3",
            ".inf",
            "12:30",
            "1:30:15",
            "2020-04-30",
            "2020-02-30",
            "3.50",
            "-0",
            "+5",
            "=",
        ],
        *[
            "-26 707",
            "−4,3 Mkr",
            "<852",
            "≥25",
            "8,5/7",
            "37,99 %",
            "öka från 64 %",
            "100 % (17 st)",
            "26\xa0707",
        ],
    ],
)
def test_every_value_is_the_text_that_was_written(written: str) -> None:
    assert value(f"a: {written}\n").text == written


@pytest.mark.parametrize("key", ["no", "2020", "1.10", "T1", "år", "2020-T1", "12:30"])
def test_every_key_is_the_text_that_was_written(key: str) -> None:
    assert plain(tree(f"{key}: x\n")) == {key: "x"}


def test_a_realistic_file_becomes_its_tree() -> None:
    text = (
        "mål:\n"
        "  trygg-service: # det första\n"
        "    nivå: strategiskt mål\n"
        '    målnivå: {år: "<2555", T1: "<852"}\n'
        "    rapporteras: [T1, T2, år]\n"
        "    orsaker:\n"
        "    - Fler placeringar.\n"
        "    - text: Vakanser\n"
        "      antal: 3\n"
    )
    assert plain(tree(text)) == {
        "mål": {
            "trygg-service": {
                "nivå": "strategiskt mål",
                "målnivå": {"år": "<2555", "T1": "<852"},
                "rapporteras": ["T1", "T2", "år"],
                "orsaker": ["Fler placeringar.", {"text": "Vakanser", "antal": "3"}],
            }
        }
    }


@pytest.mark.parametrize("text", ["", "\n\n", "# bara en kommentar\n", "---\n", "---\n...\n"])
def test_a_file_without_content_is_nothing(text: str) -> None:
    source, _ = source_of(text, "mål.yaml")
    assert parse(source) == (None, [])


@pytest.mark.parametrize(
    ("written", "style", "read"),
    [
        ("dygn", "", "dygn"),
        ("'it''s'", "'", "it's"),
        ('"a\\tb"', '"', "a\tb"),
        ("|\n  Rad ett.\n    Indragen.\n\n  Rad tre.\n", "|", "Rad ett.\n  Indragen.\n\nRad tre.\n"),
        ("|-\n  Utan radbrytning sist.\n", "|", "Utan radbrytning sist."),
        (">\n  Rad ett\n  och två.\n\n  Nytt stycke.\n", ">", "Rad ett och två.\nNytt stycke.\n"),
        ("Ett stycke\n  på två rader", "", "Ett stycke på två rader"),
    ],
)
def test_styles_and_text_blocks(written: str, style: str, read: str) -> None:
    found = value(f"text: {written}\n")
    assert (found.style, found.text) == (style, read)


def test_a_value_can_be_replaced_where_its_token_stands() -> None:
    text = "å: 'dygn' # enhet\nnivå: {år: 5 %, T1: \"<852\"}\nlista:\n  - öl 🍺 till\n  - sist\n"
    node = tree(text)
    for scalar in scalars(node):
        written = text[scalar.start : scalar.end]
        assert written.strip("'\"") == scalar.text
        line = text.split("\n")[scalar.origin.line - 1]
        assert line[scalar.origin.column - 1 :].startswith(written)
        assert scalar.origin.width == len(written)


def test_a_missing_value_stands_after_its_colon() -> None:
    found = value("mål:\n\n# slut\n")
    assert found == Scalar("", Origin("mål.yaml"), "", 0, 0)
    assert found.origin == Origin("mål.yaml", 1, 5, 1)
    assert (found.start, found.end) == (4, 4)


def test_an_empty_text_is_not_a_missing_value() -> None:
    assert value('a: ""\n') != value("a:\n")


def test_mappings_and_lists_know_where_they_stand() -> None:
    text = "mål:\n  a: 1\n  b: [x, y]\n\nsist: 2\n"
    node = tree(text)
    assert isinstance(node, Mapping)
    inner = node.entries[0].value
    assert isinstance(inner, Mapping)
    assert inner.origin == Origin("mål.yaml", 2, 3, 4)
    assert text[inner.start : inner.end] == "a: 1\n  b: [x, y]"
    assert inner.entries[1].value.origin == Origin("mål.yaml", 3, 6, 6)


def test_the_place_is_no_part_of_what_a_value_is() -> None:
    assert tree("a: 1\nb: [x]\n") == tree("# flyttad\n\na:   1\nb:  [ x ]\n")
    assert tree("a: 1\n") != tree("a: 2\n")


def test_decomposed_letters_in_keys_are_the_same_key() -> None:
    decomposed = unicodedata.normalize("NFD", "mål")
    assert plain(tree(f"{decomposed}: {decomposed}\n")) == {"mål": decomposed}
    source, _ = source_of(f"mål: 1\n{decomposed}: 2\n", "mål.yaml")
    node, findings = parse(source)
    assert [finding.check for finding in findings] == ["duplicate-key"]
    assert plain(node) == {"mål": "1"}


def test_quotes_make_no_other_key() -> None:
    source, _ = source_of("2024: 1\n'2024': 2\n", "mål.yaml")
    (finding,) = parse(source)[1]
    assert finding.check == "duplicate-key"
    assert (finding.origin, finding.related) == (Origin("mål.yaml", 2, 1, 6), (Origin("mål.yaml", 1, 1, 4),))


def test_the_deepest_allowed_file_is_read() -> None:
    text = (
        "".join("  " * depth + "a:\n" for depth in range(MAX_DEPTH - 1)) + "  " * (MAX_DEPTH - 1) + "a: 1\n"
    )
    assert len(scalars(tree(text))) == MAX_DEPTH + 1


def test_the_garbage_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    tree("a: 1\n")
    assert gc.isenabled()
    gc.disable()
    try:
        tree("a: 1\n")
        assert not gc.isenabled()
    finally:
        gc.enable()
