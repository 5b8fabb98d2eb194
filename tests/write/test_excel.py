"""The appendix workbook, read back by others than the library that wrote it."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import ironcalc
import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

import rapport
from rapport.compose.document import Sheet, Workbook
from rapport.tables.cell import (
    EMPTY,
    Call,
    Cell,
    Claim,
    Column,
    Formula,
    Kind,
    Number,
    Operation,
    Ref,
    Row,
    RowKind,
    Sum,
    Table,
    Tone,
    Words,
)
from rapport.write import palette
from rapport.write.excel import FormulaError, WorkbookError, write_excel
from rapport.write.excel_cells import Book, add_page, write_text
from rapport.write.excel_file import File
from rapport.write.excel_limits import check_extent
from rapport.write.excel_looks import Look, Part

if TYPE_CHECKING:
    from openpyxl import Workbook as Read
    from openpyxl.worksheet.worksheet import Worksheet

NBSP = "\N{NO-BREAK SPACE}"


# --- A report in small ----------------------------------------------------------------------------------------


def _figure(value: str | None, formula: Formula | None = None, **looks: object) -> Cell:
    number = None if value is None else Decimal(value)
    return Cell(number, Kind.NUMBER, formula=formula, **looks)  # type: ignore[arg-type] # looks vary by test


def _line(name: str, outcome: Cell, budget: Cell, variance: str | None, kind: RowKind = RowKind.ITEM) -> Row:
    """Return a line of an economy table, its variance computed from the two figures before it."""
    key = name.split(maxsplit=1)[0].lower()
    adverse = variance is not None and variance.startswith("-")
    difference = Operation("-", Ref(key, "utfall"), Ref(key, "budget"))
    figure = _figure(variance, difference, tone=Tone.BAD if adverse else Tone.PLAIN)
    return Row(key, (Cell(name), outcome, budget, figure), kind, indent=int(kind is RowKind.ITEM))


def _sum(column: str, *rows: str) -> Sum:
    return Sum(tuple(Ref(row, column) for row in rows))


def _economy() -> Table:
    parts = ("intäkter", "köp")
    return Table(
        key="resultat",
        caption="Resultaträkning, tkr",
        columns=(
            Column("post", "Tkr", Kind.TEXT),
            Column("utfall", "Utfall\njan–apr"),
            Column("budget", "Budget\njan–apr"),
            Column("avvikelse", "Avvikelse\njan–apr", about="Utfall minus budget."),
        ),
        rows=(
            Row("ifo", (Cell("Individ & familjeomsorgen"), EMPTY, EMPTY, EMPTY), RowKind.HEADING),
            _line("Intäkter", _figure("23639.592"), _figure("21670"), "1969.592"),
            _line("Köp av verksamhet", _figure("-42491"), _figure("-38201"), "-4290"),
            _line(
                "Summa IFO",
                _figure("-18851.408", _sum("utfall", *parts)),
                _figure("-16531", _sum("budget", *parts)),
                "-2320.408",
                RowKind.TOTAL,
            ),
            _line("Varav nytt projekt", _figure(None), _figure("-10"), None, RowKind.MEMO),
        ),
        notes=("Beloppen är avrundade var för sig.",),
    )


def _goals() -> Table:
    return Table(
        key="mål",
        caption="Nämndmål",
        columns=(
            Column("indikator", "Indikator", Kind.TEXT),
            Column("utfall", "Utfall"),
            Column("mål", "Målnivå", Kind.TEXT),
            Column("bedömning", "Bedömning", Kind.RATING),
        ),
        rows=(
            Row(
                "frånvaro",
                (
                    Cell("Sjukfrånvaro", note="Lägre än i fjol."),
                    _figure("9.57", unit="%", decimals=2),
                    Cell("=7 %"),
                    Cell("Röd", Kind.RATING, tone=Tone.BAD, remark="Regel: mer än 10 % från målet."),
                ),
            ),
            Row(
                "tid",
                (
                    Cell("Handläggningstid"),
                    _figure("102", unit="dagar"),
                    Cell("-90 dagar"),
                    Cell("Grön", Kind.RATING, tone=Tone.GOOD),
                ),
            ),
        ),
    )


def _reconciliation() -> Table:
    outcome = Ref("summa", "utfall", "resultat")
    apart = Operation("-", Ref("rad", "värde"), Ref("rad", "ska"))
    status = Call(
        "IF", (Operation("<", Call("ABS", (apart,)), Number(Decimal("0.5"))), Words("OK"), Words("Granska"))
    )
    terms = tuple(Ref(row, "utfall", "resultat") for row in ("intäkter", "köp"))
    cells = (
        Cell("Resultat mot raderna"),
        _figure("-18851.408", outcome),
        _figure("-18851.408", Sum(terms)),
        Cell("OK", formula=status),
    )
    columns = (
        Column("kontroll", "Kontroll", Kind.TEXT),
        Column("värde", "Värde"),
        Column("ska", "Ska vara"),
        Column("status", "Status", Kind.TEXT),
    )
    return Table("avstämning", "Avstämning", columns, (Row("rad", cells),))


def _appendix() -> Workbook:
    return Workbook(
        title="2020 års delårsrapport – bilaga",
        subtitle="Socialnämnden · Exempelby kommun",
        sheets=(
            Sheet("Resultat", "Resultaträkning, tkr", (_economy(),), ("Intäkt är plus, kostnad minus.",)),
            Sheet("Mål & mått", "Mål och mått", (_goals(),)),
            Sheet("Avstämning", "Avstämning", (_reconciliation(),)),
        ),
        remarks=("Alla summor är formler.",),
        date="2020-05-19",
    )


def _with_table(*rows: Row, columns: tuple[Column, ...] = (Column("a", "Namn", Kind.TEXT),)) -> Workbook:
    """Return a workbook of one sheet "Blad" with one table; its header is row 4."""
    return Workbook(
        "Bilaga", "Nämnden", (Sheet("Blad", "Tabell", (Table("tabell", "Tabell", columns, rows),)),)
    )


def _with_cell(cell: Cell) -> Workbook:
    """Return a workbook whose sheet "Blad" has the cell in A5."""
    return _with_table(Row("rad", (cell,)))


# --- Reading back ---------------------------------------------------------------------------------------------


def _read(workbook: Workbook, *, values: bool = False) -> Read:
    return load_workbook(BytesIO(write_excel(workbook)), data_only=values)


def _written(cell: Cell) -> Worksheet:
    return _read(_with_cell(cell))["Blad"]


def _grid(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def _part(workbook: Workbook, name: str) -> str:
    with zipfile.ZipFile(BytesIO(write_excel(workbook))) as package:
        return package.read(name).decode()


def _without_results(package: bytes) -> bytes:
    """Return the workbook as if nothing had been calculated yet."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(
                    rb'<c ([^>]*?)(?: t="str")?>(<f>[^<]*</f>)<v>[^<]*</v></c>', rb"<c \1>\2</c>", text
                )
            target.writestr(name, text)
    return result.getvalue()


