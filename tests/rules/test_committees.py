"""What a council takes over from its committees: figures in its own unit and sign, grades on its own scale."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from council import CARE, COUNCIL, committee, write_municipality
from wording import COLOURS, write_files

from rapport.gather import gather
from rapport.notation import format_period, parse_period
from rapport.rules.committees import Absence
from rapport.rules.economy import Standing, Way
from rapport.rules.fingerprint import fingerprint
from rapport.rules.rating import NotRated
from rapport.rules.results import Results, evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rapport.rules.economy import Amount

T1 = "2031-T1"


def results(root: Path, changes: Mapping[str, Mapping[str, str]] | None = None, period: str = T1) -> Results:
    return evaluate(gather(write_municipality(root, changes)).project, parse_period(period))


def amount(found: Results, row: str, column: str) -> Amount:
    return found.tables["nämnderna"].amount(row, column)


def in_unit(unit: str) -> dict[str, dict[str, str]]:
    return {"": {"ekonomi.yaml": COUNCIL["ekonomi.yaml"].replace("enhet: tkr", f"enhet: {unit}")}}


class TestFigures:
    @pytest.mark.parametrize(
        ("unit", "care", "school", "technical"),
        [
            ("kr", ("-3000998", 0), ("-11100000", 0), ("-7750000", 0)),
            ("tkr", ("-3000.998", 0), ("-11100", 0), ("-7750", 0)),
            ("mnkr", ("-3.000998", 1), ("-11.1", 1), ("-7.75", 2)),
        ],
    )
    def test_units_are_converted_without_rounding(
        self,
        tmp_path: Path,
        unit: str,
        care: tuple[str, int],
        school: tuple[str, int],
        technical: tuple[str, int],
    ) -> None:
        found = results(tmp_path, in_unit(unit))
        for row, (value, decimals) in {"vård": care, "skola": school, "teknik": technical}.items():
            figure = amount(found, row, "utfall")
            assert (figure.value, figure.decimals) == (Decimal(value), decimals), row
            assert (figure.way, figure.standing) == (Way.FETCHED, Standing.COMPUTED)

    def test_the_uncertainty_of_a_figure_follows_it(self, tmp_path: Path) -> None:
        # Two amounts given in hundredths of a million are each known to within 5 tkr.
        assert amount(results(tmp_path), "teknik", "utfall").slack == Decimal(10)

    def test_costs_counted_as_plus_change_sign_and_variances_do_not(self, tmp_path: Path) -> None:
        found = results(tmp_path)
        assert amount(found, "skola", "utfall").value == Decimal(-11100)
        assert amount(found, "skola", "avvikelse").value == Decimal(100)
        assert found.proofs
        assert [proof for proof in found.proofs if proof.finding.value == "contradicts"] == []

    def test_a_sum_adds_what_is_known_and_names_what_is_not(self, tmp_path: Path) -> None:
        without = (
            CARE["T1/ekonomi.yaml"].replace("utfall: -1 000 499, ", "").replace("utfall: -2 000 499, ", "")
        )
        found = results(tmp_path, {"vård": {"T1/ekonomi.yaml": without}})
        assert amount(found, "vård", "utfall").value is None
        assert amount(found, "total", "utfall").value == Decimal(-18850)
        (proof,) = [p for p in found.proofs if (p.row, p.column) == ("total", "utfall")]
        assert proof.missing == ("vård",)

    def test_a_unit_that_is_no_amount_is_never_taken_for_one(self, tmp_path: Path) -> None:
        odd = CARE["ekonomi.yaml"].replace("enhet: kr", "enhet: årsarbetare")
        assert amount(results(tmp_path, {"vård": {"ekonomi.yaml": odd}}), "vård", "utfall").value is None

    def test_the_same_odd_unit_is_taken_over(self, tmp_path: Path) -> None:
        council = in_unit("årsarbetare")
        odd = CARE["ekonomi.yaml"].replace("enhet: kr", "enhet: årsarbetare")
        found = results(tmp_path, {**council, "vård": {"ekonomi.yaml": odd}})
        assert amount(found, "vård", "utfall").value == Decimal(-3000998)

    def test_last_time_is_last_time(self, tmp_path: Path) -> None:
        columns = "      utfall: {namn: Utfall}\n      förra: {namn: Förra, föregående: utfall}\n"
        table = "      utfall: {namn: Utfall, avser: perioden}\n"
        council = {
            "ekonomi.yaml": COUNCIL["ekonomi.yaml"].replace(table, columns),
            "T2.yaml": "datum: 2031-09-01\n",
        }
        care = {
            "ekonomi.yaml": CARE["ekonomi.yaml"].replace(table, columns),
            "T2/ekonomi.yaml": "ekonomi: {netto: {hus: {utfall: -5 000 000}, folk: {utfall: -1 000 000}}}\n",
        }
        assert care["ekonomi.yaml"] != CARE["ekonomi.yaml"]
        found = results(tmp_path, {"": council, "vård": care}, "2031-T2")
        assert amount(found, "vård", "förra").value == Decimal("-3000.998")
        assert amount(found, "vård", "utfall").value == Decimal(-6000)
        assert amount(found, "skola", "förra").value is None

    def test_nothing_of_last_time_stands_for_a_committee_that_is_missing(self, tmp_path: Path) -> None:
        columns = "      utfall: {namn: Utfall}\n      förra: {namn: Förra, föregående: utfall}\n"
        table = "      utfall: {namn: Utfall, avser: perioden}\n"
        council = {
            "ekonomi.yaml": COUNCIL["ekonomi.yaml"].replace(table, columns),
            "T1/ekonomi.yaml": "ekonomi: {nämnderna: {total: {kommentar: Som väntat.}}}\n",
            "T2.yaml": "datum: 2031-09-01\n",
        }
        care = {
            "T2/ekonomi.yaml": "ekonomi: {netto: {hus: {utfall: -5 000 000}, folk: {utfall: -1 000 000}}}\n"
        }
        found = results(tmp_path, {"": council, "vård": care}, "2031-T2")
        assert amount(found, "vård", "förra").value == Decimal("-3000.998")
        assert amount(found, "skola", "förra").value is None


class TestAbsence:
    @pytest.mark.parametrize(
        ("folder", "files", "absence"),
        [
            ("vård", {"T1/ekonomi.yaml": "ekonomi: {netto: {huset: {utfall: 3}}}\n"}, Absence.UNREAD),
            ("vård", {"ekonomi.yaml": "ekonomi: [\n"}, Absence.UNREAD),
            ("vård", {}, None),
        ],
    )
    def test_errors_leave_a_committee_out(
        self, tmp_path: Path, folder: str, files: dict[str, str], absence: Absence | None
    ) -> None:
        found = results(tmp_path, {folder: files})
        assert next(one.absence for one in found.committees if one.id == "vård") is absence

    def test_a_period_that_ends_with_the_same_month_will_do(self, tmp_path: Path) -> None:
        found = results(tmp_path, {"": {"04.yaml": "datum: 2031-05-03\n"}}, "2031-04")
        assert [format_period(one.period) for one in found.committees if one.period] == [T1] * 3
        assert amount(found, "teknik", "utfall").value == Decimal(-7750)

    def test_a_period_that_nobody_has_reported_has_no_figures(self, tmp_path: Path) -> None:
        found = results(tmp_path, {"": {"T2.yaml": "datum: 2031-09-03\n"}}, "2031-T2")
        assert {one.absence for one in found.committees} == {Absence.UNREPORTED}
        assert amount(found, "total", "utfall").value is None

    def test_a_plan_needs_no_report(self, tmp_path: Path) -> None:
        planned = CARE["ekonomi.yaml"].replace("hus: {namn: Hus}", "hus: {namn: Hus, budget: -4 000 000}")
        found = results(tmp_path, {"vård": {"ekonomi.yaml": planned}}, "2031-plan")
        assert amount(found, "vård", "budget").value == Decimal(-4000)


class TestGoals:
    def grade(self, found: Results, goal: str) -> str | None:
        return next(one.assessment.grade for one in found.every_goal() if one.id == goal)

    def test_a_goal_is_rolled_up_from_all_that_serve_it(self, tmp_path: Path) -> None:
        found = results(tmp_path)
        assert [self.grade(found, "trygghet"), self.grade(found, "klimat")] == ["A", "R"]
        counted = next(one.counts for one in found.every_goal() if one.id == "trygghet")
        assert (counted["G"], counted["A"]) == (3, 1)

    def test_grades_are_known_by_id_and_translated_where_they_differ(self, tmp_path: Path) -> None:
        own = (
            CARE["år.yaml"]
            .replace("G: {namn: Grön", "bra: {namn: Bra")
            .replace("R: {namn: Röd", "usel: {namn: Usel")
        )
        outcomes = CARE["T1/utfall.yaml"].replace("betyg: G", "betyg: bra").replace("betyg: R", "betyg: usel")
        changed = {"år.yaml": own, "T1/utfall.yaml": outcomes}
        untranslated = results(tmp_path / "a", {"vård": changed})
        (part,) = [
            part
            for goal in untranslated.every_goal()
            for part in goal.served_by
            if (goal.id, part.committee) == ("trygghet", "vård")
        ]
        assert part.assessment.grade is None
        assert part.assessment.computed.reason is NotRated.UNKNOWN_GRADE
        council = COUNCIL["år.yaml"].replace(
            "vård: Vårdnämnden", "vård: {namn: Vårdnämnden, betyg: {bra: G, usel: R}}"
        )
        translated = results(tmp_path / "b", {"": {"år.yaml": council}, "vård": changed})
        assert self.grade(translated, "klimat") == "R"

    def test_a_heading_passes_on_what_it_serves(self, tmp_path: Path) -> None:
        text = CARE["år.yaml"].replace("nivåer:\n", "nivåer:\n  område: {}\n")
        text = text[: text.index("mål:\n  ")] + (
            "mål:\n  allt:\n    nivå: område\n    namn: Allt\n    bidrar_till: [trygghet, klimat]\n    mål:\n"
            "      hemtjänst: {nivå: nämndmål, namn: Hemtjänst}\n      bilar: {nivå: nämndmål, namn: Bilar, bidrar_till: klimat}\n"
        )
        found = results(tmp_path, {"vård": {"år.yaml": text}})
        serving = {
            goal.id: [p.goal.id for p in goal.served_by if p.committee == "vård"]
            for goal in found.every_goal()
        }
        assert serving == {"trygghet": ["hemtjänst", "bilar"], "klimat": ["hemtjänst", "bilar"]}

    def test_what_is_not_rated_is_never_rolled_up_as_good(self, tmp_path: Path) -> None:
        found = results(
            tmp_path,
            {"teknik": {"T1/utfall.yaml": "utfall: {}\n"}, "vård": {"T1/utfall.yaml": "utfall: {}\n"}},
        )
        assert self.grade(found, "klimat") is None


def test_a_new_grade_of_a_committee_is_something_else_to_have_decided_on(tmp_path: Path) -> None:
    care = committee(
        "Vårdnämnden",
        "kr",
        ("utfall: -1 000 499", "utfall: -2 000 499"),
        "hemtjänst trygghet A; bilar klimat R",
    )
    before = fingerprint(results(tmp_path / "a"))
    after = fingerprint(results(tmp_path / "b", {"vård": {"T1/utfall.yaml": care["T1/utfall.yaml"]}}))
    assert before == fingerprint(results(tmp_path / "c"))
    assert before != after


def test_a_project_without_committees_has_none(tmp_path: Path) -> None:
    files = {"år.yaml": "nämnd: Vårdnämnden\n" + COLOURS, "T1.yaml": "datum: 2031-05-01\n"}
    assert evaluate(gather(write_files(files, tmp_path)).project, parse_period(T1)).committees == ()
