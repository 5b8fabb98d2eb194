"""En anmärkning är godkänd som inte finns, eller inte längre.

Vad:
    Pekar ut poster under godkända_anmärkningar: som ingen anmärkning motsvarar, och poster som gäller ett fel. Fel går
    inte att godkänna. Det som är godkänt i planen prövas när alla perioder granskas på en gång.

Varför:
    Ett gammalt godkännande skulle dölja samma fel nästa gång det uppstår, utan att någon har tagit ställning till det.

Exempel:
    godkända_anmärkningar:
      - anmärkning: missing-outcome
        gäller: hme-total             # har fått sitt utfall
        motivering: Enkäten görs i höst.

I stället:
    # posten är borttagen
    utfall:
      hme-total: 81
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapport.checks._acknowledging import key_of, named
from rapport.checks._amounts import listed
from rapport.diagnostic import Diagnostic, Level, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rapport.model.acknowledgement import Acknowledgement

LEVEL = Level.WARNING


def check_acknowledgements(
    acknowledgements: Sequence[Acknowledgement], findings: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield acknowledgements that no finding answers to, or an error does."""
    levels = {key_of(finding.check, finding.subject): finding.level for finding in findings}
    subjects: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        subjects[finding.check].append(finding.subject)
    for entry in acknowledgements:
        level = levels.get(named(entry))
        if level is None or level is Level.ERROR:
            yield _finding(entry, subjects, is_error=level is Level.ERROR)


def _finding(entry: Acknowledgement, subjects: Mapping[str, list[str]], *, is_error: bool) -> Diagnostic:
    check = entry.check.id.strip("[]")
    fact = f"anmärkningen {check} för ”{entry.subject}” är godkänd men finns inte"
    if is_error:
        fact = f"{check} för ”{entry.subject}” är ett fel, och fel kan inte godkännas"
        remedy = "rätta felet och ta bort godkännandet"
    else:
        remedy = f"ta bort godkännandet{_instead(entry, check, subjects)}"
    return Diagnostic("stale-acknowledgement", LEVEL, entry.origin, fact, remedy, subject=entry.subject)


def _instead(entry: Acknowledgement, check: str, subjects: Mapping[str, list[str]]) -> str:
    """Return what the entry may have meant."""
    if check not in subjects:
        near = suggest(check, subjects)
        return f", eller menade du {near}?" if near else ""
    near = suggest(entry.subject, subjects[check])
    return (
        f", eller menade du ”{near}”?" if near else f"; {check} gäller nu {listed(sorted(subjects[check]))}"
    )
