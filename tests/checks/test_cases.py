"""Every check has a file of cases: small projects, and beside each what a user is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from rapport.checks import check_project, names
from rapport.diagnostic import format_diagnostic
from rapport.gather import gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.read.project import Read

FOLDER = Path(__file__).with_name("cases")
MODULES = Path(__file__).parents[2] / "rapport" / "checks"


def cases_of(check: str) -> list[dict[str, Any]]:
    file = FOLDER / f"{check.replace('-', '_')}.yaml"
    cases = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  BaseLoader makes strings only
    assert isinstance(cases, list)
    return cases


def every_case() -> Iterator[Any]:
    for file in sorted(FOLDER.glob("*.yaml")):
        check = file.stem.replace("_", "-")
        yield from (pytest.param(check, case, id=f"{check}: {case['name']}") for case in cases_of(check))


def read_files(root: Path, files: dict[str, str]) -> Read:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return gather(root, [root / "templates"])


@pytest.mark.parametrize(("check", "case"), list(every_case()))
def test_case(check: str, case: dict[str, Any], tmp_path: Path) -> None:
    read = read_files(tmp_path, case["files"])
    assert sorted({d.check for d in read.diagnostics}) == case.get("reading", [])
    found = [format_diagnostic(d) for d in check_project(read.project) if d.check == check]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in found] == case["findings"]


def test_a_check_is_a_file_is_a_case_file_is_a_name() -> None:
    modules = {file.stem for file in MODULES.glob("*.py") if not file.stem.startswith("_")}
    assert modules == {file.stem for file in FOLDER.glob("*.yaml")}
    assert names() == sorted(module.replace("_", "-") for module in modules)


@pytest.mark.parametrize("check", names())
def test_every_check_has_a_case_that_passes_and_one_that_fails(check: str) -> None:
    outcomes = {bool(case["findings"]) for case in cases_of(check)}
    assert outcomes == {True, False}
