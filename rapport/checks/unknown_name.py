"""Ett uttryck i en text nämner en uppgift eller ett filter som inte finns.

Vad:
    Slår upp varje uttryck {{ … }} i alla texter bland uppgifterna för perioden, och filtren efter | bland dem som
    finns. I planens texter, som flera perioder delar, anmärks bara namn som ingen period har.

Varför:
    Rapporten går inte att bygga med uttrycket, och en tom plats i en mening kan ingen se.

Exempel:
    Underskottet är {{ ekonomi.nettokostnad.totalt.avikelse | mkr }}.

I stället:
    Underskottet är {{ ekonomi.nettokostnad.total.avvikelse | mkr }}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rapport.checks._declared import followed_up_by, strange_measures
from rapport.checks._prose import passages, plan_passages
from rapport.checks._sections import lacks
from rapport.compose.filters import FILTER_NAMES
from rapport.compose.names import expression_name, figure_names
from rapport.diagnostic import Diagnostic, Level, did_you_mean
from rapport.rules.economy import without_layout
from rapport.rules.unread import has_unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rapport.checks._prose import Passage
    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.ERROR
_NAME = "unknown-name"
FILTERS = (*FILTER_NAMES, "första_stor")
"""Every filter that an expression may use; the last one belongs to templates and texts alike."""

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{-?(?P<inner>.*?)-?\}\}", re.DOTALL)
_WORD = r"[^\W\d][\w-]*"
_PATH = re.compile(rf"\s*(?P<path>{_WORD}(?:\s*\.\s*{_WORD})*)\s*(?=\||$)")
_FILTER = re.compile(r"\|\s*([^\W\d]\w*)")
_CONDITION = re.compile(r"\{%-?\s*(?:if|elif)\b(?P<inner>.*?)-?%\}", re.DOTALL)
_NAMED = re.compile(
    rf"(?<![\w.|])(?<!\|\s)(?<!\bis\s)(?<!\bis not\s)(?P<path>{_WORD}(?:\.{_WORD})*)(?![\w(])"
)
_BOUND = re.compile(r"\{%-?\s*(?:for\s+(?P<loop>.+?)\s+in\b|set\s+(?P<set>\w+)|macro\s+(?P<macro>[^%]+))")
_OPERATORS = frozenset(("and", "or", "not", "in", "is", "if", "else", "true", "false", "none"))
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")


class _Part(Struct, frozen=True):
    """A part of a path or a filter, with its place in the text."""

    word: str
    start: int


def check_period(year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield expressions in the period's texts that name nothing, and in the plan's that name nothing ever."""
    reported, planned = _with_expressions(passages(results)), _with_expressions(plan_passages(results.plan))
    if not reported and not planned:
        return
    names = figure_names(results)
    declared = frozenset(_declared(results))
    lacking = frozenset(map(expression_name, declared))
    # What rests on a value that can't be read, or stands under a wrong name, has none either, and that has been told.
    is_told = has_unread(results) or bool(strange_measures(results.plan, results.report))
    is_told = is_told or not results.report.outcomes.keys() <= followed_up_by(year)
    untold = declared | lacking if is_told else frozenset()
    blind = frozenset(_unknowable(year, results))
    for passage in reported:
        yield from _unknown(passage, names, lacking, untold, blind)
    for passage in planned:
        yield from _unknown(passage, names, lacking, declared | lacking, blind)


def _unknowable(year: Year, results: Results) -> Iterator[str]:
    """Yield the names below which nobody knows what there is: tables without layout, what a missing section gives."""
    yield from (expression_name(key) for key in without_layout(results.plan.economy, results.layouts))
    if lacks(year, "mål"):
        yield from ("utfall", "målnivå", "avvikelse")
    if lacks(year, "ekonomi"):
        yield "ekonomi"
    if lacks(year, "verksamhetsmått"):
        yield "mått"


def _with_expressions(texts: Iterable[Passage]) -> list[Passage]:
    return [passage for passage in texts if "{{" in passage.prose.text or "{%" in passage.prose.text]


