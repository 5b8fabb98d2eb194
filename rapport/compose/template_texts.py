"""What a report's template takes in: the other templates it names, and the texts that it asks for.

Templates are looked through as text here and not read by Jinja, so that checking starts without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.compose.folders import SHIPPED
from rapport.diagnostic import Diagnostic, Level, suggest
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from rapport.model.year import Plan
    from rapport.rules.results import Results

_REFERENCE = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TEXT = re.compile(r"""\{\{-?\s*text\(\s*["']([^"']+)["']\s*(?:,\s*valfri\s*=\s*not[^)]*\(\)\s*)?\)""")
"""A text that is asked for, or one that is optional only where there is nothing to write about."""


_CALL = re.compile(r"\btext\(\s*([^,()]+)")
"""Any text that is asked for; its name may be put together: ``"analys-" ~ rad.id``."""
_LITERAL = re.compile(r"""["']([^"']*)["']""")
_PLACE_IT = 'lägg in den i mallen med {{{{ text("{name}") }}}}, eller ta bort den'


class Asked(Struct, frozen=True):
    """The texts that templates ask for: by name, by a part of the name, or by the id of something in the plan."""

    names: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    by_id: bool

    def covers(self, name: str, plan: Plan) -> bool:
        """Whether a text may be asked for."""
        return (
            name in self.names
            or any(pattern.fullmatch(name) for pattern in self.patterns)
            or (self.by_id and name in _ids(plan))
        )


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


def template_lines(template: str, folders: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """Return the lines of a template and of those that it takes in, by path, its own first.

    The path of one that comes with the program, and isn't in the project, is the bare name.
    """
    places = list(folders)
    ordered = sorted(with_included([template], places), key=lambda name: (name != template, name))
    return {
        f"templates/{name}" if _is_own(name, places) else name: tuple(_content(name, places).splitlines())
        for name in ordered
    }


def _is_own(name: str, folders: Iterable[Path]) -> bool:
    file = next((folder / name for folder in folders if (folder / name).is_file()), None)
    return file is not None and file.parent != SHIPPED


def required_texts(template: str, folders: Iterable[Path]) -> list[str]:
    """Return the ids of the texts that a template asks for, without those that are optional, in its order."""
    places = list(folders)
    # What a template extends comes last, so that its own order is kept.
    ordered = sorted(with_included([template], places), key=lambda name: name != template)
    asked = [name for one in ordered for name in _TEXT.findall(_COMMENT.sub("", _content(one, places)))]
    return list(dict.fromkeys(asked))


def asked_texts(templates: Iterable[str], folders: Iterable[Path]) -> Asked:
    """Return the texts that templates, and what they take in, ask for."""
    places = list(folders)
    calls = [
        call.strip()
        for name in with_included(templates, places)
        for call in _CALL.findall(_COMMENT.sub("", _content(name, places)))
    ]
    names, patterns = set(), []
    for call in calls:
        parts = [_LITERAL.fullmatch(part.strip()) for part in call.split("~")]
        if all(parts):
            names.add("".join(part[1] for part in parts if part))
        elif any(parts):
            patterns.append(re.compile("".join(re.escape(part[1]) if part else ".+" for part in parts)))
    by_id = any("~" not in call and not _LITERAL.fullmatch(call) for call in calls)
    return Asked(frozenset(names), tuple(patterns), by_id)


def unprinted_texts(
    results: Results, is_asked: Callable[[str], bool], asked: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield the period's texts that no template asks for: they would be lost without a word.

    Args:
        results: The period.
        is_asked: Whether a text is asked for.
        asked: The names of texts that are, of which one that isn't written may be meant.
    """
    texts = results.report.texts
    missing = sorted(name for name in asked if name not in texts and name not in results.plan.texts)
    for name, prose in texts.items():
        if not is_asked(name):
            fact = f"texten ”{name}” kommer inte med i rapporten"
            near = suggest(name, missing)
            meant = (
                f"döp om filen till {near}.md"
                if prose.origin.path.endswith(".md")
                else f"menade du ”{near}”?"
            )
            remedy = meant if near else _PLACE_IT.format(name=name)
            yield Diagnostic("unprinted-text", Level.WARNING, prose.origin, fact, remedy, subject=name)


def _ids(plan: Plan) -> frozenset[str]:
    """Return the ids of everything that a template may go through."""
    parts = (
        plan.levels,
        plan.economy,
        plan.activity,
        plan.measures,
        plan.committees,
        plan.assignments,
        plan.risks,
    )
    rows = (row for table in plan.economy.values() for row in table.lines)
    return frozenset(
        (*(key for part in parts for key in part), *rows, *(key for key, _, _ in walk(plan.goals)))
    )


def _content(name: str, folders: Iterable[Path]) -> str:
    file = next((folder / name for folder in folders if (folder / name).is_file()), None)
    return file.read_text(encoding="utf-8") if file else ""
