"""Ingen är ansvarig för en indikator, ett uppdrag, en rad, en risk eller en åtgärd.

Vad:
    Pekar ut indikatorer, uppdrag, rader i ekonomitabeller, risker och åtgärder utan ansvarig: när minst hälften av de
    andra i samma slag har det.

Varför:
    Det som ingen ansvarar för blir inte gjort, och ingen märker det förrän i årsrapporten.

Exempel:
    risker:
      hot: {text: Hot mot personal, ansvarig: Avdelningschef}
      läckage: {text: Uppgifter kommer på avvägar}

I stället:
    risker:
      hot: {text: Hot mot personal, ansvarig: Avdelningschef}
      läckage: {text: Uppgifter kommer på avvägar, ansvarig: Informationssäkerhetssamordnare}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._declared import indicators_of
from rapport.checks._habit import exceptions
from rapport.diagnostic import Diagnostic, Level
from rapport.model.economy import RowType
from rapport.model.follow_up import Assignment, Risk, RiskMeasure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.activity import Measure
    from rapport.model.economy import Line
    from rapport.model.goals import Indicator
    from rapport.model.year import Year

    Owned = Assignment | Indicator | Line | Risk | RiskMeasure | Measure

LEVEL = Level.WARNING


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield things without an owner where most of their kind have one."""
    for kind, things in _kinds(year).items():
        for key, thing in exceptions(things, lambda pair: pair[1].owner):
            fact = f"{kind} ”{key}” har ingen ansvarig"
            remedy = "skriv ansvarig: med en roll, till exempel enhetschef"
            if _is_only_text(thing):
                # A line of its own below a single value would belong to nothing.
                own = key.rpartition(".")[-1]
                remedy = (
                    f"skriv text: och ansvarig: på var sin rad under {own}:, indragna; "
                    "ansvarig är en roll, till exempel enhetschef"
                )
            yield Diagnostic("missing-owner", LEVEL, thing.origin, fact, remedy, subject=key)


def _is_only_text(thing: Owned) -> bool:
    """Whether there is nothing but a text, which most write on the same line as the id."""
    return isinstance(thing, Assignment | Risk | RiskMeasure) and type(thing)(text=thing.text) == thing


def _kinds(year: Year) -> dict[str, list[tuple[str, Owned]]]:
    plan = year.plan
    groups = [plan.measures, *(report.measures for report in year.reports.values())]
    return {
        "indikatorn": [*indicators_of(year).items()],
        "uppdraget": [*plan.assignments.items()],
        "raden": [
            (f"{table}.{key}", line)
            for table, declared in plan.economy.items()
            for key, line in declared.lines.items()
            if line.part is RowType.LINE and line.fetched is None
        ],
        "risken": [*plan.risks.items()],
        "riskåtgärden": [
            (f"{risk}.{key}", measure)
            for risk, declared in plan.risks.items()
            for key, measure in declared.measures.items()
        ],
        "åtgärden": [
            (f"{area}.{key}", measure)
            for measures in groups
            for area, group in measures.items()
            for key, measure in group.measures.items()
        ],
    }
