"""A new period and a new year: what must be written is there and empty, what is known stands beside."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from wording import SMALL, project_from, results_from, write_files

from rapport.cli.app import run
from rapport.edit.scaffold import new_period
from rapport.notation import parse_period

if TYPE_CHECKING:
    from pathlib import Path

    Told = pytest.CaptureFixture[str]

YEAR = """# Omsorgsnämndens år 2031.
kommun: Granviks kommun
nämnd: Omsorgsnämnden
skalor: {färg: {betyg: {G: {namn: Grön, ton: god}, R: {namn: Röd, ton: dålig}}}}
regler:
  indikator: {skala: färg, typ: ja eller nej}
  uppdrag: {skala: färg, typ: status, status: {G: [genomfört], R: [pågående]}}
  ord: {skala: färg, typ: bedömd}
standardregler: {indikator: indikator, uppdrag: uppdrag}
nivåer: {mål: {}, bedömt: {regel: ord}}
"""
GOALS = """mål:
  trygghet:
    nivå: mål
    namn: Trygghet
    indikatorer:
      # Larm räknas varje natt.
      larm: {namn: Larm, enhet: gånger, målnivå: minska från 9 gånger (2030), tidigare: {"2030": 9 gånger}}
      enkät: {namn: Enkät, målnivå: ">80 %", rapporteras: [år]}
"""
ASSIGNMENTS = """uppdrag:
  # Klart redan i mars.
  larmbyte:
    text: Byt larm
    villkor:
      - före sommaren

  # Det stora.
  heltid: Inför heltid
"""
ECONOMY = """ekonomi:
  drift:
    namn: Drift
    kolumner:
      budget: {namn: Budget}
      utfall: {namn: Utfall}
    rader:
      hemtjänst: {namn: Hemtjänst, budget: -64 200}   # enligt rambeslutet
