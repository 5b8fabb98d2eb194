"""The pre-commit hook and the server example do what the handbook says, with commands that the program takes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from rapport.cli import FINDINGS, OK
from rapport.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci-exempel.md").read_text(encoding="utf-8")
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def committee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "rapporter"
    assert run(["init", str(folder), "--kommun", "Granvik", "--nämnd", "Nämnden", "--år", "2031"]) == OK
    monkeypatch.chdir(folder)
    return folder


def shown() -> Iterator[dict[str, object]]:
    """Give the YAML of other programs that the page shows."""
    for block in re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        if block.startswith(("repos:", "name:")):
            yield yaml.safe_load(block)


def test_the_hook_is_the_one_that_the_handbook_names() -> None:
    settings = next(shown())
    assert [hook["id"] for repo in settings["repos"] for hook in repo["hooks"]] == [HOOK["id"]]  # type: ignore[attr-defined]  # as YAML has it


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("data/2031/mål.yaml", True),
        ("templates/rapport.docx", True),
        ("data/2031/T1/text.md", True),
        ("README.md", False),
    ],
)
def test_the_hook_looks_at_what_a_report_is_made_of(path: str, looked_at: bool) -> None:  # noqa: FBT001  a row of the table
    assert bool(re.search(HOOK["files"], path)) is looked_at


def test_the_hook_lets_through_what_is_well_and_stops_what_is_not(committee: Path) -> None:
    words = shlex.split(HOOK["entry"])[1:]
    assert run(words) == OK
    (committee / "data/2031/T1/fel.yaml").write_text("utfall: {finns-inte: 3}\n", encoding="utf-8")
    assert run(words) == FINDINGS


@pytest.mark.usefixtures("committee")
def test_every_step_of_the_server_example_runs() -> None:
    *_, workflow = shown()
    steps = workflow["jobs"]["granska"]["steps"]  # type: ignore[index]  # as YAML has it
    lines = [step["run"] for step in steps if step.get("run", "").startswith("rapport ")]
    assert [run(shlex.split(line)[1:]) for line in lines] == [OK, OK]
