"""A small committee that collects figures, and workbooks filled in as people do."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
from wording import COLOURS, TEN_PER_CENT, write_files

from rapport.edit.asking import Asking, asking
from rapport.edit.collect import whole_form
from rapport.edit.collect_sheet import write_form
from rapport.edit.import_workbook import read_workbook
from rapport.edit.period_files import changed
from rapport.edit.three_way import Comparison, compare
from rapport.inquiry import know
from rapport.notation import parse_period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rapport.edit.form import Form

T2 = "2031-T2"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
"""LibreOffice, where it is installed."""
OUTCOMES = "data/2031/T2/utfall.yaml"
ECONOMY = "data/2031/T2/ekonomi.yaml"

COMMITTEE = {
    "år.yaml": f"""
kommun: Granviks kommun
nämnd: Omsorgsnämnden
enheter: {{norr: Hemtjänst norr}}
{COLOURS}
regler:
  indikator: {TEN_PER_CENT}
  uppdrag:
    skala: färg
    typ: status
    status: {{G: [genomfört], A: [pågående], R: [ej påbörjat]}}
standardregler: {{indikator: indikator, uppdrag: uppdrag}}
nivåer: {{mål: {{}}}}
""",
    "mål.yaml": """
mål:
  trygghet:
    nivå: mål
    namn: Trygghet
    indikatorer:
      nöjda: {namn: Andel nöjda, enhet: "%", målnivå: minst 80 %}
      larm: {namn: Antal larm, målnivå: högst 40}
      rutin: {namn: Aktuell rutin, bättre: högre, målnivå: Ja, svar: {Ja: 1, Nej: 0}}
      besök: {namn: Besök per dag, ansvarig: norr, målnivå: högst 9}
""",
    "ekonomi.yaml": """
ekonomi:
  drift:
    namn: Driftbudget
    enhet: kr
    layout: resultaträkning
    rader:
      intäkter: {namn: Intäkter, budget: 9 000 000}
      personal: {namn: Personal, budget: -84 000 000}
      total: {namn: Summa, typ: total, summa: [intäkter, personal]}
""",
    "uppdrag.yaml": "uppdrag:\n  sommarjobb: {text: Erbjud sommarjobb, givare: Fullmäktige}\n",
    "risker.yaml": "risker:\n  brand: {text: Brand, sannolikhet: 2, konsekvens: 5}\n",
    "T1/utfall.yaml": "utfall:\n  nöjda: 76,5 %\n  larm: 30\n",
    "T1/ekonomi.yaml": """
ekonomi:
  drift:
    intäkter: {utfall: 3 000 000, periodbudget: 3 000 000, prognos: 9 100 000}
    personal: {utfall: -27 500 000, periodbudget: -28 000 000, prognos: -83 900 000}
""",
    "T2/utfall.yaml": """\
# Utfall efter augusti
utfall:
  nöjda: 78,0 %   # enkät i juni
  larm:
    utfall: 35
    kommentar: >-
      Två av larmen
      var falska.
  rutin: Nej
""",
    "T2/ekonomi.yaml": """\
ekonomi:
  drift:
    # Externa intäkter
    intäkter: {utfall: 6 050 000, periodbudget: 6 000 000, prognos: 9 100 000}
    personal:
      utfall: -55 500 000
      periodbudget: -56 000 000
      prognos:      # sätts i september
""",
    "T2/uppdrag.yaml": "uppdrag:\n  sommarjobb: pågående\n",
}


def committee(folder: Path, **changed_files: str) -> Path:
    """Write the committee's files; a file named with ``__`` for ``/`` is exchanged, "" leaves it out."""
    own = {name.replace("__", "/") + ".yaml": text for name, text in changed_files.items()}
    files = {**COMMITTEE, **own}
    return write_files({name: text for name, text in files.items() if text}, folder)


def asked(folder: Path, period: str = T2) -> Asking:
    found = know(folder)
    assert found.errors == []
    return asking(found.project, folder, parse_period(period))


def form_of(folder: Path, period: str = T2) -> Form:
    return whole_form(asked(folder, period))


def sent(folder: Path, period: str = T2) -> bytes:
    """Return the workbook that everybody gets."""
    return write_form(form_of(folder, period))


def opened(content: bytes, **options: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), **options)


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell(book: Any, key: str, field: str) -> Any:
    """Return the cell of a key and a field of an opened workbook."""
    for sheet in book.worksheets:
        names = {c.value: c.column for c in sheet[4]}
        for row in sheet.iter_rows(min_row=6) if "nyckel" in names and field in names else ():
            if row[names["nyckel"] - 1].value == key:
                return row[names[field] - 1]
    raise AssertionError(f"{key} {field} is nowhere in the workbook")


def filled(content: bytes, values: Mapping[tuple[str, str], Any]) -> bytes:
    """Return a workbook with cells filled in."""
    book = opened(content)
    for (key, field), value in values.items():
        cell(book, key, field).value = value
    return saved(book)


def imported(folder: Path, *contents: bytes, period: str = T2, empty: bool = False) -> Comparison:
    """Hold workbooks against the committee's files."""
    books = [read_workbook(f"{number}.xlsx", content) for number, content in enumerate(contents, 1)]
    return compare(form_of(folder, period), books, empty=empty)


def texts_after(folder: Path, comparison: Comparison, period: str = T2) -> dict[str, str]:
    """Return the files as they become."""
    return changed(asked(folder, period).files, comparison.changes)


def told(comparison: Comparison) -> list[str]:
    """Return the remarks, one line each."""
    return [f"{remark.place}: {remark.weight}: {remark.message}" for remark in comparison.remarks]


def converted(content: bytes, folder: Path, ending: str) -> bytes:
    """Return a workbook as LibreOffice saves it in a format."""
    file, out = folder / "bok.xlsx", folder / "omsparad"
    file.write_bytes(content)
    words = ["--headless", "--convert-to", ending, "--outdir", str(out), str(file)]
    subprocess.run(  # noqa: S603  the program is LibreOffice, found above
        [OFFICE, f"-env:UserInstallation=file://{folder}/profil", *words], capture_output=True, check=True
    )
    return (out / f"bok.{ending}").read_bytes()


def repacked(content: bytes, part: str, pattern: str, new: str) -> bytes:
    """Return a workbook with the text of its parts changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if re.search(part, name):
                text = re.sub(pattern, new, text.decode()).encode()
            target.writestr(name, text)
    return result.getvalue()


def uncalculated(content: bytes) -> bytes:
    """Return a workbook as if nothing had been calculated yet."""
    return repacked(
        content,
        "worksheets/sheet",
        r'<c ([^>]*?)(?: t="str")?>(<f>[^<]*</f>)<v>[^<]*</v></c>',
        r"<c \1>\2</c>",
    )
