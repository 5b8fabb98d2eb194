"""Ett uppdrag som inte är klart har försvunnit.

Vad:
    Pekar ut uppdrag som i förra rapporten inte hade det bästa betyget och som nästa rapport, eller nästa års plan, inte
    längre har. Uppdrag som bara är omformulerade räknas som kvar.

Varför:
    Uppdrag från fullmäktige glöms bort mellan åren. Nämnden ska antingen slutföra dem eller besluta att de är avslutade.

Exempel:
    # 2019/T2: uppdraget är pågående
    uppdrag: {boendekedja: pågående}
    # 2020/uppdrag.yaml nämner det inte

I stället:
    # 2020/uppdrag.yaml
    uppdrag:
      boendekedja: {text: Få boendekedjan att fungera, givare: Kommunfullmäktige}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._dropped import dropped
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.checks._past import Past
    from rapport.notation import Period

LEVEL = Level.WARNING


def check_history(past: Past, period: Period) -> Iterator[Diagnostic]:
    """Yield assignments that were open and are gone."""
    gone = dropped(
        past,
        period,
        lambda results: results.assignments,
        lambda report: report.assignments,
        lambda plan: plan.assignments,
    )
    for one in gone:
        where = f"planen för {period.year}" if one.in_plan else f"rapporten för {period.name}"
        fact = (
            f"uppdraget ”{one.id}” var inte klart i rapporten för {one.before.name} och finns inte i {where}"
        )
        remedy = "för in uppdraget igen, eller godkänn anmärkningen med beslutet som avslutade det"
        yield Diagnostic("dropped-assignment", LEVEL, one.missing, fact, remedy, (one.seen,), subject=one.id)
