"""Ett filter i en text får ett värde som det inte kan skriva.

Vad:
    Prövar varje uttryck med filter i periodens texter på värdet som det hämtar: mkr, tkr och kr behöver ett belopp,
    procent ett tal som är en andel och inte ett belopp, och antalet decimaler ska vara ett litet heltal.

Varför:
    Rapporten går inte att bygga med uttrycket, eller får en siffra med fel enhet.

Exempel:
    Sjukfrånvaron är {{ utfall.sjukfrånvaro | mkr }}.

I stället:
    Sjukfrånvaron är {{ utfall.sjukfrånvaro | procent(1) }}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rapport.checks._prose import passages
from rapport.compose.filters import FilterError, Wording
from rapport.compose.names import figure_names
from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.rules.results import Results

LEVEL = Level.ERROR
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_WORD = r"[^\W\d]\w*"
_ARGUMENT = r"-?\d+|'[^']*'|\"[^\"]*\""
_FILTERED = re.compile(
    rf"\{{\{{-?\s*(?P<path>{_WORD}(?:\.{_WORD})*)\s*"
    rf"(?P<filters>(?:\|\s*{_WORD}\s*(?:\(\s*(?:{_ARGUMENT})?\s*\)\s*)?)+)-?\}}\}}"
)
_FILTER = re.compile(rf"\|\s*(?P<name>{_WORD})\s*(?:\(\s*(?P<argument>{_ARGUMENT})?\s*\))?")


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield expressions whose filters can't word the figure that they fetch."""
    names: Mapping[str, Any] = {}
    filters = Wording(results.plan.millions).filters()
    for passage in passages(results):
        text = passage.prose.text
        if "|" not in text or "{{" not in text:
            continue
        names = names or figure_names(results)
        for found in _FILTERED.finditer(_COMMENT.sub(lambda match: " " * len(match[0]), text)):
            value = _value(names, found["path"])
            try:
                for each in _FILTER.finditer(found["filters"]):
                    if value is None or each["name"] not in filters:
                        break
                    value = filters[each["name"]](value, *_arguments(each["argument"]))
            except FilterError as fault:
                place = passage.place(*found.span())
                yield Diagnostic("unsuitable-value", LEVEL, place, str(fault))


def _value(names: Mapping[str, Any], path: str) -> object:
    """Return what a path fetches, None where it leads nowhere, which is told by another check."""
    found: Any = names
    for word in path.split("."):
        found = found.get(word) if isinstance(found, Mapping) else None
    return found


def _arguments(written: str | None) -> tuple[int | str, ...]:
    if written is None:
        return ()
    return (written[1:-1],) if written[0] in "'\"" else (int(written),)
