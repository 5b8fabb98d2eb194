"""Project folders as they come: links, pipes, odd names, other systems' encodings and line breaks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wording import SMALL, write_files

from rapport.cli import FINDINGS, OK

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

NAMES = ("2031-T1/delårsrapport-2031-T1-bilaga.xlsx", "2031-T1/delårsrapport-2031-T1.docx")


def documents(out: Path) -> dict[str, bytes]:
    """Return what was built, by name."""
    files = [file for file in sorted(out.rglob("*")) if file.is_file() and ".byggt" not in file.parts]
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def link(project: Path) -> Callable[[str, str | Path], None]:
    """Return what puts a link in the project, where links can be made."""

    def make(name: str, target: str | Path) -> None:
        try:
            (project / name).symlink_to(target)
        except OSError:
            pytest.skip("links can't be made here")

    return make


@pytest.mark.parametrize("name", ["hemligt.md", "T1/hemligt.md", "T1/hemligt.yaml", "T2.yaml"])
def test_a_link_to_a_file_outside_is_not_read(
    here: Run, link: Callable[[str, str | Path], None], tmp_path: Path, name: str
) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("hemligt: lösenord\n", encoding="utf-8")
    link(f"data/2031/{name}", secret)
    said = here("check")
    assert said.returncode == FINDINGS
    assert (
        f"data/2031/{name}:1:1: fel: ”{Path(name).name}” är en länk till något utanför projektet [outside-link]"
        in said.stdout
    )
    assert "lösenord" not in said.stdout + said.stderr


@pytest.mark.parametrize("name", ["data/2032", "data/2031/T2", "data/2031/övrigt"])
def test_a_link_to_a_folder_outside_is_not_read(
    here: Run, link: Callable[[str, str | Path], None], tmp_path: Path, name: str
) -> None:
    secrets = tmp_path / "hemligt"
    write_files({"templates/lösenord.md": "lösenord"}, secrets)
    link(name, secrets / "templates")
    said = here("check")
    assert said.returncode == FINDINGS
    assert "[outside-link]" in said.stdout
    assert "lösenord" not in said.stdout + said.stderr


def test_a_link_within_the_project_is_read(
    here: Run, link: Callable[[str, str | Path], None], project: Path
) -> None:
    (project / "data/2031/T1/inledning.md").rename(project / "inledning.md")
    link("data/2031/T1/inledning.md", project / "inledning.md")
    assert here().returncode == OK


def test_the_project_itself_may_be_reached_by_a_link(rapport: Run, project: Path, tmp_path: Path) -> None:
    way = tmp_path / "genväg"
    try:
        way.symlink_to(project, target_is_directory=True)
    except OSError:
        pytest.skip("links can't be made here")
    assert rapport(root=way).returncode == OK


@pytest.mark.parametrize("target", ["T3.yaml", "finns-inte.yaml"], ids=["to itself", "to nothing"])
def test_a_link_that_leads_nowhere_is_told(
    here: Run, link: Callable[[str, str | Path], None], target: str
) -> None:
    link("data/2031/T3.yaml", target)
    said = here("check")
    assert said.returncode == FINDINGS
    assert (
        "data/2031/T3.yaml:1:1: fel: ”T3.yaml” går inte att läsa: det är varken en fil eller en mapp"
        in said.stdout
    )


def test_folders_that_are_links_to_themselves_come_to_an_end(
    here: Run, link: Callable[[str, str | Path], None]
) -> None:
    link("data/2031/T2", ".")
    said = here("check")
    assert said.returncode == FINDINGS
    assert "data/2031/T2/år.yaml:1:1: fel: fältet ”kommun” finns inte här" in said.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_nobody_waits_for_a_pipe(rapport: Run, project: Path) -> None:
    os.mkfifo(project / "data/2031/T1/rör.yaml")
    said = rapport("check")
    assert said.returncode == FINDINGS
    assert "”rör.yaml” går inte att läsa: det är varken en fil eller en mapp" in said.stdout


@pytest.mark.parametrize(
    "name",
    ["Nämnd för åldrande & omsorg [kopia] 100 %/år 2031 (utkast)", "a'b;c$(d)`e`", "-p", "日本 🗂", "~$x"],
)
def test_a_folder_may_have_any_name(rapport: Run, tmp_path: Path, name: str) -> None:
    root = write_files(SMALL, tmp_path / name)
    said = rapport(root=root)
    assert said.returncode == OK, said.stderr
    assert tuple(documents(root / "out")) == NAMES


def test_names_of_files_may_be_decomposed_as_on_a_mac(rapport: Run, tmp_path: Path) -> None:
    import unicodedata  # noqa: PLC0415  only here

    composed = write_files(SMALL, tmp_path / "ett")
    apart = write_files(
        {unicodedata.normalize("NFD", name): text for name, text in SMALL.items()}, tmp_path / "två"
    )
    template = apart / "templates"
    for file in template.iterdir():
        file.rename(template / unicodedata.normalize("NFC", file.name))
    assert rapport(root=composed).returncode == rapport(root=apart).returncode == OK
    assert documents(composed / "out") == documents(apart / "out")


def test_a_path_may_be_long(rapport: Run, tmp_path: Path) -> None:
    root = tmp_path
    for number in range(15):
        root /= f"en-mapp-med-långt-namn-nummer-{number}-" + "x" * 40
    try:
        write_files(SMALL, root)
    except OSError:
        pytest.skip("so long paths can't be made here")
    assert rapport(root=root).returncode == OK


def test_a_path_that_is_too_long_for_the_system_is_told(here: Run) -> None:
    said = here("build", "-p", "2031-T1", "--no-pages", "--out", "x" * 5000)
    assert said.returncode == 2
    assert "är för lång" in said.stderr


@pytest.mark.parametrize(
    ("encode", "status"),
    [
        (lambda text: text.replace("\n", "\r\n").encode(), OK),
        (lambda text: text.replace("\n", "\r").encode(), OK),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), OK),
        (lambda text: text.encode("utf-16"), OK),
        (lambda text: text.encode("utf-16-be"), FINDINGS),
        (lambda text: text.encode("cp1252"), FINDINGS),
        (lambda _: b"PK\x03\x04" + bytes(range(256)), FINDINGS),
    ],
    ids=["CRLF", "CR", "BOM", "UTF-16", "UTF-16 without BOM", "Windows-1252", "a Word document"],
)
def test_every_way_to_save_a_file_is_read_or_told(
    here: Run, project: Path, encode: Callable[[str], bytes], status: int
) -> None:
    file = project / "data/2031/mål.yaml"
    file.write_bytes(encode(SMALL["mål.yaml"]))
    said = here("check")
    assert said.returncode == status, said.stdout
    assert status == OK or "data/2031/mål.yaml:1:" in said.stdout


def test_line_breaks_do_not_change_the_documents(here: Run, project: Path) -> None:
    here()
    before = documents(project / "out")
    shutil.rmtree(project / "out")
    for file in (project / "data").rglob("*.*"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    here()
    assert documents(project / "out") == before


@pytest.mark.parametrize("report", ["../../../etc/passwd", "/etc/passwd", "..", "con", "a\x00b"])
def test_the_name_of_a_report_leads_to_no_other_folder(
    here: Run, project: Path, tmp_path: Path, report: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    said = here("build", "-p", "2031-T1", "--report", report)
    assert said.returncode == FINDINGS
    assert "finns inte [missing-template]" in said.stderr
    assert sorted(tmp_path.rglob("*")) == before
    assert not (project / "out").exists()
