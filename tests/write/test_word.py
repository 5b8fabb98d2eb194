"""The Word writer: what a secretary, a screen reader and Word itself find in the file."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from sample_document import economy_table, goal_table, long_table, month_table, report, risk_table, words

from rapport.compose.document import (
    BulletList,
    Contents,
    Cover,
    Document,
    Heading,
    Item,
    Landscape,
    Paragraph,
    Role,
    TableBlock,
    Text,
)
from rapport.tables.cell import Cell, Column, Kind, Row, RowKind, Table, Tone
from rapport.write import palette
from rapport.write.word import TemplateError, bookmarks, write_word
from rapport.write.word_package import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rapport.compose.document import Block

Element = Any
"""An element of lxml, which has no types of its own here."""

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "rapport.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W.strip("{}")}


def part(file: bytes, name: str = "word/document.xml") -> Element:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return etree.fromstring(package.read(name))


def raw(file: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return package.read(name).decode()


def written(
    *blocks: Block, template: bytes = TEMPLATE, pages: Mapping[str, int] | None = None, **cover: Any
) -> bytes:
    front = {
        "title": "Månadsrapport",
        "subtitle": "mars 2031",
        "municipality": "Norrhamn",
        "organ": "Nämnden",
    }
    return write_word(Document(Cover(**{**front, **cover}), tuple(blocks), "2031-04-10"), template, pages)


def text_of(element: Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    runs = (found for run in element.iter(f"{W}r") for found in run)
    return "".join(found.text or "" if found.tag == f"{W}t" else signs.get(found.tag, "") for found in runs)


def style_of(paragraph: Element) -> str:
    return str(paragraph.find("w:pPr/w:pStyle", NAMES).get(f"{W}val"))


def paragraphs(file: bytes, style: str) -> list[str]:
    return [text_of(found) for found in part(file).iter(f"{W}p") if style_of(found) == style]


def row_cells(file: bytes, table: int = 0) -> list[list[str]]:
    rows = list(part(file).iter(f"{W}tbl"))[table].findall("w:tr", NAMES)
    return [[text_of(cell) for cell in row.findall("w:tc", NAMES)] for row in rows]


def cell(file: bytes, row: int, column: int, table: int = 0) -> Element:
    return list(part(file).iter(f"{W}tbl"))[table].findall("w:tr", NAMES)[row].findall("w:tc", NAMES)[column]


def fill_of(found: Element) -> str | None:
    shade = found.find("w:tcPr/w:shd", NAMES)
    return None if shade is None else shade.get(f"{W}fill")


def chip_fill(file: bytes, found: Element) -> str | None:
    """Return the colour behind a rating's word: its paragraph style shades it."""
    wanted = style_of(found.find("w:p", NAMES))
    styles = part(file, "word/styles.xml").iter(f"{W}style")
    shade = next(style for style in styles if style.get(f"{W}styleId") == wanted).find("w:pPr/w:shd", NAMES)
    return None if shade is None else shade.get(f"{W}fill")


def problems(file: bytes, folder: Path) -> list[str]:
    path = folder / "rapport.docx"
    path.write_bytes(file)
    # these findings about a part that we don't touch are noise in python-docx's own template
    return [
        str(error)
        for error in OpenXmlValidator().validate(str(path)).errors
        if "stylesWithEffects" not in str(error)
    ]


@pytest.fixture(scope="module")
def rich() -> bytes:
    document = report()
    pages = {anchor: place for place, anchor in enumerate(bookmarks(document), 3)}
    return write_word(document, TEMPLATE, pages)


# --- the file --------------------------------------------------------------------------------------------


def test_a_rich_report_is_valid(rich: bytes, tmp_path: Path) -> None:
    assert problems(rich, tmp_path) == []


def test_the_prepared_template_is_valid(tmp_path: Path) -> None:
    assert problems(TEMPLATE, tmp_path) == []


def test_the_prepared_template_is_what_the_tool_builds() -> None:
    code = (
        "import importlib.util, sys\n"
        "spec = importlib.util.spec_from_file_location('tool', 'tools/build_word_template.py')\n"
        "tool = importlib.util.module_from_spec(spec); spec.loader.exec_module(tool)\n"
        "sys.stdout.buffer.write(tool.template())"
    )
    built = output_of(code)
    with zipfile.ZipFile(io.BytesIO(built)) as new, zipfile.ZipFile(io.BytesIO(TEMPLATE)) as kept:
        assert new.namelist() == kept.namelist()
        for name in new.namelist():
            assert new.read(name) == kept.read(name), f"{name}: run tools/build_word_template.py"


