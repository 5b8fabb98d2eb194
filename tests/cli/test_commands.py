"""The command line: exit status, what goes to which stream, and nothing but Swedish."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main
from wording import SMALL, write_files

import rapport.cli
from rapport import __version__
from rapport.cli import app as application
from rapport.cli.app import app, run
from rapport.cli.findings import counted
from rapport.cli.streams import has_colour
from rapport.cli.summary import print_summary
from rapport.diagnostic import Diagnostic, Level
from rapport.origin import Origin

if TYPE_CHECKING:
    from rapport.build import Built

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(typer.main.get_group(app).commands)
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments|default|required|show|exit|install|the|and|this|message|help|"
    r"path|file|directory|str|list|integer|boolean|dynamic|env var)\b(?!-)",
    re.IGNORECASE,
)
HEAVY = ("docx", "xlsxwriter", "openpyxl", "jinja2", "markdown_it", "lxml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(SMALL, tmp_path)


def change(project: Path, name: str, text: str) -> None:
    write_files({name: text}, project)


def as_process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-m", "rapport", *words],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )


# --- Building and checking


def test_a_build_prints_the_names_of_its_files_and_nothing_else_in_a_pipe(project: Path) -> None:
    done = as_process("build", "-p", "2031-T1", "--project", str(project))
    folder = project / "out" / "2031-T1"
    assert done.stdout.splitlines() == [
        str(folder / "delårsrapport-2031-T1.docx"),
        str(folder / "delårsrapport-2031-T1-bilaga.xlsx"),
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_one_format_and_another_folder(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nämndens mapp"
    words = ["build", "-p", "2031-T1", "--project", str(project), "--format", "DOCX", "--out", str(out)]
    assert run(words) == 0
    assert capsys.readouterr().out == f"{out / '2031-T1' / 'delårsrapport-2031-T1.docx'}\n"


def test_an_error_in_the_data_is_status_one_on_the_error_stream(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, "T1/utfall.yaml", "utfall: {larm: tre}\n")
    assert run(["build", "-p", "2031-T1", "--project", str(project)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert (
        "data/2031/T1/utfall.yaml:1:16: fel: ”tre” är inget tal [not-a-number]\n  1 | utfall: {larm: tre}\n"
        in printed.err
    )
    assert re.search(r"\n\nInget byggdes: [0-9]+ fel\.", printed.err)
    assert not (project / "out").exists()


def test_a_check_without_findings_is_status_zero_and_silent(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "--project", str(project)]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_check_prints_findings_on_the_output_and_counts_them(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, "T1/utfall.yaml", "utfall: {larm: tre, larmet: 3}\n")
    assert run(["check", "--project", str(project), "--period", "2031-T1"]) == 1
    printed = capsys.readouterr()
    assert "[not-a-number]" in printed.out
    assert "[unknown-indicator]" in printed.out
    assert re.fullmatch(r"\n[0-9]+ fel(, .*)?\.\n", printed.err)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (
            ["build", "-p", "2031-T9"],
            "”T9” är ingen period under 2031; perioder heter T1–T3, Q1–Q4, 01–12, plan eller helår",
        ),
        (["build", "-p", "2031-T1", "--format", "odt"], "--format: ”odt” är inget format; skriv docx"),
        (["build", "-p", "2031-T1", "--format", ","], "--format: ”,” är inget format"),
        (["build", "--perod", "2031-T1"], "valet --perod finns inte; menade du --period"),
        (["build", "--out"], "valet --out behöver ett värde"),
        (["biuld"], "kommandot biuld finns inte; menade du build?"),
        (["bygg"], "kommandot bygg finns inte; menade du build?"),
        (["nytt", "2031-T2"], "kommandot nytt finns inte; menade du new?"),
        (["build", "2031-T9"], "”T9” är ingen period under 2031"),
        (["collect"], "en period måste anges, till exempel:  rapport collect 2020-T1"),
        (["show"], "en period måste anges, till exempel:  rapport show 2020-T1"),
        (["show", "2031-T1", "-p", "2031-T2"], "rapport show tar en period i taget"),
    ],
)
def test_a_wrong_command_is_status_two_and_told_in_swedish(
    words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("rapport: ")
    assert complaint in printed.err
    assert printed.err.endswith("  hjälp: rapport --help visar hur kommandona skrivs\n")


def test_a_document_that_is_open_in_word_is_status_two(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = project / "out" / "2031-T1" / ".~lock.delårsrapport-2031-T1.docx#"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    assert run(["build", "-p", "2031-T1", "--project", str(project)]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("rapport: delårsrapport-2031-T1.docx är öppen i ett annat program")
    assert "Stäng dokumentet och bygg igen." in printed.err
    assert not (lock.parent / "delårsrapport-2031-T1.docx").exists()


def test_a_period_nobody_has_written_about_is_status_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "-p", "2031-T2", "--project", str(project)]) == 1
    assert (
        "det finns inga uppgifter för 2031-T2 [no-period]\n  hjälp: perioder som finns: 2031-T1"
        in capsys.readouterr().err
    )


def test_a_folder_without_data_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command was wrong, so it is status 2; where data/ is there but empty, the data is."""
    for command in (["check"], ["build", "2031-T1"], ["show", "2031-T1"], ["watch", "2031-T1"]):
        assert run([*command, "--project", str(tmp_path)]) == 2
        assert (
            f"det finns ingen mapp data/ i {tmp_path.as_posix()}\n  hjälp: stå i mappen"
            in capsys.readouterr().err
        )
    (tmp_path / "data").mkdir()
    assert run(["build", "2031-T1", "--project", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "här finns ingen mapp data/ med ett årtal i [no-data]" in told
    assert told.endswith("Inget byggdes: 1 fel.\n")


def test_a_folder_of_committees_is_no_project_and_they_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(SMALL, tmp_path / "omsorg")
    assert run(["build", "2031-T1", "--project", str(tmp_path)]) == 2
    assert f"--project {(tmp_path / 'omsorg').as_posix()}\n" in capsys.readouterr().err
    assert run(["check", "--project", str(tmp_path)]) == 0


def test_the_summary_of_a_build_counts_ratings_and_names_the_forecast(
    built_2020: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    print_summary(built_2020)
    printed = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Arbetsmarknads- och socialnämnden, januari–april 2020" in printed
    assert "−14 612 tkr" in printed
    assert re.search(r"Uppdrag\s+Grön 8\s+Gul 3\s+Röd 0", printed)


# --- Help


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_words(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*filter(None, [command]), "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Användning: rapport")
    words = re.sub(
        rf"--?[\w-]+|rapport ({'|'.join(COMMANDS)})|^  ({'|'.join(COMMANDS)})\b", "", page, flags=re.MULTILINE
    )
    assert ENGLISH.findall(words) == []
    assert re.findall(r"<(?![\w|]+\|)", words) == []  # choices may stand so: <text|json>


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([command, "--help"])
    assert f"Exempel: rapport {command}" in " ".join(capsys.readouterr().out.split())


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "Kommandon:" in capsys.readouterr().out


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"rapport {__version__}\n"


def test_a_finding_has_a_manual_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "[unknown-indicator]"]) == 0
    assert capsys.readouterr().out.startswith("unknown-indicator\n\n")


def test_a_manual_page_that_does_not_exist_is_status_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "unknown-indikator"]) == 2
    assert capsys.readouterr().err == (
        "rapport: det finns ingen anmärkning som heter ”unknown-indikator”; menade du ”unknown-indicator”?\n"
    )


