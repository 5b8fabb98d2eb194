"""Ett fält i perioden är nämnt men inte ifyllt.

Vad:
    Pekar ut fält som står utan värde, som rapport new skriver dem: rapportens datum och diarienummer, status för
    aktiviteter, riskernas åtgärder och åtgärder, och verksamhetsmått i grupper där inget är ifyllt. Fält som inte står
    där efterfrågas inte. Utfall, belopp, uppdragens status och texter har egna anmärkningar; en tom kommentar: får stå.

Varför:
    Det som glöms skrivs ut som ett streck eller inte alls, och ingen ser om det beror på ett förbiseende.

Exempel:
    datum:
    risker:
      tak:
        kommentar: Besiktningen visade inga fel.
        åtgärder:
          besiktning:
            status:

I stället:
    datum: 2027-09-20
    risker:
      tak:
        kommentar: Besiktningen visade inga fel.
        åtgärder:
          besiktning:
            status: pågående
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.diagnostic import Diagnostic, Level
from rapport.model.record import left_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import PeriodReport, Plan, Year
    from rapport.notation import Period
    from rapport.origin import Origin
    from rapport.rules.results import Results

LEVEL = Level.WARNING


_REMEDY = "fyll i, eller ta bort raden om det inte finns något att skriva"


class _Empty(Struct, frozen=True):
    """Something that is left empty: what lacks it, in the definite form, what should stand there, and where."""

    subject: str
    thing: str
    lacks: str
    place: Origin
    remedy: str = _REMEDY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield what a period mentions and leaves empty."""
    plan, report, period = results.plan, results.report, results.period
    for key, place in left_empty(report).items():
        yield Diagnostic("empty-field", LEVEL, place, f"rapporten saknar {key}", _REMEDY, subject=key)
    parts = (
        *_activities(plan, report),
        *_risk_measures(report),
        *_measures(report),
        *_series(plan, report, period),
    )
    for part in parts:
        fact = f"{part.thing} saknar {part.lacks} för {period.name}"
        yield Diagnostic("empty-field", LEVEL, part.place, fact, part.remedy, subject=part.subject)


def _activities(plan: Plan, report: PeriodReport) -> Iterator[_Empty]:
    for key, assignment in report.assignments.items():
        declared = plan.assignments[key].activities if key in plan.assignments else {}
        for step, status in assignment.activities.items():
            if step in declared and not status:
                thing = f"aktiviteten ”{step}” i uppdraget ”{key}”"
                yield _Empty(f"{key}.{step}", thing, "status", status.origin)


def _risk_measures(report: PeriodReport) -> Iterator[_Empty]:
    for key, risk in report.risks.items():
        for name, followed in risk.measures.items():
            # A measure without any field can't be read, so it goes with its last one.
            is_all = not (followed.status or followed.progress)
            remedy = f"fyll i, eller ta bort ”{name}” här om åtgärden inte följs upp" if is_all else _REMEDY
            thing = f"åtgärden ”{name}” för risken ”{key}”"
            for lacks, place in left_empty(followed).items():
                yield _Empty(f"{key}.{name}", thing, lacks, place, remedy)


def _measures(report: PeriodReport) -> Iterator[_Empty]:
    for key, group in report.measures.items():
        for name, measure in group.measures.items():
            for lacks, place in left_empty(measure).items():
                yield _Empty(f"{key}.{name}", f"åtgärden ”{key}.{name}”", lacks, place)


def _series(plan: Plan, report: PeriodReport, period: Period) -> Iterator[_Empty]:
    """Yield activity measures in groups without any value; holes in other groups show against their neighbours."""
    for key, measures in report.activity.items():
        declared = plan.activity[key].measures if key in plan.activity else {}
        for name in () if any(measures.values()) else measures:
            if name in declared:
                thing, place = f"verksamhetsmåttet ”{key}.{name}”", declared[name].origin
                remedy = f"skriv värdena under verksamhetsmått: i {period.part}, eller ta bort måttet där"
                yield _Empty(f"{key}.{name}", thing, "värden", place, remedy)
