"""Numbers as Swedish municipalities write them: what is accepted, what is refused and with which words."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wording import plain

from rapport.notation import (
    NotationError,
    Quantity,
    format_number,
    format_quantity,
    parse_quantity,
    rounded,
)

ACCEPTED = [
    # written, value, unit, decimals, shown
    ("37,99 %", "37.99", "%", 2, "37,99 %"),
    ("9,57 %", "9.57", "%", 2, "9,57 %"),
    ("9,57%", "9.57", "%", 2, "9,57 %"),
    ("73.02%", "73.02", "%", 2, "73,02 %"),
    ("2,5 ‰", "2.5", "‰", 1, "2,5 ‰"),
    ("-26 707", "-26707", "", 0, "−26 707"),
    ("-26707", "-26707", "", 0, "−26 707"),
    ("−4,3 Mkr", "-4.3", "Mkr", 1, "−4,3 Mkr"),
    ("–4,3 Mkr", "-4.3", "Mkr", 1, "−4,3 Mkr"),
    ("\N{NON-BREAKING HYPHEN}4,3 Mkr", "-4.3", "Mkr", 1, "−4,3 Mkr"),
    ("- 4,3 Mkr", "-4.3", "Mkr", 1, "−4,3 Mkr"),
    ("+236", "236", "", 0, "236"),
    ("1 050", "1050", "", 0, "1 050"),
    ("1\N{NO-BREAK SPACE}050", "1050", "", 0, "1 050"),
    ("1\N{THIN SPACE}050", "1050", "", 0, "1 050"),
    ("1\N{NARROW NO-BREAK SPACE}050", "1050", "", 0, "1 050"),
    ("1\N{FIGURE SPACE}050", "1050", "", 0, "1 050"),
    ("1050", "1050", "", 0, "1 050"),
    ("1 250 000 kr", "1250000", "kr", 0, "1 250 000 kr"),
    ("102 dagar", "102", "dagar", 0, "102 dagar"),
    ("4 747 kr", "4747", "kr", 0, "4 747 kr"),
    ("0,5", "0.5", "", 1, "0,5"),
    ("0,50", "0.50", "", 2, "0,50"),
    ("0", "0", "", 0, "0"),
    ("-0", "0", "", 0, "0"),
    ("1,200", "1.200", "", 3, "1,200"),
]


@pytest.mark.parametrize(("written", "value", "unit", "decimals", "shown"), ACCEPTED)
def test_a_written_number_is_understood_and_written_one_way(
    written: str, value: str, unit: str, decimals: int, shown: str
) -> None:
    quantity = parse_quantity(written)
    assert (quantity.value, quantity.unit, quantity.decimals) == (Decimal(value), unit, decimals)
    assert plain(format_quantity(quantity)) == shown


def test_the_digits_written_tell_how_precise_a_figure_is() -> None:
    slacks = [parse_quantity(text).slack for text in ("-26 707", "37,9 %", "37,99 %")]
    assert slacks == [Decimal("0.5"), Decimal("0.05"), Decimal("0.005")]


def test_two_numbers_are_a_pair() -> None:
    pair = parse_quantity("8,5/7")
    assert (pair.value, pair.of, format_quantity(pair)) == (Decimal("8.5"), Decimal(7), "8,5/7")


def test_a_place_among_more_than_a_thousand_is_a_pair_too() -> None:
    place = parse_quantity("12 / 1 050")
    assert (place.value, place.of) == (Decimal(12), Decimal(1050))
    assert plain(format_quantity(place)) == "12/1 050"


def test_words_in_parentheses_are_kept() -> None:
    quantity = parse_quantity("100 % (17 st)")
    assert (quantity.remark, quantity.year) == ("17 st", None)
    assert plain(format_quantity(quantity)) == "100 % (17 st)"


def test_a_year_in_parentheses_is_the_year_of_the_figure() -> None:
    quantity = parse_quantity("37,99 % (2018)")
    assert (quantity.year, quantity.remark) == (2018, "")
    assert plain(format_quantity(quantity)) == "37,99 % (2018)"


@pytest.mark.parametrize(
    "written", ["ung. 116 000", "ungefär 116 000", "ca 116 000", "cirka 116 000", "~116 000"]
)
def test_a_rough_figure_is_known_to_be_rough(written: str) -> None:
    quantity = parse_quantity(written)
    assert quantity.about
    assert plain(format_quantity(quantity)) == "ca 116 000"


REFUSED = [
    # written, what is wrong, what to write
    ("", "här ska ett tal stå", "skriv ett tal, eller ta bort fältet om värdet saknas"),
    ("1_050", "understreck hör inte hemma i ett tal", "skriv tusental med mellanslag, till exempel 1 050"),
    ("1.050,5", "talet har både tusentalstecken och decimaltecken", "skriv 1 050,5"),
    ("-7,220.50", "talet har både tusentalstecken och decimaltecken", "skriv -7 220,50"),
    ("-7.220.000", "talet har punkt mellan tusental", "skriv -7 220 000"),
    ("7,220,000 tkr", "talet har komma mellan tusental", "skriv 7 220 000"),
    ("-7 22O", "det står en bokstav bland siffrorna", "skriv siffran 0"),
    ("7 l50", "det står en bokstav bland siffrorna", "skriv siffran 1"),
    ("5,8S %", "det står en bokstav bland siffrorna", "skriv siffran 5"),
    ("-7 2x0", "det står en bokstav bland siffrorna", "skriv en siffra i stället för x"),
    ("1.5.7", "talet har flera decimaltecken", "skriv tusental med mellanslag och decimaler med komma"),
    ("1e5", "talet är skrivet med exponent", "skriv ut alla siffror"),
    ("26 70", "siffrorna är inte grupperade tre och tre", "skriv tusental med mellanslag, till exempel 1 050"),
    ("26 7071", "siffrorna är inte grupperade tre och tre", "skriv till exempel 26 707"),
    (",5", "talet saknar siffra före decimaltecknet", "skriv till exempel 0,5"),
    ("5,", "talet saknar siffra efter decimaltecknet", "skriv till exempel 5 eller 5,0"),
    (
        "1.050",
        "”1.050” kan vara både tusental och decimaler",
        "skriv 1 050 om det är tusental, 1,050 om det är decimaler",
    ),
    (
        "-7.220",
        "”-7.220” kan vara både tusental och decimaler",
        "skriv -7 220 om det är tusental, -7,220 om det är decimaler",
    ),
    ("26 70tkr", "siffrorna är inte grupperade tre och tre", "skriv tusental med mellanslag, till exempel 1 050"),
    ("012", "talet ”012” börjar med en nolla", "skriv talet utan inledande nolla"),
    ("ja", "”ja” är inget tal", "skriv ett tal, till exempel 37,99 % eller -26 707"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "fact", "remedy"), REFUSED)
def test_what_is_no_number_is_refused_with_a_remedy(written: str, fact: str, remedy: str) -> None:
    with pytest.raises(NotationError) as refusal:
        parse_quantity(written)
    assert (refusal.value.fact, refusal.value.remedy) == (fact, remedy)


@pytest.mark.parametrize(
    "written",
    [
        "\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO}",
        "\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}",
        "1\N{ARABIC-INDIC DIGIT TWO}",
        "5,\N{FULLWIDTH DIGIT FIVE}",
        "5 \N{FULLWIDTH DIGIT FIVE}%",
        "\N{SUPERSCRIPT TWO}",
        "½",
    ],
)
def test_only_our_own_digits_are_digits(written: str) -> None:
    with pytest.raises(NotationError):
        parse_quantity(written)


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("-1.050 kr", "-1.050"),
        ("ca 1.050 kr", "1.050"),
        ("-7.220.000 kr", "-7.220.000"),
        ("-7 22O", "O"),
        ("-7 2x0", "x"),
        ("-012", "012"),
    ],
)
def test_the_mark_is_under_the_fault(written: str, marked: str) -> None:
    with pytest.raises(NotationError) as refusal:
        parse_quantity(written)
    offset = refusal.value.offset
    assert written[offset : offset + refusal.value.width] == marked


@pytest.mark.parametrize("written", ["7.220", "-7.220", "−22.250", "+1.050"])
def test_whoever_does_as_told_keeps_the_sign(written: str) -> None:
    with pytest.raises(NotationError) as refusal:
        parse_quantity(written)
    thousands, decimals = re.findall(r"skriv (.*) om det är tusental, (.*) om", refusal.value.remedy)[0]
    assert parse_quantity(decimals).value == parse_quantity(written.replace(".", ",")).value
    assert parse_quantity(thousands).value == 1000 * parse_quantity(decimals).value


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "−3"),
        ("2.4999", 0, "2"),
        ("0.05", 1, "0,1"),
        ("-0.05", 1, "−0,1"),
        ("-0.4", 0, "0"),
        ("-0.04", 1, "0,0"),
        ("999.5", 0, "1 000"),
        ("-13530.5", 0, "−13 531"),
    ],
)
def test_rounding_is_half_away_from_zero_and_never_minus_zero(value: str, decimals: int, shown: str) -> None:
    assert plain(format_number(Decimal(value), decimals)) == shown


def test_a_sign_is_shown_when_asked_for_but_never_on_zero() -> None:
    assert [format_number(Decimal(n), signed=True) for n in (7, 0, -7)] == ["+7", "0", "−7"]


def test_a_unit_never_leaves_its_number_at_the_end_of_a_line() -> None:
    assert format_number(Decimal(1050), unit="kr") == "1\N{NO-BREAK SPACE}050\N{NO-BREAK SPACE}kr"


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    decimals = draw(st.integers(0, 4))
    value = Decimal(draw(st.integers(-(10**12), 10**12))).scaleb(-decimals)
    year = draw(st.none() | st.integers(1900, 2099))
    return Quantity(
        value,
        draw(st.sampled_from(["", "%", "‰", "kr", "tkr", "Mkr", "dagar", "st per år"])),
        decimals,
        year,
        draw(st.none() | st.integers(0, 10**6).map(Decimal) | st.just(Decimal("7.5"))),
        "" if year else draw(st.sampled_from(["", "17 st", "preliminärt"])),
        draw(st.booleans()),
    )


@given(quantities())
def test_what_is_written_can_be_read_back(quantity: Quantity) -> None:
    assert parse_quantity(format_quantity(quantity)) == quantity


@given(st.decimals(-(10**9), 10**9, places=5), st.integers(0, 3))
def test_a_rounded_figure_is_at_most_half_a_unit_off(value: Decimal, decimals: int) -> None:
    half = Decimal(5).scaleb(-decimals - 1)
    assert abs(rounded(value, decimals) - value) <= half
    assert str(rounded(value, decimals)).startswith("-") == (rounded(value, decimals) < 0)


@given(st.decimals(-(10**9), 10**9, places=5), st.integers(0, 3))
def test_rounding_treats_surplus_and_deficit_alike(value: Decimal, decimals: int) -> None:
    assert rounded(-value, decimals) == -rounded(value, decimals)


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_is_refused_with_a_fact(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except NotationError as refusal:
        fact, offset = refusal.fact, refusal.offset
    else:
        fact, offset = quantity.written, 0
    assert fact
    assert 0 <= offset <= len(text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("”90 %”", "citattecknet är ett sådant som Word skriver"),
        ("-51 3O0", "det står en bokstav bland siffrorna"),
        ("1l0", "det står en bokstav bland siffrorna"),
        ("1 O50", "det står en bokstav bland siffrorna"),
    ],
)
def test_what_only_looks_right_is_told(text: str, fact: str) -> None:
    with pytest.raises(NotationError) as refused:
        parse_quantity(text)
    assert refused.value.fact == fact
