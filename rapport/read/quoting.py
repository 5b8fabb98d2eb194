"""Quotation marks around a value: when it needs them, how they are put, where they end."""

from __future__ import annotations

import re

_BAD_ESCAPE = re.compile(r"\\(?![0abtnvfre \"/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_UNSAFE_START = re.compile(r"[>|@`%*&!,\[\]{}\"'#]|[-?:](?:\s|$)")
_UNSAFE_INSIDE = re.compile(r":(?:\s|$)|\s#")


def quoted(text: str) -> str:
    """Return a text between quotation marks, double ones unless it has some itself."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def needs_quotes(text: str) -> bool:
    """Tell whether a text must stand between quotation marks to be read as it is."""
    return _UNSAFE_START.match(text) is not None or _UNSAFE_INSIDE.search(text) is not None


def closing_quote(text: str, start: int = 0) -> int:
    """Return where the quotation mark at ``start`` is closed on its line, -1 when it isn't."""
    mark, position = text[start], start + 1
    while position < len(text):
        character = text[position]
        if character == "\\" and mark == '"':
            position += 2
            continue
        if character == mark:
            if mark == "'" and text[position + 1 : position + 2] == "'":
                position += 2
                continue
            return position
        position += 1
    return -1


def bad_escape(text: str) -> int:
    r"""Return where a double-quoted text has a backslash that YAML doesn't know, such as ``\%``, or -1."""
    position = 0
    while (position := text.find("\\", position)) >= 0:
        if _BAD_ESCAPE.match(text, position):
            return position
        position += 2
    return -1
