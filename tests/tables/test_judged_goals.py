"""Goals judged in words on a scale of their own, over indicators rated by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, COMMITTEE, TEN_PER_CENT, context_from, dump_table

from rapport.tables.goals import goal_table, overview_table
from rapport.tables.legend import legend_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.tables.context import Context

YEAR = f"""{COMMITTEE}{COLOURS}
  uppfyllelse:
    betyg:
      helt: {{namn: Helt uppfyllt, ton: god}}
      delvis: {{namn: Delvis uppfyllt, ton: varning}}
      inte: {{namn: Inte uppfyllt, ton: dålig}}
regler:
  indikator:{TEN_PER_CENT}
  nämndmål: {{skala: uppfyllelse, typ: bedömd}}
standardregler: {{indikator: indikator}}
nivåer:
  strategiskt mål: {{regel: nämndmål}}
  nämndmål: {{regel: nämndmål}}
  grund: {{regel: nämndmål}}
mål:
  trygg-ålderdom:
    nivå: strategiskt mål
    namn: En trygg ålderdom
    mål:
      hemtjänst:
        nivå: nämndmål
        namn: Hemtjänsten är trygg
        indikatorer:
          nöjda: {{namn: Nöjda brukare, bättre: högre, målnivå: 90 %}}
          väntetid: {{namn: Väntetid, bättre: lägre, målnivå: 10}}
          fall: {{namn: Fallolyckor, bättre: lägre, målnivå: 4}}
  ekonomi:
    nivå: grund
    namn: Ekonomi i balans
"""

REPORT = """
utfall:
  hemtjänst: {bedömning: {betyg: delvis, motivering: En av tre når målet}}
  nöjda: 91 %
  väntetid: 14
  ekonomi: {bedömning: inte}
"""


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_from({"år.yaml": YEAR, "T1.yaml": REPORT}, tmp_path)


def test_green_indicators_count_as_best_although_the_goal_has_another_scale(context: Context) -> None:
    goal = next(found for found in context.results.every_goal() if found.id == "hemtjänst")
    row = goal_table(context, goal, "Målen").rows[0]
    assert [cell.shown for cell in row.cells[1:]] == ["1 av 2", "2 av 2", "Delvis uppfyllt"]


def test_the_overview_has_a_column_per_grade_of_the_parts(context: Context) -> None:
    table = overview_table(context, "nämndmål", "Översikt")
    assert dump_table(table).splitlines() == [
        "Nämndmål | Grön | Gul | Röd | Ej bedömda | Bedömning",
        "Hemtjänsten är trygg | 1 | 0 | 1 | 1 | Delvis uppfyllt",
    ]
    assert table.notes == ("Siffrorna är antal indikatorer per betyg.",)


def test_the_overview_of_goals_with_goals_below_counts_goals(context: Context) -> None:
    table = overview_table(context, "strategiskt mål", "Översikt")
    assert dump_table(table).splitlines()[0].startswith("Strategiskt mål | Helt uppfyllt | Delvis uppfyllt")
    assert table.notes == ("Siffrorna är antal mål per betyg.",)


def test_goals_without_parts_have_nothing_to_count(context: Context) -> None:
    table = overview_table(context, "grund", "Översikt")
    assert dump_table(table) == "Grund | Bedömning\nEkonomi i balans | Inte uppfyllt"
    assert table.notes == ()


def test_a_judged_rule_says_which_grades_there_are(context: Context) -> None:
    sentence = legend_sentence(context.results.plan, "nämndmål")
    assert sentence == "Bedöms för hand: Helt uppfyllt, Delvis uppfyllt eller Inte uppfyllt."
