"""The workbook inside a Word document that holds a chart's figures, so that the chart can be edited."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from rapport.write.chart_scale import number_format
from rapport.write.excel_package import finished
from rapport.write.word_chart_part import DATA_SHEET

if TYPE_CHECKING:
    from rapport.tables.chart import Drawing

_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The clock would make every build differ."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(drawn: Drawing) -> bytes:
    """Return the figures as a workbook, which Word opens when somebody edits the chart."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"created": _UNDATED})
    sheet = book.add_worksheet(DATA_SHEET)
    look = book.add_format({"num_format": number_format(drawn.decimals, drawn.unit)})
    for row, category in enumerate(drawn.categories, 1):
        sheet.write_string(row, 0, category)
    for column, series in enumerate(drawn.series, 1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value), look)
    book.close()
    return finished(buffer.getvalue())
