"""Outcomes from Kolada into a period's files (rapport kolada --period P).

A value that has been taken in stays as it is: a report says what was known when it was made. A figure of the
committee's own is never replaced. What differs is told instead.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.diagnostic import Diagnostic, Level
from rapport.edit.kolada_data import GENDERS, TOTAL
from rapport.edit.splice import Change
from rapport.model.goals import DataStatus
from rapport.model.scalar import Figure
from rapport.notation import format_number
from rapport.notation.number import MINUS, NBSP
from rapport.rules.goals import NO_OUTCOME, all_indicators, is_reported
from rapport.rules.retrieved import is_rounding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from rapport.edit.kolada_data import Measure, Snapshot, Value
    from rapport.model.goals import Indicator, Outcome
    from rapport.model.kolada import KoladaPlace
    from rapport.model.year import Year
    from rapport.notation import Period

SECTION, VALUE, PARTS, COMPARED = "utfall", "utfall", "uppdelning", "jämförelse"
SOURCE = "Kolada"
MOST_DECIMALS = 2
"""How exact an outcome is written; the exact value stands beside it."""
YEARS_BACK = 4
"""How many years are asked for; some measures are made every third year."""
_LAST_MONTH = 12

FAULTS = {
    "unknown-kolada-id": "ett id finns inte i Kolada",
    "no-kolada-value": "Kolada har inget värde för kommunen de senaste åren",
    "kolada-revised": "Kolada har ändrat ett värde sedan det hämtades till rapporten",
    "no-kolada-comparison": "Kolada har inga värden för någon som kommunen jämförs med",
    "own-figure": "nämndens egen siffra är en annan än Koladas",
}
"""What a fetch can have to say, with one line about it."""


class Fetched(Struct, frozen=True):
    """What Kolada gives a period: changes of its files, and what is worth knowing."""

    changes: list[Change] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)


def wanted_measures(year: Year, period: Period) -> dict[str, Indicator]:
    """Return the indicators that a period reports and Kolada has, by id."""
    return {
        key: indicator
        for key, indicator in all_indicators(year.plan.goals).items()
        if indicator.kolada
        and indicator.computed is None
        and is_reported(indicator.reported, period)
        and is_reported(indicator.only_in, period)
    }


def wanted_years(period: Period) -> list[int]:
    """Return the years whose values a period's report may use: a year is measured once it is over."""
    last = period.year if period.last_month == _LAST_MONTH else period.year - 1
    return list(range(last - YEARS_BACK + 1, last + 1))


def take_in(year: Year, period: Period, found: Snapshot, place: KoladaPlace, day: date) -> Fetched:
    """Return what a snapshot changes in a period's outcomes.

    Args:
        year: The year with its plan.
        period: The period whose outcomes they become.
        found: What Kolada said.
        place: Whose values they are, and whose stand beside them.
        day: The day of retrieval.
    """
    result = Fetched(findings=list(_incomparable(found, place)))
    report = year.reports.get(period)
    last = wanted_years(period)[-1]
    for key, indicator in wanted_measures(year, period).items():
        outcome = report.outcomes.get(key, NO_OUTCOME) if report else NO_OUTCOME
        measure = found.measures.get(indicator.kolada)
        values = found.latest(indicator.kolada, place.municipality, last)
        if found.complete and measure is None:
            message = f"Kolada har inget nyckeltal {indicator.kolada} ({key})"
            remedy = "det kan vara felskrivet eller ha utgått; sök nyckeltalet på kolada.se"
            result.findings.append(_warning("unknown-kolada-id", indicator, key, message, remedy))
        elif TOTAL not in values:
            message = f"Kolada har inget värde för {key} ({indicator.kolada}) till och med {last}"
            result.findings.append(_warning("no-kolada-value", indicator, key, message))
        else:
            retrieved = _Retrieved(values, measure, day, period.year)
            if _settle(result, key, indicator, outcome, retrieved):
                others = _others(found, indicator, place, _year_of(outcome, retrieved))
                _compare(result, key, indicator, outcome, _Beside(others, retrieved))
    return result


def _others(found: Snapshot, indicator: Indicator, place: KoladaPlace, year: int) -> dict[str, Value]:
    """Return the values of those to compare with, where they have one of the year."""
    values = {name: found.total(indicator.kolada, id_, year) for name, id_ in place.compared.items()}
    return {name: value for name, value in values.items() if value is not None}


def _incomparable(found: Snapshot, place: KoladaPlace) -> Iterator[Diagnostic]:
    """Yield a finding for each id to compare with that Kolada has nothing at all about."""
    known = {value.municipality for value in found.values}
    for name, id_ in place.compared.items():
        if known and id_ not in known:
            message = f"Kolada har inga värden för {name} ({id_})"
            remedy = "rätta id:t under jämför; riket är 0000 och grupper börjar med G"
            yield Diagnostic(
                "no-kolada-comparison", Level.WARNING, place.origin, message, remedy, subject=name
            )


