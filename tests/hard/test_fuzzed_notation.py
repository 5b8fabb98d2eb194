"""Whatever is written as a number, a target, a formula, a period, an expression or a text: an answer or a fault."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hard.fuzzing import fuzz
from rapport.checks._figures_in_text import figures
from rapport.checks._sentences import sentences
from rapport.compose.document import Cover, Document
from rapport.compose.expressions import Renderer, environment
from rapport.compose.filters import Wording
from rapport.compose.markdown import Markers, to_blocks
from rapport.diagnostic import MANY_WORDS, format_diagnostic, suggest
from rapport.model.scalar import Prose
from rapport.notation import (
    NotationError,
    format_period,
    format_quantity,
    format_target,
    parse_period,
    parse_quantity,
    parse_target,
)
from rapport.notation.formula import format_formula, parse_formula
from rapport.notation.number import rounded
from rapport.origin import Origin
from rapport.write.html import write_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = fuzz(300)
FEW = fuzz(80)

NUMBER_SIGNS = st.text("0123456789 ,.-−–+/%()<>≥≤~e_\u00a0\u202f", max_size=20)
NUMBER_WORDS = st.lists(
    st.sampled_from(
        [
            "ca ",
            "minst ",
            "högst ",
            "öka från ",
            "minska",
            "1 050",
            "37,99",
            " %",
            " tkr",
            " Mkr",
            "−",
            "-",
            "(2018)",
            "(17 st)",
            "8,5/7",
            " dagar",
            "Ja",
        ]
    ),
    max_size=5,
).map("".join)
WRITTEN = st.one_of(NUMBER_SIGNS, NUMBER_WORDS, st.text(max_size=20))
FORMULAS = st.lists(
    st.sampled_from(
        [
            "budget",
            "utfall",
            "prognos-tkr",
            "å",
            " - ",
            " + ",
            "*",
            "/",
            "(",
            ")",
            "100",
            "0,5",
            "−",
            " ",
            "×",
        ]
    ),
    max_size=12,
).map("".join)
EXPRESSIONS = st.lists(
    st.sampled_from(
        [
            *(
                "{{ ",
                " }}",
                "{% ",
                " %}",
                "{# ",
                " #}",
                "for x in ",
                "endfor",
                "if ",
                "endif",
                "set a = ",
                "macro m()",
                "endmacro",
            ),
            *(
                "utfall",
                ".larm",
                "['larm']",
                "x",
                "a",
                "m()",
                "loop.index",
                "self",
                "caller()",
                "namespace()",
                "include 'x'",
            ),
            *(
                " | mkr",
                " | procent(2)",
                " | tal",
                " | okänt",
                "~",
                " + ",
                "*",
                "==",
                " is defined",
                " in ",
                "not ",
                "[0]",
                "[:2]",
                "(",
                ")",
            ),
            *("'text'", "3", "3,5", "none", "true", "\n", "# Rubrik", "- ", "**", "|"),
        ]
    ),
    max_size=15,
).map("".join)
MARKDOWN = st.lists(
    st.sampled_from(
        [
            *(
                "# ",
                "## ",
                "- ",
                "1. ",
                "> ",
                "    ",
                "```",
                "`",
                "*",
                "**",
                "_",
                "[",
                "]",
                "(",
                ")",
                "![",
                "](",
                "<b>",
                "</b>",
                "<!--",
                "|",
                "\n|---|\n",
            ),
            *(
                "\n",
                "\n\n",
                "\\",
                "&amp;",
                "&#0;",
                "https://x.se",
                "text",
                "å",
                "\u00a0",
                "\x00",
                "\x1a",
                "---",
                "===",
                "~~",
                "[^1]",
                "{{",
                "\t",
            ),
        ]
    ),
    max_size=30,
).map("".join)


def parsed(parse: Callable[[str], Any], text: str) -> Any:
    """Return what a text means, None when it is refused with a place in the text and words for people."""
    try:
        return parse(text)
    except NotationError as refused:
        fault = refused
    assert fault.fact
    assert 0 <= fault.offset <= max(len(text), 1)
    return None


@MANY
@given(WRITTEN)
@example("1" * 18)
@example("1" * 19)
@example("-0")
@example("−0,00 %")
@example("0/0")
@example("٣")
@example("１")
@example("1e5")
@example("1 0500")
def test_a_number_is_read_or_refused_and_written_the_same(text: str) -> None:
    quantity = parsed(parse_quantity, text)
    if quantity is not None:
        assert quantity.value.is_finite()
        assert quantity.slack > 0
        again = parse_quantity(format_quantity(quantity))
        assert (again.value, again.of, again.year) == (quantity.value, quantity.of, quantity.year)


@MANY
@given(WRITTEN)
@example("> ")
@example("öka från ")
@example("öka från 2018 års värde på")
def test_a_target_is_read_or_refused_and_written_the_same(text: str) -> None:
    target = parsed(parse_target, text)
    if target is not None:
        assert parse_target(format_target(target)) == target or "(" in text


@MANY
@given(st.one_of(FORMULAS, st.text(max_size=15)))
@example("((((")
@example("a - - b")
@example("")
def test_a_formula_is_read_or_refused_and_written_the_same(text: str) -> None:
    formula = parsed(parse_formula, text)
    if formula is not None:
        assert parse_formula(format_formula(formula)) == formula


@MANY
@given(st.one_of(st.text("0123456789-TQtqplanår", max_size=10), st.text(max_size=10)))
@example("2020-T0")
@example("2020-13")
@example("0000-01")
@example("9999")
@example("２０２０")
def test_a_period_is_read_or_refused_and_written_the_same(text: str) -> None:
    period = parsed(parse_period, text)
    if period is not None:
        assert parse_period(format_period(period)) == period


@MANY
@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**40), max_value=10**40),
    st.integers(0, 9),
)
@example(Decimal("1e60"), 9)
@example(Decimal("-0.4"), 0)
@example(Decimal("2.5"), 0)
def test_rounding_is_never_further_off_than_half(value: Decimal, decimals: int) -> None:
    result = rounded(value, decimals)
    assert result.as_tuple().exponent == -decimals
    assert abs(Decimal(f"{result:f}") - value) <= Decimal(5).scaleb(-decimals - 1) or abs(value) > 10**27


@FEW
@given(EXPRESSIONS)
@example("{{ utfall.larm.__class__ }}")
@example("{{ 1/0 }}")
@example("{% for x in 3 %}{% endfor %}")
@example("{{ utfall() }}")
@example("{{ utfall.larm() }}")
@example("{% include utfall %}")
@example("{{ utfall | procent(99999999) }}")
@example("{{ 'a' < 3 }}")
@example("{{ none.x }}")
@example("{{ loop }}")
@example("{{ self.x() }}")
@example("{% set utfall = 3 %}{{ utfall.larm }}")
def test_an_expression_is_filled_in_or_told(text: str) -> None:
    renderer = Renderer(environment([], Wording()), {"utfall": {"larm": parse_quantity("3 gånger")}})
    filled = renderer.prose(Prose(text, Origin("inledning.md")))
    assert isinstance(filled, str)
    assert all(format_diagnostic(finding) for finding in renderer.diagnostics)
    assert not (filled and renderer.diagnostics)


@FEW
@given(st.one_of(MARKDOWN, st.text(max_size=80)))
@example("> " * 200 + "x")
@example("[" * 500)
@example("* " * 200)
@example("|a|b|\n|-|\n|c|")
@example("- a\n\n\n      - b")
def test_any_text_becomes_blocks_and_a_page(text: str) -> None:
    markers = Markers()
    document = Document(Cover("T", "", "Granviks kommun", "Nämnden"), to_blocks(text, markers), "2031-05-01")
    assert write_html(document)


@FEW
@given(st.one_of(MARKDOWN, NUMBER_WORDS, st.text(max_size=60)))
@example("9" * 5000 + " procent")
@example("1 " * 1000)
def test_figures_are_found_where_they_stand(text: str) -> None:
    for figure in figures(text):
        assert text[figure.start : figure.end].strip().endswith(figure.written[-1])
    for sentence in sentences(text):
        assert len(sentence.text) <= len(text)
        assert 0 <= sentence.start <= len(text)


@pytest.mark.parametrize("count", [12, MANY_WORDS + 1, 5000])
def test_a_misspelt_word_finds_its_own(count: int) -> None:
    subjects = ("väntetid", "nöjdhet", "sjukfrånvaro", "placering", "återaktualisering")
    known = [f"{subjects[number % 5]}-enhet-{number}" for number in range(count)]
    for number in (0, count // 2, count - 1):
        word = known[number]
        assert suggest(word.replace("enhet", "enehet"), known) == word
        assert suggest(word[1:], known) == word
    assert suggest("helt annat ord", known) == ""


def test_templates_lie_where_this_test_thinks(tmp_path: Path) -> None:
    renderer = Renderer(environment([tmp_path], Wording()), {})
    assert renderer.template("finns-inte.j2", {}) == ""
    assert [finding.check for finding in renderer.diagnostics] == ["missing-template"]
