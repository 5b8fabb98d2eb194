"""En text är påbörjad men tom.

Vad:
    Pekar ut texter i en period, och i nämndplanen, som inte säger något: filen är tom, eller har bara den rad inom {# #}
    som rapport new skriver.

Varför:
    Rubriken som texten hör till lämnas ut, och nämnden får aldrig veta att något skulle ha stått där.

Exempel:
    # T1/viktiga-händelser.md
    {# viktiga-händelser för januari–april 2020: skriv texten här och ta bort den här raden. #}

I stället:
    # T1/viktiga-händelser.md
    - Ett nytt planeringssystem togs i bruk i mars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield texts that say nothing."""
    for name, prose in results.report.texts.items():
        if prose.is_blank:
            fact = f"texten ”{name}” är tom"
            remedy = "skriv den, eller ta bort filen om rapporten ska vara utan"
            yield Diagnostic("empty-text", LEVEL, prose.origin, fact, remedy, subject=name)
