"""Charts in Word: drawn from real figures, editable, and said in words for those who can't see them."""

from __future__ import annotations

import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator
from test_palette import contrast

from rapport.compose.document import ChartBlock, Cover, Document, Heading, Landscape, Paragraph, Text
from rapport.tables.chart import Drawing, Series
from rapport.write import palette
from rapport.write.chart_scale import value_scale
from rapport.write.word import write_word
from rapport.write.word_chart_plot import label_words, plot
from rapport.write.word_measure import width

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "rapport.docx").read_bytes()
NBSP = "\N{NO-BREAK SPACE}"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
EMU_PER_MM = 36_000

Element = Any
"""An element of lxml, which has no types of its own here."""


def series(name: str, *values: str | None) -> Series:
    return Series(name, tuple(None if value is None else Decimal(value) for value in values))


def chart(*drawn: Series, kind: str = "line", categories: tuple[str, ...] = (), **more: Any) -> Drawing:
    facts = {"caption": "Besök på biblioteken", "description": "Linjediagram. Besök: Jan 1, Feb 2.", **more}
    return Drawing(
        "besök", kind=kind, categories=categories or MONTHS[: len(drawn[0].values)], series=drawn, **facts
    )


SICK_LEAVE = chart(
    series("Sjukfrånvaro", "7.25", "8.5", None, "9.57"),
    caption="Sjukfrånvaro per månad",
    unit="%",
    decimals=2,
    description="Linjediagram, sjukfrånvaro. Jan 7,25, Feb 8,50, Apr 9,57.",
)
NET_COST = chart(
    series("Budget", "-120500", "-125000"),
    series("Utfall", "-121500", None),
    kind="column",
    categories=("2030", "2031"),
    caption="Nettokostnad per år",
    unit="tkr",
)
VISITS = chart(series("2031", "268", "275", "310"), series("2030", "231", "240", "262"), unit="besök")


def written(*blocks: Any) -> bytes:
    front = Cover("Månadsrapport", "april 2031", "Norrhamn", "Nämnden")
    return write_word(Document(front, tuple(blocks), "2031-05-10"), TEMPLATE)


def with_charts(*drawn: Drawing) -> bytes:
    return written(*(ChartBlock(one, number) for number, one in enumerate(drawn, 1)))