def output_of(code: str, **environment: str) -> bytes:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "write")])
    done = subprocess.run(  # noqa: S603 - runs this test's own code
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, **environment},
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_another_process_clock_zone_and_hash_seed_give_the_same_bytes(rich: bytes) -> None:
    code = (
        "import sys; from pathlib import Path; from sample_document import report;"
        "from rapport.write.word import bookmarks, write_word; document = report();"
        "pages = {anchor: place for place, anchor in enumerate(bookmarks(document), 3)};"
        "sys.stdout.buffer.write(write_word(document, Path('templates/rapport.docx').read_bytes(), pages))"
    )
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Adak")):
        assert output_of(code, PYTHONHASHSEED=seed, TZ=zone) == rich


def test_writing_imports_no_word_library() -> None:
    code = "import sys, rapport.write.word; print([n for n in ('docx', 'lxml', 'openpyxl', 'xlsxwriter') if n in sys.modules])"
    assert output_of(code).decode().strip() == "[]"


def test_the_properties_say_title_language_and_the_documents_own_date() -> None:
    core = raw(written(title="Delårsrapport 1\n& bilagor"), "docProps/core.xml")
    assert "<dc:title>Delårsrapport 1 &amp; bilagor</dc:title>" in core
    assert "<dc:language>sv-SE</dc:language>" in core
    assert core.count("2031-04-10T00:00:00Z") == 2


def test_an_undated_document_never_gets_the_date_of_today() -> None:
    file = write_word(Document(Cover("Rapport", "", "Norrhamn", "Nämnden"), ()), TEMPLATE)
    assert raw(file, "docProps/core.xml").count("1980-01-01T00:00:00Z") == 2


def test_all_text_is_swedish_and_word_runs_in_its_present_mode(rich: bytes) -> None:
    assert 'w:lang w:val="sv-SE"' in raw(rich, "word/styles.xml")
    settings = raw(rich, "word/settings.xml")
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings
    )
    assert "updateFields" not in settings
    assert "w:dirty" not in raw(rich, "word/document.xml")


def test_there_is_no_empty_paragraph_and_no_empty_cell(rich: bytes) -> None:
    story = part(rich)
    empty = [style_of(found) for found in story.iter(f"{W}p") if not text_of(found).strip()]
    # the one that Word demands after a table without notes or description that ends the document
    assert empty == ["RapportAvslut"]
    assert all(text_of(found).strip() for found in story.iter(f"{W}tc"))


# --- text ------------------------------------------------------------------------------------------------


def test_signs_of_xml_and_control_characters_are_harmless(tmp_path: Path) -> None:
    file = written(Paragraph(words('Kultur & fritid <b> "x" ]]> \x00\x0b\ud800\uffff slut ')))
    assert paragraphs(file, "BodyText") == ['Kultur & fritid <b> "x" ]]>  slut ']
    assert problems(file, tmp_path) == []


