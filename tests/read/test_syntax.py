"""Every fault of reading has a case: a short file, and beside it what a user is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rapport.diagnostic import Diagnostic, format_diagnostic, in_file_order
from rapport.origin import Origin
from rapport.read import parser
from rapport.read.faults import FAULTS, fault
from rapport.read.nodes import parse
from rapport.read.source import Source, read_source, source_of
from rapport.written import Mapping, Scalar

CASES = Path(__file__).parent / "cases"
NAMES = sorted(file.stem for file in CASES.glob("*.yaml"))
OF_BYTES = {
    "missing-file",
    "unreadable-file",
    "too-large",
    "not-text",
    "wrong-encoding",
    "utf16",
    "mojibake",
    "forbidden-character",
    "no-break-indent",
}
"""Faults that can't be shown as a text; test_source has them."""


def check(text: str) -> list[Diagnostic]:
    source, findings = source_of(text, "mål.yaml")
    return in_file_order(findings + parse(source)[1])


def told(source: Source) -> str:
    findings = in_file_order(parse(source)[1])
    return "\n".join(format_diagnostic(finding, {source.path: source.lines}) for finding in findings) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_is_told_as_its_case_says(name: str) -> None:
    source, findings = read_source(CASES / f"{name}.yaml", f"{name}.yaml")
    assert source is not None
    assert findings == []
    assert told(source) == (CASES / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_case_provokes_the_fault_it_is_named_after(name: str) -> None:
    assert f"[{name}]" in (CASES / f"{name}.txt").read_text("utf-8")


def test_every_fault_has_a_case_and_every_case_is_a_fault() -> None:
    assert set(NAMES) | OF_BYTES == set(FAULTS)
    assert not set(NAMES) & OF_BYTES


def test_a_name_that_is_no_fault_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match="no-such-fault"):
        fault("no-such-fault", Origin("mål.yaml"), "något är fel")


def test_without_libyaml_the_parser_in_python_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert parser._parser() is parser.PythonParser


@pytest.mark.parametrize("name", NAMES)
def test_without_libyaml_the_same_lines_are_blamed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, _ = read_source(CASES / f"{name}.yaml", f"{name}.yaml")
    assert source is not None
    with_libyaml = {(finding.check, finding.origin.line) for finding in parse(source)[1]}
    monkeypatch.setattr(parser, "Parser", parser.PythonParser)
    monkeypatch.setattr("rapport.read.nodes.Parser", parser.PythonParser)
    assert {(finding.check, finding.origin.line) for finding in parse(source)[1]} == with_libyaml


