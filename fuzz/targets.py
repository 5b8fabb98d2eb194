"""What is fuzzed: functions that take any bytes and raise only when the program does what it must not.

An input's bytes are words or letters of the language that a target speaks: a small byte is a word, so that what the
fuzzer changes stays close to what somebody could have written.
"""

from __future__ import annotations

import io
import tempfile
import warnings
import zipfile
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ledger_extracts import ECONOMY, HEADINGS, MAPPING, YEAR
from wording import SMALL, write_files

from rapport.build import check
from rapport.compose.document import Cover, Document
from rapport.compose.expressions import Renderer, environment
from rapport.compose.filters import Wording
from rapport.compose.folders import SHIPPED
from rapport.compose.markdown import Markers, to_blocks
from rapport.compose.report import compose_report
from rapport.diagnostic import format_diagnostic
from rapport.edit.import_workbook import ForeignFileError, read_workbook
from rapport.edit.kolada import take_in
from rapport.edit.kolada_data import KoladaError, saved_snapshot
from rapport.edit.ledger import import_ledger
from rapport.edit.ledger_amount import UnreadableError, code_text, parse_amount, parse_month
from rapport.edit.period_files import period_files
from rapport.edit.sheet_rows import NotAWorkbookError, open_workbook, sheet_rows
from rapport.edit.splice import SpliceError, find, put, read_tree
from rapport.model.scalar import Prose
from rapport.notation import (
    NotationError,
    format_period,
    format_quantity,
    format_target,
    parse_period,
    parse_quantity,
    parse_target,
)
from rapport.notation.formula import format_formula, parse_formula
from rapport.origin import Origin
from rapport.read.nodes import parse
from rapport.read.project import read_project
from rapport.read.source import read_source
from rapport.rules.results import evaluate
from rapport.write.html import write_html
from rapport.write.word import write_word
from rapport.write.word_package import TemplateError, packed, unpacked
from rapport.write.word_shortcomings import shortcomings
from rapport.written import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PERIOD = parse_period("2031-T1")
TODAY = date(2031, 5, 12)

