"""Tables as WordprocessingML text: caption, columns, rows with their looks, notes below."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from rapport.tables.cell import MISSING, Kind, RowKind, Tone
from rapport.write import palette, word_styles
from rapport.write.word_columns import GRID, grid, printed
from rapport.write.word_comments import commented
from rapport.write.word_contents import numbered
from rapport.write.word_text import escape, paragraph, run, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.tables.cell import Row, Table
    from rapport.write.word_columns import Grid
    from rapport.write.word_template import Template

SHORT = 12
"""A table with no more rows than this, each on one line, is kept on one page."""

_FEW_NOTES = 8
"""So many notes stay together below their table."""
_SQUARE = palette.twips(9)
"""The least height of a row of squares."""

_ROW_STYLES = {
    RowKind.GROUP: word_styles.GROUP_ROW,
    RowKind.HEADING: word_styles.HEADING_ROW,
    RowKind.SUM: word_styles.SUM_ROW,
    RowKind.TOTAL: word_styles.TOTAL_ROW,
    RowKind.MEMO: word_styles.MEMO_ROW,
}
_RULES = {RowKind.SUM: 4, RowKind.TOTAL: 8}
"""Thickness of the rule above a row, in eighths of a point."""
_OPENING = frozenset({RowKind.HEADING, RowKind.GROUP})
"""Rows that must not be the last on a page."""


class _Place(NamedTuple):
    """Where a cell stands, as far as its looks go; cells alike share their properties."""

    column: int
    reached: int
    row: RowKind
    indent: int
    keep: bool
    tone: Tone
    kind: Kind


_Spot = tuple[int, int, RowKind, int, bool, Tone, Kind]
"""The same without its names: a table has hundreds of thousands of cells and few places."""


class _Setting(Struct):
    """A table while it is set: its columns, and the properties that cells in the same place share."""

    table: Table
    grid: Grid
    template: Template
    comments: list[str] | None = None
    frames: dict[_Spot, tuple[str, str, str, str]] = field(default_factory=dict)
    is_grid: bool = False
    """Whether ratings stand side by side (months, risk matrix): they fill their cells rather than be chips."""
    height: int = 0
    """The least height of the rows, where every cell is a square."""


def captioned(
    table: Table, number: int, total_width: int, template: Template, comments: list[str] | None = None
) -> str:
    """Return a table with its caption above and its notes below; remarks on cells are added to the comments."""
    texts = [_printed(row) for row in table.rows]
    whole = [
        text
        for text, row in zip(texts, table.rows, strict=True)
        if row.kind is not RowKind.HEADING or any(text[1:])
    ]
    is_grid = sum(column.kind is Kind.RATING for column in table.columns) >= GRID
    setting = _Setting(
        table,
        grid(table, whole, total_width, template.font_factor),
        template,
        comments,
        is_grid=is_grid,
        height=_SQUARE if is_grid and _is_full(table) else 0,
    )
    footnotes = {
        note: place
        for place, note in enumerate(dict.fromkeys(r.footnote for r in table.rows if r.footnote), 1)
    }
    notes = _notes(table, footnotes, template)
    pieces = [_caption(table, number, template), _opening(setting), _head(setting)]
    keeps = _keeps(setting, texts, has_notes=bool(notes))
    for place, row in enumerate(table.rows):
        pieces.append(_row(setting, place, texts[place], footnotes.get(row.footnote, 0), keep=keeps[place]))
    return "".join([*pieces, "</w:tbl>", notes])


def _is_full(table: Table) -> bool:
    """Return whether every cell but the first of each row is rated."""
    return all(cell.tone is not Tone.PLAIN for row in table.rows for cell in row.cells[1:])


def _printed(row: Row) -> list[str]:
    """Return the words of a row; a cell that says nothing is a dash, but in the rows that span their group."""
    texts = [printed(cell) for cell in row.cells]
    if row.kind in _OPENING:
        reach = next((place for place, text in enumerate(texts) if place and text.strip()), len(texts))
        return [text if place < reach or text.strip() else MISSING for place, text in enumerate(texts)]
    return [text if text.strip() else MISSING for text in texts]


def has_notes(table: Table) -> bool:
    """Return whether something stands below the table."""
    return any(note.strip() for note in table.notes) or any(row.footnote for row in table.rows)


def _caption(table: Table, number: int, template: Template) -> str:
    label = numbered("Tabell", number)
    return paragraph(template.style(word_styles.CAPTION), label + run(f". {table.caption}"), "<w:keepNext/>")


def _notes(table: Table, footnotes: dict[str, int], template: Template) -> str:
    style = template.style(word_styles.SOURCE)
    numbered = [run(str(number), _RAISED) + run(f" {note}") for note, number in footnotes.items()]
    plain = [run(note) for note in table.notes if note.strip()]
    contents = [*numbered, *plain]
    keep = "<w:keepNext/>" if len(contents) <= _FEW_NOTES else ""
    return "".join(
        paragraph(style, content, keep if place < len(contents) else "")
        for place, content in enumerate(contents, 1)
    )


_RAISED = '<w:vertAlign w:val="superscript"/>'


def _opening(setting: _Setting) -> str:
    widths, density = setting.grid.widths, setting.grid.density
    margins = ""
    if density is not palette.DENSITIES[0]:
        sides = {"top": 45, "left": density.side, "bottom": 45, "right": density.side}
        margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides.items())
        margins = f"<w:tblCellMar>{margins}</w:tblCellMar>"
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in widths)
    table = setting.table
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{setting.template.style(word_styles.TABLE)}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{_attribute(table.caption)}"/>'
        f'<w:tblDescription w:val="{_attribute(table.description or table.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def _attribute(text: str) -> str:
    return escape(" ".join(text.split()))


def _aligned(kind: Kind) -> str:
    return {Kind.NUMBER: '<w:jc w:val="right"/>', Kind.RATING: '<w:jc w:val="center"/>'}.get(kind, "")


def _head(setting: _Setting) -> str:
    style = setting.template.style(word_styles.HEAD)
    fill = setting.template.fill(word_styles.HEAD)
    looks = _size(setting.grid.density.head, palette.HEAD_SIZE)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{setting.grid.widths[place]}" w:type="dxa"/>{_shade(fill)}'
        f'<w:vAlign w:val="bottom"/></w:tcPr>'
        f"{paragraph(style, run(setting.grid.title_lines(place, column.title), looks), _aligned(column.kind))}</w:tc>"
        for place, column in enumerate(setting.table.columns)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _keeps(setting: _Setting, texts: Sequence[Sequence[str]], *, has_notes: bool) -> list[bool]:
    """Return for each row whether it stays with what follows."""
    rows = setting.table.rows
    last = len(rows) - 1
    if len(rows) <= SHORT and all(
        _one_line(setting.grid, row, text) for row, text in zip(rows, texts, strict=True)
    ):
        return [place < last or has_notes for place in range(len(rows))]
    return [
        (has_notes if place == last else place in (0, last - 1) or row.kind in _OPENING)
        for place, row in enumerate(rows)
    ]


def _one_line(sizes: Grid, row: Row, texts: Sequence[str]) -> bool:
    if row.kind is RowKind.HEADING and not any(texts[1:]):
        return sizes.measure(texts[0]) <= sum(sizes.widths)
    return not any(cell.note for cell in row.cells) and all(
        sizes.fits(place, text, row.indent if place == 0 else 0) for place, text in enumerate(texts)
    )


def _row(setting: _Setting, place: int, texts: Sequence[str], footnote: int, *, keep: bool) -> str:
    row = setting.table.rows[place]
    height = f'<w:trHeight w:val="{setting.height}"/>' if setting.height else ""
    pieces = [f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"]
    reached = 0
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        if column < reached:
            continue
        reached = column + (_span(row, texts) if column == 0 else 1)
        indent = 0 if column else row.indent
        spot = (column, reached, row.kind, indent, keep, cell.tone, cell.kind)
        start, between, end, note_start = setting.frames.get(spot) or _framed(setting, spot)
        pieces.append(start)
        if text and not text.isspace():
            if setting.comments is None or not cell.remark:
                pieces += (between, words(text), "</w:r>")
            else:
                pieces.append(commented(f"{between}{words(text)}</w:r>", cell.remark, setting.comments))
        if footnote and column == 0:
            pieces.append(run(str(footnote), _RAISED))
        pieces.append(end)
        if cell.note:
            pieces += (note_start, words(cell.note), "</w:r></w:p>")
        pieces.append("</w:tc>")
    pieces.append("</w:tr>")
    return "".join(pieces)


def _span(row: Row, texts: Sequence[str]) -> int:
    """Return how far the first cell reaches: in a row that opens a group its blank neighbours are no cells."""
    if row.kind not in _OPENING:
        return 1
    return next((place for place in range(1, len(texts)) if texts[place].strip()), len(texts))


def _framed(setting: _Setting, key: _Spot) -> tuple[str, str, str, str]:
    """Return what stands before a cell's words, at the start of their run, after them, and where a note starts."""
    spot = _Place(*key)
    name = _style_name(setting, spot)
    template = setting.template
    reach = spot.reached - spot.column
    width = sum(setting.grid.widths[spot.column : spot.reached])
    span = f'<w:gridSpan w:val="{reach}"/>' if reach > 1 else ""
    # A chip is as tall as its word, however tall the row: its style shades the paragraph, not the cell.
    is_chip = _is_chip(setting, spot)
    behind = _ROW_STYLES.get(spot.row, "") if is_chip and not setting.is_grid else name
    shade = _shade(template.fill(behind)) if behind else ""
    borders = _GAPS if is_chip and setting.is_grid else _borders(spot, template.look.deep)
    middle = '<w:vAlign w:val="center"/>' if setting.height else ""
    start = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{borders}{shade}{middle}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{template.style(name)}"/>{"<w:keepNext/>" if spot.keep else ""}'
        f"{_indent(spot)}{_alignment(setting, spot, name)}</w:pPr>"
    )
    looks = _adverse(setting, spot) + _size(setting.grid.density.size, palette.TABLE_SIZE)
    between = f"<w:r><w:rPr>{looks}</w:rPr>" if looks else "<w:r>"
    note = _note_frame(setting, spot, name)
    frame = (start, between, "</w:p>", note)
    setting.frames[key] = frame
    return frame