def _recalculated(workbook: Workbook, folder: Path) -> dict[str, tuple[object, object]]:
    """Return the stored and the recalculated value of every formula, by sheet and cell."""
    package = write_excel(workbook)
    path = folder / "bilaga.xlsx"
    path.write_bytes(_without_results(package))
    engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    formulas, stored = load_workbook(BytesIO(package)), load_workbook(BytesIO(package), data_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": (
            stored[sheet.title][cell.coordinate].value,
            engine.get_cell_value(number, cell.row, cell.column),
        )
        for number, sheet in enumerate(formulas.worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and cell.row and cell.column
    }


# --- Figures and formulas -------------------------------------------------------------------------------------


def test_an_independent_engine_gets_every_stored_figure(tmp_path: Path) -> None:
    values = _recalculated(_appendix(), tmp_path)
    assert len(values) == 9
    for where, (stored, computed) in values.items():
        if isinstance(computed, float):
            assert stored == pytest.approx(computed, abs=1e-9), where
        else:
            assert (stored or "") == computed, where


def test_the_engine_would_notice_a_wrong_sum(tmp_path: Path) -> None:
    wrong = _figure("3", Sum((Ref("a", "tal"), Ref("b", "tal"))))
    rows = (Row("a", (_figure("1"),)), Row("b", (_figure("1"),)), Row("c", (wrong,)))
    values = _recalculated(_with_table(*rows, columns=(Column("tal", "Tal"),)), tmp_path)
    assert values == {"Blad!A7": (3, 2.0)}


