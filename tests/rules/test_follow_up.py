"""Assignments by status, risks by likelihood times impact, budget lines by variance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, results_from

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.rules.rating import Rating

RULES = f"""{COLOURS}
regler:
  uppdrag:
    skala: färg
    typ: status
    status:
      G: [genomfört]
      A: [pågående]
      R: [ej påbörjat, försenat, pausat]
  risk:
    skala: färg
    typ: riskvärde
    gränser:
      G: {{under: 4}}
      A: {{från: 4, under: 9}}
      R: {{från: 9, högst: 16}}
  budget:
    skala: färg
    typ: relativ avvikelse
    gränser:
      G: {{under: "0,2 %"}}
      A: {{från: "0,2 %", högst: 2 %}}
      R: {{över: 2 %}}
standardregler: {{uppdrag: uppdrag, risk: risk}}
"""


def answer(rating: Rating) -> str:
    return rating.grade or str(rating.reason)


@pytest.mark.parametrize(
    ("status", "grade"),
    [
        ("genomfört", "G"),
        ("Genomfört", "G"),
        ("pågående", "A"),
        ("ej påbörjat", "R"),
        ("Ej  påbörjat", "R"),
        ("försenat", "R"),
        ("pausat", "R"),
        ("överlämnat", "unknown-status"),
        ("", "no-status"),
    ],
)
def test_an_assignment_is_rated_by_its_status(tmp_path: Path, status: str, grade: str) -> None:
    report = f"uppdrag: {{sommarjobb: {status}}}" if status else "uppdrag: {}"
    files = {"år.yaml": RULES, "uppdrag.yaml": "uppdrag: {sommarjobb: Fler sommarjobb}", "T1.yaml": report}
    (result,) = results_from(files, tmp_path).assignments
    assert answer(result.assessment.computed) == grade


def test_a_person_may_judge_an_assignment(tmp_path: Path) -> None:
    report = "uppdrag: {sommarjobb: {status: pågående, bedömning: {betyg: G, motivering: Klart i maj}}}"
    files = {"år.yaml": RULES, "uppdrag.yaml": "uppdrag: {sommarjobb: Fler sommarjobb}", "T1.yaml": report}
    (result,) = results_from(files, tmp_path).assignments
    assert (result.assessment.computed.grade, result.assessment.grade, result.assessment.overridden) == (
        "A",
        "G",
        True,
    )


def test_without_a_rule_assignments_are_not_rated(tmp_path: Path) -> None:
    files = {
        "uppdrag.yaml": "uppdrag: {sommarjobb: Fler sommarjobb}",
        "T1.yaml": "uppdrag: {sommarjobb: pågående}",
    }
    (result,) = results_from(files, tmp_path).assignments
    assert answer(result.assessment.computed) == "no-rule"


@pytest.mark.parametrize(
    ("likelihood", "impact", "grade"),
    [
        ("1", "3", "G"),
        ("2", "2", "A"),
        ("2", "4", "A"),
        ("3", "3", "R"),
        ("4", "4", "R"),
        ("4", "5", "outside-bands"),
        ("3", "", "no-risk-value"),
        ("", "", "no-risk-value"),
    ],
)
def test_a_risk_is_rated_by_likelihood_times_impact(
    tmp_path: Path, likelihood: str, impact: str, grade: str
) -> None:
    fields = "".join(
        f", {key}: {value}" for key, value in [("sannolikhet", likelihood), ("konsekvens", impact)] if value
    )
    files = {
        "år.yaml": RULES,
        "risker.yaml": f"risker: {{brand: {{text: Brand{fields}}}}}",
        "T1.yaml": "risker: {}",
    }
    (result,) = results_from(files, tmp_path).risks
    assert answer(result.assessment.computed) == grade


def test_what_the_period_says_of_a_risk_goes_before_the_plan(tmp_path: Path) -> None:
    files = {
        "år.yaml": RULES,
        "risker.yaml": "risker: {brand: {text: Brand, sannolikhet: 4, konsekvens: 4}}",
        "T1.yaml": "risker: {brand: {sannolikhet: 1, kommentar: Sprinkler finns}}",
    }
    (result,) = results_from(files, tmp_path).risks
    assert result.value == 4
    assert result.assessment.grade == "A"


TABLE = """
ekonomi:
  drift:
    namn: Driftbudget
    kolumner:
      prognos: {namn: Prognos}
      budget: {namn: Budget}
      avvikelse: {namn: Avvikelse, formel: prognos - budget}
      ljus: {namn: Ljus, regel: budget, avvikelse: avvikelse, mot: budget}
    rader:
      rubrik: {namn: Omsorg, typ: rubrik}
      a: {namn: A}
      projekt: {namn: Projekt, ordinarie: nej}
      statsbidrag: {namn: Statsbidrag, ordinarie: nej, ljus: ja}
      tyst: {namn: Tyst, ljus: nej}
      summa: {namn: Summa, summa: [a, projekt, statsbidrag, tyst]}
"""


def lights(reported: str, folder: Path) -> dict[str, str]:
    files = {"år.yaml": RULES, "ekonomi.yaml": TABLE, "T1.yaml": f"ekonomi: {{drift: {{{reported}}}}}"}
    return {row: answer(rating) for (_, row, _), rating in results_from(files, folder).lights.items()}


@pytest.mark.parametrize(
    ("forecast", "budget", "light"),
    [
        ("-100 000", "-100 000", "G"),
        ("-90 000", "-100 000", "G"),
        ("-100 199", "-100 000", "G"),
        ("-100 200", "-100 000", "A"),  # 0,2 % exactly
        ("-102 000", "-100 000", "A"),  # 2 % exactly
        ("-102 001", "-100 000", "R"),
        ("98 000", "100 000", "A"),  # less revenue than budgeted
        ("97 999", "100 000", "R"),
        ("-1", "0", "R"),
        ("0", "0", "G"),
        ("1 184", "0", "G"),
    ],
)
def test_a_light_follows_the_deviation_in_per_cent_of_the_budget(
    tmp_path: Path, forecast: str, budget: str, light: str
) -> None:
    assert lights(f"a: {{prognos: {forecast}, budget: {budget}}}", tmp_path)["a"] == light


def test_a_light_without_figures_says_why_it_is_out(tmp_path: Path) -> None:
    assert lights("a: {budget: -1}", tmp_path / "1")["a"] == "no-outcome"
    assert lights("a: {avvikelse: -1}", tmp_path / "2")["a"] == "no-budget"


def test_ordinary_lines_have_a_light_and_others_when_they_ask_for_it(tmp_path: Path) -> None:
    assert set(lights("a: {prognos: -1, budget: -1}", tmp_path)) == {"a", "statsbidrag"}
