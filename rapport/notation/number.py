"""Numbers as Swedish municipalities write them: ``37,99 %``, ``-26 707``, ``8,5/7``, ``100 % (17 st)``."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache

from rapport.notation.fault import NoNumberError, NotationError
from rapport.saying import Saying

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"
_MINUSES = "\\-\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}"

_QUANTITY = re.compile(
    rf"""(?P<about>(?:ca|cirka|ung\.?|ungefär|~)[{_SPACES}]*)?
         (?P<sign>[+{_MINUSES}][{_SPACES}]*)?
         (?P<whole>[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)
         (?:(?P<mark>[,.])(?P<fraction>[0-9]+))?
         (?:[{_SPACES}]*/[{_SPACES}]*(?P<of>(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)(?:[,.][0-9]+)?))?
         (?P<unit>[{_SPACES}]*(?:%|‰|[^\W\d_]+(?:[{_SPACES}./-][^\W\d_]+)*))?
         (?:[{_SPACES}]*\((?:(?P<year>(?:19|20)[0-9]{{2}})|(?P<remark>[^()]+))\))?
         [{_SPACES}]*""",
    re.VERBOSE | re.IGNORECASE,
)

AMOUNT_UNITS = {"kr": 1, "tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000, "mdkr": 1_000_000_000}
"""Kronor in one of each amount unit, by the unit's name in lower case."""


@cache
def half_a_unit(decimals: int) -> Decimal:
    """Return half a unit of the last of so many decimals."""
    return Decimal(5).scaleb(-decimals - 1)


class Quantity(Saying, frozen=True):
    """A written number with all that was written about it.

    ``decimals`` is how many decimals were written and so how precise the figure is; ``of`` is the second number
    of a pair such as ``8,5/7``; ``year`` the year in ``37,99 % (2018)``; ``remark`` other words in parentheses,
    such as ``17 st``; ``about`` whether it is only roughly so ("ca"). ``written`` is the text as it stood.
    """

    beside = ("written",)

    value: Decimal
    unit: str = ""
    decimals: int = 0
    year: int | None = None
    of: Decimal | None = None
    remark: str = ""
    about: bool = False
    written: str = ""

    @property
    def slack(self) -> Decimal:
        """Half a unit of the last digit written: the figure stands for the interval value ± slack."""
        return half_a_unit(self.decimals)


MOST_DIGITS = 18
"""More digits than this no figure of a municipality has; sums of them are still exact."""

_USUAL_DIGITS = 26
"""Figures of more digits, such as a product of several, need more room than arithmetic usually has."""


@lru_cache(maxsize=65536)
def parse_quantity(text: str) -> Quantity:
    """Read a number with an optional unit, year and remark.

    Accepts decimal comma or point, groups of three by ordinary, no-break or thin spaces, hyphen or real minus.

    Raises:
        NotationError: the text is no number, or one that can be read in two ways.
    """
    stripped = text.strip()
    match = _QUANTITY.fullmatch(stripped)
    if match is None:
        raise _explain(stripped)
    whole, fraction = match["whole"], match["fraction"] or ""
    _refuse_ambiguous(match)
    digits = re.sub(f"[{_SPACES}]", "", whole)
    if len(digits) + len(fraction) > MOST_DIGITS or len(match["of"] or "") > MOST_DIGITS:
        fact = (
            f"talet har {len(digits) + len(fraction)} siffror"
            if not match["of"]
            else "talen har för många siffror"
        )
        raise NotationError(fact, f"skriv högst {MOST_DIGITS} siffror", width=len(stripped))
    value = Decimal(f"{digits}.{fraction}" if fraction else digits)
    negative = bool(match["sign"]) and match["sign"][0] != "+"
    return Quantity(
        value=-value if negative and value else value,
        unit=(match["unit"] or "").strip(_SPACES),
        decimals=len(fraction),
        year=int(match["year"]) if match["year"] else None,
        of=Decimal(re.sub(f"[{_SPACES}]", "", match["of"]).replace(",", ".")) if match["of"] else None,
        remark=(match["remark"] or "").strip(),
        about=bool(match["about"]),
        written=stripped,
    )


def _refuse_ambiguous(match: re.Match[str]) -> None:
    """Refuse what one reader takes for thousands and the next for decimals."""
    whole, mark, fraction = match["whole"], match["mark"], match["fraction"]
    start = match.start("whole")
    thousands = 3
    if mark == "." and len(fraction) == thousands and whole.isdigit() and len(whole) <= thousands:
        # Followed literally, a remedy without the sign would make a cost a revenue.
        sign = (match["sign"] or "").strip(_SPACES)
        first = match.start("sign") if sign else start
        raise NotationError(
            f"”{sign}{whole}.{fraction}” kan vara både tusental och decimaler",
            f"skriv {sign}{whole} {fraction} om det är tusental, {sign}{whole},{fraction} om det är decimaler",
            offset=first,
            width=match.end("fraction") - first,
        )
    if len(whole) > 1 and whole[0] == "0":
        raise NotationError(
            f"talet ”{whole}” börjar med en nolla",
            "skriv talet utan inledande nolla",
            offset=start,
            width=len(whole),
        )


_LETTER = re.compile(
    rf"""(?P<alike>(?<=[0-9{_SPACES}])[ol](?=[0-9])|(?<=[0-9])[ol](?=[{_SPACES}][0-9]))
         |(?<=[0-9{_SPACES}])[^\W\d_e](?=[0-9])
         |(?<=[0-9])[olis](?![^\W\d_])""",
    re.VERBOSE | re.IGNORECASE,
)
"""A letter among digits, or one at their end that looks like a digit."""
_LOOKS_LIKE = {"o": "0", "l": "1", "i": "1", "s": "5"}

_DIVIDED = re.compile(
    rf"""(?P<sign>[+{_MINUSES}])?(?<![0-9.,])
         (?P<whole>[0-9]{{1,3}}(?:(?P<mark>[.,])[0-9]{{3}})(?:(?P=mark)[0-9]{{3}})*)
         (?:(?!(?P=mark))[.,](?P<fraction>[0-9]+))?(?![0-9.,])""",
    re.VERBOSE,
)
"""A number whose thousands are divided by points or commas."""

_FAULTS: tuple[tuple[str, str, str], ...] = (
    (
        r"[”“„’‘«»]",
        "citattecknet är ett sådant som Word skriver",
        'skriv raka citattecken, till exempel ">90 %"',
    ),
    (
        r"[0-9][0-9 ]*_[0-9]",
        "understreck hör inte hemma i ett tal",
        "skriv tusental med mellanslag, till exempel 1 050",
    ),
    (
        r"[0-9]+(?:[.,][0-9]+){2,}",
        "talet har flera decimaltecken",
        "skriv tusental med mellanslag och decimaler med komma",
    ),
    (r"[0-9]+e[0-9]+", "talet är skrivet med exponent", "skriv ut alla siffror"),
    (
        rf"[0-9]+[{_SPACES}][0-9]{{1,2}}(?![0-9])",
        "siffrorna är inte grupperade tre och tre",
        "skriv tusental med mellanslag, till exempel 1 050",
    ),
    (
        rf"[0-9]+[{_SPACES}][0-9]{{4,}}",
        "siffrorna är inte grupperade tre och tre",
        "skriv till exempel 26 707",
    ),
    (r"(?<![0-9])[,.][0-9]", "talet saknar siffra före decimaltecknet", "skriv till exempel 0,5"),
    (r"[0-9][,.](?![0-9])", "talet saknar siffra efter decimaltecknet", "skriv till exempel 5 eller 5,0"),
)


def _explain(text: str) -> NotationError:
    """Say why a text is no number."""
    if not text:
        return NotationError("här ska ett tal stå", "skriv ett tal, eller ta bort fältet om värdet saknas")
    if known := _letter_among_digits(text) or _divided_thousands(text):
        return known
    for pattern, fact, remedy in _FAULTS:
        if found := re.search(pattern, text, re.IGNORECASE):
            return NotationError(fact, remedy, offset=found.start(), width=len(found[0]))
    longest = 60
    shown = text if len(text) <= longest else f"{text[:longest]} …"
    return NoNumberError(
        f"”{shown}” är inget tal", "skriv ett tal, till exempel 37,99 % eller -26 707", width=len(text)
    )


def _letter_among_digits(text: str) -> NotationError | None:
    """Find the O of 7 22O; a letter that looks like no digit only where the rest is a number."""
    found = _LETTER.search(text)
    if found is None or not (found["alike"] or _QUANTITY.fullmatch(_LETTER.sub("0", text))):
        return None
    digit = _LOOKS_LIKE.get(found[0].casefold())
    remedy = f"skriv siffran {digit}" if digit else f"skriv en siffra i stället för {found[0]}"
    return NotationError("det står en bokstav bland siffrorna", remedy, offset=found.start())


def _divided_thousands(text: str) -> NotationError | None:
    """Find 7.220.000 and 1.050,5: their thousands can only be thousands, but aren't written so here."""
    found = _DIVIDED.search(text)
    if found is None or not (found["fraction"] or found["whole"].count(found["mark"]) > 1):
        return None
    mark, fraction = found["mark"], found["fraction"]
    written = (found["sign"] or "") + found["whole"].replace(mark, " ") + (f",{fraction}" if fraction else "")
    fact = f"talet har {'punkt' if mark == '.' else 'komma'} mellan tusental"
    if fraction:
        fact = "talet har både tusentalstecken och decimaltecken"
    return NotationError(fact, f"skriv {written}", offset=found.start(), width=len(found[0]))


def rounded(value: Decimal, decimals: int = 0) -> Decimal:
    """Round half away from zero, as officials and Excel's ROUND do; never minus zero."""
    digits = value.adjusted() + decimals
    context = Context(prec=digits + 2) if digits >= _USUAL_DIGITS else None
    result = value.quantize(_last_digit(decimals), ROUND_HALF_UP, context)
    return result or abs(result)


@cache
def _last_digit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def format_number(value: Decimal, decimals: int = 0, unit: str = "", *, signed: bool = False) -> str:
    """Write a number: no-break thousands, decimal comma, real minus, no-break space before the unit.

    Args:
        value: The number; it is rounded half away from zero.
        decimals: How many decimals to show.
        unit: Words after the number, such as ``%`` or ``dagar``.
        signed: Show a plus before positive numbers.
    """
    shown = rounded(value, decimals)
    whole, _, fraction = f"{abs(shown):,f}".partition(".")
    sign = MINUS if shown < 0 else "+" if signed and shown > 0 else ""
    text = sign + whole.replace(",", NBSP) + ("," + fraction if fraction else "")
    return f"{text}{NBSP}{unit}" if unit else text


def format_quantity(quantity: Quantity) -> str:
    """Write a quantity with the precision it was written with, its unit, year and remark."""
    text = format_number(quantity.value, quantity.decimals)
    if quantity.of is not None:
        places = max(0, -int(quantity.of.as_tuple().exponent))
        text += "/" + format_number(quantity.of, places)
    if quantity.unit:
        text += NBSP + quantity.unit
    if quantity.year is not None:
        text += f" ({quantity.year})"
    if quantity.remark:
        text += f" ({quantity.remark})"
    return f"ca {text}" if quantity.about else text
