"""What texts claim about indicators: what the outcome is, what the target is, how it has moved."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.checks._figures_in_text import COUNT, DAYS, PERCENT, POINTS, UNIT_WORDS, UNITS
from rapport.checks._prose import passages
from rapport.checks._sentences import Names, is_form_of, is_plain, sentences, words, years
from rapport.model.scalar import Figure
from rapport.notation import MovementTarget, PeriodKind, Quantity, ValueTarget
from rapport.rules.goals import number_of, testable
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rapport.checks._figures_in_text import TypedFigure
    from rapport.checks._prose import Passage
    from rapport.checks._sentences import Sentence
    from rapport.origin import Origin
    from rapport.rules.goals import IndicatorResult
    from rapport.rules.results import Results

_ROSE = re.compile(r"\b(?:ökat|stigit|vuxit|ökade|steg|växte|ökning)\b", re.IGNORECASE)
_FELL = re.compile(r"\b(?:minskat|sjunkit|minskade|sjönk|minskning)\b", re.IGNORECASE)
_HIGHER = re.compile(r"\s+(?:högre|större|längre|fler|mer)\b", re.IGNORECASE)
_LOWER = re.compile(r"\s+(?:lägre|mindre|kortare|färre)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:med|på)\s*(?:(?:drygt|knappt|cirka|ca|nästan|ungefär|över)\s*)?$", re.IGNORECASE)
_NOT = frozenset(
    ("inte", "ej", "ingen", "inget", "inga", "varken", "oförändrad", "oförändrat", "oförändrade")
)
_IS = re.compile(
    r"(?:\b(?:är|var|blev|på|till|om|blir)|=)\s*(?:(?:drygt|knappt|cirka|ca|nästan|ungefär|över)\s*)?$",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:utfall\w*|resultat\w*|värde|värdet|andel|andelen|antal|antalet|snitt\w*|medelvärde\w*|genomsnitt\w*|nivån)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:målet|målnivån?|målvärdet?|målvärde|måltalet)\b", re.IGNORECASE)
_AIM = re.compile(r"\b(?:målet|målnivån|målvärdet|måltalet)\s+(?:är|var|på|om)\s*$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:riket|rikets|riks\w+|länet|länets|regionen|landet|kommuner\w*|samma (?:period|månad|tid)\w*|förra (?:tertialet|månaden|kvartalet|perioden)|föregående (?:tertial|månad|kvartal|period))\b",
    re.IGNORECASE,
)
_NAMING = 6
"""Shorter words of a name are used of much else."""
_COMPARED = (
    "än föregående förra årets året före fjolåret mätning mätningen brukarundersökning brukarundersökningen"
)
_OLD = re.compile(r"\b(?:före|föregående|förra|fjol\w*|tidigare|varit)\b", re.IGNORECASE)
_LONGER = re.compile(r"\b(?:senaste|åren|tid|våren|hösten)\b", re.IGNORECASE)
_MEASURED = re.compile(r"(?:andel|antal)\s+", re.IGNORECASE)
_IN_PER_CENT = re.compile(r"[,.]?\s*(?:andel\s*)?\(%\)$", re.IGNORECASE)
_NAME_OF_ITS_OWN = 8
"""Shorter names are common words."""
_HUNDRED = Decimal(100)


class About(StrEnum):
    """What a claim is about."""

    OUTCOME = "utfallet"
    TARGET = "målnivån"
    MOVEMENT = "förändringen"


class Claim(Struct, frozen=True):
    """What a sentence says of an indicator.

    ``rises`` is the direction of a movement; ``figure`` is None where only the direction is told. ``plain`` says
    that nothing but the indicator can be meant.
    """

    about: About
    result: IndicatorResult
    passage: Passage
    sentence: Sentence
    start: int
    end: int
    figure: TypedFigure | None = None
    rises: bool | None = None
    plain: bool = True
    earlier: Quantity | None = None

    @property
    def origin(self) -> Origin:
        """Where the figure or the word stands."""
        return self.passage.place(self.sentence.start + self.start, self.sentence.start + self.end)

    @property
    def change(self) -> Decimal | None:
        """How much the outcome has risen since the earlier value, in its own unit."""
        if self.earlier is None or self.result.number is None:
            return None
        return self.result.number.value - self.earlier.value

    @property
    def relative_change(self) -> Decimal | None:
        """How much it has risen, in per cent of the earlier value."""
        if self.earlier is None or self.change is None or self.earlier.value == 0:
            return None
        return self.change / self.earlier.value * _HUNDRED

    @property
    def slack(self) -> Decimal:
        """How far the change may be off, since both values are rounded."""
        both = (self.earlier, self.result.number)
        return sum((value.slack for value in both if value is not None), Decimal(0))


@once
def claims(results: Results) -> tuple[Claim, ...]:
    """Return what the texts of a period say about indicators: their own comments, and sentences that name one."""
    return tuple(_claims(results))


def _claims(results: Results) -> Iterator[Claim]:
    by_id = {result.id: result for result in results.every_indicator()}
    names = _names_of(by_id.values())
    for passage in passages(results):
        own = by_id.get(passage.indicator)
        for sentence in sentences(passage.prose.text):
            result = own or (_named(names, sentence.text) if _says_something(sentence) else None)
            if result is not None:
                yield from _of_sentence(results, result, passage, sentence)


def _says_something(sentence: Sentence) -> bool:
    return bool(sentence.figures or _ROSE.search(sentence.text) or _FELL.search(sentence.text))


def _names_of(results: Iterable[IndicatorResult]) -> Names[IndicatorResult]:
    return Names(
        (name, result)
        for result in results
        for name in {result.id.replace("-", " "), _without_measure(result.name)}
        if len(name) >= _NAME_OF_ITS_OWN
    )


def _without_measure(name: str) -> str:
    """Return a name without how it is measured: "andel", "antal" or "(%)"."""
    measured = _MEASURED.match(name)
    bare = name[measured.end() :] if measured else name
    return _IN_PER_CENT.sub("", bare) if "(%)" in bare else bare


def _named(names: Names[IndicatorResult], text: str) -> IndicatorResult | None:
    """Return the one indicator that a sentence calls by its name or its id."""
    named = {result.id: result for _, _, result in names.within(text)}
    return next(iter(named.values())) if len(named) == 1 else None


def unit_of(result: IndicatorResult) -> str:
    """Return the unit of an indicator by the name that figures in texts have it; "" for a plain number."""
    number = result.number
    written = (result.indicator.unit or (number.unit if number else "")).casefold()
    if not written and "(%)" in result.name:
        return PERCENT
    if not written and re.search(r"\bantal dagar\b", result.name, re.IGNORECASE):
        return DAYS
    return UNITS.get(written, written)


def same_unit(figure: TypedFigure, result: IndicatorResult) -> bool:
    """Whether a figure can be a value of an indicator; people and cases are counted by plain numbers."""
    unit = unit_of(result)
    return figure.unit == unit or {figure.unit, unit} <= {"", COUNT}


def _of_sentence(
    results: Results, result: IndicatorResult, passage: Passage, sentence: Sentence
) -> Iterator[Claim]:
    for figure in sentence.figures:
        moved = _movement_by(results, result, passage, sentence, figure)
        claim = moved or _value_claimed(results, result, passage, sentence, figure)
        if claim is not None and not _OTHERS.search("".join(sentence.around(figure))):
            yield claim
    yield from _directions(results, result, passage, sentence)


def _value_claimed(
    results: Results, result: IndicatorResult, passage: Passage, sentence: Sentence, figure: TypedFigure
) -> Claim | None:
    """Return the claim that a figure is the outcome or the target."""
    clause = sentence.clause(figure.start)
    if not _may_be_value(figure, result, clause):
        return None
    if not _is_level(results, clause, sentence.after(figure.end), result):
        return None
    about = About.TARGET if _AIM.search(clause) else About.OUTCOME
    if about is About.OUTCOME and (_TARGET.search(clause) or not names_outcome(clause, result)):
        return None
    return Claim(about, result, passage, sentence, figure.start, figure.end, figure)


def _may_be_value(figure: TypedFigure, result: IndicatorResult, clause: str) -> bool:
    """Whether a figure can be a value of an indicator; its unit may stand before it: "antalet dygn var 1 050"."""
    if same_unit(figure, result):
        return True
    return not figure.unit and not set(UNIT_WORDS.get(unit_of(result), ())).isdisjoint(words(clause))


def _names(results: Results, result: IndicatorResult) -> list[str]:
    """Return the words that mean the indicator or what it is compared with."""
    return [result.name, result.indicator.name, result.id, results.plan.municipality, _COMPARED]


def _is_level(results: Results, clause: str, after: str, result: IndicatorResult) -> bool:
    """Whether a clause says what something of this year is."""
    if not _IS.search(clause) or _OLD.search(clause):
        return False
    other_year = any(year != results.period.year for year in years(clause + after[:8]))
    plain = is_plain(f"{clause} {after}", _names(results, result))
    return plain and not other_year and not _denied(clause, result)


def _movement_by(
    results: Results, result: IndicatorResult, passage: Passage, sentence: Sentence, figure: TypedFigure
) -> Claim | None:
    """Return the claim that something has moved by a figure."""
    earlier = _earlier(results, result, sentence)
    if earlier is None:
        return None
    clause, after = sentence.around(figure)
    rises = _direction(clause) if _BY.search(clause) else None
    if rises is None:
        rises = True if _HIGHER.match(after) else False if _LOWER.match(after) else None
        if rises is not None and _TARGET.search(after):
            return None
    kinds = {unit_of(result), PERCENT} | ({POINTS} if unit_of(result) == PERCENT else set())
    fits = figure.unit in kinds or same_unit(figure, result)
    if rises is None or not fits or _denied(clause, result):
        return None
    rest = _HIGHER.sub("", _LOWER.sub("", after, count=1), count=1)
    plain = is_plain(f"{clause} {rest}", _names(results, result)) and not _LONGER.search(after)
    return Claim(
        About.MOVEMENT, result, passage, sentence, figure.start, figure.end, figure, rises, plain, earlier
    )


def _directions(
    results: Results, result: IndicatorResult, passage: Passage, sentence: Sentence
) -> Iterator[Claim]:
    """Yield the claims that something has risen or fallen, where the subject is told before the verb."""
    earlier = _earlier(results, result, sentence)
    for rises, pattern in ((True, _ROSE), (False, _FELL)):
        for found in pattern.finditer(sentence.text) if earlier else ():
            clause, after = sentence.clause(found.start()), sentence.after(found.end())
            about = clause + sentence.text[found.start() : found.end()] + after
            named = names_outcome(clause, result)
            follows = bool(_OUTCOME.search(sentence.text[: found.start()])) and found[0].endswith("ning")
            plain = is_plain(f"{clause} {after}", _names(results, result)) and bool(named or follows)
            if (
                plain
                and not _OTHERS.search(about)
                and not _denied(about, result)
                and not _TARGET.search(about)
            ):
                yield Claim(
                    About.MOVEMENT, result, passage, sentence, found.start(), found.end(), None, rises, plain, earlier
                )  # fmt: skip


def names_outcome(clause: str, result: IndicatorResult) -> bool:
    """Whether a clause speaks of the outcome: by that word, or by one from the indicator's name."""
    if _OUTCOME.search(clause):
        return True
    named = [word for word in words(result.name) if len(word) >= _NAMING]
    return any(is_form_of(w, n) for w in words(clause) for n in named)


