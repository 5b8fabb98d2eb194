"""Activity measures by month, their charts' place, and measures taken, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wording import context_from, dump_table

from rapport.tables.activity import activity_table
from rapport.tables.cell import Ref
from rapport.tables.economy import economy_table
from rapport.tables.measures import measure_table

if TYPE_CHECKING:
    from pathlib import Path

YEAR = """
verksamhetsmått:
  omsorg:
    namn: Omsorgen
    mått:
      larm: Antal larm
      boende: {namn: Beläggning, rubrik: Boenden}
"""


def grid(reported: str, folder: Path) -> tuple[str, tuple[str, ...]]:
    context = context_from({"år.yaml": YEAR, "03.yaml": reported}, folder, "2031-03")
    table = activity_table(context, "omsorg")
    return dump_table(table), table.notes


def test_months_to_come_are_empty_and_a_month_without_value_is_a_dash(tmp_path: Path) -> None:
    reported = 'verksamhetsmått: {omsorg: {larm: {jan: 3, mar: 0}, boende: {jan: 92 %, feb: "8,5/7", mar: 50 % (2 st)}}}'
    shown, notes = grid(reported, tmp_path)
    assert (
        shown
        == """
Mått | Jan | Feb | Mar | Apr | Maj | Jun | Jul | Aug | Sep | Okt | Nov | Dec
Antal larm | 3 | – | 0 |  |  |  |  |  |  |  |  |
Boenden |  |  |  |  |  |  |  |  |  |  |  |
  Beläggning | 92 % | 8,5/7 | 50 % (2 st) |  |  |  |  |  |  |  |  |
""".strip()
    )
    assert notes == ("Streck betyder att månaden inte har redovisats.",)


def test_a_grid_without_dashes_explains_none(tmp_path: Path) -> None:
    reported = "verksamhetsmått: {omsorg: {larm: {jan: 3, feb: 1, mar: 0}, boende: {jan: 9, feb: 9, mar: 9}}}"
    assert grid(reported, tmp_path)[1] == ()


MEASURES = """
åtgärder:
  omsorg:
    namn: Omsorgen
    poster:
      turer: {aktivitet: Färre turer, status: planerad, beskrivning: Ses över., effekt: Lägre kostnad, belopp: 200 tkr}
      larm: {aktivitet: Nya larm, status: pågående, beskrivning: Upphandlas., belopp: 50 tkr}
"""


def test_an_estimated_effect_stands_with_the_effect(tmp_path: Path) -> None:
    context = context_from({"år.yaml": "kommun: Granviks kommun", "T1.yaml": MEASURES}, tmp_path)
    assert (
        dump_table(measure_table(context, "omsorg", "Åtgärder"))
        == """
Aktivitet | Status | Beskrivning | Effekt
Färre turer | Planerad | Ses över. | Lägre kostnad <Uppskattad effekt: 200 tkr>
Nya larm | Pågående | Upphandlas. | Uppskattad effekt: 50 tkr
""".strip()
    )


FETCHED = """
ekonomi:
  drift:
    namn: Drift
    kolumner: {utfall: {namn: Utfall}}
    rader: {hemtjänst: {namn: Hemtjänst}}
  hela:
    namn: Hela nämnden
    visas_i: VISAS
    kolumner: {utfall: {namn: Utfall}}
    rader: {omsorg: {namn: Omsorg, hämtas_från: drift.hemtjänst}}
"""


def fetched(unit: str, folder: Path) -> object:
    files = {
        "år.yaml": FETCHED.replace("VISAS", unit),
        "T1.yaml": "ekonomi: {drift: {hemtjänst: {utfall: -5}}}",
    }
    return economy_table(context_from(files, folder), "hela").cell("omsorg", "utfall").formula


def test_a_fetched_figure_points_at_the_table_it_comes_from(tmp_path: Path) -> None:
    assert fetched("tkr", tmp_path) == Ref("hemtjänst", "utfall", "drift")


def test_a_figure_shown_in_another_unit_than_its_source_points_nowhere(tmp_path: Path) -> None:
    assert fetched("mnkr", tmp_path) is None