def test_spaces_at_the_ends_of_a_run_are_kept() -> None:
    file = written(Paragraph((Text("en "), Text("fet", bold=True), Text(" text"))))
    assert paragraphs(file, "BodyText") == ["en fet text"]
    runs = [found for found in part(file).iter(f"{W}t") if found.text in {"en ", " text"}]
    assert all(found.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" for found in runs)
    assert len(runs) == 2


def test_a_line_feed_is_a_manual_line_break() -> None:
    assert paragraphs(written(title="Delårsrapport\n2031"), "Title") == ["Delårsrapport\n2031"]


@pytest.mark.parametrize(
    ("role", "style"),
    [
        (Role.BODY, "BodyText"),
        (Role.LEAD, "RapportIngress"),
        (Role.NOTE, "RapportFaktaruta"),
        (Role.SOURCE, "RapportKalla"),
        (Role.QUOTE, "Quote"),
    ],
)
def test_each_role_of_a_paragraph_has_a_style(role: Role, style: str) -> None:
    assert paragraphs(written(Paragraph(words("Text."), role)), style) == ["Text."]


def test_a_paragraph_without_text_is_left_out() -> None:
    file = written(Paragraph(()), Paragraph(words("")), BulletList(()), Paragraph(words("Text.")))
    assert paragraphs(file, "BodyText") == ["Text."]


def test_a_link_within_the_document_meets_its_heading_and_a_dead_one_is_only_text() -> None:
    file = written(
        Heading(1, "Ekonomi", "ekonomi"),
        Paragraph((Text("se", link="#ekonomi"), Text(" och "), Text("borta", link="#finns-inte"))),
    )
    links = list(part(file).iter(f"{W}hyperlink"))
    assert [(text_of(link), link.get(f"{W}anchor")) for link in links] == [("se", "_Toc100000001")]
    assert [found.get(f"{W}name") for found in part(file).iter(f"{W}bookmarkStart")] == ["_Toc100000001"]


def test_an_outside_address_is_related_once_and_escaped() -> None:
    link = Text("webben", link="https://norrhamn.example/å?a=1&b=<2>")
    file = written(Paragraph((link, link)))
    relations = raw(file, "word/_rels/document.xml.rels")
    assert relations.count("https://norrhamn.example/%C3%A5?a=1&amp;b=%3C2%3E") == 1
    assert len(list(part(file).iter(f"{W}hyperlink"))) == 2


# --- cover, contents, headings ---------------------------------------------------------------------------


def test_the_cover_says_who_what_and_when() -> None:
    file = written(
        municipality="Norrhamns kommun",
        organ="Kultur- och fritidsnämnden",
        motto="Plats för alla",
        facts=(("Datum", "2031-04-10"), ("Diarienummer", "KFN 2031/42"), ("Handläggare", "")),
    )
    assert paragraphs(file, "RapportOmslagkommun") == ["Norrhamns kommun"]
    assert paragraphs(file, "RapportOmslagnamnd") == ["Kultur- och fritidsnämnden"]
    assert paragraphs(file, "RapportOmslagmotto") == ["Plats för alla"]
    assert paragraphs(file, "RapportOmslaguppgift") == ["Datum\t2031-04-10", "Diarienummer\tKFN 2031/42"]


def test_what_the_cover_does_not_say_leaves_no_paragraph() -> None:
    file = written(subtitle="", motto="", scope="")
    for style in ("Subtitle", "RapportOmslagmotto", "RapportOmslagomfattning", "RapportOmslaguppgift"):
        assert paragraphs(file, style) == []
    assert "rapport." not in raw(file, "word/document.xml")


def test_header_and_footer_say_title_committee_municipality_date_and_page() -> None:
    file = written(title="Månadsrapport\nmars", organ="Fritidsnämnden", municipality="Norrhamns kommun")
    assert text_of(part(file, "word/header1.xml")) == "Månadsrapport mars\tFritidsnämnden"
    assert text_of(part(file, "word/footer1.xml")) == "Norrhamns kommun · 2031-04-10\tSida 2 av 2"


def test_the_first_page_has_no_header_and_the_text_starts_on_the_next() -> None:
    story = part(written(Paragraph(words("Text."))))
    assert story.find(".//w:sectPr/w:titlePg", NAMES) is not None
    first = next(found for found in story.iter(f"{W}p") if text_of(found) == "Text.")
    assert first.find("w:pPr/w:pageBreakBefore", NAMES) is not None


def test_headings_are_real_headings_and_open_a_page_when_told_to() -> None:
    file = written(
        *(Heading(level, f"Nivå {level}", f"n{level}", new_page=level == 3) for level in (1, 2, 3, 4))
    )
    found = [paragraph for paragraph in part(file).iter(f"{W}p") if style_of(paragraph).startswith("Heading")]
    assert [style_of(paragraph) for paragraph in found] == ["Heading1", "Heading2", "Heading3", "Heading4"]
    marks = [paragraph.find("w:pPr/w:pageBreakBefore", NAMES) for paragraph in found]
    opens = [mark is not None and mark.get(f"{W}val") != "0" for mark in marks]
    assert opens == [True, False, True, False], "the first text after the cover opens a page as well"
    named = [
        paragraph.style
        for paragraph in docx.Document(io.BytesIO(file)).paragraphs
        if "Nivå" in paragraph.text
    ]
    assert next(style.name for style in named if style is not None) == "Heading 1"


CHAPTERS = (
    Contents(depth=2),
    Heading(1, "Sammanfattning", "s"),
    Heading(2, "Viktiga\nhändelser", "v"),
    Heading(3, "Detaljer", "d"),
)


def entries(file: bytes) -> list[tuple[str, str]]:
    found = [paragraph for paragraph in part(file).iter(f"{W}p") if style_of(paragraph).startswith("TOC")]
    return [(style_of(paragraph), text_of(paragraph)) for paragraph in found]


def test_the_contents_are_filled_in_down_to_their_depth() -> None:
    file = written(*CHAPTERS, pages={"s": 3, "v": 4})
    assert entries(file) == [
        ("TOCHeading", "Innehåll"),
        ("TOC1", "Sammanfattning\t3"),
        ("TOC2", "Viktiga händelser\t4"),
    ]
    codes = [found.text.strip() for found in part(file).iter(f"{W}instrText")]
    assert codes == ['TOC \\o "1-2" \\h \\z \\u', "PAGEREF _Toc100000001 \\h", "PAGEREF _Toc100000002 \\h"]


def test_a_page_that_is_not_known_is_left_out_with_its_dots() -> None:
    file = written(*CHAPTERS, pages={"s": 3})
    assert entries(file)[1:] == [("TOC1", "Sammanfattning\t3"), ("TOC2", "Viktiga händelser\t")]
    unknown = next(found for found in part(file).iter(f"{W}p") if style_of(found) == "TOC2")
    assert unknown.find("w:pPr/w:tabs/w:tab", NAMES).get(f"{W}leader") is None


def test_fields_begin_and_end_in_pairs(rich: bytes) -> None:
    depth = 0
    for found in part(rich).iter(f"{W}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[found.get(f"{W}fldCharType")]
        assert depth >= 0
    assert depth == 0


def test_contents_without_headings_are_only_a_title() -> None:
    file = written(Contents(), Paragraph(words("Kort.")))
    assert entries(file) == [("TOCHeading", "Innehåll")]


# --- lists -----------------------------------------------------------------------------------------------


def nested(depth: int, *, ordered: bool = False) -> BulletList:
    children = (nested(depth - 1, ordered=ordered),) if depth > 1 else ()
    return BulletList((Item(words(f"punkt {depth}"), children),), ordered)


def test_bullets_nest_by_style_and_no_deeper_than_three() -> None:
    file = written(nested(4))
    styles = [style_of(found) for found in part(file).iter(f"{W}p") if text_of(found).startswith("punkt")]
    assert styles == ["ListBullet", "ListBullet2", "ListBullet3", "ListBullet3"]
    assert "•" not in raw(file, "word/document.xml")


def test_every_numbered_list_starts_at_one() -> None:
    one = BulletList((Item(words("a")), Item(words("b"))), ordered=True)
    file = written(one, Paragraph(words("Sedan")), one)
    numbers = [found.get(f"{W}val") for found in part(file).iter(f"{W}numId")]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    numbering = part(file, "word/numbering.xml")
    for number in set(numbers):
        overrides = numbering.findall(f"w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride", NAMES)
        assert [found.get(f"{W}val") for found in overrides] == ["1", "1", "1"]


def test_a_paragraph_within_an_item_follows_its_indent() -> None:
    file = written(BulletList((Item(words("punkt"), (Paragraph(words("mer")),)),)))
    assert paragraphs(file, "ListContinue") == ["mer"]


# --- tables ----------------------------------------------------------------------------------------------


def one_column(*rows: Row) -> Table:
    return Table("t", "Tabell", (Column("a", "Namn", Kind.TEXT), Column("b", "Värde")), rows)


def item(name: str, value: str = "1", **more: Any) -> Row:
    return Row(name, (Cell(name), Cell(value)), **more)


def test_a_table_has_a_counted_caption_and_words_for_those_who_cannot_see_it() -> None:
    file = written(TableBlock(goal_table(), 7))
    assert paragraphs(file, "Caption") == ["Tabell 7. Nämndmål och indikatorer, januari–april 2031"]
    assert "SEQ Tabell \\* ARABIC" in raw(file, "word/document.xml")
    properties = part(file).find(".//w:tblPr", NAMES)
    assert properties.find("w:tblCaption", NAMES).get(f"{W}val") == goal_table().caption
    assert properties.find("w:tblDescription", NAMES).get(f"{W}val") == goal_table().description


def test_the_header_row_is_marked_and_no_row_splits(rich: bytes) -> None:
    for table in part(rich).iter(f"{W}tbl"):
        rows = table.findall("w:tr", NAMES)
        headers = [row.find("w:trPr/w:tblHeader", NAMES) is not None for row in rows]
        assert headers == [True] + [False] * (len(rows) - 1)
        assert all(row.find("w:trPr/w:cantSplit", NAMES) is not None for row in rows)


def test_a_committee_goal_is_a_bold_tinted_row_and_its_indicators_are_indented() -> None:
    file = written(TableBlock(goal_table(), 1))
    goal, indicator = cell(file, 1, 0), cell(file, 2, 0)
    assert style_of(goal.find("w:p", NAMES)) == "RapportTabellmal"
    assert fill_of(goal) == palette.GROUP_TINT
    assert indicator.find("w:p/w:pPr/w:ind", NAMES).get(f"{W}left") == str(palette.INDENT)
    assert fill_of(indicator) is None


def test_a_note_is_a_second_quiet_paragraph() -> None:
    first, second = cell(written(TableBlock(goal_table(), 1)), 3, 0).findall("w:p", NAMES)
    assert text_of(first).startswith("Besök i sagostunder")
    assert text_of(second) == "Filialen i Ekeby var stängd för ombyggnad i mars & april."
    assert style_of(second) == "RapportTabellkommentar"


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.PLAIN])
def test_a_rating_is_a_word_on_its_colour(tone: Tone) -> None:
    rated = Table(
        "t",
        "Bedömning",
        (Column("a", "Namn", Kind.TEXT), Column("b", "Bedömning", Kind.RATING)),
        (Row("r", (Cell("Mål"), Cell("Ordet", Kind.RATING, tone=tone, symbol="●"))),),
    )
    file = written(TableBlock(rated, 1))
    found = cell(file, 1, 1)
    assert text_of(found) == "●\u00a0Ordet"
    assert chip_fill(file, found) == palette.SHADES[tone].fill
    assert fill_of(found) is None, "a chip is no taller than its word"
    assert style_of(found.find("w:p", NAMES)).startswith("RapportBetyg")


