"""Formulas between cells as Excel writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.compose.document import Sheet, Workbook
from rapport.tables.cell import (
    Call,
    Cell,
    Column,
    Formula,
    Kind,
    Number,
    Operation,
    Ref,
    Row,
    Sum,
    Table,
    Words,
)
from rapport.write.excel_formula import FormulaError, cell_name, formula_text, quoted_sheet
from rapport.write.excel_layout import Place, plan_workbook

UTFALL, BUDGET = Ref("ifo", "utfall"), Ref("ifo", "budget")


def _table(key: str, *lines: tuple[str, int | None, int | None]) -> Table:
    columns = (Column("namn", "Tkr", Kind.TEXT), Column("utfall", "Utfall"), Column("budget", "Budget"))
    rows = tuple(
        Row(name, (Cell(name), *(Cell(None if figure is None else Decimal(figure)) for figure in figures)))
        for name, *figures in lines
    )
    return Table(key, key, columns, rows)


def _places() -> dict[str, Place]:
    result = _table("resultat", ("ifo", -100, -90), ("arbete", -50, -60), ("ny", None, -10), ("noll", -1, 0))
    other = _table("netto", ("ifo", -100, -90))
    sheets = (Sheet("Resultat", "Resultat", (result,)), Sheet("Årets 'nya' netto", "Netto", (other,)))
    plans = plan_workbook(Workbook("Bilaga", "Nämnden", sheets))
    return {place.table.key: place for plan in plans for place in plan.places}


def _text(formula: Formula, *, missing: bool = False) -> str:
    """Write a formula of the table "resultat", whose rows are 6, 7, 8 and 9."""
    places = _places()
    return "=" + formula_text(formula, places["resultat"], places, missing=missing)


def _minus(left: Formula, right: Formula) -> Operation:
    return Operation("-", left, right)


def _column(column: str, *rows: str) -> Sum:
    return Sum(tuple(Ref(row, column) for row in rows))


def test_a_variance_subtracts_one_cell_from_another() -> None:
    assert _text(_minus(UTFALL, BUDGET)) == "=B6-C6"


def test_a_reference_to_another_sheet_names_it_with_doubled_apostrophes() -> None:
    assert _text(Ref("ifo", "utfall", "netto")) == "='Årets ''nya'' netto'!B6"


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (("ifo", "arbete", "ny"), "=SUM(B6:B8)"),
        (("ifo", "ny"), "=SUM(B6,B8)"),
        (("ifo", "arbete", "noll"), "=SUM(B6:B7,B9)"),
        (("arbete", "ifo"), "=SUM(B7,B6)"),
        (("ifo",), "=SUM(B6)"),
    ],
)
def test_a_sum_of_neighbours_is_a_range(terms: tuple[str, ...], expected: str) -> None:
    assert _text(_column("utfall", *terms)) == expected


def test_a_sum_along_a_row_is_a_range_too() -> None:
    assert _text(Sum((UTFALL, BUDGET))) == "=SUM(B6:C6)"


def test_a_sum_in_another_sheet_names_the_sheet_once() -> None:
    terms = (Ref("ifo", "utfall", "netto"), Ref("ifo", "budget", "netto"))
    assert _text(Sum(terms)) == "=SUM('Årets ''nya'' netto'!B6:C6)"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (_minus(UTFALL, _minus(BUDGET, UTFALL)), "=B6-(C6-B6)"),
        (_minus(_minus(UTFALL, BUDGET), UTFALL), "=B6-C6-B6"),
        (Operation("/", _minus(UTFALL, BUDGET), BUDGET), "=(B6-C6)/C6"),
        (Operation("/", UTFALL, Operation("*", BUDGET, BUDGET)), "=B6/(C6*C6)"),
        (_minus(UTFALL, Operation("*", BUDGET, UTFALL)), "=B6-C6*B6"),
        (Operation(">=", _minus(UTFALL, BUDGET), Number(Decimal(0))), "=B6-C6>=0"),
        (Operation("*", UTFALL, Number(Decimal("-0.50"))), "=B6*(-0.5)"),
        (Operation("/", UTFALL, Number(Decimal("1E+3"))), "=B6/1000"),
        (Operation("+", UTFALL, Number(Decimal("0.0000001"))), "=B6+0.0000001"),
        (Call("ROUND", (Call("ABS", (UTFALL,)), Number(Decimal(1)))), "=ROUND(ABS(B6),1)"),
        (
            Call("IF", (Operation("<", UTFALL, BUDGET), Words('säg "hej"'), Words(""))),
            '=IF(B6<C6,"säg ""hej""","")',
        ),
    ],
)
def test_operators_get_the_parentheses_they_need_and_no_more(formula: Formula, expected: str) -> None:
    assert _text(formula) == expected