def _is_chip(setting: _Setting, spot: _Place) -> bool:
    is_rating = Kind.RATING in (spot.kind, setting.table.columns[spot.column].kind)
    return is_rating and spot.tone is not Tone.PLAIN


def _style_name(setting: _Setting, spot: _Place) -> str:
    if _is_chip(setting, spot):
        return palette.RATING_STYLES[spot.tone]
    if spot.row in _ROW_STYLES:
        return _ROW_STYLES[spot.row]
    kind = setting.table.columns[spot.column].kind
    return word_styles.FIGURE if kind is Kind.NUMBER else word_styles.CELL


def _alignment(setting: _Setting, spot: _Place, name: str) -> str:
    if _is_chip(setting, spot) or spot.reached > spot.column + 1 or name == word_styles.FIGURE:
        return ""
    return _aligned(setting.table.columns[spot.column].kind)


def _indent(spot: _Place) -> str:
    steps = spot.indent + (spot.row is RowKind.MEMO and spot.column == 0)
    return f'<w:ind w:left="{steps * palette.INDENT}"/>' if steps else ""


def _borders(spot: _Place, colour: str) -> str:
    if spot.row not in _RULES:
        return ""
    line = f'<w:top w:val="single" w:sz="{_RULES[spot.row]}" w:space="0" w:color="{colour}"/>'
    return f"<w:tcBorders>{line}</w:tcBorders>"