def test_a_municipality_that_recolours_a_rating_style_gets_its_colour_in_the_cell() -> None:
    recoloured = replaced(TEMPLATE, "word/styles.xml", palette.SHADES[Tone.GOOD].fill, "00A86B")
    file = written(TableBlock(goal_table(), 1), template=recoloured)
    assert chip_fill(file, cell(file, 2, 3)) == "00A86B"


def test_an_adverse_variance_is_red_text_without_fill() -> None:
    found = cell(written(TableBlock(economy_table(), 1)), 3, 3)
    assert text_of(found) == "−240"
    assert found.find("w:p/w:r/w:rPr/w:rStyle", NAMES).get(f"{W}val") == "RapportNegativavvikelse"
    assert fill_of(found) is None


def test_figures_stand_to_the_right_and_sums_are_set_apart_by_rules() -> None:
    file = written(TableBlock(economy_table(), 1))
    assert style_of(cell(file, 2, 1).find("w:p", NAMES)) == "RapportTabellsiffra"
    total = cell(file, 9, 1)
    assert total.find("w:p/w:pPr/w:jc", NAMES).get(f"{W}val") == "right"
    assert total.find("w:tcPr/w:tcBorders/w:top", NAMES).get(f"{W}color") == palette.DEEP


def test_a_heading_row_is_one_cell_and_its_table_keeps_its_grid() -> None:
    file = written(TableBlock(economy_table(), 1))
    assert row_cells(file)[1] == ["Kultur"]
    assert cell(file, 1, 0).find("w:tcPr/w:gridSpan", NAMES).get(f"{W}val") == "6"


