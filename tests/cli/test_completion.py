"""What the shell offers at a press of Tab, in the words that each shell asks with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wording import SMALL, write_files

from rapport.cli.app import run
from rapport.cli.completing import findings, formats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Said = subprocess.CompletedProcess[str]

SHELLS = ("bash", "zsh", "fish", "powershell")
BIN = Path(sys.executable).parent
HEAVY = (
    "yaml",
    "jinja2",
    "docx",
    "openpyxl",
    "xlsxwriter",
)  # newer versions of Typer load pydantic themselves


@pytest.fixture
def project(tmp_path: Path) -> Path:
    more = {"T2/utfall.yaml": "", "03.yaml": "", "plan/mål.md": "Text.\n"}
    return write_files({**SMALL, **more}, tmp_path)


@pytest.fixture
def asked(project: Path) -> Callable[..., Said]:
    """Return what runs the program as a shell does when Tab is pressed."""

    def ask(shell: str, line: str, code: str = "from rapport.cli import main; main()") -> Said:
        words = line.split(" ")
        how: Mapping[str, str] = {
            "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
            "zsh": {"_TYPER_COMPLETE_ARGS": line},
            "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
            "powershell": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]},
        }[shell]
        env = {**os.environ, **how, "_RAPPORT_COMPLETE": f"complete_{shell}"}
        return subprocess.run(  # noqa: S603  our own command
            [sys.executable, "-c", code],
            env=env,
            cwd=project,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return ask


@pytest.fixture
def pressed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Return what asks in this process, as bash does."""
    monkeypatch.chdir(project)

    def press(line: str) -> Said:
        monkeypatch.setenv("_RAPPORT_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            run([])
        return subprocess.CompletedProcess([line], left.value.code, *capsys.readouterr())  # type: ignore[arg-type]  # a status

    return press


def offered(said: Said) -> list[str]:
    assert said.stderr == ""
    return said.stdout.split()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_given_for_every_shell(shell: str) -> None:
    env = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    said = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-m", "rapport", "--show-completion", shell],
        env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, "")
    assert f"_RAPPORT_COMPLETE={'' if shell != 'powershell' else ' '}" in said.stdout.replace(" = ", "= ")
    assert f"complete_{shell}" in said.stdout


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rapport che", ["check"]),
        ("rapport build --per", ["--period"]),
        ("rapport build --period 2031-T", ["2031-T1", "2031-T2"]),
        ("rapport explain 2031-T1 la", ["larm"]),
        ("rapport explain figure-c", ["figure-contradicts"]),
    ],
)
def test_every_shell_is_answered(asked: Callable[..., Said], shell: str, line: str, words: list[str]) -> None:
    said = asked(shell, line)
    assert said.stderr == ""
    assert [word for word in words if word not in said.stdout] == []
    assert "2032" not in said.stdout


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rapport build --period ", ["2031-plan", "2031-T1", "2031-T2", "2031-03"]),
        ("rapport build -p 2031-T1 -p 2031-T2 -p 2031-p", ["2031-plan"]),
        ("rapport check --period 2031-0", ["2031-03"]),
        ("rapport show -p 2031-T1", ["2031-T1"]),
        ("rapport build 2031-T", ["2031-T1", "2031-T2"]),
        ("rapport show 2031-0", ["2031-03"]),
        ("rapport freeze 2031-p", ["2031-plan"]),
        ("rapport diff 2031-T1 2031-T", ["2031-T1", "2031-T2"]),
        ("rapport new 2031-T", ["2031-T3"]),
        ("rapport new 2032", ["2032-plan"]),
        ("rapport check --only unknown-i", ["unknown-indicator", "unknown-in-template"]),
        ("rapport build --report mån", ["månadsrapport"]),
        ("rapport build --format docx,x", ["docx,xlsx"]),
        ("rapport check --format j", ["json"]),
        ("rapport explain 2031-T1 try", ["trygghet"]),
        ("rapport explain unquoted", ["unquoted-sign", "unquoted-template"]),
        ("rapport build --period 19", []),
    ],
)
def test_the_projects_own_words_are_offered(
    pressed: Callable[..., Said], line: str, words: list[str]
) -> None:
    assert sorted(offered(pressed(line))) == sorted(words)


def test_another_project_is_looked_into_when_it_is_named_first(
    pressed: Callable[..., Said], tmp_path: Path
) -> None:
    write_files({"data/2040/T3.yaml": ""}, tmp_path / "annan")
    assert offered(pressed("rapport show --project annan --period 2")) == ["2040-T3"]


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="there is no bash here")
def test_a_real_shell_completes(project: Path) -> None:
    env = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    }
    press = 'COMP_WORDS=(rapport build --period 2031-T); COMP_CWORD=3; _rapport_completion rapport; echo "${COMPREPLY[@]}"'
    script = f'eval "$({sys.executable} -m rapport --show-completion bash)"; {press}'
    said = subprocess.run(  # noqa: S603  our own command
        [shutil.which("bash") or "", "-c", script],
        cwd=project,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (said.stdout.split(), said.stderr) == (["2031-T1", "2031-T2"], "")


def _a_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("x")


BROKEN: dict[str, Callable[[Path], object]] = {
    "no data": lambda root: shutil.rmtree(root / "data"),
    "data that is a file": lambda root: _a_file(root / "data"),
    "a year that is a file": lambda root: _a_file(root / "data/2031"),
    "YAML that is none": lambda root: (root / "data/2031/mål.yaml").write_text("mål: [{{ }\n\t\x00"),
    "bytes": lambda root: (root / "data/2031/mål.yaml").write_bytes(bytes(range(256)) * 100),
    "a link to itself": lambda root: (root / "data/2031/T3.yaml").symlink_to("T3.yaml"),
    "folders with odd names": lambda root: (root / "data/2031/T9").mkdir(),
}


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    "line", ["rapport build --period ", "rapport explain 2031-T1 ", "rapport new ", "rapport explain 2031"]
)
def test_a_broken_project_is_nothing_to_complain_of(
    pressed: Callable[..., Said], project: Path, harm: Callable[[Path], object], line: str
) -> None:
    harm(project)
    said = pressed(line)
    assert (said.returncode, said.stderr) == (0, "")
    assert "2031-T9" not in said.stdout


def test_nothing_heavy_is_loaded(asked: Callable[..., Said]) -> None:
    code = (
        "import sys, atexit\n"
        f"atexit.register(lambda: sys.stderr.write(','.join(m for m in {HEAVY!r} if m in sys.modules)))\n"
        "from rapport.cli import main\nmain()"
    )
    for line in ("rapport build --period ", "rapport explain 2031-T1 ", "rapport explain un", "rapport new "):
        assert asked("bash", line, code).stderr == "", line


def test_what_is_offered_can_be_explained() -> None:
    from rapport.checks import names  # noqa: PLC0415  the others need no checks
    from rapport.cli.findings import fault_pages  # noqa: PLC0415  as above

    assert set(names()) <= set(findings("")) <= {*names(), *fault_pages()}
    assert formats("docx,") == ["docx,xlsx", "docx,html", "docx,pdf"]
