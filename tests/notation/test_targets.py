"""Targets as plans print them: with signs, in words, as movements from a baseline."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from wording import plain

from rapport.notation import (
    Direction,
    MovementTarget,
    NotationError,
    Operator,
    Quantity,
    Target,
    ValueTarget,
    WordTarget,
    format_target,
    format_words,
    parse_target,
)


@pytest.mark.parametrize(
    ("written", "operator", "value", "shown"),
    [
        (">25 %", ">", "25", "> 25 %"),
        ("> 25 %", ">", "25", "> 25 %"),
        ("över 25 %", ">", "25", "> 25 %"),
        ("fler än 3", ">", "3", "> 3"),
        ("högre än 3", ">", "3", "> 3"),
        ("mer än 3", ">", "3", "> 3"),
        ("≥ 83", "≥", "83", "≥ 83"),
        (">= 83", "≥", "83", "≥ 83"),
        ("=> 83", "≥", "83", "≥ 83"),
        ("minst 3", "≥", "3", "≥ 3"),
        ("Minst 3", "≥", "3", "≥ 3"),
        ("lägst 3", "≥", "3", "≥ 3"),
        ("<7", "<", "7", "< 7"),
        ("under 7", "<", "7", "< 7"),
        ("mindre än 7", "<", "7", "< 7"),
        ("färre än 7", "<", "7", "< 7"),
        ("lägre än 7", "<", "7", "< 7"),
        ("<2555", "<", "2555", "< 2 555"),
        ("högst 10", "≤", "10", "≤ 10"),
        ("≤10", "≤", "10", "≤ 10"),
        ("<= 10", "≤", "10", "≤ 10"),
        ("max 10", "≤", "10", "≤ 10"),
        ("som mest 10", "≤", "10", "≤ 10"),
        ("minst −5 tkr", "≥", "-5", "≥ −5 tkr"),
        ("100 %", None, "100", "100 %"),
        ("0", None, "0", "0"),
        ("0 %", None, "0", "0 %"),
    ],
)
def test_a_target_with_a_value(written: str, operator: str | None, value: str, shown: str) -> None:
    target = parse_target(written)
    assert isinstance(target, ValueTarget)
    assert (target.operator, target.quantity.value) == (operator and Operator(operator), Decimal(value))
    assert plain(format_target(target)) == shown


@pytest.mark.parametrize(
    ("written", "direction", "baseline", "year", "shown"),
    [
        ("öka från 64 %", "öka", "64", None, "öka från 64 %"),
        ("Ökar från 64 %", "öka", "64", None, "öka från 64 %"),
        ("ökning från 64 % (2018)", "öka", "64", 2018, "öka från 64 % (2018)"),
        ("öka från 2018 års värde på 64 %", "öka", "64", 2018, "öka från 64 % (2018)"),
        ("öka från 2018 års utfall 64 %", "öka", "64", 2018, "öka från 64 % (2018)"),
        ("minska från 7", "minska", "7", None, "minska från 7"),
        ("minskning från 7", "minska", "7", None, "minska från 7"),
        ("oförändrat från 50", "oförändrat", "50", None, "oförändrat från 50"),
        ("öka", "öka", None, None, "öka"),
        ("minskar", "minska", None, None, "minska"),
        ("oförändrad", "oförändrat", None, None, "oförändrat"),
    ],
)
def test_a_movement_from_a_baseline(
    written: str, direction: str, baseline: str | None, year: int | None, shown: str
) -> None:
    target = parse_target(written)
    assert isinstance(target, MovementTarget)
    assert target.direction is Direction(direction)
    assert (
        (target.baseline.value, target.baseline.year) == (Decimal(baseline), year)
        if (target.baseline and baseline)
        else baseline is None
    )
    assert plain(format_target(target)) == shown


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        ("enligt bollhavet", "målnivån ”enligt bollhavet” går inte att pröva"),
        ("minst", "här ska ett tal stå"),
        ("minst många", "”många” är inget tal"),
        ("> 1.050", "”1.050” kan vara både tusental och decimaler"),
        ("öka från", "målnivån ”öka från” går inte att pröva"),
        ("minstanalys", "målnivån ”minstanalys” går inte att pröva"),
    ],
)
def test_what_can_not_be_tested_is_refused(written: str, fact: str) -> None:
    with pytest.raises(NotationError) as refusal:
        parse_target(written)
    assert refusal.value.fact == fact


def test_words_are_written_as_words() -> None:
    with pytest.raises(NotationError) as refusal:
        parse_target("enligt bollhavet")
    assert refusal.value.remedy.endswith("ord skrivs som {ord: enligt bollhavet}")
    assert format_target(WordTarget("enligt bollhavet")) == "enligt bollhavet"


def test_words_instead_of_the_number_after_an_operator_are_no_words_for_the_whole() -> None:
    with pytest.raises(NotationError) as refusal:
        parse_target("minst fem")
    assert refusal.value.remedy == "skriv ett tal, till exempel 37,99 % eller -26 707"


@pytest.mark.parametrize(
    "words", ["enligt plan", "stängt, åter i maj", "Projekt: Alfa", "Bo's", "[ej klart]", "nr #5"]
)
def test_words_are_shown_as_they_can_be_put_into_the_file(words: str) -> None:
    assert yaml.safe_load(f"{{utfall: {format_words(words)}, kommentar: x}}")["utfall"] == {"ord": words}


@pytest.mark.parametrize(
    ("written", "offset"),
    [("minst 1.050", 6), ("öka från sextio", 9), ("öka från 2018 års värde på 1.050", 27)],
)
def test_the_mark_points_at_the_fault_within_the_target(written: str, offset: int) -> None:
    with pytest.raises(NotationError) as refusal:
        parse_target(written)
    assert refusal.value.offset == offset


QUANTITIES = st.builds(
    Quantity,
    st.integers(-(10**6), 10**6).map(Decimal),
    st.sampled_from(["", "%", "kr", "dagar"]),
    st.just(0),
    st.none() | st.integers(2000, 2040),
)
TARGETS = st.builds(ValueTarget, QUANTITIES, st.none() | st.sampled_from(Operator)) | st.builds(
    MovementTarget, st.sampled_from(Direction), st.none() | QUANTITIES
)


@given(TARGETS)
def test_what_is_written_can_be_read_back(target: Target) -> None:
    assert parse_target(format_target(target)) == target