def read(file: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return package.read(name)


def story(file: bytes) -> Element:
    return etree.fromstring(read(file, "word/document.xml"))


def drawn_by(drawing: Drawing) -> Element:
    return etree.fromstring(read(with_charts(drawing), "word/charts/rapport1.xml"))


def values(found: Element, path: str) -> list[str]:
    return [str(value) for value in found.xpath(path, namespaces=NAMES)]


# --- The file -------------------------------------------------------------------------------------------------


def test_a_document_with_a_gap_decimals_and_negative_columns_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "rapport.docx"
    path.write_bytes(with_charts(SICK_LEAVE, NET_COST, VISITS))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_another_clock_zone_and_hash_seed_give_the_same_bytes() -> None:
    code = (
        "import sys, test_word_chart as t; sys.stdout.buffer.write(t.with_charts(t.SICK_LEAVE, t.NET_COST))"
    )
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    surroundings["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    elsewhere = subprocess.run(  # noqa: S603 - our own interpreter, our own text
        [sys.executable, "-c", code], check=True, capture_output=True, env=surroundings
    )
    assert elsewhere.stdout == with_charts(SICK_LEAVE, NET_COST)


def test_every_chart_has_a_part_a_workbook_and_their_content_types() -> None:
    file = with_charts(SICK_LEAVE, NET_COST)
    types = read(file, "[Content_Types].xml").decode()
    relations = read(file, "word/_rels/document.xml.rels").decode()
    references = values(story(file), "//c:chart/@r:id")
    assert len(set(references)) == 2
    for reference in references:
        target = re.search(rf'Id="{reference}"[^>]*Target="([^"]*)"', relations)
        assert target
        part = f"word/{target[1]}"
        folder, name = posixpath.split(part)
        inside = re.search(r'Target="([^"]*)"', read(file, f"{folder}/_rels/{name}.rels").decode())
        assert inside
        workbook = posixpath.normpath(posixpath.join(folder, inside[1]))
        assert load_workbook(io.BytesIO(read(file, workbook))).sheetnames == ["Data"]
        assert (
            f'PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.drawingml'
            in types
        )
        assert (
            f'PartName="/{workbook}" ContentType="application/vnd.openxmlformats-officedocument.spread'
            in types
        )


def test_a_report_without_charts_carries_no_trace_of_them() -> None:
    file = written(Paragraph((Text("Inga diagram."),)))
    assert b"chart" not in read(file, "[Content_Types].xml")


# --- In the text ----------------------------------------------------------------------------------------------


def test_the_caption_is_counted_and_stays_with_its_chart() -> None:
    caption, drawing = list(story(with_charts(SICK_LEAVE)).iter(f"{{{NAMES['w']}}}p"))[-2:]
    texts = values(caption, ".//w:t/text()")
    assert "".join(texts) == "Diagram 1. Sjukfrånvaro per månad"
    assert values(caption, "w:pPr/w:pStyle/@w:val") == ["Caption"]
    assert [code.split() for code in values(caption, ".//w:instrText/text()")] == [
        ["SEQ", "Diagram", "\\*", "ARABIC"]
    ]
    assert caption.xpath("w:pPr/w:keepNext", namespaces=NAMES)
    assert drawing.xpath("w:r/w:drawing/wp:inline", namespaces=NAMES)


def test_the_line_of_a_chart_is_single_spaced() -> None:
    file = with_charts(SICK_LEAVE)
    (style,) = values(story(file), "//w:p[.//w:drawing]/w:pPr/w:pStyle/@w:val")
    styles = etree.fromstring(read(file, "word/styles.xml"))
    assert values(styles, f"//w:style[@w:styleId='{style}']/w:pPr/w:spacing/@w:line") == ["240"]


def test_an_introduction_between_heading_and_chart_is_kept_with_both() -> None:
    found = story(
        written(Heading(2, "Besök", "besök"), Paragraph((Text("Så här gick det."),)), ChartBlock(VISITS, 1))
    )
    (introduction,) = found.xpath("//w:p[w:r/w:t='Så här gick det.']", namespaces=NAMES)
    assert introduction.xpath("w:pPr/w:keepNext", namespaces=NAMES)


def test_a_chart_has_a_title_and_a_description_for_those_who_cannot_see_it() -> None:
    file = with_charts(
        chart(series("A & B", "1", "2"), caption='Mått "x" < 3', description="Linje:\nJan 1 & Feb 2.")
    )
    (about,) = story(file).xpath("//wp:docPr", namespaces=NAMES)
    assert about.get("descr") == "Linje: Jan 1 & Feb 2."
    assert about.get("title") == 'Mått "x" < 3'
    assert about.get("name") == "Diagram 1"


def test_no_two_drawings_share_a_number() -> None:
    numbers = values(story(with_charts(SICK_LEAVE, NET_COST, VISITS)), "//wp:docPr/@id")
    assert len(set(numbers)) == 3


def test_a_chart_is_as_wide_as_the_text_of_its_page_and_65_millimetres_high() -> None:
    found = story(written(ChartBlock(VISITS, 1), Landscape((ChartBlock(VISITS, 2),))))
    sizes = [(int(size.get("cx")), int(size.get("cy"))) for size in found.iter(f"{{{NAMES['wp']}}}extent")]
    assert [(round(wide / EMU_PER_MM), round(high / EMU_PER_MM)) for wide, high in sizes] == [
        (160, 65),
        (247, 65),
    ]


@pytest.mark.parametrize(
    ("caption", "unit", "said"),
    [
        ("Besök på biblioteken", "besök", "Besök på biblioteken"),
        ("Nettokostnad (tkr)", "tkr", "Nettokostnad (tkr)"),
        ("Nettokostnad", "tkr", "Nettokostnad, tkr"),
        ("Sjukfrånvaro", "%", "Sjukfrånvaro"),
    ],
)
def test_the_unit_is_said_once(caption: str, unit: str, said: str) -> None:
    texts = values(
        story(with_charts(chart(series("A", "1", "2"), caption=caption, unit=unit))), "//w:t/text()"
    )
    assert f". {said}" in texts


# --- The figures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drawing", [SICK_LEAVE, NET_COST, VISITS])
def test_what_is_drawn_is_what_the_workbook_inside_holds(drawing: Drawing) -> None:
    file = with_charts(drawing)
    sheet = load_workbook(io.BytesIO(read(file, "word/embeddings/rapport1.xlsx")))["Data"]
    found: Element = etree.fromstring(read(file, "word/charts/rapport1.xml"))
    references = found.xpath("//c:strRef | //c:numRef", namespaces=NAMES)
    assert len(references) == 3 * len(drawing.series)
    for reference in references:
        name, _, area = values(reference, "c:f/text()")[0].partition("!")
        assert name == "Data"
        cells = sheet[area.replace("$", "")]
        column = [cell.value for (cell,) in cells] if isinstance(cells, tuple) else [cells.value]
        (count,) = values(reference, ".//c:ptCount/@val")
        points = dict(
            zip(values(reference, ".//c:pt/@idx"), values(reference, ".//c:pt/c:v/text()"), strict=True)
        )
        assert int(count) == len(column)
        for place, value in enumerate(column):
            written_there = points.get(str(place))
            assert (float(written_there) if isinstance(value, int | float) else written_there) == value  # type: ignore[arg-type] # None fails as it should


def test_a_missing_figure_is_a_gap_not_nought() -> None:
    found = drawn_by(SICK_LEAVE)
    assert values(found, "//c:val//c:pt/@idx") == ["0", "1", "3"]
    assert values(found, "//c:dispBlanksAs/@val") == ["gap"]


def test_figures_keep_the_digits_that_were_written() -> None:
    assert values(drawn_by(SICK_LEAVE), "//c:val//c:v/text()") == ["7.25", "8.5", "9.57"]


def test_the_chart_speaks_swedish() -> None:
    found = drawn_by(SICK_LEAVE)
    assert values(found, "//c:lang/@val") == ["sv-SE"]
    assert set(values(found, "//a:endParaRPr/@lang")) == {"sv-SE"}
    assert values(found, "//c:dLbl/c:numFmt/@formatCode") == [
        f'[$-41D]#,##0.00"{NBSP}%";[$-41D]"\N{MINUS SIGN}"#,##0.00"{NBSP}%"'
    ]


# --- The looks ------------------------------------------------------------------------------------------------


def test_a_chart_has_hairlines_across_and_neither_title_border_nor_tick() -> None:
    found = drawn_by(VISITS)
    assert values(found, "//c:autoTitleDeleted/@val") == ["1"]
    assert found.xpath("/c:chartSpace/c:spPr/a:ln/a:noFill", namespaces=NAMES)
    assert len(found.xpath("//c:majorGridlines", namespaces=NAMES)) == 1
    assert found.xpath("//c:valAx/c:majorGridlines", namespaces=NAMES)
    assert set(values(found, "//c:majorTickMark/@val")) == {"none"}
    assert set(values(found, "//c:catAx//@sz | //c:valAx//@sz")) == {"900"}
    assert all(int(number) > 0 for number in values(found, "//c:axId/@val"))


def test_lines_differ_by_more_than_colour() -> None:
    found = drawn_by(
        chart(*(series(f"Enhet {place}", "1", str(place)) for place in range(len(palette.SERIES))))
    )
    looks = list(
        zip(
            values(found, "//c:ser/c:spPr/a:ln/a:prstDash/@val"),
            values(found, "//c:ser/c:marker/c:symbol/@val"),
            values(found, "//c:ser/c:spPr/a:ln/a:solidFill/a:srgbClr/@val"),
            strict=True,
        )
    )
    assert looks[0] == ("solid", "circle", palette.DEEP)
    assert (
        len({dash for dash, _, _ in looks}) == len({colour for _, _, colour in looks}) == len(palette.SERIES)
    )
    assert all(one[1] != other[1] for one, other in pairwise(looks))


@pytest.mark.parametrize("look", palette.SERIES)
def test_a_series_can_be_seen_and_its_label_read_on_white(look: palette.SeriesLook) -> None:
    assert contrast(look.colour, palette.WHITE) >= 3
    assert contrast(look.text, palette.WHITE) >= 4.5


def test_a_seventh_series_begins_again_with_the_first_look() -> None:
    assert palette.series_look(len(palette.SERIES)) == palette.SERIES[0]


# --- Which line is which --------------------------------------------------------------------------------------


def labels(found: Element) -> list[tuple[str, str]]:
    """Return the point that each label belongs to and on which side of it."""
    return list(
        zip(values(found, "//c:dLbl/c:idx/@val"), values(found, "//c:dLbl/c:dLblPos/@val"), strict=True)
    )


def test_a_single_line_is_labelled_with_its_last_figure() -> None:
    found = drawn_by(SICK_LEAVE)
    assert labels(found) == [("3", "r")]
    assert values(found, "//c:dLbl/c:showVal/@val") == ["1"]
    assert values(found, "//c:dLbl/c:showSerName/@val") == ["0"]
    assert not found.xpath("//c:legend", namespaces=NAMES)


def test_a_few_lines_are_named_at_their_ends() -> None:
    found = drawn_by(VISITS)
    assert labels(found) == [("2", "r"), ("2", "r")]
    assert values(found, "//c:dLbl/c:showSerName/@val") == ["1", "1"]
    assert not found.xpath("//c:legend", namespaces=NAMES)


@pytest.mark.parametrize(
    "lines",
    [
        tuple(series(f"Enhet {place}", "0", str(100 * place)) for place in range(5)),
        (series("Bibliotek", "0", "1000"), series("Simhall", "500", "1010")),
        (series("2031", "10", None), series("2030", "20", "30")),
        (
            series("Andel som är mycket nöjda med bemötandet i receptionen på helger", "1", "2"),
            series("B", "9", "8"),
        ),
    ],
    ids=["five lines", "ends that meet", "a line that ends early", "a long name"],
)
def test_lines_that_cannot_be_named_at_their_ends_get_a_legend_below(lines: tuple[Series, ...]) -> None:
    found = drawn_by(chart(*lines))
    assert labels(found) == []
    assert values(found, "//c:legend/c:legendPos/@val") == ["b"]


def test_columns_get_a_legend_when_there_are_several_and_a_last_figure_when_there_is_one() -> None:
    several, one = drawn_by(NET_COST), drawn_by(chart(series("Besök", "3", "5"), kind="column"))
    assert values(several, "//c:legend/c:legendPos/@val") == ["b"]
    assert labels(several) == []
    assert labels(one) == [("1", "outEnd")]
    assert values(one, "//c:grouping/@val") == ["clustered"]


@pytest.mark.parametrize("months", [1, 2, 12])
def test_the_frame_leaves_room_for_the_label_beside_the_last_point(months: int) -> None:
    drawing = chart(series("Biblioteket", *["1250000"] * months), series("Simhallen", *["90"] * months))
    frame = plot(drawing, palette.TEXT_WIDTH, 1.0).frame
    assert frame
    last_point = frame.left + frame.width * (1 - 1 / (2 * months))
    label = max(width(label_words(drawing, place), palette.CHART_SIZE, bold=True) for place in (0, 1))
    assert last_point + label / palette.TEXT_WIDTH < 1
    assert frame.top + frame.height < 1


@pytest.mark.parametrize(("figures", "side"), [(("1", "9"), "t"), (("9", "1"), "b")])
def test_where_the_categories_need_the_room_the_label_stands_clear_of_its_line(
    figures: tuple[str, ...], side: str
) -> None:
    wide = tuple(f"Biståndshandläggningsenheten{place}" for place in range(10))
    drawing = chart(series("Ärenden", *["5"] * 8, *figures), categories=wide)
    assert plot(drawing, palette.TEXT_WIDTH, 1.0).frame is None
    assert labels(drawn_by(drawing)) == [("9", side)]


def test_a_chart_without_a_single_figure_is_still_valid(tmp_path: Path) -> None:
    path = tmp_path / "rapport.docx"
    path.write_bytes(with_charts(chart(series("Besök", None, None))))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


# --- The value axis -------------------------------------------------------------------------------------------


def test_columns_stand_on_zero_and_lines_may_leave_it_out() -> None:
    near = series("Nöjda", "96", "98")
    assert value_scale(chart(near, kind="column")).low == 0
    assert value_scale(chart(series("Kostnad", "-96", "-98"), kind="column")).high == 0
    assert value_scale(chart(series("Resultat", "-96", "98"), kind="column")).low is None
    assert value_scale(chart(near)).low is None


@pytest.mark.parametrize(
    ("figures", "decimals", "shown", "step"),
    [
        (("3", "1"), 0, 0, "1"),
        (("0", "0"), 0, 0, "1"),
        (("310", "12"), 0, 0, None),
        (("9.57", "0"), 2, 0, None),
        (("0.25", "0.40"), 2, 2, None),
        (("97.1", "98.0"), 1, 1, None),
    ],
)
def test_the_axis_shows_as_many_decimals_as_its_steps_need(
    figures: tuple[str, ...], decimals: int, shown: int, step: str | None
) -> None:
    scale = value_scale(chart(series("A", *figures), decimals=decimals))
    assert scale.decimals == shown
    assert scale.step == (None if step is None else Decimal(step))


def test_a_fixed_end_and_a_fixed_step_are_written_on_the_axis() -> None:
    found = drawn_by(chart(series("Placeringar", "3", "1"), kind="column"))
    assert values(found, "//c:valAx/c:scaling/c:min/@val") == ["0"]
    assert values(found, "//c:valAx/c:majorUnit/@val") == ["1"]
