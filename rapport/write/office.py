"""LibreOffice, where it is installed: a Word file as PDF, and on which page each heading came to stand."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.write.files import OutputError
from rapport.write.pdf_stable import without_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdf import PdfReader

PATIENCE = 180
"""Seconds until a conversion is given up; the first one on a slow machine takes half a minute."""

_COMMANDS = ("soffice", "libreoffice")
_MAC = "Applications/LibreOffice.app/Contents/MacOS/soffice"
_WINDOWS = "LibreOffice/program/soffice.com"
_PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_PUBLISHED: Mapping[str, bool | int] = {
    "PDFUACompliance": True,
    "UseTaggedPDF": True,
    "SelectPdfVersion": 2,
    "ExportBookmarks": True,
    "ExportNotes": False,
    "InitialView": 1,
    "DisplayPDFDocumentTitle": True,
}
"""A PDF for everybody (PDF/UA) and for the archive (PDF/A-2), which opens with its headings beside it."""
_MEASURED: Mapping[str, bool | int] = {"ExportBookmarksToPDFDestination": True}
_CREATED = re.compile(rb"<dcterms:created[^>]*>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)<")
_NO_DATE = "2000-01-01T00:00:00Z"
_START = re.compile(rb'<w:pgNumType [^>]*w:start="(\d+)"')


def find_office() -> Path | None:
    """Return the program of an installed LibreOffice."""
    for command in _COMMANDS:
        if found := shutil.which(command):
            return Path(found)
    return next((place for place in _usual_places() if place.is_file()), None)


def to_pdf(docx: bytes) -> bytes:
    """Return a Word file as a tagged PDF with bookmarks and title; the same file gives the same bytes.

    Raises:
        OutputError: LibreOffice is missing, too old, or could not do it.
    """
    pdf = _converted(docx, _PUBLISHED)
    if not _is_tagged(pdf):
        raise OutputError(
            "LibreOffice gav en PDF utan taggar, som inte är tillgänglig. "
            "Uppdatera LibreOffice till 7.4 eller senare och bygg igen."
        )
    return without_clock(pdf, _made(docx))


def _made(docx: bytes) -> str:
    """Return when a Word file says that it was made, which is the report's date."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        facts = package.read("docProps/core.xml") if "docProps/core.xml" in package.namelist() else b""
    said = _CREATED.search(facts)
    return said[1].decode() if said else _NO_DATE


def page_numbers(docx: bytes, bookmarks: Mapping[str, str]) -> dict[str, int]:
    """Return the page of each heading by its anchor; what isn't found is left out.

    Args:
        docx: The Word file.
        bookmarks: The bookmark in the file by anchor.

    Raises:
        OutputError: LibreOffice is missing or could not do it.
    """
    reader = _read(_converted(docx, _MEASURED))
    pages = {
        _plain(name): reader.get_destination_page_number(destination)
        for name, destination in reader.named_destinations.items()
    }
    first = _first_page(docx)
    found = ((anchor, pages.get(_plain(mark))) for anchor, mark in bookmarks.items())
    return {anchor: first + page for anchor, page in found if page is not None}


def _usual_places() -> Iterator[Path]:
    """Return where LibreOffice is on systems that don't put it on the search path."""
    yield Path("/") / _MAC
    yield Path.home() / _MAC
    for name in _PROGRAM_FOLDERS:
        if folder := os.environ.get(name):
            yield Path(folder) / _WINDOWS


def _plain(name: str) -> str:
    """Return a bookmark's name as LibreOffice may write it in a PDF: without the slash, the low line as 5F."""
    return name.removeprefix("/").replace("_", "5F")


def _first_page(docx: bytes) -> int:
    """Return the number that the template gives the first page."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        first_section = package.read("word/document.xml").partition(b"</w:sectPr>")[0]
    start = _START.search(first_section)
    return int(start[1]) if start else 1


def _converted(docx: bytes, options: Mapping[str, bool | int]) -> bytes:
    office = find_office()
    if office is None:
        raise OutputError(
            "LibreOffice hittades inte. Installera LibreOffice, eller öppna Word-filen i Word och spara den som PDF."
        )
    with tempfile.TemporaryDirectory(prefix="rapport-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "rapport.docx").write_bytes(docx)
        complaint = _run(office, folder, options)
        result = folder / "rapport.pdf"
        # LibreOffice reports success whatever happened
        if not result.is_file():
            raise OutputError(f"LibreOffice kunde inte göra om Word-filen till PDF. {complaint}".rstrip())
        return result.read_bytes()


def _run(office: Path, folder: Path, options: Mapping[str, bool | int]) -> str:
    """Run LibreOffice with a profile of its own, which leaves the user's open windows and settings alone."""
    command = [
        str(office),
        f"-env:UserInstallation={(folder / 'profil').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        f"pdf:writer_pdf_Export:{_filter_options(options)}",
        "--outdir",
        str(folder),
        str(folder / "rapport.docx"),
    ]
    try:
        process = subprocess.Popen(  # noqa: S603  the program is the installed LibreOffice, the names are ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise OutputError(f"LibreOffice gick inte att starta: {error.strerror or error}.") from error
    with process:
        try:
            complaint = process.communicate(timeout=PATIENCE)[1]
        except subprocess.TimeoutExpired as error:
            raise OutputError(
                f"LibreOffice blev inte klar på {PATIENCE} sekunder och avbröts. Bygg igen."
            ) from error
        finally:
            _end(process)
    return " ".join(complaint.decode(errors="replace").split())


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what still runs: the program is a script that starts others, and all of them belong to one group."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _filter_options(options: Mapping[str, bool | int]) -> str:
    return json.dumps(
        {
            name: {"type": "boolean", "value": str(value).lower()}
            if isinstance(value, bool)
            else {"type": "long", "value": str(value)}
            for name, value in options.items()
        }
    )


def _is_tagged(pdf: bytes) -> bool:
    return "/StructTreeRoot" in _read(pdf).root_object


def _read(pdf: bytes) -> PdfReader:
    from pypdf import PdfReader  # noqa: PLC0415  only a PDF needs it

    return PdfReader(io.BytesIO(pdf))