NUMBERS = (
    *("1", "2", "0", "9", "10", "1 050", "37,99", "2018", "000", "-", "−", "+", " ", "\xa0", ",", ".", "/"),
    *(" %", " tkr", " Mkr", " dagar", "(2018)", "(17 st)", "ca ", "minst ", "högst ", ">", "<", "=", "≥"),
    *("öka från ", "minska från ", "oförändrat", " års värde på ", "Ja", "Delvis", "T", "Q", "plan", "helår"),
    *("budget", "utfall", "prognos", " - ", " + ", " * ", " / ", "(", ")", "å", "e5", "_", "٣", "1" * 19),
)
YAML = (
    *("mål", "utfall", "ekonomi", "rader", "larm", "trygghet", "namn", "kommentar", "betyg", "summa", "formel"),
    *("nivå", "indikatorer", "målnivå", "skalor", "regler", "gränser", "högst", "T1", "2031", "år", "plan", "typ"),
    *(": ", ":", "\n", "\n  ", "\n    ", "\n      ", "\n\t", "- ", "-", "? ", "! ", "&a ", "*a", "<<: ", "#", "# "),
    *("[", "]", "{", "}", ",", ", ", "'", '"', "|\n", ">-\n", "|2\n", "---\n", "...\n", "%YAML 1.1\n", "\\", "ord"),
    *("1 050", "37,99 %", "-26 707", "8,5/7", ">25 %", "öka från 64 %", "3", "0", "ja", "nej", "~", "kolumner"),
    *("{{ utfall.larm }}", "{{", "}}", "a\u0308", "\xa0", "\u200b", "\ufeff", "\x85", "🗂", "\r\n", "sammanvägning"),
    *("drift", "budget", "föregående", "regel", "bedömning", "uppdrag", "risker", "status", "åtgärder", "beräknas"),
    *("relativ avvikelse", "kvot", "förändring", "placering", "svar", "tidigare", "enheter", "texter", "diagram"),
)  # fmt: skip
TEXTS = (
    *("{{ ", " }}", "{% ", " %}", "{# ", " #}", "for x in ", "endfor", "if ", "endif", "set a = ", "macro m()"),
    *("endmacro", "utfall", ".larm", "['larm']", "x", "a", "m()", "loop.index", "self", "caller()", "namespace()"),
    *(" | mkr", " | procent(2)", " | tal", " | okänt", "~", " + ", "*", "==", " is defined", " in ", "not ", "[0]"),
    *("# ", "## ", "\n", "\n\n", "- ", "1. ", "> ", "    ", "```", "`", "**", "_", "[", "](", ")", "![", "<b>", "|"),
    *("&amp;", "&#0;", "https://x.se", "text", "å", "\xa0", "\x00", "---", "===", "~~", "\t", "\\", "9" * 40, "'"),
    *(".__class__", "format", "| attr('x')", "include 'x'", "import 'x' as y", "%s", "{0}", "\ud7ff", "𝔘", "\x1a"),
)  # fmt: skip
XML = (
    *("<row>", "</row>", '<row r="1">', "<c>", "</c>", '<c r="A1">', '<c r="XFD9" t="s">', '<c t="inlineStr">'),
    *("<v>", "</v>", "<f>", "</f>", "<is>", "</is>", "<t>", "</t>", "<r>", "</r>", "<si>", "</si>", "<sheetData>"),
    *("1", "0", "1050", "-1", "1e5", "1E400", "NaN", "Infinity", "sNaN", "-0", "0.30000000000000004", "TRUE", "#N/A"),
    *("Ansvar", "Konto", "Utfall", "Period", "202101", "5010", "4101", "&amp;", "&#0;", "&x;", "<!DOCTYPE a>", "<"),
    *('<row r="2"><c r="A2"><v>', "</v></c></row>", '<c r="B2"><v>1</v></c>', '<c t="s"><v>0</v></c>', "<c/>", "<row/>"),
    *('<c t="inlineStr"><is><t>Konto</t></is></c>', '<c t="str"><f>1+1</f><v>', "</v></c>", '<c t="s"><v>-1</v></c>'),
    *('<c r="XFD1"><v>2</v></c>', '<c r="AAAA1"/>', '<c t="b"><v>1</v></c>', '<c t="d"><v>2031-01-01</v></c>', "<t/>"),
    *("<si><r><t>An</t></r><r><t>svar</t></r></si>", "<si/>", '<c s="1"><v>45000</v></c>', '<c><f t="shared" si="0"/></c>'),
    *('<sheet name="a" r:id="rId1"/>', '<sheet name="_rapport"/>', "nyckel", "utgångsvärden", "rapport-insamling/1"),
    *('<c r="ZZZZZZ1">', '<c r="1">', '<c r="">', '<row r="x">', '<row r="99999999999">', 't="b"', 't="e"', "]]>"),
    *("<mergeCell/>", "<dimension ref='A1:XFD1048576'/>", "xml:space='preserve'", "\x00", "å", "</sheetData>"),
)  # fmt: skip
LEDGER = (
    *("#PSALDO 0 ", "#PBUDGET 0 ", "203101 ", "203104 ", "203013 ", "5010 ", "4635 ", "{} ", '{1 "4101"} ', "\n"),
    *('{1 "4101" 20 "0551"} ', "{20 0551} ", "{", "}", '"', "\\", "100", "-60.00", "1e5", "NaN", "1E999999", "\r\n"),
    *("#FLAGGA 0\n", "#KONTO 5010", ";", "\t", ",", "|", "Ansvar", "Konto", "Verksamhet", "Period", "Utfall", "Budget"),
    *("4101", "5010", "0551", "0554", "5510", "2031-01-31", "jan 2031", "1 234,50", "1.234,50-", "Totalt", "'", "="),
    *("Summa", "\xa0", "\x00", "\ufeff", "0", "-", ".", "kr", "(100)", "9" * 40, "45000", "41010", "3011", "42"),
)  # fmt: skip
JSON = (
    *("{", "}", "[", "]", ",", ":", '"', '"kpi":', '"municipality":', '"period":', '"values":', '"gender":', '"id":'),
    *('"value":', '"isdeleted":', '"T"', '"K"', '"M"', '"U30453"', '"0138"', '"9999"', "2030", "2031", '"2030"'),
    *("1", "1.5", "-0", "1e5", "1e400", "NaN", "Infinity", "null", "true", "false", '"title":', '"2031-02-30"', " "),
    *('{"values":[', "]}", '{"kpi":"U30453","municipality":"9999","period":2030,"values":[', '{"gender":"T","value":'),
    *("1.0000000000000000000000001", '"prel_publication_date":', '"publication_date":', "\\u0000", "9" * 40, "[" * 50),
)  # fmt: skip


