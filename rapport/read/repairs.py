"""Which repairs could explain a syntax error: the rules, the most specific first.

A rule only suggests. `rapport.read.syntax` tries each suggestion and keeps the one that lets the parser come
furthest, so a rule may be generous, but it must be right about what the line should have been.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from rapport.read import repair_fields, repair_flow, repair_indent, repair_values
from rapport.read.quoting import closing_quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.read.repair import Repair, View

_LOOK_BACK = 2000
_OPENERS = 2
_RULES = (
    repair_indent.tab,
    repair_fields.stray,
    repair_values.text_after_bar,
    repair_values.sign,
    repair_values.dash,
    repair_values.template,
    repair_values.quote,
    repair_flow.brackets,
    repair_values.colon,
    repair_fields.missing_space,
    repair_fields.bullet,
    repair_fields.missing_dash,
    repair_fields.nameless,
    repair_fields.text_below_text,
    repair_fields.missing_colon,
    repair_fields.loose_text,
    repair_fields.colon_in_text,
)


def repairs(view: View) -> Iterator[Repair]:
    """Give the repairs to try."""
    rows = _rows(view)
    for rule in _RULES:
        for row in rows:
            yield from rule(view, row)
    moves = [repair for row in rows for repair in repair_indent.indent(view, row)]
    yield from sorted(moves, key=lambda repair: repair_indent.unlikeliness(view, repair))


def _rows(view: View) -> list[int]:
    """Return the lines that can be at fault, the likeliest first."""
    problem = view.problem
    rows = list(islice(_openers(view), _OPENERS))
    if (
        problem.context_row >= 0
        and "block mapping" not in problem.context
        and "collection" not in problem.context
    ):
        rows.append(problem.context_row)
    rows += [view.row, view.above(view.row), *_around_deeper(view)]
    return list(dict.fromkeys(rows))


def _openers(view: View) -> Iterator[int]:
    """Give the lines above, nearest first, that open a quotation mark or a bracket and don't close it."""
    for row in range(view.row, max(-1, view.row - _LOOK_BACK), -1):
        text = view.lines[row]
        if '"' not in text and "'" not in text and "[" not in text and "{" not in text:
            continue
        value = view.line(row).value
        open_quote = value[:1] in ("'", '"') and closing_quote(value) < 0
        if open_quote or (value[:1] in ("[", "{") and not repair_flow.is_balanced(value)):
            yield row


def _around_deeper(view: View) -> tuple[int, int]:
    """Return the line that began the deeper block just above and the line that it belongs to.

    Either can be a neighbour of the faulty line that stands askew.
    """
    column, found, row = view.line(view.row).column, view.above(view.row), view.row
    while row > 0:
        row = view.above(row)
        line = view.line(row)
        if line.column <= column:
            break
        if line.column <= view.line(found).column:
            found = row
    return found, row
