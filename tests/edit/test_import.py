"""Filled-in workbooks back into the YAML: only what was changed changes, and what is odd is asked about."""

from __future__ import annotations

import datetime as dt
import difflib
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from collection import (
    ECONOMY,
    OFFICE,
    OUTCOMES,
    T2,
    cell,
    committee,
    converted,
    filled,
    form_of,
    imported,
    opened,
    repacked,
    saved,
    sent,
    texts_after,
    told,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wording import plain

from rapport.cli.app import run
from rapport.edit import import_workbook
from rapport.edit.answer import same
from rapport.edit.form import Kind
from rapport.edit.import_workbook import ForeignFileError, read_workbook
from rapport.edit.splice import leaves, read_tree
from rapport.notation import format_number
from rapport.write import files

ROOT = Path(__file__).parents[2]
PERSONNEL = "ekonomi/drift/personal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return committee(tmp_path)


def differing(folder: Path, after: dict[str, str]) -> list[str]:
    """Return the lines that come and go, in the order of the files."""
    lines = []
    for path, text in after.items():
        file = folder / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        changes = difflib.ndiff(before.splitlines(), text.splitlines())
        lines += [line for line in changes if line[0] in "+-"]
    return lines


# --- What changes


def test_an_untouched_workbook_changes_nothing(folder: Path) -> None:
    comparison = imported(folder, sent(folder))
    assert (comparison.changes, comparison.remarks) == ([], [])


@pytest.mark.parametrize("period", ["2020-T1", "2022-02", "2019", "2019-03"])
def test_an_untouched_workbook_of_a_real_report_changes_nothing(period: str) -> None:
    comparison = imported(ROOT, sent(ROOT, period), period=period)
    assert (comparison.changes, comparison.remarks) == ([], [])


def test_each_value_lands_on_its_line_and_nothing_else_moves(folder: Path) -> None:
    book = filled(
        sent(folder),
        {
            ("utfall/nöjda", "utfall"): 81.25,
            ("utfall/rutin", "utfall"): "Ja",
            ("utfall/rutin", "kommentar"): "Beslutad i juni.",
            (PERSONNEL, "prognos"): -83_500_000,
            ("ekonomi/drift/intäkter", "utfall"): 6_100_000,
            ("uppdrag/sommarjobb", "status"): "genomfört",
        },
    )
    comparison = imported(folder, book)
    assert comparison.remarks == []
    assert sorted(differing(folder, texts_after(folder, comparison))) == sorted(
        [
            "-   nöjda: 78,0 %   # enkät i juni",
            "+   nöjda: 81,25 %   # enkät i juni",
            "-   rutin: Nej",
            "+   rutin:",
            "+     utfall: Ja",
            "+     kommentar: Beslutad i juni.",
            "-     intäkter: {utfall: 6 050 000, periodbudget: 6 000 000, prognos: 9 100 000}",
            "+     intäkter: {utfall: 6 100 000, periodbudget: 6 000 000, prognos: 9 100 000}",
            "-       prognos:      # sätts i september",
            "+       prognos: -83 500 000      # sätts i september",
            "-   sommarjobb: pågående",
            "+   sommarjobb: genomfört",
        ]
    )


def test_what_the_yaml_already_says_is_no_change(folder: Path) -> None:
    book = filled(sent(folder), {("utfall/larm", "utfall"): 38})
    committee(folder, T2__utfall="utfall:\n  nöjda: 78,0 %\n  larm: {utfall: 38}\n")
    assert imported(folder, book).changes == []


def test_a_change_in_the_yaml_stays_where_the_cell_was_left_alone(folder: Path) -> None:
    book = filled(sent(folder), {("utfall/rutin", "utfall"): "Ja"})
    committee(folder, T2__utfall="utfall:\n  nöjda: 79 %\n  rutin: Nej\n")
    after = texts_after(folder, imported(folder, book))
    assert after == {OUTCOMES: "utfall:\n  nöjda: 79 %\n  rutin: Ja\n"}


def test_a_value_changed_in_both_places_is_a_conflict(folder: Path) -> None:
    book = filled(sent(folder), {("utfall/nöjda", "utfall"): 81, ("utfall/rutin", "utfall"): "Ja"})
    committee(folder, T2__utfall="utfall:\n  nöjda: 79 %\n  rutin: Nej\n")
    (line,) = told(imported(folder, book))
    assert line == (
        "1.xlsx, bladet ”Indikatorer”, cell E7: konflikt: ”utfall.nöjda.utfall” var ”78,0 %” när arbetsboken gjordes, "
        "är ”81 %” i cellen och ”79 %” i YAML nu"
    )


def test_two_workbooks_that_disagree_are_a_conflict(folder: Path) -> None:
    one, other = (filled(sent(folder), {("utfall/larm", "utfall"): value}) for value in (38, 39))
    (line,) = told(imported(folder, one, other))
    assert (
        "2.xlsx, bladet ”Indikatorer”, cell E8: konflikt: ”utfall.larm.utfall” är ”39” här men ”38” i 1.xlsx"
        in line
    )
    assert told(imported(folder, one, one)) == []


def test_a_new_period_gets_the_files_that_rapport_new_would_make(folder: Path) -> None:
    period = "2031-T3"
    book = filled(sent(folder, period), {("utfall/larm", "utfall"): 51, (PERSONNEL, "utfall"): -84_100_000})
    after = texts_after(folder, imported(folder, book, period=period), period)
    assert {path.rpartition("/")[2] for path in after} == {
        "utfall.yaml",
        "ekonomi.yaml",
        "uppdrag.yaml",
        "risker.yaml",
        "period.yaml",
    }
    assert (
        "  # Antal larm; målnivå ≤\xa040; 2031-T2: 35\n  larm:\n    utfall: 51\n    kommentar:\n"
        in after["data/2031/T3/utfall.yaml"]
    )
    assert "utfall: -84 100 000   # 2031-T2: " in after["data/2031/T3/ekonomi.yaml"]


def test_a_period_in_a_single_file_is_kept_in_it(tmp_path: Path) -> None:
    everything = "utfall:\n  nöjda: 78 %\nekonomi:\n  drift:\n    personal: {utfall: -1}\n"
    folder = committee(tmp_path, T2__utfall="", T2__ekonomi="", T2__uppdrag="", T2=everything)
    book = filled(sent(folder), {("utfall/larm", "utfall"): 4, ("uppdrag/sommarjobb", "status"): "pågående"})
    after = texts_after(folder, imported(folder, book))
    assert after == {
        "data/2031/T2.yaml": everything.replace("78 %\n", "78 %\n  larm:\n    utfall: 4\n")
        + "\nuppdrag:\n  sommarjobb:\n    status: pågående\n"
    }


# --- What people type


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("-84 100 000", "-84 100 000"),
        ("-84\xa0100\xa0000", "-84 100 000"),
        ("\N{MINUS SIGN}84 100 000", "-84 100 000"),
        ("-84 100 000 kr", "-84 100 000"),
        ("-84 100 tkr", "-84 100 tkr"),
        ("-84,1 Mkr", "-84,1 Mkr"),
        (-84_100_000.5, "-84 100 000,5"),
        (-0.1 - 0.2 - 84_100_000, "-84 100 000,3"),
    ],
)
def test_an_amount_is_read_however_it_is_typed(folder: Path, typed: Any, written: str) -> None:
    (change,) = imported(folder, filled(sent(folder), {(PERSONNEL, "prognos"): typed})).changes
    assert change.value == written


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("saknas", "fel: ”saknas” är inget tal"),
        ("1.050", "fel: ”1.050” kan vara både tusental och decimaler"),
        ("840 st", "fel: enheten ”st” går inte att räkna om till kr"),
        (dt.date(2031, 5, 1), "fel: cellen har blivit ett datum eller en tid"),
        (
            -84_100,
            "fråga: beloppet är ungefär tusen gånger mindre än väntat, -84 100 mot -83 900 000; det här ska vara i kr",
        ),
        ("-84 100", "fråga: beloppet är ungefär tusen gånger mindre än väntat"),
        (84_100_000, "fråga: tecknet är omvänt mot väntat, 84 100 000 mot"),
        ("#DIV/0!", "fel: cellen har felvärdet #DIV/0!"),
    ],
)
def test_an_amount_that_can_not_be_right_is_named_with_its_cell(
    folder: Path, typed: Any, complaint: str
) -> None:
    lines = told(imported(folder, filled(sent(folder), {(PERSONNEL, "prognos"): typed})))
    start = "1.xlsx, bladet ”Driftbudget”, cell "
    assert any(line.startswith(start) and complaint in line for line in lines), lines


