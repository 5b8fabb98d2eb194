"""What a check or a reader has to say about the data, and how one such finding is printed."""

from __future__ import annotations

import errno
import os
import re
from collections import Counter
from enum import StrEnum
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import force_setattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rapport.origin import Origin

EXCERPT_WIDTH = 96
"""Longest excerpt of a source line that a finding shows."""
MANY_WORDS = 200
"""From so many known words on, only the likely ones are compared with a misspelt one."""
_COUNTED = 4000
_COMPARED = 6

_UNREADABLE = (
    (FileNotFoundError, "filen finns inte"),
    (IsADirectoryError, "det är en mapp"),
    (NotADirectoryError, "det är ingen mapp"),
    (PermissionError, "den är låst av ett annat program, eller du saknar behörighet till den"),
    (TimeoutError, "enheten svarar inte"),
)
_SYSTEM_FAULTS = {
    errno.EIO: "disken eller nätet svarar inte som det ska",
    errno.ELOOP: "den är en länk som leder runt till sig själv",
    errno.ENAMETOOLONG: "sökvägen är för lång",
    errno.EBUSY: "den används av ett annat program",
    errno.EMFILE: "för många filer är öppna",
    errno.ENODEV: "enheten som den ligger på finns inte",
    errno.ENOSPC: "disken är full",
    errno.EROFS: "disken går bara att läsa",
}
"""What the system says of a file, in Swedish."""


class Level(StrEnum):
    """How serious a finding is; the value is the word that users read."""

    ERROR = "fel"
    """Nothing can be built."""
    INCONSISTENCY = "motsägelse"
    """Figures or ratings disagree; a build goes on, ``check`` fails."""
    WARNING = "varning"
    """Worth a look."""


class Diagnostic(Struct, frozen=True):
    """A finding (anmärkning): a place, a fact and a remedy.

    ``check`` is the name of the check or the reading fault, the same in the output, the file that implements it
    and its test case. ``message`` is one Swedish sentence stating the fact, without place and advice; ``help``
    says what to type. ``related`` are other places that the fact is about, such as the first of two duplicates.
    ``subject`` is the id or the figure that the finding is about, the same as long as the fault stays;
    ``acknowledged`` is the reason why a person lets it stand.
    """

    check: str
    level: Level
    origin: Origin
    message: str
    help: str = ""
    related: tuple[Origin, ...] = ()
    subject: str = ""
    acknowledged: str = ""

    def __post_init__(self) -> None:
        """Keep the message on one line, whatever it cites."""
        if "\n" in self.message:
            force_setattr(self, "message", re.sub(r"\s*\n\s*", " ", self.message))


def in_file_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings sorted by file and place, without exact repeats."""
    return sorted(dict.fromkeys(diagnostics), key=lambda d: (d.origin, d.check, d.message))


def format_diagnostic(diagnostic: Diagnostic, sources: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return a finding as text: place, fact, the line with a mark, remedy, related places.

    Args:
        diagnostic: The finding.
        sources: The lines of each file by path; without it no line is shown.
    """
    origin = diagnostic.origin
    lines = [f"{origin}: {diagnostic.level}: {diagnostic.message} [{diagnostic.check}]"]
    source = (sources or {}).get(origin.path, ())
    if 0 < origin.line <= len(source):
        lines += _excerpt(source[origin.line - 1], origin)
    lines += [f"  se även: {places}" for places in _by_file(diagnostic.related)]
    if diagnostic.acknowledged:
        lines.append(f"  godkänd: {diagnostic.acknowledged}")
    elif diagnostic.help:
        lines.append(f"  hjälp: {diagnostic.help}")
    return "\n".join(lines)


def _by_file(places: Sequence[Origin]) -> list[str]:
    """Return places as one text per file, the path written once."""
    files: dict[str, list[str]] = {}
    for place in places:
        files.setdefault(place.path, []).append(f"{place.line}:{place.column}")
    return [f"{path}:{', '.join(spots)}" for path, spots in files.items()]


def to_json(diagnostic: Diagnostic) -> dict[str, object]:
    """Return a finding as plain values for other programs; its level is in English there."""
    return {
        "check": diagnostic.check,
        "level": diagnostic.level.name.lower(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "subject": diagnostic.subject,
        "acknowledged": diagnostic.acknowledged,
        **_place(diagnostic.origin),
        "related": [_place(origin) for origin in diagnostic.related],
    }


def _place(origin: Origin) -> dict[str, object]:
    return {"path": origin.path, "line": origin.line, "column": origin.column, "width": origin.width}


def _excerpt(line: str, origin: Origin) -> list[str]:
    """Show the line with a mark under the spot, cut around it when it is long."""
    start = max(0, origin.column - 1 - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    shown = line[start : start + EXCERPT_WIDTH].replace("\t", " ").rstrip()
    column = origin.column - 1 - start
    width = max(1, min(origin.width, len(shown) - column))
    number = str(origin.line)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * column}{'^' * width}"]


def suggest(word: str, known: Iterable[str]) -> str:
    """Return the known word nearest to ``word``, or "" when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415  most runs have nothing to suggest

    folded = word.casefold()
    shelf = _shelf(tuple(known))
    near = get_close_matches(folded, _likely(folded, shelf), n=1, cutoff=0.7)
    return shelf.words[near[0]] if near else ""


class _Shelf(Struct, frozen=True):
    """Known words by their folded form, and the folded forms by each three letters in them."""

    words: dict[str, str]
    by_part: dict[str, list[str]]


@lru_cache(maxsize=16)
def _shelf(known: tuple[str, ...]) -> _Shelf:
    words = {word.casefold(): word for word in known}
    by_part: dict[str, list[str]] = {}
    for word in words if len(words) > MANY_WORDS else ():
        for part in _parts(word):
            by_part.setdefault(part, []).append(word)
    return _Shelf(words, by_part)


def _parts(word: str) -> list[str]:
    edged = f"\0{word}\0"
    return sorted({edged[start : start + 3] for start in range(len(word))})


def _likely(word: str, shelf: _Shelf) -> Iterable[str]:
    """Return the words worth comparing: all of a few, else those that share the most of their rarest three letters.

    Thousands of misspelt words against thousands of known ones would otherwise take minutes.
    """
    if len(shelf.words) <= MANY_WORDS:
        return shelf.words
    shared: Counter[str] = Counter()
    for words in sorted((shelf.by_part.get(part, []) for part in _parts(word)), key=len):
        if shared and shared.total() + len(words) > _COUNTED:
            break
        shared.update(words)
    most = max(shared.values(), default=0)
    close = [other for other, count in shared.items() if count >= most - 1]
    return nsmallest(_COMPARED, close, key=lambda other: (-shared[other], abs(len(other) - len(word)), other))


def why_unreadable(fault: OSError) -> str:
    """Return in Swedish why a file can't be read; a reason that is our own already is in the fault."""
    for kind, words in _UNREADABLE:
        if isinstance(fault, kind):
            return words
    if fault.errno in _SYSTEM_FAULTS:
        return _SYSTEM_FAULTS[fault.errno]
    if fault.strerror and (fault.errno is None or fault.strerror != os.strerror(fault.errno)):
        return fault.strerror
    return f"systemet svarar med fel {fault.errno or type(fault).__name__}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a help sentence with the nearest known word, or the list of what there is."""
    candidates = list(known)
    near = suggest(word, candidates)
    if near:
        return f"menade du ”{near}”?"
    few = 12
    if 0 < len(candidates) <= few:
        return "det som finns är: " + ", ".join(candidates)
    return ""