def test_the_economy_sheet_reads_as_a_table_with_live_formulas() -> None:
    assert _grid(_read(_appendix())["Resultat"]) == [
        ("Resultaträkning, tkr", None, None, None),
        ("Till Innehåll", None, None, None),
        ("Intäkt är plus, kostnad minus.", None, None, None),
        (None, None, None, None),
        ("Tkr", "Utfall\njan–apr", "Budget\njan–apr", "Avvikelse\njan–apr"),
        ("Individ & familjeomsorgen", None, None, None),
        ("Intäkter", 23639.592, 21670, "=B7-C7"),
        ("Köp av verksamhet", -42491, -38201, "=B8-C8"),
        ("Summa IFO", "=SUM(B7:B8)", "=SUM(C7:C8)", "=B9-C9"),
        ("Varav nytt projekt", None, -10, '=IF(COUNT(B10:C10)<2,"",B10-C10)'),
        ("Beloppen är avrundade var för sig.", None, None, None),
    ]


def test_previews_see_the_result_of_a_formula() -> None:
    sheet = _read(_appendix(), values=True)["Resultat"]
    assert [sheet[name].value for name in ("B9", "D8", "D10")] == [-18851.408, -4290, None]


def test_a_formula_without_a_result_is_marked_as_calculated() -> None:
    assert re.search(
        r'<c r="D10" s="\d+" t="str"><f>IF[^<]*</f><v></v></c>',
        _part(_appendix(), "xl/worksheets/sheet2.xml"),
    )


def test_a_formula_may_point_into_another_sheet() -> None:
    sheet = _read(_appendix())["Avstämning"]
    assert sheet["B5"].value == "='Resultat'!B9"
    assert sheet["C5"].value == "=SUM('Resultat'!B7:B8)"
    assert sheet["D5"].value == '=IF(ABS(B5-C5)<0.5,"OK","Granska")'


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (_figure("26707"), "#,##0"),
        (_figure("0.5", decimals=1), "#,##0.0"),
        (_figure("9.57", unit="%", decimals=2), f'#,##0.00"{NBSP}%"'),
        (_figure("102", unit="dagar"), f'#,##0"{NBSP}dagar"'),
        (_figure("12", signed=True), "+#,##0;-#,##0;#,##0"),
    ],
)
def test_the_unit_and_the_decimals_are_number_format_not_text(cell: Cell, expected: str) -> None:
    written = _written(cell)["A5"]
    assert written.data_type == "n"
    assert written.number_format == expected


def test_a_percentage_keeps_the_figure_that_was_written() -> None:
    assert _read(_appendix())["Mål & mått"]["B6"].value == 9.57


def test_a_figure_wins_over_its_wording_but_words_do_not_lose_theirs() -> None:
    assert _written(_figure("5", text="fem"))["A5"].value == 5
    assert _written(Cell("Gul", text="Gul (motiverad)"))["A5"].value == "Gul (motiverad)"
    assert _written(Cell(None, Kind.NUMBER, text="mäts i höst"))["A5"].value == "mäts i höst"


@pytest.mark.parametrize("cell", [Cell(), Cell(None, Kind.NUMBER), Cell(""), EMPTY, Cell(text="–")])
def test_what_is_missing_is_an_empty_cell(cell: Cell) -> None:
    written = _written(cell)["A5"]
    assert written.value is None
    assert written.has_style


