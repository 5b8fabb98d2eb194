"""Goals from their parts, and what a person made of a rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, T1, TEN_PER_CENT, cells, results_from

from rapport.rules.rating import NotRated

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.rules.goals import GoalResult, IndicatorResult


def goals_of(
    tree: str, outcomes: str, folder: Path, rules: str = "", period: str = T1
) -> dict[str, GoalResult]:
    rules = rules or "    skala: färg\n    typ: sammanvägning\n"
    year = f"""{COLOURS}
regler:
  indikator:{TEN_PER_CENT}
  hand:
    skala: färg
    typ: bedömd
  mål:
{rules}
standardregler: {{indikator: indikator}}
nivåer:
  område: {{}}
  mål: {{regel: mål}}
  handmål: {{regel: hand}}
{tree}"""
    results = results_from({"år.yaml": year, "T1/utfall.yaml": outcomes}, folder, period)
    return {goal.id: goal for goal in results.every_goal()}


def from_parts(table: str, strategy: str, folder: Path) -> list[list[str]]:
    """Return a table of judged parts with the grade of the whole in the last column."""
    rows = cells(table)
    tree, outcomes = "mål:\n", "utfall:\n"
    for number, row in enumerate(rows):
        tree += f"  m{number}:\n    nivå: mål\n    namn: Mål {number}\n    indikatorer:\n"
        for place, grade in enumerate(row[0].split()):
            tree += f"      m{number}-{place}: {{namn: Del, regel: hand}}\n"
            outcomes += (
                f"  m{number}-{place}: {{}}\n"
                if grade == "–"
                else f"  m{number}-{place}: {{bedömning: {grade}}}\n"
            )
    rule = "    skala: färg\n    typ: sammanvägning\n" + strategy
    goals = goals_of(tree, outcomes, folder, rule)
    ratings = [goals[f"m{number}"].assessment.computed for number in range(len(rows))]
    return [[row[0], rating.grade or str(rating.reason)] for row, rating in zip(rows, ratings, strict=True)]


def test_all_alike_give_their_grade_and_everything_else_the_middle(tmp_path: Path) -> None:
    table = """
        G G G | G
        R R   | R
        G R   | A
        A A   | A
        G A   | A
        G     | G
        G –   | G
        R – – | R
        – –   | no-rated-parts
    """
    assert from_parts(table, "    sätt: alla lika\n", tmp_path) == cells(table)


def test_the_worst_part_decides(tmp_path: Path) -> None:
    table = """
        G G G | G
        G A G | A
        G A R | R
        G –   | G
    """
    assert from_parts(table, "    sätt: sämsta\n", tmp_path) == cells(table)


def test_the_mean_of_the_parts_rounds_a_half_to_the_worse(tmp_path: Path) -> None:
    table = """
        G G G | G
        G A   | A
        A R   | R
        G R   | A
        G G A | G
        G G R | A
        G G G R | A
    """
    assert from_parts(table, "    sätt: medel\n", tmp_path) == cells(table)


def test_what_most_parts_have_and_on_a_tie_the_worse(tmp_path: Path) -> None:
    table = """
        G G R   | G
        G R     | R
        G A     | A
        G G A A R | A
        R – – – | R
    """
    assert from_parts(table, "    sätt: flertal\n", tmp_path) == cells(table)


def test_the_share_of_best_parts_in_bands(tmp_path: Path) -> None:
    strategy = """    sätt: andel bästa
    gränser:
      G: {från: 75 %}
      A: {från: 50 %, under: 75 %}
      R: {under: 50 %}
"""
    table = """
        G G G R   | G
        G G R     | A
        G R       | A
        G R R     | R
        G – – –   | G
    """
    assert from_parts(table, strategy, tmp_path) == cells(table)


def test_a_whole_may_need_a_share_of_its_parts_rated(tmp_path: Path) -> None:
    table = """
        G G     | G
        G –     | G
        G – –   | too-few-rated-parts
        G G – – | G
        – –     | no-rated-parts
    """
    assert from_parts(table, "    minst_bedömda: 50 %\n", tmp_path) == cells(table)


TREE = """
mål:
  trygghet:
    nivå: område
    namn: Trygghet
    mål:
      hemtjänst:
        nivå: mål
        namn: Hemtjänsten är trygg
        indikatorer:
          kontinuitet: {namn: Antal olika personal, målnivå: högst 10}
        mål:
          natt:
            nivå: mål
            namn: Nattpatrullen är trygg
            indikatorer:
              väntetid: {namn: Väntetid, enhet: minuter, målnivå: högst 20}
      larm:
        nivå: handmål
        namn: Trygghetslarmen fungerar
      årlig:
        nivå: mål
        namn: Brukarna är nöjda
        rapporteras: [år]
        visar_även: [väntetid]