_GAPS = (
    "<w:tcBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="0" w:color="{palette.WHITE}"/>'
        for side in ("left", "right")
    )
    + "</w:tcBorders>"
)
"""White lines between squares side by side."""


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""


def _adverse(setting: _Setting, spot: _Place) -> str:
    if _is_chip(setting, spot) or spot.tone not in palette.ADVERSE:
        return ""
    return f'<w:rStyle w:val="{setting.template.style(word_styles.ADVERSE)}"/>'


def _size(points: float, usual: float) -> str:
    half = round(points * 2)
    return "" if points == usual else f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _note_frame(setting: _Setting, spot: _Place, name: str) -> str:
    """Return the start of a cell's second paragraph up to its words; on a chip it keeps the chip's colours."""
    small = round(min(palette.NOTE_SIZE, setting.grid.density.size - 0.5) * 2)
    looks = f'<w:b w:val="0"/><w:bCs w:val="0"/><w:sz w:val="{small}"/><w:szCs w:val="{small}"/>'
    style = name if _is_chip(setting, spot) else word_styles.CELL_NOTE
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{setting.template.style(style)}"/>{"<w:keepNext/>" if spot.keep else ""}'
        f"{_indent(spot)}{_alignment(setting, spot, style)}</w:pPr><w:r><w:rPr>{looks}</w:rPr>"
    )
