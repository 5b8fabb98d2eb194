"""Repairs of a value: a sign, a quotation mark or a colon that YAML reads in its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    if not value or value[0] not in _SIGNS or line.opens_text:
        return
    if value.startswith("* ") and not line.key:
        return
    message = f"{cite(value)} börjar med {value[0]}, som betyder något annat i YAML"
    yield view.repair("unquoted-sign", row, line.value_column, message, str(line.with_value(quoted(value))))


def dash(view: View, row: int) -> Iterator[Repair]:
    """Take `- 3,56 %` after a colon as a number, and a dash alone as nothing."""
    line = view.line(row)
    value = line.value
    if not line.key or not re.match(r"-(?:\s|$)", value):
        return
    if value == "-":
        message = "ett bindestreck ensamt är inget värde"
        finding = view.repair("dash-value", row, line.value_column, message, str(line.with_value("")))
        yield finding
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
        message = f"citattecknet {mark} avslutas inte på raden"
        yield view.repair(
            "unclosed-quote", row, column, message, str(line.with_value(quoted(value[1:].rstrip())))
        )
        yield view.repair("unclosed-quote", row, column, message, str(line.with_value(value[1:])))
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
