"""Figures that somebody has typed in running text: ``−14,6 Mkr``, ``3,5 procent``, ``nio dagar``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from rapport.notation.number import AMOUNT_UNITS

PERCENT = "%"
POINTS = "procentenheter"
DAYS = "dagar"
COUNT = "st"

_SPACE = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"
_DASH = "\\-\N{EN DASH}\N{NON-BREAKING HYPHEN}"
_MINUS = _DASH + "\N{MINUS SIGN}"

UNIT_WORDS = {
    "tkr": ("tkr", "kkr", "tusen kronor", "tusen kr"),
    "mnkr": ("mkr", "mnkr", "msek", "miljoner kronor", "miljon kronor", "miljoner", "mn kr"),
    "mdkr": ("mdkr", "miljarder kronor", "miljard kronor", "miljarder"),
    "kr": ("kr", "kronor", "sek"),
    POINTS: ("procentenheter", "procentenhet", "%-enheter"),
    PERCENT: ("%", "procent"),
    DAYS: ("dagar", "dagars", "dag", "dygn", "vårddygn"),
    "månader": ("månader", "månad"),
    "timmar": ("timmar", "timme"),
    COUNT: (
        *("st", "stycken", "personer", "person", "hushåll", "ärenden", "placeringar", "helårsplaceringar"),
        *("barn", "ungdomar", "deltagare", "individer", "klienter", "familjer", "anmälningar", "platser"),
        *("aktiviteter", "projekt", "insatser", "beslut"),
    ),
}
"""What a unit is called, by its one name here."""
UNITS = {word: unit for unit, words in UNIT_WORDS.items() for word in words}
"""The one name of a unit by what it is called."""

NUMBER_WORDS = {
    word: Decimal(number)
    for number, word in enumerate(
        ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"), 2
    )
} | {"noll": Decimal(0)}
"""Numbers written as words; "en" and "ett" are articles too often."""

_HEDGES = {
    "drygt": "above",
    "över": "above",
    "mer än": "above",
    "minst": "above",
    "knappt": "below",
    "nästan": "below",
    "närmare": "below",
    "upp till": "below",
    "högst": "below",
    "mindre än": "below",
    **dict.fromkeys(
        ("cirka", "ca", "ca.", "c:a", "ungefär", "omkring", "runt", "ung.", "uppemot", "kring"), "about"
    ),
}

_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DATE = rf"[0-9]{{1,2}}[ ](?:{_MONTH})\b(?:[ ](?:19|20)[0-9]{{2}})?"
_PLACE = rf"[ ]*[0-9]+(?:[.:{_DASH}][0-9]+)*"
_SHORTEST_UNITS = "|".join(
    re.escape(word) for word in UNITS if not any(word.startswith(other) for other in UNITS if other != word)
)
"""How any unit begins; "kr" is also how "kronor" does."""
# What begins with a digit, or with a word before digits, is told from the rest first: most places are neither.
_NO_FIGURE = re.compile(
    rf"""(?<!\w)(?:
        (?=[0-9])(?:
            (?:19|20)[0-9]{{2}}[{_DASH}](?:0[1-9]|1[0-2])[{_DASH}][0-9]{{2}}\b          # dates
            | [0-9]{{4}}:[0-9]+                                                      # laws
            | [0-9]{{1,2}}[.:][0-9]{{2}}\b(?=[ ]?(?:-|–|$|kl))                         # times
            | {_DATE}
            | [0-9]{{1,2}}/[0-9]{{1,2}}\b
            | 0[0-9]{{1,3}}[ ]?[{_DASH}][ ]?[0-9]{{2,3}}(?:[ ][0-9]{{2,3}})+           # telephones
            | [0-9]+[ ]?[{_DASH}][ ]?[0-9]+(?:[ ]?\+)?[ ]*(?:års?\b|åring)           # ages
            | [0-9]+[ ]?(?:\+|års?\b|[{_DASH}]?åring)
            | [0-9]+(?:,[0-9]+)?[ ]?(?:[{_DASH}]|till|och)[ ]?[0-9]+(?:,[0-9]+)?[ ]*(?={_SHORTEST_UNITS})\b  # spans
            | (?:19|20)[0-9]{{2}}(?:[{_DASH}/](?:19|20)?[0-9]{{2}})?(?![0-9,]|[{_SPACE}][0-9]{{3}}\b
                |[{_SPACE}]*(?:tkr|kkr|mkr|mnkr|kr|kronor|%|procent|st|dygn|dagar)(?!\w))
            | [0-9]+[ ]?(?:§|kap\b)
        )
        | (?=[^\W\d_]++\.?[ ]*+[0-9])(?:
            den[ ]{_DATE}
            | (?:sidan?|sid\.?|s\.|kap\.?|kapitel|nr|punkt|bilaga|tabell|diagram|figur|vecka|v\.|kl\.?
                |tertial|kvartal|delår(?:srapport)?|årskurs|åk|steg|fas|nivå|dnr|rum|prio){_PLACE}
            | den?[ ][0-9]+[ ]?(?:%|procent)[ ]                                    # the best quarter of all
        )
        | ^[ \t]*(?:\#+[ ]*)?[0-9]+(?:\.[0-9]+)*[.)](?=[ ])                        # list numbers
    )
    | §[{_SPACE}]*{_PLACE}
    | \+/[{_MINUS}][ ]?[0-9,]+
    | [^\W\d_][{_DASH}]?[0-9]+                                                      # U31402, covid-19
    | https?://\S+
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_SIGNS = "|".join(sorted((re.escape(unit) for unit in UNITS if not unit[0].isalpha()), key=len, reverse=True))
_SECOND_WORDS = "|".join(sorted({unit.partition(" ")[2] for unit in UNITS if " " in unit}))
# Any word may stand where a unit does; which of them are units is told by looking them up.
_TYPED = re.compile(
    rf"""(?<!\w)(?:(?P<hedge>{"|".join(sorted(map(re.escape, _HEDGES), key=len, reverse=True))})[{_SPACE}]+)?
    (?P<number>
      (?<![,.{_MINUS}+])(?P<sign>[{_MINUS}+])?
      (?P<whole>[0-9]{{1,3}}(?:[{_SPACE}][0-9]{{3}})+(?![0-9])|[0-9]+)(?:[,.](?P<fraction>[0-9]+))?
    | (?P<word>{"|".join(NUMBER_WORDS)})(?=[{_SPACE}])
    )
    (?=[{_SPACE}]*(?P<unit>(?:{_SIGNS}|[^\W\d_]+(?:[ ](?:{_SECOND_WORDS}))?)(?!\w))?)""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGIT = re.compile("[0-9]")
_LETTERS = re.compile(r"[^\W\d_]+")
_TENTH = Decimal("0.1")
_ROUND = re.compile("[1-9][0-9]*?(0{2,})")


class TypedFigure(Struct, frozen=True):
    """A figure in a text: what it is worth, in which unit, and where it stands.

    ``hedge`` is "above" after "drygt", "below" after "knappt", "about" after "cirka". ``start`` and ``end`` are
    those of the digits and their unit, without the hedge.
    """

    value: Decimal
    unit: str
    decimals: int
    start: int
    end: int
    written: str
    hedge: str = ""

    @property
    def is_amount(self) -> bool:
        """Whether it is money."""
        return self.unit in AMOUNT_UNITS

    @property
    def scale(self) -> int:
        """Kronor in one of its unit; 1 for what isn't money."""
        return AMOUNT_UNITS.get(self.unit, 1)

    @property
    def digits(self) -> int:
        """How many digits say something: 3 in ``14,6`` and 1 in ``0,8``."""
        return len(str(abs(self.value)).replace(".", "").lstrip("0"))

    @property
    def slack(self) -> Decimal:
        """How far the true value may be off, in the figure's unit: half of its last digit.

        An amount such as 14 600 tkr is taken for a rounded one.
        """
        zeros = _ROUND.fullmatch(str(abs(self.value))) if self.is_amount else None
        return Decimal(5).scaleb((len(zeros[1]) if zeros else -self.decimals) - 1)

    def agrees(self, value: Decimal, slack: Decimal = Decimal(0)) -> bool:
        """Whether the text may mean a value, given in the figure's own unit or in kronor; signs don't matter."""
        difference = abs(value) - abs(self.value) * self.scale
        margin = self.slack * self.scale
        if abs(difference) <= margin or abs(difference) < margin + slack:
            return True
        more, less = self.hedge in ("above", "about"), self.hedge in ("below", "about")
        allowed = max(abs(self.value) * self.scale * _TENTH, margin)
        return abs(difference) <= allowed and (more if difference > 0 else less)


@lru_cache(maxsize=65536)
def figures(text: str) -> tuple[TypedFigure, ...]:
    """Return the figures of a text in order.

    Years, dates, law numbers, ages, telephone and list numbers and references to pages are no figures.
    """
    if not _counts(text):
        return ()
    hidden = without_numbers_that_are_no_figures(text)
    found = (_figure(match) for match in _TYPED.finditer(hidden))
    return tuple(figure for figure in found if figure is not None)


def _counts(text: str) -> bool:
    """Whether a text has any number; most have none, and the long expressions are slow to find that out."""
    if _DIGIT.search(text):
        return True
    return not NUMBER_WORDS.keys().isdisjoint(word.casefold() for word in _LETTERS.findall(text))


def _figure(match: re.Match[str]) -> TypedFigure | None:
    """Return the figure that was found; a number in words is none unless it counts something known."""
    unit, end = _unit(match)
    word, fraction = match["word"], match["fraction"] or ""
    if word:
        value = NUMBER_WORDS.get(word.casefold())
        if value is None or not unit:
            return None
    else:
        whole = match["whole"]
        digits = whole if whole.isdigit() else "".join(whole.split())
        value = Decimal(f"{digits}.{fraction}" if fraction else digits)
        if value and match["sign"] not in (None, "+"):
            value = -value
    start = match.start("number")
    hedge = _HEDGES.get((match["hedge"] or "").casefold(), "")
    return TypedFigure(value, unit, len(fraction), start, end, match.string[start:end], hedge)


def _unit(match: re.Match[str]) -> tuple[str, int]:
    """Return the unit that follows a number, "" where none does, and where the figure ends."""
    words = match["unit"] or ""
    for written in (words, words.partition(" ")[0]):
        unit = UNITS.get(written.casefold())
        if unit is not None:
            return unit, match.start("unit") + len(written)
    return "", match.end()


@lru_cache(maxsize=65536)
def without_numbers_that_are_no_figures(text: str) -> str:
    """Return a text of the same length where dates, ages and the like are blotted out."""
    if not _DIGIT.search(text) and "://" not in text:
        return text
    return _NO_FIGURE.sub(lambda match: "#" * len(match[0]), text)
