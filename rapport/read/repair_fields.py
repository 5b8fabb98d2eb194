"""Repairs of a line's skeleton: the colon after a field, the space after it, the dash of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.read.traps import cite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.read.repair import Repair, View

_GLUED = re.compile(r"([^\W\d][\w-]*|[0-9]{4}(?:-\w+)?):(?!//)(?:[\xa0\u2007\u202f]\s*)?(?=\S)(.*)$")
_STRAY = re.compile(
    r"(?P<head>[ ]*(?:- +)*)(?P<stray>[^\w\s#-]|\w(?=[ ]{2}))(?P<gap>[ ]*)(?P<field>[^\W_][\w-]*)(?P<rest>:(?:\s.*)?)$"
)
_BULLET = re.compile(r"(?:[–—•*·▪]\s*|-(?=[^\s\d]))(?=\S)")
_NO_PROSE = "\"'[{]}?,:&*!|>%@`"
_FEW_WORDS = 3
_MANY_WORDS = 6


def stray(view: View, row: int) -> Iterator[Repair]:
    """Take away a sign, or a letter in the indent, that stands before a field."""
    match = _STRAY.match(view.lines[row])
    if match:
        message = f"tecknet {match['stray']} står löst före fältet {cite(match['field'])}"
        rest = match["gap"] + match["field"] + match["rest"]
        for head in (match["head"], match["head"] + " "):
            yield view.repair("stray-character", row, match.start("stray"), message, head + rest, width=1)


def missing_space(view: View, row: int) -> Iterator[Repair]:
    """Put a space after the colon of `mål:öka`."""
    line = view.line(row)
    match = None if line.key else _GLUED.match(line.value)
    if match:
        hard = line.value[match.end(1) + 1].isspace()
        message = f"mellanslag saknas efter kolon i {cite(match[0])}"
        if hard:
            message = (
                f"efter kolon i {cite(match[1] + ':')} står ett hårt mellanslag i stället för ett vanligt"
            )
        mended = str(line.with_value(f"{match[1]}: {match[2]}"))
        column = line.value_column + match.end(1)
        yield view.repair("missing-space", row, column, message, mended, width=1)


def bullet(view: View, row: int) -> Iterator[Repair]:
    """Begin a point of a list with a dash and a space."""
    line = view.line(row)
    match = None if line.dashes else _BULLET.match(line.content)
    if match:
        written = match[0].strip()
        fact = "saknar mellanslag efter bindestrecket" if written == "-" else f"börjar med {written}"
        message = f"punkten {fact}"
        mended = f"{line.indent}- {line.content[match.end() :]}{line.comment}"
        yield view.repair("wrong-bullet", row, line.column, message, mended, width=len(written))


def missing_dash(view: View, row: int) -> Iterator[Repair]:
    """Put a dash before a line that stands among points of a list."""
    line, above = view.line(row), view.line(view.above(row))
    if not line.dashes and above.dashes and not line.key and line.column in (above.column, above.key_column):
        mended = f"{above.indent}- {line.content}{line.comment}"
        message = f"{cite(line.content)} står bland punkter i en lista men saknar bindestreck"
        yield view.repair("missing-dash", row, line.column, message, mended)
    following = view.line(view.row)
    if (
        line.key
        and not line.dashes
        and following.dashes
        and row < view.row
        and line.column == following.key_column
    ):
        mended = f"{following.indent}{following.dashes}{line.content}{line.comment}"
        message = f"posten som börjar med {cite(line.content)} står i en lista men saknar bindestreck"
        yield view.repair("missing-dash", row, line.column, message, mended)


def nameless(view: View, row: int) -> Iterator[Repair]:
    """Leave out a line that begins with a colon."""
    line = view.line(row)
    if re.match(r":(?:\s|$)", line.value) and not line.key:
        message = "det står inget fältnamn före kolon"
        repair = view.repair("nameless-field", row, line.value_column, message, "", width=1)
        yield replace(repair, finding=replace(repair.finding, help=f"skriv fältnamn{line.value}"))


def missing_colon(view: View, row: int) -> Iterator[Repair]:
    """Put a colon after the first word, or after the line when its fields stand below."""
    line = view.line(row)
    words = line.value.split()
    if line.key or not words or not line.value[0].isalnum() or len(words) >= _MANY_WORDS:
        return
    below = view.below(row)
    deeper = below >= 0 and view.line(below).column > line.column
    opens = deeper and len(words) <= _FEW_WORDS and words[-1] not in ("|", ">")
    if opens or len(words) == 1:
        mended = line.value.rstrip() + ":"
    else:
        mended = f"{words[0]}: {line.value[len(words[0]) :].strip()}"
    message = f"fältet {cite(mended.split(':')[0])} saknar kolon"
    text = str(line.with_value(mended))
    yield view.repair("missing-colon", row, line.key_column, message, text, width=len(words[0]))


def text_below_text(view: View, row: int) -> Iterator[Repair]:
    """Indent a line of a text block as the block's other lines."""
    line, above = view.line(row), view.line(view.above(row))
    opener = _text_opener(view, row)
    if opener < 0 or line.column >= above.column or line.key or line.dashes:
        return
    if line.column <= view.line(opener).column and len(line.value.split()) <= _FEW_WORDS:
        return
    yield _as_continuation(view, row, above.column if not above.opens_text else above.column + 2)


def loose_text(view: View, row: int) -> Iterator[Repair]:
    """Indent a line of prose as the continuation of the value above."""
    line, above = view.line(row), view.line(view.above(row))
    if line.key or line.dashes or not line.value or row == 0:
        return
    if line.value[0] in _NO_PROSE or _BULLET.match(line.value):
        return
    if line.column <= above.key_column and not above.opens_text:
        yield _as_continuation(view, row, above.key_column + 2)


def colon_in_text(view: View, row: int) -> Iterator[Repair]:
    """Take a colon in the continuation of a text as part of the text."""
    line, above = view.line(row), view.line(view.above(row))
    if not line.key or line.dashes or above.opens or line.column <= above.column - 1 or " " not in line.key:
        return
    message = f"texten innehåller kolon: {cite(line.key + ':')}"
    column = line.key_column + len(line.key)
    repair = view.repair("colon-in-value", row, column, message, str(replace(line, colon=" ")), width=1)
    remedy = "skriv texten under fältet, efter fält: |"
    yield replace(repair, finding=replace(repair.finding, help=remedy))


def _text_opener(view: View, row: int) -> int:
    """Return the line with the `|` or `>` of the text block that the line above belongs to, or -1."""
    above = view.above(row)
    column = view.line(above).column
    while above > 0 and not view.line(above).opens_text:
        above = view.above(above)
        if view.line(above).column < column and not view.line(above).opens_text:
            return -1
    return above if view.line(above).opens_text else -1


def _as_continuation(view: View, row: int, column: int) -> Repair:
    line = view.line(row)
    message = f"raden {cite(line.value)} hör varken till ett fält eller till texten ovanför"
    repair = view.repair("loose-text", row, line.column, message, str(line.with_indent(column)))
    remedy = f"dra in raden till kolumn {column + 1} om den fortsätter texten, annars skriv fält: värde"
    return replace(repair, finding=replace(repair.finding, help=remedy))