def test_a_heading_row_with_a_summary_keeps_it() -> None:
    rows = (Row("h", (Cell("Kultur"), Cell("3 av 4")), RowKind.HEADING), item("Bibliotek"))
    assert row_cells(written(TableBlock(one_column(*rows), 1)))[1] == ["Kultur", "3 av 4"]


def test_a_memo_row_is_indented_one_step_further() -> None:
    file = written(
        TableBlock(one_column(item("El", indent=1), item("varav nät", kind=RowKind.MEMO, indent=1)), 1)
    )
    indents = [cell(file, row, 0).find("w:p/w:pPr/w:ind", NAMES).get(f"{W}left") for row in (1, 2)]
    assert indents == [str(palette.INDENT), str(2 * palette.INDENT)]


def test_missing_is_a_dash() -> None:
    assert row_cells(written(TableBlock(one_column(Row("a", (Cell("A"), Cell()))), 1)))[1] == ["A", "–"]


def test_footnotes_are_numbered_once_and_stand_before_the_notes() -> None:
    rows = (
        item("A", footnote="Ny lokal."),
        item("B"),
        item("C", footnote="Ny lokal."),
        item("D", footnote="Vakans."),
    )
    table = Table("t", "Tabell", one_column().columns, rows, notes=("Källa: ekonomisystemet.",))
    file = written(TableBlock(table, 1))
    assert [row[0] for row in row_cells(file)[1:]] == ["A1", "B", "C1", "D2"]
    assert paragraphs(file, "RapportKalla") == ["1 Ny lokal.", "2 Vakans.", "Källa: ekonomisystemet."]


@pytest.mark.parametrize("make", [goal_table, economy_table, month_table, risk_table, long_table])
@pytest.mark.parametrize("landscape", [False, True])
def test_a_table_fills_the_text_width_exactly(make: Callable[[], Table], *, landscape: bool) -> None:
    block = TableBlock(make(), 1)
    file = written(Heading(1, "Rubrik", "r"), Landscape((block,)) if landscape else block)
    grid = [int(found.get(f"{W}w")) for found in part(file).iter(f"{W}gridCol")]
    assert sum(grid) == (palette.LANDSCAPE_WIDTH if landscape else palette.TEXT_WIDTH)
    for row in part(file).iter(f"{W}tr"):
        assert sum(int(found.get(f"{W}w")) for found in row.iter(f"{W}tcW")) == sum(grid)


