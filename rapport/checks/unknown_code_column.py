"""Underlaget har ett villkor på en kodkolumn som inte står under kolumner.

Vad:
    Pekar ut koder under rader:, hoppa_över: och endast: i underlag.yaml vars kolumn inte finns under kolumner:.

Varför:
    Ett villkor på en kolumn som inte läses träffar inga rader i huvudboken, och raden i tabellen blir utan belopp.

Exempel:
    underlag:
      kolumner: {verksamhet: Verksamhet, utfall: Belopp}
      rader:
        nettokostnad:
          missbruksvård: {verksamet: 552*}

I stället:
    underlag:
      kolumner: {verksamhet: Verksamhet, utfall: Belopp}
      rader:
        nettokostnad:
          missbruksvård: {verksamhet: 552*}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level, did_you_mean
from rapport.rules.ledger import code_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.ledger import LedgerMapping
    from rapport.model.year import Year
    from rapport.origin import Origin

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield conditions on columns that the ledger mapping doesn't declare."""
    mapping = year.plan.ledger
    if mapping is None:
        return
    declared = code_columns(year, mapping)
    for key, place in _conditions(mapping):
        if key not in declared:
            add = f"lägg till under kolumner:   {key}: rubriken i underlaget"
            remedy = did_you_mean(key, declared) or add
            fact = f"”{key}” står inte under kolumner"
            yield Diagnostic("unknown-code-column", LEVEL, place, fact, remedy)


def _conditions(mapping: LedgerMapping) -> Iterator[tuple[str, Origin]]:
    for key, patterns in mapping.skipped.items():
        yield key, patterns[0].origin if patterns else mapping.origin
    for column in mapping.columns.values():
        for key in column.only:
            yield key, column.origin
    for lines in mapping.lines.values():
        for condition in lines.values():
            for part in condition.alternatives:
                for key, patterns in part.codes.items():
                    yield key, patterns[0].origin if patterns else part.origin
