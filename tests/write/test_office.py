"""LibreOffice, where it is installed: a PDF for everybody, and the pages of the headings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sample_document import report

from rapport.write import office
from rapport.write.files import OutputError
from rapport.write.office import find_office, page_numbers, to_pdf
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
