"""A municipality's folder: the council's report of what its committees report, and all of them built at once."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import ironcalc
import pytest
from council import CARE, COUNCIL, SCHOOL, TECHNICAL, write_municipality
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator
from wording import write_files

from rapport import municipality
from rapport.build import Built, Request, build, check
from rapport.cli.app import run
from rapport.compose.folders import declares_committees, template_folders
from rapport.diagnostic import Level
from rapport.gather import gather
from rapport.municipality import Brief, Job, places
from rapport.notation import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    Told = pytest.CaptureFixture[str]

T1 = parse_period("2031-T1")
BROKEN = {
    "skolnämnden": {
        "T1/ekonomi.yaml": "ekonomi:\n  netto:\n    hus: {utfall: mycket, budget: 5 000}\n    folk: {utfall: 6 000, budget: 6 200}\n"
    }
}


@pytest.fixture
def kommun(tmp_path: Path) -> Path:
    return write_municipality(tmp_path / "kommunen")


def built(root: Path) -> Built:
    return build(Request(root, T1, root / "out"))


def tables(made: Built) -> list[list[list[str]]]:
    document = docx.Document(str(next(file for file in made.files if file.suffix == ".docx")))
    return [
        [[re.sub(r"\s+", " ", cell.text) for cell in row.cells] for row in table.rows]
        for table in document.tables
    ]


def titled(made: Built, first: str) -> list[list[str]]:
    return next(table for table in tables(made) if table[0][0] == first)


def text(made: Built) -> str:
    document = docx.Document(str(next(file for file in made.files if file.suffix == ".docx")))
    return "\n".join(paragraph.text.replace("\N{NO-BREAK SPACE}", " ") for paragraph in document.paragraphs)


def told(made: Built, check_name: str) -> list[str]:
    found = (finding for finding in made.diagnostics if finding.check == check_name)
    return [f"{finding.origin}: {finding.message}; {finding.help}" for finding in found]


def formulas(made: Built) -> Iterator[tuple[str, str, object, object]]:
    """Yield every formula of the workbook: its place, itself, its stored and its recalculated value."""
    path = next(file for file in made.files if file.suffix == ".xlsx")
    engine: Any = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    engine.evaluate()
    stored = load_workbook(path, data_only=True)
    for number, sheet in enumerate(load_workbook(path).worksheets):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and cell.row and cell.column:
                    computed = engine.get_cell_value(number, cell.row, cell.column)
                    kept = stored[sheet.title][cell.coordinate].value
                    yield f"{sheet.title}!{cell.coordinate}", str(cell.value), kept, computed


def recalculated(made: Built) -> list[tuple[str, str, object, object]]:
    """Return every formula of the workbook, each of which an independent engine gives the stored value."""
    found = list(formulas(made))
    for place, formula, stored, computed in found:
        if isinstance(computed, float):
            assert stored == pytest.approx(computed, abs=1e-9), (place, formula)
        else:
            assert (stored or "") == (computed or ""), (place, formula)
    return found


class TestCouncilReport:
    def test_figures_are_the_committees_own_in_the_councils_unit_and_sign(self, kommun: Path) -> None:
        # 1 000 499 + 2 000 499 kr are 3 000,998 tkr; rounded one by one they would be 3 000.
        assert titled(built(kommun), "Post") == [
            ["Post", "Utfall jan–apr", "Budget jan–apr", "Avvikelse jan–apr"],
            ["Vårdnämnden", "−3 001", "−3 000", "−1"],
            ["Skolnämnden", "−11 100", "−11 200", "100"],
            ["Tekniska nämnden", "−7 750", "−7 500", "−250"],
            ["Alla nämnder", "−21 851", "−21 700", "−151"],
        ]

    def test_goals_of_the_council_are_rated_by_the_committees_goals(self, kommun: Path) -> None:
        assert titled(built(kommun), "Kommunens mål") == [
            ["Kommunens mål", "Vårdnämnden", "Skolnämnden", "Tekniska nämnden", "Bedömning"],
            ["Trygg kommun", "● Grön", "▲ Gul 1 Gul, 1 Grön", "● Grön", "▲ Gul"],
            ["Klimatet räddas", "■ Röd", "–", "■ Röd", "■ Röd"],
        ]

    def test_goals_are_counted_per_committee_and_grade(self, kommun: Path) -> None:
        assert titled(built(kommun), "Nämnd")[1:] == [
            ["Vårdnämnden", "1", "0", "1", "0"],
            ["Skolnämnden", "1", "1", "0", "0"],
            ["Tekniska nämnden", "1", "0", "1", "0"],
            ["Summa", "3", "1", "2", "0"],
        ]

    def test_an_independent_engine_gets_every_stored_figure(self, kommun: Path) -> None:
        found = recalculated(built(kommun))
        totals = {
            (formula, round(float(str(stored)), 3))
            for place, formula, stored, _ in found
            if "SUM" in formula and "Nettok" in place
        }
        assert ("=SUM(B6:B8)", -21850.998) in totals

    def test_a_table_of_its_own_does_not_hide_the_one_over_the_committees(self, tmp_path: Path) -> None:
        own = "  centralt:\n    namn: Centralt\n    kolumner: {utfall: {namn: Utfall}}\n    rader: {finans: {namn: Finans}}\n"
        files = {
            "ekonomi.yaml": COUNCIL["ekonomi.yaml"] + own,
            "T1/ekonomi.yaml": "ekonomi: {centralt: {finans: {utfall: 700}}}\n",
        }
        made = built(write_municipality(tmp_path, {"": files}))
        posts = [table for table in tables(made) if table[0][0] == "Post"]
        assert [table[-1][:2] for table in posts] == [["Alla nämnder", "−21 851"], ["Finans", "700"]]

    def test_the_sources_name_the_committees_files(self, kommun: Path) -> None:
        path = next(file for file in built(kommun).files if file.suffix == ".xlsx")
        rows = [[cell.value for cell in row] for row in load_workbook(path)["Underlag"].iter_rows()]
        (row,) = [row for row in rows if row[0] == "nämnderna.skola.utfall"]
        assert row[6:8] == ["hämtad från Skolnämnden", "skolnämnden/data/2031/ekonomi.yaml:14:7"]

    def test_every_goal_of_every_committee_is_listed_with_its_place(self, kommun: Path) -> None:
        path = next(file for file in built(kommun).files if file.suffix == ".xlsx")
        rows = [[cell.value for cell in row] for row in load_workbook(path)["Nämndmål"].iter_rows()]
        assert [
            "Skolnämnden",
            "Målet korridorer",
            "Trygg kommun",
            "Gul",
            "skolnämnden/data/2031/år.yaml:16:3",
        ] in [row[:5] for row in rows]
        assert len([row for row in rows if str(row[4]).endswith(":3")]) == 6

    def test_a_figure_is_explained_down_to_what_the_committee_typed(self, kommun: Path, capsys: Told) -> None:
        assert run(["explain", "2031-T1", "nämnderna.total.utfall", "--project", str(kommun)]) == 0
        out = capsys.readouterr().out
        assert "hämtas från skola: netto.total" in out
        assert "inskriven (skolnämnden/data/2031/T1/ekonomi.yaml:3:19)" in out

    def test_a_goal_is_explained_by_the_goals_that_serve_it(self, kommun: Path, capsys: Told) -> None:
        assert run(["explain", "2031-T1", "trygghet", "--project", str(kommun)]) == 0
        assert (
            "Skolnämnden, korridorer: Gul: Målet korridorer (skolnämnden/data/2031/år.yaml:"
            in capsys.readouterr().out
        )

    @pytest.mark.parametrize("changes", [{}, BROKEN])
    def test_its_documents_are_valid(self, tmp_path: Path, changes: dict[str, dict[str, str]]) -> None:
        made = built(write_municipality(tmp_path, changes))
        assert len(made.files) == 2
        for file in made.files:
            assert OpenXmlValidator().validate(file).errors == []

    def test_a_review_copy_says_where_its_figures_come_from(self, kommun: Path) -> None:
        request = Request(kommun, T1, kommun / "out", formats=("docx",), review=True, tie_out=True)
        (file,) = build(request).files
        with zipfile.ZipFile(file) as package:
            comments = package.read("word/comments.xml").decode()
        assert (
            "Hämtat från Tekniska nämnden: netto.total.budget. Källa: teknik/data/2031/ekonomi.yaml:14:7"
            in comments
        )
        assert "Enligt regeln: Gul." in comments

    def test_nothing_is_wrong_with_it(self, kommun: Path) -> None:
        assert [f.message for f in built(kommun).diagnostics if f.level is not Level.WARNING] == []


class TestCouncilPlan:
    LIGHTS = "lampor: {nivå: nämndmål, namn: Gatan är upplyst, bidrar_till: trygghet, indikatorer: {hela: {namn: Hela lampor, målnivå: '>90 %'}}}"

    def plan(self, root: Path) -> Built:
        return build(Request(root, parse_period("2031-plan"), root / "out"))

    def test_a_goal_has_the_committees_goals_that_serve_it_with_their_targets(self, tmp_path: Path) -> None:
        technical = TECHNICAL["år.yaml"].replace(
            "lampor: {nivå: nämndmål, namn: Målet lampor, bidrar_till: trygghet}", self.LIGHTS
        )
        made = self.plan(write_municipality(tmp_path / "kommunen", {"teknik": {"år.yaml": technical}}))
        assert titled(made, "Nämndens mål och indikator") == [
            ["Nämndens mål och indikator", "Målnivå 2031"],
            ["Vårdnämnden: Målet hemtjänst", "0 indikatorer"],
            ["Skolnämnden: Målet korridorer", "0 indikatorer"],
            ["Skolnämnden: Målet lunch", "0 indikatorer"],
            ["Tekniska nämnden: Gatan är upplyst", "1 indikator"],
            ["Hela lampor", "> 90 %"],
        ]

    def test_a_committees_goals_have_no_ratings_yet(self, kommun: Path) -> None:
        assert titled(self.plan(kommun), "Mål") == [
            ["Mål", "Bidrar till"],
            ["Målet hemtjänst", "Trygg kommun"],
            ["Målet bilar", "Klimatet räddas"],
        ]

    def test_its_title_is_the_councils(self, kommun: Path) -> None:
        assert text(self.plan(kommun)).startswith("Granviks kommun\nMål och budget 2031")

    def test_a_committee_with_errors_is_named(self, tmp_path: Path) -> None:
        broken = {"teknik": {"år.yaml": TECHNICAL["år.yaml"] + "nonsens: 1\n"}}
        made = self.plan(write_municipality(tmp_path / "kommunen", broken))
        assert "Tekniska nämnden är inte med i planen: uppgifterna har fel" in text(made)


class TestMissingCommittees:
    def test_one_with_errors_is_left_out_of_every_column_and_named(self, tmp_path: Path) -> None:
        made = built(write_municipality(tmp_path, BROKEN))
        assert titled(made, "Post")[2:] == [
            ["Skolnämnden", "–", "–", "–"],
            ["Tekniska nämnden", "−7 750", "−7 500", "−250"],
            ["Alla nämnder", "−10 751", "−10 500", "−251"],
        ]
        assert titled(made, "Kommunens mål")[1] == ["Trygg kommun", "● Grön", "saknas", "● Grön", "● Grön"]
        assert titled(made, "Nämnd")[2] == ["Skolnämnden uppgifterna har fel", "–", "–", "–", "–"]
        assert "Skolnämnden är inte med i rapporten: uppgifterna har fel." in text(made)
        assert "Uppgifter saknas från Skolnämnden (uppgifterna har fel). Summorna är utan dem." in text(made)
        assert told(made, "unread-committee") == [
            "data/2031/år.yaml:5:3: Skolnämnden är inte med i rapporten för januari–april 2031: ”mycket” är inget tal; rätta felet; rapport check --project skolnämnden visar allt om nämnden"
        ]
        assert recalculated(made)

    def test_it_is_told_first_of_what_to_look_at(self, tmp_path: Path, capsys: Told) -> None:
        root = write_municipality(tmp_path, BROKEN)
        assert run(["show", "-p", "2031-T1", "--project", str(root)]) == 0
        assert "Nämnder som inte är med\n  Skolnämnden: uppgifterna har fel\n" in capsys.readouterr().out

    def test_a_text_about_it_has_dashes_and_is_built(self, tmp_path: Path) -> None:
        words = (
            "Skolan {{ ekonomi.nämnderna.skola.utfall | utan_tecken | mkr }}, "
            "vården {{ ekonomi.nämnderna.vård.utfall | tkr }}, "
            "avvikelsen {{ ekonomi.nämnderna.skola.avvikelse }}.\n"
        )
        made = built(write_municipality(tmp_path, {**BROKEN, "": {"T1/sammanfattning.md": words}}))
        assert "Skolan –, vården −3 001 tkr, avvikelsen –." in text(made)

    def test_one_that_has_not_reported_is_left_out_with_its_budget(self, kommun: Path) -> None:
        shutil.rmtree(kommun / "teknik" / "data" / "2031" / "T1")
        made = built(kommun)
        assert titled(made, "Post")[3:] == [
            ["Tekniska nämnden", "–", "–", "–"],
            ["Alla nämnder", "−14 101", "−14 200", "99"],
        ]
        assert len(told(made, "unreported-committee")) == 1

    def test_errors_elsewhere_in_a_committees_year_do_not_matter(self, tmp_path: Path) -> None:
        made = built(write_municipality(tmp_path, {"vård": {"T2/utfall.yaml": "utfall: {ingenting: 3}\n"}}))
        assert told(made, "unread-committee") == []

    def test_a_missing_figure_is_a_contradiction(self, tmp_path: Path) -> None:
        without = (
            CARE["T1/ekonomi.yaml"].replace(", budget: -1 000 000", "").replace(", budget: -2 000 000", "")
        )
        made = built(write_municipality(tmp_path, {"vård": {"T1/ekonomi.yaml": without}}))
        # All have an outcome and two a budget: the two sums can't be held against each other.
        assert titled(made, "Post")[1::3] == [
            ["Vårdnämnden", "−3 001", "–", "–"],
            ["Alla nämnder", "−21 851", "−18 700", "–"],
        ]
        assert (
            "Budget saknas från Vårdnämnden. Summan är ofullständig och ställs inte mot andra kolumner."
            in text(made)
        )
        assert len(told(made, "missing-committee-figure")) == 1
        assert recalculated(made)

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions don't hold for this user")
    def test_a_folder_that_may_not_be_read_is_left_out(self, kommun: Path) -> None:
        (kommun / "vård" / "data").chmod(0)
        assert "går inte att läsa" in told(built(kommun), "unread-committee")[0]

    def test_a_folder_that_is_not_there_stops_the_council_and_the_nearest_is_named(
        self, kommun: Path
    ) -> None:
        shutil.move(kommun / "vård", kommun / "vården")
        made = built(kommun)
        assert made.refused
        assert told(made, "no-committee-folder") == [
            "data/2031/år.yaml:4:3: nämndens mapp ”vård” finns inte; menade du ”vården”?"
        ]

    @pytest.mark.parametrize(
        "folder", ["../annan", "/etc", "c:/annan", ".", "skolnämnden/../../annan", "a\\b"]
    )
    def test_a_folder_outside_is_not_opened(self, tmp_path: Path, folder: str) -> None:
        write_files(CARE, tmp_path / "annan")
        years = COUNCIL["år.yaml"].replace(
            "vård: Vårdnämnden", f"vård: {{namn: Vårdnämnden, mapp: '{folder}'}}"
        )
        made = built(write_municipality(tmp_path / "kommunen", {"": {"år.yaml": years}}))
        assert made.refused
        assert len(told(made, "committee-outside")) == 1

    def test_neither_is_one_that_is_a_link_to_the_outside(self, kommun: Path, tmp_path: Path) -> None:
        shutil.move(kommun / "vård", tmp_path / "annan")
        (kommun / "vård").symlink_to(tmp_path / "annan", target_is_directory=True)
        assert len(told(built(kommun), "committee-outside")) == 1

    def test_a_committee_that_nobody_declared_is_noticed(self, kommun: Path) -> None:
        write_files(TECHNICAL, kommun / "kultur")
        (found,) = told(built(kommun), "undeclared-committee")
        assert "mappen ”kultur” har uppgifter för 2031 men står inte under nämnder:" in found


class TestClaims:
    def test_a_committees_rounding_is_printed_and_marked(self, tmp_path: Path) -> None:
        # −7,75 less −7,50 is −0,25; the committee states −0,26, which its rounding explains.
        typed = {"T1/ekonomi.yaml": TECHNICAL["T1/ekonomi.yaml"] + "    total: {avvikelse: -0.26}\n"}
        made = built(write_municipality(tmp_path, {"teknik": typed}))
        assert titled(made, "Post")[3] == ["Tekniska nämnden", "−7 750", "−7 500", "−260"]
        assert told(made, "figure-contradicts") == []
        path = next(file for file in made.files if file.suffix == ".xlsx")
        (cell,) = [
            row[3]
            for row in load_workbook(path)["Nettokostnad per nämnd"]
            if row[0].value == "Tekniska nämnden"
        ]
        assert cell.value == -260
        assert cell.comment is not None
        assert "Hämtat från Tekniska nämnden: netto.total.avvikelse." in cell.comment.text
        assert "teknik/data/2031/T1/ekonomi.yaml:5:24" in cell.comment.text

    def test_a_council_may_hold_its_own_figure_against_the_committees(self, tmp_path: Path) -> None:
        own = {"T1/ekonomi.yaml": "ekonomi: {nämnderna: {vård: {utfall: -3 100}}}\n"}
        made = built(write_municipality(tmp_path, {"": own}))
        assert titled(made, "Post")[1][1] == "−3 001"


class TestWholeFolder:
    def test_every_committee_is_built_and_a_bad_one_stops_nobody(self, tmp_path: Path, capsys: Told) -> None:
        root = write_municipality(tmp_path, BROKEN)
        words = ["build", "--all", "--project", str(root), "--format", "xlsx", "--report", "månadsrapport"]
        assert run(words) == 1
        printed = capsys.readouterr()
        shown = [Path(line).relative_to(root / "out").as_posix() for line in printed.out.splitlines()]
        assert shown == [
            "2031-T1/månadsrapport-2031-T1-bilaga.xlsx",
            "vård/2031-T1/månadsrapport-2031-T1-bilaga.xlsx",
            "teknik/2031-T1/månadsrapport-2031-T1-bilaga.xlsx",
        ]
        assert printed.err == (
            "rapport: Skolnämnden, 2031-T1 byggdes inte: skolnämnden/data/2031/T1/ekonomi.yaml:3:19: "
            "”mycket” är inget tal [not-a-number]\n"
        )

    def test_one_period_may_be_asked_for(self, kommun: Path, capsys: Told) -> None:
        write_files(
            {"T2/ekonomi.yaml": CARE["T1/ekonomi.yaml"], "T2/viktiga-händelser.md": "Hej.\n"}, kommun / "vård"
        )
        words = ["build", "--all", "-p", "2031-T2", "--project", str(kommun), "--format", "xlsx"]
        assert run([*words, "--report", "månadsrapport"]) == 0
        printed = capsys.readouterr()
        assert len(printed.out.splitlines()) == 1
        assert "rapport: Skolnämnden har inga uppgifter för 2031-T2" in printed.err

    def test_a_period_that_nobody_has_is_refused(self, kommun: Path, capsys: Told) -> None:
        assert run(["build", "--all", "-p", "2031-T3", "--project", str(kommun)]) == 1
        assert "ingen har uppgifter för 2031-T3; inget byggdes" in capsys.readouterr().err

    def test_a_check_tells_paths_from_the_municipalitys_folder(self, tmp_path: Path, capsys: Told) -> None:
        root = write_municipality(tmp_path, BROKEN)
        assert run(["check", "--project", str(root)]) == 1
        out = capsys.readouterr().out
        assert "skolnämnden/data/2031/T1/ekonomi.yaml:3:19: fel: ”mycket” är inget tal [not-a-number]" in out
        assert "  3 |     hus: {utfall: mycket, budget: 5 000}" in out

    def test_a_check_of_a_period_asks_those_who_have_it(self, kommun: Path, capsys: Told) -> None:
        write_files({"03.yaml": "datum: 2031-04-02\n"}, kommun / "vård")
        assert run(["check", "-p", "2031-03", "--project", str(kommun)]) == 0
        assert "no-period" not in capsys.readouterr().out
        assert run(["check", "-p", "2031-09", "--project", str(kommun)]) == 1

    def test_a_council_that_cannot_be_read_stops_no_committee(self, tmp_path: Path) -> None:
        broken = {"år.yaml": "nämnder: [vård, skola\nkommun: x\n"}
        root = write_municipality(tmp_path, {"": broken})
        assert [place.folder for place in places(root)] == ["", "skolnämnden", "teknik", "vård"]

    def test_a_name_stored_decomposed_is_the_same_name(self, kommun: Path) -> None:
        (kommun / "vård").rename(kommun / unicodedata.normalize("NFD", "vård"))
        made = built(kommun)
        assert titled(made, "Post")[1] == ["Vårdnämnden", "−3 001", "−3 000", "−1"]
        assert told(made, "undeclared-committee") == []

    def test_a_folder_of_committees_needs_no_council(self, kommun: Path) -> None:
        shutil.rmtree(kommun / "data")
        assert [(place.folder, place.name) for place in places(kommun)] == [
            ("skolnämnden", "Skolnämnden"),
            ("teknik", "Tekniska nämnden"),
            ("vård", "Vårdnämnden"),
        ]

    def test_a_committee_is_built_alone_as_it_is_with_the_others(self, kommun: Path, tmp_path: Path) -> None:
        shared = {"templates/delårsrapport.md.j2": "# Delad mall\n\n{{ ekonomitabell('netto') }}\n"}
        write_files(shared, kommun)
        assert (
            run(["build", "--all", "--project", str(kommun), "--no-pages", "--out", str(tmp_path / "alla")])
            == 0
        )
        words = ["build", "-p", "2031-T1", "--no-pages", "--project", str(kommun / "vård")]
        assert run([*words, "--out", str(tmp_path / "ensam")]) == 0
        word = tmp_path / "ensam" / "2031-T1" / "delårsrapport-2031-T1.docx"
        assert word.read_bytes() == (tmp_path / "alla" / "vård" / "2031-T1" / word.name).read_bytes()
        assert "Delad mall" in [p.text for p in docx.Document(str(word)).paragraphs]

    def test_a_committees_own_templates_go_before_the_shared_ones(self, kommun: Path) -> None:
        for folder in (kommun, kommun / "vård"):
            (folder / "templates").mkdir()
        assert [folder.parent for folder in template_folders(kommun / "vård")][:2] == [
            kommun / "vård",
            kommun,
        ]


class TestFreezing:
    def test_a_committees_change_after_the_councils_decision_is_told(self, kommun: Path) -> None:
        assert run(["freeze", "2031-T1", "--project", str(kommun), "--date", "2031-06-10"]) == 0
        file = kommun / "vård" / "data" / "2031" / "T1" / "ekonomi.yaml"
        assert told(check(kommun, [T1]), "changed-after-freeze") == []
        (kommun / "vård" / "data" / "2031" / "T2.yaml").write_text("datum: 2031-09-20\n", encoding="utf-8")
        file.write_text("# samma siffror\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
        assert told(check(kommun, [T1]), "changed-after-freeze") == []
        file.write_text(file.read_text(encoding="utf-8").replace("1 000 499", "1 900 499"), encoding="utf-8")
        (found,) = told(check(kommun, [T1]), "changed-after-freeze")
        assert "vård/data/2031/T1/ekonomi.yaml har ändrats efter att 2031-T1 beslutades" in found


@pytest.mark.parametrize("breaks", ["submit", "result"])
def test_a_process_that_is_killed_loses_its_own_report_only(
    kommun: Path, breaks: str, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    class Pool(ThreadPoolExecutor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            if breaks == "submit" and args[0].place.folder == "teknik":
                raise BrokenProcessPool
            return super().submit(fn, *args, **kwargs)

    def brief(job: Job) -> Brief:
        if job.place.folder == "teknik":
            raise BrokenProcessPool
        return Brief(job.place, job.request.period)

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    monkeypatch.setattr(municipality, "_brief", brief)
    assert run(["build", "--all", "--project", str(kommun)]) == 1
    assert capsys.readouterr().err == (
        "rapport: Tekniska nämnden, 2031-T1 byggdes inte: processen avbröts utifrån, kanske tog minnet slut; bygg den för sig\n"
    )


def test_a_project_without_committees_is_read_as_before(tmp_path: Path) -> None:
    read = gather(write_files(SCHOOL, tmp_path))
    assert {number: dict(year.members) for number, year in read.project.years.items()} == {2031: {}}


@pytest.mark.parametrize(
    ("text", "declares"),
    [
        ("nämnder:\n  vård: Vårdnämnden\n", True),
        ("kommun: Granvik\n'nämnder' : {vård: Vårdnämnden}\n", True),
        (unicodedata.normalize("NFD", "nämnder: {vård: Vårdnämnden}\n"), True),
        ("nämnd: Vårdnämnden\nekonomi:\n  nämnder: {namn: Nämnder}\n", False),
    ],
)
def test_a_municipality_is_known_without_reading_it_as_yaml(
    tmp_path: Path, text: str, *, declares: bool
) -> None:
    assert declares_committees(write_files({"år.yaml": text}, tmp_path)) is declares
