"""Workbooks, documents and answers that somebody sent: bombs, locks, damage; each with what the user is told."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from wording import write_files

from rapport.cli import FINDINGS, MISUSE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

LEDGER = {
    "underlag.yaml": "underlag: {fil: bok.xlsx, kolumner: {konto: Konto, utfall: Utfall}, rader: {drift: {allt: {konto: '*'}}}}\n",
    "ekonomi.yaml": "ekonomi: {drift: {namn: Drift, enhet: kr, kolumner: {utfall: {namn: Utfall}}, rader: {allt: {namn: Allt}}}}\n",
}
KOLADA = {
    "extra.yaml": "kolada: {kommun: 9999}\n",
    "mål.yaml": "mål: {trygghet: {nivå: mål, namn: Trygghet, indikatorer: {larm: {namn: Larm, kolada: U1, målnivå: minst 3}}}}\n",
}
RELATIONS = '<R><Relationship Id="r1" Target="worksheets/a.xml"/></R>'
BOOK = '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
HEADINGS = (
    '<row r="1"><c t="inlineStr"><is><t>Konto</t></is></c><c t="inlineStr"><is><t>Utfall</t></is></c></row>'
)
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


def sheet(rows: str, before: str = "") -> str:
    return f'{before}<worksheet xmlns="m"><sheetData>{HEADINGS}{rows}</sheetData></worksheet>'


def workbook(changed: Mapping[str, str | bytes]) -> bytes:
    """Return a workbook, some of its parts changed."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/workbook.xml": BOOK,
        "xl/sharedStrings.xml": "<sst/>",
        "xl/worksheets/a.xml": sheet(""),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {**parts, **changed}.items():
            package.writestr(name, text)
    return buffer.getvalue()


