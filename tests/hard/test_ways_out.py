"""Names, paths and links in data and templates that lead out of the project's folder, or want to."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rapport.cli import FINDINGS, MISUSE, OK

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

HIDDEN = "Det här är hemligt"
TEMPLATE = "templates/delårsrapport.md.j2"
SHIPPED = Path(__file__).parents[2] / "templates"
LEDGER = "underlag: {{fil: {}, kolumner: {{utfall: U}}, rader: {{}}}}\n"


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """Return a folder beside the project with things in it that aren't the project's."""
    folder = tmp_path / "hemligt"
    folder.mkdir()
    (folder / "hemlig.md.j2").write_text(HIDDEN, encoding="utf-8")
    layouts = f"layouter: {{hemlig: {{kolumner: {{a: {{namn: {HIDDEN}}}}}}}}}\n"
    (folder / "tabeller.yaml").write_text(layouts, encoding="utf-8")
    shutil.copy(SHIPPED / "rapport.docx", folder / "hemlig.docx")
    (folder / "huvudbok.csv").write_text(f"U\n{HIDDEN}\n", encoding="utf-8")
    return folder


def link(project: Path, name: str, target: Path) -> None:
    """Put a link in the project, where links can be made."""
    (project / name).unlink(missing_ok=True)
    try:
        (project / name).symlink_to(target)
    except OSError:
        pytest.skip("links can't be made here")


def written(project: Path) -> str:
    """Return the text of every page that was built."""
    return "".join(page.read_text(encoding="utf-8") for page in project.rglob("out/**/*.html"))


HTML = ("build", "-p", "2031-T1", "--no-pages", "--format", "html")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        (TEMPLATE, "hemlig.md.j2"),
        ("templates/annan.md.j2", "hemlig.md.j2"),
        ("templates/tabeller.yaml", "tabeller.yaml"),
        ("templates/hemlig.docx", "hemlig.docx"),
        ("templates/mapp", "."),
    ],
)
def test_a_link_in_templates_that_leads_out_is_told(
    here: Run, project: Path, secrets: Path, name: str, target: str
) -> None:
    link(project, name, secrets / target)
    said = here(*HTML)
    assert said.returncode == FINDINGS
    assert f"{name}:1:1: fel: ”{Path(name).name}” är en länk till något utanför projektet" in said.stderr
    assert written(project) == ""


@pytest.mark.parametrize(
    "template",
    ['{% include "länk.md.j2" %}', '{% extends "länk.md.j2" %}', '{% import "länk.md.j2" as a %}x'],
)
def test_not_even_a_draft_follows_such_a_link(here: Run, project: Path, secrets: Path, template: str) -> None:
    link(project, "templates/länk.md.j2", secrets / "hemlig.md.j2")
    said = here(*HTML, "--draft", files={TEMPLATE: template})
    assert "mallen länk.md.j2 finns inte [missing-template]" in said.stderr
    assert HIDDEN not in written(project) + said.stdout + said.stderr


def test_a_link_between_templates_is_followed(here: Run, project: Path) -> None:
    (project / "gemensam.md.j2").write_text("Gemensamt.\n", encoding="utf-8")
    link(project, "templates/annan.md.j2", project / "gemensam.md.j2")
    assert here(*HTML, files={TEMPLATE: '{% include "annan.md.j2" %}'}).returncode == OK
    assert "Gemensamt." in written(project)


@pytest.mark.parametrize(
    "path", ["../../hemligt/hemlig", "{secrets}/hemlig", "..\\..\\hemligt\\hemlig", ".."]
)
def test_no_template_is_chosen_outside(here: Run, project: Path, secrets: Path, path: str) -> None:
    name = path.format(secrets=secrets)
    said = here(*HTML, files={"extra.yaml": f"mallar: {{delårsrapport: '{name}'}}\n"})
    assert said.returncode == FINDINGS
    assert "finns inte [missing-template]" in said.stderr
    assert written(project) == ""


@pytest.mark.parametrize(
    "path", ["../../hemligt/hemlig.docx", "../hemligt/hemlig.docx", "{secrets}/hemlig.docx", "."]
)
def test_no_word_template_is_chosen_outside(here: Run, project: Path, secrets: Path, path: str) -> None:
    name = path.format(secrets=secrets)
    said = here("check", files={"extra.yaml": f"wordmall: '{name}'\n"})
    assert said.returncode == FINDINGS
    assert f"Word-mallen {name} finns inte i templates/ [missing-template]" in said.stdout
    assert here().returncode != OK
    assert not list(project.rglob("out/**/*.docx"))


@pytest.mark.parametrize(
    "statement", ['include "{}"', 'import "{}" as a', 'from "{}" import a', 'extends "{}"', 'include ["{}"]']
)
@pytest.mark.parametrize(
    "path", ["../../hemligt/hemlig.md.j2", "{secrets}/hemlig.md.j2", "./../hemligt/hemlig.md.j2"]
)
def test_no_template_reaches_another_folder(
    here: Run, project: Path, secrets: Path, statement: str, path: str
) -> None:
    asked = statement.format(path.format(secrets=secrets.as_posix()))
    said = here(*HTML, files={TEMPLATE: f"{{% {asked} %}}"})
    assert said.returncode == FINDINGS
    assert "[missing-template]" in said.stderr
    assert HIDDEN not in written(project) + said.stdout + said.stderr


@pytest.mark.parametrize(
    "name", ["../hemligt/huvudbok.csv", "{secrets}/*.csv", "..", "..\\hemligt\\huvudbok.csv"]
)
def test_no_ledger_is_fetched_outside(here: Run, secrets: Path, name: str) -> None:
    named = name.format(secrets=secrets)
    said = here("ledger", "-p", "2031-T1", files={"extra.yaml": LEDGER.format(f"'{named}'")})
    assert said.returncode == MISUSE
    assert f"rapport: underlag.yaml nämner {named}; skriv bara filens namn där" in said.stderr
    assert HIDDEN not in said.stdout + said.stderr


def test_a_folder_is_no_ledger(here: Run) -> None:
    said = here("ledger", "-p", "2031-T1", files={"extra.yaml": LEDGER.format("'*'"), "T1/utfall.yaml": ""})
    assert said.returncode == MISUSE
    assert "rapport: flera filer heter *" in said.stderr


def test_a_text_takes_no_file_in(here: Run, project: Path, secrets: Path) -> None:
    picture = secrets / "hemlig.md.j2"
    text = f"![b]({picture}) ![c](file://{picture}) <img src='{picture}'> <script>alert(1)</script> [d](javascript:x)"
    assert here(*HTML, files={"T1/inledning.md": text}).returncode == OK
    page = written(project)
    assert HIDDEN not in page
    assert "<img" not in page
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page


@pytest.mark.parametrize("owner", ["../../../ond", "..\\..\\ond", "/etc/ond", 'o:n*d?"<>|'])
def test_a_role_names_a_workbook_and_no_path(here: Run, project: Path, tmp_path: Path, owner: str) -> None:
    before = {file for file in tmp_path.rglob("*") if project not in file.parents}
    goals = (project / "data/2031/mål.yaml").read_text(encoding="utf-8")
    owned = goals.replace("namn: Larm,", f"namn: Larm, ansvarig: '{owner}',")
    assert here("collect", "-p", "2031-T1", files={"mål.yaml": owned}).returncode == OK
    books = {file.parent.relative_to(project).as_posix() for file in project.rglob("*.xlsx")}
    assert books == {"out/2031-T1", "out/2031-T1/.byggt"}
    assert {file for file in tmp_path.rglob("*") if project not in file.parents} == before
