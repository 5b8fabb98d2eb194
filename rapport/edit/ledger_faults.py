"""What can be wrong with an extract of the ledger or its mapping: the names, and how a finding is made."""

from __future__ import annotations

from rapport.diagnostic import Diagnostic, Level
from rapport.origin import Origin

FAULTS: dict[str, str] = {
    "no-ledger-mapping": "året har ingen fil underlag.yaml som säger vilka koder som hör till vilken rad",
    "not-an-extract": "filen är inget underlag som går att läsa: ett annat format, krypterad eller tom",
    "missing-heading": "en rubrik som underlag.yaml nämner finns inte i underlaget",
    "not-an-amount": "ett belopp i underlaget går inte att läsa",
    "not-a-month": "en period i underlaget går inte att läsa",
    "other-months": "underlag.yaml gäller andra månader än rapporten",
    "no-rows": "underlaget har inga rader för perioden",
    "unmapped-codes": "en kombination av koder hör inte till någon rad",
    "doubly-mapped-codes": "en kombination av koder hör till flera rader i samma tabell",
    "control-total": "raderna blir inte samma summa som ekonomisystemets egen rapport",
    "no-control-total": "det finns ingen kontrollsumma att pröva raderna mot",
    "line-without-rows": "en rad i tabellen får inget ur underlaget",
    "rounded-to-table": "tabellens enhet är för grov för örena",
    "sie-dimension": "SIE-filen saknar periodsaldon, eller saldon per den dimension som behövs",
    "ledger-not-spliced": "ett värde går inte att skriva in i periodens fil",
}
"""Every fault of a ledger import, with one line about it."""


def ledger_fault(
    check: str,
    origin: Origin,
    message: str,
    remedy: str = "",
    *,
    level: Level = Level.ERROR,
    subject: str = "",
) -> Diagnostic:
    """Return a finding of a ledger import; its name must be one of ``FAULTS``."""
    if check not in FAULTS:
        raise KeyError(check)
    return Diagnostic(check, level, origin, message, remedy, subject=subject)


class ExtractError(Exception):
    """An extract can't be read at all; ``finding`` says why."""

    def __init__(self, check: str, name: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.finding = ledger_fault(check, Origin(name), message, remedy)