def test_a_dash_is_no_value(folder: Path) -> None:
    assert imported(folder, filled(sent(folder), {(PERSONNEL, "prognos"): "--"})).changes == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (81, "81 %"),
        ("81,5 %", "81,5 %"),
        ("81,5", "81,5 %"),
        ("80 % (2030)", "80 % (2030)"),
        ("ca 81 %", "ca 81 %"),
    ],
)
def test_an_outcome_keeps_its_unit(folder: Path, typed: Any, written: str) -> None:
    (change,) = imported(folder, filled(sent(folder), {("utfall/nöjda", "utfall"): typed})).changes
    assert change.value == written


def test_a_cell_that_shows_per_cent_counts_as_per_cent(folder: Path) -> None:
    book = opened(sent(folder))
    found = cell(book, "utfall/nöjda", "utfall")
    found.value, found.number_format = 0.815, "0.0%"
    (change,) = imported(folder, saved(book)).changes
    assert change.value == "81,5 %"


def test_a_share_for_a_percentage_is_asked_about(folder: Path) -> None:
    (line,) = told(imported(folder, filled(sent(folder), {("utfall/nöjda", "utfall"): 0.81})))
    assert "fråga: andelen är mycket mindre än väntat, 0,81 mot 78; menas 81 %?" in line