def _year_of(outcome: Outcome, retrieved: _Retrieved) -> int:
    """Return the year of the value that the report has: what stands beside it must be of the same."""
    kept = outcome.retrieved_value
    return (kept.quantity.year if kept else None) or retrieved.total.year


class _Retrieved(Struct, frozen=True):
    """The values of one measure, when they were fetched, and for which year's report."""

    values: dict[str, Value]
    measure: Measure | None
    day: date
    report_year: int

    @property
    def total(self) -> Value:
        return self.values[TOTAL]

    @property
    def status(self) -> DataStatus:
        is_early = self.measure is not None and self.measure.is_preliminary(self.day)
        return DataStatus.PRELIMINARY if is_early else DataStatus.FINAL

    def written(self, value: Value, indicator: Indicator) -> str:
        """Return a value as an outcome: ``37,99 % (2018)``, the year only where it isn't the report's."""
        unit = " %" if indicator.unit == "%" else ""
        year = "" if value.year == self.report_year else f" ({value.year})"
        return f"{_figure(value.value, MOST_DECIMALS)}{unit}{year}"


class _Beside(Struct, frozen=True):
    """The values of others by name, and ours that they stand beside."""

    values: dict[str, Value]
    retrieved: _Retrieved


def _settle(result: Fetched, key: str, indicator: Indicator, outcome: Outcome, retrieved: _Retrieved) -> bool:
    """Take a value in, or say why it isn't. Return whether the report's figure is Kolada's."""
    total = retrieved.total
    theirs = f"{_figure(total.value, MOST_DECIMALS)} ({total.year})"
    if outcome.retrieved is not None:
        kept = outcome.retrieved_value
        if kept is not None and (kept.quantity.value, kept.quantity.year) != (total.value, total.year):
            message = f"Kolada har nu {theirs} för {key}; rapporten behåller {kept.quantity.written}, hämtat {outcome.retrieved}"
            remedy = "ta bort fälten utfall, hämtad och hämtat_värde om det nya värdet ska hämtas"
            result.findings.append(_warning("kolada-revised", indicator, key, message, remedy, figure=kept))
        return True
    if outcome.value is not None and not _same(outcome.value, total, retrieved.report_year):
        message = f"nämndens egen siffra för {key} är en annan än Koladas {theirs} och behålls"
        remedy = "ta bort utfallet om Koladas värde ska gälla"
        own = outcome.value if isinstance(outcome.value, Figure) else None
        result.findings.append(_warning("own-figure", indicator, key, message, remedy, figure=own))
        return False
    result.changes.extend(_changes(key, indicator, outcome, retrieved))
    return True


def _compare(result: Fetched, key: str, indicator: Indicator, outcome: Outcome, beside: _Beside) -> None:
    """Take in the values of others; one that is there stays, and what differs is told."""
    for name, value in beside.values.items():
        stated = outcome.compared.get(name)
        if stated is None:
            written = beside.retrieved.written(value, indicator)
            result.changes.append(Change((SECTION, key, COMPARED, name), written, VALUE))
        elif not _same(stated, value, beside.retrieved.report_year):
            theirs = f"{_figure(value.value, MOST_DECIMALS)} ({value.year})"
            message = f"Kolada har nu {theirs} för {name} i {key}; rapporten behåller det som står där"
            remedy = f"ta bort {name} under jämförelse om det nya värdet ska hämtas"
            figure = stated if isinstance(stated, Figure) else None
            finding = _warning("kolada-revised", indicator, key, message, remedy, figure=figure)
            result.findings.append(finding)


def _changes(key: str, indicator: Indicator, outcome: Outcome, retrieved: _Retrieved) -> Iterator[Change]:
    total = retrieved.total
    fields = {} if outcome.value is not None else {VALUE: retrieved.written(total, indicator)}
    fields |= {
        "källa": SOURCE,
        "hämtad": retrieved.day.isoformat(),
        "hämtat_värde": f"{_figure(total.value)} ({total.year})",
        "datastatus": retrieved.status.value,
    }
    for name, text in fields.items():
        yield Change((SECTION, key, name), text, VALUE)
    for gender, value in retrieved.values.items():
        part = GENDERS.get(gender, "")
        if part and part not in outcome.parts:
            yield Change((SECTION, key, PARTS, part), retrieved.written(value, indicator), VALUE)


def _same(stated: object, total: Value, report_year: int) -> bool:
    return isinstance(stated, Figure) and is_rounding(
        stated.quantity, total.value, total.year, report_year=report_year
    )


def _figure(value: Decimal, most: int | None = None) -> str:
    """Return a value as people write it, with the decimals it has or at most some."""
    places = max(0, -int(value.as_tuple().exponent))
    shown = format_number(value, places if most is None else min(places, most))
    return shown.replace(NBSP, " ").replace(MINUS, "-")


def _warning(
    check: str,
    indicator: Indicator,
    key: str,
    message: str,
    remedy: str = "",
    *,
    figure: Figure | None = None,
) -> Diagnostic:
    if check not in FAULTS:
        raise KeyError(check)
    place = figure.origin if figure else indicator.origin
    return Diagnostic(check, Level.WARNING, place, message, remedy, subject=key)
