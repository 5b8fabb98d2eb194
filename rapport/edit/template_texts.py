"""What a report's template takes in: the other templates it names, and the texts that somebody must write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_REFERENCE = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TEXT = re.compile(r"""\{\{-?\s*text\(\s*["']([^"']+)["']\s*(?:,\s*valfri\s*=\s*not[^)]*\(\)\s*)?\)""")
"""A text that is asked for, or one that is optional only where there is nothing to write about."""


def with_included(names: Iterable[str], folders: Iterable[Path]) -> set[str]:
    """Return templates with those that they take in.

    Args:
        names: The templates' file names.
        folders: Where templates are looked for, the first folder winning.
    """
    places = list(folders)
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(_REFERENCE.findall(_content(name, places))) - found
    return found


def required_texts(template: str, folders: Iterable[Path]) -> list[str]:
    """Return the ids of the texts that a template asks for, without those that are optional, in its order."""
    places = list(folders)
    # What a template extends comes last, so that its own order is kept.
    ordered = sorted(with_included([template], places), key=lambda name: name != template)
    asked = [name for one in ordered for name in _TEXT.findall(_COMMENT.sub("", _content(one, places)))]
    return list(dict.fromkeys(asked))


def _content(name: str, folders: Iterable[Path]) -> str:
    file = next((folder / name for folder in folders if (folder / name).is_file()), None)
    return file.read_text(encoding="utf-8") if file else ""