def carlito(text: str, size: float) -> float:
    """Return a width by a few letters of the font, measured by hand for this test."""
    letters = {
        "r": 355,
        "b": 537,
        "e": 503,
        "t": 347,
        "s": 399,
        "m": 813,
        "a": 494,
        "k": 480,
        "n": 537,
        "d": 537,
        "A": 606,
    }
    return sum(letters[letter] for letter in text) * size * 20 / 1000


def test_a_long_word_is_never_broken_however_many_columns_share_the_page() -> None:
    word = "Arbetsmarknadsenbet"
    columns = (
        Column("namn", "Namn", Kind.TEXT),
        *(Column(f"k{place}", f"Kol {place}") for place in range(9)),
    )
    rows = (Row("r", (Cell(word), *(Cell("−123\u00a0456") for _ in range(9)))),)
    file = written(TableBlock(Table("t", "Bred", columns, rows), 1))
    first = int(next(part(file).iter(f"{W}gridCol")).get(f"{W}w"))
    size = next(
        (int(found.get(f"{W}val")) / 2 for found in cell(file, 1, 0).iter(f"{W}sz")), palette.TABLE_SIZE
    )
    margins = [int(found.get(f"{W}w")) for found in part(file).iterfind(".//w:tblCellMar/w:left", NAMES)] or [
        85
    ]
    assert first - 2 * margins[0] >= carlito(word, size)


def test_a_comment_gets_more_room_than_figures_and_a_rating_about_21_millimetres() -> None:
    columns = (
        Column("a", "Indikator", Kind.TEXT),
        Column("b", "Utfall"),
        Column("c", "Bedömning", Kind.RATING),
        Column("d", "Kommentar", Kind.TEXT),
    )
    rows = (
        Row(
            "r",
            (
                Cell("Besök"),
                Cell("402"),
                Cell("Gul", Kind.RATING, tone=Tone.WATCH),
                Cell("En lång kommentar " * 12),
            ),
        ),
    )
    file = written(TableBlock(Table("t", "Tabell", columns, rows), 1))
    name, figure, rating, comment = (int(found.get(f"{W}w")) for found in part(file).iter(f"{W}gridCol"))
    assert comment > name
    assert comment > 3 * figure
    assert rating == pytest.approx(palette.twips(21), abs=20)


def keeps(file: bytes) -> list[bool]:
    rows = part(file).find(".//w:tbl", NAMES).findall("w:tr", NAMES)[1:]
    return [row.find("w:tc/w:p/w:pPr/w:keepNext", NAMES) is not None for row in rows]


def test_a_short_table_stays_on_one_page() -> None:
    assert keeps(written(TableBlock(one_column(*(item(name) for name in "ABCD")), 1))) == [
        True,
        True,
        True,
        False,
    ]


def test_a_long_table_may_break_but_leaves_no_single_row_behind() -> None:
    kept = keeps(written(TableBlock(long_table(30), 1)))
    assert kept == [True, *[False] * 27, True, False]


def test_a_heading_row_is_never_the_last_on_a_page() -> None:
    rows = [item(f"rad {place}") for place in range(30)]
    rows[14] = Row("h", (Cell("Grupp"), Cell(text=" ")), RowKind.HEADING)
    kept = keeps(written(TableBlock(one_column(*rows), 1)))
    assert [place for place, keep in enumerate(kept) if keep] == [0, 14, 28]


def test_a_table_without_rows_still_has_its_columns() -> None:
    assert row_cells(written(TableBlock(one_column(), 1))) == [["Namn", "Värde"]]


def test_heading_and_caption_stay_with_what_they_announce_in_any_template() -> None:
    blocks = (Heading(2, "Mål", "m"), TableBlock(one_column(item("A")), 1))
    for template in (TEMPLATE, plain_template()):
        story = part(written(*blocks, template=template))
        texts = {text_of(found): found for found in story.iter(f"{W}p")}
        for text in ("Mål", "Tabell 1. Tabell", "Namn"):
            keeps_itself = texts[text].find("w:pPr/w:keepNext", NAMES) is not None
            assert keeps_itself or style_of(texts[text]) == "RapportTabellhuvud"


def test_a_paragraph_stands_between_a_table_and_the_end_of_its_section() -> None:
    file = written(Heading(1, "A", "a"), TableBlock(one_column(item("A")), 1))
    blocks = [found.tag for found in part(file).find("w:body", NAMES)]
    assert blocks[-3:] == [f"{W}tbl", f"{W}p", f"{W}sectPr"]


