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


@pytest.mark.parametrize(
    ("file", "written", "wrong", "fault"),
    [
        ("2020/T1/ekonomi.yaml", "    missbruksvård: {", "    misbruksvård: {", "unknown-line"),
        ("2020/T1/ekonomi.yaml", "missbruksvård: {utfall:", "missbruksvård: {utfal:", "unknown-column"),
        ("2020/ekonomi.yaml", "[ai-intäkter, ai-kostnader]", "[ai-intäkt, ai-kostnader]", "unknown-line"),
        ("2020/ekonomi.yaml", "summa: [ifo, ai]", "summa: [ifo, ai, total]", "circular-sum"),
        ("2020/ekonomi.yaml", "layout: nettokostnad", "layout: nettokostnader", "unknown-layout"),
        ("2020/mål.yaml", "målnivå: {år: ", "målniva: {år: ", "unknown-key"),
        ("2020/mål.yaml", "indikatorer:", "indikatorerna:", "unknown-key"),
        ("2020/år.yaml", "typ: relativ avvikelse", "typ: relativ avikelse", "unknown-word"),
        ("2020/år.yaml", "regler:", "regel:", "unknown-key"),
        ("2020/T1/utfall.yaml", "\nutfall:", "\nutfal:", "unknown-key"),
    ],
)
def test_one_slip_in_a_name_is_one_finding(
    tmp_path: Path, file: str, written: str, wrong: str, fault: str
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    before = told(tmp_path, "2020-T1")
    changed = tmp_path / "data" / file
    text = changed.read_text(encoding="utf-8")
    assert written in text
    changed.write_text(text.replace(written, wrong, 1), encoding="utf-8")
    assert [(check, path) for check, path, _ in told(tmp_path, "2020-T1") - before] == [
        (fault, f"data/{file}")
    ]


@pytest.mark.parametrize(
    ("file", "fault"),
    [("mål.yaml", "missing-section"), ("år.yaml", "missing-section"), ("ekonomi.yaml", "missing-section")],
)
def test_a_file_that_is_gone_is_one_finding(tmp_path: Path, file: str, fault: str) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    before = told(tmp_path, "2020-T1")
    (tmp_path / "data" / "2020" / file).unlink()
    assert [(check, path) for check, path, _ in told(tmp_path, "2020-T1") - before] == [(fault, "data/2020")]


def test_a_file_with_a_hidden_ending_is_one_finding(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    before = {(check, about) for check, _, about in told(tmp_path, "2020-T1")}
    file = tmp_path / "data" / "2020" / "T1" / "ekonomi.yaml"
    file.rename(file.with_name("ekonomi.yaml.txt"))
    after = {(check, about) for check, _, about in told(tmp_path, "2020-T1")}
    assert [check for check, _ in after - before] == ["unread-file"]
