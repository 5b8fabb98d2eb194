"""Rows that by nature have no figure in a column (utan), and what a period's report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wording import results_from

from rapport.rules.economy import Standing, Way
from rapport.rules.proof import Finding, ProofKind

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.rules.results import Results

YEAR = """
ekonomi:
  netto:
    namn: Nettoresultat
    kolumner:
      bidrag: {namn: Kommunbidrag}
      kostnad: {namn: Nettokostnad}
      resultat: {namn: Nettoresultat, formel: bidrag + kostnad}
      fjol: {namn: Nettoresultat, avser: föregående år}
    rader:
      hemtjänst: {namn: Hemtjänst, fjol: -3}
      kök: {namn: Köket, utan: [bidrag]}
      gammalt: {namn: Underskott från förra året, utan: [bidrag, kostnad]}
      summa: {namn: Omsorg, summa: [hemtjänst, kök, gammalt]}
  hela:
    namn: Hela nämnden
    kolumner: {resultat: {namn: Nettoresultat}}
    rader:
      omsorg: {namn: Omsorg, hämtas_från: netto.summa}
  budget:
    namn: Driftbudget
    kolumner: {budget: {namn: Budget}}
    rader:
      hemtjänst: {namn: Hemtjänst, budget: -40}
"""


def results(reported: str, folder: Path, period: str = "2031-T1") -> Results:
    return results_from({"ekonomi.yaml": YEAR, "T1.yaml": reported}, folder, period)


MONTHS = """
ekonomi:
  netto:
    hemtjänst: {bidrag: 100, kostnad: -110}
    kök: {kostnad: 4}
    gammalt: {resultat: -8}
"""


def test_a_kitchen_without_grant_has_its_net_cost_as_result(tmp_path: Path) -> None:
    found = results(MONTHS, tmp_path).tables["netto"].amount("kök", "resultat")
    assert found.value == 4
    assert found.standing is Standing.COMPUTED


def test_a_grant_that_is_only_not_reported_leaves_the_result_missing(tmp_path: Path) -> None:
    reported = "ekonomi: {netto: {hemtjänst: {kostnad: -110}}}"
    found = results(reported, tmp_path).tables["netto"].amount("hemtjänst", "resultat")
    assert (found.value, found.standing) == (None, Standing.MISSING)


def test_a_grant_that_is_reported_after_all_counts(tmp_path: Path) -> None:
    reported = "ekonomi: {netto: {kök: {bidrag: 3, kostnad: 4}}}"
    assert results(reported, tmp_path).tables["netto"].amount("kök", "resultat").value == 7


def test_a_result_that_nothing_computes_is_typed(tmp_path: Path) -> None:
    computed = results(MONTHS, tmp_path)
    found = computed.tables["netto"].amount("gammalt", "resultat")
    assert found.value == -8
    assert found.standing is Standing.INPUT
    assert [proof.row for proof in computed.proofs if proof.kind is ProofKind.ACROSS] == ["hemtjänst", "kök"]


def test_a_typed_result_without_its_parts_counts_in_the_sum(tmp_path: Path) -> None:
    computed = results(MONTHS, tmp_path)
    found = computed.tables["netto"].amount("summa", "resultat")
    # Grants and net costs alone would give -6.
    assert found.value == -14
    assert found.way is Way.DOWN
    assert {proof.finding for proof in computed.proofs} == {Finding.AGREES}


def test_a_report_is_about_the_tables_it_has_figures_of_and_those_made_from_them(tmp_path: Path) -> None:
    assert list(results(MONTHS, tmp_path).own_tables) == ["netto", "hela"]


def test_a_plan_is_about_every_table_that_says_more_than_last_year(tmp_path: Path) -> None:
    assert list(results("ekonomi: {}", tmp_path, "2031-plan").own_tables) == ["budget"]