def test_a_table_of_thousands_of_rows_keeps_every_row() -> None:
    assert len(row_cells(written(TableBlock(long_table(3600), 1)))) == 3601


# --- sections --------------------------------------------------------------------------------------------


def section_widths(file: bytes) -> list[tuple[str, bool]]:
    found = part(file).iter(f"{W}sectPr")
    return [
        (one.find("w:pgSz", NAMES).get(f"{W}orient", "portrait"), one.find("w:titlePg", NAMES) is not None)
        for one in found
    ]


def test_landscape_blocks_stand_in_a_section_of_their_own_with_their_own_header() -> None:
    file = written(
        Heading(1, "A", "a"),
        Paragraph(words("Text.")),
        Landscape((TableBlock(month_table(), 1),)),
        Paragraph(words("Slut.")),
    )
    assert section_widths(file) == [("portrait", True), ("landscape", False), ("portrait", False)]
    headers = [one.find("w:headerReference", NAMES).values()[-1] for one in part(file).iter(f"{W}sectPr")]
    assert headers[0] == headers[2] != headers[1]


def test_a_heading_follows_its_landscape_table() -> None:
    file = written(
        Paragraph(words("Text.")), Heading(1, "Månader", "m"), Landscape((TableBlock(month_table(), 1),))
    )
    body = list(part(file).find("w:body", NAMES))
    breaks = [place for place, block in enumerate(body) if block.find("w:pPr/w:sectPr", NAMES) is not None]
    heading = next(
        place for place, block in enumerate(body) if block.tag == f"{W}p" and text_of(block) == "Månader"
    )
    assert heading == breaks[-1] + 1
    assert section_widths(file)[-1] == ("landscape", False)


def test_two_landscape_blocks_in_a_row_share_a_section() -> None:
    block = Landscape((TableBlock(month_table(), 1),))
    assert [kind for kind, _ in section_widths(written(Paragraph(words("A")), block, block))] == [
        "portrait",
        "landscape",
    ]


# --- a municipality's own template -----------------------------------------------------------------------


