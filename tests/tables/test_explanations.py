"""Where a figure, a rating or a measure comes from, down to the line that it was typed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import SMALL, plain, write_files

from rapport.cli import MISUSE, OK
from rapport.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ECONOMY = """
ekonomi:
  drift:
    namn: Driftbudget
    enhet: tkr
    kolumner:
      prognos: {namn: Prognos, avser: helår}
      budget: {namn: Budget, avser: helår}
      avvikelse: {namn: Avvikelse, avser: helår, formel: prognos - budget}
      förra: {namn: Förra prognosen, föregående: prognos}
      ljus: {namn: Bedömning, regel: underskott, avvikelse: avvikelse, mot: budget}
    rader:
      larm: {namn: Larm, budget: -1 000}
      nytt: {namn: Nytt, budget: 0}
      summa: {namn: Summa, typ: total, summa: [larm, nytt]}
regler:
  underskott: {skala: färg, typ: relativ avvikelse, gränser: {G: {högst: 1 %}, R: {över: 1 %}}}
verksamhetsmått:
  vakten: {namn: Vakten, mått: {anrop: Antal anrop, väntan: {namn: Väntetid, enhet: min}}}
"""
REPORTED = {
    "T1/ekonomi.yaml": "ekonomi: {drift: {larm: {prognos: -1 010}}}\nverksamhetsmått: {vakten: {anrop: {jan: 3, feb: 4}}}\n",
    "T2/ekonomi.yaml": "ekonomi: {drift: {larm: {prognos: -1 040}, nytt: {prognos: -5}}}\nutfall: {larm: 3}\n",
}


@pytest.fixture
def explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    folder = write_files({**SMALL, "ekonomi.yaml": ECONOMY, **REPORTED}, tmp_path)

    def ask(wanted: str) -> str:
        status = run(["explain", "2031-T2", wanted, "--project", str(folder)])
        out, err = capsys.readouterr()
        assert (status, bool(out), bool(err)) in ((OK, True, False), (MISUSE, False, True))
        return plain(out + err).replace("data/2031/", "").strip()

    return ask


def test_a_traffic_light_is_told_with_its_rule_and_its_figures(explained: Callable[[str], str]) -> None:
    assert (
        explained("drift.larm.ljus")
        == """
Rad: Larm i Driftbudget (ekonomi.yaml:13:7)
  Bedömning: Röd
    Regel: underskott: Grön: avvikelsen är högst 1 %. Röd: avvikelsen är över 1 %.
    Uträkning: avvikelse −40 mot budget −1 000: underskottet är 4,00 %
""".strip()
    )


def test_a_row_is_told_with_its_traffic_light(explained: Callable[[str], str]) -> None:
    assert "\n  Bedömning: Röd\n" in explained("drift.larm")


def test_without_a_budget_no_per_cent_is_told(explained: Callable[[str], str]) -> None:
    assert "ingen budget att räkna procent av" in explained("drift.nytt.ljus")


def test_a_sum_is_not_rated(explained: Callable[[str], str]) -> None:
    assert explained("drift.summa.ljus").endswith("Bedömning: raden bedöms inte")


def test_a_figure_of_an_earlier_report_is_told_with_its_line_there(explained: Callable[[str], str]) -> None:
    assert explained("drift.larm.förra").splitlines()[1:] == [
        "  Förra prognosen: −1 010 tkr, hämtas ur 2031-T1",
        "    Larm, prognos: −1 010 tkr, inskriven (T1/ekonomi.yaml:1:35)",
    ]


def test_a_figure_that_nobody_typed_is_told_as_missing(explained: Callable[[str], str]) -> None:
    assert explained("drift.nytt.förra").endswith("ingen siffra är inskriven, och ingen går att räkna ut")


def test_a_goal_and_a_row_of_the_same_name_are_both_told(explained: Callable[[str], str]) -> None:
    told = explained("larm")
    assert told.startswith("Indikator: ")
    assert "\nRad: Larm i Driftbudget" in told


@pytest.mark.parametrize("wanted", ["anrop", "vakten.anrop", "mått.vakten.anrop"])
def test_an_activity_measure_is_told_month_by_month(explained: Callable[[str], str], wanted: str) -> None:
    assert (
        explained(wanted)
        == """
Verksamhetsmått: Antal anrop i Vakten (ekonomi.yaml:19:40)
  Januari: 3 (T1/ekonomi.yaml:2:41)
  Februari: 4 (T1/ekonomi.yaml:2:49)
  Summa: 7
""".strip()
    )


def test_a_group_of_measures_is_told_whole(explained: Callable[[str], str]) -> None:
    assert explained("vakten").endswith(
        "Verksamhetsmått: Väntetid i Vakten (ekonomi.yaml:19:53)\n"
        "  Värden: inga är inskrivna till och med den här perioden"
    )


@pytest.mark.parametrize(
    ("wanted", "remedy"),
    [
        ("drift.larm.hittepå", "raden har kolumnerna prognos, budget, avvikelse, förra, ljus"),
        ("drift.larm.prognosen", "menade du ”drift.larm.prognos”?"),
        ("vakten.anropp", "menade du ”vakten.anrop”?"),
    ],
)
def test_what_is_not_there_is_an_error(explained: Callable[[str], str], wanted: str, remedy: str) -> None:
    assert explained(wanted) == f"rapport: inget har id:t ”{wanted}” i 2031-T2; {remedy}"
