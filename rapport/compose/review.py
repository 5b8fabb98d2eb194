"""The review copy: every figure that an expression put into the text knows where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from rapport.compose.document import BulletList, Heading, Item, Landscape, Paragraph
from rapport.origin import Origin
from rapport.tables.context import Context
from rapport.tables.explanation import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rapport.compose.document import Block, Inline
    from rapport.rules.results import Results

_EXPRESSION = re.compile(r"\{\{(?P<inside>.*?)\}\}", re.DOTALL)
_CALL = re.compile(r"\s*\w+\s*\(")
"""An expression that places something, such as a chart, and puts no figure into the text."""
_OPEN, _NUMBER_END, _CLOSE = "\ue010", "\ue011", "\ue012"
_MARKED = re.compile(f"{_OPEN}([0-9]+){_NUMBER_END}(.*?){_CLOSE}", re.DOTALL)
MOST_FACTS = 6
"""A comment shows so many lines of an explanation."""


class Remarks(Struct):
    """The remarks of a review copy, while a report is composed."""

    remark: Callable[[str, Origin], str]
    texts: list[str] = field(default_factory=list)

    def mark(self, text: str, origin: Origin) -> str:
        """Return prose whose expressions carry the number of their remark."""

        def marked(match: re.Match[str]) -> str:
            if _CALL.match(match["inside"]):
                return match[0]
            line = text.count("\n", 0, match.start())
            self.texts.append(self.remark(match["inside"], Origin(origin.path, origin.line + line)))
            return f"{_OPEN}{len(self.texts) - 1}{_NUMBER_END}{match[0]}{_CLOSE}"

        return _EXPRESSION.sub(marked, text)

    def attached(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return blocks whose marked figures have their remarks, and no marks left."""
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Heading():
                return replace(block, text=unmarked(block.text))
            case Paragraph():
                return replace(block, content=self._content(block.content))
            case BulletList():
                return replace(block, items=tuple(self._item(item) for item in block.items))
            case Landscape():
                return replace(block, blocks=self.attached(block.blocks))
            case _:
                return block

    def _item(self, item: Item) -> Item:
        return Item(self._content(item.content), self.attached(item.children))

    def _content(self, content: Inline) -> Inline:
        return tuple(
            replace(run, text=text, remark=self.texts[number] if number is not None else "")
            for run in content
            for text, number in pieces(run.text)
        )


def pieces(text: str) -> list[tuple[str, int | None]]:
    """Return a text in stretches with the number of the remark each has, None for those without."""
    found: list[tuple[str, int | None]] = []
    position = 0
    for match in _MARKED.finditer(text):
        if match.start() > position:
            found.append((text[position : match.start()], None))
        found.append((match[2], int(match[1])))
        position = match.end()
    if position < len(text):
        found.append((text[position:], None))
    return found


def unmarked(text: str) -> str:
    """Return a text without marks."""
    return _MARKED.sub(r"\2", text)


def remark_for(results: Results) -> Callable[[str, Origin], str]:
    """Return what says where the figure of an expression comes from."""
    context = Context(results, lambda prose: prose.text)

    def remark(expression: str, origin: Origin) -> str:
        path = expression.split("|", 1)[0].strip()
        lines = [f"Uttryck: {expression.strip()} ({origin.path}:{origin.line})"]
        facts = explain(context, _wanted(results, path))[:MOST_FACTS]
        lines += [f"{fact.label}: {fact.text}" for fact in facts]
        return "\n".join(lines)

    return remark


def _wanted(results: Results, path: str) -> str:
    """Return the id that an expression's path names: underscores become the hyphens of ids."""
    steps = path.split(".")
    if steps[0] == "ekonomi" and len(steps) == 4:  # noqa: PLR2004  ekonomi.tabell.rad.kolumn
        table = _spelt(steps[1], results.tables)
        known = results.tables.get(table)
        if known is not None:
            return f"{table}.{_spelt(steps[2], known.table.lines)}.{_spelt(steps[3], known.columns)}"
    if len(steps) > 1:
        return _spelt(steps[1], [result.id for result in results.every_indicator()])
    return path


def _spelt(name: str, known: Iterable[str]) -> str:
    return next((option for option in known if name in (option, option.replace("-", "_"))), name)