@pytest.mark.parametrize(
    "text",
    [
        "namn: Ett stycke text\n  som fortsätter på nästa rad\n  och nästa.\n",
        "total: {utfall: -26 707, budget: 1 050}\n",
        "länk: https://www.exempel.se/a:b\n",
        "tid: 12:30\n",
        "kl: kl. 8:30–12:00\n",
        'namn: "Etapp 2: Trygghet"\n',
        "text: |\n  Vi ser: en ökning.\n  - punkt\n  # rubrik\n  {{ x }} >25 % &co *fet*\n",
        "text: >\n  Vi ser: en ökning\n  mål:öka\n\n  slut\n",
        "text: Underskottet\n  – som väntat – beror på fler placeringar.\n",
        "text: Resultatet blev\n  -26 707 tkr.\n",
        "text: Enligt\n  SKR:s statistik.\n",
        "a: SKR:s statistik\nb: IFO:s utfall\n",
        "---\nmål: 5\n",
        "mål: 5\n...\n",
        "målnivå: {år: '<2555', T1: \"<852\"}\n",
        "målnivå: {år: <2555,\n          T1: <852}\n",
        "serie: [1, 2, 3]\n",
        "serie:\n- a\n- b\n",
        "a: 5 # kommentar\n#rubrik utan mellanslag\nb: C# och F#\n",
        "a: 'it''s'\n",
        "text: 'Ett citat\n  på två rader: båda indragna'\n",
        "utfall: 100 % (17 st)\nmål: öka från 64 %\n",
        "tomt:\nlista: []\nfält: {}\n",
        "orsaker:\n  - Ökning - minskning.\n  - |\n    Två\n    rader.\n",
        "text: |\n\n  Börjar med en tom rad.\n",
        "text: |2\n    indragen första rad\n  andra\n",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert check(text) == []


def test_all_errors_come_at_once() -> None:
    found = check(
        "mål:\n"
        "  trygg:\n"
        "    nivå:nämndmål\n"
        "    namn: Etapp 2: Trygghet\n"
        "    målnivå: >25 %\n"
        '    enhet: "dygn\n'
        "    rapporteras: [T1, T2\n"
        "    namn: Service\n"
    )
    assert [(finding.origin.line, finding.check) for finding in found] == [
        (3, "missing-space"),
        (4, "colon-in-value"),
        (5, "unquoted-sign"),
        (6, "unclosed-quote"),
        (7, "unclosed-bracket"),
        (8, "duplicate-key"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("text: | Utfallet visar\n  ett underskott.\nb: 1\n", 1, "unquoted-sign"),
        ("text: Utfallet visar\n  på det hela: underskott\nb: 1\n", 2, "colon-in-value"),
        ("text |\n  Utfallet: högt\n  - punkt\nb: 1\n", 1, "missing-colon"),
        ("namn: 'it''s' x\n", 1, "text-after-quote"),
        ('namn: "a \\" b" c\n', 1, "text-after-quote"),
        ('namn: "rad\\n 5 \\% x"\n', 1, "bad-escape"),
        ('mål:\n  a: 1\n  "namn: x\n  b: 1\n', 3, "stray-character"),
        ("namn: Projekt:\nb: 1\n", 1, "colon-in-value"),
        ("mål:\n  namn: ? oklart\n", 2, "unquoted-sign"),
        ("uppdrag:\n    id: a\n    text: b\n  - id: c\n    text: d\n", 2, "missing-dash"),
        ("mål:\n  a: &x\n    b: 1\n", 2, "anchor"),
        ("a: {b: kl: 5, c: 1}\n", 1, "colon-in-value"),
        ("a: {b: [1, 2}\nc: d\n", 1, "unclosed-bracket"),
        ("namn: {oklart\nb: 1\n", 1, "unclosed-bracket"),
        ("a: {b:1, c:2}\n", 1, "missing-space"),
        ("mål:\n  namn:öka\n", 2, "missing-space"),
        ("mål:\n  indikatorer\n    hvb:\n      enhet: dygn\n  namn: x\n", 2, "missing-colon"),
        ("mål:\n   nivå: a\n  namn: b\n  enhet: c\n", 2, "wrong-indent"),
        ("mål:\n nivå: a\n  namn: b\n  enhet: c\n", 2, "wrong-indent"),
        ("text: |\n     Första raden\n   andra: raden\n   tredje raden\nb: 1\n", 2, "wrong-indent"),
        ("orsaker:\n  – Fler placeringar.\n  – Vakanser.\n", 3, "swallowed-bullet"),
        ("text: >7\n", 1, "unquoted-sign"),
        ("lista:\n  - Kurs #5\n  - b\n", 2, "glued-hash"),
        ("serie: [1,5]\n", 1, "decimal-comma-in-flow"),
        ("text: |5\n", 1, "unquoted-sign"),
        ("lista:\n  - {{ a }} kr\n", 2, "unquoted-template"),
        ("mål:\xa0öka\nb: 1\n", 1, "missing-space"),
        ("mål:\n  [ namn: a\n  enhet: dygn\n", 2, "stray-character"),
        ("{mål:\n  namn: a\nekonomi: 1\n", 1, "stray-character"),
        ("mål:\n  =   namn: a\n    enhet: dygn\n", 2, "stray-character"),
        ("mål:\n  - 'namn: a\n    enhet: dygn\n", 2, "stray-character"),
    ],
)
def test_one_fault_gives_one_finding_on_its_line(text: str, line: int, name: str) -> None:
    assert [(finding.origin.line, finding.check) for finding in check(text)][:2] in (
        [(line, name)],
        [(line, name), (line, name)],
    )


def test_the_advice_is_the_mended_line() -> None:
    (found,) = check("mål:\n  målnivå: {år: >25 %, T1: 5}\n")
    assert found.help == 'skriv målnivå: {år: ">25 %", T1: 5}'


def test_a_mended_file_still_gives_its_other_values() -> None:
    source, _ = source_of('namn: "Trygghet\nenhet: dygn\n', "mål.yaml")
    node, _ = parse(source)
    assert isinstance(node, Mapping)
    assert [(entry.key.text, entry.value) for entry in node.entries] == [
        ("namn", Scalar("Trygghet", Origin("mål.yaml"), '"', 0, 0)),
        ("enhet", Scalar("dygn", Origin("mål.yaml"), "", 0, 0)),
    ]


def test_many_tabs_are_one_finding_with_its_places() -> None:
    (found,) = check("mål:\n" + "".join(f"\tfält-{n}: {n}\n" for n in range(50)))
    assert found.message == "raden är indragen med tabb (50 rader i filen)"
    assert found.origin.line == 2
    assert len(found.related) == 9


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "[\n" * 20_000,
        '"' * 100_001,
        "}{\n" * 500,
        "a: &a [*a]\n",
        "!" * 5000,
    ],
    ids=[
        "hakar",
        "klamrar",
        "streck",
        "hakar på rader",
        "citattecken",
        "bakvänt",
        "ankare i sig själv",
        "utrop",
    ],
)
def test_hostile_text_is_refused_quietly(text: str) -> None:
    found = check(text)
    assert found
    assert len(found) <= 30


def test_open_brackets_after_an_error_do_not_cost_a_second_parse() -> None:
    found = check("a: @b\nc: " + "[" * 50_000)
    assert found
    assert {finding.check for finding in found} <= {"syntax-error", "too-many-errors", "too-deep"}
