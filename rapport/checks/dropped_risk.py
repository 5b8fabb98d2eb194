"""En risk som inte är låg har försvunnit.

Vad:
    Pekar ut risker som i förra rapporten inte hade det bästa betyget och som nästa rapport, eller nästa års plan, inte
    längre har. Risker utan riskvärde hoppas över.

Varför:
    En risk försvinner inte för att den slutar nämnas. Är den borta ska det stå varför.

Exempel:
    # 2019/T2: riskvärdet är 12
    risker: {hot: {sannolikhet: 3, konsekvens: 4}}
    # 2020/risker.yaml nämner den inte

I stället:
    # 2020/risker.yaml
    risker:
      hot: {text: Hot mot personal, sannolikhet: 2, konsekvens: 4}
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
    """Yield risks that were rated above the lowest level and are gone."""
    gone = dropped(
        past, period, lambda results: results.risks, lambda report: report.risks, lambda plan: plan.risks
    )
    for one in gone:
        where = f"planen för {period.year}" if one.in_plan else f"rapporten för {period.name}"
        fact = f"risken ”{one.id}” hade betyget {one.grade} i rapporten för {one.before.name} och finns inte i {where}"
        remedy = "för in risken igen, eller godkänn anmärkningen med skälet till att den är avskriven"
        yield Diagnostic("dropped-risk", LEVEL, one.missing, fact, remedy, (one.seen,), subject=one.id)
