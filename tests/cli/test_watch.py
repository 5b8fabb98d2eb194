"""Watching a folder: what has been saved is named, built and shown."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from wording import SMALL, write_files

from rapport.cli.app import run
from rapport.cli.watch import changes
from rapport.cli.watch_page import PageServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_files(SMALL, tmp_path)


def test_it_builds_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["watch", "-p", "2031-T1", "--rounds", "1", "--project", str(project)]) == 0
    assert "inga anmärkningar.\n" in capsys.readouterr().out
    assert (project / "out/2031-T1/delårsrapport-2031-T1.docx").is_file()


def test_findings_are_shown_and_nothing_is_built_of_errors(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files({"T1/inledning.md": "{{ utfall.lram }}\n"}, project)
    assert run(["watch", "-p", "2031-T1", "--rounds", "1", "--project", str(project)]) == 0
    printed = capsys.readouterr().out
    assert "[unknown-name]" in printed
    assert "2031-T1 byggdes inte på" in printed


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"T1/inledning.md": "Ny text, en annan längd.\n"}, ["data/2031/T1/inledning.md"]),
        ({"T1/ny.md": "Nytt.\n"}, ["data/2031/T1/ny.md"]),
        ({"templates/mer.md.j2": "Mer\n"}, ["templates/mer.md.j2"]),
    ],
)
def test_what_is_saved_is_named(project: Path, files: dict[str, str], named: list[str]) -> None:
    seen = changes(project, 0.01)
    assert next(seen) == []
    write_files({"T1/.inledning.md.swp": "editorns egen fil\n", **files}, project)
    assert next(seen) == named


@pytest.fixture
def server() -> Iterator[PageServer]:
    made = PageServer(0)
    yield made
    made.close()


def got(server: PageServer, path: str) -> bytes:
    with urllib.request.urlopen(server.address + path, timeout=5) as answer:  # noqa: S310  our own address
        content: bytes = answer.read()
    return content


def test_the_page_is_the_last_one_built_and_its_number_goes_up(server: PageServer) -> None:
    assert got(server, "version") == b"0"
    server.show(b"<p>Rapporten</p>")
    assert (got(server, "version"), got(server, "rapport")) == (b"1", b"<p>Rapporten</p>")
    assert b"src=/rapport" in got(server, "")


def test_other_paths_and_other_names_for_this_computer_get_nothing(server: PageServer) -> None:
    server.show(b"<p>Hemligt</p>")
    with pytest.raises(urllib.error.HTTPError, match="404") as missing:
        got(server, "../data")
    missing.value.close()
    status, _, content = server.answer("/rapport", "annan.example:80")
    assert (status.value, content) == (403, b"")
