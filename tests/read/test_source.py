"""Bytes become text, and what nobody can see is told by name and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rapport.diagnostic import Diagnostic, Level
from rapport.origin import Origin
from rapport.read.nodes import parse
from rapport.read.source import MAX_BYTES, Source, read_source, source_of
from rapport.written import Mapping

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "mål:\n  namn: Trygghet på ålderns höst\n  målnivå: @\n"


def read(folder: Path, data: bytes) -> tuple[Source | None, list[Diagnostic]]:
    file = folder / "mål.yaml"
    file.write_bytes(data)
    return read_source(file, "data/2020/mål.yaml")


def only(findings: list[Diagnostic]) -> Diagnostic:
    (finding,) = findings
    return finding


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "crlf", "bom och crlf", "cr"],
)
def test_marks_and_line_breaks_leave_no_trace(tmp_path: Path, data: bytes) -> None:
    source, findings = read(tmp_path, data)
    assert source == Source("data/2020/mål.yaml", TEXT, tuple(TEXT.split("\n")))
    assert findings == []
    assert only(parse(source)[1]).origin == Origin("data/2020/mål.yaml", 3, 12, 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_with_a_mark_is_read_with_a_warning(tmp_path: Path, encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    source, findings = read(tmp_path, (mark + TEXT).encode(encoding))
    assert source is not None
    assert source.text == TEXT
    assert (only(findings).check, only(findings).level) == ("utf16", Level.WARNING)


def test_windows_letters_are_told_with_the_first_one_and_read_all_the_same(tmp_path: Path) -> None:
    source, findings = read(tmp_path, TEXT.replace("mål", "mal", 1).replace("\n", "\r\n").encode("cp1252"))
    assert source is not None
    assert source.lines[1] == "  namn: Trygghet på ålderns höst"
    finding = only(findings)
    assert finding.check == "wrong-encoding"
    assert finding.origin == Origin("data/2020/mål.yaml", 2, 19)
    assert finding.message == "filen är inte sparad som UTF-8: tecknet här är byten E5, i Windows-1252 ”å”"
    assert "UTF-8" in finding.help


def test_one_windows_letter_in_a_utf8_file_harms_no_other(tmp_path: Path) -> None:
    source, findings = read(tmp_path, "a: å\nb: ".encode() + b"\xe4\n")
    assert source is not None
    assert source.text == "a: å\nb: ä\n"
    assert only(findings).origin == Origin("data/2020/mål.yaml", 2, 4)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04\x14\x00\x06\x00", b"a: \x00\x01", b"\xff\xfea", b"\xff\xfe\x00\x00a\x00\x00\x00"],
    ids=["docx", "nul", "halv utf-16", "utf-32"],
)
def test_what_is_no_text_is_told_once(tmp_path: Path, data: bytes) -> None:
    source, findings = read(tmp_path, data)
    assert source is None
    assert only(findings).check == "not-text"
    assert "inte en textfil" in only(findings).message


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    source, findings = read_source(tmp_path / "saknas.yaml", "saknas.yaml")
    assert source is None
    assert only(findings).check == "missing-file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    source, findings = read_source(tmp_path, "data")
    assert source is None
    assert only(findings).check == "unreadable-file"


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "riktig.yaml").write_text("a: 1\n", "utf-8")
    link = tmp_path / "länk.yaml"
    try:
        link.symlink_to(tmp_path / "riktig.yaml")
    except OSError:
        pytest.skip("no symbolic links here")
    source, findings = read_source(link, "länk.yaml")
    assert source is not None
    assert (source.text, findings) == ("a: 1\n", [])


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    source, findings = read(tmp_path, b"a" * (MAX_BYTES + 1))
    assert source is None
    assert only(findings).check == "too-large"


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x0b", "en radbrytning från Word (VT), U+000B"),
        ("\x85", "en osynlig radbrytning (NEL), U+0085"),
        ("\u2028", "en osynlig radbrytning (LS), U+2028"),
        ("\u2029", "en osynlig styckebrytning (PS), U+2029"),
        ("\u200b", "ett mellanslag utan bredd, U+200B"),
        ("\xad", "ett mjukt bindestreck, U+00AD"),
        ("\x07", "ett osynligt styrtecken, U+0007"),
        ("\ufeff", "en byteordningsmarkering (BOM), U+FEFF"),
        ("\uf0b7", "en punkt ur Words symbolteckensnitt, U+F0B7"),
    ],
)
def test_a_forbidden_character_is_told_by_name_and_replaced(character: str, name: str) -> None:
    source, findings = source_of(f"a: 1\nb: två{character}tre\nc: 4\n", "mål.yaml")
    finding = only(findings)
    assert finding.check == "forbidden-character"
    assert finding.message == f"här står {name}"
    assert finding.origin == Origin("mål.yaml", 2, 7)
    assert source.text == "a: 1\nb: två tre\nc: 4\n"
    assert parse(source)[1] == []


def test_a_character_that_is_everywhere_is_told_once() -> None:
    _, findings = source_of("a: b\u200bc\n" * 1000, "mål.yaml")
    assert only(findings).message == "här står ett mellanslag utan bredd, U+200B (1000 ställen i filen)"
    assert len(only(findings).related) == 9


def test_hard_spaces_are_forbidden_as_indent_only() -> None:
    source, findings = source_of("mål:\n\xa0\xa0namn: 26\xa0707\n\xa0 enhet: kr\n\xa0\n", "mål.yaml")
    finding = only(findings)
    assert finding.check == "no-break-indent"
    assert finding.origin == Origin("mål.yaml", 2, 1, 2)
    assert finding.related == (Origin("mål.yaml", 3, 1, 2),)
    node, found = parse(source)
    assert isinstance(node, Mapping)
    assert isinstance(node.entries[0].value, Mapping)
    assert [entry.key.text for entry in node.entries[0].value.entries] == ["namn", "enhet"]
    assert found == []


def test_a_line_of_hard_spaces_only_is_an_empty_line() -> None:
    source, findings = source_of("a: 1\n\xa0\xa0\nb: 2\n", "mål.yaml")
    assert findings == []
    assert source.text == "a: 1\n  \nb: 2\n"


@pytest.mark.parametrize("text", ["namn: mÃ¥l", "namn: trygghet â€“ nu", "namn: m\ufffdl"])
def test_destroyed_letters_are_a_warning(text: str) -> None:
    source, findings = source_of(f"a: 1\n{text}\n", "mål.yaml")
    finding = only(findings)
    assert (finding.check, finding.level) == ("mojibake", Level.WARNING)
    assert finding.origin.line == 2
    assert text in source.lines


@pytest.mark.parametrize(
    "text", ["São Paulo", "Århus – Ängelholm", "smörgås", "Ãlvaro", "👩‍💻", "26\u202f707", "−5"]
)
def test_ordinary_foreign_text_is_left_alone(text: str) -> None:
    assert source_of(text, "mål.yaml") == (Source("mål.yaml", text, (text,)), [])