# --- The process


def loaded(*words: str) -> set[str]:
    """Return which modules a command has imported when it is done."""
    code = (
        "import json, sys\nfrom rapport.cli import main\nsys.argv = ['rapport', *json.loads(sys.argv[1])]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('\\n' + json.dumps(sorted(sys.modules)))\n"
    )
    done = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-c", code, json.dumps(words)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_imports_none_of_the_heavy_libraries() -> None:
    assert loaded("--help") & {*HEAVY, "yaml", "rapport.build"} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_imports_none_of_the_heavy_libraries(command: str) -> None:
    assert loaded(command, "--help") & {*HEAVY, "yaml"} == set()


def test_a_check_imports_no_writers(project: Path) -> None:
    assert loaded("check", "--project", str(project)) & {*HEAVY} == set()


def test_a_word_file_is_built_without_excel(project: Path) -> None:
    modules = loaded("build", "-p", "2031-T1", "--project", str(project), "--format", "docx")
    assert "docx" in modules or "lxml" in modules or "rapport.write.word" in modules
    assert modules & {"xlsxwriter", "openpyxl"} == set()


def test_swedish_letters_survive_any_terminal(project: Path) -> None:
    change(project, "T1/utfall.yaml", "utfall: {larm: många}\n")
    done = as_process(
        "check", "--project", str(project), PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0"
    )
    assert "”många” är inget tal" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows pipes end in another way")