@pytest.mark.parametrize(
    ("field", "typed", "written"),
    [
        ("kommentar", "Rad ett._x000D_\nRad två.  ", "Rad ett.\nRad två."),
        ("kommentar", "Rad ett.\r\nRad två.\n\n", "Rad ett.\nRad två."),
        ("kommentar", "\xa0Efter\u200b ett mjukt\xad streck", "Efter ett mjukt streck"),
        ("kommentar", 17, "17"),
        ("status", "Genomfört ", "genomfört"),
    ],
)
def test_words_are_taken_as_they_were_meant(folder: Path, field: str, typed: Any, written: str) -> None:
    (change,) = imported(folder, filled(sent(folder), {("uppdrag/sommarjobb", field): typed})).changes
    assert change.value == written


def test_true_is_yes(folder: Path) -> None:
    (change,) = imported(folder, filled(sent(folder), {("utfall/rutin", "utfall"): True})).changes
    assert change.value == "Ja"


def test_a_word_that_nobody_knows_is_asked_about(folder: Path) -> None:
    (line,) = told(imported(folder, filled(sent(folder), {("uppdrag/sommarjobb", "status"): "klart"})))
    assert "fråga: ”klart” är inget av orden genomfört, pågående, ej påbörjat" in line


# --- Formulas


def with_formula(folder: Path, key: str, field: str, formula: str, value: str) -> bytes:
    """Return a workbook with a formula in a cell and a value beside it, which openpyxl can't write."""
    content = filled(sent(folder), {(key, field): formula})
    return repacked(
        content,
        "worksheets/sheet",
        rf"<f>{formula[1:].replace('+', '[+]')}</f><v ?/?>(?:</v>)?",
        f"<f>{formula[1:]}</f>{value}",
    )


def test_a_formula_with_a_value_gives_the_value_and_is_told(folder: Path) -> None:
    comparison = imported(folder, with_formula(folder, "utfall/larm", "utfall", "=30+8", "<v>38</v>"))
    assert [change.value for change in comparison.changes] == ["38"]
    (line,) = told(comparison)
    assert line.endswith("cell E8: anmärkning: cellen har en formel; värdet 38 används")


def test_a_formula_without_a_value_has_to_be_calculated_first(folder: Path) -> None:
    comparison = imported(folder, with_formula(folder, "utfall/larm", "utfall", "=30+8", ""))
    (line,) = told(comparison)
    assert line.endswith("cell E8: fel: cellen har en formel utan uträknat värde")
    assert comparison.changes == []


def test_a_comment_that_became_a_formula_is_not_taken(folder: Path) -> None:
    comparison = imported(
        folder, with_formula(folder, "utfall/larm", "kommentar", "=bra+läge", "<v>#NAME?</v>")
    )
    (line,) = told(comparison)
    assert line.endswith("cell G8: fel: texten har blivit en formel, för att den börjar med =, + eller -")
    assert comparison.changes == []


