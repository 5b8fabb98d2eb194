"""En nämnd har satt ett betyg som kommunens skala inte känner.

Vad:
    Pekar ut nämnder vars mål har betyg som inte finns i kommunens skala och inte är översatta under betyg: för
    nämnden. Betyg känns igen på sitt id, inte på sitt namn.

Varför:
    Betyget vägs inte in i kommunens mål. I översikten räknas det för sig, som annat betyg.

Exempel:
    skalor: {färg: {betyg: {G: {namn: Grön, ton: god}, R: {namn: Röd, ton: dålig}}}}
    nämnder:
      skolnämnden: {namn: Skolnämnden}                # har betygen uppfyllt och ej-uppfyllt

I stället:
    skalor: {färg: {betyg: {G: {namn: Grön, ton: god}, R: {namn: Röd, ton: dålig}}}}
    nämnder:
      skolnämnden: {namn: Skolnämnden, betyg: {uppfyllt: G, ej-uppfyllt: R}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.diagnostic import Diagnostic, Level
from rapport.rules.committees import council_scale, own_grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.scale import Scale
    from rapport.model.year import Year
    from rapport.rules.committees import CommitteeResult
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield committees with grades that the council's scale doesn't have."""
    scale = results.plan.scales.get(council_scale(results.plan))
    if scale is None:
        return
    for one in results.committees:
        strange = list(dict.fromkeys(_strange(one, scale)))
        if strange:
            fact = f"{one.committee.name} har betyget {listed(strange)}, som inte finns i kommunens skala"
            known = ", ".join(scale.grades)
            remedy = f"översätt under nämnden:   betyg: {{{strange[0]}: …}}   till något av {known}"
            place = one.committee.origin
            yield Diagnostic("unknown-committee-grade", LEVEL, place, fact, remedy, subject=one.id)


def _strange(committee: CommitteeResult, scale: Scale) -> Iterator[str]:
    for goal in committee.results.every_goal() if committee.results else ():
        grade = own_grade(committee.committee, goal.assessment.grade) if goal.rated else None
        if grade is not None and grade not in scale.grades:
            yield grade
