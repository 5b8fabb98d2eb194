"""XlsxWriter with two doors of our own: a row goes in as it stands in the file, and the parts come out as texts.

What is private in XlsxWriter and used here is named in ``tests/write/test_excel_file.py``, which compares with what
XlsxWriter writes by itself.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet that also takes the cells of a row as the XML that they become.

    XlsxWriter keeps each cell as an object and writes it attribute by attribute, which was a quarter of the time of a
    large workbook. The row around them is XlsxWriter's, and so is every cell that is written otherwise.
    """

    def write_cells(self, row: int, cells: Sequence[str]) -> int:
        """Write a row from the first column on.

        Returns:
            0, or as XlsxWriter's own methods -1 when the row doesn't fit the sheet.
        """
        last = len(cells) - 1
        if self._check_dimensions(row, 0) or self._check_dimensions(row, last):
            return -1
        # the last column, though all is said in the first, tells XlsxWriter how far the row reaches
        self.table[row] = {last: "", 0: "".join(cells)}
        return 0

    def number_of(self, text: str) -> int:
        """Return the number of a text in the file's list of texts, and count that it is used."""
        number: int = self.str_table._get_shared_string_index(text)  # noqa: SLF001  tested
        return number

    def _write_cell(self, row: int, col: int, cell: object) -> None:
        if isinstance(cell, str):
            self.fh.write(cell)
        else:
            super()._write_cell(row, col, cell)


class File(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook file in the making, whose parts are handed over instead of packed."""

    worksheet_class = Sheet

    def __init__(self) -> None:
        """Begin a file."""
        super().__init__(BytesIO(), _OPTIONS)
        self._parts = _Parts()

    def parts(self) -> dict[str, str]:
        """Close the file and return its parts by name."""
        self.close()
        return self._parts.texts

    def style_of(self, look: Any) -> int:
        """Return the number of a format, which it gets when it is first used."""
        number: int = look._get_xf_index()  # noqa: SLF001  tested
        return number

    def _get_packager(self) -> _Parts:
        return self._parts


class _Parts(Packager):  # type: ignore[misc]  # XlsxWriter has no types
    """Keeps the parts of a file, and leaves XlsxWriter none to compress: they are finished first."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}

    def _create_package(self) -> list[Any]:
        self.texts = {name: stream.getvalue() for stream, name, _ in super()._create_package()}
        return []
