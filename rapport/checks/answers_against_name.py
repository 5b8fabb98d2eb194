"""Indikatorns namn säger att svaren räknas på ett annat sätt än svar: gör.

Vad:
    Jämför svar: med det som står i namnet, som (Ja=2, Delvis=1, Nej=0), (JA:1 Nej:0) och (1= JA, 0= NEJ). Utan svar:
    räknas Ja som 1 och Nej som 0.

Varför:
    Betyget följer svar:, läsaren följer namnet. Skiljer de sig åt är betyget fel i någons ögon.

Exempel:
    rutin: {namn: "Aktuell rutin (Ja=1, Nej=0)", målnivå: Ja, svar: {Ja: 2, Nej: 0}}

I stället:
    rutin: {namn: "Aktuell rutin (Ja=1, Nej=0)", målnivå: Ja, svar: {Ja: 1, Nej: 0}}
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.checks._amounts import number
from rapport.checks._declared import indicators_of
from rapport.diagnostic import Diagnostic, Level
from rapport.model.scalar import ANSWERS, Answer
from rapport.rules.goals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Indicator
    from rapport.model.year import Year

LEVEL = Level.INCONSISTENCY
_WORDS = "|".join(ANSWERS)
_SAID = re.compile(
    rf"\b(?P<word>{_WORDS})\s*[=:]\s*(?P<after>\d+)|(?P<before>\d+)\s*[=:]\s*(?P<word_after>{_WORDS})\b",
    re.IGNORECASE,
)


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield indicators whose answers count otherwise than their names say."""
    for key, indicator in indicators_of(year).items():
        for word, said in _in_name(indicator):
            counted = number_of(Answer(word, indicator.origin), indicator)
            if counted is None or counted.value == said:
                continue
            written = {answer.casefold(): figure.origin for answer, figure in indicator.answers.items()}
            fact = (
                f"namnet på ”{key}” säger {word}={number(said)} men {word} räknas som {number(counted.value)}"
            )
            origin = written.get(word.casefold(), indicator.origin)
            remedy = f"skriv {word}: {number(said)} under svar:, eller ändra namnet"
            yield Diagnostic("answers-against-name", LEVEL, origin, fact, remedy, subject=key)


def _in_name(indicator: Indicator) -> Iterator[tuple[str, Decimal]]:
    """Yield what the name says that each answer counts as."""
    if "=" not in indicator.name and ":" not in indicator.name:
        return
    for found in _SAID.finditer(indicator.name):
        word = found["word"] or found["word_after"]
        yield word.capitalize(), Decimal(found["after"] or found["before"])
