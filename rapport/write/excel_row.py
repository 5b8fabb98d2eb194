"""A row of a table on its sheet: cell after cell as it stands in the file, the notes on them, the row's height."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from rapport import notation
from rapport.tables.cell import MISSING, Kind, RowKind
from rapport.write.excel_cells import check_value, done, is_like_formula, set_height, style_of, write_note
from rapport.write.excel_formula import cell_name, column_letters, formula_text
from rapport.write.excel_layout import comment_on, lines_in
from rapport.write.excel_limits import is_writable_text
from rapport.write.excel_looks import Look, Part, number_format
from rapport.write.excel_xml import blank_xml, formula_xml, number_xml, text_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.tables.cell import Cell, Claim, Formula, Row
    from rapport.write.excel_cells import Page, Spot
    from rapport.write.excel_layout import Place

_CLAIM_DECIMALS = 3


class Manner(Struct, frozen=True):
    """What all cells of a row have in common in their looks."""

    kind: RowKind
    indent: int
    wrapped: bool
    tall: bool


class Body(Struct, frozen=True):
    """The rows of a table while they are written.

    ``styles`` has the styles of the cells so far, by the manner of their row and the facts that they follow from: a
    column has few looks, and the facts are told sooner than a look is put together. ``rooms`` has how many characters
    each column takes, by what that follows from.
    """

    page: Page
    place: Place
    styles: dict[Manner, dict[Any, int]] = field(default_factory=dict)
    rooms: dict[tuple[RowKind, int], list[int]] = field(default_factory=dict)


def write_row(body: Body, number: int, row: Row) -> None:
    """Write a row of a table."""
    page, place = body.page, body.place
    words = [words_in(cell) for cell in row.cells]
    if place.comments is not None:
        words.append(comment_on(row, place.table))
    _check_words(page, number, row, words)
    overflows = row.kind is RowKind.HEADING and _overflows(row, sum(place.widths))
    lines = 1 if overflows else lines_in(words, _room(body, row))
    manner = Manner(row.kind, row.indent, not overflows, lines > 1)
    cells = _cells(body, manner, number, row.cells, words)
    if place.comments is not None:
        cells.append(_comment(page, manner, (number, len(cells)), words[-1]))
    done(page, (number, 0), page.sheet.write_cells(number, cells))
    for column, cell in enumerate(row.cells):
        if cell.claim or cell.remark:
            claimed = _claim_note(cell, cell.claim) if cell.claim else ""
            write_note(page, (number, column), [claimed, cell.remark])
    if manner.tall:
        set_height(page, number, lines)


def words_in(cell: Cell) -> str:
    """Return the words of a cell without a number; what is missing is an empty cell, not a dash."""
    value = cell.value
    if isinstance(value, Decimal):
        return ""
    words = cell.text or value or ""
    return "" if words.strip() in ("", MISSING) else words


def stored(value: Decimal) -> float:
    """Return a number as the file stores it: the one place where a number becomes binary."""
    return float(value + 0)


def indent_of(column: int, kind: Kind) -> int:
    """Keep text from touching the figures to its left."""
    return 1 if column > 0 and kind is Kind.TEXT else 0


def _cells(body: Body, manner: Manner, number: int, cells: Sequence[Cell], words: Sequence[str]) -> list[str]:
    """Return the cells of a row with what they hold: a formula and its value, a number, words, or nothing."""
    styles = body.styles.setdefault(manner, {})
    number_of = body.page.sheet.number_of
    written = []
    for column, cell in enumerate(cells):
        text = words[column]
        # all that a look follows from, apart from the row and the column's kind
        facts = (
            column,
            cell.kind,
            cell.tone,
            cell.unit,
            cell.decimals,
            cell.signed,
            cell.formula is None,
            cell.claim is None,
            type(cell.value),
            is_like_formula(text),
        )
        style = styles.get(facts)
        if style is None:
            style = styles[facts] = style_of(body.page, _look(body.place, manner, column, cell))
        name = f"{column_letters(column)}{number + 1}"
        formula, value = (None, cell.claim.stated) if cell.claim else (cell.formula, cell.value)
        if formula is not None:
            written.append(_formula(body, (number, column), formula, value, style))
        elif isinstance(value, Decimal):
            check_value(body.page, (number, column), value)
            written.append(number_xml(name, style, stored(value)))
        else:
            written.append(text_xml(name, style, number_of(text)) if text else blank_xml(name, style))
    return written


def _formula(body: Body, spot: Spot, formula: Formula, value: Decimal | str | None, style: int) -> str:
    """Return a cell with a formula and its value, which is all that previews and Power Query see."""
    check_value(body.page, spot, value)
    held = stored(value) if isinstance(value, Decimal) else value or ""
    text = formula_text(formula, body.place, body.page.book.places, missing=value is None)
    return formula_xml(cell_name(*spot), style, text, held)


def _comment(page: Page, manner: Manner, spot: Spot, words: str) -> str:
    """Return the cell in the column of notes."""
    look = Look(
        Part.COMMENT,
        row=manner.kind,
        indent=1,
        wrapped=manner.wrapped,
        tall=manner.tall,
        quoted=is_like_formula(words),
    )
    name, style = cell_name(*spot), style_of(page, look)
    return text_xml(name, style, page.sheet.number_of(words)) if words else blank_xml(name, style)


def _look(place: Place, manner: Manner, column: int, cell: Cell) -> Look:
    usual = place.table.columns[column].kind
    kind = usual if cell.kind is Kind.TEXT else cell.kind
    return Look(
        Part.DATA,
        row=manner.kind,
        kind=kind,
        tone=cell.tone,
        indent=indent_of(column, kind) + (manner.indent if column == 0 else 0),
        number_format=_number_format(cell, kind),
        italic=cell.claim is not None,
        wrapped=manner.wrapped,
        tall=manner.tall,
        quoted=cell.formula is None and cell.claim is None and is_like_formula(words_in(cell)),
    )


def _check_words(page: Page, number: int, row: Row, words: Sequence[str]) -> None:
    """Refuse words that Excel can't hold; those of a whole row seldom have anything wrong."""
    if is_writable_text("".join(words)):
        return
    for column, text in enumerate(words):
        cell = row.cells[column] if column < len(row.cells) else None
        # a formula with words has them for those who read the table elsewhere
        if cell is None or (cell.formula is None and cell.claim is None):
            check_value(page, (number, column), text)


