"""Periods: codes, months, names, and which report a period makes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wording import cells

from rapport.notation import NotationError, Period, PeriodKind, format_period, parse_period

PERIODS_OF_2020 = """
    2020-T1   | januari–april 2020     | jan–apr | 4  | delårsrapport         | 2019-T3
    2020-T2   | januari–augusti 2020   | jan–aug | 8  | delårsrapport         | 2020-T1
    2020-01   | januari 2020           | jan     | 1  | månadsrapport         | 2019-12
    2020-03   | mars 2020              | jan–mar | 3  | månadsrapport         | 2020-02
    2020-12   | december 2020          | helår   | 12 | månadsrapport         | 2020-11
    2020-Q1   | januari–mars 2020      | jan–mar | 3  | månadsrapport         | 2019-Q4
    2020-Q3   | januari–september 2020 | jan–sep | 9  | månadsrapport         | 2020-Q2
    2020      | 2020                   | helår   | 12 | verksamhetsberättelse | 2019
    2020-plan | 2020                   | helår   | 0  | nämndplan             |
"""


def test_a_period_knows_its_name_its_months_its_report_and_the_one_before() -> None:
    periods = [parse_period(row[0]) for row in cells(PERIODS_OF_2020)]
    ours = [
        [
            format_period(period),
            period.name,
            period.short_name,
            str(len(period.months)),
            period.report,
            format_period(period.previous) if period.previous else "",
        ]
        for period in periods
    ]
    assert ours == cells(PERIODS_OF_2020)


@pytest.mark.parametrize(
    ("written", "code"),
    [("2020-t1", "2020-T1"), ("2020-3", "2020-03"), ("2020-helår", "2020"), ("2020-PLAN", "2020-plan"), (" 2020 ", "2020")],
)  # fmt: skip
def test_small_liberties_are_understood(written: str, code: str) -> None:
    assert format_period(parse_period(written)) == code


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        ("T1", "”T1” är ingen period"),
        ("tertial 1", "”tertial 1” är ingen period"),
        ("1850", "”1850” är ingen period"),
        ("2020T1", "”2020T1” är ingen period"),
        ("2020-T4", "”T4” är ingen period under 2020"),
        ("2020-Q5", "”Q5” är ingen period under 2020"),
        ("2020-13", "”13” är ingen period under 2020"),
        ("2020-00", "”00” är ingen period under 2020"),
        ("2020-vår", "”vår” är ingen period under 2020"),
        ("2020-\N{FULLWIDTH DIGIT THREE}", "”\N{FULLWIDTH DIGIT THREE}” är ingen period under 2020"),
    ],
)
def test_what_is_no_period_is_refused(written: str, fact: str) -> None:
    with pytest.raises(NotationError) as refusal:
        parse_period(written)
    assert refusal.value.fact == fact
    assert refusal.value.remedy


NUMBERS = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.TERTIAL: 3,
    PeriodKind.YEAR: 0,
    PeriodKind.PLAN: 0,
}
PERIODS = st.sampled_from(PeriodKind).flatmap(
    lambda kind: st.builds(
        Period,
        st.integers(1900, 2099),
        st.just(kind),
        st.integers(1, NUMBERS[kind]) if NUMBERS[kind] else st.just(0),
    )
)


@given(PERIODS)
def test_what_is_written_can_be_read_back(period: Period) -> None:
    assert parse_period(format_period(period)) == period


@given(PERIODS)
def test_the_previous_period_is_of_the_same_kind_and_earlier(period: Period) -> None:
    previous = period.previous
    if period.kind is PeriodKind.PLAN:
        assert previous is None
    else:
        assert previous is not None
        assert previous.kind is period.kind
        assert (previous.year, previous.number) < (period.year, period.number)
