"""A filled-in collection workbook as it comes back: its cells by key and field, wherever they stand by now."""

from __future__ import annotations

import io
import re
import warnings
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from rapport.edit.answer import Filled, Remark, Weight
from rapport.write.excel_formula import cell_name
from rapport.write.package import DAMAGED, NotAPackageError, PackageError, look_through_all, open_package

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "rapport-insamling/1"
"""What a collection workbook calls itself; the number grows when an older one can't be read any more."""
HIDDEN = "_rapport"
"""The hidden sheet that knows what was sent out."""
KEY = "nyckel"
"""The name of the hidden column that tells rows apart."""
FACTS = ("format", "period", "enhet")
STARTS = "utgångsvärden"
"""After this row the hidden sheet has the starting values."""

MOST_BYTES = 60_000_000
MOST_ROWS = 20_000
_HEADER_ROWS = 40
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class ForeignFileError(Exception):
    """A file isn't a workbook that can be imported; the message is for users."""


class Returned(Struct, frozen=True):
    """A workbook as it came back: the period and unit it was made for, starting values, cells, remarks."""

    name: str
    period: str
    unit: str
    starts: dict[tuple[str, str], str]
    cells: dict[tuple[str, str], Filled]
    remarks: list[Remark] = field(default_factory=list)


def read_workbook(name: str, content: bytes) -> Returned:
    """Read a filled-in collection workbook.

    Args:
        name: What remarks call it.
        content: The file.

    Raises:
        ForeignFileError: it is no collection workbook, or one that can't be opened.
    """
    _inspect(content)
    values, formulas = _sheets(content, values=True), _sheets(content, values=False)
    hidden = values.pop(HIDDEN, None)
    if hidden is None:
        raise ForeignFileError(
            f"arbetsboken är inte gjord av rapport collect (det dolda bladet {HIDDEN} saknas)"
        )
    facts, starts = _hidden(hidden)
    if facts.get("format") != FORMAT:
        raise ForeignFileError(
            f"arbetsboken är gjord av en annan version av rapport ({facts.get('format') or 'okänd'}); "
            "gör en ny med rapport collect"
        )
    returned = Returned(name, facts.get("period", ""), facts.get("enhet", ""), starts, {})
    for sheet, rows in values.items():
        _read_sheet(returned, sheet, rows, formulas.get(sheet, []))
    return returned


def is_collection(content: bytes) -> bool:
    """Whether a file has the hidden sheet of a collection workbook, as far as can be told without reading it."""
    try:
        with open_package(content, MOST_BYTES) as package:
            return f'name="{HIDDEN}"'.encode() in package.read("xl/workbook.xml")
    except (PackageError, *DAMAGED):
        return False


def _inspect(content: bytes) -> None:
    """Refuse what isn't a workbook, and what would fill the memory, before anything is unpacked."""
    if content.startswith(_OLD_OR_LOCKED):
        raise ForeignFileError(
            "filen är låst med lösenord, märkt som skyddad eller sparad i det gamla formatet .xls; "
            "ta bort skyddet och spara den som Excel-arbetsbok (.xlsx)"
        )
    try:
        names = look_through_all(content, MOST_BYTES)
    except NotAPackageError:
        raise ForeignFileError("filen är ingen Excel-arbetsbok (.xlsx), eller så är den skadad") from None
    except PackageError as fault:
        raise ForeignFileError(f"arbetsboken {fault}") from None
    if "xl/workbook.xml" not in names:
        raise ForeignFileError("filen är ingen Excel-arbetsbok (.xlsx)")


def _sheets(content: bytes, *, values: bool) -> dict[str, list[list[Any]]]:
    """Return the cells of every sheet, either what formulas gave or the formulas themselves."""
    import openpyxl  # noqa: PLC0415  heavy, and only for those who import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it leaves out of files that it is to write
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)
            return {sheet.title: list(_rows(sheet)) for sheet in book.worksheets}
        except ForeignFileError:
            raise
        except Exception as fault:  # noqa: BLE001  a damaged file makes openpyxl stumble in any way there is
            raise ForeignFileError(
                f"arbetsboken är skadad och går inte att läsa ({type(fault).__name__}); öppna och spara den i Excel"
            ) from None


