"""Ett betyg är satt mot regeln utan att någon säger varför.

Vad:
    Pekar ut bedömningar som ger ett annat betyg än regeln och saknar motivering:, eller har en som bara säger att
    den saknas.

Varför:
    Regeln står tryckt ovanför tabellen. Den som läser ser att betyget bryter mot den och har rätt att få veta varför.

Exempel:
    sjukfrånvaro-kort:
      utfall: 5,85 %
      bedömning: A

I stället:
    sjukfrånvaro-kort:
      utfall: 5,85 %
      bedömning:
        betyg: A
        motivering: Frånvaron beror på pandemin och sjunker sedan april.
        roll: HR-chef
        datum: 2020-05-12
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._verdicts import gives_reason, verdicts
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield overrides that give no reason."""
    for key, assessment, verdict in verdicts(results):
        if not assessment.overridden or gives_reason(verdict):
            continue
        cited = f"motiveringen är bara ”{verdict.reason}”" if verdict.reason else "motivering saknas"
        fact = f"”{key}” har betyget {verdict.grade} fast regeln ger {assessment.computed.grade}, och {cited}"
        remedy = (
            "skriv motivering: med skälet, och gärna roll: och datum:; utan bedömning: gäller regelns betyg"
        )
        yield Diagnostic("override-without-reason", LEVEL, verdict.origin, fact, remedy, subject=key)