def test_minus_nothing_is_nothing() -> None:
    assert '<c r="A5" s="4"><v>0</v></c>' in re.sub(
        r's="\d+"', 's="4"', _part(_with_cell(_figure("-0")), "xl/worksheets/sheet2.xml")
    )


def test_a_figure_from_the_source_is_a_marked_constant() -> None:
    cell = Cell(
        Decimal(-4290),
        Kind.NUMBER,
        formula=Operation("-", Ref("rad", "a"), Ref("rad", "a")),
        claim=Claim(Decimal(-4290), Decimal("-4289.5")),
        remark="Se tabell 2.",
    )
    written = _written(cell)["A5"]
    assert written.value == -4290
    assert written.font.italic
    assert written.comment is not None
    assert written.comment.text == (
        "Angivet i källan; beräknat −4\N{NO-BREAK SPACE}289,5, skillnad −0,5 (avrundning)\nSe tabell 2."
    )


# --- Words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+46 8 578 291 00", "-90 dagar", "@namn", "=cmd|' /C calc'!A0", "\t=1", "4110", "https://x.se"],
)
def test_words_stay_words(text: str) -> None:
    written = _written(Cell(text))["A5"]
    assert (written.value, written.data_type, written.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("text", ["=1+1", "+46", "-90", "@namn"])
def test_words_that_begin_like_a_formula_stay_words_when_edited(text: str) -> None:
    assert _written(Cell(text))["A5"].quotePrefix
    assert not _written(Cell("vanlig text"))["A5"].quotePrefix


def test_no_text_anywhere_became_a_formula_and_no_figure_a_text() -> None:
    book = _read(_appendix())
    kinds = {
        (kind, bool(re.fullmatch(r"-?\d+(\.\d+)?", str(cell.value))))
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and (kind := cell.data_type)
    }
    assert kinds == {("s", False), ("n", True), ("f", False)}


def test_notes_on_cells_get_a_column_of_their_own_only_when_there_are_any() -> None:
    assert [cell.value for cell in _read(_appendix())["Mål & mått"]["E"]][4:] == [
        "Kommentar",
        "Lägre än i fjol.",
        None,
    ]
    assert _read(_appendix())["Resultat"].max_column == 4


def test_several_notes_of_a_row_say_what_they_are_about_and_end_with_its_footnote() -> None:
    row = Row("rad", (Cell("a", note="Ny."), _figure("1", note="Preliminärt.")), footnote="Flyttad 2020.")
    columns = (Column("namn", "Kommentar", Kind.TEXT), Column("tal", "Utfall\nhelår"))
    sheet = _read(_with_table(row, columns=columns))["Blad"]
    assert sheet["C4"].value == "Anmärkning"
    assert sheet["C5"].value == "Kommentar: Ny.\nUtfall helår: Preliminärt.\nFlyttad 2020."


def test_remarks_for_the_auditor_hang_on_the_cell_signed_by_the_program() -> None:
    comment = _read(_appendix())["Mål & mått"]["D6"].comment
    assert comment is not None
    assert (comment.text, comment.author) == ("Regel: mer än 10 % från målet.", "rapport")


def test_a_column_explains_itself_at_its_title() -> None:
    comment = _read(_appendix())["Resultat"]["D5"].comment
    assert comment is not None
    assert comment.text == "Utfall minus budget."


# --- Looks and pages ------------------------------------------------------------------------------------------


def test_a_rating_is_a_word_with_the_colour_of_its_tone() -> None:
    rating = _read(_appendix())["Mål & mått"]["D6"]
    assert rating.value == "Röd"
    assert rating.fill.fgColor.rgb == f"FF{palette.SHADES[Tone.BAD].fill}"
    assert rating.font.color.rgb == f"FF{palette.SHADES[Tone.BAD].text}"


def test_only_adverse_figures_are_red() -> None:
    sheet = _read(_appendix())["Resultat"]
    colours = {name: sheet[name].font.color.rgb for name in ("D8", "D7", "B8")}
    assert colours == {"D8": f"FF{palette.ALARM}", "D7": f"FF{palette.INK}", "B8": f"FF{palette.INK}"}


def test_rows_show_their_part_in_the_table() -> None:
    sheet = _read(_appendix())["Resultat"]
    heading, item, total, memo = (sheet[f"A{row}"] for row in (6, 7, 9, 10))
    assert [bool(cell.font.bold) for cell in (heading, item, total, memo)] == [True, False, True, False]
    assert item.alignment.indent == 1
    assert item.alignment.horizontal == "left"
    assert total.border.bottom.style == "medium"
    assert memo.font.italic


def test_a_sheet_prints_on_a4_landscape_with_its_header_on_every_page() -> None:
    sheet = _read(_appendix())["Resultat"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "B6"
    assert not sheet.merged_cells.ranges


def test_a_sheet_prints_one_page_wide_with_its_place_in_the_book() -> None:
    text = _part(_appendix(), "xl/worksheets/sheet2.xml")
    assert '<pageSetUpPr fitToPage="1"/>' in text
    assert 'fitToHeight="0"' in text
    assert "&amp;R&amp;8Sida &amp;P av &amp;N</oddFooter>" in text
    assert '&amp;R&amp;8&amp;"-,Regular"2020 års delårsrapport – bilaga</oddHeader>' in text


def test_a_frozen_header_never_stands_above_another_table() -> None:
    goals, economy = _goals(), _economy()
    mixed = Workbook("Bilaga", "Nämnden", (Sheet("Allt", "Allt", (goals, economy)),))
    sheet = _read(mixed)["Allt"]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows is None
    assert [cell.value for cell in sheet["A"]][2:8] == [
        None,
        "Nämndmål",
        "Indikator",
        "Sjukfrånvaro",
        "Handläggningstid",
        None,
    ]


def test_a_plain_list_can_be_filtered_and_a_table_with_sums_cannot() -> None:
    book = _read(_appendix())
    assert (
        book["Mål & mått"].auto_filter.ref == "A4:E6"
        if book["Mål & mått"]["A4"].value == "Indikator"
        else "A5:E7"
    )
    assert book["Resultat"].auto_filter.ref is None


def test_long_text_is_wrapped_within_a_readable_column() -> None:
    sheet = _written(Cell("mycket " * 40))
    assert sheet.column_dimensions["A"].width == pytest.approx(60, abs=1)
    assert sheet["A5"].alignment.wrap_text
    assert sheet.row_dimensions[5].height > 50


def test_many_wide_columns_are_squeezed_to_fit_a_page() -> None:
    columns = tuple(Column(f"k{number}", f"Rubrik {number}", Kind.TEXT) for number in range(4))
    row = Row("rad", tuple(Cell("mycket " * 40) for _ in columns))
    sheet = _read(_with_table(row, columns=columns))["Blad"]
    assert sum(sheet.column_dimensions[letter].width for letter in "ABCD") < 150


# --- The book -------------------------------------------------------------------------------------------------


def test_the_first_sheet_lists_the_others_with_links_both_ways() -> None:
    book = _read(_appendix())
    contents = book["Innehåll"]
    assert book.sheetnames == ["Innehåll", "Resultat", "Mål & mått", "Avstämning"]
    assert [row[:2] for row in _grid(contents)] == [
        ("2020 års delårsrapport – bilaga", None),
        ("Socialnämnden · Exempelby kommun", None),
        ("Alla summor är formler.", None),
        (None, None),
        ("Blad", "Visar"),
        ("Resultat", "Resultaträkning, tkr"),
        ("Mål & mått", "Mål och mått"),
        ("Avstämning", "Avstämning"),
    ]
    assert contents["A7"].hyperlink.location == "'Mål & mått'!A1"
    assert book["Resultat"]["A2"].hyperlink.location == "'Innehåll'!A1"


def test_each_table_has_a_name_that_covers_header_and_rows() -> None:
    names = {name: defined.attr_text for name, defined in _read(_appendix()).defined_names.items()}
    assert names == {
        "data_resultat": "'Resultat'!$A$5:$D$10",
        "data_mål": "'Mål & mått'!$A$5:$E$7",
        "data_avstämning": "'Avstämning'!$A$4:$D$5",
    }


def test_names_that_differ_only_in_their_marks_are_kept_apart() -> None:
    columns = (Column("a", "Namn", Kind.TEXT),)
    tables = tuple(Table(key, key, columns, ()) for key in ("t.1", "t-1"))
    names = _read(Workbook("Bilaga", "Nämnden", (Sheet("Blad", "Blad", tables),))).defined_names
    assert set(names) == {"data_t_1", "data_t_1_"}


def test_the_document_says_what_it_is_and_in_which_language() -> None:
    facts = _read(_appendix()).properties
    assert (facts.title, facts.language) == ("2020 års delårsrapport – bilaga", "sv-SE")
    assert facts.subject == "Socialnämnden · Exempelby kommun"
    assert facts.created is not None
    assert facts.created.isoformat()[:10] == "2020-05-19"
    assert "<Company>Exempelby kommun</Company>" in _part(_appendix(), "docProps/app.xml")


def test_the_file_follows_the_standard(tmp_path: Path) -> None:
    path = tmp_path / "bilaga.xlsx"
    path.write_bytes(write_excel(_appendix()))
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, result.errors


def test_an_empty_workbook_and_an_empty_table_can_be_written() -> None:
    assert _read(Workbook("Bilaga", "Nämnden", ())).sheetnames == ["Innehåll"]
    assert _grid(_read(_with_table())["Blad"])[3] == ("Namn",)


def test_the_same_workbook_gives_the_same_bytes_on_any_day_in_any_zone() -> None:
    def _digest(seed: str, zone: str) -> str:
        root = str(Path(rapport.__file__).parents[1])
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root}
        command = [sys.executable, __file__]
        return subprocess.run(  # noqa: S603 - this very file
            command, env=surroundings, check=True, capture_output=True, text=True
        ).stdout

    first, second = _digest("1", "Europe/Stockholm"), _digest("2", "Pacific/Auckland")
    assert first == second == hashlib.sha256(write_excel(_appendix())).hexdigest()


# --- What can't be written ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (
            Cell("x" * 32_768),
            f"bladet ”Blad”, cell A5: texten är 32{NBSP}768 tecken lång, en cell i Excel rymmer 32{NBSP}767",
        ),
        (
            Cell("pip\x08"),
            "bladet ”Blad”, cell A5: texten innehåller styrtecknet U+0008 på plats 4, som inte kan stå i en cell",
        ),
        (Cell("a", remark="\x1b"), "bladet ”Blad”, cell A5: texten innehåller styrtecknet U+001B på plats 1"),
        (_figure("NaN"), "bladet ”Blad”, cell A5: ”NaN” är inget tal som kan stå i en cell"),
        (_figure("-Infinity"), "bladet ”Blad”, cell A5: ”-Infinity” är inget tal"),
        (_figure("1E+308"), "bladet ”Blad”, cell A5: talet 1.000E+308 är större än Excel klarar"),
    ],
)
def test_a_cell_that_excel_cannot_hold_is_named(cell: Cell, message: str) -> None:
    with pytest.raises(WorkbookError) as fault:
        write_excel(_with_cell(cell))
    assert message in str(fault.value)


