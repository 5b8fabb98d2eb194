"""Utfallet har en annan enhet än målnivån eller indikatorn.

Vad:
    Pekar ut målnivåer, tidigare värden och utfall vars enhet skiljer sig från indikatorns enhet:, eller från
    målnivåns när indikatorn ingen enhet har. Tal utan enhet godtas överallt.

Varför:
    Betyget jämför talen som de står. Dagar mot procent, eller kr mot tkr, ger ett betyg som inget betyder.

Exempel:
    utredningstid:
      enhet: dagar
      målnivå: högst 10 %

I stället:
    utredningstid:
      enhet: dagar
      målnivå: högst 120 dagar
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._declared import indicators_of
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import Figure
from rapport.notation import MovementTarget, ValueTarget
from rapport.rules.goals import target_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Indicator, Outcome
    from rapport.model.scalar import Goalpost
    from rapport.model.year import Year
    from rapport.origin import Origin

LEVEL = Level.INCONSISTENCY
_PERCENT = "procent"


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield targets and outcomes in another unit than the one they are held against."""
    indicators = indicators_of(year)
    for key, indicator in indicators.items():
        written = [(unit_of(target), target.origin) for target in indicator.targets.values()]
        written += _units(tuple(indicator.earlier.values()))
        yield from _differing(key, written, indicator.unit, "indikatorns enhet är")
    for period, report in year.reports.items():
        for key, outcome in report.outcomes.items():
            written = _written(outcome)
            if written and key in indicators:
                unit, whose = _expected(indicators[key], target_for(indicators[key], period))
                yield from _differing(key, written, unit, whose)


def unit_of(target: Goalpost) -> str:
    """Return the unit that a target is written in, "" when it has none."""
    if isinstance(target.target, ValueTarget):
        return target.target.quantity.unit
    if isinstance(target.target, MovementTarget) and target.target.baseline is not None:
        return target.target.baseline.unit
    return ""


def _expected(indicator: Indicator, target: Goalpost | None) -> tuple[str, str]:
    if indicator.unit or target is None:
        return indicator.unit, "indikatorns enhet är"
    return unit_of(target), "målnivån är i"


def _written(outcome: Outcome) -> list[tuple[str, Origin]]:
    return _units((outcome.value, *outcome.parts.values()))


def _units(values: tuple[object, ...]) -> list[tuple[str, Origin]]:
    return [
        (value.quantity.unit, value.origin)
        for value in values
        if isinstance(value, Figure) and value.quantity.unit
    ]


def _differing(
    key: str, written: list[tuple[str, Origin]], expected: str, whose: str
) -> Iterator[Diagnostic]:
    for unit, origin in written:
        if unit and expected and unit != expected and not _same(unit, expected):
            fact = f"”{key}” är skrivet i {unit} men {whose} {expected}"
            remedy = f"räkna om till {expected}, eller ändra enheten där den är fel"
            yield Diagnostic("target-unit", LEVEL, origin, fact, remedy, subject=key)


def _same(unit: str, other: str) -> bool:
    """Whether two units are one: ”dag” and ”dagar”, ”%” and ”procent”."""
    one, two = (_PERCENT if name == "%" else name.casefold() for name in (unit, other))
    return one.startswith(two) or two.startswith(one)
