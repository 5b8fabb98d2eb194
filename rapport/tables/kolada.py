"""The note that names Kolada as the source, under tables whose outcomes come from there and are unmodified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.model.goals import DataStatus
from rapport.rules.retrieved import is_unmodified

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rapport.rules.goals import IndicatorResult


def source_notes(results: Iterable[IndicatorResult], report_year: int) -> tuple[str, ...]:
    """Return a note for each source and day that unmodified outcomes were retrieved from; none when all are own.

    ``Källa: Kolada, hämtat 2020-01-15 (U30453, N31814; preliminärt: N31814).``
    """
    days: dict[tuple[str, str], list[IndicatorResult]] = {}
    for result in results:
        outcome = result.report
        if result.indicator.kolada and not result.computed and is_unmodified(outcome, report_year):
            day = outcome.retrieved.isoformat() if outcome.retrieved else ""
            days.setdefault((outcome.source, day), []).append(result)
    return tuple(_note(source, day, found) for (source, day), found in sorted(days.items()))


def _note(source: str, day: str, found: list[IndicatorResult]) -> str:
    ids = ", ".join(dict.fromkeys(result.indicator.kolada for result in found))
    early = dict.fromkeys(r.indicator.kolada for r in found if r.report.status is DataStatus.PRELIMINARY)
    told = f"{ids}; preliminärt: {', '.join(early)}" if early else ids
    return f"Källa: {source}{f', hämtat {day}' if day else ''} ({told})."
