"""A new period's activity measures and measures: the months to fill in, and what is still being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.edit.yaml_value import as_yaml
from rapport.notation import Period, format_period
from rapport.notation.period import SHORT_MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.activity import Measure
    from rapport.model.year import Year
    from rapport.rules.results import Results

DONE = frozenset({"klar", "klart", "avslutad", "avslutat", "genomförd", "genomfört", "färdig", "färdigt"})
"""Words for a measure that needs no more reporting."""


def heading(words: str, period: Period) -> str:
    """Return the comment that opens a file."""
    return f"# {words} för {period.name} ({format_period(period)}).\n\n"


def new_activity(year: Year, period: Period, previous: Results | None) -> str:
    """Return the activity measures with the months since the previous report to fill in; "" without any."""
    reported = [p.last_month for p in year.reports if p.last_month < period.last_month]
    first = max(reported, default=0)
    months = SHORT_MONTHS[first : period.last_month]
    lines: list[str] = []
    for key, group in year.plan.activity.items():
        lines += [f"  # {group.name}", f"  {key}:"]
        for name, measure in group.measures.items():
            wanted = ", ".join(f"{month}: …" for month in months)
            last = _last(previous, key, name)
            lines += [f"    # {measure.name}{last}", f"    {name}:   # {{{wanted}}}"]
        lines.append("")
    return heading("Verksamhetsmått", period) + "verksamhetsmått:\n" + "\n".join(lines) if lines else ""


def _last(previous: Results | None, group: str, measure: str) -> str:
    series = previous.series.get((group, measure), {}) if previous else {}
    if not series:
        return ""
    month = max(series)
    value = series[month]
    written = getattr(value, "words", "") or value.quantity.written  # type: ignore[union-attr]  # words or a figure
    return f"; {SHORT_MONTHS[month - 1]}: {written}"


def carried_measures(period: Period, previous: Results | None) -> str:
    """Return the measures that the previous report left open; "" without any."""
    lines: list[str] = []
    for key, group in (previous.report.measures if previous else {}).items():
        still = {name: one for name, one in group.measures.items() if one.status.casefold() not in DONE}
        if not still:
            continue
        lines += [f"  {key}:", f"    namn: {as_yaml(group.name)}", "    poster:"]
        for name, measure in still.items():
            lines += [f"      {name}:", *(f"        {line}" for line in _fields(measure))]
        lines.append("")
    return heading("Åtgärder", period) + "åtgärder:\n" + "\n".join(lines) if lines else ""


def _fields(measure: Measure) -> Iterator[str]:
    """Yield the fields of a measure; its status is to be written anew."""
    yield f"aktivitet: {as_yaml(measure.activity)}"
    yield "status:" + (f"   # var: {measure.status}" if measure.status else "")
    for key, prose in (("beskrivning", measure.description), ("effekt", measure.effect)):
        if prose is not None:
            yield f"{key}: {as_yaml(' '.join(prose.text.split()), style=chr(34))}"
    if measure.amount is not None:
        yield f"belopp: {as_yaml(measure.amount.quantity.written)}"
    if measure.owner:
        yield f"ansvarig: {as_yaml(measure.owner)}"
    if measure.due is not None:
        yield f"klart: {measure.due.isoformat()}"
