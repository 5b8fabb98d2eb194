"""What other municipalities do: each folder here is a small project of the invented Norrhamns kommun.

Every project goes through the public build; what is asserted is what a reader sees in the Word file, and what an
independent engine computes in the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import ironcalc
import pytest
from openpyxl import load_workbook

from rapport.build import Request, build
from rapport.diagnostic import Level
from rapport.notation import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.diagnostic import Diagnostic

HERE = Path(__file__).parent
CASES = {
    "fyra-steg": "2031-03",
    "smileys": "2031-Q2",
    "fem-steg": "2031-T2",
    "kostnader-plus": "2031-10",
    "kronor": "2031-Q3",
    "investeringar-och-personal": "2031-12",
}


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split(" ")).replace("\n", " / ")


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@dataclass(frozen=True)
class Word:
    """A Word file as read by another library: its paragraphs with styles, its tables as text."""

    paragraphs: list[tuple[str, str]]
    tables: list[list[list[str]]]

    def headings(self, level: int) -> list[str]:
        return [text for style, text in self.paragraphs if style == f"Heading {level}"]

    def titled(self, first: str) -> list[list[str]]:
        """Return the table whose first column has a title."""
        return next(table for table in self.tables if table[0][0] == first)

    def says(self, words: str) -> bool:
        return any(words in text for _, text in self.paragraphs)


@dataclass(frozen=True)
class Excel:
    """A workbook recalculated by an engine that had no part in writing it."""

    path: Path
    engine: Any

    def sheets(self) -> list[str]:
        return load_workbook(self.path).sheetnames

    def grid(self, sheet: str) -> list[list[Any]]:
        """Return the values of a sheet as recalculated."""
        number = self.sheets().index(sheet)
        read = load_workbook(self.path)[sheet]
        return [
            [self.engine.get_cell_value(number, row, column) for column in range(1, read.max_column + 1)]
            for row in range(1, read.max_row + 1)
        ]

    def value(self, sheet: str, row: str, column: str) -> Any:
        """Return a value by the name of its row and the title of its column."""
        grid = self.grid(sheet)
        titles = next(line for line in grid if column in [str(cell).replace("\n", " ") for cell in line])
        place = [str(cell).replace("\n", " ") for cell in titles].index(column)
        return next(line for line in grid if str(line[0]).strip() == row)[place]

    def formulas(self) -> Iterator[tuple[str, object, object]]:
        """Yield every formula's place, its stored and its recalculated value."""
        stored = load_workbook(self.path, data_only=True)
        for number, sheet in enumerate(load_workbook(self.path).worksheets):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f" and cell.row and cell.column:
                        place = f"{sheet.title}!{cell.coordinate}"
                        computed = self.engine.get_cell_value(number, cell.row, cell.column)
                        yield place, stored[sheet.title][cell.coordinate].value, computed


@dataclass(frozen=True)
class Made:
    findings: list[Diagnostic]
    word: Word
    excel: Excel


def read_word(path: Path) -> Word:
    document = docx.Document(str(path))
    paragraphs = [(p.style.name, plain(p.text)) for p in document.paragraphs if p.style and p.text.strip()]
    tables = [[[plain(cell.text) for cell in row.cells] for row in table.rows] for table in document.tables]
    return Word(paragraphs, tables)


