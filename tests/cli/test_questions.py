"""The commands that ask, compare and begin: show, diff, explain, new, and many builds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wording import SMALL, plain, write_files

from rapport.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

    Told = pytest.CaptureFixture[str]

T2 = {"data/2031/T2/utfall.yaml": "utfall: {larm: 2}\n", "data/2031/T2/inledning.md": "Larmen gick ned.\n"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files({**SMALL, **T2}, tmp_path)


def ask(project: Path, *words: str) -> int:
    return run([*words, "--project", str(project)])


def test_a_period_at_a_glance(project: Path, capsys: Told) -> None:
    assert ask(project, "show", "-p", "2031-T1") == 0
    printed = capsys.readouterr().out
    assert "Omsorgsnämnden, januari–april 2031" in printed
    assert "Grön 1" in printed


def test_what_changed_between_two_periods(project: Path, capsys: Told) -> None:
    assert ask(project, "diff", "2031-T1", "2031-T2") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("larm: utfall: 3 → 2")] != []
    assert [line for line in lines if "Grön → Röd" in line] != []


def test_nothing_changed(project: Path, capsys: Told) -> None:
    assert ask(project, "diff", "2031-T1", "2031-T1") == 0
    assert capsys.readouterr() == ("", "Inget skiljer 2031-T1 från 2031-T1.\n")


def test_where_a_rating_comes_from(project: Path, capsys: Told) -> None:
    assert ask(project, "explain", "2031-T2", "larm") == 0
    printed = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Utfall: 2 (data/2031/T2/utfall.yaml:1:16)" in printed
    assert "Målnivå: ≥ 3 (data/2031/mål.yaml:1:" in printed
    assert "Enligt regeln: Röd" in printed


def test_an_id_is_asked_for_with_its_period(project: Path, capsys: Told) -> None:
    assert ask(project, "explain", "larm") == 2
    assert "menade du   rapport explain 2031-T2 larm?" in capsys.readouterr().err


def test_an_outcome_that_was_typed_where_one_is_computed(project: Path, capsys: Told) -> None:
    tree = (
        "mål: {ro: {nivå: mål, namn: Ro, indikatorer: {ljud: {namn: Ljud, beräknas: {summa: [larm, larm]}}}}}"
    )
    write_files({"ro.yaml": tree, "T1/ro.yaml": "utfall: {ljud: 8}"}, project)
    assert ask(project, "explain", "2031-T1", "ljud") == 0
    printed = capsys.readouterr().out
    assert "Utfall: 6 (data/2031/ro.yaml:1:" in printed
    assert "Inskrivet: 8 (data/2031/T1/ro.yaml:1:16): avviker från det uträknade" in printed


def test_a_period_may_be_a_plain_word(project: Path, capsys: Told) -> None:
    for words in (["show", "2031-T1"], ["show", "-p", "2031-T1"]):
        assert ask(project, *words) == 0
    assert ask(project, "check", "2031-T1") == 0
    assert ask(project, "build", "2031-T1", "-p", "2031-T1", "--format", "docx") == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("delårsrapport-2031-T1.docx")


def test_an_id_that_does_not_exist_is_told_with_the_nearest(project: Path, capsys: Told) -> None:
    assert ask(project, "explain", "2031-T1", "larmm") != 0
    assert "larm" in capsys.readouterr().err


def test_an_id_like_no_other_is_told_where_all_of_them_are_listed(project: Path, capsys: Told) -> None:
    assignments = "".join(f"  nytt-{number}: Börja om\n" for number in range(12))
    write_files({"data/2031/uppdrag.yaml": f"uppdrag:\n{assignments}"}, project)
    assert ask(project, "explain", "2031-T1", "xyz") != 0
    assert "rapport explain 2031-T1 visar alla id" in capsys.readouterr().err
    assert ask(project, "explain", "2031-T1") == 0
    listed = capsys.readouterr().out.splitlines()
    assert {"larm", "trygghet", "nytt-11"} <= {*listed}
    assert all(ask(project, "explain", "2031-T1", one) == 0 for one in listed)


@pytest.mark.parametrize(
    "words", [("show", "-p", "2031-T3"), ("diff", "2031-T1", "2031-T3"), ("explain", "2031-T3", "larm")]
)
def test_a_period_without_a_report_is_told(project: Path, capsys: Told, words: tuple[str, ...]) -> None:
    assert ask(project, *words) == 1
    assert (
        "det finns inga uppgifter för 2031-T3; perioder som finns: 2031-T1, 2031-T2"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    "words", [("show", "-p", "2031-T1"), ("diff", "2031-T1", "2031-T2"), ("new", "2031-T3")]
)
def test_nothing_is_answered_from_files_with_errors(
    project: Path, capsys: Told, words: tuple[str, ...]
) -> None:
    write_files({"T1/utfall.yaml": "utfall: {larm: tre}\n"}, project)
    assert ask(project, *words) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "[not-a-number]" in printed.err


def test_a_new_period_can_be_built_once_its_figures_are_there(project: Path, capsys: Told) -> None:
    assert ask(project, "new", "2031-T3") == 0
    made = project / "data" / "2031" / "T3"
    assert "larm" in "".join(file.read_text("utf-8") for file in made.glob("*.yaml"))
    assert ask(project, "check", "-p", "2031-T3") in (0, 1)
    assert "fel:" not in capsys.readouterr().out


def test_a_new_period_never_writes_over_an_old_one(project: Path, capsys: Told) -> None:
    before = (project / "data/2031/T1/utfall.yaml").read_bytes()
    assert ask(project, "new", "2031-T1") == 1
    told = capsys.readouterr().err
    assert "finns redan; inget skrevs" in told
    assert "flytta undan dem först" in told
    assert (project / "data/2031/T1/utfall.yaml").read_bytes() == before


def test_all_periods_are_built_and_one_that_fails_does_not_stop_the_others(
    project: Path, capsys: Told
) -> None:
    write_files({"data/2031/T2/utfall.yaml": "utfall: {larm: tre}\n"}, project)
    assert ask(project, "build", "--all", "--format", "docx") == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [str(project / "out" / "2031-T1" / "delårsrapport-2031-T1.docx")]
    assert "2031-T2 byggdes inte" in printed.err


def test_a_build_needs_a_period_or_all(project: Path, capsys: Told) -> None:
    assert ask(project, "build") == 2
    assert "ange en period, till exempel:  rapport build 2020-T1   eller --all" in capsys.readouterr().err


def test_a_document_that_somebody_has_changed_is_left_alone(project: Path, capsys: Told) -> None:
    assert ask(project, "build", "-p", "2031-T1", "--format", "docx") == 0
    document = project / "out" / "2031-T1" / "delårsrapport-2031-T1.docx"
    built = document.read_bytes()
    changed = built + b"\0"
    document.write_bytes(changed)
    assert ask(project, "build", "-p", "2031-T1", "--format", "docx") == 1
    assert document.read_bytes() == changed
    assert document.name in capsys.readouterr().err
    assert ask(project, "build", "-p", "2031-T1", "--format", "docx", "--force") == 0
    assert document.read_bytes() == built


def test_what_differs_between_any_two_periods_is_no_change(tmp_path: Path, capsys: Told) -> None:
    table = (
        "ekonomi: {drift: {namn: Drift, kolumner: {utfall: {namn: Utfall, avser: perioden}, "
        "prognos: {namn: Prognos, avser: helår}, förra: {namn: Förra, föregående: prognos}, "
        "ändring: {namn: Ändring, formel: prognos - förra}, dubbelt: {namn: Dubbelt, formel: utfall + utfall}}, "
        "rader: {vård: {namn: Vård}}}}\n"
    )
    reported = {
        f"T{n}/ekonomi.yaml": f"ekonomi: {{drift: {{vård: {{utfall: -{n}00, prognos: -{n}50}}}}}}\n"
        for n in (1, 2)
    }
    folder = write_files(
        {**SMALL, "ekonomi.yaml": table, **reported, "T2/utfall.yaml": "utfall: {larm: 3}\n"}, tmp_path
    )
    assert ask(folder, "diff", "2031-T1", "2031-T2") == 0
    assert plain(capsys.readouterr().out) == "drift.vård: belopp, prognos: −150 → −250   (Vård)\n"
