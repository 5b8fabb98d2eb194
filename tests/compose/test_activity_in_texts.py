"""Activity measures and charts in the texts, and steps of assignments that only some reports follow up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import composed_from, dump_blocks

if TYPE_CHECKING:
    from pathlib import Path

YEAR = """
nämnd: Omsorgsnämnden
verksamhetsmått:
  omsorg: {namn: Omsorgen, mått: {antal-larm: Antal larm, boende: Beläggning}}
  kök: {namn: Köket, mått: {portioner: Portioner}}
diagram:
  larmen: {namn: Larm per månad, mått: [omsorg.antal-larm]}
  borta: {namn: Turer, saknas: siffrorna har gått förlorade}
uppdrag:
  larm:
    text: Byt larm
    aktiviteter:
      köp: Köp larm
      följ-upp: {text: Följ upp larmen, endast_i: [helår]}
"""
REPORT = "verksamhetsmått: {omsorg: {antal-larm: {jan: 4, feb: 3, mar: 4}, boende: {jan: 92 %, feb: 88 %}}}"


def body(template: str, folder: Path, prose: str = "") -> str:
    files = {
        "år.yaml": YEAR,
        "T1/mått.yaml": REPORT,
        "T1/analys.md": prose,
        "templates/delårsrapport.md.j2": template,
    }
    composed = composed_from(files, folder)
    assert composed.diagnostics == []
    return dump_blocks(composed.document.blocks).strip()


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("mått.omsorg.antal_larm.feb", "3"),
        ("mått.omsorg.antal_larm.summa", "11"),
        ("mått.omsorg.antal_larm.snitt", "4"),
        ("mått.omsorg.antal_larm.snitt | tal(1)", "3,7"),
        ("mått.omsorg.boende.jan", "92 %"),
    ],
)
def test_a_text_takes_its_figures_from_the_month_grid(tmp_path: Path, expression: str, words: str) -> None:
    assert body('{{ text("analys") }}', tmp_path, f"Larm: {{{{ {expression} }}}}.") == f"Larm: {words}."


def test_shares_have_no_sum(tmp_path: Path) -> None:
    files = {
        "år.yaml": YEAR,
        "T1/mått.yaml": REPORT,
        "templates/delårsrapport.md.j2": "{{ mått.omsorg.boende.summa }}",
    }
    [fault] = composed_from(files, tmp_path).diagnostics
    assert fault.check == "unknown-name"


def test_a_text_places_a_chart_between_its_paragraphs(tmp_path: Path) -> None:
    prose = 'Före.\n\n{{ diagram("larmen") }}\n\nEfter.\n\n{{ diagram("borta") }}\n'
    assert (
        body('{{ text("analys") }}', tmp_path, prose)
        == """
Före.

[diagram 1] Larm per månad

Efter.

*Diagrammet ”Turer” visas inte: siffrorna har gått förlorade.*
""".strip()
    )


def test_a_group_places_the_charts_drawn_from_its_own_measures(tmp_path: Path) -> None:
    template = (
        "{% for g in verksamhetsmått() %}\n# {{ g.namn }}\n\nMått.\n\n{{ måttdiagram(g) }}\n{% endfor %}"
    )
    shown = body(template, tmp_path)
    assert shown.count("[diagram") == 1
    assert shown.index("Omsorgen") < shown.index("[diagram 1]") < shown.index("Köket")


def test_a_step_of_an_assignment_may_belong_to_the_annual_report_alone(tmp_path: Path) -> None:
    template = "{% for u in uppdrag() %}{% for text, status in u.aktiviteter %}\n- {{ text }}\n{% endfor %}{% endfor %}"
    assert body(template, tmp_path) == "- Köp larm"
