"""How a value is written in YAML: plain where that is safe, in quotes where not, as a block where it is long."""

from __future__ import annotations

import re
import textwrap

from rapport.read.quoting import quoted

WIDTH = 110
"""Longer lines of prose are folded."""

_RISKY = re.compile(r"^[\s?:,\[\]{}#&*!|>'\"%@`]|^-(?![0-9])|: |:$| #|\t|\s$|^(?:~|null|=|<<|---|\.\.\.)$")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def as_yaml(value: str, style: str = "", *, indent: int = 0, in_flow: bool = False) -> str:
    """Return a value as YAML text.

    Args:
        value: The value; lines are separated by line feeds.
        style: The marks it had before, which it keeps: ``'``, ``"``, ``|``, ``>`` or "".
        indent: How far the lines of a block are indented.
        in_flow: The value stands within ``{}`` or ``[]``, where a comma separates.
    """
    if style == '"' or ("\n" in value and (in_flow or style == "'")):
        return '"' + "".join(_ESCAPES.get(sign, sign) for sign in value) + '"'
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    if not in_flow and ("\n" in value or style in ("|", ">")):
        return as_block(value, "|" if "\n" in value else style + "-", indent)
    if not value or _RISKY.search(value) or (in_flow and _FLOW_SIGNS.search(value)):
        return quoted(value)
    if not in_flow and indent + len(value) > WIDTH and "  " not in value:
        return as_block(value, ">-", indent)
    return value


def as_block(value: str, header: str, indent: int) -> str:
    """Return a value as a block under its header, such as ``>-``, without a line feed at the end.

    Only a single paragraph of words can be folded; other values are kept line by line.
    """
    folds = header.startswith(">") and "\n" not in value and "  " not in value
    if not folds:
        header = header.replace(">", "|", 1)
    lines = _folded(value, indent) if folds else value.split("\n")
    margin = " " * indent
    return "\n".join([header, *(f"{margin}{line}".rstrip() for line in lines)])


def _folded(value: str, indent: int) -> list[str]:
    return textwrap.wrap(value, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