def read_excel(path: Path) -> Excel:
    engine = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    return Excel(path, engine)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Return every project, built."""
    made = {}
    for case, period in CASES.items():
        built = build(Request(HERE / case, parse_period(period), tmp_path_factory.mktemp(case)))
        files = {file.suffix: file for file in built.files}
        made[case] = Made(built.diagnostics, read_word(files[".docx"]), read_excel(files[".xlsx"]))
    return made


@pytest.mark.parametrize("case", CASES)
def test_every_folder_is_a_project_without_errors_and_contradictions(
    reports: dict[str, Made], case: str
) -> None:
    assert [str(found) for found in reports[case].findings if found.level is not Level.WARNING] == []


def test_every_folder_is_tested() -> None:
    assert {folder.name for folder in HERE.iterdir() if (folder / "data").is_dir()} == set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_an_independent_engine_gets_every_stored_figure(reports: dict[str, Made], case: str) -> None:
    for place, stored, computed in reports[case].excel.formulas():
        if isinstance(computed, float):
            assert stored == pytest.approx(computed, abs=1e-9), place
        else:
            assert (stored or "") == (computed or ""), place


class TestFourLevelsInWords:
    """Three levels of goals, four grades in words, outcome as a share of the target, roll-up by mean."""

    def test_the_tree_keeps_the_names_and_depth_of_the_municipality(self, reports: dict[str, Made]) -> None:
        assert reports["fyra-steg"].word.titled("Effektmål och indikator") == cells("""
            Effektmål och indikator      | Utfall   | Målnivå    | Bedömning
            Kulturen finns nära alla     | 0 av 2   | 2 av 2     | Delvis uppfyllt
            Fler läser                   | 1 av 2   | 2 av 2     | I huvudsak uppfyllt
            Turer med bokbussen          | 34       | ≥ 40       | I huvudsak uppfyllt
            Lån per invånare             | 6,4      | 6,0        | Uppfyllt
            Unga har någonstans att vara | 0 av 2   | 2 av 2     | Delvis uppfyllt
            Besök på fritidsgården       | 540      | 1 200      | Ej uppfyllt
            Svarstid på bokningar        | 12 dagar | ≤ 10 dagar | I huvudsak uppfyllt
        """)

    def test_the_ratio_rule_is_explained_with_its_bounds(self, reports: dict[str, Made]) -> None:
        told = "I huvudsak uppfyllt: utfallet i förhållande till målet är minst 80 % och mindre än 100 %."
        assert reports["fyra-steg"].word.says(told)

    def test_long_grades_stand_with_the_months_down(self, reports: dict[str, Made]) -> None:
        # January has a file of its own, February is typed in the report of March.
        assert reports["fyra-steg"].word.titled("Månad") == cells("""
            Månad    | Kulturen finns nära alla
            Januari  | Uppfyllt
            Februari | I huvudsak uppfyllt
            Mars     | Delvis uppfyllt
        """)

    def test_the_analysis_of_a_lower_goal_is_printed(self, reports: dict[str, Made]) -> None:
        word = reports["fyra-steg"].word
        assert "Kulturen finns nära alla" in word.headings(3)
        assert word.says("Bokbussen stod en vecka.")

    def test_a_report_without_economy_has_no_such_chapter(self, reports: dict[str, Made]) -> None:
        assert reports["fyra-steg"].word.headings(1) == ["Viktiga händelser", "Målöversikt"]


class TestTwoSmileys:
    """Two grades with a smiley and text, a quarter, position among others, yes or no, judged by hand, worst part."""

    def test_a_quarter_has_its_own_title(self, reports: dict[str, Made]) -> None:
        word = reports["smileys"].word
        assert ("Title", "Kvartalsrapport januari–juni 2031") in word.paragraphs
        assert word.says("Omsorgskontoret")

    def test_the_smiley_never_stands_without_its_words(self, reports: dict[str, Made]) -> None:
        assert reports["smileys"].word.titled("Kvalitetsmål") == cells("""
            Kvalitetsmål | Hemtjänst   | Handläggning     | Öppenhet
            Bedömning    | ☺ Når målet | ☹ Når inte målet | ☺ Når målet
        """)

    def test_a_place_among_the_best_quarter_is_good(self, reports: dict[str, Made]) -> None:
        table = reports["smileys"].word.titled("Kvalitetsmål och indikator")
        assert table[2] == ["Nöjda med hemtjänsten", "58/290", "–", "☺ Når målet"]
        assert (
            reports["smileys"].excel.value("Indikatorer", "Nöjda med hemtjänsten", "Bedömning") == "Når målet"
        )

    def test_yes_and_no_are_kept_as_words(self, reports: dict[str, Made]) -> None:
        promised = [row for table in reports["smileys"].word.tables for row in table if row[2:3] == ["Ja"]]
        assert promised == [
            ["Alla har en fast omsorgskontakt", "Ja", "Ja", "☺ Når målet"],
            ["E-tjänst för ansökan finns", "Nej", "Ja", "☹ Når inte målet"],
        ]

    def test_a_goal_may_be_judged_by_hand_alone(self, reports: dict[str, Made]) -> None:
        assert reports["smileys"].word.titled("Inriktning")[1] == [
            "Öppenhet mot anhöriga",
            "–",
            "–",
            "☺ Når målet",
        ]
        assert reports["smileys"].word.says("Så bedöms inriktningen. Bedöms för hand")


class TestFiveStepsOfMovement:
    """Five grades, movement since last year, share of best with a required share, earlier years, women and men."""

    def test_three_earlier_years_stand_beside_this_one(self, reports: dict[str, Made]) -> None:
        assert reports["fem-steg"].word.titled("Nämndmål och indikator") == cells("""
            Nämndmål och indikator               | Utfall / 2028 | Utfall / 2029 | Utfall / 2030 | Utfall / 2031 | Målnivå | Bedömning
            Alla är trygga i skolan              | –    | –    | –     | 1 av 3 | 3 av 3 | 0 Oförändrat
            Elever som känner sig trygga         | 81 % | 82 % | 84 %  | 90 %   | – | ++ Mycket bättre
            Kvinnor                              | –    | –    | –     | 88 %   | – | –
            Män                                  | –    | –    | –     | 92 %   | – | –
            Elever med behörighet till gymnasiet | –    | 86 % | 87 %  | 87,5 % | – | 0 Oförändrat
            Elever med hög frånvaro              | –    | –    | 9,0 % | 7,5 %  | – | + Bättre
            Elever med modersmålsundervisning    | –    | –    | 12 %  | –      | – | Ej bedömd / utfall saknas
        """)

    def test_a_goal_with_too_few_rated_parts_is_not_rated(self, reports: dict[str, Made]) -> None:
        goals = [row for table in reports["fem-steg"].word.tables for row in table]
        assert ["Förskolorna har små grupper", "–", "0 av 1", "1 av 1", "Ej bedömd / för få bedömda"] in goals
        assert ["Barn per grupp", "14,5", "15,5", "–", "− Sämre"] in goals

    def test_the_municipality_has_a_template_of_its_own(self, reports: dict[str, Made]) -> None:
        assert reports["fem-steg"].word.headings(1) == ["Utbildningen hittills i år"]

    def test_the_workbook_has_the_ratings_by_rule(self, reports: dict[str, Made]) -> None:
        excel = reports["fem-steg"].excel
        assert excel.value("Indikatorer", "Elever med hög frånvaro", "Enligt regel") == "Bättre"
        assert excel.value("Indikatorer", "Elever med hög frånvaro", "Utfall, tal") == 7.5
        assert excel.value("Indikatorer", "Kvinnor", "Utfall, tal") == 88


class TestCostsArePositive:
    """Costs with a plus sign, millions with a decimal, last year, a share of the budget, a light with other words."""

    def test_the_table_is_as_the_municipality_draws_it(self, reports: dict[str, Made]) -> None:
        table = reports["kostnader-plus"].word.titled("Post")
        assert [row for row in table if row[0] != "Kostnader"] == cells("""
            Post         | Bokslut / helår 2030 | Utfall / jan–okt | Budget / helår | Förbrukat | Prognos / helår | Avvikelse / helår | Läge
            Förskola     | 118,2 | 101,2 | 120,5 | 84 % | 123,4 | −2,9 | ■ Ur fas
            Grundskola   | 231,0 | 199,0 | 240,0 | 83 % | 238,6 | 1,4  | ● I fas
            Avgifter     | −14,8 | −11,9 | −15,0 | 79 % | −14,2 | −0,8 | ■ Ur fas
            Nettokostnad | 334,4 | 288,3 | 345,5 | 83 % | 347,8 | −2,3 | –
        """)

    def test_a_cost_above_budget_is_a_deficit_in_text_as_well(self, reports: dict[str, Made]) -> None:
        word = reports["kostnader-plus"].word
        assert word.says("Prognosen är −2,3 mnkr mot budget.")
        assert word.headings(3)[0] == "Förskola −2,9 mnkr"

    def test_what_is_done_about_the_deficit_is_told(self, reports: dict[str, Made]) -> None:
        measures = reports["kostnader-plus"].word.tables[-1]
        assert "Egen vikariepool" in measures[1][0]

    def test_the_workbook_computes_variance_share_and_light(self, reports: dict[str, Made]) -> None:
        excel = reports["kostnader-plus"].excel
        assert excel.value("Drift per verksamhet", "Nettokostnad", "Avvikelse helår") == pytest.approx(-2.3)
        assert excel.value("Drift per verksamhet", "Nettokostnad", "Förbrukat") == pytest.approx(
            288.3 / 345.5 * 100
        )
        assert excel.value("Drift per verksamhet", "Grundskola", "Läge") == "I fas"
        assert excel.value("Drift per verksamhet", "Avgifter", "Läge") == "Ur fas"

    def test_the_workbook_says_which_way_the_signs_go(self, reports: dict[str, Made]) -> None:
        excel = reports["kostnader-plus"].excel
        front = [str(cell) for line in excel.grid(excel.sheets()[0]) for cell in line]
        assert "Kostnader är plus och intäkter minus; en positiv avvikelse är alltid bra." in front
        assert "Intäkter är plus och kostnader minus; en positiv avvikelse är alltid bra." not in front


class TestWholeKronor:
    """Amounts in kronor printed in thousands, rows with nothing but a budget, words and rough figures in cells."""

    def test_words_and_rough_figures_stand_where_figures_do(self, reports: dict[str, Made]) -> None:
        assert reports["kronor"].word.titled("Post") == cells("""
            Post               | Utfall / jan–sep | Budget / jan–sep | Avvikelse / jan–sep | Prognos / helår | Budget / helår | Avvikelse / helår
            Badhuset           | −3 187 | −3 188      | 0 | −4 300 | −4 250 | −50
            Ishallen1          | Stängt | Ej aktuellt | – | Stängt | −1 100 | 1 100
            Campingen          | 92     | 90          | 2 | ca 116 | 120    | −4
            Nämndens reserv    | –      | –           | – | –      | −500   | 500
            Summa anläggningar | −3 095 | −3 098      | 2 | −4 184 | −5 730 | 1 546
        """)

    def test_footnote_and_rounding_are_told_below_the_table(self, reports: dict[str, Made]) -> None:
        assert reports["kronor"].word.says("Ishallen byggs om hela året.")
        assert reports["kronor"].word.says("Beloppen är avrundade var för sig")

    def test_the_workbook_keeps_every_krona(self, reports: dict[str, Made]) -> None:
        excel = reports["kronor"].excel
        assert excel.value("Anläggningar", "Badhuset", "Avvikelse jan–sep") == pytest.approx(0.05)
        assert excel.value("Anläggningar", "Summa anläggningar", "Avvikelse helår") == pytest.approx(1545.6)
        assert excel.value("Anläggningar", "Campingen", "Prognos helår") == 116
        assert excel.value("Anläggningar", "Ishallen", "Prognos helår") == "Stängt"


class TestInvestmentsAndStaff:
    """Projects over several years with their total, and figures that are no money."""

    def test_a_project_has_total_accumulated_and_yearly_figures(self, reports: dict[str, Made]) -> None:
        assert reports["investeringar-och-personal"].word.titled("Post") == cells("""
            Post         | Budget | Upparbetat före året | Utfall / helår | Årsbudget | Upparbetat totalt | Återstår | Andel
            Vattentornet | 48 000 | 12 500 | 18 300      | 20 000 | 30 800 | 17 200 | 64 %
            Bron över ån | 9 000  | 8 200  | 950         | 500    | 9 150  | −150   | 102 %
            Kajen        | 30 000 | –      | Ej påbörjat | 0      | –      | 30 000 | 0 %
            Summa        | 87 000 | 20 700 | 19 250      | 20 500 | 39 950 | 47 050 | 46 %
        """)

    def test_staff_are_counted_in_their_own_unit_and_shares_are_never_added(
        self, reports: dict[str, Made]
    ) -> None:
        word = reports["investeringar-och-personal"].word
        assert word.says("Personal, december 2031, årsarbetare")
        assert word.tables[-1][-1] == ["Hela förvaltningen", "15,5", "34,5", "50,0", "49,5", "0,5", "5,4 %"]

    def test_the_workbook_computes_what_remains(self, reports: dict[str, Made]) -> None:
        excel = reports["investeringar-och-personal"].excel
        assert excel.value("Investeringar", "Bron över ån", "Återstår") == -150
        assert excel.value("Investeringar", "Summa", "Återstår") == 47050
        assert excel.value("Personal", "Hela förvaltningen", "Förändring") == pytest.approx(0.5)
        assert excel.value("Personal", "Hela förvaltningen", "Sjukfrånvaro") == 5.4
