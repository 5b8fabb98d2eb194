"""A new folder: a whole example that is checked and built as it stands, in the names that were given."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from rapport.cli.app import run
from rapport.edit.init import Place, folder_name, new_municipality, new_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = pytest.CaptureFixture[str]

NAMES = ["--kommun", "Norrhamns kommun", "--nämnd", "Äldrenämnden", "--år", "2031"]


@pytest.fixture
def folder(tmp_path: Path, capsys: Told) -> Path:
    made = tmp_path / "nämndens rapporter"
    assert run(["init", str(made), *NAMES]) == 0
    capsys.readouterr()
    return made


def test_nothing_is_wrong_with_the_example(folder: Path, capsys: Told) -> None:
    assert run(["check", "--strict", "--project", str(folder)]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("period", ["2031-T1", "2031-plan"])
def test_its_plan_and_its_report_can_be_built(folder: Path, period: str, capsys: Told) -> None:
    assert run(["build", "-p", period, "--no-pages", "--project", str(folder)]) == 0
    built = capsys.readouterr()
    assert [line.rpartition(".")[2] for line in built.out.splitlines()] == ["docx", "xlsx"]
    assert built.err == ""


def test_the_next_period_and_the_next_year_can_be_begun(folder: Path, capsys: Told) -> None:
    for period in ("2031-T2", "2032-plan"):
        assert run(["new", period, "--project", str(folder)]) == 0
    capsys.readouterr()
    assert run(["check", "-p", "2031-T2", "--project", str(folder)]) == 0
    assert "fel:" not in capsys.readouterr().out


def test_the_names_given_are_the_ones_that_stand_there(folder: Path) -> None:
    text = (folder / "data/2031/år.yaml").read_text(encoding="utf-8")
    assert "kommun: Norrhamns kommun\nnämnd: Äldrenämnden\n" in text
    assert "Äldrenämnden, Norrhamns kommun" in (folder / "LÄSMIG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("make", [new_project, new_municipality])
def test_no_mark_is_left_to_fill_in(make: Callable[[Place], dict[str, str]]) -> None:
    files = make(Place("Norrhamns kommun", "Äldrenämnden", 2031))
    assert [path for path, text in files.items() if "__" in path + text.replace("schema__", "")] == []


def test_a_name_that_yaml_would_misread_is_quoted() -> None:
    files = new_project(Place("Kommun: den nya", "Nämnden #1", 2031))
    text = files["data/2031/år.yaml"]
    assert 'kommun: "Kommun: den nya"' in text
    assert 'nämnd: "Nämnden #1"' in text


def test_the_editor_is_told_where_the_schemas_are(folder: Path) -> None:
    settings = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert [name for name in settings["yaml.schemas"] if not (folder / name).is_file()] == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: Told) -> None:
    (tmp_path / "mitt.txt").write_text("viktigt", encoding="utf-8")
    assert run(["init", str(tmp_path), *NAMES]) == 1
    assert "finns redan och är inte tom; inget skrevs" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mitt.txt"]


@pytest.mark.parametrize("year", ["31", "3031"])
def test_a_year_must_be_one(tmp_path: Path, year: str, capsys: Told) -> None:
    assert run(["init", str(tmp_path / "ny"), "--kommun", "K", "--nämnd", "N", "--år", year]) == 2
    assert f"”{year}” är inget år" in capsys.readouterr().err
    assert not (tmp_path / "ny").exists()


class Terminal(io.StringIO):
    """Somebody who sits and answers."""

    def isatty(self) -> bool:
        return True


def test_what_is_no_year_is_asked_for_again(
    tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("Norrhamns kommun\n\nnästa år\n31\n2031\n"))
    assert run(["init", str(tmp_path / "ny")]) == 0
    told = capsys.readouterr()
    assert "”nästa år” är inget år; skriv till exempel 2026\n”31” är inget år" in told.err
    written = (tmp_path / "ny/data/2031/år.yaml").read_text(encoding="utf-8")
    assert "Norrhamns kommun" in written
    assert "Omsorgsnämnden" in written


def test_where_nobody_can_answer_the_usual_names_are_taken(tmp_path: Path, capsys: Told) -> None:
    assert run(["init", str(tmp_path / "ny"), "--år", "2031"]) == 0
    assert capsys.readouterr().err == (
        "rapport: frågorna ställs bara i en terminal; exemplet gäller Granviks kommun, Omsorgsnämnden, 2031\n"
        "  hjälp: ange namnen och året med --kommun, --nämnd och --år\n"
    )
    assert "Granviks kommun" in (tmp_path / "ny/data/2031/år.yaml").read_text(encoding="utf-8")


@pytest.fixture
def kommun(tmp_path: Path, capsys: Told) -> Path:
    made = tmp_path / "kommunen"
    assert run(["init", str(made), "--flera-nämnder", *NAMES]) == 0
    assert "rapport build --period 2031-T1 --all" in capsys.readouterr().out
    return made


class TestMunicipality:
    def test_nothing_is_wrong_with_the_example(self, kommun: Path, capsys: Told) -> None:
        assert run(["check", "--strict", "--project", str(kommun)]) == 0
        assert capsys.readouterr() == ("", "")

    def test_all_of_it_can_be_built(self, kommun: Path, capsys: Told) -> None:
        assert run(["build", "--all", "--no-pages", "--project", str(kommun)]) == 0
        built = capsys.readouterr()
        assert [line.split("/out/")[1].rpartition("/")[0] for line in built.out.splitlines()[::2]] == [
            "2031-T1",
            "äldrenämnden/2031-plan",
            "äldrenämnden/2031-T1",
            "tekniska-nämnden/2031-T1",
        ]
        assert built.err == ""

    def test_the_next_period_and_the_next_year_can_be_begun(self, kommun: Path, capsys: Told) -> None:
        for folder in (kommun, kommun / "äldrenämnden", kommun / "tekniska-nämnden"):
            for period in ("2031-T2", "2032-plan"):
                assert run(["new", period, "--project", str(folder)]) == 0
        capsys.readouterr()
        assert run(["check", "-p", "2031-T2", "--project", str(kommun)]) == 0
        assert "fel:" not in capsys.readouterr().out

    def test_the_editor_knows_the_committees_files_too(self, kommun: Path, capsys: Told) -> None:
        settings = json.loads((kommun / ".vscode/settings.json").read_text(encoding="utf-8"))
        assert "äldrenämnden/data/*/*.{yaml,yml}" in settings["yaml.schemas"]["schema/plan.json"]
        assert run(["schema", "--project", str(kommun)]) == 0
        assert capsys.readouterr().err == ""

    def test_one_more_committee_is_told_where_to_go(self, kommun: Path, capsys: Told) -> None:
        words = ["--kommun", "Norrhamns kommun", "--nämnd", "Kulturnämnden", "--år", "2031"]
        assert run(["init", str(kommun / "kultur"), *words]) == 0
        assert "Skriv under nämnder: i kommunens år.yaml\n  kultur: Kulturnämnden" in capsys.readouterr().out
        assert run(["check", "--project", str(kommun)]) == 0
        assert "[undeclared-committee]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Barn- och utbildningsnämnden", "barn-och-utbildningsnämnden"),
        ("Nämnd 1: ÅÄÖ", "nämnd-1-åäö"),
        ("!", "nämnden"),
    ],
)
def test_a_committees_folder_has_a_name_that_can_be_an_id(name: str, folder: str) -> None:
    assert folder_name(name) == folder
