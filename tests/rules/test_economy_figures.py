"""Economy tables computed: sums, variances, fetched forecasts, and typed figures tested as claims."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from wording import T1, cells, results_from

from rapport.rules.economy import Standing, Way
from rapport.rules.proof import Finding, Proof, ProofKind

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.rules.economy import Amount, ComputedTable
    from rapport.rules.results import Results

COLUMNS = """
    kolumner:
      utfall: {namn: Utfall, avser: perioden}
      periodbudget: {namn: Budget, avser: perioden}
      avvikelse: {namn: Avvikelse, avser: perioden, formel: utfall - periodbudget, är_avvikelse: ja}
"""
ROWS = """
      hemtjänst: {namn: Hemtjänst}
      boende: {namn: Särskilt boende}
      larm: {namn: Trygghetslarm}
      summa: {namn: Omsorg, summa: [hemtjänst, boende, larm]}
"""


def results(
    reported: str, folder: Path, rows: str = ROWS, columns: str = COLUMNS, unit: str = "tkr"
) -> Results:
    year = f"ekonomi:\n  drift:\n    namn: Driftbudget\n    enhet: {unit}{columns}    rader:{rows}"
    return results_from({"ekonomi.yaml": year, "T1/ekonomi.yaml": f"ekonomi:\n  drift:{reported}"}, folder)


def table(
    reported: str, folder: Path, rows: str = ROWS, columns: str = COLUMNS, unit: str = "tkr"
) -> ComputedTable:
    return results(reported, folder, rows, columns, unit).tables["drift"]


# --- Sums and variances


def test_a_table_adds_up_down_and_across(tmp_path: Path) -> None:
    computed = table(
        """
    hemtjänst: {utfall: -10 500, periodbudget: -10 000}
    boende: {utfall: -20 000, periodbudget: -20 400}
    larm: {utfall: 0, periodbudget: -100}
""",
        tmp_path,
    )
    ours = [
        [row, *(str(computed.amount(row, column).value) for column in computed.columns)]
        for row in computed.table.lines
    ]
    assert ours == cells("""
        hemtjänst | -10500 | -10000 | -500
        boende    | -20000 | -20400 | 400
        larm      | 0      | -100   | 100
        summa     | -30500 | -30500 | 0
    """)
    assert computed.amount("summa", "utfall").way is Way.DOWN
    assert computed.amount("larm", "avvikelse").way is Way.ACROSS


def test_missing_is_not_zero(tmp_path: Path) -> None:
    computed = table(
        """
    hemtjänst: {utfall: -10 500, periodbudget: -10 000}
    boende: {periodbudget: -20 400}
    larm: {utfall: 0}
""",
        tmp_path,
    )
    assert computed.amount("boende", "utfall").value is None
    assert computed.amount("boende", "utfall").standing is Standing.MISSING
    assert computed.amount("boende", "avvikelse").value is None
    assert computed.amount("larm", "avvikelse").value is None
    assert computed.amount("larm", "utfall").value == 0
    assert computed.amount("summa", "utfall").value == -10500


def test_nothing_is_made_of_a_figure_that_is_still_to_be_written(tmp_path: Path) -> None:
    computed = table(
        """
    hemtjänst: {utfall: -10 500, periodbudget: -10 000}
    boende: {utfall: , periodbudget: -20 400}
    larm: {utfall: 0, periodbudget: -100}
""",
        tmp_path,
    )
    waiting = [("boende", "utfall"), ("boende", "avvikelse"), ("summa", "utfall"), ("summa", "avvikelse")]
    assert [
        place for place, amount in computed.amounts.items() if amount.standing is Standing.AWAITED
    ] == waiting
    assert {computed.amount(*place).value for place in waiting} == {None}
    assert computed.amount("summa", "periodbudget").value == -30500


def test_a_typed_sum_is_held_against_no_rows_that_are_still_to_be_written(tmp_path: Path) -> None:
    found = results(
        """
    hemtjänst: {utfall: -10 500}
    boende: {utfall: }
    larm: {utfall: 0}
    summa: {utfall: -30 000}
""",
        tmp_path,
    )
    amount = found.tables["drift"].amount("summa", "utfall")
    assert (amount.value, amount.standing) == (Decimal(-30000), Standing.INPUT)
    assert not found.proofs


def test_a_sum_of_nothing_is_missing(tmp_path: Path) -> None:
    computed = table("\n    hemtjänst: {periodbudget: -10 000}\n", tmp_path)
    assert computed.amount("summa", "utfall").value is None
    assert computed.amount("summa", "avvikelse").value is None


def test_the_period_goes_before_the_year(tmp_path: Path) -> None:
    rows = "\n      hemtjänst: {namn: Hemtjänst, periodbudget: -9 000, utfall: -1}\n"
    computed = table("\n    hemtjänst: {utfall: -10 500}\n", tmp_path, rows)
    assert [computed.amount("hemtjänst", column).value for column in computed.columns] == [
        -10500,
        -9000,
        -1500,
    ]


def test_words_stand_where_a_figure_could_and_are_never_computed_with(tmp_path: Path) -> None:
    computed = table(
        """
    hemtjänst: {utfall: -10 500, periodbudget: -10 000}
    larm: {utfall: {ord: Ej aktuellt}, periodbudget: -100}
