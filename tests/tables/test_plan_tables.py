"""The table of the nämndplan: targets and where the indicators stood before the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, COMMITTEE, TEN_PER_CENT, context_from, dump_table

from rapport.tables.plan import plan_table, year_of

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.rules.goals import GoalResult
    from rapport.tables.context import Context

YEAR = f"""{COMMITTEE}{COLOURS}
regler:
  indikator:{TEN_PER_CENT}
  nämndmål: {{skala: färg, typ: sammanvägning}}
standardregler: {{indikator: indikator}}
nivåer:
  strategiskt mål: {{}}
  nämndmål: {{regel: nämndmål}}
mål:
  trygg-ålderdom:
    nivå: strategiskt mål
    namn: En trygg ålderdom
    mål:
      hemtjänst:
        nivå: nämndmål
        namn: Hemtjänsten är trygg
        indikatorer:
          nöjda:
            namn: Nöjda brukare
            kolada: U21468
            enhet: "%"
            målnivå: öka från 64 % (2030)
            tidigare: {{"2029": 60 %, "2030": 64 %}}
          dygnspris:
            namn: Pris per dygn
            enhet: kr
            målnivå: minska från 4 747 kr
            tidigare: {{november 2030: 4 747 kr}}
          väntetid:
            namn: Väntetid
            enhet: dagar
            målnivå: minska från 12 dagar
            tidigare: {{"2030": 14 dagar}}
          löner:
            namn: Löner
            målnivå: {{ord: Branschgenomsnitt}}
            tidigare: {{"2030": {{ord: Har inte mätts}}}}
      boende:
        nivå: nämndmål
        namn: Boendena är trygga
"""

WHOLE = """\
Mål och indikator | Målnivå 2031 | Värde 2029 | Värde 2030
Hemtjänsten är trygg | 4 indikatorer | – | –
  (U21468) Nöjda brukare | öka | 60 % | 64 %
  Pris per dygn | minska | – | 4 747 kr (november)
  Väntetid | minska från 12 dagar | – | 14 dagar
  Löner | Branschgenomsnitt | – | Har inte mätts
Boendena är trygga | 0 indikatorer | – | –"""

WITHOUT_ITS_OWN_ROW = """\
Indikator | Målnivå 2031 | Värde 2029 | Värde 2030
(U21468) Nöjda brukare | öka | 60 % | 64 %
Pris per dygn | minska | – | 4 747 kr (november)
Väntetid | minska från 12 dagar | – | 14 dagar
Löner | Branschgenomsnitt | – | Har inte mätts"""


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_from({"år.yaml": YEAR}, tmp_path, "2031-plan")


def goal(context: Context, key: str) -> GoalResult:
    return next(found for found in context.results.every_goal() if found.id == key)


def test_a_baseline_that_stands_in_the_row_is_not_said_again(context: Context) -> None:
    assert dump_table(plan_table(context, goal(context, "trygg-ålderdom"), "Planen")) == WHOLE


def test_a_goal_under_its_own_heading_needs_no_row(context: Context) -> None:
    table = plan_table(context, goal(context, "hemtjänst"), "Planen", own_row=False)
    assert dump_table(table) == WITHOUT_ITS_OWN_ROW


def test_a_goal_without_indicators_and_row_has_an_empty_table(context: Context) -> None:
    assert plan_table(context, goal(context, "boende"), "Planen", own_row=False).rows == ()


@pytest.mark.parametrize(
    ("when", "year"), [("2018", "2018"), ("november 2018", "2018"), ("läsåret", "läsåret"), ("", "")]
)
def test_an_earlier_value_belongs_to_its_year(when: str, year: str) -> None:
    assert year_of(when) == year
