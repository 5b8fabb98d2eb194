"""The hand-kept data of 2019 says what Nämndplan 2019 printed about goals, and composes the plan."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wording import cells, plain

from rapport.compose.document import Heading, TableBlock, flat
from rapport.compose.folders import template_folders
from rapport.compose.report import Composed, compose_report
from rapport.model.scalar import Figure, Words
from rapport.notation import format_quantity, format_target, parse_period
from rapport.read.project import Read, read_project
from rapport.rules.results import Results, evaluate

if TYPE_CHECKING:
    from rapport.rules.goals import GoalResult, IndicatorResult
    from rapport.tables.cell import Table

ROOT = Path(__file__).parents[2]

INDICATORS = """
förbättrad-situation             | öka från 64 % (2018)                  | 2018          | 64 %
ej-åter-barn                     | öka från 71 % (2018)                  | 2018          | 71 %
ej-åter-ungdomar                 | öka från 69 % (2018)                  | 2018          | 69 %
ej-åter-missbruk                 | öka från 88 % (2018)                  | 2018          | 88 %
ej-åter-försörjningsstöd         | öka från 79 % (2018)                  | 2018          | 79 %
synpunkter-inhämtade             | öka från 89 % (2018)                  | 2018          | 89 %
påverka-hjälpen                  | öka från 70 % (2018)                  | 2018          | 70 %
implementeringsarbeten           | 3                                     |               |
öppna-jämförelser-psykisk-ohälsa | 100 %                                 |               |
verksamheter-inom-ram            | 100 %                                 |               |
prognossäkerhet                  | 100 %                                 |               |
långvarigt-försörjningsstöd      | minska från 58 % (2018)               | 2018          | 58 %
hvb-placeringar                  | minska från 7 (november 2018)         | november 2018 | 7
hvb-dygnspris                    | minska från 4 747 kr (november 2018)  | november 2018 | 4 747 kr
arvoderade-familjehem            | minska från 77 % (november 2018)      | november 2018 | 77 %
ej-verkställda-beslut            | 0                                     |               |
kvalitetsmål                     | 100 %                                 |               |
utredningstid                    | minska från 102 dagar (2018)          | 2018          | 102 dagar
väntetid-försörjningsstöd        | minska från 11 dagar (2018)           | 2018          | 11 dagar
hme                              | öka från 83 % (2018)                  | 2018          | 83 %
framgångsinsikt                  |                                       |               |
kkik                             | 100 %                                 |               |
personalomsättning               | 10 %                                  | 2018          | Har ännu inte mätts
hme-styrning                     | öka från 77 % (2018)                  | 2018          | 77 %
hme-ledarskap                    | öka från 88 % (2018)                  | 2018          | 88 %
hme-motivation                   | öka från 83 % (2018)                  | 2018          | 83 %
korttidsfrånvaro                 | minska från 3 % (december 2018)       | december 2018 | 3 %
långtidsfrånvaro                 | minska från 4 % (december 2018)       | december 2018 | 4 %
lönenivå                         | Branschgenomsnitt                     | december 2018 | Har ännu inte mätts
"""

GOALS = """
trygga-hela-livet           | fokusområde        | Trygga - hela livet
tillförlitlig-service       | strategiskt mål    | Tyresöbornas behov av tillförlitlig kommunal verksamhet
positiv-förändring          | nämndmål           | Kontakt med individ- och familjeomsorgen leder till positiv
delaktiga-tillsammans       | fokusområde        | Delaktiga - tillsammans
medskapare                  | strategiskt mål    | Tyresöborna är medskapare och delaktiga
delaktiga-brukare           | nämndmål           | Brukarna inom individ- och familjeomsorgen är delaktiga
i-balans                    | fokusområde        | I balans - för hållbarhet och hälsa
hållbar-infrastruktur       | strategiskt mål    | Tyresö har en tillförlitlig och hållbar infrastruktur
välfärdsteknik              | nämndmål           | Välfärds- och informationsteknik används
goda-livsvillkor            | strategiskt mål    | Tyresö är en kommun som skapar goda livsvillkor
psykisk-hälsa               | nämndmål           | Individ- och familjeomsorgen främjar psykisk hälsa
hållbar-ekonomi             | grundförutsättning | Hållbar ekonomi
inom-ekonomisk-ram          | mål                | Alla kommunens verksamhetsområden ska bedrivas inom ramen
hållbar-kvalitetsutveckling | grundförutsättning | Hållbar kvalitetsutveckling
lagstiftning-uppfylld       | mål                | Mål och intentioner i lagstiftning
servicenivåer               | mål                | Utlovade kvalitets- och servicenivåer är uppfyllda
engagerade-chefer           | mål                | Hållbar kvalitetsutveckling säkerställs
effektiva-arbetssätt        | mål                | Verksamheterna förbättras och utvecklas
resultat-i-framkant         | mål                | Varje verksamhet redovisar hållbara resultat
attraktiv-arbetsgivare      | grundförutsättning | Attraktiv arbetsgivare
söker-sig-hit               | mål                | Tyresö kommun är en attraktiv arbetsgivare
gott-ledarskap              | mål                | Tyresö kommun har chefer som utövar ett gott ledarskap
engagerade-medarbetare      | mål                | Tyresö kommun har engagerade medarbetare
goda-arbetsförhållanden     | mål                | Tyresö kommun erbjuder goda anställningsvillkor
"""

CHAPTERS = (
    "Verksamhet och syfte",
    "Politisk inriktning och intention",
    "Analys och slutsatser",
    "Framtidens Tyresö – nämndmål och uppdrag",
    "Grundförutsättningar",
    "Riskhantering",
    "Resurser",
    "Årshjul för styrprocessen",
)

FACTS = {
    "verksamhet-och-syfte": ("skyddsnät", "förebyggande"),
    "politisk-inriktning": ("orosanmälningar", "18 år", "resursskola med behandling", "under 2019"),
    "analys-och-slutsatser": (
        "träningslägenheter", "boendegrupp", "skuldsanering", "ungefär 80 ungdomar", "vräkningar",
        "utskottsprocessen", "socialsekreterarkonsulter", "taligenkänning",
    ),
    "vision": ("här trivs nya tankar", "tre fokusområden", "tio år", "mandatperioden"),
    "grundförutsättningar": ("19 juni 2017", "3 procent", "2019–2022", "struktur"),
    "hållbar-ekonomi": ("månadsrapporter", "prognos"),
    "hållbar-kvalitetsutveckling": (
        "fem kvalitetsmål", "Kvalitetsråd", "Ramavtalen", "patientsäkerhetsrapport", "anhörigpolicy",
    ),
    "attraktiv-arbetsgivare": ("ledarfilosofi", "introduktion och handledning"),
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> Read:
    return read_project(ROOT, template_folders(ROOT))


@pytest.fixture(scope="module")
def results(read: Read) -> Results:
    return evaluate(read.project, parse_period("2019-plan"))


@pytest.fixture(scope="module")
def composed(results: Results) -> Composed:
    return compose_report(results, "nämndplan", template_folders(ROOT))


@pytest.fixture(scope="module")
def indicators(results: Results) -> dict[str, IndicatorResult]:
    return {result.id: result for result in results.every_indicator()}


@pytest.fixture(scope="module")
def goals(results: Results) -> dict[str, GoalResult]:
    return {goal.id: goal for goal in results.every_goal()}


def headings(composed: Composed, level: int) -> list[str]:
    return [
        block.text
        for block in flat(composed.document.blocks)
        if isinstance(block, Heading) and block.level == level
    ]


def plan_table(composed: Composed, goal: str) -> Table:
    blocks = [block for block in flat(composed.document.blocks) if isinstance(block, TableBlock)]
    return next(block.table for block in blocks if block.table.key == f"plan-{goal}")


def earlier(result: IndicatorResult) -> list[str]:
    for when, value in result.indicator.earlier.items():
        if isinstance(value, Figure):
            return [when, plain(format_quantity(value.quantity))]
        if isinstance(value, Words):
            return [when, value.words]
    return ["", ""]


def test_the_files_are_read_without_findings(read: Read) -> None:
    assert [str(d) for d in read.diagnostics if d.origin.path.startswith("data/2019")] == []


def test_every_indicator_has_the_printed_target_and_earlier_value(
    indicators: dict[str, IndicatorResult],
) -> None:
    ours = [
        [key, plain(format_target(result.target.target)) if result.target else "", *earlier(result)]
        for key, result in indicators.items()
    ]
    assert ours == cells(INDICATORS)


def test_the_goals_stand_in_the_printed_order(goals: dict[str, GoalResult]) -> None:
    expected = cells(GOALS)
    assert [[key, goal.goal.level.id] for key, goal in goals.items()] == [row[:2] for row in expected]
    assert [goals[key].name.startswith(name) for key, _, name in expected] == [True] * len(expected)


def test_what_only_the_annual_report_follows_up_is_not_in_the_plan(
    results: Results, goals: dict[str, GoalResult], indicators: dict[str, IndicatorResult]
) -> None:
    assert "utbildning-och-omställning" not in goals
    assert "sommarjobb" not in indicators
    assert Counter(goal.goal.level.id for goal in goals.values())["nämndmål"] == 4
    assert results.counts() == {None: 29}


def test_long_term_support_is_followed_up_at_two_goals(goals: dict[str, GoalResult]) -> None:
    places = [
        key for key, goal in goals.items() if "långvarigt-försörjningsstöd" in {r.id for r in goal.indicators}
    ]
    assert places == ["positiv-förändring", "inom-ekonomisk-ram"]
    assert goals["positiv-förändring"].indicators[-1].home == "inom-ekonomisk-ram"
    assert [result.id for result in goals["inom-ekonomisk-ram"].indicators][
        2
    ] == "långvarigt-försörjningsstöd"


def test_the_monthly_report_of_2019_has_no_goals(read: Read) -> None:
    assert evaluate(read.project, parse_period("2019-03")).goals == ()


def test_the_risk_levels_follow_the_chosen_bounds(results: Results) -> None:
    assert [(str(risk.value), risk.assessment.grade) for risk in results.risks] == [
        ("15", "hög"),
        ("15", "hög"),
        ("20", "hög"),
        ("25", "hög"),
        ("9", "medel"),
    ]


def test_the_year_wheel_has_every_item_of_its_six_parts(results: Results) -> None:
    assert {when: len(what) for when, what in results.plan.year_wheel.items()} == {
        "Januari/februari": 5,
        "Mars/april": 6,
        "Maj/juni": 4,
        "Augusti/september": 2,
        "Oktober": 1,
        "November/december": 4,
    }


@pytest.mark.parametrize(("text", "fact"), [(text, fact) for text, facts in FACTS.items() for fact in facts])
def test_the_narrative_tells_the_facts(results: Results, text: str, fact: str) -> None:
    assert fact in results.report.texts[text].text


def test_the_ten_priorities_are_listed(results: Results) -> None:
    text = results.report.texts["analys-och-slutsatser"].text
    assert sum(line.startswith("- ") for line in text.splitlines()) == 10


def test_the_plan_is_composed_without_findings(composed: Composed) -> None:
    assert [str(finding) for finding in composed.diagnostics] == []


def test_the_plan_has_the_printed_chapters(composed: Composed) -> None:
    assert tuple(headings(composed, 1)) == CHAPTERS


def test_the_cover_names_the_area_of_the_plan(composed: Composed) -> None:
    assert composed.document.cover.title == "Nämndplan 2019"
    assert composed.document.cover.scope == "Verksamhetsområde 3 – Individ- och familjeomsorg"


def test_a_target_to_move_from_the_earlier_value_says_only_which_way(composed: Composed) -> None:
    table = plan_table(composed, "hållbar-ekonomi")
    assert [column.title.replace("\n", " ") for column in table.columns] == [
        "Mål och indikator",
        "Målnivå 2019",
        "Värde 2018",
    ]
    shown = {row.key.partition(".")[2]: [plain(cell.shown) for cell in row.cells[1:]] for row in table.rows}
    assert shown["hvb-dygnspris"] == ["minska", "4 747 kr (november)"]
    assert shown["långvarigt-försörjningsstöd"] == ["minska", "58 %"]
    assert shown["verksamheter-inom-ram"] == ["100 %", "–"]