def _denied(text: str, result: IndicatorResult) -> bool:
    """Whether a text says that something is not so; the "ej" of a name doesn't count."""
    return bool(_NOT & set(words(text)) - set(words(result.name)))


def _direction(text: str) -> bool | None:
    rose, fell = _ROSE.search(text), _FELL.search(text)
    if bool(rose) == bool(fell):
        return None
    return bool(rose)


def _earlier(results: Results, result: IndicatorResult, sentence: Sentence) -> Quantity | None:
    """Return the earlier value that a sentence compares with; a part of a year isn't held against whole ones."""
    number = result.number
    if results.period.kind is not PeriodKind.YEAR or number is None:
        return None
    if number.year not in (None, results.period.year):
        return None
    known = earlier_values(result, results.period.year)
    named = [year for year in years(sentence.text) if year < results.period.year]
    if named:
        return known.get(min(named))
    return known.get(results.period.year - 1)


def earlier_values(result: IndicatorResult, year: int) -> dict[int, Quantity]:
    """Return an indicator's earlier outcomes by year, the baseline of its target among them."""
    found = {
        int(key): number
        for key, value in result.indicator.earlier.items()
        if key.isdigit() and (number := number_of(value, result.indicator)) is not None
    }
    target = testable(result.target, result.indicator)
    if isinstance(target, MovementTarget) and target.baseline is not None:
        found.setdefault(target.baseline.year or year - 1, target.baseline)
    return {key: value for key, value in found.items() if key < year}


def known_values(result: IndicatorResult, year: int) -> list[Quantity]:
    """Return everything that is on record for an indicator: outcome, parts, target, earlier values."""
    target = testable(result.target, result.indicator)
    values = [result.number, *earlier_values(result, year).values()]
    values += [part.quantity for part in result.report.parts.values() if isinstance(part, Figure)]
    values += [target.quantity] if isinstance(target, ValueTarget) else []
    return [value for value in values if value is not None]