def _number_format(cell: Cell, kind: Kind) -> str:
    """Return the format of a number, or of a formula that may become one; words have none."""
    awaited = cell.formula is not None and kind is Kind.NUMBER
    return number_format(cell) if awaited or cell.claim or isinstance(cell.value, Decimal) else ""


def _room(body: Body, row: Row) -> list[int]:
    """Return how many characters fit on a line of each cell: words are narrower than the digits Excel counts."""
    found = body.rooms.get((row.kind, row.indent))
    if found is None:
        bold = row.kind in (RowKind.GROUP, RowKind.HEADING, RowKind.SUM, RowKind.TOTAL)
        first, *others = body.place.widths
        room = [first - 2 * row.indent, *(width - 1 for width in others)]
        found = body.rooms[row.kind, row.indent] = [width * (11 if bold else 12) // 10 for width in room]
    return found


def _overflows(heading: Row, space: int) -> bool:
    """Tell whether a heading has its whole row for itself and fits there on one line."""
    alone = all(
        cell.value is None and not words_in(cell) and cell.formula is None for cell in heading.cells[1:]
    )
    return alone and len(heading.cells[0].shown) <= space


def _claim_note(cell: Cell, claim: Claim) -> str:
    """Say what a figure from the source would be if it were computed."""
    exponent = claim.computed.normalize().as_tuple().exponent
    decimals = max(cell.decimals, min(_CLAIM_DECIMALS, -exponent if isinstance(exponent, int) else 0))
    computed = notation.format_number(claim.computed, decimals, cell.unit)
    difference = notation.format_number(claim.stated - claim.computed, decimals, cell.unit, signed=True)
    return f"Angivet i källan; beräknat {computed}, skillnad {difference} (avrundning)"