def _declared(results: Results) -> Iterator[str]:
    """Yield the ids of what a period may lack a figure for though it is declared."""
    yield from (result.id for result in results.every_indicator())
    for table in results.tables.values():
        yield from table.columns
    for key, group in results.plan.activity.items():
        yield from (key, *group.measures)


def _unknown(
    passage: Passage,
    names: Mapping[str, Any],
    lacking: frozenset[str],
    excused: frozenset[str],
    blind: frozenset[str],
) -> Iterator[Diagnostic]:
    """Yield what a text names that isn't there.

    Args:
        passage: The text.
        names: What there is.
        lacking: What is declared, as expressions write it, and so is only without a figure.
        excused: What may be without a figure: the plan's texts are for every period.
        blind: What has names in it that nobody knows.
    """
    text = _blotted(passage.prose.text)
    wrongs = [(found, _wrong_name(found, names)) for found in _EXPRESSION.finditer(text)]
    wrongs += [(found, wrong) for found in _CONDITION.finditer(text) for wrong in _wrong_in(found, names)]
    for found, wrong in wrongs:
        if blind and blind.intersection(re.findall(_WORD, found["inner"])):
            continue
        if wrong is not None:
            part, known = wrong
            if part.word in excused:
                continue
            if part.word in lacking:
                fact = f"”{part.word}” har inget värde för perioden, så uttrycket har inget att skriva"
                origin = passage.place(part.start, part.start + len(part.word))
                yield Diagnostic(_NAME, LEVEL, origin, fact, "skriv in värdet, eller ta bort uttrycket")
            else:
                yield _finding(passage, part, f"uttrycket nämner ”{part.word}”, som inte finns", known)
        for part in _filters(found):
            if part.word not in FILTERS:
                yield _finding(passage, part, f"filtret ”{part.word}” finns inte", FILTERS)


def _blotted(text: str) -> str:
    """Blot out comments, where nothing is looked up."""
    return _COMMENT.sub(lambda match: " " * len(match[0]), text)


def _wrong_name(found: re.Match[str], names: Mapping[str, Any]) -> tuple[_Part, tuple[str, ...]] | None:
    """Return the first part of an expression's path that names nothing, and what is there instead."""
    path = _PATH.match(found["inner"])
    shelf: Any = names
    for part in _parts(path, found.start("inner")) if path else ():
        if not isinstance(shelf, Mapping):
            return part, ()
        if shelf is names and part.word not in shelf and "{%" in found.string:
            return None
        if part.word not in shelf or part.word != expression_name(part.word):
            return part, tuple(expression_name(key) for key in shelf)
        shelf = shelf[part.word]
    return None


def _wrong_in(condition: re.Match[str], names: Mapping[str, Any]) -> Iterator[tuple[_Part, tuple[str, ...]]]:
    """Yield the first part of each path in a condition that names nothing, and what is there instead."""
    bound = {word for found in _BOUND.finditer(condition.string) for word in re.findall(r"\w+", found[0])}
    inner = _STRING.sub(lambda match: "'" * len(match[0]), condition["inner"])
    for path in _NAMED.finditer(inner):
        shelf: Any = names
        for part in _parts(path, condition.start("inner")):
            if not isinstance(shelf, Mapping) or part.word.casefold() in _OPERATORS or part.word in bound:
                break
            if part.word not in shelf:
                yield part, tuple(expression_name(key) for key in shelf)
                break
            shelf = shelf[part.word]


def _parts(path: re.Match[str], offset: int) -> Iterator[_Part]:
    for word in re.finditer(_WORD, path["path"]):
        yield _Part(word[0], offset + path.start("path") + word.start())


def _filters(found: re.Match[str]) -> Iterator[_Part]:
    inner = _STRING.sub(lambda match: "'" * len(match[0]), found["inner"])
    for word in _FILTER.finditer(inner):
        yield _Part(word[1], found.start("inner") + word.start(1))


def _finding(passage: Passage, part: _Part, fact: str, known: tuple[str, ...]) -> Diagnostic:
    origin = passage.place(part.start, part.start + len(part.word))
    remedy = did_you_mean(part.word, known) or "se vilka uppgifter som finns med   rapport show"
    return Diagnostic(_NAME, LEVEL, origin, fact, remedy)
