"""Sentences of a text and what can be told of them without understanding Swedish.

A figure is held against the data only where every word of its clause is either plain (a preposition, a verb of being,
"utfallet") or part of the name of the thing it is held against. "Utfallet för 2019 är 3,5 %" is such a clause;
"Utfallet för kvinnor är 3,5 %" is not, and may well be true.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from rapport.checks._figures_in_text import TypedFigure, figures, without_numbers_that_are_no_figures

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

BREAK = "\x1a"
"""Stands for an expression: nothing is read across it."""

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BLOCK = re.compile(r"\n[ \t]*(?=\n)|\n[ \t]*(?=(?:[-*+]|[0-9]+[.)]|\#+|>|\|)[ \t])")
_END = re.compile(r"[.!?](?<=[\w%)”*\x1a][.!?])[\s*]+(?=[A-ZÅÄÖ”\x1a])")
_CLAUSE = re.compile(
    r"[,;()–—\x1a]"
    r"|(?<!\w)(?=[vmsednao])(?:varav|men|medan|samt|vilket|eftersom|därför|då|att|när|om inte)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-?")
_LETTERS = re.compile(r"[^\W\d_]+")
_BEGINNING = 5
"""So many letters tell which names a text may have; a pattern for each name and text would take far longer."""
_YEAR = re.compile(r"(?<![\w:])(?:19|20)[0-9]{2}(?![0-9:])")

_ENDING = r"(?:s|en|ens|n|ns|et|ets|t|ts|er|ers|erna|ernas|na|nas|a|ar|arna)?"
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        """
    i på av för till från med mot om under vid hos inom enligt efter per och det den de detta denna dessa en ett är var
    blev blir bli blivit ha har hade kan så nu här där hela hel allt alla årets året år perioden periodens månaden månadens
    helåret helårets tertialet kvartalet nämnden nämndens verksamheten verksamhetens förvaltningen förvaltningens
    sektorn sektorns totala total totalt sammanlagt sammanlagda samlade ekonomiska negativt positivt negativ positiv
    stort ungefär drygt knappt cirka ca nästan över omkring runt väntas beräknas bedöms uppskattas prognostiseras
    uppgår uppgick uppgå ligger låg landar landade visar visade pekar pekade motsvarande motsvarar gå går gick ge ger
    gav gör redovisas redovisar redovisade hamnar hamnade alltså dock därmed fortfarande genomsnittliga genomsnittlig
    genomsnittet snitt medelvärde utfall utfallet resultat resultatet värde värdet andel andelen antal antalet nivå
    nivån avvikelse avvikelsen budget budgeten budgeterade budgeterat underskott underskottet överskott överskottet
    prognos prognosen årsprognos årsprognosen helårsprognosen nettokostnad nettokostnaden nettoresultat nettoresultatet
    kommunbidrag kommunbidraget bokslutet årsbokslutet något lite lägre högre även också sedan mycket bra god gott
    hög låg nås nåddes nåtts uppnås uppnåddes uppfylls uppfylldes målet målnivån målvärdet mål målvärde oförändrat jämfört
    ökat minskat stigit sjunkit ökade minskade steg sjönk ökar minskar ökning minskning ökningen minskningen
    """,
    )
)


class Sentence(Struct, frozen=True):
    """A sentence: its text with expressions blotted out, and where it begins in the whole text."""

    text: str
    start: int

    @property
    def figures(self) -> tuple[TypedFigure, ...]:
        """The figures typed in it, placed within the sentence."""
        return figures(self.text)

    def clause(self, end: int) -> str:
        """Return what leads up to a place: from the last comma, figure or conjunction before it."""
        start = 0
        earlier = [figure for figure in self.figures if figure.end <= end]
        for figure in reversed(earlier):
            between = self.text[figure.end : end]
            if between.split() != ["till"]:
                start = figure.end
                break
        hidden = without_numbers_that_are_no_figures(self.text)
        for found in _CLAUSE.finditer(hidden, start, end):
            start = found.end()
        return self.text[start:end]

    def around(self, figure: TypedFigure) -> tuple[str, str]:
        """Return what leads up to a figure, and what follows it."""
        return self.clause(figure.start), self.after(figure.end)

    def after(self, start: int) -> str:
        """Return what follows a place up to the next comma, figure or conjunction."""
        hidden = without_numbers_that_are_no_figures(self.text)
        found = _CLAUSE.search(hidden, start)
        ends = [figure.start for figure in self.figures if figure.start >= start]
        return self.text[start : min([*ends, found.start() if found else len(self.text)])]


@lru_cache(maxsize=65536)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a Markdown text; every item of a list begins a new one."""
    blotted = _EXPRESSION.sub(lambda match: BREAK * len(match[0]), text) if "{" in text else text
    starts = [0, *(match.end() for match in _BLOCK.finditer(blotted))]
    found: list[Sentence] = []
    for start, end in pairwise([*starts, len(blotted)]):
        block = blotted[start:end].replace("\n", " ").replace("*", " ")
        edges = [0, *(match.end() for match in _END.finditer(block)), len(block)]
        found += [Sentence(block[a:b], start + a) for a, b in pairwise(edges) if block[a:b].strip()]
    return tuple(found)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without digits."""
    return [word.casefold().rstrip("-") for word in _WORD.findall(text)]


def years(text: str) -> list[int]:
    """Return the years that a text mentions."""
    return [int(year) for year in _YEAR.findall(text)]


def is_plain(text: str, names: Iterable[str]) -> bool:
    """Whether all words of a clause are plain or from names."""
    known = [word for name in names for word in words(name)]
    return all(word in _PLAIN or any(is_form_of(word, other) for other in known) for word in words(text))


def is_form_of(word: str, other: str) -> bool:
    """Whether two words are forms of one: ``väntetiden`` and ``väntetid``."""
    shortest = 4
    if word == other:
        return True
    stem = min(len(word), len(other))
    ending = 4
    same = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), stem)
    return same >= shortest and len(word) - same <= ending and len(other) - same <= ending


class Names(Generic[T]):
    """Names to look for in texts, each standing for something; only a name that can be there is searched for."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._names = names

    @cached_property
    def _by_beginning(self) -> dict[str, list[_Name[T]]]:
        """The names by how the longest word of each begins; made when a text is first asked about."""
        known: dict[str, list[_Name[T]]] = defaultdict(list)
        for number, (name, meaning) in enumerate(self._names):
            longest = _longest(name)
            known[longest.partition("-")[0][:_BEGINNING]].append(_Name(number, name, longest, meaning))
        return known

    def within(self, text: str) -> list[tuple[re.Match[str], str, T]]:
        """Return where the names stand in a text, name by name in the order given."""
        folded = text.casefold()
        likely = [
            name
            for key in _beginnings(folded)
            for name in self._by_beginning.get(key, ())
            if name.longest in folded and all(part in folded for part in _parts(name.written))
        ]
        return [
            (match, name.written, name.meaning)
            for name in sorted(likely, key=attrgetter("number"))
            for match in name_pattern(name.written).finditer(text)
        ]


