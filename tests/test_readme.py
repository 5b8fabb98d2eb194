"""What README.md shows is so: its commands, its excerpts, its output, its rooms, the places that it names."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main
from wording import plain

import rapport
from rapport.cli.app import app, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGES.md", "docs/decisions.md", "bench/README.md")
PICTURE_SIZE = 150_000


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def _commands(program: str) -> list[str]:
    """Return what is typed after the name of a program in the README's command blocks."""
    typed = [
        line.removeprefix("$ ") for block in _blocks("sh") + _blocks("console") for line in block.splitlines()
    ]
    return [line.removeprefix(program).strip() for line in typed if line.startswith(f"{program} ")]


def _start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def committee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder of one's own with the data of this repository in it."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- Commands -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("program", ["python3 start.py", "py start.py"])
def test_the_two_commands_are_shown_for_every_system(program: str) -> None:
    assert _commands(program) == ["build --period 2020-T1", "test"]


@pytest.mark.parametrize("line", sorted({*_commands("python3 start.py"), *_commands("rapport")} - {"test"}))
def test_a_command_is_one_that_the_program_takes(line: str) -> None:
    name, *options = shlex.split(line)
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]  # a group has commands
    assert command.make_context(name, options).params


def test_start_hands_its_words_to_rapport_and_keeps_test_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    start = _start()
    ran: list[object] = []

    def note(words: object = "checks") -> int:
        ran.append(words)
        return 0

    for step in ("prepare", "call", "run_checks"):
        monkeypatch.setattr(start, step, note)
    for line in _commands("python3 start.py"):
        start.main(line.split())
    assert ran == ["", ["-m", "rapport", "build", "--period", "2020-T1"], "[test]", "checks"]


def test_every_command_has_its_row() -> None:
    rows = re.findall(r"^\| `rapport ([a-z]+)` \|", README, re.MULTILINE)
    assert sorted(rows) == sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # as above


def test_every_option_named_is_one_that_some_command_takes() -> None:
    group = typer.main.get_command(app)
    commands = [group, *group.commands.values()]  # type: ignore[attr-defined]  # as above
    taken = {option for command in commands for param in command.params for option in param.opts} | {"--help"}
    assert set(re.findall(r"`(--[a-z]+)`", README)) <= taken


# --- Excerpts and output --------------------------------------------------------------------------------------


def _excerpts() -> Iterator[tuple[str, str]]:
    for block in _blocks("yaml"):
        head, _, body = block.partition("\n")
        yield head.removeprefix("# "), body


def _stands_in(text: str, file: Path) -> bool:
    """Whether the lines stand in a file one after the other, however deep they are indented there."""
    wanted, lines = text.splitlines(), file.read_text(encoding="utf-8").splitlines()
    windows = (lines[start : start + len(wanted)] for start in range(len(lines)))
    return any(textwrap.dedent("\n".join(window)).splitlines() == wanted for window in windows)


@pytest.mark.parametrize(("path", "text"), list(_excerpts()))
def test_an_excerpt_stands_in_the_data(path: str, text: str) -> None:
    assert _stands_in(text, ROOT / path)


@pytest.mark.usefixtures("committee")
def test_a_build_prints_what_is_shown_and_makes_those_files(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = _blocks("console")
    typed, *shown = block.splitlines()
    assert run(shlex.split(typed.removeprefix("$ rapport "))) == 0
    assert capsys.readouterr().out.replace("\\", "/").splitlines() == shown
    assert all(Path(file).stat().st_size for file in shown)


def _make_the_mistakes(folder: Path) -> None:
    """Change the lines that the README says are changed."""
    (block,) = _blocks("diff")
    for change in re.finditer(r"^--- (?P<path>.+)\n-(?P<old>.+)\n\+(?P<new>.+)\n", block, re.MULTILINE):
        file = folder / change["path"]
        text = file.read_text(encoding="utf-8")
        assert text.count(f"{change['old']}\n") == 1
        file.write_text(text.replace(f"{change['old']}\n", f"{change['new']}\n"), encoding="utf-8")


def test_the_mistakes_shown_give_the_findings_shown(
    committee: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = next(block for block in _blocks("text") if "hjälp:" in block).strip().split("\n\n")
    run(["check"])
    before = plain(capsys.readouterr().out)
    assert [finding for finding in shown if finding in before] == []
    _make_the_mistakes(committee)
    assert run(["check"]) == 1
    after = plain(capsys.readouterr().out)
    assert [finding for finding in shown if f"{finding}\n" not in after] == []


# --- Rooms and places -----------------------------------------------------------------------------------------


def test_the_tour_visits_every_room_once() -> None:
    shown = re.findall(r"^\| `rapport/([a-z]+)(?:/|\.py)` \|", README, re.MULTILINE)
    package = Path(rapport.__file__).parent
    rooms = [
        place.stem
        for place in package.iterdir()
        if (place / "__init__.py").is_file() or (place.suffix == ".py" and not place.name.startswith("__"))
    ]
    assert sorted(shown) == sorted(rooms)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_only_places_that_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    places = re.findall(r"`((?:rapport|data|templates|tests|docs|tools|bench)/[^`<*]*)`", text)
    links = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    beside = (ROOT / name).parent
    gone = [place for place in places if not (ROOT / place).exists()]
    assert gone + [link for link in links if not (beside / link).exists()] == []


def test_the_pictures_are_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [picture for picture in pictures if (ROOT / picture).stat().st_size > PICTURE_SIZE] == []
