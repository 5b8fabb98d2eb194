"""Activity measures, month by month: what the collection workbook asks for, and what comes back into the YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
from collection import (
    asked,
    cell,
    committee,
    filled,
    form_of,
    imported,
    opened,
    sent,
    texts_after,
    told,
)
from wording import plain

from rapport.edit.collect import forms
from rapport.edit.collect_activity import NAME, months_asked

ROOT = Path(__file__).parents[2]
MARCH, T1 = "2031-03", "2031-T1"
PLAN = """
verksamhetsmått:
  norr:
    namn: Hemtjänst norr
    mått:
      besök: {namn: Antal besök, rubrik: Hemtjänst}
      beläggning: {namn: Beläggning, enhet: "%"}
  missbruk:
    namn: Missbruk
    mått:
      ärenden: Antal ärenden
"""
FEBRUARY = """
verksamhetsmått:
  norr:
    besök: {jan: 900, feb: 950}
  missbruk:
    ärenden: {jan: 20, feb: 26}
"""
IN_MARCH = """\
# Mars
verksamhetsmått:
  norr:
    besök: {Mars: 1 010}   # preliminärt
    beläggning:
      mars: 8,5/7
  missbruk:
    ärenden:   # {mar: …}
"""
FILE = "data/2031/03/verksamhetsmått.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return committee(
        tmp_path, verksamhetsmått=PLAN, **{"02__verksamhetsmått": FEBRUARY, "03__verksamhetsmått": IN_MARCH}
    )


def asked_for(folder: Path, period: str) -> dict[tuple[str, str], str]:
    """Return what stands in the cells for activity measures."""
    return {
        (key.removeprefix("verksamhetsmått/"), name): content.start
        for key, name, content in form_of(folder, period).inputs()
        if key.startswith("verksamhetsmått/")
    }


def test_a_month_is_asked_for_as_the_file_has_it(folder: Path) -> None:
    assert asked_for(folder, MARCH) == {
        ("norr/besök", "mar"): "1 010",
        ("norr/beläggning", "mar"): "8,5/7",
        ("missbruk/ärenden", "mar"): "",
    }


def test_a_tertial_is_asked_for_the_months_since_the_last_report(folder: Path) -> None:
    assert months_asked(asked(folder, T1)) == [4]
    assert months_asked(asked(folder, "2031-01")) == [1]


def test_months_that_the_file_gives_again_can_be_corrected(tmp_path: Path) -> None:
    root = committee(
        tmp_path,
        verksamhetsmått=PLAN,
        **{
            "02__verksamhetsmått": FEBRUARY,
            "03__verksamhetsmått": "verksamhetsmått: {missbruk: {ärenden: {jan: 21}}}\n",
        },
    )
    assert months_asked(asked(root, MARCH)) == [1, 3]
    assert asked_for(root, MARCH)["missbruk/ärenden", "jan"] == "21"


def test_the_latest_month_before_stands_beside(folder: Path) -> None:
    book = opened(sent(folder, MARCH))
    assert cell(book, "verksamhetsmått/missbruk/ärenden", "tidigare").value == "26 (feb)"
    assert cell(book, "verksamhetsmått/norr/besök", "rubrik").value == "Hemtjänst"
    assert cell(book, "verksamhetsmått/norr/besök", "mar").value == 1010
    header = [shown.value for shown in book[NAME][5]]
    assert header == ["Rubrik", "Verksamhetsmått", "Enhet", "Tidigare", "Mars", "Nyckel"]


def test_a_group_that_is_a_unit_goes_to_the_unit_and_the_rest_to_the_common_workbook(folder: Path) -> None:
    found = {
        name: [key for key, _, _ in form.inputs() if key.startswith("verksamhetsmått/")]
        for name, form in forms(asked(folder, MARCH)).items()
    }
    assert found["insamling-2031-03-norr.xlsx"] == [
        "verksamhetsmått/norr/besök",
        "verksamhetsmått/norr/beläggning",
    ]
    assert found["insamling-2031-03-gemensamt.xlsx"] == ["verksamhetsmått/missbruk/ärenden"]


def test_an_untouched_workbook_changes_nothing(folder: Path) -> None:
    for period in (MARCH, T1):
        comparison = imported(folder, sent(folder, period), period=period)
        assert (comparison.changes, comparison.remarks) == ([], [])


def test_each_month_lands_on_its_line_in_the_words_of_the_file(folder: Path) -> None:
    values = {
        ("verksamhetsmått/norr/besök", "mar"): 1025,
        ("verksamhetsmått/norr/beläggning", "mar"): "9/7",
        ("verksamhetsmått/missbruk/ärenden", "mar"): 0,
    }
    comparison = imported(folder, filled(sent(folder, MARCH), values), period=MARCH)
    assert (
        texts_after(folder, comparison, MARCH)[FILE]
        == """\
# Mars
verksamhetsmått:
  norr:
    besök: {Mars: 1 025}   # preliminärt
    beläggning:
      mars: 9/7
  missbruk:
    ärenden:   # {mar: …}
      mar: 0
"""
    )


def test_a_new_period_gets_its_file_with_the_values_in_it(tmp_path: Path) -> None:
    values = {
        ("verksamhetsmått/norr/beläggning", "apr"): 87.5,
        ("verksamhetsmått/missbruk/ärenden", "apr"): 31,
    }
    new = committee(
        tmp_path, T1__utfall="", T1__ekonomi="", verksamhetsmått=PLAN, **{"03__verksamhetsmått": IN_MARCH}
    )
    comparison = imported(new, filled(sent(new, T1), values), period=T1)
    text = texts_after(new, comparison, T1)["data/2031/T1/verksamhetsmått.yaml"]
    assert "      apr: 87,5 %\n" in text
    assert "      apr: 31\n" in text
    assert text.count(" apr: ") == 2


def test_a_figure_a_thousand_times_the_month_before_is_asked_about(folder: Path) -> None:
    slip = filled(sent(folder, MARCH), {("verksamhetsmått/missbruk/ärenden", "mar"): 26000})
    (question,) = told(imported(folder, slip, period=MARCH))
    assert "ungefär tusen gånger större än väntat" in plain(question)


def test_two_who_filled_in_different_values_are_told(folder: Path) -> None:
    books = [
        filled(sent(folder, MARCH), {("verksamhetsmått/missbruk/ärenden", "mar"): value})
        for value in (25, 27)
    ]
    (conflict,) = told(imported(folder, *books, period=MARCH))
    assert "konflikt: ”verksamhetsmått.missbruk.ärenden.mar” är ”27” här men ”25”" in conflict


def test_the_real_march_report_is_asked_for_its_months() -> None:
    months = {name for (key, name) in asked_for(ROOT, "2019-03") if key == "missbruk/aktualiseringar"}
    assert months == {"jan", "feb", "mar"}
