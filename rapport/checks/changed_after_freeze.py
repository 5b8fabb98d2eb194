"""En fil har ändrats efter att perioden beslutades.

Vad:
    Jämför en beslutad periods filer med de summor som rapport freeze skrev i beslutad.yaml. Periodens egna filer och
    mallarna får inte ändras alls. Årets andra filer får ändras så länge rapporten säger samma sak som den gjorde.

Varför:
    Nämnden har beslutat om rapporten som den var. Byggs den om ska den bli likadan, annars finns det två rapporter
    med samma namn och ingen vet vilken som gäller.

Exempel:
    utfall:
      hvb-dygn: 1 060                  # beslutad som 1 050

I stället:
    Ändra tillbaka, eller häv beslutet med ett skäl och besluta om igen:
      rapport freeze 2020-T1 --thaw "Rättat utfall efter revisionens påpekande"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._past import period_of
from rapport.diagnostic import Diagnostic, Level
from rapport.notation import PeriodKind, format_period
from rapport.origin import Origin
from rapport.rules.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rapport.model.decision import Decision
    from rapport.model.year import Year
    from rapport.notation import Period
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY
TEMPLATES = "templates/"


def check_period(year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield files that are others than when the period was decided on."""
    decision = results.report.decision
    if decision is None:
        return
    changed = changes(decision, year.sums, results.period)
    # Asked only when something differs: it costs more than the sums do.
    says_the_same = bool(changed) and fingerprint(results) == decision.content
    code = format_period(results.period)
    for path, what in changed.items():
        own = path.startswith("data/") and period_of(Origin(path), year.year) == results.period
        must_stay = path.startswith(TEMPLATES) or own
        if says_the_same and not must_stay:
            continue
        fact = f"{path} {what} efter att {code} beslutades {decision.date.isoformat()}"
        fact += "" if must_stay else ", och rapporten säger något annat nu"
        remedy = f'ändra tillbaka, eller häv beslutet: rapport freeze {code} --thaw "skäl"'
        yield Diagnostic(
            "changed-after-freeze",
            LEVEL,
            # Not the file itself: it may be gone, or belong to another period than the one this is about.
            decision.origin,
            fact,
            remedy,
            (Origin(path),),
            subject=path,
        )


def rests_on(path: str, period: Period) -> bool:
    """Whether a period's report may follow from a file of its year: its own, the plan's, those of earlier periods."""
    other = period_of(Origin(path), period.year)
    if other is None or other == period:
        return True
    return other.kind is not PeriodKind.PLAN and other.last_month < period.last_month


def changes(decision: Decision, sums: Mapping[str, str], period: Period) -> dict[str, str]:
    """Return what has become of the files that a decision rests on, by path; nothing for those that are the same."""
    gone = {path: "har tagits bort" for path in decision.files if path not in sums}
    other = {path: "har ändrats" for path, was in decision.files.items() if sums.get(path, was) != was}
    known = {*decision.files, decision.origin.path}
    new = {
        path: "har kommit till"
        for path in sums
        if path not in known and not path.startswith(TEMPLATES) and rests_on(path, period)
    }
    return dict(sorted((gone | other | new).items()))