def test_a_comment_that_begins_with_an_equals_sign_is_a_comment(folder: Path) -> None:
    book = opened(sent(folder))
    found = cell(book, "utfall/larm", "kommentar")
    found.value, found.data_type = "= oförändrat", "s"
    (change,) = imported(folder, saved(book)).changes
    assert change.value == "= oförändrat"


# --- Cells and rows that went away or came


def test_a_cleared_cell_is_asked_about_and_emptied_only_on_demand(folder: Path) -> None:
    book = filled(sent(folder), {("utfall/larm", "utfall"): None})
    (line,) = told(imported(folder, book))
    assert line.endswith("cell E8: fråga: cellen är tömd; ”utfall.larm.utfall” var ”35”")
    assert imported(folder, book).changes == []
    after = texts_after(folder, imported(folder, book, empty=True))
    assert sorted(differing(folder, after)) == ["+     utfall:", "-     utfall: 35"]


def test_rows_may_be_moved(folder: Path) -> None:
    book = opened(filled(sent(folder), {("utfall/larm", "utfall"): 38}))
    book["Indikatorer"].insert_rows(7, 3)
    book["Indikatorer"].insert_cols(2)
    (change,) = imported(folder, saved(book)).changes
    assert (change.path, change.value) == (("utfall", "larm", "utfall"), "38")


def test_a_deleted_row_is_told_of_and_changes_nothing(folder: Path) -> None:
    book = opened(sent(folder))
    book["Indikatorer"].delete_rows(cell(book, "utfall/larm", "utfall").row)
    comparison = imported(folder, saved(book))
    assert told(comparison) == [
        "1.xlsx: anmärkning: raden för ”utfall/larm” är borttagen ur arbetsboken; dess värden står kvar i YAML"
    ]
    assert comparison.changes == []


def test_an_added_row_is_asked_about(folder: Path) -> None:
    book = opened(sent(folder))
    sheet = book["Indikatorer"]
    sheet.cell(sheet.max_row + 1, cell(book, "utfall/larm", "utfall").column).value = 5
    (line,) = told(imported(folder, saved(book)))
    assert "fråga: raden är tillagd för hand och har ingen nyckel; det som står i den läses inte" in line


def test_a_copied_row_is_a_fault(folder: Path) -> None:
    book = opened(sent(folder))
    sheet = book["Indikatorer"]
    sheet.append([found.value for found in sheet[cell(book, "utfall/larm", "utfall").row]])
    (line,) = told(imported(folder, saved(book)))
    assert line.endswith("fel: raden för ”utfall/larm” finns två gånger")


def test_what_the_plan_no_longer_has_is_asked_about(folder: Path) -> None:
    book = sent(folder)
    committee(folder, uppdrag="uppdrag: {}\n", T2__uppdrag="uppdrag: {}\n")
    assert any(
        "”uppdrag/sommarjobb” finns inte längre i planen" in line for line in told(imported(folder, book))
    )


# --- Files that are no collection workbooks


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "låst med lösenord, märkt som skyddad eller sparad i det gamla formatet .xls",
        ),
        (b"konto;belopp\n1;2\n", "ingen Excel-arbetsbok (.xlsx)"),
        (b"", "ingen Excel-arbetsbok (.xlsx)"),
        (b"PK\x03\x04skadad", "ingen Excel-arbetsbok (.xlsx)"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, complaint: str) -> None:
    with pytest.raises(ForeignFileError) as refused:
        read_workbook("bok.xlsx", content)
    assert complaint in str(refused.value)


def test_somebodys_own_workbook_is_refused(folder: Path) -> None:
    book = opened(sent(folder))
    del book["_rapport"]
    with pytest.raises(ForeignFileError, match="inte gjord av rapport collect"):
        read_workbook("bok.xlsx", saved(book))


def test_another_versions_workbook_is_refused(folder: Path) -> None:
    book = opened(sent(folder))
    book["_rapport"]["B1"] = "rapport-insamling/9"
    with pytest.raises(ForeignFileError, match="annan version av rapport"):
        read_workbook("bok.xlsx", saved(book))