class _Name(Struct, Generic[T], frozen=True):
    """A name to look for: its place among them, its longest word, and what it stands for."""

    number: int
    written: str
    longest: str
    meaning: T


def _longest(name: str) -> str:
    """Return the longest word of a name, "" for one without words; most names need no expression to tell it."""
    word = max(name.casefold().split(), key=len, default="")
    return word if word.isalpha() and word != "och" else max(_parts(name), key=len, default="")


def _parts(name: str) -> list[str]:
    """Return the words of a name; "och" may be written "&"."""
    return [word for word in words(name) if word != "och"]


@lru_cache(maxsize=1024)
def _beginnings(folded: str) -> frozenset[str]:
    found = {word[:_BEGINNING] for word in _LETTERS.findall(folded)}
    return frozenset(word[:length] for word in found for length in range(len(word) + 1)) | {""}


@lru_cache(maxsize=65536)
def name_pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name with its endings; "&" and "och" are the same."""
    parts = [re.escape(part) for part in _parts(name)] or [re.escape(name)]
    between = r"(?:-?\s*(?:&|och)\s+|[\s-]+|,\s*)"
    short = 3
    if len(name) <= short:
        return re.compile(rf"(?<![\w-]){re.escape(name.upper())}(?![\w-])")
    return re.compile(rf"(?<![\w-]){between.join(parts)}{_ENDING}(?![\w-])", re.IGNORECASE)
