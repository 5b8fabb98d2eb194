"""Repairs of values inside `{ }` and `[ ]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.read.quoting import closing_quote, needs_quotes, quoted
from rapport.read.traps import cite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.read.line import Line
    from rapport.read.repair import Repair, View

_NAMES = {"[": "hakparentesen", "{": "klammern"}
_PAIRS = {"[": "]", "{": "}"}
_OPENERS = {"]": "[", "}": "{"}
_MISSING_COMMA = re.compile(r"(?<=[^\s,{\[:])[ \t]+(?=[^\W\d][\w-]*:\s)")
_SIGNS = ">|@`%*&!"


class _Scan(Struct, frozen=True):
    """What bracket matching found: where the first bracket closes, and what is still open at the end."""

    end: int
    open: str
    in_quote: bool
    is_mismatched: bool


def is_balanced(value: str) -> bool:
    """Tell whether every bracket and quotation mark that is opened on the line is closed there."""
    scan = _scan(value)
    return not scan.open and not scan.in_quote


def brackets(view: View, row: int) -> Iterator[Repair]:
    """Repair a value that begins with a bracket."""
    line = view.line(row)
    if line.value[:1] not in _PAIRS or line.value.startswith("{{"):
        return
    scan = _scan(line.value)
    yield from _after_end(view, row, line, scan)
    yield from _inside(view, row, line)
    yield from _unclosed(view, row, line, scan)


def _scan(value: str) -> _Scan:
    stack, position, mismatched = "", 0, False
    while position < len(value):
        character = value[position]
        if character in "\"'" and value[position - 1] in " [{,":
            closing = closing_quote(value, position)
            if closing < 0:
                return _Scan(-1, stack, in_quote=True, is_mismatched=mismatched)
            position = closing
        elif character in _PAIRS:
            stack += character
        elif character in "]}" and stack:
            mismatched = mismatched or _PAIRS[stack[-1]] != character
            stack = stack[:-1]
            if not stack:
                return _Scan(position, "", in_quote=False, is_mismatched=mismatched)
        position += 1
    return _Scan(-1, stack, in_quote=False, is_mismatched=mismatched)


def _after_end(view: View, row: int, line: Line, scan: _Scan) -> Iterator[Repair]:
    """Cut superfluous brackets; take text after a bracket as part of a text."""
    after = line.value[scan.end + 1 :].strip() if scan.end >= 0 else ""
    if not after:
        return
    column = line.value_column + scan.end + 1
    if not after.strip("]}"):
        mended = str(line.with_value(line.value[: scan.end + 1]))
        message = f"{after} står efter slutet på {_NAMES[line.value[0]]}"
    else:
        mended = str(line.with_value(quoted(line.value)))
        message = f"det står text efter slutet på {_NAMES[line.value[0]]}: {cite(after)}"
    yield view.repair("extra-bracket", row, column, message, mended)


def _inside(view: View, row: int, line: Line) -> Iterator[Repair]:
    """Put in missing commas and quotation marks."""
    value, column = line.value, line.value_column
    if value[0] == "{" and (match := _MISSING_COMMA.search(value)):
        mended = str(line.with_value(_MISSING_COMMA.sub(", ", value)))
        message = f"kommatecken saknas före {cite(value[match.end() :].split(':')[0])}"
        yield view.repair("missing-comma", row, column + match.start(), message, mended, width=1)
    rebuilt, check, offset = _rebuilt(value)
    if check:
        message = {
            "unclosed-quote": f"ett citattecken inom {_NAMES[value[0]]} avslutas inte",
            "unquoted-sign": f"{cite(value[offset:].rstrip(']} '))} börjar med {value[offset]}, som betyder något annat i YAML",
            "colon-in-value": f"ett värde inom {_NAMES[value[0]]} innehåller kolon",
        }[check]
        yield view.repair(check, row, column + offset, message, str(line.with_value(rebuilt)))


def _rebuilt(value: str) -> tuple[str, str, int]:
    """Return a bracket with each of its values quoted where needed, and what was wrong first."""
    closer = _PAIRS[value[0]]
    inner = value[1:].rstrip().removesuffix(closer)
    if re.search(r"[\[\]{}]", inner):
        return value, "", 0
    check, offset, position, parts = "", 0, 1, []
    for part in re.split(r"(,\s+)", inner):
        fault_here, mended, at = _part(part)
        if fault_here and not check:
            check, offset = fault_here, position + at
        parts.append(mended)
        position += len(part)
    return value[0] + "".join(parts).rstrip() + closer, check, offset


def _part(part: str) -> tuple[str, str, int]:
    """Return what is wrong with one entry, the entry as it should be, and where in it the fault is."""
    match = re.match(r"(\s*(?:[^\s\"'][^:]*:\s+)?)(.*)$", part, re.DOTALL)
    head, text = (match[1], match[2]) if match else ("", part)
    bare = text.strip()
    if bare[:1] in ("'", '"'):
        if closing_quote(bare) == len(bare) - 1:
            return "", part, 0
        return "unclosed-quote", head + quoted(bare.strip("\"'")), len(head)
    if bare.endswith(('"', "'")):
        return "unclosed-quote", head + quoted(bare.strip("\"'")), len(head)
    if bare[:1] and bare[0] in _SIGNS:
        return "unquoted-sign", head + quoted(bare), len(head)
    if ":" in bare and head and needs_quotes(bare):
        return "colon-in-value", head + quoted(bare), len(head)
    return "", part, 0


def _unclosed(view: View, row: int, line: Line, scan: _Scan) -> Iterator[Repair]:
    """Close what is open, with the right bracket."""
    value = line.value
    if scan.in_quote or not (scan.open or scan.is_mismatched):
        return
    ending = "avslutas med fel tecken" if scan.is_mismatched else "avslutas inte på raden"
    message = f"{_NAMES[value[0]]} {value[0]} {ending}"
    is_text = value[0] == "{" and ":" not in value
    mended = str(line.with_value(quoted(value) if is_text else _closed(value)))
    yield view.repair("unclosed-bracket", row, line.value_column, message, mended)


def _closed(value: str) -> str:
    """Return a value whose brackets close in the right order."""
    stack, closed = "", ""
    for character in value.rstrip().rstrip(","):
        if character in "]}" and stack:
            while _OPENERS[character] in stack and stack[-1] != _OPENERS[character]:
                closed, stack = closed + _PAIRS[stack[-1]], stack[:-1]
            closed, stack = closed + _PAIRS[stack[-1]], stack[:-1]
            continue
        if character in _PAIRS:
            stack += character
        closed += character
    return closed + "".join(_PAIRS[character] for character in reversed(stack))