def spoken(data: bytes, words: Sequence[str]) -> str:
    """Return bytes as words of a language, and as letters where there is no such word."""
    return "".join(words[byte] if byte < len(words) else chr(byte) for byte in data)


def notation(data: bytes) -> None:
    """Read a number, a target, a period or a formula, and write it again."""
    text = spoken(data[1:], NUMBERS)
    kind = data[0] % 4 if data else 0
    try:
        if kind == 0:
            quantity = parse_quantity(text)
            again = parse_quantity(format_quantity(quantity))
            assert (again.value, again.of, again.year) == (quantity.value, quantity.of, quantity.year)
        elif kind == 1:
            target = parse_target(text)
            assert parse_target(format_target(target)) == target or "(" in text
        elif kind == 2:
            period = parse_period(text)
            assert parse_period(format_period(period)) == period
        else:
            formula = parse_formula(text)
            assert parse_formula(format_formula(formula)) == formula
    except NotationError as refused:
        assert refused.fact
        assert 0 <= refused.offset <= max(len(text), 1)


@cache
def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="rapport-fuzz-"))


def reading(data: bytes) -> None:
    """Read a file: as it is when it begins with an even byte, otherwise as words of YAML."""
    content = data[1:] if not data or data[0] % 2 else spoken(data[1:], YAML).encode()
    file = _scratch() / "utfall.yaml"
    file.write_bytes(content)
    source, findings = read_source(file, "utfall.yaml")
    if source is None:
        assert findings
        return
    _, more = parse(source)
    for finding in [*findings, *more]:
        assert 1 <= finding.origin.line <= len(source.lines)
        assert "\n" not in finding.message
        assert format_diagnostic(finding, {source.path: source.lines})


_NAMES = (
    "år.yaml",
    "mål.yaml",
    "ekonomi.yaml",
    "T1/utfall.yaml",
    "T1/ekonomi.yaml",
    "uppdrag.yaml",
    "risker.yaml",
)
_YEAR_OPENING = """\
kommun: G
nämnd: N
skalor: {färg: {betyg: {G: {namn: Grön, ton: god}, R: {namn: Röd, ton: dålig}}}}
nivåer: {mål: {}}
standardregler: {indikator: indikator}
regler:
  indikator:
    skala: färg
    typ: """
_OPENINGS = (
    "",
    "utfall:\n  larm: ",
    "utfall:\n  larm: {utfall: 3, bedömning: ",
    "mål:\n  trygghet:\n    nivå: mål\n    namn: Trygghet\n    indikatorer:\n      larm:\n        namn: Larm\n        målnivå: ",
    "ekonomi:\n  drift:\n    namn: Drift\n    kolumner: {budget: {namn: Budget}, dubbel: {namn: D, formel: ",
    "ekonomi:\n  drift:\n    namn: Drift\n    kolumner: {budget: {namn: B}}\n    rader:\n      ",
    "ekonomi:\n  drift:\n    ",
    "regler:\n  egen: {skala: färg, typ: ",
    _YEAR_OPENING,
    "uppdrag:\n  hem: ",
    "risker:\n  brand: {text: Brand, sannolikhet: 3, ",
)


