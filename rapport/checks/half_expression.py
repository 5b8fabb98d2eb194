"""Ett uttryck i en text har bara en klammer.

Vad:
    Pekar ut { ekonomi… } och liknande i texter, där det ska stå {{ … }} med två klamrar på varje sida.

Varför:
    Med en klammer hämtas ingen siffra. Uttrycket skrivs ut som det står, mitt i rapporten.

Exempel:
    Underskottet är { ekonomi.nettokostnad.total.avvikelse | mkr }.

I stället:
    Underskottet är {{ ekonomi.nettokostnad.total.avvikelse | mkr }}.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from rapport.checks._prose import passages, plan_passages
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.ERROR
_HALF = re.compile(
    r"(?P<open>\{{1,2})\s*(?P<inner>(?:ekonomi|utfall|målnivå|avvikelse|mått|period)\.[^{}\n]+?)\s*(?P<close>\}{1,2})"
)
_WHOLE = 2


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield expressions that lack a brace."""
    for passage in chain(passages(results), plan_passages(results.plan)):
        for found in _HALF.finditer(passage.prose.text) if "{" in passage.prose.text else ():
            if len(found["open"]) == len(found["close"]) == _WHOLE:
                continue
            origin = passage.place(found.start(), found.end())
            remedy = f"skriv {{{{ {found['inner']} }}}}"
            yield Diagnostic(
                "half-expression", LEVEL, origin, "uttrycket ska ha två klamrar på varje sida", remedy
            )
