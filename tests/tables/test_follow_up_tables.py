"""Assignments and risks as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wording import COLOURS, context_from, dump_table, plain

from rapport.tables.follow_up import assignment_summary, assignment_table, risk_table
from rapport.tables.measures import risk_plan_table

if TYPE_CHECKING:
    from pathlib import Path

YEAR = f"""{COLOURS}
regler:
  uppdrag: {{skala: färg, typ: status, status: {{G: [genomfört], A: [pågående], R: [försenat]}}}}
  risk: {{skala: färg, typ: riskvärde, gränser: {{G: {{under: 4}}, A: {{från: 4, under: 9}}, R: {{från: 9}}}}}}
standardregler: {{uppdrag: uppdrag, risk: risk}}
"""
ASSIGNMENTS = """
uppdrag:
  sommarjobb: {givare: Fullmäktige, text: Fler sommarjobb}
  larm: {givare: Nämnden, text: Byt trygghetslarm}
  plan: {givare: Nämnden, text: Ta fram en plan}
"""


def test_assignments_with_status_and_rating(tmp_path: Path) -> None:
    report = "uppdrag: {sommarjobb: genomfört, larm: {status: pågående, kommentar: Hälften är bytta.}}"
    context = context_from({"år.yaml": YEAR, "uppdrag.yaml": ASSIGNMENTS, "T1.yaml": report}, tmp_path)
    assert (
        dump_table(assignment_table(context, "Uppdrag"))
        == """
Uppdrag | Uppdragsgivare | Status | Bedömning
Fler sommarjobb | Fullmäktige | Genomfört | Grön
Byt trygghetslarm <Hälften är bytta.> | Nämnden | Pågående | Gul
Ta fram en plan | Nämnden | – | Ej bedömd <status saknas>
""".strip()
    )
    assert (
        dump_table(assignment_summary(context, "Antal"))
        == """
Uppdrag | Grön | Gul | Röd | Ej bedömd | Totalt
Antal uppdrag | 1 | 1 | 0 | 1 | 3
""".strip()
    )


def test_the_purpose_of_assignments_has_a_column_when_one_has_a_purpose(tmp_path: Path) -> None:
    year = "uppdrag: {larm: {text: Byt larm, mål_med_uppdraget: Färre felsamtal}}"
    context = context_from(
        {"år.yaml": YEAR, "uppdrag.yaml": year, "T1.yaml": "uppdrag: {larm: genomfört}"}, tmp_path
    )
    assert (
        dump_table(assignment_table(context, "Uppdrag"))
        == """
Uppdrag | Uppdragsgivare | Mål med uppdraget | Status | Bedömning
Byt larm | – | Färre felsamtal | Genomfört | Grön
""".strip()
    )


def test_risks_with_and_without_values(tmp_path: Path) -> None:
    report = "risker: {brand: Sprinkler finns.}"
    year = "risker: {brand: {typ: Verksamhetsrisk, text: Brand}, hot: {typ: Arbetsmiljörisk, text: Hot}}"
    bare = context_from({"år.yaml": YEAR, "risker.yaml": year, "T1.yaml": report}, tmp_path / "bare")
    assert (
        dump_table(risk_table(bare, "Risker"))
        == """
Typ av risk | Risk | Uppföljning | Bedömning
Verksamhetsrisk | Brand | Sprinkler finns. | Ej bedömd <riskvärde saknas>
Arbetsmiljörisk | Hot | – | Ej bedömd <riskvärde saknas>
""".strip()
    )
    valued = year.replace("text: Brand", "text: Brand, sannolikhet: 2, konsekvens: 4")
    context = context_from({"år.yaml": YEAR, "risker.yaml": valued, "T1.yaml": report}, tmp_path / "valued")
    assert (
        dump_table(risk_table(context, "Risker"))
        == """
Typ av risk | Risk | Sannolikhet | Konsekvens | Riskvärde | Uppföljning | Bedömning
Verksamhetsrisk | Brand | 2 | 4 | 8 | Sprinkler finns. | Gul
Arbetsmiljörisk | Hot | – | – | – | – | Ej bedömd <riskvärde saknas>
""".strip()
    )


def test_how_far_the_measures_of_a_risk_have_come(tmp_path: Path) -> None:
    risks = "risker: {tak: {text: Taket läcker, åtgärder: {besiktning: Besikta, lagning: Laga, färg: Måla}}}"
    report = """
risker:
  tak:
    åtgärder: {besiktning: genomfört, lagning: {status: pågående, färdiggrad: 60 %}, färg: {färdiggrad: 5 %}}
"""
    context = context_from({"år.yaml": YEAR, "risker.yaml": risks, "T1.yaml": report}, tmp_path)
    table = risk_plan_table(context, "Riskernas åtgärder")
    assert [plain(row.cells[-1].shown) for row in table.rows] == [
        "2 av 3 följs upp",
        "Genomfört",
        "Pågående, 60 %",
        "5 %",
    ]
