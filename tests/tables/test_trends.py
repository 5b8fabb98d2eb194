"""Trends in the appendix: small pictures of series, which way an outcome has gone, variances as bars."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from wording import context_from

from rapport.compose.folders import template_folders
from rapport.model.scalar import Figure, Words
from rapport.notation import parse_period, parse_quantity
from rapport.origin import Origin
from rapport.read.project import read_project
from rapport.rules.results import evaluate
from rapport.tables.activity import activity_table, spark
from rapport.tables.chart import variance_drawing
from rapport.tables.context import Context
from rapport.tables.indicators import indicator_table

ROOT = Path(__file__).parents[2]
HERE = Origin("data/2031/T1.yaml")


@pytest.mark.parametrize(
    ("months", "picture"),
    [
        ({1: "20", 2: "26", 3: "25"}, "▁█▆"),
        ({1: "5", 2: "5"}, "▄▄"),
        ({1: "1", 3: "2"}, "▁ █"),
        ({2: "7"}, ""),
        ({}, ""),
    ],
)
def test_a_series_is_a_row_of_bars_from_its_lowest_to_its_highest_value(
    months: dict[int, str], picture: str
) -> None:
    assert spark({month: Figure(parse_quantity(text), HERE) for month, text in months.items()}) == picture


def test_words_in_a_series_are_no_bars() -> None:
    assert spark({1: Figure(parse_quantity("3"), HERE), 2: Words("Stängt", HERE)}) == ""


def test_the_month_grid_has_a_trend_only_where_it_is_asked_for() -> None:
    results = evaluate(read_project(ROOT, template_folders(ROOT)).project, parse_period("2019-03"))
    context = Context(results, lambda prose: prose.text)
    assert "trend" not in [column.key for column in activity_table(context, "missbruk").columns]
    grid = activity_table(context, "missbruk", trend=True)
    assert [row.cells[grid.column("trend")].shown for row in grid.rows[:2]] == ["▁█▆", "█▁▂"]


PLAN = """
kommun: Granviks kommun
nämnd: Omsorgsnämnden
skalor:
  färg: {betyg: {G: {namn: Grön, ton: god}, R: {namn: Röd, ton: dålig}}}
regler:
  indikator: {skala: färg, typ: ja eller nej}
standardregler: {indikator: indikator}
nivåer: {mål: {plural: mål}}
mål:
  trygg:
    nivå: mål
    namn: Trygg vardag
    indikatorer:
      väntan: {namn: Väntetid, bättre: lägre, målnivå: 10, tidigare: {"2030": 14, "2029": 9}}
      nöjda: {namn: Nöjda, bättre: högre, målnivå: 80, tidigare: {"2030": 82}}
      lika: {namn: Lika, bättre: högre, målnivå: 5, tidigare: {"2030": 5}}
      ny: {namn: Ny, bättre: högre, målnivå: 5}
"""
REPORT = "utfall: {väntan: 12, nöjda: 80, lika: 5, ny: 5}\n"


def test_the_trend_is_told_in_the_direction_that_is_better(tmp_path: Path) -> None:
    files = {"data/2031/år.yaml": PLAN, "data/2031/T1.yaml": REPORT}
    table = indicator_table(context_from(files, tmp_path))
    shown = {row.cells[0].shown: row for row in table.rows}
    trends = {name: shown[name].cells[table.column("trend")].shown for name in shown}
    assert trends == {
        "Trygg vardag": "–",
        "Väntetid": "Bättre",
        "Nöjda": "Sämre",
        "Lika": "Oförändrat",
        "Ny": "–",
    }
    assert shown["Väntetid"].cells[table.column("tidigare")].shown == "14 (2030)"


def test_variances_are_bars_with_the_largest_deficit_first() -> None:
    results = evaluate(read_project(ROOT, template_folders(ROOT)).project, parse_period("2020-T1"))
    drawn = variance_drawing(Context(results, lambda prose: prose.text), "nettokostnad")
    assert drawn is not None
    assert drawn.categories[0] == "Ofinansierad nettokostnad (Individ & familjeomsorgen)"
    assert drawn.categories[-1] == "Integration"
    surplus, deficit = drawn.series
    assert (surplus.values[0], deficit.values[0]) == (None, Decimal(-5214))
    assert (surplus.values[-1], deficit.values[-1]) == (Decimal(1386), None)
    assert "Socialpsykiatri −3\xa0956" in drawn.description


def test_of_many_lines_the_largest_variances_are_bars(tmp_path: Path) -> None:
    rows = "".join(
        f"        rad-{n}: {{namn: Rad {n}, budget: -100, prognos: -{100 + n}}}\n" for n in range(1, 41)
    )
    table = f"ekonomi:\n  drift:\n    namn: Drift\n    layout: nettokostnad\n    rader:\n{rows}"
    files = {"data/2031/år.yaml": table, "data/2031/T1.yaml": "utfall: {}\n"}
    drawn = variance_drawing(context_from(files, tmp_path), "drift")
    assert drawn is not None
    assert drawn.caption.endswith("de 30 största av 40")
    assert (drawn.categories[0], drawn.categories[-1]) == ("Rad 40", "Rad 11")
    assert len(drawn.categories) == 30