def test_a_word_document_is_no_workbook() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(ForeignFileError, match="ingen Excel-arbetsbok"):
        read_workbook("brev.docx", buffer.getvalue())


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = sent(folder)
    monkeypatch.setattr(import_workbook, "MOST_BYTES", 10_000)
    with pytest.raises(ForeignFileError, match="uppackad större än"):
        read_workbook("bok.xlsx", content)


def test_a_sheet_with_too_many_rows_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = sent(folder)
    monkeypatch.setattr(import_workbook, "MOST_ROWS", 5)
    with pytest.raises(ForeignFileError, match="fler än 5 rader"):
        read_workbook("bok.xlsx", content)


def test_entities_are_refused_before_anything_reads_them(folder: Path) -> None:
    content = repacked(sent(folder), "sharedStrings", r"<sst", "<!DOCTYPE sst [<!ENTITY a 'b'>]><sst")
    with pytest.raises(ForeignFileError, match="något som Office aldrig skriver"):
        read_workbook("bok.xlsx", content)


def test_a_damaged_workbook_is_told_of(folder: Path) -> None:
    with pytest.raises(ForeignFileError, match="skadad"):
        read_workbook("bok.xlsx", repacked(sent(folder), "workbook.xml$", "<sheets>", "<sheets"))


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_is_read_as_well(folder: Path) -> None:
    content = sent(folder)
    again = converted(content, folder, "xlsx")
    comparison = imported(folder, again)
    assert (comparison.changes, comparison.remarks) == ([], [])
    book = opened(again)
    assert book["_rapport"].sheet_state == "hidden"
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert any(sheet.data_validations.dataValidation for sheet in book.worksheets)
    changed = converted(
        filled(content, {("utfall/larm", "utfall"): 38, (PERSONNEL, "kommentar"): "Ett\ntvå"}), folder, "xlsx"
    )
    assert [change.value for change in imported(folder, changed).changes] == ["38", "Ett\ntvå"]


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
def test_a_workbook_in_the_old_format_is_refused(folder: Path) -> None:
    with pytest.raises(ForeignFileError, match=r"gamla formatet \.xls"):
        read_workbook("bok.xls", converted(sent(folder), folder, "xls"))


# --- Random round trips

AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False).filter(bool)
TEXTS = st.text(st.sampled_from("abcåäöÅÄÖ 0123456789,.:;-#'\"{}[]&*!|>%@`=\n?~\\/"), min_size=1, max_size=60).map(str.strip).filter(bool)  # fmt: skip


def values_for(kind: Kind, words: tuple[str, ...]) -> st.SearchStrategy[Any]:
    if kind is Kind.CHOICE:
        return st.sampled_from(words or ("G",))
    return TEXTS if kind is Kind.TEXT else AMOUNTS


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_yaml_differs_in_exactly_the_values_that_were_changed(folder: Path, data: st.DataObject) -> None:
    inputs = {(key, name): content for key, name, content in form_of(folder).inputs()}
    chosen = data.draw(st.lists(st.sampled_from(sorted(inputs)), min_size=1, max_size=6, unique=True))
    values = {
        place: data.draw(values_for(inputs[place].field.kind, inputs[place].field.words)) for place in chosen
    }
    book = opened(sent(folder))
    for (key, name), value in values.items():
        found = cell(book, key, name)
        found.value = value
        if isinstance(value, str):
            found.data_type = "s"
    comparison = imported(folder, saved(book))
    after = texts_after(folder, comparison)
    then = {place: content.start for place, content in inputs.items()}
    for path, text in after.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    now = {(key, name): content for key, name, content in form_of(folder).inputs()}
    try:
        for place, content in now.items():
            wanted = then[place]
            if place in values:
                value = values[place]
                decimals = (
                    max(0, -int(value.normalize().as_tuple().exponent)) if isinstance(value, Decimal) else 0
                )
                wanted = plain(format_number(value, decimals)) if isinstance(value, Decimal) else value
                if (
                    isinstance(value, Decimal)
                    and content.field.unit == "%"
                    and not same(content.field, wanted, content.start)
                ):
                    wanted += " %"
            assert same(content.field, wanted, content.start), place
        untouched = {tuple(inputs[place].field.path) for place in inputs.keys() - values.keys()}
        assert all("# enkät i juni" in text for path, text in after.items() if path == OUTCOMES)
        assert untouched
    finally:
        committee(folder)
        for path in after:
            if not any(path.endswith(name) for name in ("utfall.yaml", "ekonomi.yaml", "uppdrag.yaml")):
                (folder / path).unlink()


