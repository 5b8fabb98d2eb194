"""En punktlista i en text är skriven så att den inte blir en lista.

Vad:
    Pekar ut rader i Markdown-filer som börjar med ett bindestreck utan mellanslag efter, eller med en punkt som har följt
    med från Word (•, ·, –).

Varför:
    Raderna blir ett enda stycke med strecken kvar, i stället för punkter under varandra.

Exempel:
    -Ett nytt planeringssystem togs i bruk i mars.
    • Vikarierna rekryterades tidigt.

I stället:
    - Ett nytt planeringssystem togs i bruk i mars.
    - Vikarierna rekryterades tidigt.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.scalar import Prose
    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.WARNING
_LINE = re.compile(
    r"^[ \t]*(?P<sign>-(?=[^\W\d])|[•·▪●◦\uf0b7]|–(?=[ \t]))[ \t]*(?P<words>\S[^\n]*)", re.MULTILINE
)
_SHOWN = 40


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield lines that were meant as items of a list."""
    texts: Iterator[Prose] = chain(results.report.texts.values(), results.plan.texts.values())
    for prose in texts:
        if not prose.origin.path.endswith(".md"):
            continue
        for found in _LINE.finditer(prose.text):
            words = found["words"][:_SHOWN].strip() + (" …" if len(found["words"]) > _SHOWN else "")
            fact = f"raden börjar med ”{found['sign']}” och blir ingen punkt i en lista"
            yield Diagnostic("unmade-list", LEVEL, prose.place(*found.span("sign")), fact, f"skriv - {words}")