"""


def test_a_goal_weighs_its_indicators_and_its_sub_goals(tmp_path: Path) -> None:
    goals = goals_of(TREE, "utfall: {kontinuitet: 9, väntetid: 40}", tmp_path)
    assert goals["natt"].assessment.grade == "R"
    assert goals["hemtjänst"].assessment.grade == "A"
    assert goals["hemtjänst"].counts == {"G": 1, "R": 1}


def test_a_level_without_a_rule_is_a_heading(tmp_path: Path) -> None:
    goals = goals_of(TREE, "utfall: {kontinuitet: 9, väntetid: 19}", tmp_path)
    assert not goals["trygghet"].rated
    assert goals["trygghet"].assessment.grade is None
    assert goals["trygghet"].counts == {"G": 1, None: 2}


def test_an_indicator_followed_up_in_two_places_is_rated_once_and_shown_twice(tmp_path: Path) -> None:
    goals = goals_of(TREE, "utfall: {väntetid: 19}", tmp_path)
    here, there = goals["natt"].indicators[0], goals["årlig"].indicators[0]
    assert here == there
    assert there.home == "natt"


def test_a_goal_of_the_year_is_not_rated_in_april(tmp_path: Path) -> None:
    goals = goals_of(TREE, "utfall: {väntetid: 19}", tmp_path)
    assert goals["årlig"].assessment.computed.reason is NotRated.NOT_MEASURED


def test_a_goal_judged_by_hand_waits_for_a_person(tmp_path: Path) -> None:
    assert (
        goals_of(TREE, "utfall: {}", tmp_path / "before")["larm"].assessment.computed.reason
        is NotRated.NOT_JUDGED
    )
    judged = goals_of(TREE, "utfall: {larm: {bedömning: G}}", tmp_path / "after")["larm"].assessment
    assert (judged.grade, judged.judged, judged.overridden) == ("G", True, False)


VERDICT = """
utfall:
  väntetid:
    utfall: 40
    bedömning: {betyg: A, motivering: Larmcentralen var stängd, roll: enhetschef, datum: 2031-05-12}
"""


@pytest.fixture
def overridden(tmp_path: Path) -> GoalResult:
    return goals_of(TREE, VERDICT, tmp_path)["natt"]


def test_a_person_may_override_the_rule_which_stays_visible(overridden: GoalResult) -> None:
    indicator: IndicatorResult = overridden.indicators[0]
    assert (indicator.assessment.grade, indicator.assessment.computed.grade) == ("A", "R")
    assert indicator.assessment.overridden
    verdict = indicator.assessment.verdict
    assert verdict is not None
    assert (verdict.reason, verdict.role, str(verdict.date)) == (
        "Larmcentralen var stängd",
        "enhetschef",
        "2031-05-12",
    )


def test_an_override_is_what_the_goal_above_weighs(overridden: GoalResult) -> None:
    assert overridden.assessment.grade == "A"


def test_a_verdict_that_the_rule_gives_anyway_is_no_override(tmp_path: Path) -> None:
    goals = goals_of(TREE, "utfall: {väntetid: {utfall: 40, bedömning: R}}", tmp_path)
    assessment = goals["natt"].indicators[0].assessment
    assert (assessment.grade, assessment.overridden, assessment.judged) == ("R", False, False)


def test_the_rule_of_the_nearest_level_rates_an_indicator(tmp_path: Path) -> None:
    year = f"""{COLOURS}
regler:
  sträng:
    skala: färg
    typ: ja eller nej
  mild:{TEN_PER_CENT}
standardregler: {{indikator: sträng}}
nivåer:
  område: {{indikatorregel: mild}}
  mål: {{}}
mål:
  a: {{nivå: område, namn: A, mål: {{b: {{nivå: mål, namn: B, indikatorer: {{i: {{namn: I, målnivå: minst 100}}}}}}}}}}
  c: {{nivå: mål, namn: C, indikatorer: {{j: {{namn: J, målnivå: minst 100}}, k: {{namn: K, målnivå: minst 100, regel: mild}}}}}}
"""
    results = results_from({"år.yaml": year, "T1/utfall.yaml": "utfall: {i: 95, j: 95, k: 95}"}, tmp_path)
    assert {r.id: r.assessment.grade for r in results.every_indicator()} == {"i": "A", "j": "R", "k": "A"}
