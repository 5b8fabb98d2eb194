"""Column formulas: ``prognos - budget`` as a tree and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.notation import NotationError
from rapport.notation.formula import (
    Binary,
    ColumnFormula,
    ColumnName,
    Constant,
    format_formula,
    names_in,
    parse_formula,
)

FORECAST, BUDGET = ColumnName("prognos"), ColumnName("budget")
VARIANCE = Binary("-", FORECAST, BUDGET)


@pytest.mark.parametrize(
    "written",
    ["prognos - budget", "prognos − budget", "prognos – budget", "prognos -budget", " prognos  -  budget "],
)
def test_a_variance_is_a_difference(written: str) -> None:
    assert parse_formula(written) == VARIANCE


def test_a_hyphen_within_a_name_belongs_to_the_name() -> None:
    assert parse_formula("prognos-budget") == ColumnName("prognos-budget")
    assert names_in(parse_formula("prognos - föregående-prognos")) == ("prognos", "föregående-prognos")


def test_products_go_before_sums_and_both_from_left_to_right() -> None:
    share = Binary("*", Binary("/", ColumnName("avvikelse"), BUDGET), Constant(Decimal(100)))
    assert parse_formula("avvikelse / budget * 100") == share
    assert parse_formula("avvikelse ÷ budget × 100") == share
    assert parse_formula("prognos - budget - 1,5") == Binary("-", VARIANCE, Constant(Decimal("1.5")))
    assert parse_formula("prognos - budget * 2") == Binary(
        "-", FORECAST, Binary("*", BUDGET, Constant(Decimal(2)))
    )
    assert parse_formula("(prognos - budget) / budget") == Binary("/", VARIANCE, BUDGET)


@pytest.mark.parametrize(
    ("written", "fact", "offset"),
    [
        ("", "formeln slutar mitt i", 0),
        ("prognos -", "formeln slutar mitt i", 8),
        ("prognos budget", "formeln går inte att läsa från ”budget”", 8),
        ("(prognos - budget", "en parentes i formeln stängs aldrig", 0),
        ("prognos - budget)", "formeln går inte att läsa från ”)”", 16),
        ("prognos ^ 2", "tecknet ”^” hör inte hemma i en formel", 8),
        ("- prognos", "”-” står fel i formeln", 0),
        ("* budget", "”*” står fel i formeln", 0),
        ("=A1", "tecknet ”=” hör inte hemma i en formel", 0),
    ],
)
def test_what_is_no_formula_is_refused_at_its_place(written: str, fact: str, offset: int) -> None:
    with pytest.raises(NotationError) as refusal:
        parse_formula(written)
    assert (refusal.value.fact, refusal.value.offset) == (fact, offset)


NAMES = st.sampled_from(["utfall", "budget", "prognos", "föregående-prognos", "mål2"]).map(ColumnName)
CONSTANTS = st.decimals(0, 10**6, places=2).map(Constant)
FORMULAS = st.recursive(
    NAMES | CONSTANTS,
    lambda parts: st.builds(Binary, st.sampled_from("+-*/"), parts, parts),
    max_leaves=12,
)


@given(FORMULAS)
def test_what_is_written_can_be_read_back(formula: ColumnFormula) -> None:
    assert parse_formula(format_formula(formula)) == formula


@given(st.text("ab-+*/() 1,", max_size=20))
def test_any_text_is_a_formula_or_is_refused_with_a_fact(text: str) -> None:
    try:
        formula = parse_formula(text)
    except NotationError as refusal:
        assert refusal.fact  # noqa: PT017  either outcome is right, and only a refusal has a fact
    else:
        assert parse_formula(format_formula(formula)) == formula
