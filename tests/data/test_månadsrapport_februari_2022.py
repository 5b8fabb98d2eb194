"""The hand-kept data of 2022 says what Månadsrapport februari 2022 printed, and computes what could be computed."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rapport.build import Request, build
from rapport.compose.document import BulletList, Heading, Landscape, TableBlock, flat
from rapport.compose.folders import template_folders
from rapport.compose.report import compose_report
from rapport.diagnostic import Level
from rapport.notation import Period, PeriodKind, format_quantity, format_target
from rapport.read.project import Read, read_project
from rapport.rules.economy import Standing
from rapport.rules.proof import Finding
from rapport.rules.rating import NotRated
from rapport.rules.results import Results, evaluate
from rapport.tables.context import Context
from rapport.tables.indicators import indicator_table

if TYPE_CHECKING:
    from rapport.compose.document import Document
    from rapport.rules.goals import GoalResult, IndicatorResult
    from rapport.tables.cell import Table

ROOT = Path(__file__).parents[2]
FEBRUARY = Period(2022, PeriodKind.MONTH, 2)

NET_COST = """
rad                  | utfall  | budget  | avvikelse | prognos  | budget   | avvikelse
gemensamt-ifo        | -14 297 | -14 802 | 505       | -91 791  | -88 813  | -2 978
missbruksvård        | -4 681  | -5 038  | 356       | -29 513  | -30 226  | 712
barn-och-ungdomsvård | -11 714 | -11 103 | -611      | -71 668  | -66 617  | -5 051
övriga-vuxna         | -436    | -565    | 129       | -3 241   | -3 393   | 152
ekonomiskt-bistånd   | -4 681  | -4 519  | -162      | -27 932  | -27 112  | -820
familjerätt          | -149    | -168    | 19        | -909     | -1 008   | 99
socialpsykiatri      | -6 688  | -6 475  | -213      | -40 271  | -38 847  | -1 424
ensamkommande        | 827     | 137     | 690       | 1 322    | 822      | 499
arbetsmarknad        | -1 676  | -2 456  | 781       | -15 642  | -14 738  | -904
integration          | -728    | -773    | 45        | -4 705   | -4 640   | -64
total                | -44 223 | -45 762 | 1 539     | -284 351 | -274 572 | -9 779
"""
COLUMNS = ("utfall", "periodbudget", "avvikelse", "prognos", "budget", "prognosavvikelse")

UNITS = """
Barn- och ungdomsenheten                             | A | G | G | A
Centrum för arbete och integration                   | A | G | A | G
Enheten för relationsvåld och mottagning barn och unga | G | G | G | G
Familjevårdsenheten med familjerätt                  | A | G | G | R
Försörjningsstödsenheten                             | R | G | G | A
Hästskons stöd- och boendeenhet                      | G | A | G | G
Resursenheten                                        | G | G | G | G
Enheten för socialpsykiatri                          | G | A | A | A
Vuxenenheten                                         | G | A | A | G
Bogruppen/Förvaltningsstöd                           | A | A | A | R
"""
SHARES = (
    "enhetsmål-kompetens",
    "enhetsmål-kvalitet",
    "enhetsmål-stegförflyttning",
    "enhetsmål-resurseffektivitet",
)

INDICATORS = """
enhetsmål-kompetens          | 50 %    | 60 %             | A
enhetsmål-kvalitet           | 60 %    | 60 %             | G
enhetsmål-stegförflyttning   | 60 %    | 60 %             | G
enhetsmål-resurseffektivitet | 50 %    | Enligt bollhavet |
budgetavvikelse              | −3,56 % |                  | R
"""

AREAS = """
medarbetare     | 1: Medarbetare | A | A
kvalitet        | 2: Kvalitet    | G | G
leverans        | 3: Leverans    | G | G
hållbar-ekonomi | 4: Ekonomi     | A | R
"""

FACTS = (
    "16 februari",
    "1 maj",
    "skyddsombud",
    "fyra grupper",
    "covidrestriktionerna",
    "1 mars",
    "Fyra personer",
    "Ukraina",
    "Migrationsverket",
    "tyreso.se",
    "Arbetsförmedlingen",
    "samarbetssamtal",
    "10 mars",
)
COMMENTED = {
    "medarbetare": ("pulsmätning", "Fyra av enheterna", "APT", "fem enheterna", "kompetensutvecklingsplanen"),
    "kvalitet": ("98 procent", "genomförandeplaner", "Sex enheter", "Signs of Safety", "97 procent"),
    "leverans": ("Etableringscentrum", "tre månader", "restriktionerna", "I mars"),
    "hållbar-ekonomi": ("43 procent", "sex månader", "Södertörn", "Migrationsverket", "tomhyror"),
}


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def printed() -> dict[tuple[str, str], Decimal]:
    return {
        (row[0], column): Decimal(cell.replace(" ", ""))
        for row in cells(NET_COST)[1:]
        for column, cell in zip(COLUMNS, row[1:], strict=True)
    }


@pytest.fixture(scope="module")
def read() -> Read:
    return read_project(ROOT, template_folders(ROOT))


@pytest.fixture(scope="module")
def results(read: Read) -> Results:
    return evaluate(read.project, FEBRUARY)


@pytest.fixture(scope="module")
def indicators(results: Results) -> dict[str, IndicatorResult]:
    return {result.id: result for result in results.every_indicator()}


@pytest.fixture(scope="module")
def goals(results: Results) -> dict[str, GoalResult]:
    return {goal.id: goal for goal in results.every_goal()}


@pytest.fixture(scope="module")
def document(results: Results) -> Document:
    composed = compose_report(results, "månadsrapport", template_folders(ROOT))
    assert composed.diagnostics == []
    return composed.document


@pytest.fixture(scope="module")
def tables(document: Document) -> dict[str, Table]:
    return {block.table.key: block.table for block in flat(document.blocks) if isinstance(block, TableBlock)}


def test_the_report_is_built_without_an_error_or_a_contradiction(tmp_path: Path) -> None:
    built = build(Request(ROOT, FEBRUARY, tmp_path))
    assert [str(finding) for finding in built.diagnostics if finding.level is not Level.WARNING] == []
    assert [file.name for file in built.files] == [
        "månadsrapport-2022-02.docx",
        "månadsrapport-2022-02-bilaga.xlsx",
    ]


class TestEconomy:
    def test_every_printed_figure_comes_out(self, results: Results) -> None:
        table = results.tables["nettokostnad"]
        assert {place: table.amount(*place).value for place in printed()} == printed()

    def test_every_row_is_printed_in_order(self, results: Results) -> None:
        assert list(results.plan.economy["nettokostnad"].lines) == [row[0] for row in cells(NET_COST)[1:]]

    def test_results_are_typed_only_where_rounding_makes_the_print_differ(self, results: Results) -> None:
        standings = {
            place: results.tables["nettokostnad"].amount(*place).standing
            for place in printed()
            if results.tables["nettokostnad"].amount(*place).computed is not None
        }
        claims = {place for place, standing in standings.items() if standing is not Standing.COMPUTED}
        assert claims == {
            ("missbruksvård", "avvikelse"),
            ("missbruksvård", "prognosavvikelse"),
            ("ensamkommande", "prognosavvikelse"),
            ("arbetsmarknad", "avvikelse"),
            ("integration", "prognosavvikelse"),
            ("total", "prognos"),
        }
        assert {standings[place] for place in claims} == {Standing.ROUNDING}

    def test_nothing_contradicts(self, results: Results) -> None:
        assert Finding.CONTRADICTS not in {proof.finding for proof in results.proofs}

    def test_the_amounts_of_the_causes_add_up_to_the_deviation_of_their_row(self, results: Results) -> None:
        reported = results.report.economy["nettokostnad"]
        for row in ("gemensamt-ifo", "barn-och-ungdomsvård"):
            amounts = [cause.amount.quantity.value for cause in reported[row].causes if cause.amount]
            deviation = results.tables["nettokostnad"].amount(row, "prognosavvikelse").value
            assert deviation is not None
            assert sum(amounts) == round(deviation / 1000, 1)

    def test_causes_stand_under_the_rows_that_the_report_explains(self, results: Results) -> None:
        causes = {row: len(line.causes) for row, line in results.report.economy["nettokostnad"].items()}
        assert {row: count for row, count in causes.items() if count} == {
            "gemensamt-ifo": 2,
            "missbruksvård": 1,
            "barn-och-ungdomsvård": 2,
            "ekonomiskt-bistånd": 1,
            "socialpsykiatri": 1,
            "ensamkommande": 1,
            "arbetsmarknad": 1,
        }


class TestGoals:
    def test_every_unit_has_its_printed_colour_under_each_goal_and_one_spelling(
        self, results: Results, indicators: dict[str, IndicatorResult]
    ) -> None:
        ours = [
            [name, *(indicators[key].report.units[unit].id for key in SHARES)]
            for unit, name in results.plan.units.items()
        ]
        assert ours == cells(UNITS)

    def test_every_indicator_has_the_printed_outcome_target_and_rating(
        self, indicators: dict[str, IndicatorResult]
    ) -> None:
        ours = [
            [
                key,
                plain(format_quantity(result.number)) if result.number else "",
                plain(format_target(result.target.target)) if result.target else "",
                result.assessment.grade or "",
            ]
            for key, result in indicators.items()
        ]
        assert ours == cells(INDICATORS)

    def test_every_area_has_its_printed_colour_in_january_and_february(
        self, results: Results, goals: dict[str, GoalResult]
    ) -> None:
        ours = [
            [goal.id, goal.goal.short, results.history[goal.id][1], goal.assessment.grade]
            for goal in results.goals
        ]
        assert ours == cells(AREAS)
        assert all(set(results.history[goal.id]) == {1, 2} for goal in results.goals)
        assert {goal.id for goal in results.goals} < set(goals)

    def test_no_colour_is_set_by_hand(
        self, goals: dict[str, GoalResult], indicators: dict[str, IndicatorResult]
    ) -> None:
        everything: dict[str, GoalResult | IndicatorResult] = {**goals, **indicators}
        assert [key for key, result in everything.items() if result.assessment.verdict] == []

    def test_nothing_that_is_computed_is_typed(self, indicators: dict[str, IndicatorResult]) -> None:
        assert [key for key, result in indicators.items() if not result.computed] == []
        assert [key for key, result in indicators.items() if result.report.value is not None] == []

    def test_a_target_in_words_is_shown_and_not_rated(self, indicators: dict[str, IndicatorResult]) -> None:
        found = indicators["enhetsmål-resurseffektivitet"]
        assert found.assessment.computed.reason is NotRated.TARGET_IN_WORDS
        assert found.report.comment is not None

    def test_the_deviation_follows_the_limits_printed_below_the_table(self, document: Document) -> None:
        notes = [b for b in document.blocks if hasattr(b, "content") and "budgetavvikelsen" in words(b)]
        assert [words(note) for note in notes] == [
            (
                "Så bedöms budgetavvikelsen. Grön: avvikelsen är mindre än 0,2 %. "
                "Gul: avvikelsen är minst 0,2 % och högst 2 %. Röd: avvikelsen är över 2 %."
            )
        ]


def words(block: object) -> str:
    return plain("".join(run.text for run in getattr(block, "content", ())))


class TestDocument:
    def test_the_outline_is_that_of_the_report(self, document: Document) -> None:
        headings = [(b.level, b.text) for b in flat(document.blocks) if isinstance(b, Heading)]
        assert [text for level, text in headings if level == 1] == [
            "Viktiga händelser",
            "Målöversikt",
            "Ekonomisk rapport",
        ]
        areas = [text[:2] for level, text in headings if level == 2][:4]
        assert areas == ["1.", "2.", "3.", "4."]
        assert (3, plain("Barn- och ungdomsvård −5,1 Mkr")) in [
            (level, plain(text)) for level, text in headings
        ]

    def test_the_administration_sends_the_report(self, document: Document) -> None:
        assert document.cover.title == "Månadsrapport februari 2022"
        assert document.cover.subtitle == ""
        assert document.cover.organ == "Arbetsmarknads- och socialförvaltningen"
        assert document.cover.facts == (("Datum", "2022-03-08"),)

    def test_the_overview_has_one_row_of_colours(self, tables: dict[str, Table]) -> None:
        overview = tables["områden"]
        assert [plain(column.title) for column in overview.columns] == [
            "Målområde",
            *(a[1] for a in cells(AREAS)),
        ]
        assert [[cell.shown for cell in row.cells] for row in overview.rows] == [
            ["Bedömning", "Gul", "Grön", "Grön", "Röd"]
        ]

    def test_each_area_has_its_ten_units_and_its_months(self, tables: dict[str, Table]) -> None:
        for area in ("medarbetare", "kvalitet", "leverans", "hållbar-ekonomi"):
            assert len([row for row in tables[f"mål-{area}"].rows if row.indent == 2]) == 10
            months = tables[f"historik-{area}"]
            assert len(months.columns) == 13
            assert Counter(cell.shown for cell in months.rows[0].cells)["–"] == 10

    def test_the_appendix_has_the_grade_of_every_unit_under_every_goal(self, results: Results) -> None:
        table = indicator_table(Context(results, lambda prose: prose.text))
        graded = {
            row.key: row.cells[table.column("bedömning")].shown for row in table.rows if row.indent == 3
        }
        assert Counter(graded.values()) == {"Grön": 22, "Gul": 15, "Röd": 3}
        assert graded["effektiva-resurser.enhetsmål-resurseffektivitet.familjevård"] == "Röd"

    def test_portrait_pages_are_enough(self, document: Document) -> None:
        assert not any(isinstance(block, Landscape) for block in document.blocks)

    def test_amounts_follow_the_causes(self, document: Document) -> None:
        items = [words(item) for b in document.blocks if isinstance(b, BulletList) for item in b.items]
        assert [re.sub(r".*: ", "", item) for item in items if item.endswith("Mkr")] == [
            "−2,2 Mkr",
            "−0,8 Mkr",
            "−4,0 Mkr",
            "−1,1 Mkr",
        ]


class TestNarrative:
    def test_it_has_its_sections(self, results: Results) -> None:
        assert set(results.report.texts) == {
            "viktiga-händelser",
            "sammanfattning-ekonomi",
            "periodens-resultat",
            "prognosförändring",
        }

    @pytest.mark.parametrize("fact", FACTS)
    def test_the_events_of_the_month_are_all_told(self, results: Results, fact: str) -> None:
        assert fact in results.report.texts["viktiga-händelser"].text

    @pytest.mark.parametrize("area", COMMENTED)
    def test_the_comments_on_an_area_keep_their_facts(self, goals: dict[str, GoalResult], area: str) -> None:
        text = goals[area].report.text
        assert text is not None
        assert [fact for fact in COMMENTED[area] if fact not in text.text] == []

    def test_the_change_of_forecast_is_not_relevant(self, results: Results) -> None:
        assert results.report.texts["prognosförändring"].text.strip() == "Ej relevant"

    def test_amounts_in_the_narrative_are_taken_from_the_data(self, results: Results) -> None:
        assert [
            key for key, text in results.report.texts.items() if re.search(r"[0-9]\s*[MmTt]n?kr", text.text)
        ] == []

    def test_units_are_called_by_their_official_names(self, results: Results) -> None:
        told = " ".join(text.text for text in results.report.texts.values())
        told += " ".join(o.text.text for o in results.report.outcomes.values() if o.text)
        assert re.findall(r"relationsvård|Hästkon|Hästsken|boendenhet|Vuxnenheten", told) == []