def test_every_amount_can_be_changed_and_changed_back(folder: Path) -> None:
    before = {path: (folder / path).read_text(encoding="utf-8") for path in (OUTCOMES, ECONOMY)}
    book = filled(sent(folder), {(PERSONNEL, "utfall"): -1, ("utfall/larm", "utfall"): 1})
    for path, text in texts_after(folder, imported(folder, book)).items():
        (folder / path).write_text(text, encoding="utf-8", newline="")
    back = filled(sent(folder), {(PERSONNEL, "utfall"): -55_500_000, ("utfall/larm", "utfall"): 35})
    assert texts_after(folder, imported(folder, back)) == before


# --- The command


def command(folder: Path, content: bytes, *words: str) -> int:
    file = folder / "svar.xlsx"
    file.write_bytes(content)
    return run(["import", str(file), "--project", str(folder), "-p", T2, *words])


def test_the_command_shows_a_diff_and_writes_on_demand(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = filled(sent(folder), {("utfall/larm", "utfall"): 38})
    before = (folder / OUTCOMES).read_bytes()
    assert command(folder, book) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[:2] == [f"--- a/{OUTCOMES}", f"+++ b/{OUTCOMES}"]
    assert [line for line in printed.out.splitlines()[2:] if line[0] in "+-"] == [
        "-    utfall: 35",
        "+    utfall: 38",
    ]
    assert printed.err == "1 värde ändras; kör igen med --write för att skriva.\n"
    assert (folder / OUTCOMES).read_bytes() == before
    assert command(folder, book, "--write") == 0
    assert (folder / OUTCOMES).read_bytes() == before.replace(b"utfall: 35", b"utfall: 38")
    capsys.readouterr()
    assert command(folder, book, "--write") == 0
    assert capsys.readouterr().err == "Inget ändras.\n"


def test_a_question_keeps_everything_unwritten_until_it_is_answered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = filled(sent(folder), {(PERSONNEL, "prognos"): -84_100, ("utfall/larm", "utfall"): 38})
    assert command(folder, book, "--write") == 1
    assert "rapport: inget skrevs; 2 ändringar väntar på att det ovan reds ut" in capsys.readouterr().err
    assert "prognos:      # sätts" in (folder / ECONOMY).read_text(encoding="utf-8")
    assert command(folder, book, "--write", "--accept") == 0
    assert "prognos: -84 100      # sätts" in (folder / ECONOMY).read_text(encoding="utf-8")


def test_a_conflict_can_not_be_accepted(folder: Path) -> None:
    book = filled(sent(folder), {("utfall/nöjda", "utfall"): 81, ("utfall/larm", "utfall"): 38})
    committee(folder, T2__utfall="utfall:\n  nöjda: 79 %\n  larm: 35\n")
    assert command(folder, book, "--write", "--accept", "--empty") == 1
    assert (folder / OUTCOMES).read_text(encoding="utf-8") == "utfall:\n  nöjda: 79 %\n  larm: 35\n"


def test_emptying_has_its_own_word(folder: Path) -> None:
    book = filled(sent(folder), {("utfall/nöjda", "utfall"): None})
    assert command(folder, book, "--write", "--accept") == 1
    assert command(folder, book, "--write", "--empty") == 0
    assert "  nöjda: {}   # enkät i juni\n" in (folder / OUTCOMES).read_text(encoding="utf-8")
    assert (
        leaves(read_tree((folder / OUTCOMES).read_text(encoding="utf-8")))["utfall", "larm", "utfall"] == "35"
    )


def test_a_decided_period_is_not_written_to_until_the_decision_is_taken_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen = ["freeze", T2, "--project", str(folder)]
    book = filled(sent(folder), {("utfall/larm", "utfall"): 38})
    before = (folder / OUTCOMES).read_bytes()
    (folder / "templates").mkdir()
    (folder / "templates/delårsrapport.md.j2").write_text("# Läget\n\nGott.\n", encoding="utf-8")
    assert run([*frozen, "--decision", "ON 12 § 4", "--date", "2031-09-20", "--no-pages"]) == 0
    capsys.readouterr()
    for words in ([], ["--write"]):
        assert command(folder, book, *words) == 1
        shown = capsys.readouterr()
        assert "+    utfall: 38" in shown.out
        assert shown.err == (
            "rapport: 2031-T2 är beslutad (2031-09-20, ON 12 § 4), så 1 värde skrevs inte\n"
            '  hjälp: ska rapporten ändras, häv beslutet först: rapport freeze 2031-T2 --thaw "skäl"\n'
        )
    assert (folder / OUTCOMES).read_bytes() == before
    assert command(folder, sent(folder), "--write") == 0
    assert run([*frozen, "--thaw", "Fel antal larm"]) == 0
    assert command(folder, book, "--write") == 0
    assert b"utfall: 38" in (folder / OUTCOMES).read_bytes()


def test_the_wrong_period_and_a_missing_file_are_misuse(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "svar.xlsx"
    file.write_bytes(sent(folder))
    assert run(["import", str(file), "--project", str(folder), "-p", "2031-T3"]) == 2
    assert "är gjord för 2031-T2, inte 2031-T3" in capsys.readouterr().err
    assert run(["import", str(folder / "borta.xlsx"), "--project", str(folder), "-p", T2]) == 2
    assert "går inte att läsa" in capsys.readouterr().err


def test_windows_files_with_a_byte_order_mark_stay_so(folder: Path) -> None:
    file = folder / OUTCOMES
    before = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    assert command(folder, filled(sent(folder), {("utfall/larm", "utfall"): 38}), "--write") == 0
    assert file.read_bytes() == before.replace(b"utfall: 35", b"utfall: 38")


def test_a_value_that_would_break_the_files_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = filled(sent(folder), {("utfall/rutin", "utfall"): "kanske"})
    assert command(folder, book, "--write", "--accept") == 1
    assert "”kanske” är inget tal" in capsys.readouterr().err
    assert "rutin: Nej" in (folder / OUTCOMES).read_text(encoding="utf-8")


def test_collect_leaves_a_workbook_alone_that_somebody_has_begun(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["collect", "-p", T2, "--project", str(folder), "--together"]
    assert run(words) == 0
    (name,) = capsys.readouterr().out.splitlines()
    Path(name).write_bytes(filled(Path(name).read_bytes(), {("utfall/larm", "utfall"): 38}))
    assert run(words) == 1
    assert "är ifylld och skrevs inte över" in capsys.readouterr().err
    assert run([*words, "--force"]) == 0


def test_collect_names_the_units_there_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "-p", T2, "--project", str(folder), "--unit", "söder"]) == 1
    assert (
        capsys.readouterr().err
        == "rapport: enheten ”söder” har inget eget att rapportera; enheter som har det: norr\n"
    )


def test_an_extract_of_the_ledger_is_told_from_a_collection_workbook(folder: Path) -> None:
    assert import_workbook.is_collection(sent(folder))
    assert not import_workbook.is_collection(b"konto;belopp")
    book = opened(sent(folder))
    del book["_rapport"]
    assert not import_workbook.is_collection(saved(book))


def test_all_files_are_put_back_when_one_can_not_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = filled(
        sent(folder), {("utfall/larm", "utfall"): 38, ("risker/brand", "kommentar"): "Larmen är bytta."}
    )
    before = (folder / OUTCOMES).read_bytes()
    write_file = files.write_file

    def full(path: Path, content: bytes) -> None:
        if path.name == "risker.yaml":
            raise files.OutputError("disken är full.")
        write_file(path, content)

    monkeypatch.setattr(files, "write_file", full)
    assert command(folder, book, "--write") == 2
    assert "disken är full. Inget är ändrat." in capsys.readouterr().err
    assert (folder / OUTCOMES).read_bytes() == before


def test_a_ledger_extract_goes_its_own_way(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "huvudbok.csv"
    file.write_text("Konto;Belopp\n4000;1\n", encoding="utf-8")
    assert run(["import", str(file), "--project", str(folder), "-p", T2]) == 1
    assert "[no-ledger-mapping]" in capsys.readouterr().err
