"""Words where a figure could stand: ``{ord: Stängt}``."""

from __future__ import annotations

import re

_LONGEST = 60
_NEEDS_QUOTES = re.compile(r"""[,\[\]{}"'\\]|:(?:\s|$)|\s\#|^[>|@`%*&!#]|^[-?:]\s""", re.VERBOSE)


def format_words(text: str) -> str:
    """Write words as they can be put in place of a figure; long ones are only hinted at."""
    shown = " ".join(text.split())
    if len(shown) > _LONGEST:
        shown = "…"
    elif _NEEDS_QUOTES.search(shown):
        shown = "'" + shown.replace("'", "''") + "'"
    return f"{{ord: {shown}}}"
