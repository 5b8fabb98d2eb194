"""Values month by month: how months are named, which report's value holds, what adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import project_from, told

from rapport.notation import format_quantity, parse_period
from rapport.rules.series import activity_series, earlier_months, mean, month_number, total

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.model.year import Year


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("januari", 1),
        ("jan", 1),
        ("Feb.", 2),
        ("mars", 3),
        ("mar", 3),
        ("maj", 5),
        ("juni", 6),
        ("jul", 7),
        ("sept", 9),
        ("12", 12),
        ("03", 3),
        ("ju", None),
        ("13", None),
        ("0", None),
        ("vår", None),
        ("", None),
    ],
)
def test_a_month_is_known_by_name_or_number(name: str, number: int | None) -> None:
    assert month_number(name) == number


PLAN = "verksamhetsmått: {hemtjänst: {namn: Hemtjänst, mått: {timmar: {namn: Timmar}, vikarier: {namn: Vikarier}}}}\n"


def year(folder: Path, **reports: str) -> Year:
    files = {
        f"data/2031/{part.strip('_')}.yaml": f"verksamhetsmått: {{hemtjänst: {{timmar: {{{values}}}}}}}\n"
        for part, values in reports.items()
    }
    read = project_from({"år.yaml": PLAN, **files}, folder)
    assert told(read) == ""
    return read.project.years[2031]


def test_a_later_report_corrects_an_earlier_month(tmp_path: Path) -> None:
    reports = year(tmp_path, _01="jan: 100", _02="jan: 110, feb: 90", _03="mar: 95")
    series = activity_series(reports, parse_period("2031-02"))
    values = series["hemtjänst", "timmar"]
    assert set(values) == {1, 2}
    whole, average = total(values), mean(values)
    assert whole
    assert average
    assert (format_quantity(whole), format_quantity(average)) == ("200", "100")


def test_a_month_after_the_period_is_no_part_of_its_sum(tmp_path: Path) -> None:
    reports = year(tmp_path, T1="mar: 100, maj: 90", T2="jun: 80")
    first = activity_series(reports, parse_period("2031-T1"))["hemtjänst", "timmar"]
    second = activity_series(reports, parse_period("2031-T2"))["hemtjänst", "timmar"]
    assert (set(first), set(second)) == ({3}, {3, 5, 6})


@pytest.mark.parametrize(
    "values", ["jan: 10 %, feb: 20 %", "jan: 8/7, feb: 9", "jan: 8, feb: {ord: Stängt}", ""]
)
def test_shares_pairs_and_words_do_not_add_up(tmp_path: Path, values: str) -> None:
    series = activity_series(year(tmp_path, _02=values), parse_period("2031-02"))
    assert total(series.get(("hemtjänst", "timmar"), {})) is None
    assert mean(series.get(("hemtjänst", "timmar"), {})) is None


def test_earlier_months_are_those_with_a_report(tmp_path: Path) -> None:
    reports = year(tmp_path, _01="jan: 1", _03="mar: 1", T1="jan: 1", plan="jan: 1")
    assert [period.part for period in earlier_months(reports, parse_period("2031-04"))] == ["01", "03"]
    assert earlier_months(reports, parse_period("2031-01")) == []
