"""The collection workbook: what is asked for, what is shown beside, what is open and what is locked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import ironcalc
import pytest
from collection import OFFICE, T2, asked, cell, committee, converted, form_of, opened, sent, uncalculated

from rapport.edit.collect import forms
from rapport.edit.collect_sheet import write_form
from rapport.edit.import_workbook import HIDDEN

if TYPE_CHECKING:
    from rapport.edit.form import Form

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return committee(tmp_path)


def test_everything_that_the_period_reports_is_asked_for_once(folder: Path) -> None:
    places = [(key, name) for key, name, _ in form_of(folder).inputs()]
    assert len(places) == len(set(places))
    assert set(places) >= {
        ("utfall/trygghet", "kommentar"),
        ("utfall/nöjda", "utfall"),
        ("utfall/rutin", "kommentar"),
        ("ekonomi/drift/personal", "prognos"),
        ("ekonomi/drift/personal", "kommentar"),
        ("uppdrag/sommarjobb", "status"),
        ("risker/brand", "sannolikhet"),
        ("risker/brand", "kommentar"),
    }
    assert not any(name in ("budget", "avvikelse") or key.endswith("total") for key, name in places)


def test_a_cell_shows_what_the_yaml_says_and_what_it_was_before(folder: Path) -> None:
    book = opened(sent(folder))
    assert cell(book, "utfall/nöjda", "utfall").value == 78
    assert cell(book, "utfall/nöjda", "tidigare").value == "76,5\N{NO-BREAK SPACE}%"
    assert cell(book, "utfall/nöjda", "målnivå").value == "≥\N{NO-BREAK SPACE}80\N{NO-BREAK SPACE}%"
    assert cell(book, "utfall/larm", "kommentar").value == "Två av larmen var falska."
    assert cell(book, "ekonomi/drift/personal", "utfall").value == -55_500_000
    assert cell(book, "ekonomi/drift/personal", "prognos-tidigare").value == -83_900_000
    assert cell(book, "uppdrag/sommarjobb", "status").value == "pågående"


def test_only_yellow_cells_are_open_and_no_password_is_needed(folder: Path) -> None:
    book = opened(sent(folder))
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    form = form_of(folder)
    inputs = {(key, name) for key, name, _ in form.inputs()}
    for sheet in form.sheets:
        for row in sheet.rows:
            for name in row.cells:
                found = cell(book, row.key, name)
                is_open = (row.key, name) in inputs
                assert found.protection.locked != is_open
                assert (found.fill.fgColor.rgb == "FFFFF6CC") == is_open


def test_keys_field_names_and_memory_are_hidden(folder: Path) -> None:
    book = opened(sent(folder))
    assert book[HIDDEN].sheet_state == "hidden"
    for sheet in book.worksheets[:-1]:
        assert sheet.row_dimensions[4].hidden
        assert sheet.cell(4, sheet.max_column).value == "nyckel"
        assert sheet.column_dimensions[sheet.cell(4, sheet.max_column).column_letter].hidden


def test_a_sheet_can_be_read_by_anyone_and_printed(folder: Path) -> None:
    for sheet in opened(sent(folder)).worksheets[:-1]:
        assert sheet["A1"].value.endswith("Uppgifter till delårsrapport januari–augusti 2031")
        assert "gula cellerna" in sheet["A2"].value
        assert sheet.freeze_panes == "B6"
        assert sheet.print_title_rows == "$5:$5"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
            "landscape",
            9,
            0,
        )
        assert not sheet.merged_cells.ranges
        assert all(sheet.cell(5, column).value for column in range(1, sheet.max_column + 1))


def test_choices_are_lists_and_figures_are_asked_for_in_swedish(folder: Path) -> None:
    book = opened(sent(folder))
    rules = {rule.type: rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation}
    assert set(rules) >= {"list", "decimal", "textLength"}
    lists = {
        rule.formula1
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists == {'"Ja,Nej"', '"genomfört,pågående,ej påbörjat"'}
    assert (
        rules["decimal"].error == "Skriv bara talet, utan enhet och ord. Vill du behålla det du skrev ändå?"
    )


def test_the_memory_has_period_hashes_and_starting_values(folder: Path) -> None:
    rows = list(opened(sent(folder))[HIDDEN].iter_rows(values_only=True))
    assert rows[:3] == [("format", "rapport-insamling/1", None), ("period", T2, None), ("enhet", None, None)]
    assert [row[1] for row in rows if row[0] == "fil"] == [
        f"data/2031/T2/{name}.yaml" for name in ("ekonomi", "uppdrag", "utfall")
    ]
    assert ("utfall/nöjda", "utfall", "78,0 %") in rows
    assert ("ekonomi/drift/personal", "prognos", None) in rows


def test_the_same_form_gives_the_same_bytes(folder: Path) -> None:
    assert sent(folder) == sent(folder)


def formulas_agree(content: bytes, folder: Path) -> int:
    """Have another engine calculate a workbook and hold every formula against its stored value; count them."""
    file = folder / "räknas.xlsx"
    file.write_bytes(uncalculated(content))
    engine = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
    engine.evaluate()
    formulas, values = opened(content), opened(content, data_only=True)
    places = [
        (number, sheet.title, found)
        for number, sheet in enumerate(formulas.worksheets)
        for row in sheet.iter_rows()
        for found in row
        if found.data_type == "f"
    ]
    for number, title, found in places:
        stored = values[title][found.coordinate].value
        computed = engine.get_cell_value(number, found.row, found.column)
        assert (stored or 0 if computed != "" else stored or "") == pytest.approx(computed), found.coordinate
    return len(places)


def test_variances_and_sums_are_live_and_agree_with_what_is_stored(folder: Path) -> None:
    assert formulas_agree(sent(folder), folder) > 10


@pytest.mark.parametrize("period", ["2020-T1", "2020-T2", "2019"])
def test_the_real_reports_can_be_collected_and_recalculated(period: str, tmp_path: Path) -> None:
    made = forms(asked(ROOT, period), together=True)
    for form in made.values():
        assert formulas_agree(write_form(form), tmp_path) > 40


def test_a_unit_gets_what_it_answers_for_and_the_rest_is_common(folder: Path) -> None:
    made = forms(asked(folder))
    assert list(made) == ["insamling-2031-T2-norr.xlsx", "insamling-2031-T2-gemensamt.xlsx"]
    own = {(key, name) for key, name, _ in made["insamling-2031-T2-norr.xlsx"].inputs()}
    rest = {(key, name) for key, name, _ in made["insamling-2031-T2-gemensamt.xlsx"].inputs()}
    assert own == {("utfall/besök", "utfall"), ("utfall/besök", "kommentar")}
    assert own | rest == {(key, name) for key, name, _ in form_of(folder).inputs()}
    assert not own & rest


@pytest.mark.parametrize("unit", ["norr", "Hemtjänst norr", "HEMTJÄNST NORR"])
def test_a_unit_is_named_by_its_id_or_its_name(folder: Path, unit: str) -> None:
    assert list(forms(asked(folder), unit=unit)) == ["insamling-2031-T2-norr.xlsx"]
    assert forms(asked(folder), unit="söder") == {}


def test_the_units_of_the_real_report_set_their_own_grades() -> None:
    made = forms(asked(ROOT, "2022-03"), unit="vuxen")
    (form,) = made.values()
    fields = {name for _, name, _ in form.inputs()}
    assert fields == {"betyg"}
    assert {content.field.words for _, _, content in form.inputs()} == {("G", "A", "R")}


def test_a_period_that_is_not_there_yet_starts_with_what_is_known(folder: Path) -> None:
    starts = {(key, name): content.start for key, name, content in form_of(folder, "2031-T3").inputs()}
    assert starts["utfall/nöjda", "utfall"] == ""
    assert starts["uppdrag/sommarjobb", "status"] == ""
    assert not (folder / "data/2031/T3").exists()


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    folder = committee(
        tmp_path, T2__uppdrag='uppdrag:\n  sommarjobb: {status: pågående, kommentar: "=1+1"}\n'
    )
    found = cell(opened(sent(folder)), "uppdrag/sommarjobb", "kommentar")
    assert (found.value, found.data_type) == ("=1+1", "s")


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_the_workbook_opens_in_libreoffice(folder: Path) -> None:
    assert converted(sent(folder), folder, "pdf").startswith(b"%PDF")


OWNED = {
    "ekonomi": """