""",
        tmp_path,
    )
    assert computed.amount("larm", "utfall").words == "Ej aktuellt"
    assert computed.amount("larm", "avvikelse").value is None
    assert computed.amount("summa", "utfall").value == -10500


def test_amounts_may_be_typed_in_another_unit_than_the_table(tmp_path: Path) -> None:
    computed = table('\n    hemtjänst: {utfall: "−4,3 Mkr", periodbudget: -4 250 000 kr}\n', tmp_path)
    assert computed.amount("hemtjänst", "utfall").value == -4300
    assert computed.amount("hemtjänst", "utfall").slack == 50
    assert computed.amount("hemtjänst", "avvikelse").value == -50


def test_nothing_is_divided_by_zero(tmp_path: Path) -> None:
    columns = """
    kolumner:
      utfall: {namn: Utfall}
      budget: {namn: Budget}
      andel: {namn: Andel, formel: utfall / budget * 100, enhet: "%"}
"""
    rows = "\n      a: {namn: A}\n      b: {namn: B}\n"
    computed = table(
        "\n    a: {utfall: -5, budget: 0}\n    b: {utfall: -5, budget: -4}\n", tmp_path, rows, columns
    )
    assert computed.amount("a", "andel").value is None
    assert computed.amount("b", "andel").value == 125


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("\n      a: {namn: A, summa: [b]}\n      b: {namn: B, summa: [a]}\n", COLUMNS),
        ("\n      a: {namn: A, summa: [a]}\n      b: {namn: B}\n", COLUMNS),
        (
            "\n      a: {namn: A}\n      b: {namn: B}\n",
            "\n    kolumner:\n      utfall: {namn: Utfall, formel: avvikelse + 1}\n      avvikelse: {namn: Avvikelse, formel: utfall - 1}\n",
        ),
    ],
    ids=["two rows", "a row of itself", "two columns"],
)
def test_what_goes_in_circles_is_missing_and_comes_to_an_end(tmp_path: Path, rows: str, columns: str) -> None:
    computed = table("\n    b: {}\n", tmp_path, rows, columns)
    assert computed.amount("a", "utfall").value is None


def test_a_heading_has_no_figures(tmp_path: Path) -> None:
    computed = table(
        "\n    a: {utfall: 1}\n", tmp_path, "\n      r: {namn: R, typ: rubrik}\n      a: {namn: A}\n"
    )
    assert computed.amount("r", "utfall").standing is Standing.MISSING


# --- Claims: what is typed although it can be computed


def claim(typed: str, computed: str, parts: int, folder: Path) -> Amount:
    """Return the sum of parts that add up to one figure while another is typed for the sum."""
    share, rest = divmod(int(computed), parts)
    rows = "".join(f"      r{n}: {{namn: Rad}}\n" for n in range(parts))
    rows = f"\n{rows}      summa: {{namn: Summa, summa: [{', '.join(f'r{n}' for n in range(parts))}]}}\n"
    reported = "".join(f"    r{n}: {{utfall: {share + (rest if n == 0 else 0)}}}\n" for n in range(parts))
    return table(f'\n{reported}    summa: {{utfall: "{typed}"}}\n', folder, rows).amount("summa", "utfall")


@pytest.mark.parametrize(
    ("parts", "typed", "computed", "standing"),
    [
        (2, "100", "100", "equal"),
        (2, "101", "100", "rounding"),
        (2, "99", "100", "rounding"),
        (2, "102", "100", "contradicts"),  # less than (2 + 1) / 2
        (3, "101", "100", "rounding"),
        (3, "102", "100", "contradicts"),  # exactly (3 + 1) / 2 is too much
        (4, "102", "100", "rounding"),
        (4, "103", "100", "contradicts"),
        (5, "102", "100", "rounding"),
        (5, "103", "100", "contradicts"),
        (3, "101,5", "100", "rounding"),  # a sum known more precisely than its parts
        (3, "101,6", "100", "contradicts"),
        (3, "101,50", "100", "rounding"),
        (3, "101,51", "100", "contradicts"),
    ],
)
def test_a_sum_of_n_parts_may_be_off_by_less_than_half_of_n_plus_one(
    tmp_path: Path, parts: int, typed: str, computed: str, standing: str
) -> None:
    assert claim(typed, computed, parts, tmp_path).standing == standing


@pytest.mark.parametrize(
    ("typed", "standing"),
    [("-500", "equal"), ("-501", "rounding"), ("-499", "rounding"), ("-502", "contradicts")],
)
def test_a_difference_may_be_off_by_one(tmp_path: Path, typed: str, standing: str) -> None:
    reported = f"\n    hemtjänst: {{utfall: -10 500, periodbudget: -10 000, avvikelse: {typed}}}\n"
    assert table(reported, tmp_path).amount("hemtjänst", "avvikelse").standing == standing


def test_a_claim_within_rounding_is_printed_and_adds_up_further(tmp_path: Path) -> None:
    computed = table(
        """
    hemtjänst: {utfall: -10 500, periodbudget: -10 000, avvikelse: -501}
    boende: {utfall: 0, periodbudget: 0}
