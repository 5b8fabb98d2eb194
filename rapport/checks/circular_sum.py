"""En summa eller en formel bygger på sig själv.

Vad:
    Pekar ut rader vars summa:, kolumner vars formel: och indikatorer vars beräknas: {summa: …} går runt i cirkel.

Varför:
    Det som bygger på sig självt går inte att räkna ut, och i Excel blir det en cirkelreferens.

Exempel:
    rader:
      totalt: {namn: Totalt, summa: [ifo, ai]}
      ifo: {namn: IFO, summa: [personal, totalt]}

I stället:
    rader:
      totalt: {namn: Totalt, summa: [ifo, ai]}
      ifo: {namn: IFO, summa: [personal, köp]}
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from rapport.checks._declared import indicators_of
from rapport.diagnostic import Diagnostic, Level
from rapport.notation.formula import names_in
from rapport.rules.economy import columns_of, formulas_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rapport.model.goals import Indicator
    from rapport.model.record import Record
    from rapport.model.year import Year

    Graph = Mapping[str, Sequence[str]]

LEVEL = Level.ERROR


def check_year(year: Year) -> Iterator[Diagnostic]:
    """Yield sums and formulas that build on themselves."""
    for table in year.plan.economy.values():
        rows = {key: [part.id for part in line.total] for key, line in table.lines.items()}
        yield from _findings("summan av rader", rows, table.lines)
        columns = columns_of(table, year.layouts)
        formulas = {key: names_in(formula) for key, formula in formulas_of(columns).items()}
        yield from _findings("kolumnens formel", formulas, columns)
    indicators = indicators_of(year)
    parts = {key: _parts(indicator) for key, indicator in indicators.items()}
    yield from _findings("summan av indikatorer", parts, indicators)


def _parts(indicator: Indicator) -> list[str]:
    total = indicator.computed.total if indicator.computed else None
    return [part.id for part in total or ()]


def _findings(what: str, graph: Graph, declared: Mapping[str, Record]) -> Iterator[Diagnostic]:
    for circle in _circles(graph):
        fact = f"{what} går i cirkel: {' → '.join([*circle, circle[0]])}"
        others = tuple(declared[key].origin for key in circle[1:])
        remedy = f"ta bort ”{circle[0]}” ur ”{circle[-1]}”, eller bryt cirkeln på ett annat ställe"
        yield Diagnostic("circular-sum", LEVEL, declared[circle[0]].origin, fact, remedy, others)


def _circles(graph: Graph) -> Iterator[list[str]]:
    """Yield circles that have nothing in common, each from the key that stands first in the graph."""
    if not _has_circle(graph):
        return
    rest = dict(graph)
    while True:
        try:
            TopologicalSorter(rest).prepare()
        except CycleError as error:
            # Python names the circle with each part before its sum; we read from the sum to its parts.
            circle = list(reversed(error.args[1]))[1:]
        else:
            return
        first = circle.index(min(circle, key=list(graph).index))
        yield circle[first:] + circle[:first]
        rest = {key: parts for key, parts in rest.items() if key not in circle}


def _has_circle(graph: Graph) -> bool:
    """Whether anything builds on itself; what has no parts can't, and most of what is declared has none."""
    sums = {key: parts for key, parts in graph.items() if parts}
    try:
        TopologicalSorter(
            {key: [part for part in parts if part in sums] for key, parts in sums.items()}
        ).prepare()
    except CycleError:
        return True
    return False
