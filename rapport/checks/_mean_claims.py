"""Means that texts state of activity measures (verksamhetsmått) and that aren't."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.checks._figures_in_text import COUNT
from rapport.checks._prose import passages
from rapport.checks._sentences import is_plain, sentences, words, years
from rapport.compose.names import expression_name
from rapport.notation import format_quantity
from rapport.rules.series import mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._figures_in_text import TypedFigure
    from rapport.checks._sentences import Sentence
    from rapport.origin import Origin
    from rapport.rules.results import Results

_MEAN = re.compile(
    r"(?<!\w)(?=[isgm])(?:i snitt|i genomsnitt|snittet|genomsnittet|genomsnittliga?|medelvärdet)\b",
    re.IGNORECASE,
)
_TWICE = 2


def wrong_means(results: Results) -> Iterator[tuple[Origin, str, str]]:
    """Yield the place, the fact and the remedy for each stated mean of a measure that isn't its months' mean."""
    for passage in passages(results):
        for sentence in sentences(passage.prose.text):
            if not _MEAN.search(sentence.text):
                continue
            for key in _measures_in(results, sentence):
                for figure in sentence.figures:
                    wrong = _wrong(results, sentence, figure, key)
                    if wrong:
                        start = sentence.start
                        yield passage.place(start + figure.start, start + figure.end), *wrong


def _measures_in(results: Results, sentence: Sentence) -> list[tuple[str, str]]:
    """Return the one measure that a sentence names; none when there are several."""
    said = words(sentence.text)
    found = [
        (group, measure)
        for group, measures in results.plan.activity.items()
        for measure, declared in measures.measures.items()
        if (name := words(declared.name)) and all(any(_same(word, other) for other in said) for word in name)
    ]
    return found if len(found) == 1 else []


def _same(word: str, said: str) -> bool:
    shortest = 4
    return word == said or (
        len(word) >= shortest and said.startswith(word) and len(said) - len(word) < shortest
    )


def _wrong(
    results: Results, sentence: Sentence, figure: TypedFigure, key: tuple[str, str]
) -> tuple[str, str] | None:
    group, measure = key
    clause = sentence.clause(figure.start) + sentence.after(figure.end)
    average = mean(results.series.get(key, {}))
    name = results.plan.activity[group].measures[measure].name
    about = _MEAN.search(clause) and is_plain(clause, [name, "månad"])
    if average is None or not average.value or not about or figure.unit not in ("", COUNT):
        return None
    if any(year != results.period.year for year in years(sentence.text)):
        return None
    ratio = abs(figure.value / average.value)
    if figure.agrees(average.value, average.slack) or not Decimal(1) / _TWICE < ratio < _TWICE:
        return None
    fact = (
        f"texten säger ”{figure.written}”, men medelvärdet av {group}.{measure} är {format_quantity(average)}"
    )
    path = f"mått.{expression_name(group)}.{expression_name(measure)}.snitt"
    return fact, f"skriv {{{{ {path} }}}}"
