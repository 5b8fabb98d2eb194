"""LibreOffice, where it is installed: a PDF for everybody, and the pages of the headings."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sample_document import report

from rapport.write import office
from rapport.write.files import OutputError
from rapport.write.office import find_office, page_numbers, to_pdf
from rapport.write.pdf_stable import without_clock
from rapport.write.word import bookmarks, write_word

TEMPLATE = (Path(__file__).resolve().parents[2] / "templates" / "rapport.docx").read_bytes()

with_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def docx() -> bytes:
    return write_word(report(), TEMPLATE)


@pytest.fixture(scope="module")
def pdf(docx: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(docx)))


def catalogue(pdf: PdfReader) -> Any:
    return pdf.root_object


def numbered_from(docx: bytes, first: int) -> bytes:
    """Return a Word file whose template begins with another page number."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:cols ", b'<w:pgNumType w:start="%d"/><w:cols ' % first, 1)
            target.writestr(name, content)
    return result.getvalue()


@with_office
def test_the_pdf_is_tagged_and_says_so(pdf: PdfReader) -> None:
    root = catalogue(pdf)
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "sv-SE"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


@with_office
def test_the_pdf_shows_its_title(pdf: PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Delårsrapport 1 kultur- och fritidsnämnden 2031"
    assert catalogue(pdf)["/ViewerPreferences"]["/DisplayDocTitle"]


@with_office
def test_the_headings_are_bookmarks_of_the_pdf(pdf: PdfReader) -> None:
    chapters = [entry.title for entry in pdf.outline if not isinstance(entry, list)]
    assert chapters[-5:] == [
        "Sammanfattning",
        "Måluppfyllelse",
        "Ekonomi",
        "Månadsöversikt",
        "Verksamhetsmått",
    ]


@with_office
def test_each_heading_is_found_on_the_page_where_it_stands(docx: bytes, pdf: PdfReader) -> None:
    pages = page_numbers(docx, bookmarks(report()))
    assert list(pages) == list(bookmarks(report()))
    for anchor, heading in (("mål", "Måluppfyllelse"), ("risker", "Risker"), ("mått", "Verksamhetsmått")):
        assert heading in pdf.pages[pages[anchor] - 1].extract_text()
    assert pages["sammanfattning"] == 2


@with_office
def test_pages_are_counted_from_the_number_the_template_begins_with(docx: bytes) -> None:
    marks = {"mål": bookmarks(report())["mål"]}
    usual, shifted = page_numbers(docx, marks), page_numbers(numbered_from(docx, 5), marks)
    assert shifted["mål"] == usual["mål"] + 4


@with_office
def test_a_bookmark_that_is_not_in_the_file_has_no_page(docx: bytes) -> None:
    assert page_numbers(docx, {"okänd": "_Toc999"}) == {}


@with_office
def test_a_file_that_is_no_document_is_refused() -> None:
    with pytest.raises(OutputError, match="LibreOffice kunde inte göra om Word-filen till PDF"):
        to_pdf(b"PK\x03\x04 trasig")


@with_office
def test_a_program_that_never_ends_is_given_up(docx: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PATIENCE", 0)
    with pytest.raises(OutputError, match="blev inte klar på 0 sekunder"):
        to_pdf(docx)


def test_a_computer_without_libreoffice_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(
        OutputError, match=r"LibreOffice hittades inte\. Installera LibreOffice, eller öppna Word-filen"
    ):
        to_pdf(b"")


def test_a_program_that_cannot_start_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("inget program", "utf-8")
    monkeypatch.setattr(office, "find_office", lambda: program)
    with pytest.raises(OutputError, match="LibreOffice gick inte att starta"):
        to_pdf(b"")


def test_libreoffice_is_found_outside_the_search_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "LibreOffice" / "program" / "soffice.com"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_office() in {program, Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")}


@with_office
def test_the_same_word_file_gives_the_same_pdf(docx: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    stamped: list[bytes] = []

    def kept(content: bytes, moment: str) -> bytes:
        stamped.append(content)
        return without_clock(content, moment)

    monkeypatch.setattr(office, "without_clock", kept)
    made = [to_pdf(docx), to_pdf(docx)]
    assert stamped[0] != stamped[1]
    assert made[0] == made[1]
    reader = PdfReader(io.BytesIO(made[0]), strict=True)
    assert len(reader.pages) == len(PdfReader(io.BytesIO(stamped[0])).pages)
    profile = catalogue(reader)["/OutputIntents"][0]["/DestOutputProfile"]
    assert profile.get_object().get_data()[36:40] == b"acsp"


def stamped_pdf(second: int, profile: bytes) -> bytes:
    """Return what of a PDF has the time in it, as LibreOffice writes it."""
    packed = zlib.compress(profile[:24] + bytes([second]) + profile[25:], 6)
    time, total = b"%02d" % second, b"%02d" % second * 16
    return (
        b"%%PDF-1.6\n5 0 obj\n<</N 3/Length 6 0 R/Filter/FlateDecode>>\nstream\n%b\nendstream\nendobj\n\n"
        b"6 0 obj\n%d\nendobj\n\n<xmp:CreateDate>2026-11-28T10:00:%bZ</xmp:CreateDate>\n"
        b"<</CreationDate(D:202611281000%bZ')>>\nxref\n0 1\ntrailer\n<</ID [ <%b>\n<%b> ]\n/DocChecksum /%b\n>>\n%%%%EOF\n"
        % (packed, len(packed), time, time, total, total, total)
    )


def test_the_time_is_taken_out_and_nothing_is_moved() -> None:
    profile = bytes(range(36)) + b"acsp" + bytes(60) + b"colours " * 400
    files = [stamped_pdf(second, profile) for second in (11, 12)]
    first, second = (without_clock(file, "2031-05-20T00:00:00Z") for file in files)
    assert first == second
    assert first.index(b"xref") == files[0].index(b"xref")
    assert b"<xmp:CreateDate>2031-05-20T00:00:00Z<" in first
    assert b"(D:20310520000000Z')" in first
    length = int(re.search(rb"6 0 obj\n(\d+) *\n", first)[1])  # type: ignore[index]  # it is there, or the test fails
    start = first.index(b"stream\n") + 7
    assert first[start + length :].startswith(b"\nendstream")
    assert zlib.decompress(first[start : start + length])[36:40] == b"acsp"


def test_another_content_has_another_number() -> None:
    profile = bytes(range(36)) + b"acsp" + bytes(60) + b"colours " * 400
    file = stamped_pdf(11, profile)
    numbers = {
        without_clock(one, "2031-05-20T00:00:00Z").rpartition(b"/DocChecksum")[2]
        for one in (file, file.replace(b"%PDF-1.6", b"%PDF-1.7"))
    }
    assert len(numbers) == 2