def _rows(sheet: Any) -> Iterator[list[Any]]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS:
            raise ForeignFileError(f"bladet ”{sheet.title}” har fler än {MOST_ROWS} rader; det läses inte")
        yield list(row)


def _hidden(rows: list[list[Any]]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Return the facts and the starting values of the hidden sheet."""
    texts = [[_text(cell) for cell in row] + [""] * 3 for row in rows]
    facts: dict[str, str] = {}
    starts: dict[tuple[str, str], str] = {}
    in_starts = False
    for first, second, third, *_ in texts:
        if in_starts and first:
            starts[first, second] = third
        in_starts = in_starts or first == STARTS
        if first in FACTS:
            facts.setdefault(first, second)
    return facts, starts


def _text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value)


def _read_sheet(returned: Returned, sheet: str, values: list[list[Any]], formulas: list[list[Any]]) -> None:
    """Find the row of field names, then every row's key."""
    header = next((n for n, row in enumerate(values[:_HEADER_ROWS]) if KEY in map(_text, row)), None)
    if header is None:
        message = "bladet har inga nycklar och läses inte"
        returned.remarks.append(Remark(Weight.NOTE, f"{returned.name}, bladet ”{sheet}”", message))
        return
    fields = {place: _text(cell) for place, cell in enumerate(values[header]) if _text(cell)}
    column = next(place for place, name in fields.items() if name == KEY)
    wanted = {name for _, name in returned.starts}
    for number, row in enumerate(values[header + 1 :], header + 1):
        key = _text(row[column]).strip() if column < len(row) else ""
        found = {
            name: _filled(row[place], _at(formulas, number, place), _place(returned, sheet, number, place))
            for place, name in fields.items()
            if name in wanted and place < len(row)
        }
        _take(returned, sheet, number, key, found)


def _take(returned: Returned, sheet: str, number: int, key: str, found: dict[str, Filled]) -> None:
    """Add a row's cells; a row that nobody sent out is told of, not read."""
    place = f"{returned.name}, bladet ”{sheet}”, rad {number + 1}"
    asked = {name: cell for name, cell in found.items() if (key, name) in returned.starts}
    if not key:
        if any(cell.value is not None for cell in found.values()):
            message = "raden är tillagd för hand och har ingen nyckel; det som står i den läses inte"
            remedy = "skriv in det på en rad som fanns, eller lägg till det i planens YAML"
            returned.remarks.append(Remark(Weight.QUESTION, place, message, remedy))
    elif any((key, name) in returned.cells for name in asked):
        message = f"raden för ”{key}” finns två gånger"
        returned.remarks.append(Remark(Weight.ERROR, place, message, "ta bort den ena raden"))
    else:
        returned.cells.update({(key, name): cell for name, cell in asked.items()})


def _place(returned: Returned, sheet: str, row: int, column: int) -> str:
    return f"{returned.name}, bladet ”{sheet}”, cell {cell_name(row, column)}"


def _at(rows: list[list[Any]], row: int, column: int) -> Any:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _filled(cell: Any, source: Any, place: str) -> Filled:
    """Return a cell as values of ours: decimals without the dust of binary fractions."""
    value = cell.value
    written = source.value if source is not None else None
    formula = source is not None and getattr(source, "data_type", "") == "f"
    if formula and not isinstance(written, str):
        written = "="  # an array formula is an object of openpyxl's
    if getattr(cell, "data_type", "") == "e":
        return Filled(None, place, formula, fault=f"cellen har felvärdet {value}")
    if value is None or isinstance(value, bool | str):
        return Filled(value or None if isinstance(value, str) else value, place, formula)
    if isinstance(value, int | float):
        return Filled(Decimal(f"{value:.15g}"), place, formula, percent=_is_percent(cell))
    fault = f"cellen har blivit ett datum eller en tid ({value})"
    return Filled(None, place, formula, fault=fault)


def _is_percent(cell: Any) -> bool:
    return "%" in _QUOTED.sub("", str(cell.number_format or ""))
