"""The written files of January to April 2020 hold what the source printed: every row, figure, rating and status."""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

import ironcalc
import pytest
from lxml import etree
from openpyxl import load_workbook
from test_delårsrapport_2020 import FACTS, GOALS, INCOME_STATEMENT, INDICATORS, NET_COST, amount
from wording import cells, plain

from rapport.model.economy import RowType
from rapport.notation import format_number

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.build import Built
    from rapport.rules.results import Results

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = {"G": "● Grön", "A": "▲ Gul", "R": "■ Röd", "": "Ej bedömd"}

Rows = list[list[str]]


@pytest.fixture(scope="module")
def body(word_2020: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(word_2020)) as package:
        return etree.fromstring(package.read("word/document.xml"))


@pytest.fixture(scope="module")
def tables(body: etree._Element) -> list[Rows]:
    """Return every table of the Word file as rows of cells; of a cell only its first paragraph."""
    return [
        [[_first(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in body.iter(f"{W}tbl")
    ]


def _first(cell: etree._Element) -> str:
    paragraph = next(cell.iter(f"{W}p"))
    return plain("".join(run.text or "" for run in paragraph.iter(f"{W}t")))


@pytest.fixture(scope="module")
def results(built_2020: Built) -> Results:
    assert built_2020.results
    return built_2020.results


def figure(text: str) -> str:
    value = amount(text)
    return "–" if value is None else plain(format_number(value))


def economy_rows(results: Results, table: str, printed: str) -> tuple[Rows, set[str]]:
    """Return the printed rows under the names they have, and the rows that have a light."""
    lines = results.plan.economy[table].lines
    rows = [[lines[row[0]].name, *map(figure, row[1:])] for row in cells(printed)[1:]]
    return rows, {lines[row[0]].name for row in cells(printed)[1:] if len(row) > 6 and "●" in row[6]}


def with_title(tables: list[Rows], *titles: str) -> list[Rows]:
    return [table for table in tables if all(any(title in cell for cell in table[0]) for title in titles)]


def test_the_income_statement_has_every_row_and_figure(tables: list[Rows], results: Results) -> None:
    expected, _ = economy_rows(results, "resultaträkning", INCOME_STATEMENT)
    (table,) = [t for t in with_title(tables, "Post", "Prognos") if "Ändring mot fg. prognos" not in t[0]]
    assert [row for row in table[1:] if len(row) > 1 and any(cell.strip() for cell in row[1:])] == expected


def test_the_net_cost_has_every_row_figure_and_light(tables: list[Rows], results: Results) -> None:
    expected, lit = economy_rows(results, "nettokostnad", NET_COST)
    (table,) = with_title(tables, "Post", "Ändring mot fg. prognos")
    rows = [row for row in table[1:] if len(row) > 1 and any(cell.strip() for cell in row[1:])]
    light = table[0].index("Bedömning")
    assert [row[:light] + row[light + 1 :] for row in rows] == expected
    assert {row[0] for row in rows if row[light] in (WORDS["G"], WORDS["A"], WORDS["R"])} == lit


def test_the_headings_of_the_tables_are_there(tables: list[Rows], results: Results) -> None:
    for name in ("resultaträkning", "nettokostnad"):
        headings = [
            line.name for line in results.plan.economy[name].lines.values() if line.part is RowType.HEADING
        ]
        assert any(all([heading] in [row[:1] for row in table] for heading in headings) for table in tables)


def test_every_indicator_has_its_outcome_target_and_rating(tables: list[Rows], results: Results) -> None:
    declared = {result.id: result for result in results.every_indicator()}
    shown = Counter(
        tuple(row) for table in with_title(tables, "Utfall", "Målnivå", "Bedömning") for row in table[1:]
    )
    missing = []
    for key, outcome, target, grade in cells(INDICATORS):
        indicator = declared[key].indicator
        name = f"({indicator.kolada}) {indicator.name}" if indicator.kolada else indicator.name
        highest = "2" if "Delvis" in indicator.answers else "1"
        outcome_words = (
            {"1": f"Ja ({outcome})", "0": "Nej (0)"}.get(outcome, outcome) if target == "Ja" else outcome
        )
        target_words = f"Ja ({highest})" if target == "Ja" else target
        later = "mäts inte nu" if indicator.reported else "–"
        row = (name, outcome_words or later, target_words or "–", WORDS[grade])
        if not shown[row]:
            missing.append(row)
    assert missing == []


def test_every_goal_has_its_rating(tables: list[Rows], results: Results) -> None:
    names = {goal.id: goal.goal.name for goal in results.every_goal()}
    shown = {
        (row[0], row[-1])
        for table in with_title(tables, "Utfall", "Målnivå", "Bedömning")
        for row in table[1:]
    }
    assert [key for key, grade in cells(GOALS) if (names[key], WORDS[grade]) not in shown] == []


def test_every_assignment_has_its_status_and_rating(tables: list[Rows], results: Results) -> None:
    (table,) = with_title(tables, "Uppdrag", "Status", "Bedömning")
    status = {"G": "Genomfört", "A": "Pågående"}
    expected = [
        [
            r.assignment.text,
            r.assignment.giver,
            status[r.assessment.grade or ""],
            WORDS[r.assessment.grade or ""],
        ]
        for r in results.assignments
    ]
    assert table[1:] == expected
    (summary,) = with_title(tables, "Uppdrag", "Grön", "Totalt")
    assert summary[1] == ["Antal uppdrag", "8", "3", "0", "11"]


def test_every_risk_has_its_follow_up(tables: list[Rows], results: Results) -> None:
    (table,) = with_title(tables, "Typ av risk", "Uppföljning")
    assert [row[1] for row in table[1:]] == [result.risk.text for result in results.risks]
    assert [row for row in table[1:] if len(row[2]) < 20] == []


@pytest.mark.parametrize("fact", [*FACTS, "4,3 Mkr", "14,6 Mkr", "2,9 Mkr", "1,2 Mkr", "överskrids med 23 %"])
def test_the_text_tells_what_happened(body: etree._Element, fact: str) -> None:
    text = plain(" ".join("".join(run.text or "" for run in p.iter(f"{W}t")) for p in body.iter(f"{W}p")))
    assert fact in text


def test_no_expression_and_no_marker_is_left_in_the_text(body: etree._Element) -> None:
    text = "".join(run.text or "" for run in body.iter(f"{W}t"))
    assert [sign for sign in ("{{", "{%", "\ue000", "\ue001", "None", "**") if sign in text] == []


def test_an_independent_engine_recalculates_every_formula_to_the_same_value(
    excel_2020: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "bilaga.xlsx"
    path.write_bytes(excel_2020)
    engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    formulas, stored = load_workbook(BytesIO(excel_2020)), load_workbook(BytesIO(excel_2020), data_only=True)
    compared, differing = 0, {}
    for number, sheet in enumerate(formulas.worksheets):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours = stored[sheet.title][cell.coordinate].value
            theirs = engine.get_cell_value(number, cell.row or 0, cell.column or 0)
            same = (
                ours == pytest.approx(theirs, abs=1e-9)
                if isinstance(theirs, float)
                else (ours or "") == theirs
            )
            compared += 1
            if not same:
                differing[f"{sheet.title}!{cell.coordinate}"] = (cell.value, ours, theirs)
    assert differing == {}
    assert compared > 300


def test_the_workbook_has_every_figure_of_the_tables(excel_2020: bytes, results: Results) -> None:
    stored = load_workbook(BytesIO(excel_2020), data_only=True)
    for name, printed in (("resultaträkning", INCOME_STATEMENT), ("nettokostnad", NET_COST)):
        sheet = stored[results.plan.economy[name].name]
        values = Counter(
            cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)
        )
        expected = Counter(
            float(value)
            for row in cells(printed)[1:]
            for text in row[1:]
            if (value := amount(text)) is not None
        )
        assert expected - Counter({float(value): count for value, count in values.items()}) == Counter()
