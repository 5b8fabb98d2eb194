"""Repairs of a value: a sign, a quotation mark or a colon that YAML reads in its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.read.quoting import bad_escape, closing_quote, quoted
from rapport.read.traps import cite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.read.repair import Repair, View

_SIGNS = ">|@`%*&!,]}"
_NUMBER = re.compile(r"-\s+(?=[\d.,]*\d)")


def sign(view: View, row: int) -> Iterator[Repair]:
    """Take `>25 %` or `@anna` as text."""
    line = view.line(row)
    value = line.value
    is_sign = value[:1] in _SIGNS or (value.startswith("? ") and line.key)
    if not value or not is_sign or line.opens_text or (value.startswith("* ") and not line.key):
        return
    message = f"{cite(value)} börjar med {value[0]}, som betyder något annat i YAML"
    yield view.repair("unquoted-sign", row, line.value_column, message, str(line.with_value(quoted(value))))


def text_after_bar(view: View, row: int) -> Iterator[Repair]:
    """Leave out a text that begins on the same line as the `|` or `>` of its block."""
    line, below = view.line(row), view.below(row)
    match = re.match(r"[|>]-?\s+(?=\S)", line.value)
    if match and line.key and below >= 0 and view.line(below).column > line.column:
        message = f"texten {cite(line.value[match.end() :])} står på samma rad som {line.value[0]}"
        mended = str(line.with_value(line.value[0]))
        repair = view.repair("unquoted-sign", row, line.value_column, message, mended)
        remedy = f"börja texten på raden under {line.key}: {line.value[0]}, indragen som resten"
        yield replace(repair, finding=replace(repair.finding, help=remedy))


def dash(view: View, row: int) -> Iterator[Repair]:
    """Take `- 3,56 %` after a colon as a number, and a dash alone as nothing."""
    line = view.line(row)
    value = line.value
    if not line.key or not re.match(r"-(?:\s|$)", value):
        return
    if value == "-":
        message = "ett bindestreck ensamt är inget värde"
        repair = view.repair("dash-value", row, line.value_column, message, str(line.with_value("")))
        remedy = "lämna det tomt efter kolon när värdet saknas"
        yield replace(repair, finding=replace(repair.finding, help=remedy))
        return
    mended = _NUMBER.sub("-", value) if _NUMBER.match(value) else quoted(value)
    message = f"{cite(value)} börjar med bindestreck och mellanslag, som en punkt i en lista"
    yield view.repair("dash-value", row, line.value_column, message, str(line.with_value(mended)))


def template(view: View, row: int) -> Iterator[Repair]:
    """Take `{{ ekonomi.total | mkr }} kronor` as text."""
    line = view.line(row)
    if line.value.startswith("{{"):
        message = "YAML tar {{ i början av ett värde för klamrar med fält"
        mended = str(line.with_value(quoted(line.value)))
        yield view.repair("unquoted-template", row, line.value_column, message, mended)


def quote(view: View, row: int) -> Iterator[Repair]:
    """Close a quotation mark, or put others around a text that has some in it."""
    line = view.line(row)
    value, column = line.value, line.value_column
    if value[:1] not in ("'", '"'):
        return
    mark, end = value[0], closing_quote(value)
    if end < 0:
        yield from _unclosed(view, row)
        return
    if mark == '"' and (offset := bad_escape(value[:end])) >= 0:
        mended = str(line.with_value(quoted(value[1:end].replace('\\"', '"')) + value[end + 1 :]))
        message = "omvänt snedstreck betyder något annat mellan dubbla citattecken"
        yield view.repair("bad-escape", row, column + offset, message, mended, width=2)
    after = value[end + 1 :]
    if after.strip() and not re.match(r"\s+#|\s*:(?:\s|$)", after):
        text = value.rstrip()
        inner = text[1:-1] if text.endswith(mark) else text
        message = f"det står text efter det avslutande citattecknet: {cite(after.strip())}"
        mended = str(line.with_value(quoted(inner)))
        yield view.repair("text-after-quote", row, column + end, message, mended)


def colon(view: View, row: int) -> Iterator[Repair]:
    """Take `Projekt: Alfa` after a colon as text."""
    line = view.line(row)
    if not line.key or line.value[:1] in ("'", '"', "[", "{"):
        return
    match = re.search(r":(?=\s|$)", line.value)
    if match:
        message = f"värdet {cite(line.value)} innehåller kolon"
        mended = str(line.with_value(quoted(line.value)))
        yield view.repair("colon-in-value", row, line.value_column, message, mended)


def _unclosed(view: View, row: int) -> Iterator[Repair]:
    """Close a quotation mark at the end of the line, or take it away when it stands before a field."""
    line = view.line(row)
    text = line.value[1:].rstrip()
    message = f"citattecknet {line.value[0]} avslutas inte på raden"
    mended = text if not line.key and re.match(r"[\w-]+:(?:\s|$)", text) else quoted(text)
    yield view.repair("unclosed-quote", row, line.value_column, message, str(line.with_value(mended)))
