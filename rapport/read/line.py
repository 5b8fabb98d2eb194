"""The parts of one line of hand-kept YAML, also of a line that is wrong."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)"
    r"(?:(?P<key>\"[^\"]*\"|'[^']*'|[^\s\"'#{\[].*?)(?P<colon>[ \t]*:(?:[ \t]+|$)))?"
    r"(?P<value>.*)"
)
_COMMENT = re.compile(r"(?<![ \t])[ \t]+(?:#.*)?$")
_LONG = 5000
"""Beyond this a line has no key any more, and looking for one takes time."""
_BLOCK_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])$")


class Line(Struct, frozen=True):
    """A line: indent, dashes of lists, key, colon with the space after it, value, comment.

    The parts put together are the line. ``key`` and ``colon`` are "" when the line has no field.
    """

    indent: str
    dashes: str
    key: str
    colon: str
    value: str
    comment: str

    def __str__(self) -> str:
        """Return the line as text."""
        return self.indent + self.dashes + self.key + self.colon + self.value + self.comment

    @property
    def content(self) -> str:
        """The line without indent, dashes and comment."""
        return self.key + self.colon + self.value

    @property
    def is_blank(self) -> bool:
        """Whether YAML sees nothing here."""
        return not self.dashes and (not self.content.strip() or self.content.lstrip().startswith("#"))

    @property
    def column(self) -> int:
        """Where the line begins, from 0."""
        return len(self.indent)

    @property
    def key_column(self) -> int:
        """Where the key or the text begins, after the dashes."""
        return len(self.indent) + len(self.dashes)

    @property
    def value_column(self) -> int:
        """Where the value begins."""
        return self.key_column + len(self.key) + len(self.colon)

    @property
    def opens(self) -> bool:
        """Whether what belongs to this line stands below it, indented."""
        return bool(self.key) and (not self.value or self.opens_text)

    @property
    def opens_text(self) -> bool:
        """Whether a text block stands below."""
        return _BLOCK_HEADER.match(self.value) is not None

    def with_value(self, value: str) -> Line:
        """Return the line with another value."""
        return replace(self, value=value)

    def with_indent(self, column: int) -> Line:
        """Return the line beginning in another column."""
        return replace(self, indent=" " * column)


def split_line(text: str) -> Line:
    """Return the parts of a line."""
    if len(text) > _LONG:
        head = split_line(text[:_LONG])
        return replace(head, value=head.value + head.comment + text[_LONG:], comment="")
    match = _LINE.match(text)
    parts = {name: part or "" for name, part in match.groupdict().items()} if match else {"value": text}
    value = parts["value"]
    comment = "" if value[:1] in ("'", '"') else _comment(value)
    if value.startswith("#") and parts["key"]:
        comment = value
    return Line(
        parts["indent"],
        parts["dashes"],
        parts["key"],
        parts["colon"],
        value.removesuffix(comment) if comment else value,
        comment,
    )


def _comment(value: str) -> str:
    match = _COMMENT.search(value)
    return match[0] if match else ""
