"""The goal table, the overview and the indicator sheet, as a reader sees them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, COMMITTEE, SMALL, TEN_PER_CENT, context_from, dump_table, plain

from rapport.tables.cell import Call, Number, Operation, Ref, RowKind, Tone
from rapport.tables.goals import BEST_NOTE, goal_table, overview_table
from rapport.tables.indicators import indicator_table

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
          kontinuitet:
            namn: Antal olika personal
            kolada: U21401
            målnivå: {{år: högst 10, T1: högst 12}}
          plan:
            namn: Aktuell plan (Ja=1, Nej=0)
            bättre: högre
            målnivå: Ja
            svar: {{Ja: 1, Nej: 0}}
          nöjda:
            namn: Nöjda brukare
            enhet: "%"
            bättre: högre
            målnivå: 90 %
      boende:
        nivå: nämndmål
        namn: Boendena är trygga
        indikatorer:
          fall:
            namn: Fallolyckor per avdelning
            bättre: lägre
            målnivå: 4
            rapporteras: [år]
        visar_även: [kontinuitet]
"""

OUTCOMES = """
utfall:
  kontinuitet:
    utfall: 14
    kommentar: Många vikarier.
    kommentar_under: {boende: Gäller bara hemtjänsten.}
    bedömning: {betyg: A, motivering: En avdelning stängdes, roll: enhetschef, datum: 2031-05-12}
  plan: Ja
  nöjda:
    utfall: 87
    uppdelning: {Kvinnor: 88, Män: 85 (2030)}
  boende: {kommentar: Redovisas i höst.}
"""


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return context_from({"år.yaml": YEAR, "T1/utfall.yaml": OUTCOMES}, tmp_path)


def goal(context: Context, key: str) -> GoalResult:
    return next(result for result in context.results.every_goal() if result.id == key)


def test_a_goal_stands_above_its_indicators(context: Context) -> None:
    table = goal_table(context, goal(context, "trygg-ålderdom"), "Nämndmål")
    assert (
        dump_table(table)
        == """
Nämndmål och indikator | Utfall | Målnivå | Bedömning
Hemtjänsten är trygg | 1 av 3 | 3 av 3 | Gul
  (U21401) Antal olika personal <Många vikarier. Bedömningen är satt för hand; regeln ger Röd. En avdelning stängdes (enhetschef, 2031-05-12).> | 14 | ≤ 12 <år: ≤ 10> | Gul
  Aktuell plan (Ja=1, Nej=0) | Ja (1) | Ja (1) | Grön
  Nöjda brukare | 87 % | 90 % | Gul
    Kvinnor | 88 % | – | –
    Män | 85 % (2030) | – | –
Boendena är trygga <Redovisas i höst.> | 0 av 1 | 1 av 1 | Gul
  Fallolyckor per avdelning | mäts inte nu | 4 | Ej bedömd <mäts inte nu>
  (U21401) Antal olika personal <Gäller bara hemtjänsten. Bedömningen är satt för hand; regeln ger Röd. En avdelning stängdes (enhetschef, 2031-05-12).> | 14 | ≤ 12 <år: ≤ 10> | Gul
""".strip()
    )
    assert table.notes == (BEST_NOTE,)
    assert [row.kind for row in table.rows if row.indent == 0] == [RowKind.GROUP, RowKind.GROUP]


def test_figures_elsewhere_stand_quietly_below_and_in_a_column_of_their_own_when_there_are_any(
    tmp_path: Path, context: Context
) -> None:
    compared = OUTCOMES.replace(
        "  nöjda:\n    utfall: 87\n",
        "  nöjda:\n    utfall: 87\n    kommentar: Färre svarade.\n    jämförelse: {Riket: 64, Länet: 61 % (2030)}\n",
    )
    beside = context_from({"år.yaml": YEAR, "T1/utfall.yaml": compared}, tmp_path)
    lines = dump_table(goal_table(beside, goal(beside, "hemtjänst"), "Hemtjänst")).split("\n")
    assert "Nöjda brukare <Färre svarade. Riket 64 %, Länet 61 % (2030)> | 87 % | 90 % | Gul" in map(
        str.strip, lines
    )
    table = indicator_table(beside)
    assert [column.key for column in table.columns][7:9] == ["trend", "jämförelse"]
    assert plain(table.cell("hemtjänst.nöjda", "jämförelse").shown) == "Riket 64 %, Länet 61 % (2030)"
    assert table.cell("hemtjänst.plan", "jämförelse").value is None
    assert {len(row.cells) for row in table.rows} == {len(table.columns)}
    assert "jämförelse" not in [column.key for column in indicator_table(context).columns]


