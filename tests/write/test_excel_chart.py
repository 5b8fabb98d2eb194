"""Charts in the appendix workbook: drawn from the cells of the table beside them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from rapport.compose.document import Sheet, Workbook
from rapport.tables.chart import Drawing, Series, chart_table
from rapport.write import palette
from rapport.write.excel import WorkbookError, write_excel
from rapport.write.excel_chart import page_breaks
from rapport.write.excel_layout import plan_workbook

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "x": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}

SICK_LEAVE = Drawing(
    "frånvaro",
    "Sjukfrånvaro per månad",
    "line",
    ("Jan", "Feb", "Mar", "Apr"),
    (Series("Sjukfrånvaro", (Decimal("7.25"), Decimal("8.5"), None, Decimal("9.57"))),),
    "%",
    2,
    "Linjediagram, sjukfrånvaro. Jan 7,25, Feb 8,50, Apr 9,57.",
)
NET_COST = Drawing(
    "kostnad",
    "Nettokostnad per år",
    "column",
    ("2030", "2031"),
    (
        Series("Budget", (Decimal(-120500), Decimal(-125000))),
        Series("Utfall", (Decimal(-121500), None)),
    ),
    "tkr",
    0,
    "Stapeldiagram, nettokostnad.",
)


def appendix(*drawn: Drawing) -> Workbook:
    sheet = Sheet("Diagram & mått", "Diagram", tuple(chart_table(one) for one in drawn), charts=drawn)
    return Workbook("Bilaga", "Nämnden", (sheet,), date="2031-05-10")


def part(workbook: Workbook, name: str) -> Any:
    with zipfile.ZipFile(BytesIO(write_excel(workbook))) as package:
        return etree.fromstring(package.read(name))


def chart(*drawn: Drawing, number: int = 1) -> Any:
    return part(appendix(*drawn), f"xl/charts/chart{number}.xml")


def values(found: Any, path: str) -> list[str]:
    return [str(value) for value in found.xpath(path, namespaces=NAMES)]


def test_a_workbook_with_a_line_and_a_column_chart_follows_the_standard(tmp_path: Path) -> None:
    path = tmp_path / "bilaga.xlsx"
    path.write_bytes(write_excel(appendix(SICK_LEAVE, NET_COST)))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_another_clock_zone_and_hash_seed_give_the_same_bytes() -> None:
    code = (
        "import sys, test_excel_chart as t;"
        "sys.stdout.buffer.write(t.write_excel(t.appendix(t.SICK_LEAVE, t.NET_COST)))"
    )
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    surroundings["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    elsewhere = subprocess.run(  # noqa: S603 - our own interpreter, our own text
        [sys.executable, "-c", code], check=True, capture_output=True, env=surroundings
    )
    assert elsewhere.stdout == write_excel(appendix(SICK_LEAVE, NET_COST))


def test_a_series_points_at_its_name_its_categories_and_its_figures_in_the_table() -> None:
    workbook = appendix(SICK_LEAVE, NET_COST)
    sheet = load_workbook(BytesIO(write_excel(workbook)))["Diagram & mått"]

    def pointed_at(found: Any, path: str) -> list[list[object]]:
        areas = [address.partition("!")[2].replace("$", "") for address in values(found, path)]
        cells = [sheet[area] for area in areas]
        return [
            [cell.value for (cell,) in area] if isinstance(area, tuple) else [area.value] for area in cells
        ]

    line, columns = part(workbook, "xl/charts/chart1.xml"), part(workbook, "xl/charts/chart2.xml")
    assert pointed_at(line, "//c:ser/c:tx//c:f/text()") == [["Sjukfrånvaro"]]
    assert pointed_at(line, "//c:cat//c:f/text()") == [["Jan", "Feb", "Mar", "Apr"]]
    assert pointed_at(line, "//c:val//c:f/text()") == [[7.25, 8.5, None, 9.57]]
    assert pointed_at(columns, "//c:ser/c:tx//c:f/text()") == [["Budget"], ["Utfall"]]
    assert pointed_at(columns, "//c:val//c:f/text()") == [[-120500, -125000], [-121500, None]]
    assert pointed_at(columns, "//c:title//c:f/text()") == [["Nettokostnad per år"]]


def test_a_chart_also_holds_what_it_points_at() -> None:
    found = chart(NET_COST)
    assert values(found, "//c:ser/c:tx//c:v/text()") == ["Budget", "Utfall"]
    assert values(found, "//c:ser[1]/c:cat//c:v/text()") == ["2030", "2031"]
    assert values(found, "//c:ser[1]/c:val//c:v/text()") == ["-120500", "-125000"]
    assert values(chart(SICK_LEAVE), "//c:cat//c:v/text()") == ["Jan", "Feb", "Mar", "Apr"]


def test_a_missing_figure_is_a_gap_and_the_text_is_swedish() -> None:
    found = chart(SICK_LEAVE)
    assert values(found, "//c:dispBlanksAs/@val") == ["gap"]
    assert values(found, "//c:lang/@val") == ["sv-SE"]
    assert set(values(found, "//@lang")) <= {"sv-SE"}


def test_those_who_cannot_see_the_chart_get_its_figures_in_words() -> None:
    found = part(appendix(SICK_LEAVE, NET_COST), "xl/drawings/drawing1.xml")
    assert values(found, "//x:cNvPr/@descr") == [SICK_LEAVE.description, NET_COST.description]
    assert values(found, "//x:cNvPr/@name") == ["Diagram 1", "Diagram 2"]


def test_each_chart_stands_beside_its_table_and_no_chart_covers_another_or_a_cell() -> None:
    workbook = appendix(NET_COST, SICK_LEAVE, replace(NET_COST, key="tredje"))
    found = part(workbook, "xl/drawings/drawing1.xml")
    tops, bottoms, lefts = (
        [int(value) for value in values(found, path)]
        for path in ("//x:from/x:row/text()", "//x:to/x:row/text()", "//x:from/x:col/text()")
    )
    (plan,) = plan_workbook(workbook)
    assert tops == [place.first for place in plan.places]
    assert all(bottom < place.header for bottom, place in zip(bottoms, plan.places[1:], strict=False))
    assert min(lefts) >= max(place.width for place in plan.places)


def test_a_sheet_without_charts_keeps_its_tables_close() -> None:
    table = chart_table(NET_COST)
    tables = (table, replace(table, key="andra"))
    (plan,) = plan_workbook(Workbook("Bilaga", "Nämnden", (Sheet("Blad", "Blad", tables),)))
    assert plan.places[1].caption == plan.places[0].end + 1


def test_a_printed_page_ends_between_two_charts() -> None:
    drawn = tuple(replace(NET_COST, key=f"d{place}") for place in range(3))
    (plan,) = plan_workbook(appendix(*drawn))
    assert set(page_breaks(plan)) <= {place.caption for place in plan.places}
    assert page_breaks(plan)


def test_a_caption_that_looks_like_a_formula_stays_a_caption() -> None:
    workbook = appendix(replace(SICK_LEAVE, caption="=Diagram!A1"))
    found = part(workbook, "xl/charts/chart1.xml")
    assert values(found, "//c:title//c:v/text()") == ["=Diagram!A1"]


def test_one_series_is_labelled_at_its_last_figure_and_several_get_a_legend() -> None:
    one, several = chart(SICK_LEAVE), chart(NET_COST)
    deleted = values(one, "//c:dLbl[c:delete/@val='1']/c:idx/@val")
    assert deleted == ["0", "1", "2"]
    assert values(one, "//c:dLbls/c:showVal/@val") == ["1"]
    assert not one.xpath("//c:legend", namespaces=NAMES)
    assert values(several, "//c:legend/c:legendPos/@val") == ["b"]


def test_the_charts_have_the_colours_of_the_report() -> None:
    line, columns = chart(SICK_LEAVE), chart(NET_COST)
    assert values(line, "//c:ser/c:spPr/a:ln//a:srgbClr/@val") == [palette.SERIES[0].colour]
    assert values(columns, "//c:ser/c:spPr/a:solidFill/a:srgbClr/@val") == [
        look.colour for look in palette.SERIES[:2]
    ]


def test_columns_of_costs_hang_from_zero_and_the_axis_says_the_unit() -> None:
    found = chart(NET_COST)
    assert values(found, "//c:valAx/c:scaling/c:max/@val") == ["0"]
    assert values(found, "//c:valAx/c:title//a:t/text()") == ["tkr"]


@pytest.mark.parametrize("field", ["description", "unit"])
def test_a_control_character_is_reported_with_its_chart(field: str) -> None:
    broken: dict[str, Any] = {field: "Jan\x07"}
    with pytest.raises(WorkbookError, match=r"diagrammet ”Sjukfrånvaro per månad”.*U\+0007"):
        write_excel(appendix(replace(SICK_LEAVE, **broken)))
