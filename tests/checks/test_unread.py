"""A value that can't be read is told once, and nothing that follows from it is told as well."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rapport.build import check
from rapport.notation import parse_period

ROOT = Path(__file__).parents[2]


def told(root: Path, period: str) -> set[tuple[str, str, str | int]]:
    """Return the findings of a period: name, file, and what each is about, else its line."""
    findings = check(root, [parse_period(period)]).diagnostics
    return {(one.check, one.origin.path, one.subject or one.origin.line) for one in findings}


@pytest.mark.parametrize(
    ("file", "written", "wrong", "fault", "line"),
    [
        ("2020/T1/ekonomi.yaml", "utfall: -42 491", "utfall: -42_491", "not-a-number", 9),
        ("2020/T1/ekonomi.yaml", "prognos: -83 762", "prognos: -83 762 x 3", "not-a-number", 28),
        ("2020/ekonomi.yaml", "budget: -98 462", "budget: --98 462", "not-a-number", 13),
        ("2020/T1/utfall.yaml", "utfall: 1 050", "utfall: 1_050", "not-a-number", 11),
        ("2020/T1/utfall.yaml", "utfall: 5,85 %", "utfall: 5,8S %", "not-a-number", 126),
        ("2020/T1/utfall.yaml", "anhörigstöd-externa: Ja", "anhörigstöd-externa: Jaa", "not-a-number", 19),
        ("2020/mål.yaml", 'T1: "<852"', 'T1: "<8_52"', "not-a-target", 18),
        ("2020/mål.yaml", "målnivå: 100 %", "målnivå: 1O0 %", "not-a-target", 32),
        ("2019/03/verksamhetsmått.yaml", "feb: 26", "feb: 2_6", "not-a-number", 5),
    ],
)
def test_one_fault_is_one_finding(  # noqa: PLR0917  a file, what is changed in it, what is told
    tmp_path: Path, file: str, written: str, wrong: str, fault: str, line: int
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    period = "2019-03" if file.startswith("2019") else "2020-T1"
    before = told(tmp_path, period)
    changed = tmp_path / "data" / file
    text = changed.read_text(encoding="utf-8")
    assert written in text
    changed.write_text(text.replace(written, wrong, 1), encoding="utf-8")
    assert told(tmp_path, period) - before == {(fault, f"data/{file}", line)}
