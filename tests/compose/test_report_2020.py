"""The whole report of January to April 2020 as text, kept so that a change of words or order is seen.

``RAPPORT_ACCEPT=1 pytest tests/compose/test_report_2020.py`` keeps the new text.
"""

from __future__ import annotations

from pathlib import Path

from wording import dump_document, matches_snapshot

from rapport.compose.folders import template_folders
from rapport.compose.report import compose_report
from rapport.diagnostic import format_diagnostic
from rapport.notation import parse_period
from rapport.read.project import read_project
from rapport.rules.results import evaluate

ROOT = Path(__file__).parents[2]


def test_the_report_reads_as_it_did() -> None:
    read = read_project(ROOT, template_folders(ROOT))
    composed = compose_report(
        evaluate(read.project, parse_period("2020-T1")), "delårsrapport", template_folders(ROOT)
    )
    assert [format_diagnostic(finding) for finding in composed.diagnostics] == []
    assert matches_snapshot("delårsrapport-2020-T1.txt", dump_document(composed.document))