""",
        tmp_path,
    )
    amount = computed.amount("hemtjänst", "avvikelse")
    assert [str(figure) for figure in (amount.value, amount.stated, amount.computed)] == [
        "-501",
        "-501",
        "-500",
    ]
    assert computed.amount("summa", "avvikelse").value == -500  # across goes before down


def test_a_contradicted_claim_is_never_printed(tmp_path: Path) -> None:
    amount = table(
        "\n    hemtjänst: {utfall: -10 500, periodbudget: -10 000, avvikelse: -50}\n", tmp_path
    ).amount("hemtjänst", "avvikelse")
    assert [str(figure) for figure in (amount.value, amount.stated)] == ["-500", "-50"]
    assert amount.standing is Standing.CONTRADICTS


def test_a_result_without_what_it_follows_from_is_printed_but_unproven(tmp_path: Path) -> None:
    amount = table("\n    hemtjänst: {periodbudget: -10 000, avvikelse: -500}\n", tmp_path).amount(
        "hemtjänst", "avvikelse"
    )
    assert amount.value == -500
    assert amount.standing is Standing.UNPROVEN


def test_an_input_is_neither(tmp_path: Path) -> None:
    assert (
        table("\n    hemtjänst: {utfall: -1}\n", tmp_path).amount("hemtjänst", "utfall").standing
        is Standing.INPUT
    )


def test_figures_in_kronor_are_computed_unrounded(tmp_path: Path) -> None:
    computed = table(
        """
    hemtjänst: {utfall: -10 500 499, periodbudget: -10 000 000}
    boende: {utfall: -20 000 499, periodbudget: -20 000 000}
    larm: {utfall: -499, periodbudget: 0}
""",
        tmp_path,
        unit="kr",
    )
    assert computed.amount("summa", "utfall").value == -30_501_497
    assert computed.amount("summa", "avvikelse").value == -501_497


# --- The previous forecast

FORECASTS = """
    kolumner:
      prognos: {namn: Prognos, avser: helår}
      föregående-prognos: {namn: Föregående prognos, avser: helår, föregående: prognos}
      ändring: {namn: Ändring, formel: prognos - föregående-prognos}
"""
FORECAST_YEAR = f"ekonomi:\n  drift:\n    namn: Driftbudget{FORECASTS}    rader:\n      a: {{namn: A}}\n      b: {{namn: B}}\n"


def forecasts(files: dict[str, str], folder: Path, period: str) -> ComputedTable:
    reported = {name: f"ekonomi:\n  drift:\n    {text}\n" for name, text in files.items()}
    return results_from({"ekonomi.yaml": FORECAST_YEAR, **reported}, folder, period).tables["drift"]


def test_the_previous_forecast_is_fetched_from_the_latest_earlier_period(tmp_path: Path) -> None:
    files = {
        f"data/2031/{part}.yaml": f"a: {{prognos: {forecast}}}"
        for part, forecast in [("T1", "-100"), ("06", "-120"), ("T2", "-90"), ("10", "-80")]
    }
    computed = forecasts(files, tmp_path, "2031-T2")
    fetched = computed.amount("a", "föregående-prognos")
    assert fetched.value == -120
    assert (fetched.way, fetched.standing) == (Way.PREVIOUS, Standing.COMPUTED)
    assert computed.amount("a", "ändring").value == 30


def test_the_plan_and_later_periods_are_no_previous_report(tmp_path: Path) -> None:
    files = {f"data/2031/{part}.yaml": "a: {prognos: -100}" for part in ("plan", "T1", "T2")}
    assert forecasts(files, tmp_path, T1).amount("a", "föregående-prognos").value is None


@pytest.mark.parametrize(("typed", "standing"), [("-100", "equal"), ("-101", "contradicts")])
def test_a_previous_forecast_that_is_typed_must_be_the_one_reported(
    tmp_path: Path, typed: str, standing: str
) -> None:
    files = {
        "data/2031/T1.yaml": "a: {prognos: -100}",
        "data/2031/T2.yaml": f"a: {{prognos: -90, föregående-prognos: {typed}}}",
    }
    amount = forecasts(files, tmp_path, "2031-T2").amount("a", "föregående-prognos")
    assert amount.value == -100
    assert amount.standing is Standing(standing)


def test_a_previous_forecast_may_be_typed_when_there_is_no_earlier_report(tmp_path: Path) -> None:
    computed = forecasts({"data/2031/T1.yaml": "a: {prognos: -90, föregående-prognos: -100}"}, tmp_path, T1)
    assert computed.amount("a", "föregående-prognos").standing is Standing.INPUT
    assert computed.amount("a", "ändring").value == 10


# --- Proofs

TWO_TABLES = """
ekonomi:
  netto:
    namn: Nettokostnad
    kolumner: {utfall: {namn: Utfall}}
    rader:
      a: {namn: A}
      b: {namn: B}
      total: {namn: Total, summa: [a, b]}
  resultat:
    namn: Resultat
    kolumner: {utfall: {namn: Utfall}}
    rader:
      total: {namn: Total, samma_som: netto.total}