def test_words_beside_a_formula_are_not_written_and_not_refused() -> None:
    assert _written(_figure("1", Number(Decimal(1)), text="pip\x08"))["A5"].value == "=1"


def test_the_longest_text_is_written_whole_in_the_highest_row() -> None:
    sheet = _written(Cell("ord " * 8_191 + "ord"))
    assert len(sheet["A5"].value) == 32_767
    assert 400 < sheet.row_dimensions[5].height <= 409


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("Nettokostnad per verksamhet 2020",), "är 32 tecken långt, Excel tillåter 31"),
        (("Utfall/budget",), "innehåller ”/”, som inte får stå i ett bladnamn"),
        (("Mål", "MÅL"), "bladnamnet ”MÅL” är upptaget av ett annat blad"),
        (("innehåll",), "bladnamnet ”innehåll” är upptaget av det första bladet, som skapas automatiskt"),
        (("'Mål",), "börjar eller slutar med en apostrof"),
        (("History",), "är reserverat av Excel"),
        ((" ",), "är tomt"),
    ],
)
def test_a_sheet_name_that_excel_refuses_is_explained(names: tuple[str, ...], message: str) -> None:
    with pytest.raises(WorkbookError) as fault:
        write_excel(Workbook("Bilaga", "Nämnden", tuple(Sheet(name, name, ()) for name in names)))
    assert message in str(fault.value)