def test_what_an_indicator_says_of_its_source_stands_beside_the_line_where_any_says_it(
    tmp_path: Path,
) -> None:
    sourced = {
        **SMALL,
        "mål.yaml": SMALL["mål.yaml"].replace("enhet: gånger", "källa: Larmloggen, enhet: gånger"),
    }
    table = indicator_table(context_from(sourced, tmp_path / "med"))
    assert table.cell("trygghet.larm", "uppgiftskälla").shown == "Larmloggen"
    assert table.cell("mål.trygghet", "uppgiftskälla").value is None
    assert [column.key for column in table.columns][-2:] == ["uppgiftskälla", "källa"]
    without = indicator_table(context_from(SMALL, tmp_path / "utan"))
    assert "uppgiftskälla" not in [column.key for column in without.columns]


def test_a_rating_carries_word_symbol_and_tone(context: Context) -> None:
    table = goal_table(context, goal(context, "hemtjänst"), "Hemtjänst")
    green = table.cell("hemtjänst.plan", "bedömning")
    assert (green.shown, green.symbol, green.tone) == ("Grön", "●", Tone.GOOD)


def test_what_is_not_rated_has_a_tone_of_its_own_and_a_reason(context: Context) -> None:
    table = goal_table(context, goal(context, "boende"), "Boende")
    unrated = table.cell("boende.fall", "bedömning")
    assert (unrated.shown, unrated.tone, unrated.note) == ("Ej bedömd", Tone.UNRATED, "mäts inte nu")


def test_a_figure_knows_the_line_it_was_written_on(context: Context) -> None:
    cell = goal_table(context, goal(context, "hemtjänst"), "Hemtjänst").cell(
        "hemtjänst.kontinuitet", "utfall"
    )
    assert str(cell.origin) == "data/2031/T1/utfall.yaml:4:13"


def test_the_overview_counts_indicators_per_grade(context: Context) -> None:
    assert (
        dump_table(overview_table(context, "nämndmål", "Översikt"))
        == """
Nämndmål | Grön | Gul | Röd | Ej bedömda | Bedömning
Hemtjänsten är trygg | 1 | 2 | 0 | 0 | Gul
Boendena är trygga | 0 | 1 | 0 | 1 | Gul
""".strip()
    )


def test_an_overview_of_a_level_nobody_uses_is_empty(context: Context) -> None:
    assert overview_table(context, "avdelningsmål", "Översikt").rows == ()


def test_the_indicator_sheet_shows_the_rule_beside_the_printed_rating(context: Context) -> None:
    table = indicator_table(context)
    ours = [
        [
            table.cell(row, column).shown.replace("\N{NO-BREAK SPACE}", " ")
            for column in ("utfallstal", "måltal", "avvikelse", "regel", "bedömning", "orsak")
        ]
        for row in ("hemtjänst.kontinuitet", "hemtjänst.plan", "hemtjänst.nöjda", "boende.fall")
    ]
    assert ours == [
        ["14", "12", "16,7", "Röd", "Gul", "Bedömningen är satt för hand; regeln ger Röd. En avdelning stängdes (enhetschef, 2031-05-12)."],
        ["1", "1", "0,0", "Grön", "Grön", "–"],
        ["87", "90", "3,3", "Gul", "Gul", "–"],
        ["–", "4", "–", "Ej bedömd", "Ej bedömd", "mäts inte nu"],
    ]  # fmt: skip


def test_the_indicator_sheet_computes_the_deviation_from_outcome_and_target(context: Context) -> None:
    cell = indicator_table(context).cell("hemtjänst.nöjda", "avvikelse")
    outcome, aim = Ref("hemtjänst.nöjda", "utfallstal"), Ref("hemtjänst.nöjda", "måltal")
    adverse = Operation("-", aim, outcome)
    assert cell.formula == Operation("*", Operation("/", adverse, Call("ABS", (aim,))), Number(Decimal(100)))


def test_an_indicator_rated_by_the_sign_alone_has_no_formula_for_its_rating(context: Context) -> None:
    table = indicator_table(context)
    assert table.cell("hemtjänst.plan", "regel").formula is None
    assert table.cell("hemtjänst.nöjda", "regel").formula is not None