def test_a_missing_variance_stays_silent_until_both_figures_are_there() -> None:
    variance = _minus(Ref("ny", "utfall"), Ref("ny", "budget"))
    assert _text(variance, missing=True) == '=IF(COUNT(B8:C8)<2,"",B8-C8)'


def test_a_sum_of_nothing_stays_silent_until_one_figure_is_there() -> None:
    assert _text(_column("utfall", "ny"), missing=True) == '=IF(COUNT(B8)=0,"",SUM(B8))'


def test_a_sum_that_is_missing_for_one_part_waits_for_all() -> None:
    assert _text(_column("utfall", "arbete", "ny"), missing=True) == '=IF(COUNT(B7:B8)<2,"",SUM(B7:B8))'


def test_a_share_of_nothing_stays_silent() -> None:
    share = Operation("/", Ref("noll", "utfall"), Call("ABS", (Ref("noll", "budget"),)))
    assert _text(share, missing=True) == '=IF(ABS(C9)=0,"",B9/ABS(C9))'


def test_a_constant_divisor_needs_no_test() -> None:
    assert _text(Operation("/", UTFALL, Number(Decimal(1000))), missing=True) == "=B6/1000"


def test_words_are_no_missing_figure() -> None:
    chosen = Call("IF", (Operation("=", Ref("ny", "namn"), Words("ny")), Ref("ny", "utfall"), BUDGET))
    assert _text(chosen, missing=True) == '=IF(COUNT(B8,C6)<2,"",IF(A8="ny",B8,C6))'


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        (Ref("ifa", "utfall"), "'resultat' refers to row 'ifa', which table 'resultat' does not have"),
        (Ref("ifo", "prognos"), "refers to column 'prognos', which table 'resultat' does not have"),
        (Ref("arbete", "utfall", "netto"), "refers to row 'arbete', which table 'netto' does not have"),
        (Ref("ifo", "utfall", "brutto"), "refers to no table 'brutto'"),
        (Sum(()), "has no terms"),
        (Call("VLOOKUP", (UTFALL,)), "unknown spreadsheet function 'VLOOKUP'"),
        (Operation("^", UTFALL, BUDGET), "unknown operator"),
        (Number(Decimal("NaN")), "NaN can't stand in a formula"),
        (Sum((UTFALL, Ref("ny", "utfall")) * 130), "has 260 separate terms"),
        (Call("MAX", (UTFALL,) * 3000), "is 9004 characters long"),
        (Words("rad\nbrytning"), "can't stand in a formula"),
    ],
)
def test_a_formula_that_cannot_be_written_is_named(formula: Formula, message: str) -> None:
    with pytest.raises(FormulaError) as fault:
        _text(formula)
    assert message in str(fault.value)


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [(0, 0, "A1"), (6, 25, "Z7"), (6, 26, "AA7"), (9, 701, "ZZ10"), (0, 702, "AAA1")],
)
def test_cell_names_count_letters_like_excel(row: int, column: int, expected: str) -> None:
    assert cell_name(row, column) == expected


def test_a_sheet_name_is_always_quoted() -> None:
    assert quoted_sheet("Mål") == "'Mål'"
