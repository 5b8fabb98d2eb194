"""En anmärkning är godkänd utan att någon säger varför, vem eller när.

Vad:
    Pekar ut poster under godkända_anmärkningar: som saknar motivering:, roll: eller datum:. Utan motivering räknas
    anmärkningen inte som godkänd.

Varför:
    Den som granskar rapporten ska kunna se vem som lät felet stå kvar och på vilka grunder.

Exempel:
    godkända_anmärkningar:
      - {anmärkning: missing-target, gäller: budgetavvikelse}

I stället:
    godkända_anmärkningar:
      - anmärkning: missing-target
        gäller: budgetavvikelse
        motivering: Regeln bedömer avvikelsen i sig, så indikatorn behöver ingen målnivå.
        roll: controller
        datum: 2022-03-08
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.checks._amounts import listed
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapport.model.acknowledgement import Acknowledgement

LEVEL = Level.WARNING


def check_acknowledgements(
    acknowledgements: Sequence[Acknowledgement], _findings: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield acknowledgements that lack reason, role or date."""
    for entry in acknowledgements:
        given = {"motivering": entry.reason, "roll": entry.role, "datum": entry.date}
        missing = [f"{field}:" for field, value in given.items() if not value]
        if missing:
            fact = f"godkännandet av {entry.check} för ”{entry.subject}” saknar {listed(missing)}"
            remedy = "skriv motivering: med skälet, roll: med vem som står för det och datum:"
            yield Diagnostic(
                "acknowledgement-without-reason", LEVEL, entry.origin, fact, remedy, subject=entry.subject
            )
