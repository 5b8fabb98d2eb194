"""How a Word document falls on its pages: what stays together, what fills its cell, and what refers to what."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample_document import GREEN, RED, long_table, words

from rapport.compose.document import (
    BulletList,
    Cover,
    Document,
    Heading,
    Item,
    Paragraph,
    Role,
    TableBlock,
    Text,
)
from rapport.tables.cell import EMPTY, Cell, Column, Kind, Row, RowKind, Table
from rapport.write.word import write_word

if TYPE_CHECKING:
    from rapport.compose.document import Block
    from rapport.write.word_look import Look

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "rapport.docx").read_bytes()
LONG = "En punkt som är så lång att den tar flera rader på sidan. " * 4


def story(*blocks: Block) -> str:
    file = write_word(Document(Cover("Rapport", "", "Norrhamn", "Nämnden"), blocks, "2031-04-10"), TEMPLATE)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return str(package.read("word/document.xml"), "utf-8")


def paragraph_of(text: str, xml: str) -> str:
    return str(next(found for found in re.findall(r"<w:p>.*?</w:p>", xml) if text in found))


def keeps(text: str, xml: str) -> bool:
    return "<w:keepNext/>" in paragraph_of(text, xml)


def bullets(*texts: str) -> BulletList:
    return BulletList(tuple(Item(words(text)) for text in texts))


# --- what stays together ---------------------------------------------------------------------------------


def test_a_short_point_is_not_alone_at_the_foot_or_the_head_of_a_page() -> None:
    xml = story(bullets("ett", "två", "tre", "fyra"))
    assert [keeps(text, xml) for text in ("ett", "två", "tre", "fyra")] == [True, False, True, False]


def test_long_points_may_stand_alone() -> None:
    xml = story(bullets(f"A {LONG}", f"B {LONG}", f"C {LONG}"), Paragraph(words(LONG * 4)))
    assert [keeps(f"{letter} En", xml) for letter in "ABC"] == [False, False, False]


def test_what_leads_to_a_list_stays_with_it() -> None:
    xml = story(Paragraph(words("Det beror på:")), bullets("ett"), Paragraph(words("Slut.")), bullets("två"))
    assert keeps("Det beror på:", xml)
    assert not keeps("Slut.", xml)


def test_a_bold_line_is_a_heading_to_what_follows() -> None:
    xml = story(Paragraph((Text("Vuxen −2,3 Mkr", bold=True),)), Paragraph(words("Färre platser.")))
    assert keeps("Vuxen", xml)


def test_the_note_that_opens_a_chapter_is_not_left_behind_by_its_first_heading() -> None:
    note = Paragraph(words("Så sätts bedömningen. " * 20), Role.NOTE)
    chapter, part = Heading(1, "Mål", "m"), Heading(2, "Ekonomi", "e")
    assert keeps("Så sätts", story(chapter, note, part))
    assert not keeps("Så sätts", story(part, note, Heading(3, "Del", "d")))


def test_a_chain_of_headings_and_texts_may_break() -> None:
    text = Paragraph(words("Villkoren är goda."))
    assert not keeps("Villkoren", story(Heading(2, "A", "a"), text, Heading(3, "B", "b")))


def test_the_last_lines_of_a_chapter_are_not_lost_on_a_page_of_their_own() -> None:
    texts = [Paragraph(words(f"Stycke {place}.")) for place in range(12)]
    chapter = Heading(1, "Nästa", "n", new_page=True)
    xml = story(*texts, chapter, Paragraph(words("Slut.")))
    assert [place for place in range(12) if keeps(f"Stycke {place}.", xml)] == [4, 5, 6, 7, 8, 9, 10]


def test_a_long_last_text_may_break() -> None:
    texts = [Paragraph(words(f"{place}: {LONG * 3}")) for place in range(12)]
    assert not any(keeps(f"{place}: En", story(*texts)) for place in range(12))


def test_notes_below_a_table_stay_together() -> None:
    table = long_table(3)
    xml = story(TableBlock(Table("t", "T", table.columns, table.rows, ("Not ett.", "Not två.")), 1))
    assert keeps("Not ett.", xml)
    assert not keeps("Not två.", xml)


# --- cells -----------------------------------------------------------------------------------------------


def risk_matrix(*, rated: bool = True) -> str:
    columns = (
        Column("s", "Sannolikhet", Kind.TEXT),
        *(Column(str(k), str(k), Kind.RATING) for k in range(4)),
    )
    cells = (GREEN, GREEN, RED, RED if rated else Cell("–"))
    return story(TableBlock(Table("m", "Matris", columns, (Row("1", (Cell("1"), *cells)),)), 1))


def test_squares_side_by_side_fill_their_cells() -> None:
    fills = re.findall(r'<w:tcPr>(?:(?!</w:tcPr>).)*w:fill="(5DB075|B3261E)"', risk_matrix())
    assert fills == ["5DB075", "5DB075", "B3261E", "B3261E"]


def test_only_a_table_of_nothing_but_squares_has_high_rows() -> None:
    assert "<w:trHeight" in risk_matrix()
    assert "<w:trHeight" not in risk_matrix(rated=False)


def test_a_cell_that_says_nothing_is_a_dash() -> None:
    columns = (Column("a", "Mått", Kind.TEXT), Column("b", "Jan"), Column("c", "Feb"))
    xml = story(TableBlock(Table("t", "T", columns, (Row("r", (Cell("Ärenden"), Cell("3"), EMPTY)),)), 1))
    assert re.findall(r"<w:t>([^<]*)</w:t>", xml)[-3:] == ["Ärenden", "3", "–"]


@pytest.mark.parametrize("kind", [RowKind.HEADING, RowKind.GROUP])
def test_a_row_that_opens_a_group_reaches_to_its_next_word(kind: RowKind) -> None:
    columns = tuple(Column(key, key, Kind.TEXT) for key in "abcd")
    rows = (Row("g", (Cell("Risk"), EMPTY, EMPTY, Cell("1 av 1")), kind), Row("r", (Cell("x"),) * 4))
    xml = story(TableBlock(Table("t", "T", columns, rows), 1))
    assert re.findall(r'<w:gridSpan w:val="(\d)"/>', xml) == ["3"]


def test_the_column_that_says_most_is_widest() -> None:
    columns = (
        Column("a", "Uppdrag", Kind.TEXT),
        Column("b", "Givare", Kind.TEXT),
        Column("c", "Status", Kind.TEXT),
    )
    rows = tuple(
        Row(str(k), (Cell(LONG), Cell("Kommunfullmäktige i kommunplanen"), Cell("Pågår"))) for k in range(4)
    )
    xml = story(TableBlock(Table("t", "T", columns, rows), 1))
    text, giver, status = (int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', xml))
    assert text > giver + status
    assert giver > status


# --- references ------------------------------------------------------------------------------------------


def referring(link: str, text: str = "tabell") -> str:
    table = Table("nettokostnad", "Nettokostnad", long_table(1).columns, long_table(1).rows)
    return story(Paragraph((Text("Se "), Text(text, link=link))), TableBlock(table, 12))


def test_a_text_refers_to_a_table_by_its_number() -> None:
    xml = referring("#tabell:nettokostnad")
    mark = "_Ref300000012"
    assert f'w:name="{mark}"' in paragraph_of("Nettokostnad", xml)
    link = re.search(r"<w:hyperlink .*?</w:hyperlink>", paragraph_of("Se ", xml))
    assert link
    assert f'w:anchor="{mark}"' in link[0]
    assert f" REF {mark} \\h " in link[0]
    assert re.findall(r"<w:t[^>]*>([^<]*)</w:t>", link[0]) == ["tabell\u00a0", "12"]


def test_a_reference_in_words_leads_to_the_table() -> None:
    xml = referring("#tabell:nettokostnad", "nettokostnaden")
    assert '<w:hyperlink w:anchor="_Ref300000012"' in xml
    assert " REF " not in xml


def test_a_reference_to_what_is_not_there_is_only_words() -> None:
    assert "<w:hyperlink" not in referring("#tabell:saknas")


# --- the shipped looks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rapport.docx", "rapport-klassisk.docx"])
def test_each_shipped_look_is_what_the_tool_builds(name: str) -> None:
    path = ROOT / "tools" / "build_word_template.py"
    spec = importlib.util.spec_from_file_location("build_word_template", path)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    look: Look = tool.LOOKS[name]
    built, kept = (
        zipfile.ZipFile(io.BytesIO(file))
        for file in (tool.template(look), (ROOT / "templates" / name).read_bytes())
    )
    assert built.namelist() == kept.namelist()
    assert [part for part in built.namelist() if built.read(part) != kept.read(part)] == []