def test_a_reader_that_leaves_is_no_error(project: Path) -> None:
    change(project, "T1/utfall.yaml", "utfall:\n" + "".join(f"  x{n}: många\n" for n in range(3000)))
    with subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-m", "rapport", "check", "--project", str(project)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read()
        process.wait()
    assert process.returncode in (0, 1)
    assert b"Traceback" not in complaints
    assert b"Exception ignored" not in complaints


def failing(_words: object) -> int:
    raise RuntimeError("tabellen är sned")


def test_a_fault_of_the_program_does_not_blame_the_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(application, "run", failing)
    monkeypatch.delenv("RAPPORT_DEBUG", raising=False)
    with pytest.raises(SystemExit) as leaving:
        rapport.cli.main()
    assert leaving.value.code == 2
    assert capsys.readouterr().err.startswith(
        "rapport: ett fel i programmet, inte i dina filer: RuntimeError: tabellen är sned\n  hjälp: "
    )


def test_a_developer_sees_the_whole_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "run", failing)
    monkeypatch.setenv("RAPPORT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        rapport.cli.main()


def test_an_interruption_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_words: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(application, "run", interrupted)
    with pytest.raises(SystemExit) as leaving:
        rapport.cli.main()
    assert (leaving.value.code, capsys.readouterr().err) == (130, "\nrapport: avbrutet\n")


# --- Small things


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_only_where_the_terminal_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert has_colour(Terminal())
    assert not has_colour(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not has_colour(Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not has_colour(Terminal())


def test_findings_are_counted_per_level() -> None:
    levels = [Level.ERROR, Level.ERROR, Level.INCONSISTENCY, Level.WARNING, Level.WARNING]
    assert (
        counted([Diagnostic("x", level, Origin("a"), "fel") for level in levels])
        == "2 fel, 1 motsägelse, 2 varningar"
    )
    assert counted([]) == ""


def test_the_help_says_what_each_command_does_in_a_whole_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    listed = shown.partition("Kommandon: ")[2].partition("Börja med:")[0]
    assert "..." not in listed
    places = [listed.index(f"{name} ") for name in ("init", "new", "check", "build", "freeze")]
    assert places == sorted(places)
    assert (
        "Granska alla uppgifter: läsfel, okända id:n, siffror och bedömningar som säger emot varandra."
        in listed
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["import", "borta.xlsx", "-p", "2031-T1"], "borta.xlsx går inte att läsa: filen finns inte"),
        (["collect", "-p", "2031-plan"], "2031-plan är en plan och har inga utfall att fylla i"),
        (["watch", "-p", "2031-T1", "--port", "80x"], "PORT: skriv ett heltal"),
        (["watch", "-p", "2031-T1", "--every", "5"], "MILLISEKUNDER: skriv ett heltal, minst 50"),
        (["watch", "-p", "2031-T1", "--every", "ofta"], "MILLISEKUNDER: skriv ett heltal, minst 50"),
        (["new", "2031-T1"], "ta bort mappen om du vill börja om"),
    ],
)
def test_slips_on_the_command_line_are_told_in_swedish(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(SMALL, tmp_path)
    assert run([*words, "--project", str(tmp_path)]) != 0
    assert told in capsys.readouterr().err


def test_a_report_that_has_no_template_is_told_which_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(SMALL, tmp_path)
    assert run(["build", "-p", "2031-T1", "--report", "delarsrapport", "--project", str(tmp_path)]) == 1
    assert "mallen delarsrapport.md.j2 finns inte [missing-template]" in (told := capsys.readouterr().err)
    assert "hjälp: menade du ”delårsrapport”?" in told