"""
RISKS = "risker: {brand: {text: Brand i köket, sannolikhet: 2, konsekvens: 3}}\n"
PLAN = {
    "år.yaml": YEAR,
    "mål.yaml": GOALS,
    "uppdrag.yaml": ASSIGNMENTS,
    "ekonomi.yaml": ECONOMY,
    "risker.yaml": RISKS,
    "plan/syfte.md": "Syftet är trygghet.\n",
    "plan/period.yaml": "diarienummer: ON 2031/1\n",
}
T1 = {
    "T1/utfall.yaml": "utfall: {larm: 7 gånger}\n",
    "T1/uppdrag.yaml": "uppdrag: {larmbyte: genomfört, heltid: pågående}\n",
    "T1/ekonomi.yaml": "ekonomi: {drift: {hemtjänst: {utfall: -20 100}}}\n",
    "T1/risker.yaml": "risker: {brand: {sannolikhet: 4, kommentar: Spisvakter saknas}}\n",
    "T1/inledning.md": "Ett lugnt år.\n",
}


def begun(files: dict[str, str], folder: Path, period: str, previous: str = "2031-T1") -> dict[str, str]:
    """Return the files that a new period gets."""
    year = project_from(files, folder).project.years[2031]
    return new_period(year, parse_period(period), results_from(files, folder, previous))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files({**PLAN, **T1}, tmp_path)


def made(project: Path, name: str) -> str:
    return (project / "data" / "2032" / name).read_text(encoding="utf-8")


class TestPeriod:
    def test_an_indicator_is_empty_beside_its_target_and_its_last_outcome(self, tmp_path: Path) -> None:
        text = begun({**PLAN, **T1}, tmp_path, "2031-T2")["utfall.yaml"].replace("\N{NO-BREAK SPACE}", " ")
        assert (
            "# Larm; målnivå minska från 9 gånger (2030); 2031-T1: 7 gånger\n  larm:\n    utfall:\n" in text
        )

    def test_what_is_measured_once_a_year_is_asked_for_then(self, tmp_path: Path) -> None:
        files = {**PLAN, **T1}
        assert "enkät:" not in begun(files, tmp_path, "2031-T2")["utfall.yaml"]
        assert "enkät:" in begun(files, tmp_path, "2031")["utfall.yaml"]

    def test_a_goal_that_no_rule_rates_has_a_place_for_its_verdict(self, tmp_path: Path) -> None:
        goals = GOALS + "  trivsel: {nivå: bedömt, namn: Trivsel}\n"
        text = begun({**PLAN, **T1, "mål.yaml": goals}, tmp_path, "2031-T2")["utfall.yaml"]
        assert "  trivsel:\n    bedömning:   # betyg (G, R) och motivering\n" in text

    def test_what_is_done_stays_done_and_what_is_open_is_asked_for(self, tmp_path: Path) -> None:
        text = begun({**PLAN, **T1}, tmp_path, "2031-T2")["uppdrag.yaml"]
        assert "  larmbyte: genomfört\n" in text
        assert "  heltid:\n    status:   # 2031-T1: pågående\n" in text

    def test_the_activities_of_an_assignment_and_the_measures_of_a_risk_are_asked_for(
        self, tmp_path: Path
    ) -> None:
        files = {
            **PLAN,
            **T1,
            "uppdrag.yaml": "uppdrag: {heltid: {text: Inför heltid, aktiviteter: {plan: Skriv planen, råd: Fråga}}}\n",
            "T1/uppdrag.yaml": "uppdrag: {heltid: {status: pågående, aktiviteter: {plan: pågående, råd: Klart}}}\n",
            "risker.yaml": "risker: {brand: {text: Brand, sannolikhet: 2, konsekvens: 3, "
            "åtgärder: {vakt: Vakter, larm: Nya larm}}}\n",
            "T1/risker.yaml": "risker: {brand: {sannolikhet: 4, kommentar: Vakter saknas, "
            "åtgärder: {vakt: pågående, larm: klart}}}\n",
        }
        made = begun(files, tmp_path, "2031-T2")
        steps = (
            "    aktiviteter:\n      plan:   # Skriv planen; 2031-T1: pågående\n      råd: Klart   # Fråga\n"
        )
        assert steps in made["uppdrag.yaml"]
        assert made["risker.yaml"].partition("risker:\n")[2] == (
            "  # Brand\n"
            "  # Planen: sannolikhet 2, konsekvens 3. Skriv sannolikhet: och konsekvens: om de är andra nu.\n"
            "  # 2031-T1: Vakter saknas\n"
            "  brand:\n    sannolikhet: 4   # som i 2031-T1\n    kommentar:\n"
            "    åtgärder:\n      vakt:   # Vakter; 2031-T1: pågående\n        status:\n      larm: klart   # Nya larm\n"
        )

    def test_an_amount_stands_beside_the_years_budget_and_what_it_was(self, tmp_path: Path) -> None:
        text = begun({**PLAN, **T1}, tmp_path, "2031-T2")["ekonomi.yaml"]
        assert (
            "    # Hemtjänst; årets budget −64\N{NO-BREAK SPACE}200\n    hemtjänst:\n"
            "      utfall:   # 2031-T1: −20\N{NO-BREAK SPACE}100\n      kommentar:\n"
        ) in text

    def test_the_texts_that_the_template_asks_for_are_begun(self, tmp_path: Path, capsys: Told) -> None:
        folder = write_files(PLAN, tmp_path)
        assert run(["new", "2031-T1", "--project", str(folder)]) == 0
        names = {file.stem for file in (folder / "data/2031/T1").glob("*.md")}
        assert names == {"viktiga-händelser", "sammanfattning-ekonomi"}
        assert run(["new", "2031", "--project", str(folder)]) == 0
        assert (folder / "data/2031/helår/sammanfattande-bedömning.md").is_file()
        assert "utfall.yaml: 2 uppgifter att fylla i" in capsys.readouterr().out
        assert (
            run(
                [
                    "check",
                    "-p",
                    "2031-T1",
                    "--only",
                    "empty-text",
                    "--only",
                    "missing-amount",
                    "--project",
                    str(folder),
                ]
            )
            == 0
        )
        assert capsys.readouterr().err == "\n3 varningar.\n"

    def test_months_that_nobody_has_reported_are_to_be_filled_in(self, tmp_path: Path) -> None:
        measures = {
            "verksamhetsmått.yaml": "verksamhetsmått: {natt: {namn: Natt, mått: {larm: Nattlarm}}}\n",
            "T1/verksamhetsmått.yaml": "verksamhetsmått: {natt: {larm: {apr: 20}}}\n",
        }
        text = begun({**PLAN, **T1, **measures}, tmp_path, "2031-T2")["verksamhetsmått.yaml"]
        assert "    # Nattlarm; apr: 20\n    larm:   # {maj: …, jun: …, jul: …, aug: …}\n" in text

    def test_measures_go_on_until_they_are_done(self, tmp_path: Path) -> None:
        measures = (
            "åtgärder: {natt: {namn: Natt, poster: {spis: {aktivitet: Spisvakter, status: pågående},"
            " larm: {aktivitet: Nya larm, status: Klar}}}}\n"
        )
        text = begun({**PLAN, **T1, "T1/åtgärder.yaml": measures}, tmp_path, "2031-T2")["åtgärder.yaml"]
        assert "aktivitet: Spisvakter\n        status:   # var: pågående\n" in text
        assert "Nya larm" not in text

    def test_a_month_about_money_alone_is_followed_by_another(self, tmp_path: Path) -> None:
        files = {**PLAN, "03/ekonomi.yaml": "ekonomi: {drift: {hemtjänst: {utfall: -15 000}}}\n"}
        names = set(begun(files, tmp_path, "2031-04", "2031-03"))
        assert {"ekonomi.yaml", "period.yaml"} <= names
        assert not names & {"utfall.yaml", "uppdrag.yaml", "risker.yaml"}

    def test_nothing_of_what_was_made_is_an_error(self, project: Path, capsys: Told) -> None:
        assert run(["new", "2031-T2", "--project", str(project)]) == 0
        capsys.readouterr()
        run(["check", "-p", "2031-T2", "--project", str(project)])
        assert "fel:" not in capsys.readouterr().out

    @pytest.mark.parametrize("period", ["2031-T1", "2031-T2", "2031-05", "2031"])
    def test_what_was_made_of_the_example_can_be_built_as_it_is(
        self, tmp_path: Path, period: str, capsys: Told
    ) -> None:
        folder = tmp_path / "rapporter"
        assert run(["init", str(folder), "--kommun", "Granviks kommun", "--nämnd", "N", "--år", "2031"]) == 0
        plan = folder / "data/2031/uppdrag.yaml"
        steps = "    aktiviteter: {upphandla: Upphandla, pröva: Pröva}\n"
        plan.write_text(
            plan.read_text(encoding="utf-8").replace("    slag: s", f"{steps}    slag: s"), encoding="utf-8"
        )
        if period == "2031-T1":
            shutil.rmtree(folder / "data/2031/T1")
        assert run(["new", period, "--project", str(folder)]) == 0
        capsys.readouterr()
        assert run(["build", "-p", period, "--no-pages", "--project", str(folder)]) == 0, (
            capsys.readouterr().err
        )
        assert run(["new", period, "--project", str(folder)]) == 1
        assert "finns redan; inget skrevs" in capsys.readouterr().err


class TestYear:
    @pytest.fixture(autouse=True)
    def begin(self, project: Path, capsys: Told) -> None:
        assert run(["new", "2032-plan", "--project", str(project)]) == 0
        self.told = capsys.readouterr().out

    def test_the_last_outcome_is_an_earlier_one_and_the_baseline(self, project: Path) -> None:
        text = made(project, "mål.yaml")
        assert "målnivå: minska från 7 gånger (2031)" in text
        assert 'tidigare: {"2030": 9 gånger, 2031: 7 gånger}' in text

    def test_an_outcome_of_part_of_the_year_says_so(self, project: Path) -> None:
        assert "7 gånger}}   # januari–april 2031\n" in made(project, "mål.yaml")
        assert "1 utfall är inte för hela året" in self.told

    def test_comments_and_what_is_not_known_stay(self, project: Path) -> None:
        text = made(project, "mål.yaml")
        assert "      # Larm räknas varje natt.\n" in text
        assert '      enkät: {namn: Enkät, målnivå: ">80 %", rapporteras: [år]}\n' in text

    def test_budgets_are_emptied_where_they_stand(self, project: Path) -> None:
        assert "hemtjänst: {namn: Hemtjänst, budget: }   # enligt rambeslutet\n" in made(
            project, "ekonomi.yaml"
        )
        assert "1 budgetbelopp är tömda" in self.told

    def test_what_is_done_does_not_follow_along(self, project: Path) -> None:
        assert made(project, "uppdrag.yaml") == "uppdrag:\n  # Det stora.\n  heltid: Inför heltid\n"
        assert "uppdrag som inte följer med, genomfört: larmbyte" in self.told

    def test_a_risk_is_as_likely_as_it_was_last_said_to_be(self, project: Path) -> None:
        assert "sannolikhet: 4, konsekvens: 3" in made(project, "risker.yaml")

    def test_the_comment_that_opens_a_file_names_the_new_year(self, project: Path) -> None:
        assert made(project, "år.yaml").startswith("# Omsorgsnämndens år 2032.\n")

    def test_the_texts_of_the_plan_are_there_to_go_through(self, project: Path) -> None:
        assert made(project, "plan/syfte.md").endswith("#}\nSyftet är trygghet.\n")
        assert "diarienummer:\n" in made(project, "plan/period.yaml")

    def test_what_periods_reported_stays_with_its_year(self, project: Path) -> None:
        assert not (project / "data/2032/T1").exists()

    def test_the_old_year_is_untouched(self, project: Path) -> None:
        assert {name: (project / "data/2031" / name).read_text(encoding="utf-8") for name in PLAN} == PLAN

    def test_the_new_year_can_be_read(self, project: Path, capsys: Told) -> None:
        run(["check", "-p", "2032-plan", "--project", str(project)])
        assert "fel:" not in capsys.readouterr().out

    def test_it_is_never_made_twice(self, project: Path, capsys: Told) -> None:
        assert run(["new", "2032-plan", "--project", str(project)]) == 1
        assert "finns redan; inget skrevs" in capsys.readouterr().err


def test_an_earlier_value_that_the_plan_gives_is_not_changed_by_a_late_outcome(tmp_path: Path) -> None:
    late = {"T1/utfall.yaml": 'utfall: {larm: "8 gånger (2030)"}\n'}
    project = write_files({**PLAN, **late}, tmp_path)
    assert run(["new", "2032-plan", "--project", str(project)]) == 0
    assert 'målnivå: minska från 9 gånger (2030), tidigare: {"2030": 9 gånger}' in made(project, "mål.yaml")


LEDGER = """underlag:
  fil: bok.csv
  kolumner: {konto: Konto, utfall: Utfall}
  rader:
    drift: {hemtjänst: {konto: "*"}}
