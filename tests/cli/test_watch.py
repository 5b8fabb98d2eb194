"""Watching a folder: what has been saved is named, built and shown."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from typing import IO, TYPE_CHECKING

import pytest
from wording import SMALL, write_files

from rapport.cli import watch
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


def test_a_build_that_fails_is_told_on_the_page_until_one_succeeds(server: PageServer) -> None:
    server.show(b"<p>Rapporten</p>")
    server.say("Nu finns 1 fel.")
    assert got(server, "version").decode().split("\n") == ["1", "Nu finns 1 fel."]
    assert got(server, "rapport") == b"<p>Rapporten</p>"
    server.show(b"<p>Rapporten</p>")
    assert got(server, "version") == b"2"


def test_files_that_are_still_being_written_are_waited_for(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = project / "data/2031/T1/inledning.md"
    pieces = ["Halva", "Hela texten.\n", "Hela texten.\nOch slutet.\n"]
    real, looks = watch.stamps, []

    def looked(folder: Path) -> watch.Stamps:
        looks.append(1)
        if len(looks) > 1 and pieces:
            file.write_text(pieces.pop(0), encoding="utf-8")
        return real(folder)

    monkeypatch.setattr(watch, "stamps", looked)
    seen = changes(project, 0.01)
    assert next(seen) == []
    assert next(seen) == ["data/2031/T1/inledning.md"]
    assert file.read_text(encoding="utf-8").endswith("Och slutet.\n")


def test_what_is_taken_away_is_named(project: Path) -> None:
    seen = changes(project, 0.01)
    assert next(seen) == []
    (project / "data/2031/T1/inledning.md").unlink()
    assert next(seen) == ["data/2031/T1/inledning.md"]


def test_a_page_follows_what_is_saved_until_somebody_stops_it(project: Path) -> None:
    """Driven as a person does: a process of its own, a browser's requests, files saved, Ctrl-C."""
    program = [sys.executable, "-c", "import sys; from rapport.cli import main; sys.exit(main())"]
    words = ["watch", "-p", "2031-T1", "--html", "--port", str(free_port()), "--every", "50"]
    process = subprocess.Popen(  # noqa: S603  our own program
        [*program, *words, "--project", str(project)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().split()[-1]
        read_until(process.stdout, "inga anmärkningar.")
        assert "Larmet gick" in fetched(address, "rapport")
        write_files({"T1/inledning.md": "Allt var lugnt.\n"}, project)
        read_until(process.stdout, "inga anmärkningar.")
        assert "Allt var lugnt." in fetched(address, "rapport")
        write_files({"T1/utfall.yaml": "utfall: {larm: "}, project)
        read_until(process.stdout, "byggdes inte")
        assert "Allt var lugnt." in fetched(address, "rapport")
        (project / "data/2031/T1/inledning.md").unlink()
        assert read_until(process.stdout, "byggdes inte").count("har tagits bort") == 1
        assert run([*words, "--project", str(project)]) == 2
    finally:
        process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=30)[0]
    assert (process.returncode, "Traceback" in rest) == (0, False)
    assert rest.endswith("rapport watch har avslutats.\n")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def read_until(stream: IO[str], words: str) -> str:
    said = ""
    while words not in said:
        line = stream.readline()
        assert line, said
        said += line
    return said


def fetched(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path, timeout=5) as answer:  # noqa: S310  our own address
        content: str = answer.read().decode()
    return content


def test_a_port_that_is_taken_is_named_with_another_to_try(
    server: PageServer, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = int(server.address.rpartition(":")[2].rstrip("/"))
    assert run(["watch", "-p", "2031-T1", "--html", "--port", str(port), "--project", str(project)]) == 2
    assert f"porten {port} är upptagen" in capsys.readouterr().err
    assert run(["watch", "-p", "2031-T1", "--html", "--port", "99999", "--project", str(project)]) == 2
    assert "99999 är ingen port; skriv ett tal mellan 1024 och 65535" in capsys.readouterr().err