def project(data: bytes) -> None:
    """Change one file of a small project, check it, and compose its report."""
    name, opening = (
        (_NAMES[data[0] % len(_NAMES)], _OPENINGS[data[1] % len(_OPENINGS)]) if data[1:] else ("T1.yaml", "")
    )
    root = write_files(SMALL, _scratch() / "projekt")
    for extra in _NAMES:
        if extra not in SMALL:
            (root / "data/2031" / extra).unlink(missing_ok=True)
    write_files({name: opening + spoken(data[2:], YAML)}, root)
    checked = check(root)
    for finding in checked.diagnostics:
        assert format_diagnostic(finding, checked.lines)
    read = read_project(root, [SHIPPED])
    if not read.diagnostics:
        compose_report(evaluate(read.project, PERIOD), "delårsrapport", [root / "templates"])


def texts(data: bytes) -> None:
    """Fill in the expressions of a text, make blocks of it, and a page of those."""
    text = spoken(data, TEXTS)
    renderer = Renderer(environment([], Wording()), {"utfall": {"larm": parse_quantity("3 gånger")}})
    filled = renderer.prose(Prose(text, Origin("inledning.md")))
    for finding in renderer.diagnostics:
        assert format_diagnostic(finding)
    for words in {filled, text}:
        blocks = to_blocks(words, Markers())
        assert write_html(Document(Cover("T", "", "Granviks kommun", "Nämnden"), blocks, "2031-05-01"))


_PATHS = (
    ("utfall", "larm", "utfall"),
    ("utfall", "larm"),
    ("utfall", "larm", "kommentar"),
    ("ekonomi", "d", "r", "budget"),
)
_VALUES = (
    "3",
    "1 050",
    "37,99 %",
    "",
    "text",
    "två\nrader",
    "a: b",
    "#",
    "- x",
    "'",
    '"',
    ">25 %",
    "{{ x }}",
    " ",
    "å",
    "null",
)


def splicing(data: bytes) -> None:
    """Put a value into a file; what can't be done is refused and changes nothing."""
    path, value = (
        (_PATHS[data[0] % len(_PATHS)], _VALUES[data[1] % len(_VALUES)]) if data[1:] else (_PATHS[0], "3")
    )
    before = spoken(data[2:], YAML)
    try:
        after = put(before, path, value)
    except SpliceError as refused:
        assert str(refused)
        return
    found = find(read_tree(after.removeprefix("\ufeff")), path)
    assert found is not None
    assert found.beyond == ()
    node = found.entry.value
    assert not isinstance(node, Scalar) or node.text.split() == value.split()


_RELATIONS = '<R><Relationship Id="rId1" Target="worksheets/a.xml"/><Relationship Id="rId2" Target="{}"/></R>'
_BOOK = '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/>{}</sheets></workbook>'
_SHEET = '<worksheet xmlns="m"><sheetData>{}</sheetData></worksheet>'


def workbook(data: bytes) -> None:
    """Open a workbook with one damaged part, or damaged bytes, as an extract and as a collection."""
    kind, words = (data[0] % 6, spoken(data[1:], XML)) if data else (0, "")
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(words if kind == 1 else "x"),
        "xl/workbook.xml": _BOOK.format(words if kind == 2 else '<sheet name="_rapport" r:id="rId1"/>'),
        "xl/sharedStrings.xml": f"<sst>{words if kind == 3 else '<si><t>Ansvar</t></si>'}</sst>",
        "xl/worksheets/a.xml": _SHEET.format(words if kind in (0, 4) else '<row><c t="s"><v>0</v></c></row>'),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, text in parts.items():
            package.writestr(name, text.encode("utf-8", errors="replace"))
    content = buffer.getvalue()
    if kind == 5:
        damaged = bytearray(content)
        for place, byte in zip(data[1::2], data[2::2], strict=False):
            damaged[(place * 13) % len(damaged)] = byte
        content = bytes(damaged)
    _as_extract(content)
    try:
        read_workbook("ifylld.xlsx", content)
    except ForeignFileError as refused:
        assert str(refused)


def _as_extract(content: bytes) -> None:
    try:
        book = open_workbook(content)
        for name in book.sheets:
            for row in sheet_rows(book, name):
                for cell in row.cells:
                    code_text(cell)
                    for read in (parse_amount, parse_month):
                        _told(read, cell)
    except NotAWorkbookError:
        pass


