"""En indikators värde för ett visst år anges på mer än ett sätt.

Vad:
    Samlar allt som sägs om en indikators värde för ett tidigare år: tidigare:, utgångsvärdet i målnivåer, utfall märkta
    med året och förra årets helårsrapport. Pekar ut värden som skiljer sig mer än avrundningen förklarar.

Varför:
    Ett utgångsvärde som ändras i efterhand flyttar målet. Skiljer sig sätten att mäta är det två indikatorer.

Exempel:
    långvarigt-bistånd:
      namn: Andel med långvarigt bistånd
      målnivå: minska från 58 % (2018)
    # i helårsrapporten:
    utfall:
      långvarigt-bistånd: 37,99 % (2018)

I stället:
    långvarigt-bistånd:
      namn: Andel med långvarigt bistånd
      målnivå: minska från 37,99 % (2018)
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.checks._declared import indicators_of
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import Figure
from rapport.notation import MovementTarget, Period, PeriodKind, format_quantity
from rapport.rules.interval import Interval
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._past import Past
    from rapport.model.goals import Indicator
    from rapport.model.scalar import Goalpost
    from rapport.notation import Quantity
    from rapport.origin import Origin
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


class _Statement(Struct, frozen=True):
    """What somebody says that an indicator was; ``when`` is a year, or a time in other words."""

    when: str
    quantity: Quantity
    origin: Origin


def check_history(past: Past, period: Period) -> Iterator[Diagnostic]:
    """Yield values that a plan or a report gives otherwise than an earlier document."""
    for key, indicator in indicators_of(past.year(period)).items():
        told = list(_told_here(past, period, key, indicator))
        known = (
            {said.when: said for said in reversed(_told_before(past, period, key, indicator))} if told else {}
        )
        for said in told:
            first = known.setdefault(said.when, said)
            if not _agree(first.quantity, said.quantity):
                fact = (
                    f"”{key}” sägs ha varit {format_quantity(said.quantity)} {_when(said)}"
                    f"men {format_quantity(first.quantity)} på ett annat ställe"
                )
                remedy = "rätta det värde som är fel; mäts två olika saker, ge dem var sitt id"
                yield Diagnostic(
                    "outcome-retold", LEVEL, said.origin, fact, remedy, (first.origin,), subject=key
                )


def _when(said: _Statement) -> str:
    """Return the time where the figure itself doesn't show it."""
    return "" if said.quantity.year is not None or said.quantity.remark else f"({said.when}) "


def _told_before(past: Past, period: Period, key: str, indicator: Indicator) -> list[_Statement]:
    """Return what stands in earlier documents, the most official first."""
    told = list(_of_last_year(past, period, key))
    if period.kind is not PeriodKind.PLAN:
        told += _in_plan(indicator, period.year)
    return told


def _told_here(past: Past, period: Period, key: str, indicator: Indicator) -> Iterator[_Statement]:
    if period.kind is PeriodKind.PLAN:
        yield from _in_plan(indicator, period.year)
        return
    report = past.year(period).reports[period].outcomes.get(key)
    if report is None:
        return
    value = report.value
    if isinstance(value, Figure) and value.quantity.year not in (None, period.year):
        yield _Statement(str(value.quantity.year), value.quantity, value.origin)
    yield from _baseline(report.target, period.year)


def _of_last_year(past: Past, period: Period, key: str) -> Iterator[_Statement]:
    """Yield what last year's own annual report said."""
    last = Period(period.year - 1, PeriodKind.YEAR)
    if past.project.report(last) is not None:
        yield from _of_whole_year(past.results(last)).get(key, ())


@once
def _of_whole_year(results: Results) -> dict[str, list[_Statement]]:
    """Return what an annual report said of its own year, by indicator."""
    year = results.period.year
    said: dict[str, list[_Statement]] = defaultdict(list)
    for result in results.every_indicator():
        figure = result.shown
        if isinstance(figure, Figure) and figure.quantity.year in (None, year):
            said[result.id].append(_Statement(str(year), figure.quantity, figure.origin))
    return said


def _in_plan(indicator: Indicator, year: int) -> Iterator[_Statement]:
    for when, value in indicator.earlier.items():
        if isinstance(value, Figure):
            yield _Statement(when, value.quantity, value.origin)
    for target in indicator.targets.values():
        yield from _baseline(target, year)


def _baseline(target: Goalpost | None, year: int) -> Iterator[_Statement]:
    aim = target.target if target else None
    if target is not None and isinstance(aim, MovementTarget) and aim.baseline is not None:
        base = aim.baseline
        yield _Statement(str(base.year or base.remark or year - 1), base, target.origin)


def _agree(one: Quantity, two: Quantity) -> bool:
    """Whether two values may be one; what is in different units is another check's business."""
    if one.unit and two.unit and one.unit != two.unit:
        return True
    return Interval(one.value, one.slack).meets(Interval(two.value, two.slack))
