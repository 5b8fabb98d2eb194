"""What a report holds only when somebody asks: every tie-out, and what has changed since another period."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.compose.document import Block, TableBlock, flat
from rapport.compose.folders import template_folders
from rapport.compose.report import compose_report
from rapport.notation import parse_period
from rapport.read.project import read_project
from rapport.rules.results import evaluate

ROOT = Path(__file__).parents[2]
PROJECT = read_project(ROOT, template_folders(ROOT)).project
RESULTS = evaluate(PROJECT, parse_period("2020-T1"))


def tables(blocks: tuple[Block, ...]) -> dict[str, list[list[str]]]:
    found = [block.table for block in flat(blocks) if isinstance(block, TableBlock)]
    return {table.key: [[cell.shown for cell in row.cells] for row in table.rows] for table in found}


def test_every_tie_out_stands_in_the_report_on_request() -> None:
    folders = template_folders(ROOT)
    usual = compose_report(RESULTS, "delårsrapport", folders)
    asked = compose_report(RESULTS, "delårsrapport", folders, tie_out=True)
    assert "avstämning" not in tables(usual.document.blocks)
    rows = tables(asked.document.blocks)["avstämning"]
    assert len(rows) == len(RESULTS.proofs)
    assert [row for row in rows if row[-1] == "Granska"] == [
        [
            "Samma uppgift i två tabeller",
            "Nettokostnad per verksamhet",
            name,
            "Avvikelse helår",
            first,
            second,
            "−1",
            "Granska",
        ]
        for name, first, second in (
            ("Nettokostnad IFO", "−13\xa0531", "−13\xa0530"),
            ("Resultat ASN", "−14\xa0612", "−14\xa0611"),
        )
    ]


@pytest.fixture
def folder_with_changes(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    text = '# Ändringar sedan nämndplanen\n\n{{ ändringar("2019-plan", "Ändringar sedan nämndplanen") }}\n'
    (folder / "ändringar.md.j2").write_text(text, encoding="utf-8")
    return folder


def test_a_report_can_print_what_has_changed_since_the_plan(folder_with_changes: Path) -> None:
    results = evaluate(PROJECT, parse_period("2019"))
    made = compose_report(
        results, "ändringar", [folder_with_changes], other=lambda period: evaluate(PROJECT, period)
    )
    assert made.diagnostics == []
    rows = tables(made.document.blocks)["ändringar"]
    changed = {row[1]: [text.replace("\xa0", " ") for text in row[2:]] for row in rows if row[2] == "målnivå"}
    assert changed["utredningstid"] == [
        "målnivå",
        "minska från 102 dagar (2018)",
        "öka från 102 dagar (2018)",
    ]


def test_an_unknown_period_is_told(folder_with_changes: Path) -> None:
    made = compose_report(RESULTS, "ändringar", [folder_with_changes], other=lambda _period: None)
    assert [finding.message for finding in made.diagnostics] == [
        "mallen nämner perioden ”2019-plan”, som inte finns"
    ]