def padded(megabytes: int) -> bytes:
    """Return a workbook that is small and unpacks to much."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        package.writestr("xl/workbook.xml", BOOK)
        with package.open("xl/worksheets/a.xml", "w", force_zip64=True) as part:
            part.write(b'<worksheet xmlns="m"><sheetData>')
            for _ in range(megabytes):
                part.write(b"<row/>" * 170_000)
    return buffer.getvalue()


def locked(content: bytes) -> bytes:
    """Return an archive whose parts say that they are encrypted."""
    data = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def lying(content: bytes) -> bytes:
    """Return an archive whose list of contents says that a part is short."""
    data = bytearray(content)
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


GROWS = "växer orimligt mycket när den packas upp; den läses inte"
TOO_LARGE = "är uppackad större än"
FOREIGN = "innehåller något som Office aldrig skriver; den läses inte"
BROKEN = "är trasig; bladet går inte att läsa till slut"
NO_BOOK = "går inte att läsa som arbetsbok"
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a hundred megabytes of empty rows": (lambda: padded(100), GROWS),
    "more than can be": (lambda: padded(600), TOO_LARGE),
    "a billion laughs": (
        lambda: workbook({"xl/sharedStrings.xml": f"{LAUGHS}]><sst><si><t>&i;</t></si></sst>"}),
        FOREIGN,
    ),
    "a billion laughs behind a long comment": (
        lambda: workbook({"xl/worksheets/a.xml": f"<!--{'x' * 70_000}-->{LAUGHS}]>{sheet('<row><c><v>&i;</v></c></row>')}"}),
        FOREIGN,
    ),
    "one long entity many times": (
        lambda: workbook({"xl/sharedStrings.xml": f"<!DOCTYPE a [<!ENTITY a '{'a' * 50_000}'>]><sst>{'&a;' * 50_000}</sst>"}),
        FOREIGN,
    ),
    "a file fetched": (
        lambda: workbook({"xl/worksheets/a.xml": "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + sheet("")}),
        FOREIGN,
    ),
    "another encoding": (lambda: workbook({"xl/workbook.xml": BOOK.encode("utf-16")}), FOREIGN),
    "a column that isn't there": (
        lambda: workbook({"xl/worksheets/a.xml": sheet('<row><c r="ZZZZZZ1"><v>1</v></c></row>')}),
        BROKEN,
    ),
    "a text that isn't there": (
        lambda: workbook({"xl/worksheets/a.xml": sheet('<row><c t="s"><v>7</v></c></row>')}),
        BROKEN,
    ),
    "texts in texts": (
        lambda: workbook({"xl/sharedStrings.xml": f"<sst><si>{'<r>' * 5000}{'</r>' * 5000}</si></sst>"}),
        NO_BOOK,
    ),
    "a sheet without a part": (lambda: workbook({"xl/_rels/workbook.xml.rels": "<R/>"}), NO_BOOK),
    "a sheet without an id": (
        lambda: workbook({"xl/workbook.xml": '<workbook><sheets><sheet name="a"/></sheets></workbook>'}),
        NO_BOOK,
    ),
    "a lock": (lambda: locked(workbook({})), NO_BOOK),
    "half of it": (lambda: workbook({"xl/worksheets/a.xml": sheet("<row>" * 9)}), BROKEN),
    "a list of contents that lies": (lambda: lying(workbook({})), BROKEN),
    "no list of contents": (lambda: workbook({})[:200], NO_BOOK),
    "three thousand parts": (lambda: workbook({f"x{number}": "" for number in range(3000)}), TOO_LARGE),
}  # fmt: skip


@pytest.mark.parametrize(("make", "told"), BOMBS.values(), ids=BOMBS)
def test_a_ledger_that_is_a_bomb_is_told(
    rapport: Run, tmp_path: Path, make: Callable[[], bytes], told: str
) -> None:
    (tmp_path / "bok.xlsx").write_bytes(make())
    said = rapport("ledger", str(tmp_path / "bok.xlsx"), "-p", "2031-T1", files=LEDGER)
    assert said.returncode == FINDINGS, said.stderr
    assert f"bok.xlsx:1:1: fel: filen {told}" in said.stderr


@pytest.mark.parametrize("make", [make for make, _ in BOMBS.values()], ids=BOMBS)
def test_a_collection_that_is_a_bomb_is_told(rapport: Run, tmp_path: Path, make: Callable[[], bytes]) -> None:
    (tmp_path / "bok.xlsx").write_bytes(make())
    said = rapport("import", str(tmp_path / "bok.xlsx"), "-p", "2031-T1")
    assert said.returncode == MISUSE, said.stderr
    assert f"rapport: {tmp_path / 'bok.xlsx'}: " in said.stderr
    assert "fel i programmet" not in said.stderr


@pytest.mark.parametrize("make", [make for make, _ in BOMBS.values()], ids=BOMBS)
def test_a_document_that_is_a_bomb_is_told(rapport: Run, project: Path, make: Callable[[], bytes]) -> None:
    assert rapport().returncode == 0
    document = next(project.rglob("out/2031-T1/*.docx"))
    document.write_bytes(make())
    said = rapport("compare", str(document))
    assert said.returncode == MISUSE, said.stderr
    assert f"rapport: {document}: filen " in said.stderr


@pytest.mark.parametrize("make", [make for make, _ in BOMBS.values()], ids=BOMBS)
def test_a_word_template_that_is_a_bomb_is_told(
    rapport: Run, project: Path, make: Callable[[], bytes]
) -> None:
    (project / "templates" / "rapport.docx").write_bytes(make())
    said = rapport("check")
    assert said.returncode == FINDINGS, said.stderr
    assert "templates/rapport.docx:1:1: fel: " in said.stdout
    built = rapport()
    assert built.returncode != 0
    assert "fel i programmet" not in built.stderr
    assert not list(project.rglob("out/**/*.docx"))


def test_numbers_of_any_size_are_amounts_or_told(rapport: Run, tmp_path: Path) -> None:
    numbers = (
        "NaN",
        "Infinity",
        "-Infinity",
        "sNaN",
        "1E400",
        "1E30",
        "1e-9999999",
        "9" * 400,
        "0x10",
        "1_000",
    )
    rows = "".join(f"<row><c><v>4000</v></c><c><v>{number}</v></c></row>" for number in numbers)
    (tmp_path / "bok.xlsx").write_bytes(workbook({"xl/worksheets/a.xml": sheet(rows)}))
    said = rapport("ledger", str(tmp_path / "bok.xlsx"), "-p", "2031-T1", files=LEDGER)
    assert said.returncode == FINDINGS, said.stdout + said.stderr
    assert said.stderr.count("[not-an-amount]") >= len(numbers) - 2


def test_a_file_too_large_to_be_sent_is_not_read(rapport: Run, tmp_path: Path) -> None:
    for name in ("bok.xlsx", "bok.se", "svar.json"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(20_000_000_000)
    for words in (["import", "bok.xlsx"], ["ledger", "bok.se"], ["kolada", "--from", "svar.json"]):
        said = rapport(*words[:-1], str(tmp_path / words[-1]), "-p", "2031-T1", files={**LEDGER, **KOLADA})
        assert said.returncode == MISUSE, said.stderr
        assert "går inte att läsa: den är större än 200 MB" in said.stderr


@pytest.mark.parametrize(
    "answer",
    [
        "[" * 100_000,
        '{"values": ' * 5000,
        '{"values": [1e99999999999999999999]}',
        '{"values": 3}',
        "[3]",
        '{"values": [{"kpi": "U1", "municipality": "9999", "period": 2030, "values": [{"value": 1e400}]}]}',
        '{"values": [{"kpi": "U1", "municipality": "9999", "period": 2030, "values": [{"value": 1e-400}]}]}',
        "9" * 10_000,
        "\ud800".encode("utf-8", "surrogatepass"),
        b"\xff\xfe\x00",
        "<html>",
        "",
    ],
)
def test_an_answer_that_is_none_is_told(rapport: Run, tmp_path: Path, answer: str | bytes) -> None:
    file = tmp_path / "svar.json"
    file.write_bytes(answer if isinstance(answer, bytes) else answer.encode())
    said = rapport("kolada", "--from", str(file), "-p", "2031-T1", files=KOLADA)
    assert said.returncode == MISUSE, said.stderr
    assert said.stderr.startswith("rapport: ")
    assert "fel i programmet" not in said.stderr


@pytest.mark.parametrize("odd", [3, "3", None, [], [3], ["x"], {"value": 3}, [None], [[1]], [{"value": "3"}]])
def test_values_of_another_form_are_none(rapport: Run, tmp_path: Path, odd: object) -> None:
    item = {"kpi": "U1", "municipality": "9999", "period": 2030, "values": odd}
    text = json.dumps(
        {"values": [item, {**item, "period": "9" * 5000}, {**item, "period": "²"}, {"id": "U1"}]}
    )
    (tmp_path / "svar.json").write_text(text, encoding="utf-8")
    said = rapport("kolada", "--from", str(tmp_path / "svar.json"), "-p", "2031-T1", files=KOLADA)
    assert "Kolada har inget värde för larm (U1)" in said.stderr
    assert said.returncode in (0, FINDINGS)


def test_characters_written_as_codes_are_told_and_not_printed(rapport: Run, project: Path) -> None:
    goals = 'mål: {trygghet: {nivå: mål, namn: "Tr\\x01ygg\\e[31m", indikatorer: {larm: {namn: "La\\nrm\\x0b", målnivå: 3}}}}\n'
    write_files(
        {"mål.yaml": goals, "T1/utfall.yaml": 'utfall: {larm: {utfall: 3, kommentar: "x\\uFFFE"}}\n'}, project
    )
    said = rapport("check")
    assert said.returncode == FINDINGS
    assert (
        "data/2031/mål.yaml:1:35: fel: här står ett osynligt styrtecken, U+001B [forbidden-character]"
        in said.stdout
    )
    draft = rapport("build", "-p", "2031-T1", "--no-pages", "--draft", "--format", "xlsx", "--format", "docx")
    assert draft.returncode == 0, draft.stderr
    assert "\x1b" not in said.stdout + draft.stdout + draft.stderr


def test_a_finding_is_on_one_line_whatever_it_cites(rapport: Run) -> None:
    said = rapport("check", files={"T1/utfall.yaml": '"a\\nb": 3\n? - c\n  - d\n: 4\n'})
    assert said.returncode == FINDINGS
    findings = [line for line in said.stdout.splitlines() if line.startswith("data/2031/T1/utfall.yaml:")]
    assert len(findings) == 2
    assert all(line.endswith("]") for line in findings)
