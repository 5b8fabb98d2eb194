"""The page for the web: what a reader, a phone, a printer and a screen reader find in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace
from sample_document import economy_table, goal_table, month_table, report, words

from rapport.compose.document import (
    BulletList,
    ChartBlock,
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
from rapport.tables.chart import Drawing, Series
from rapport.write import palette
from rapport.write.html import write_html
from rapport.write.html_table import Form, form

Element = Any
"""An element of lxml, which has no types of its own here."""

COVER = Cover("Månadsrapport", "mars 2031", "Norrhamn", "Nämnden")


def parsed(text: str) -> Element:
    return html.document_fromstring(text)


def page(*blocks: Any, **cover: Any) -> Element:
    return parsed(write_html(Document(replace(COVER, **cover), tuple(blocks), "2031-04-10")))


def only(root: Element, path: str) -> Element:
    found = root.xpath(path)
    assert len(found) == 1, f"{path} finns {len(found)} gånger"
    return found[0]


def said(element: Element) -> str:
    return " ".join(element.text_content().split())


def figures(*values: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


def chart(kind: str = "line", **more: Any) -> Drawing:
    series = (Series("2030", figures("410", "405", "399")), Series("2031", figures("398", None, "431")))
    drawn = Drawing(
        "k", "Låntagare", kind, ("Jan", "Feb", "Mar"), series, "personer", 0, "Linjediagram, låntagare."
    )
    return replace(drawn, **more)


SAMPLE = replace(report(), blocks=(*report().blocks, ChartBlock(chart(), 1), ChartBlock(chart("column"), 2)))


def test_the_page_says_its_language_its_title_and_its_date() -> None:
    root = page(title="Delårsrapport 1\nför nämnden")
    assert root.get("lang") == "sv-SE"
    assert root.findtext("head/title") == "Delårsrapport 1 för nämnden – Norrhamn"
    assert only(root, "//meta[@name='dcterms.date']").get("content") == "2031-04-10"
    assert only(root, "//meta[@name='viewport']").get("content").startswith("width=device-width")


def test_the_page_has_one_cover_one_contents_and_one_text() -> None:
    root = parsed(write_html(SAMPLE))
    assert [child.tag for child in root.find("body")] == ["a", "header", "nav", "main", "footer"]
    skip = only(root, "//a[@class='skip']")
    assert root.get_element_by_id(skip.get("href")[1:]).tag == "main"
    assert len(root.xpath("//h1")) == 1


def test_facts_on_the_cover_are_labelled() -> None:
    root = page(facts=(("Diarienummer", "KFN 2031/0042"), ("Datum", "")))
    assert [said(fact) for fact in root.xpath("//header//dt | //header//dd")] == [
        "Diarienummer",
        "KFN 2031/0042",
    ]


def test_ids_are_unique_and_every_inner_link_leads_somewhere() -> None:
    root = parsed(write_html(SAMPLE))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")}
    named = " ".join(root.xpath("//@aria-labelledby | //@aria-describedby")).split()
    assert "ekonomi" in targets
    assert targets | set(named) <= set(ids)


def test_headings_follow_the_report_one_level_below_its_title() -> None:
    root = page(Heading(1, "Ekonomi", "ekonomi"), Heading(2, "Prognos", "prognos"), Heading(6, "Not", "not"))
    assert [(one.tag, one.get("id")) for one in only(root, "//main")] == [
        ("h2", "ekonomi"),
        ("h3", "prognos"),
        ("h6", "not"),
    ]


def test_contents_are_links_in_lists_within_lists_down_to_their_depth() -> None:
    headings = (("Mål", 1), ("Barn", 2), ("Läsning", 3), ("Vuxna", 2), ("Ekonomi", 1))
    root = page(Contents("I rapporten", depth=2), *(Heading(level, text, text) for text, level in headings))
    nav = only(root, "//nav")
    assert said(root.get_element_by_id(nav.get("aria-labelledby"))) == "I rapporten"
    top = only(nav, "ol")
    assert [item.findtext("a") for item in top] == ["Mål", "Ekonomi"]
    assert top[0].xpath("ol/li/a/@href") == ["#Barn", "#Vuxna"]
    assert not nav.xpath(".//a[@href='#Läsning']")


def test_contents_whose_first_heading_lies_deepest_still_hold_every_heading() -> None:
    root = page(Heading(2, "Förord", "förord"), Heading(1, "Mål", "mål"), Heading(2, "Barn", "barn"))
    assert root.xpath("//nav//a/@href") == ["#förord", "#mål", "#barn"]
    assert root.xpath("//nav/ol/li/ol/li/a/@href") == ["#barn"]


def test_a_report_without_headings_has_no_contents() -> None:
    assert not page(Paragraph(words("Inget att rapportera."))).xpath("//nav")


def test_paragraphs_are_marked_by_what_they_are_for() -> None:
    root = page(
        Paragraph(words("Brödtext.")),
        Paragraph(words("Ingress."), Role.LEAD),
        Paragraph(words("Så bedöms målen."), Role.NOTE),
        Paragraph(words("Läsning är kul."), Role.QUOTE),
        Paragraph(()),
    )
    found = [(one.tag, one.get("class"), said(one)) for one in only(root, "//main")]
    assert found == [
        ("p", None, "Brödtext."),
        ("p", "lead", "Ingress."),
        ("p", "note", "Så bedöms målen."),
        ("blockquote", None, "Läsning är kul."),
    ]


def test_lists_are_real_lists_within_their_items() -> None:
    inner = BulletList((Item(words("se över öppettiderna")),))
    root = page(
        BulletList(
            (Item(words("Godkänna")), Item(words("Uppdra åt förvaltningen att"), (inner,))), ordered=True
        )
    )
    assert [said(item) for item in root.xpath("//main/ol/li")] == [
        "Godkänna",
        "Uppdra åt förvaltningen att se över öppettiderna",
    ]
    assert said(only(root, "//main/ol/li[2]/ul/li")) == "se över öppettiderna"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://norrhamn.example/å?a=1&b=2", "https://norrhamn.example/%C3%A5?a=1&b=2"),
        ("mailto:namnd@norrhamn.example", "mailto:namnd@norrhamn.example"),
        ("#ekonomi", "#ekonomi"),
    ],
)
def test_links_lead_to_the_web_to_mail_and_within_the_report(link: str, target: str) -> None:
    root = page(Heading(1, "Ekonomi", "ekonomi"), Paragraph((Text("här", link=link),)))
    assert root.xpath("//main//a/@href") == [target]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:x",
        "data:text/html,x",
        "file:///c:/x",
        "#saknas",
        "//x.example",
    ],
)
def test_other_links_are_only_their_words(link: str) -> None:
    root = page(Paragraph((Text("här", link=link),)))
    assert said(only(root, "//main")) == "här"
    assert not root.xpath("//main//a")


def test_text_from_the_data_is_never_markup() -> None:
    nasty = "<script>x</script> & \"citat\" 'x' ]]> \x00\x0b"
    cell = Cell(nasty, note=nasty, symbol=nasty)
    table = Table(
        nasty,
        nasty,
        (Column("a", nasty, Kind.TEXT, about=nasty),),
        (Row("r", (cell,), footnote=nasty),),
        (nasty,),
        nasty,
    )
    drawn = chart(
        caption=nasty,
        description=nasty,
        unit=nasty,
        categories=(nasty,) * 3,
        series=(Series(nasty, figures("1", "2", "3")),) * 2,
    )
    written = write_html(
        Document(
            Cover(nasty, nasty, nasty, nasty, nasty, nasty, ((nasty, nasty),)),
            (
                Heading(1, nasty, "a"),
                Paragraph((Text(nasty, bold=True),)),
                TableBlock(table, 1),
                ChartBlock(drawn, 1),
            ),
            nasty,
        )
    )
    root = parsed(written)
    assert not root.xpath("//script")
    assert "\x00" not in written
    assert "\x0b" not in written
    assert root.findtext("head/title").startswith("<script>x</script> & \"citat\" 'x' ]]>")


def test_the_page_needs_nothing_outside_itself() -> None:
    written = write_html(SAMPLE)
    root = parsed(written)
    assert not root.xpath(
        "//script | //link | //img | //iframe | //@src | //@style | //@*[starts-with(name(), 'on')]"
    )
    assert not re.search(r"url\(|@import", written)
    assert "default-src 'none'" in only(root, "//meta[@http-equiv]").get("content")


def test_the_same_report_gives_the_same_page_in_every_run() -> None:
    script = "from sample_document import report; from rapport.write.html import write_html; print(ascii(write_html(report())))"
    folder = Path(__file__).parent
    runs = [
        subprocess.run(  # noqa: S603  our own interpreter and script
            [sys.executable, "-c", script],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(folder), str(folder.parents[1])]),
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert b"</html>" in runs[0]


def test_every_cell_of_a_table_has_a_header_above_and_beside_it() -> None:
    table = only(page(TableBlock(goal_table(), 3)), "//table")
    assert said(table.find("caption")) == "Tabell 3. Nämndmål och indikatorer, januari–april 2031"
    assert [(said(head), head.get("scope")) for head in table.xpath("thead/tr/th")] == [
        ("Nämndmål och indikator", "col"),
        ("Utfall", "col"),
        ("Målvärde", "col"),
        ("Bedömning", "col"),
    ]
    rows = table.xpath("tbody/tr")
    assert len(rows) == 7
    assert all([cell.tag for cell in row] == ["th", "td", "td", "td"] for row in rows)


def test_a_goal_opens_the_group_of_its_indicators() -> None:
    table = only(page(TableBlock(goal_table(), 1)), "//table")
    groups = [[row[0].get("scope") for row in body] for body in table.findall("tbody")]
    assert groups == [["rowgroup", "row", "row"], ["rowgroup", "row", "row", "row"]]


def test_a_line_beside_the_goals_belongs_to_none_of_them() -> None:
    rows = (
        Row("g", (Cell("Mål"),), RowKind.GROUP),
        Row("i", (Cell("Indikator"),), indent=1),
        Row("x", (Cell("Utan mål"),)),
        Row("t", (Cell("Totalt"),), RowKind.TOTAL),
    )
    root = page(TableBlock(Table("t", "Mål", (Column("a", "Mål", Kind.TEXT),), rows), 1))
    assert [[said(row) for row in body] for body in root.xpath("//tbody")] == [
        ["Mål", "Indikator"],
        ["Utan mål"],
        ["Totalt"],
    ]


def test_a_heading_row_reaches_over_its_blank_cells_and_heads_its_lines() -> None:
    table = only(page(TableBlock(economy_table(), 1)), "//table")
    heading = only(table, "tbody/tr[th='Kultur']")
    assert [(cell.get("scope"), cell.get("colspan")) for cell in heading] == [("rowgroup", "6")]
    assert [said(row[0]) for row in heading.itersiblings()] == ["Bibliotek", "Musikskola1", "Summa kultur"]


def test_a_heading_row_with_a_summary_keeps_it_in_its_column() -> None:
    columns = (Column("a", "Post", Kind.TEXT), Column("b", "Budget"), Column("c", "Utfall"))
    row = Row("r", (Cell("Kultur"), Cell(text=" "), Cell(Decimal(7), Kind.NUMBER)), RowKind.HEADING)
    cells = page(TableBlock(Table("t", "Budget", columns, (row,)), 1)).xpath("//tbody/tr/*")
    assert [(cell.tag, cell.get("colspan"), said(cell)) for cell in cells] == [
        ("th", "2", "Kultur"),
        ("td", None, "7"),
    ]


def test_footnotes_are_numbered_and_linked_to_the_note_below() -> None:
    root = page(TableBlock(economy_table(), 2))
    mark = only(root, "//sup/a")
    assert (mark.text, mark.get("aria-label")) == ("1", "Fotnot 1")
    assert said(root.get_element_by_id(mark.get("href")[1:])) == "1 Varav hyra för ny lokal 180 tkr."
    assert said(root.xpath("//p[@class='source']")[-1]) == "Minustecken är nettokostnad eller underskott."


def test_a_rating_is_a_word_and_a_colour_and_a_sign_that_is_not_read_aloud() -> None:
    cell = Cell("Grön", Kind.RATING, tone=Tone.GOOD, symbol="●", note="satt för hand")
    columns = (Column("a", "Enhet", Kind.TEXT), Column("b", "Bedömning", Kind.RATING))
    root = page(TableBlock(Table("t", "Enheter", columns, (Row("r", (Cell("Simhallen"), cell)),)), 1))
    chip = only(root, "//td/span[contains(@class, 'chip')]")
    assert chip.get("class") == "chip good"
    assert chip.text_content() == "●\u00a0Grön"
    assert chip[0].get("aria-hidden") == "true"
    assert said(only(root, "//td/span[@class='note']")) == "satt för hand"


def test_every_rating_has_the_colours_of_the_palette() -> None:
    style = only(page(), "//style").text
    for tone, shade in palette.SHADES.items():
        assert f".chip.{tone} {{ background: #{shade.fill}; color: #{shade.text}; }}" in style


def test_an_adverse_figure_is_red_and_a_good_one_is_not() -> None:
    root = page(TableBlock(economy_table(), 1))
    assert {said(cell) for cell in root.xpath("//td[contains(@class, 'adverse')]")} == {
        "−240",
        "−152",
        "−210",
        "−132",
    }


def test_a_missing_value_is_a_dash_to_the_eye_and_words_to_the_ear() -> None:
    missing = only(page(TableBlock(economy_table(), 1)), "//tr[th='Simhall och ishall']/td[4]")
    assert [(part.get("aria-hidden"), part.text) for part in missing] == [
        ("true", "–"),
        (None, "inget värde"),
    ]


def test_what_a_column_means_can_be_unfolded() -> None:
    columns = (Column("a", "Post", Kind.TEXT), Column("b", "Tolerans", about="Beror på avrundning."))
    root = page(TableBlock(Table("t", "Avstämning", columns, ()), 1))
    assert said(only(root, "//details/dl")) == "ToleransBeror på avrundning."


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (goal_table(), Form.STACKED),
        (economy_table(), Form.WIDE),
        (month_table(), Form.WIDE),
        (Table("t", "Lån", (Column("a", "Filial", Kind.TEXT), Column("b", "2031")), ()), Form.NARROW),
    ],
    ids=["mål", "ekonomi", "månader", "lån"],
)
def test_a_phone_gets_tables_that_fit_cards_or_something_to_scroll(table: Table, expected: Form) -> None:
    assert form(table) is expected


def test_a_table_that_scrolls_can_be_reached_and_has_a_name() -> None:
    root = page(TableBlock(economy_table(), 4))
    region = only(root, "//div[@role='region']")
    assert region.get("tabindex") == "0"
    assert root.get_element_by_id(region.get("aria-labelledby")).tag == "caption"


def test_a_table_in_cards_is_still_a_table_and_names_every_value() -> None:
    table = only(page(TableBlock(goal_table(), 1)), "//table")
    roles = {one.tag: one.get("role") for one in table.iter() if one.get("role")}
    assert roles == {
        "table": "table",
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "th": "rowheader",
        "td": "cell",
    }
    assert {head.get("role") for head in table.xpath("thead//th")} == {"columnheader"}
    assert table.xpath("tbody[1]/tr[2]/td/@data-label") == ["Utfall", "Målvärde", "Bedömning"]


def test_landscape_pages_take_the_heading_that_announces_them() -> None:
    root = page(
        Heading(1, "Ekonomi", "ekonomi"),
        Paragraph(words("Text.")),
        Heading(1, "Månader", "månader"),
        Landscape((TableBlock(month_table(), 1),)),
        Heading(1, "Sist", "sist"),
    )
    assert [one.get("id") or one.get("class") or one.tag for one in only(root, "//main")] == [
        "ekonomi",
        "p",
        "landscape",
        "sist",
    ]
    assert [one.get("id") or one.get("class") for one in only(root, "//div[@class='landscape']")] == [
        "månader",
        "table",
    ]


def test_a_chart_is_a_picture_with_a_name_a_description_and_its_figures() -> None:
    root = page(ChartBlock(chart(), 7))
    picture = only(root, "//figure/svg")
    assert picture.get("role") == "img"
    assert said(root.get_element_by_id(picture.get("aria-labelledby"))) == "Låntagare"
    assert said(root.get_element_by_id(picture.get("aria-describedby"))) == "Linjediagram, låntagare."
    assert said(only(root, "//figcaption")) == "Diagram 7. Låntagare, personer"
    assert [said(row) for row in root.xpath("//figure/details//tbody/tr")] == [
        "Jan410398",
        "Feb405–inget värde",
        "Mar399431",
    ]


def test_lines_differ_in_colour_dash_and_marker() -> None:
    picture = only(
        page(
            ChartBlock(
                chart(
                    series=(Series("Kvinnor", figures("1", "2", "4")), Series("Män", figures("2", "3", "3")))
                ),
                1,
            )
        ),
        "//figure/svg",
    )
    lines = picture.xpath("path[@fill='none']")
    assert [line.get("stroke") for line in lines] == [
        f"#{palette.series_look(place).colour}" for place in (0, 1)
    ]
    assert [line.get("stroke-dasharray") is None for line in lines] == [True, False]
    assert (len(picture.findall("circle")), len(picture.findall("rect"))) == (3, 3)


def test_a_line_breaks_where_a_figure_is_missing() -> None:
    series = (Series("2031", figures("1", "2", None, "4", "5", None, "7")),)
    picture = only(page(ChartBlock(chart(series=series, categories=tuple("ABCDEFG")), 1)), "//figure/svg")
    assert [line.get("d").count("L") for line in picture.xpath("path[@fill='none']")] == [1, 1]
    assert len(picture.findall("circle")) == 5


def test_columns_stand_on_zero_and_reach_below_it_when_negative() -> None:
    series = (Series("Avvikelse", figures("10", "-5", "0")),)
    picture = only(page(ChartBlock(chart("column", series=series), 1)), "//figure/svg")
    up, down, none = [(Decimal(bar.get("y")), Decimal(bar.get("height"))) for bar in picture.findall("rect")]
    assert up[0] + up[1] == down[0] == none[0]
    assert abs(up[1] - 2 * down[1]) <= Decimal("0.1")
    assert down[1] > none[1] == Decimal(0)


@pytest.mark.parametrize(
    ("values", "decimals", "written"),
    [
        (("410", "405", "399"), 0, ["395", "400", "405", "410"]),
        (("0", "1", "1"), 0, ["0", "1"]),
        (("-13.5", "1.1", "0.2"), 1, ["−15", "−10", "−5", "0", "5"]),
        (("7", "7", "7"), 0, ["0", "2", "4", "6", "8"]),
        (("0", "0", "0"), 0, ["0", "1"]),
        (("0.1", "0.4", "0.3"), 1, ["0,0", "0,1", "0,2", "0,3", "0,4"]),
        (("12000", "55000", "1000"), 0, ["0", "20\u00a0000", "40\u00a0000", "60\u00a0000"]),
    ],
)
def test_the_axis_has_round_numbers_around_every_figure(
    values: tuple[str, ...], decimals: int, written: list[str]
) -> None:
    drawn = chart(series=(Series("x", figures(*values)),), decimals=decimals)
    picture = only(page(ChartBlock(drawn, 1)), "//figure/svg")
    assert [one.text for one in picture.xpath("text[@text-anchor='end']")] == written


def test_last_figures_that_lie_close_are_moved_apart() -> None:
    series = tuple(
        Series(name, figures("1", "2", last)) for name, last in (("a", "100"), ("b", "100"), ("c", "101"))
    )
    picture = only(page(ChartBlock(chart(series=series), 1)), "//figure/svg")
    heights = sorted(Decimal(one.get("y")) for one in picture.xpath("text[@font-weight='bold']"))
    assert len(heights) == 3
    assert all(below - above >= 15 for above, below in pairwise(heights))


def test_names_that_cannot_stand_beside_each_other_stand_on_their_side() -> None:
    names = tuple(f"Verksamhetsområde nummer {place} med ett långt namn" for place in range(12))
    drawn = chart("column", categories=names, series=(Series("x", figures(*map(str, range(12)))),))
    root = page(ChartBlock(drawn, 1))
    turned = root.xpath("//figure/svg/text[@transform]")
    assert len(turned) == 12
    assert all(one.text.endswith("…") for one in turned)
    assert said(root.xpath("//figure/details//tbody/tr/th")[3]) == names[3]