def test_a_sheet_of_too_many_rows_is_named() -> None:
    with pytest.raises(WorkbookError) as fault:
        check_extent(1_048_577, 3, "Källor")
    assert str(fault.value).startswith(
        f"bladet ”Källor”: 1{NBSP}048{NBSP}577 rader och 3 kolumner; Excel rymmer"
    )


def test_a_cell_outside_the_sheet_is_not_lost_in_silence() -> None:
    page = add_page(Book(File(), {}), "Blad")
    with pytest.raises(WorkbookError, match="bladet ”Blad”, cell A1048577: cellen kunde inte skrivas"):
        write_text(page, (1_048_576, 0), "text", Look(Part.DATA))


def test_two_columns_with_one_title_cannot_be_told_apart() -> None:
    columns = (Column("a", "Utfall\nhelår"), Column("b", "Utfall helår"))
    with pytest.raises(WorkbookError, match="tabellen ”Tabell”: två kolumner har rubriken ”Utfall helår”"):
        write_excel(_with_table(columns=columns))


def test_two_tables_with_one_key_cannot_be_referred_to() -> None:
    sheets = (Sheet("Ett", "Ett", (_goals(),)), Sheet("Två", "Två", (_goals(),)))
    with pytest.raises(WorkbookError, match="tabellnyckeln ”mål” används av två tabeller"):
        write_excel(Workbook("Bilaga", "Nämnden", sheets))