"""


@pytest.mark.parametrize(
    ("ledger", "kept", "note"),
    [
        (
            f"{LEDGER}  kontroll: {{T1: {{utfall: '-3'}}}}\n",
            LEDGER,
            "underlag.yaml: kontrollsummorna för 2031 är borttagna; skriv in de nya när de är kända",
        ),
        (
            "underlag: {fil: bok.csv, kolumner: {konto: Konto, utfall: Utfall}, kontroll: {T1: {utfall: '-3'}}, rader: {drift: {hemtjänst: {konto: '*'}}}}\n",
            None,
            "underlag.yaml: ta själv bort kontroll:, som gäller 2031",
        ),
    ],
)
def test_totals_of_last_years_ledger_do_not_follow_along(
    tmp_path: Path, capsys: Told, ledger: str, kept: str | None, note: str
) -> None:
    project = write_files({**PLAN, "underlag.yaml": ledger}, tmp_path)
    assert run(["new", "2032-plan", "--project", str(project)]) == 0
    assert f"  {note}\n" in capsys.readouterr().out
    assert made(project, "underlag.yaml") == (kept or ledger)


def test_the_old_year_is_noted_where_a_person_wrote_it_and_not_where_the_program_did(
    tmp_path: Path, capsys: Told
) -> None:
    assignments = "uppdrag:\n  heltid: {text: Inför heltid under 2031}\n"
    files = {**PLAN, **T1, "uppdrag.yaml": assignments}
    project = write_files(files, tmp_path)
    assert run(["new", "2032-plan", "--project", str(project)]) == 0
    told = [line.strip() for line in capsys.readouterr().out.splitlines() if "nämns på rad" in line]
    assert told == ["uppdrag.yaml: 2031 nämns på rad 2"]


def test_a_period_of_a_year_without_plan_says_how_to_make_one(tmp_path: Path, capsys: Told) -> None:
    project = write_files(SMALL, tmp_path)
    assert run(["new", "2032-T1", "--project", str(project)]) == 1
    assert "rapport new 2032-plan skapar en ur förra årets" in capsys.readouterr().err


def test_a_first_year_has_nothing_to_begin_from(tmp_path: Path, capsys: Told) -> None:
    project = write_files(SMALL, tmp_path)
    assert run(["new", "2030-plan", "--project", str(project)]) == 1
    assert "det finns inget tidigare år" in capsys.readouterr().err
