"""What the handbook shows is so: its commands are taken, its YAML is read, its lists are whole, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main
from wording import results_from, told

from rapport.cli.app import app, run
from rapport.compose.calls import Composer
from rapport.compose.expressions import Renderer, environment
from rapport.compose.filters import Wording
from rapport.compose.folders import SHIPPED
from rapport.edit.schema import schema_for
from rapport.model.economy import Layouts
from rapport.model.scale import RuleKind, Strategy
from rapport.model.year import PeriodReport, Plan
from rapport.read.project import read_project

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "docs" / "handbok"
PAGES = sorted([*HANDBOOK.glob("*.md"), ROOT / "docs" / "ci-exempel.md"])
COMMANDS = typer.main.get_group(app).commands
KINDS = (("Årets mapp", Plan), ("Periodens mapp", PeriodReport), ("tabeller.yaml", Layouts))
KEYS_INTRODUCTION = (
    "Sidan görs av programmet: det här är vad editorn visar medan du skriver. Efter kolonet i rubriken står nyckeln som "
    "fälten står under."
)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> list[str]:
    pattern = rf"^```(?:{'|'.join(languages)})\n(.*?)^```$"
    return re.findall(pattern, text_of(page), re.MULTILINE | re.DOTALL)


def commands() -> Iterator[tuple[str, str]]:
    """Give every command line with its page: in blocks, and in running text."""
    for page in PAGES:
        prose = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
        typed = [line for block in blocks(page, "sh", "powershell") for line in block.splitlines()]
        typed += re.findall(r"`(rapport [^`]+)`", prose)
        yield from ((page.name, line) for line in typed if line.startswith("rapport "))


def excerpts() -> Iterator[tuple[str, str, str]]:
    """Give every YAML example with its page and the path that its first line names."""
    for page in PAGES:
        for block in blocks(page, "yaml"):
            head, _, _ = block.partition("\n")
            path = (
                head.removeprefix("# ")
                if head.startswith(("# data/", "# templates/"))
                else "data/2031/år.yaml"
            )
            yield page.name, path, block


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_a_command_is_one_that_the_program_takes(page: str, line: str) -> None:
    name, *words = shlex.split(line.removeprefix("rapport ").rstrip("."))
    if name.startswith("--"):
        assert name in {option for param in typer.main.get_command(app).params for option in param.opts} | {
            "--help"
        }
        return
    if words and name in COMMANDS and words != ["--help"]:
        assert COMMANDS[name].make_context(name, words).params, page
    assert name in COMMANDS, page


@pytest.mark.parametrize(("page", "path", "text"), list(excerpts()))
def test_an_example_is_read_without_a_finding(page: str, path: str, text: str, tmp_path: Path) -> None:
    for name, content in {"data/2031/grund.yaml": "", path: text}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    assert told(read_project(tmp_path, [tmp_path / "templates"])) == "", page


def listed(page: str, heading: str) -> list[str]:
    """Return what stands in the first column of the first table under a heading."""
    prose = re.sub(r"^```.*?^```$", "", text_of(HANDBOOK / page), flags=re.MULTILINE | re.DOTALL)
    section = prose.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def test_every_filter_is_listed() -> None:
    filters = environment([SHIPPED], Wording()).filters
    assert sorted(listed("texter-och-mallar.md", "Filter")) == sorted(filters)


def test_everything_that_a_template_may_call_is_listed(tmp_path: Path) -> None:
    results = results_from({"T1.yaml": "utfall: {}\n"}, tmp_path)
    composer = Composer(results, Renderer(environment([SHIPPED], Wording()), {}))
    assert sorted(listed("texter-och-mallar.md", "Rapportens mall")) == sorted(composer.functions())


def test_every_kind_of_rule_is_listed_and_shown() -> None:
    assert sorted(listed("regler.md", "Typerna")) == sorted(kind.value for kind in RuleKind)
    shown = "".join(text for page, _, text in excerpts() if page == "regler.md")
    assert [kind.value for kind in RuleKind if f"typ: {kind.value}" not in shown] == []


def test_every_way_to_weigh_together_is_listed() -> None:
    assert sorted(listed("regler.md", "Sätten att väga samman")) == sorted(way.value for way in Strategy)


def test_every_layout_that_is_shipped_is_listed() -> None:
    shipped = re.findall(
        r"^  ([\w-]+):$", (SHIPPED / "tabeller.yaml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed("uppgifter.md", "Ekonomi")) == sorted(shipped)


def test_every_page_of_the_handbook_is_in_its_contents() -> None:
    contents = text_of(HANDBOOK / "README.md")
    assert [page.name for page in HANDBOOK.glob("*.md") if f"({page.name})" not in contents] == ["README.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text_of(page)) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def every_key() -> str:
    """Return the page of all keys, as the schemas describe them."""
    lines = ["# Alla nycklar", "", KEYS_INTRODUCTION]
    for title, model in KINDS:
        schema = schema_for(model)
        own = {
            title: schema,
            **{one: found for one, found in schema["definitions"].items() if "-" not in one},
        }
        for name, record in own.items():
            heading = title if record is schema else f"{title}: {record.get('title', name)}"
            about = record.get("description", "")
            lines += [
                "",
                f"## {heading}",
                "",
                *([about, ""] if about else []),
                "| Nyckel | Betyder |",
                "| --- | --- |",
            ]
            lines += [f"| `{key}` | {one['description']} |" for key, one in record["properties"].items()]
    return "\n".join(lines) + "\n"


def test_the_page_of_all_keys_is_what_the_editor_says() -> None:
    page = HANDBOOK / "nycklar.md"
    if os.environ.get("RAPPORT_ACCEPT"):
        page.write_text(every_key(), encoding="utf-8", newline="\n")
    assert text_of(page) == every_key()


@pytest.mark.parametrize("page", ["börja.md", "flera-nämnder.md"])
def test_a_chapter_that_begins_a_folder_works_from_beginning_to_end(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    made, built = "", ""
    for line in (line for block in blocks(HANDBOOK / page, "sh") for line in block.splitlines()):
        words = shlex.split(line)
        if words[:2] == ["rapport", "init"]:
            assert run(words[1:]) == 0
            made = words[2]
        elif words[0] == "cd":
            monkeypatch.chdir(tmp_path / made)
        elif made and words[:2] in (["rapport", "check"], ["rapport", "build"]) and "--report" not in words:
            capsys.readouterr()
            assert run([*words[1:], *(["--no-pages"] if words[1] == "build" else [])]) == 0
            built += capsys.readouterr().out
    (shown,) = blocks(HANDBOOK / page, "text")
    assert built.replace("\\", "/").startswith(shown)