"""


def proofs(reported: str, folder: Path) -> list[Proof]:
    files = {"ekonomi.yaml": TWO_TABLES, "T1/ekonomi.yaml": f"ekonomi:\n{reported}"}
    return list(results_from(files, folder).proofs)


def test_the_same_figure_in_two_tables_must_be_the_same(tmp_path: Path) -> None:
    reported = "  netto: {a: {utfall: -1}, b: {utfall: -2}}\n  resultat: {total: {utfall: -4}}\n"
    (same,) = [proof for proof in proofs(reported, tmp_path) if proof.kind is ProofKind.SAME]
    assert (same.table, same.row, same.other) == ("resultat", "total", ("netto", "total"))
    assert [str(figure) for figure in (same.stated, same.expected, same.difference)] == ["-4", "-3", "-1"]
    assert same.finding is Finding.CONTRADICTS


@pytest.mark.parametrize(
    ("typed", "finding"), [("-3", "agrees"), ("-4", "rounding"), ("-5", "contradicts"), ("-2", "rounding")]
)
def test_a_sum_is_tied_to_its_parts(tmp_path: Path, typed: str, finding: str) -> None:
    reported = f"  netto: {{a: {{utfall: -1}}, b: {{utfall: -2}}, total: {{utfall: {typed}}}}}\n"
    (proof,) = proofs(reported, tmp_path)
    assert (proof.kind, proof.row) == (ProofKind.DOWN, "total")
    assert [str(figure) for figure in (proof.stated, proof.expected)] == [typed, "-3"]
    assert (proof.finding, proof.tolerance) == (finding, Decimal("1.5"))
    assert str(proof.origin) == "data/2031/T1/ekonomi.yaml:2:61"


def test_a_sum_that_is_computed_agrees_and_names_the_rows_without_a_figure(tmp_path: Path) -> None:
    (proof,) = proofs("  netto: {a: {utfall: -1}}\n", tmp_path)
    assert (proof.finding, proof.missing, proof.origin) == (Finding.AGREES, ("b",), None)


def test_a_variance_is_tied_both_ways(tmp_path: Path) -> None:
    reported = """
    hemtjänst: {utfall: -3, periodbudget: -1, avvikelse: -3}
    boende: {utfall: -3, periodbudget: -1}
    larm: {utfall: -3, periodbudget: -1}
"""
    found = {
        (p.kind.value, p.row, p.column): p.finding
        for p in results(reported, tmp_path).proofs
        if p.row == "summa"
    }
    assert found == {
        ("down", "summa", "utfall"): Finding.AGREES,
        ("down", "summa", "periodbudget"): Finding.AGREES,
        ("across", "summa", "avvikelse"): Finding.AGREES,
        ("down", "summa", "avvikelse"): Finding.ROUNDING,
    }


def test_shares_are_not_added_up(tmp_path: Path) -> None:
    columns = """
    kolumner:
      utfall: {namn: Utfall}
      budget: {namn: Budget}
      andel: {namn: Andel, formel: utfall / budget * 100, enhet: "%"}
"""
    reported = "\n    hemtjänst: {utfall: -5, budget: -4}\n    boende: {utfall: -4, budget: -4}\n"
    found = results(reported, tmp_path, columns=columns).proofs
    assert {proof.column for proof in found if proof.kind is ProofKind.DOWN} == {"utfall", "budget"}
    assert {proof.row for proof in found if proof.kind is ProofKind.ACROSS} == {
        "hemtjänst",
        "boende",
        "summa",
    }
