"""Mentions: where ids of things declared elsewhere are written, and the finding when there is no such thing."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.diagnostic import Diagnostic, Level, did_you_mean, suggest
from rapport.rules.goals import all_indicators

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rapport.model.goals import Computation
    from rapport.model.record import Record
    from rapport.model.scalar import Reference
    from rapport.model.year import Plan
    from rapport.origin import Origin

MOST_LISTED = 12
"""Longest list of ids that a finding shows."""
PLACEHOLDER = "?"
"""The id that the reader puts where a required one is missing; it has complained already."""


def undeclared(mentions: Iterable[Reference | None], declared: Iterable[str]) -> Iterator[Reference]:
    """Yield the mentions of something that isn't declared."""
    known = {*declared, PLACEHOLDER}
    yield from (mention for mention in mentions if mention is not None and mention.id not in known)


def unknown(
    check: str,
    origin: Origin,
    thing: str,
    word: str,
    declared: Mapping[str, Record],
    *,
    within: str = "",
    remedy: str = "",
) -> Diagnostic:
    """Return the finding that something mentioned is not declared.

    Args:
        check: The check's name.
        origin: Where it is mentioned.
        thing: What it should be, in the definite form: "indikatorn".
        word: The id as written.
        declared: What there is; the nearest is suggested and its place shown.
        within: What lacks it: " i tabellen Driftbudget".
        remedy: What to do when nothing is near.
    """
    near = suggest(word, declared)
    named = None if near else _named(word, declared)
    if named is not None:
        key, name = named
        remedy = f"id:t för ”{name}” är ”{key}”"
        fact = f"{thing} ”{word}” finns inte{within}"
        return Diagnostic(check, Level.ERROR, origin, fact, remedy, (declared[key].origin,), word)
    related = (declared[near].origin,) if near else ()
    # Looking for what is near is slow, so did_you_mean is only asked about what was found.
    help_ = did_you_mean(word, [near] if near else _few(declared)) or remedy
    return Diagnostic(
        check, Level.ERROR, origin, f"{thing} ”{word}” finns inte{within}", help_, related, word
    )


def _named(word: str, declared: Mapping[str, Record]) -> tuple[str, str] | None:
    """Return the id and the name of what is called so, where somebody wrote the name instead of the id."""
    wanted = _bare(word)
    for key, record in declared.items():
        name = str(getattr(record, "name", "") or getattr(record, "text", "") or "")
        if wanted and _bare(name) == wanted:
            return key, name
    return None


def _bare(words: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFC", words).casefold() if sign.isalnum())


def _few(declared: Mapping[str, Record]) -> Iterable[str]:
    """Return what is declared where it is little enough to be listed."""
    return declared if len(declared) <= MOST_LISTED else ()


class Pointer(Struct, frozen=True):
    """A mention of a place in an economy table, such as ``tabell.rad.kolumn``.

    A part is "" where it should have been written and None where it doesn't belong.
    """

    origin: Origin
    table: str
    row: str | None = None
    column: str | None = None

    @property
    def names_table(self) -> bool:
        """Whether the table is written here; ``kolumn:`` stands beside the field that names it."""
        return self.row is not None or self.column is None


def pointers(plan: Plan) -> Iterator[Pointer]:
    """Yield every mention of a place in a table that the plan makes outside the table itself."""
    for table in plan.economy.values():
        for line in table.lines.values():
            # What a committee's row comes from is the committee's.
            for reference in (line.same_as, line.fetched if line.committee is None else None):
                if reference is not None and reference.id != PLACEHOLDER:
                    name, _, row = reference.id.partition(".")
                    yield Pointer(reference.origin, name, row)
    for indicator in all_indicators(plan.goals).values():
        if indicator.computed is not None:
            yield from _computed_from(indicator.computed)


def _computed_from(recipe: Computation) -> Iterator[Pointer]:
    for cell in (recipe.cell, recipe.share_of):
        if cell is not None and cell.id != PLACEHOLDER:
            name, _, place = cell.id.partition(".")
            row, _, column = place.partition(".")
            yield Pointer(cell.origin, name, row, column)
    table = recipe.lines_within_budget
    if table is not None and table.id != PLACEHOLDER:
        yield Pointer(table.origin, table.id)
        if recipe.column is not None and recipe.column.id != PLACEHOLDER:
            yield Pointer(recipe.column.origin, table.id, column=recipe.column.id)