ekonomi:
  drift:
    namn: Driftbudget
    enhet: kr
    layout: resultaträkning
    rader:
      intäkter: {namn: Intäkter, budget: 9 000 000}
      personal: {namn: Personal, budget: -84 000 000, ansvarig: Hemtjänst norr}
      total: {namn: Summa, typ: total, summa: [intäkter, personal]}
      allt: {namn: Allt, summa: [total]}
""",
    "uppdrag": "uppdrag:\n  sommarjobb: {text: Erbjud sommarjobb, aktiviteter: {annons: Annonsera}, ansvarig: norr}\n",
    "verksamhetsmått": "verksamhetsmått: {natt: {namn: Natt, ansvarig: norr, mått: {larm: Nattlarm}}}\n",
}


def asked_for(form: Form) -> set[str]:
    return {key for key, _, _ in form.inputs()}


def test_a_row_and_an_assignment_are_asked_of_whoever_answers_for_them(tmp_path: Path) -> None:
    folder = committee(tmp_path, **OWNED)
    of_the_unit = asked_for(forms(asked(folder))["insamling-2031-T2-norr.xlsx"])
    common = asked_for(forms(asked(folder))["insamling-2031-T2-gemensamt.xlsx"])
    own = {
        "ekonomi/drift/personal",
        "uppdrag/sommarjobb",
        "uppdrag/sommarjobb/aktiviteter/annons",
        "verksamhetsmått/natt/larm",
    }
    assert own <= of_the_unit
    assert not own & common
    assert "ekonomi/drift/intäkter" in common
    assert of_the_unit | common == asked_for(form_of(folder))


def test_the_status_of_an_assignment_is_asked_for_beside_those_of_its_activities(tmp_path: Path) -> None:
    plan = "uppdrag:\n  sommarjobb: Erbjud sommarjobb\n  praktik: {text: Praktik, aktiviteter: {annons: Annons}}\n"
    inputs = {(key, name) for key, name, _ in form_of(committee(tmp_path, uppdrag=plan)).inputs()}
    asked_for_praktik = {("uppdrag/praktik", "status"), ("uppdrag/praktik/aktiviteter/annons", "status")}
    assert asked_for_praktik <= inputs


def test_a_sum_stands_only_where_everything_it_adds_up_does(tmp_path: Path) -> None:
    folder = committee(tmp_path, **OWNED)
    parts = forms(asked(folder))
    sums = {"ekonomi/drift/total", "ekonomi/drift/allt"}
    assert sums <= {row.key for sheet in form_of(folder).sheets for row in sheet.rows}
    for form in parts.values():
        assert write_form(form)
        assert not sums & {row.key for sheet in form.sheets for row in sheet.rows}