def _told(read: Callable[..., object], cell: object) -> None:
    try:
        read(cell)
    except UnreadableError as refused:
        assert str(refused)


@cache
def _look() -> tuple[dict[str, bytes], list[str]]:
    parts = unpacked((SHIPPED / "rapport.docx").read_bytes())
    return parts, sorted(name for name in parts if name.endswith((".xml", ".rels")))


def look(data: bytes) -> None:
    """Use a Word template with one part damaged: tags taken away, doubled, or changed."""
    parts, names = _look()
    name = names[data[0] % len(names)] if data else names[0]
    pieces = parts[name].decode().split("<")
    for place, deed in zip(data[1::2], data[2::2], strict=False):
        at = (place * 251 + deed) % len(pieces)
        if deed % 4 == 0:
            del pieces[at : at + 1 + deed // 16]
        elif deed % 4 == 1:
            pieces.insert(at, pieces[at])
        elif deed % 4 == 2:
            pieces[at] = pieces[at][: deed // 4] + chr(place) + pieces[at][deed // 4 + 1 :]
        else:
            pieces = pieces[: at + 1]
        pieces = pieces or [""]
    template = packed({**parts, name: "<".join(pieces).encode()})
    document = Document(
        Cover("T", "", "Granviks kommun", "Nämnden"), to_blocks("# A\n\n- b\n", Markers()), "2031-05-01"
    )
    for use in (shortcomings, lambda content, _: write_word(document, content)):
        with suppress(TemplateError):
            use(template, {})


@cache
def _ledger_project() -> Path:
    root = _scratch() / "huvudbok"
    return write_files(
        {"år.yaml": YEAR, "ekonomi.yaml": ECONOMY, "underlag.yaml": MAPPING, "T1/utfall.yaml": ""}, root
    )


def sie(data: bytes) -> None:
    """Import SIE 4, or a table as text, into a project."""
    words = spoken(data[1:], LEDGER)
    name, content = ("bok.se", "#FLAGGA 0\n#PSALDO 0 203101 5010 {} 1\n" + words) if data and data[0] % 2 else (
        "bok.csv", ";".join(HEADINGS) + "\n" + words
    )  # fmt: skip
    if data and data[0] > 127:
        content = words
    raw = data[1:] if data and data[0] > 250 else content.encode("utf-8", errors="replace")
    root = _ledger_project()
    year = read_project(root).project.years[2031]
    result = import_ledger(year, PERIOD, period_files(root, PERIOD, {}), name, raw)
    for finding in result.findings:
        assert format_diagnostic(finding)


_MEASURED = "kolada: {kommun: 9999, jämför: {Riket: 0000}}\nmål: {a: {nivå: mål, namn: A, indikatorer: {b: {namn: B, kolada: U30453, enhet: '%'}}}}\n"


@cache
def _kolada_project() -> Path:
    files = {"år.yaml": SMALL["år.yaml"], "mål.yaml": _MEASURED, "T1/utfall.yaml": "utfall: {b: 3 %}\n"}
    return write_files(files, _scratch() / "kolada")


def kolada(data: bytes) -> None:
    """Take an answer of Kolada's into a project."""
    text = spoken(data[1:], JSON)
    if data and data[0] % 2:
        text = '{"values":[{"kpi":"U30453","municipality":"9999","period":2030,"values":[' + text + "]}]}"
    try:
        found = saved_snapshot(text if data and data[0] < 250 else data)
    except KoladaError as refused:
        assert str(refused)
        return
    year = read_project(_kolada_project()).project.years[2031]
    assert year.plan.kolada
    fetched = take_in(year, PERIOD, found, year.plan.kolada, TODAY)
    for finding in fetched.findings:
        assert format_diagnostic(finding)


warnings.simplefilter("ignore")  # openpyxl tells what it leaves out of files that it is to write

TARGETS: dict[str, Callable[[bytes], None]] = {
    "notation": notation,
    "reading": reading,
    "project": project,
    "texts": texts,
    "splicing": splicing,
    "workbook": workbook,
    "look": look,
    "sie": sie,
    "kolada": kolada,
}