def test_a_formula_to_nowhere_is_named() -> None:
    with pytest.raises(FormulaError, match="refers to row 'ifa', which table 'tabell' does not have"):
        write_excel(_with_cell(_figure("1", Ref("ifa", "a"))))


def test_a_row_that_does_not_fit_its_columns_is_named() -> None:
    with pytest.raises(ValueError, match="table 'tabell', row 'rad': 2 cells, 1 columns"):
        write_excel(_with_table(Row("rad", (Cell("a"), Cell("b")))))


def test_a_row_key_used_twice_is_named() -> None:
    with pytest.raises(ValueError, match="table 'tabell' has two rows with the key 'rad'"):
        write_excel(_with_table(Row("rad", (Cell("a"),)), Row("rad", (Cell("b"),))))


if __name__ == "__main__":
    sys.stdout.write(hashlib.sha256(write_excel(_appendix())).hexdigest())


def test_the_colour_of_a_computed_rating_follows_its_word() -> None:
    light = Call("IF", (Operation("<", Ref("a", "tal"), Number(Decimal(0))), Words("Röd"), Words("Grön")))
    table = Table(
        "ljus",
        "Ljus",
        (Column("namn", "Namn", Kind.TEXT), Column("tal", "Tal"), Column("ljus", "Ljus", Kind.RATING)),
        (Row("a", (Cell("Rad"), _figure("5"), Cell("Grön", Kind.RATING, tone=Tone.GOOD, formula=light))),),
        tones=(("Grön", Tone.GOOD), ("Röd", Tone.BAD)),
    )
    sheet = _read(Workbook("Bilaga", "Nämnden", (Sheet("Ljus", "Ljus", (table,)),)))["Ljus"]
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    assert {(rule.formula[0], rule.dxf.fill.bgColor.rgb[-6:]) for rule in rules} == {
        ('"Grön"', palette.SHADES[Tone.GOOD].fill),
        ('"Röd"', palette.SHADES[Tone.BAD].fill),
    }