def replaced(template: bytes, name: str, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(target, "w") as package:
        for entry in source.namelist():
            content = source.read(entry)
            package.writestr(entry, content.decode().replace(old, new).encode() if entry == name else content)
    return target.getvalue()


def plain_template() -> bytes:
    """Return a Word file that knows nothing of us: other styles, other language, text of its own."""
    document = docx.Document()
    document.add_paragraph("Text som inte hör hit")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_template_that_knows_nothing_of_us_gives_a_valid_complete_report(tmp_path: Path) -> None:
    file = write_word(report(), plain_template())
    assert problems(file, tmp_path) == []
    assert "Text som inte hör hit" not in raw(file, "word/document.xml")
    assert paragraphs(file, "Title") == ["Delårsrapport 1\nkultur- och fritidsnämnden 2031"]
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"', raw(file, "word/document.xml")))
    known = {found.get(f"{W}styleId") for found in part(file, "word/styles.xml").iter(f"{W}style")}
    assert used <= known
    assert 'w:lang w:val="sv-SE"' in raw(file, "word/styles.xml")


def test_styles_are_found_by_name_whatever_their_identifier_is() -> None:
    swedish = TEMPLATE
    for old, new in (
        ('w:styleId="Heading1"', 'w:styleId="Rubrik1"'),
        ('w:val="heading 1"', 'w:val="Heading 1"'),
    ):
        swedish = replaced(swedish, "word/styles.xml", old, new)
    file = written(Heading(1, "Ekonomi", "e"), template=swedish)
    assert paragraphs(file, "Rubrik1") == ["Ekonomi"]


def rewritten(template: bytes, *, leave_out: str = "", **changes: Callable[[str], str]) -> bytes:
    """Return a template with parts changed, named by their last word, and one left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as source, zipfile.ZipFile(target, "w") as package:
        for entry in source.namelist():
            change = changes.get(Path(entry.replace("[Content_Types]", "types")).name.split(".")[0], str)
            if entry != leave_out:
                package.writestr(entry, change(source.read(entry).decode()))
    return target.getvalue()


def listless_template(*, with_part: bool) -> bytes:
    """Return a template that has never seen a list: no list styles, no lists in its numbering part or no such part."""

    def without_styles(xml: str) -> str:
        return re.sub(r'<w:style [^>]*w:styleId="List(?:Bullet|Number)\d?">.*?</w:style>', "", xml)

    def emptied(xml: str) -> str:
        return re.sub(r"(<w:numbering[^>]*)>.*", r"\1/>", xml, flags=re.DOTALL)

    if with_part:
        return rewritten(TEMPLATE, styles=without_styles, numbering=emptied)
    return rewritten(
        TEMPLATE,
        leave_out="word/numbering.xml",
        styles=without_styles,
        types=lambda xml: re.sub(r'<Override PartName="/word/numbering.xml"[^>]*/>', "", xml),
        document=lambda xml: re.sub(r'<Relationship [^>]*Target="numbering.xml"/>', "", xml),
    )


@pytest.mark.parametrize("with_part", [True, False])
def test_a_template_without_lists_gets_ours(tmp_path: Path, *, with_part: bool) -> None:
    file = written(nested(3), nested(3, ordered=True), template=listless_template(with_part=with_part))
    assert problems(file, tmp_path) == []
    styles, numbering = part(file, "word/styles.xml"), part(file, "word/numbering.xml")
    for style, form in (("ListBullet2", "bullet"), ("ListNumber", "decimal")):
        number = styles.find(f"w:style[@w:styleId='{style}']/w:pPr/w:numPr/w:numId", NAMES).get(f"{W}val")
        definition = numbering.find(f"w:num[@w:numId='{number}']/w:abstractNumId", NAMES).get(f"{W}val")
        level = numbering.find(f"w:abstractNum[@w:abstractNumId='{definition}']/w:lvl", NAMES)
        assert level.find("w:numFmt", NAMES).get(f"{W}val") == form


def test_a_list_style_without_numbering_of_its_own_still_gives_a_list(tmp_path: Path) -> None:
    bare = rewritten(TEMPLATE, styles=lambda xml: re.sub(r"<w:numPr>.*?</w:numPr>", "", xml))
    file = written(nested(1), nested(1, ordered=True), template=bare)
    assert problems(file, tmp_path) == []
    points = [found for found in part(file).iter(f"{W}p") if text_of(found) == "punkt 1"]
    assert [found.find("w:pPr/w:numPr", NAMES) is not None for found in points] == [True, True]


def test_a_template_with_a_cover_but_no_place_for_the_body_gets_it_last() -> None:
    placeless = replaced(TEMPLATE, "word/document.xml", '"rapport.innehall"', '"annat"')
    file = written(Paragraph(words("Text.")), template=placeless)
    body = part(file).find("w:body", NAMES)
    assert text_of(body[-2]) == "Text."
    assert body[-1].tag == f"{W}sectPr"


def test_a_control_around_a_whole_paragraph_keeps_the_look_of_the_paragraph() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="rapport.organ"/></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="Quote"/>'
        "</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Klicka här</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    file = written(
        template=replaced(TEMPLATE, "word/document.xml", "<w:body>", f"<w:body>{control}"), organ="Nämnden"
    )
    assert paragraphs(file, "Quote") == ["Nämnden"]
    assert part(file).find("w:body/w:p/w:r/w:rPr/w:b", NAMES) is not None


def test_macros_locks_and_ties_to_other_files_stay_behind() -> None:
    tied = rewritten(
        TEMPLATE,
        settings=lambda xml: xml.replace(
            '<w:zoom w:percent="100"/>',
            '<w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1" xmlns:r="urn:x"/><w:documentProtection w:edit="readOnly"/>',
        ),
        types=lambda xml: xml.replace(
            "</Types>",
            '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ).replace(f"{PARTS}.document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
    )
    file = written(template=tied)
    settings, types = raw(file, "word/settings.xml"), raw(file, "[Content_Types].xml")
    assert "attachedTemplate" not in settings
    assert "documentProtection" not in settings
    assert "w:defaultTabStop" in settings
    assert "vbaProject" not in types
    assert f"{PARTS}.document.main+xml" in types


def test_a_dotx_becomes_a_document() -> None:
    dotx = replaced(TEMPLATE, "[Content_Types].xml", "document.main+xml", "template.main+xml")
    assert "document.main+xml" in raw(written(template=dotx), "[Content_Types].xml")


def test_what_a_municipality_puts_on_its_cover_stays() -> None:
    own = replaced(
        TEMPLATE,
        "word/document.xml",
        "<w:body>",
        '<w:body><w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr><w:r><w:t>Eget ord</w:t></w:r></w:p>',
    )
    assert paragraphs(written(template=own), "Quote") == ["Eget ord"]


@pytest.mark.parametrize("content", [b"", b"inte en zip"])
def test_something_else_than_a_word_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(TemplateError, match=r"inte en \.docx-fil"):
        written(template=content)


def test_a_zip_that_is_no_document_says_what_it_lacks() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(TemplateError, match=r"saknar word/document\.xml"):
        written(template=target.getvalue())
