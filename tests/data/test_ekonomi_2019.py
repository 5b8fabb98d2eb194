"""Budget, result, assignments and risks of 2019 say what the nämndplan and the verksamhetsberättelse printed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wording import cells, plain

from rapport.compose.expressions import Renderer, environment
from rapport.compose.filters import Wording
from rapport.compose.folders import template_folders
from rapport.compose.names import figure_names
from rapport.compose.views import assignment_view
from rapport.notation import Period, PeriodKind
from rapport.read.project import Read, read_project
from rapport.rules.economy import Standing
from rapport.rules.proof import Finding, ProofKind
from rapport.rules.results import Results, evaluate

if TYPE_CHECKING:
    from rapport.compose.views import AssignmentView
    from rapport.rules.economy import Amount

ROOT = Path(__file__).parents[2]
PLAN, YEAR = Period(2019, PeriodKind.PLAN), Period(2019, PeriodKind.YEAR)

BUDGET = """
rad                | intäkter | kostnader | nettokostnad
gemensamt          | 1 841    | -76 520   | -74 679
placeringar-vuxna  | 875      | -14 195   | -13 320
insatser-vuxna     | 4 315    | -18 506   | -14 191
placeringar-barn   | 2 398    | -43 562   | -41 164
insatser-barn      | 1 401    | -26 758   | -25 357
ekonomiskt-bistånd | 0        | -24 167   | -24 167
familjerätt        | 32       | -722      | -690
socialpsykiatri    | 2 890    | -37 373   | -34 483
ensamkommande      | 22 095   | -30 965   | -8 870
summa              | 35 847   | -272 767  | -236 920
kommunbidrag       |          |           | 236 920
"""

AREAS = """
rad                | kommunbidrag | nettokostnad | nettoresultat | prognos | prognosändring
myndighet          | 230 767      | -238 118     | -7 351        | -9 233  | 1 881
kommunal-regi      | -806         | -938         | -1 744        | -2 941  | 1 197
ifo                | 229 961      | -239 056     | -9 095        | -12 174 | 3 078
arbetsmarknad      | 8 824        | -8 663       | 161           | -1 118  | 1 279
flyktingmottagande | 2 000        | -1 115       | 885           | 535     | 351
ai                 | 10 824       | -9 778       | 1 046         | -583    | 1 629
nämnden            | 0            | -9           | -9            | -50     | 41
totalt             | 240 785      | -248 843     | -8 058        | -12 807 | 4 749
stab-ifo           | 6 153        | -5 868       | 285           | 2       | 284
stab-ai            | 486          | -463         | 23            | 0       | 22
"""

OFF_BY_ONE = {
    ("driftbudget", "summa", "kostnader"): -272_768,
    ("verksamhetsområden", "myndighet", "prognosändring"): 1_882,
    ("verksamhetsområden", "ifo", "prognosändring"): 3_079,
    ("verksamhetsområden", "flyktingmottagande", "prognosändring"): 350,
    ("verksamhetsområden", "stab-ifo", "prognosändring"): 283,
    ("verksamhetsområden", "stab-ai", "prognosändring"): 23,
}
"""The printed figures that rounding makes differ from what the other printed figures give, and what those give."""

RISKS = """
hvb-placeringar    | Finansiell risk | 15 | 2019-01-01 | 2019-12-31
sänkt-ersättning   | Finansiell risk | 15 | 2018-12-27 | 2019-12-31
utskrivningsklara  | Finansiell risk | 20 | 2019-06-13 | 2019-12-31
våld               | Verksamhetsrisk | 25 | 2019-02-28 | 2019-12-31
statistik-treserva | Verksamhetsrisk | 9  | 2019-06-13 | 2019-06-13
"""


def amount(text: str) -> Decimal | None:
    return Decimal(text.replace(" ", "")) if text else None


def printed(table: str) -> dict[tuple[str, str], Decimal | None]:
    titles, *rows = cells(table)
    return {
        (row[0], title): amount(cell) for row in rows for title, cell in zip(titles[1:], row[1:], strict=True)
    }


@pytest.fixture(scope="module")
def read() -> Read:
    return read_project(ROOT, template_folders(ROOT))


@pytest.fixture(scope="module")
def plan(read: Read) -> Results:
    return evaluate(read.project, PLAN)


@pytest.fixture(scope="module")
def year(read: Read) -> Results:
    return evaluate(read.project, YEAR)


def views(results: Results, kind: str) -> list[AssignmentView]:
    assignments = [result for result in results.assignments if result.assignment.kind == kind]
    return [assignment_view(results, result, lambda prose: prose.text) for result in assignments]


def said(results: Results, name: str) -> str:
    """Return a text as it is read, with its figures filled in."""
    renderer = Renderer(
        environment(template_folders(ROOT), Wording(results.plan.millions)), figure_names(results)
    )
    text = renderer.prose(results.report.texts[name])
    assert renderer.diagnostics == []
    return plain(text)


@pytest.mark.parametrize(
    ("report", "name", "table"),
    [("plan", "driftbudget", BUDGET), ("year", "verksamhetsområden", AREAS)],
)
class TestTables:
    def test_every_printed_figure_comes_out(
        self, report: str, name: str, table: str, request: pytest.FixtureRequest
    ) -> None:
        results: Results = request.getfixturevalue(report)
        expected = printed(table)
        assert {place: results.tables[name].amount(*place).value for place in expected} == expected

    def test_every_row_is_printed_in_order(
        self, report: str, name: str, table: str, request: pytest.FixtureRequest
    ) -> None:
        results: Results = request.getfixturevalue(report)
        lines = results.plan.economy[name].lines
        assert [key for key, line in lines.items() if line.shown] == [row[0] for row in cells(table)[1:]]

    def test_the_report_is_about_this_table_alone(
        self, report: str, name: str, table: str, request: pytest.FixtureRequest
    ) -> None:
        results: Results = request.getfixturevalue(report)
        assert list(results.own_tables) == [name], table


def test_results_are_typed_only_where_rounding_makes_the_print_differ(plan: Results, year: Results) -> None:
    tables = {
        "driftbudget": plan.tables["driftbudget"],
        "verksamhetsområden": year.tables["verksamhetsområden"],
    }
    amounts: dict[tuple[str, str, str], Amount] = {
        (name, *place): found for name, table in tables.items() for place, found in table.amounts.items()
    }
    typed = {place: found for place, found in amounts.items() if found.standing is Standing.ROUNDING}
    assert {place: found.computed for place, found in typed.items()} == OFF_BY_ONE
    others = {Standing.INPUT, Standing.COMPUTED, Standing.MISSING}
    assert {found.standing for place, found in amounts.items() if place not in typed} <= others


def test_the_plan_states_two_different_grants(plan: Results) -> None:
    contradictions = [proof for proof in plan.proofs if proof.finding is Finding.CONTRADICTS]
    [grant] = contradictions
    assert grant.kind is ProofKind.SAME
    assert grant.row == "kommunbidrag-i-text"
    assert {grant.stated, grant.expected} == {Decimal(253_146), Decimal(236_920)}
    text = said(plan, "resurser")
    assert "253 Mkr" in text
    assert "**253 146 tkr**" in text


def test_the_annual_report_has_no_contradiction_in_its_table(year: Results) -> None:
    own = [proof for proof in year.proofs if proof.table == "verksamhetsområden"]
    assert Counter(proof.finding for proof in own)[Finding.CONTRADICTS] == 0


@pytest.mark.parametrize("fact", ["0–64 år", "två procent", "sex miljoner kronor", "6–7 Mkr", "2019"])
def test_the_resources_are_all_told(plan: Results, fact: str) -> None:
    assert fact in said(plan, "resurser")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("ekonomi-ifo", ["resultat är −7,4 Mkr", "regi är −1,7 Mkr", "2,1 Mkr", "−0,8 Mkr", "LUS", "2018"]),
        (
            "ekonomi-ai",
            ["resultat på 1 Mkr", "Arbetsförmedlingen", "Försäkringskassan", "extern finansiering"],
        ),
        (
            "ekonomi-plan-effekt",
            ["fem områden", "behandlingsskolor", "Hästskons", "träfflokal", "Östra Södertörn"],
        ),
        ("risk-slutsats", ["riskerna"]),
    ],
)
def test_the_analysis_tells_the_facts(year: Results, name: str, facts: list[str]) -> None:
    text = said(year, name)
    assert [fact for fact in facts if fact not in text] == []


def test_the_eight_most_important_measures_are_listed(year: Results) -> None:
    listed = said(year, "ekonomi-ifo").partition("Resultatet i kommunal regi")[0]
    assert listed.count("\n- ") == 8


def test_the_plan_has_two_strategies_and_one_assignment_of_the_committee(plan: Results) -> None:
    strategies = views(plan, "särskilt uppdrag")
    assert [(view.text, len(view.aktiviteter)) for view in strategies] == [
        ("Tillgänglighetsplan", 4),
        ("Integrationsstrategi", 7),
    ]
    [school] = views(plan, "nämnduppdrag")
    assert "resursskola" in school.text
    assert len(school.villkor) == 5


def test_the_annual_report_follows_up_more_than_was_planned(year: Results) -> None:
    accessibility, integration = views(year, "särskilt uppdrag")
    assert [status for _, status in accessibility.aktiviteter] == [
        "genomförd",
        "påbörjad",
        "genomförd",
        "genomförd",
        "påbörjad",
    ]
    assert accessibility.aktiviteter[0][0].startswith("Minst fem ungdomar")
    assert [status for _, status in integration.aktiviteter] == [""] * 10


def test_a_status_whose_symbol_is_lost_is_left_out(year: Results) -> None:
    ours = {result.id: (result.report.status, result.assessment.grade) for result in year.assignments}
    assert ours == {
        "tillgänglighetsplan": ("", None),
        "integrationsstrategi": ("", None),
        "resursskola": ("genomfört", "G"),
        "sex-och-samlevnad": ("genomfört", "G"),
        "modell-sommarjobb": ("pågående", "A"),
    }


def test_every_risk_has_its_value_and_its_measure_with_dates(plan: Results) -> None:
    ours = []
    for result in plan.risks:
        [measure] = result.risk.measures.values()
        ours.append([result.id, result.risk.type, str(result.value), str(measure.start), str(measure.end)])
        assert measure.owner == "Ansvarig chef"
    assert ours == cells(RISKS)


def test_every_risk_measure_is_done_at_the_end_of_the_year(year: Results) -> None:
    for result in year.risks:
        assert set(result.report.measures) == set(result.risk.measures)
        assert {report.status for report in result.report.measures.values()} == {"genomfört"}
        assert [report.progress for report in result.report.measures.values()] == [None]
