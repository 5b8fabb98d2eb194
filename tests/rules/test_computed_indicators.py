"""Indicators computed from other data: what can be computed is never typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, TEN_PER_CENT, results_from

from rapport.notation import format_quantity

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.rules.goals import IndicatorResult

YEAR = f"""{COLOURS}
regler:
  indikator:{TEN_PER_CENT}
standardregler: {{indikator: indikator}}
nivåer:
  mål: {{}}
mål:
  arbetsgivare:
    nivå: mål
    namn: Attraktiv arbetsgivare
    indikatorer:
      total: {{namn: Sjukfrånvaro, enhet: "%", bättre: lägre, målnivå: 7 %, beräknas: {{summa: [kort, lång]}}}}
      dubbel: {{namn: Två gånger, enhet: "%", beräknas: {{summa: [total, total]}}}}
      kort: {{namn: Kort sjukfrånvaro, enhet: "%"}}
      lång: {{namn: Lång sjukfrånvaro, enhet: "%"}}
      rundgång: {{namn: Rundgång, beräknas: {{summa: [rundgång]}}}}
      inom-ram: {{namn: Inom budgetram, enhet: "%", bättre: högre, målnivå: 100 %, beräknas: {{rader_inom_budget: drift, kolumn: avvikelse}}}}
      netto: {{namn: Nettokostnad, beräknas: {{cell: drift.summa.utfall}}}}
      okänd: {{namn: Okänd, beräknas: {{cell: drift.summa.prognos}}}}
ekonomi:
  drift:
    namn: Driftbudget
    kolumner:
      utfall: {{namn: Utfall}}
      budget: {{namn: Budget}}
      avvikelse: {{namn: Avvikelse, formel: utfall - budget}}
    rader:
      rubrik: {{namn: Omsorg, typ: rubrik}}
      hemtjänst: {{namn: Hemtjänst, budget: -10}}
      boende: {{namn: Boende, budget: -10}}
      larm: {{namn: Larm, budget: -10}}
      projekt: {{namn: Projekt, budget: 0, ordinarie: nej}}
      varav: {{namn: Varav natt, typ: varav, budget: -1}}
      summa: {{namn: Summa, summa: [hemtjänst, boende, larm, projekt]}}
"""


def indicators(outcomes: str, economy: str, folder: Path) -> dict[str, IndicatorResult]:
    report = f"utfall: {outcomes}\nekonomi:\n  drift:{economy}\n"
    results = results_from({"år.yaml": YEAR, "T1.yaml": report}, folder)
    return {result.id: result for result in results.every_indicator()}


def shown(result: IndicatorResult) -> str:
    return format_quantity(result.number).replace("\N{NO-BREAK SPACE}", " ") if result.number else ""


def test_a_sum_of_indicators(tmp_path: Path) -> None:
    found = indicators('{kort: "5,85 %", lång: "3,72 %"}', " {}", tmp_path)
    assert shown(found["total"]) == "9,57 %"
    assert found["total"].computed
    assert found["total"].assessment.grade == "R"
    assert shown(found["dubbel"]) == "19,14 %"


def test_a_sum_with_a_part_missing_is_missing(tmp_path: Path) -> None:
    found = indicators("{kort: 5 %}", " {}", tmp_path)
    assert shown(found["total"]) == ""
    assert not found["total"].computed


def test_an_indicator_of_itself_is_missing_and_comes_to_an_end(tmp_path: Path) -> None:
    assert shown(indicators("{kort: 5 %}", " {}", tmp_path)["rundgång"]) == ""


def test_there_is_no_share_while_a_figure_is_still_to_be_written(tmp_path: Path) -> None:
    economy = " {hemtjänst: {utfall: -9}, boende: {utfall: }, larm: {utfall: -11}}"
    assert indicators("{kort: 5 %}", economy, tmp_path)["inom-ram"].number is None


@pytest.mark.parametrize(
    ("economy", "share", "grade"),
    [
        ("{hemtjänst: {utfall: -10}, boende: {utfall: -9}, larm: {utfall: -11}}", "67 %", "R"),
        ("{hemtjänst: {utfall: -10}, boende: {utfall: -9}, larm: {utfall: -10}}", "100 %", "G"),
        ("{hemtjänst: {utfall: -11}, boende: {utfall: -12}}", "0 %", "R"),
        ("{hemtjänst: {utfall: -10}, projekt: {utfall: -5}, varav: {utfall: -3}}", "100 %", "G"),
        ("{projekt: {utfall: -5}}", "", None),
        ("{}", "", None),
    ],
    ids=["two of three", "all", "none", "only ordinary lines count", "no ordinary line", "nothing"],
)
def test_the_share_of_lines_within_budget(
    tmp_path: Path, economy: str, share: str, grade: str | None
) -> None:
    result = indicators("{kort: 5 %}", f" {economy}", tmp_path)["inom-ram"]
    assert (shown(result), result.assessment.grade) == (share, grade)


@pytest.mark.parametrize(
    ("unit", "typed", "printed"),
    [
        ("mnkr", "-30 100", "−30,1 mnkr"),
        ("tkr", "-30 100", "−30 100 tkr"),
        ("kr", "-30 100", "−30 100 000 kr"),
        ("dagar", "-30 100", "−30 100 dagar"),
    ],
)
def test_an_amount_of_a_table_is_told_in_the_indicators_unit(
    tmp_path: Path, unit: str, typed: str, printed: str
) -> None:
    year = YEAR.replace("netto: {namn: Nettokostnad,", f"netto: {{namn: Nettokostnad, enhet: {unit},")
    report = f"utfall: {{kort: 5 %}}\nekonomi:\n  drift: {{hemtjänst: {{utfall: {typed}}}}}\n"
    results = results_from({"år.yaml": year, "T1.yaml": report}, tmp_path)
    found = {result.id: result for result in results.every_indicator()}["netto"]
    assert shown(found) == printed


def test_a_figure_of_a_table(tmp_path: Path) -> None:
    found = indicators("{kort: 5 %}", ' {hemtjänst: {utfall: -10}, boende: {utfall: "-9,5"}}', tmp_path)
    assert shown(found["netto"]) == "−19,5"
    assert shown(found["okänd"]) == ""
