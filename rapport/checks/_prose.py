"""The texts of a year: each with what it is about, and where in the file a part of it stands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.model.economy import RowType
from rapport.rules.goals import all_indicators, walk
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rapport.model.activity import MeasureGroup
    from rapport.model.economy import LineReport
    from rapport.model.goals import Outcome
    from rapport.model.matter import Matter
    from rapport.model.scalar import Prose
    from rapport.model.year import PeriodReport, Plan
    from rapport.origin import Origin
    from rapport.rules.results import Results

Place = tuple[str, str]
"""A table and a row of it."""


class Passage(Struct, frozen=True):
    """A text and what it is about when it names nothing itself.

    ``rows`` are rows of economy tables, the same thing in several tables; ``indicator`` the id of an indicator.
    """

    prose: Prose
    rows: tuple[Place, ...] = ()
    indicator: str = ""

    def place(self, start: int, end: int) -> Origin:
        """Return where a part of the text stands in its file."""
        return self.prose.place(start, end)


@once
def passages(results: Results) -> tuple[Passage, ...]:
    """Return every text that a period's report has written itself."""
    return tuple(_passages(results))


def _passages(results: Results) -> Iterator[Passage]:
    report = results.report
    for key, prose in report.texts.items():
        yield Passage(prose, rows_of_text(results, key))
    for key, outcome in report.outcomes.items():
        yield from _of_outcome(key, outcome)
    for table, lines in report.economy.items():
        for row, line in lines.items():
            yield from _of_line((table, row), line)
    yield from _follow_up(report)
    if report.matter is not None:
        yield from _of_matter(report.matter, rows_of_text(results, "ekonomi"))


def plan_passages(plan: Plan) -> Iterator[Passage]:
    """Yield every text of the plan."""
    yield from (Passage(prose) for prose in plan.texts.values())
    for _, goal, _ in walk(plan.goals):
        yield from _given(goal.text)
    for key, indicator in all_indicators(plan.goals).items():
        yield from _given(indicator.comment, indicator=key)
    for assignment in plan.assignments.values():
        yield from _given(assignment.purpose, assignment.introduction)
    yield from _of_measures(plan.measures)


def rows_of_text(results: Results, key: str) -> tuple[Place, ...]:
    """Return the rows that a text is about by its name: ``analys-ifo`` is about rows called ifo, ``…ekonomi`` the whole."""
    rows = _rows_by_name(results)
    ends = [key, *(key[place + 1 :] for place, sign in enumerate(key) if sign == "-")]
    found = {number: place for end in ends for number, place in rows.get(end, ())}
    return tuple(found[number] for number in sorted(found))


@once
def _rows_by_name(results: Results) -> dict[str, list[tuple[int, Place]]]:
    """Return every row, numbered in the order of the tables, by what a text about it may be called."""
    rows: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    number = 0
    for table, computed in results.tables.items():
        for row, line in computed.table.lines.items():
            number += 1
            rows[row].append((number, (table, row)))
            if line.part is RowType.TOTAL:
                rows["ekonomi"].append((number, (table, row)))
    return rows


def _of_outcome(key: str, outcome: Outcome) -> Iterator[Passage]:
    yield from _given(outcome.comment, outcome.text, indicator=key)
    yield from (Passage(prose, indicator=key) for prose in outcome.comments.values())


def _of_line(place: Place, line: LineReport) -> Iterator[Passage]:
    yield from _given(line.comment, rows=(place,))
    yield from (Passage(cause.text, (place,)) for cause in line.causes)


def _of_matter(matter: Matter, whole: tuple[Place, ...]) -> Iterator[Passage]:
    yield from (Passage(proposal, whole) for proposal in matter.proposals)
    yield from _given(matter.summary, matter.background, rows=whole)


def _follow_up(report: PeriodReport) -> Iterator[Passage]:
    comments = [entry.comment for entry in report.assignments.values()]
    comments += [entry.comment for entry in report.risks.values()]
    for comment in comments:
        yield from _given(comment)
    yield from _of_measures(report.measures)


def _of_measures(groups: Mapping[str, MeasureGroup]) -> Iterator[Passage]:
    for group in groups.values():
        for measure in group.measures.values():
            yield from _given(measure.description, measure.effect)


def _given(*texts: Prose | None, rows: Iterable[Place] = (), indicator: str = "") -> Iterator[Passage]:
    yield from (Passage(prose, tuple(rows), indicator) for prose in texts if prose is not None)
