"""A council's overview of its committees: how many goals and indicators have each grade, and what they add up to.

Grades are those of the council's scale; a committee's own go by its translation, and what the scale doesn't know is
counted apart.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rapport.notation import PeriodKind
from rapport.rules.committees import Absence, CommitteeResult, council_scale, own_grade
from rapport.rules.rating import Assessment
from rapport.rules.roll_up import roll_up
from rapport.tables.arithmetic import rating_note
from rapport.tables.cell import Cell, Column, Kind, Ref, Row, RowKind, Sum, Table, Tone
from rapport.tables.verdict import UNRATED, rating_cell, scale_of, tones_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rapport.model.scale import Scale
    from rapport.origin import Origin
    from rapport.rules.economy import ComputedTable
    from rapport.rules.goals import GoalResult, Part
    from rapport.rules.results import Results
    from rapport.tables.context import Context

    Matrix = Mapping[tuple[str, str], Cell]
    Columns = tuple[Column, ...]
    Rows = tuple[Row, ...]

ABSENCES = {
    Absence.NO_FOLDER: "mappen finns inte",
    Absence.UNREAD: "uppgifterna har fel",
    Absence.UNREPORTED: "inget redovisat för perioden",
}
"""Why nothing is known of a committee, in words short enough for a table."""
TOTAL = ":summa"
"""The key of the row of sums; no committee can have such an id."""
MISSING = "saknas"
VERDICT = ":bedömning"
MOST_ACROSS = 5
"""So many committees fit beside each other on an upright page."""
OTHER, UNRATED_COLUMN = "annat", "ej"


class Counted(StrEnum):
    """What an overview counts."""

    GOALS = "mål"
    INDICATORS = "indikatorer"


def committee_overview(context: Context, caption: str, counted: Counted) -> Table:
    """Return a row per committee with how many of its goals, or indicators, have each grade, and their sums."""
    results = context.results
    scale = _scale(results)
    grades = list(scale.grades) if scale else []
    counts = {one.id: _counts(one, counted, grades) for one in results.committees}
    strange = any(found and found[OTHER] for found in counts.values())
    keys = [*grades, *([OTHER] if strange else []), UNRATED_COLUMN]
    titles = {key: scale.grades[key].name for key in grades} if scale else {}
    titles |= {OTHER: "Annat\nbetyg", UNRATED_COLUMN: "Ej\nbedömda"}
    columns = (Column("nämnd", "Nämnd", Kind.TEXT), *(Column(key, titles[key]) for key in keys))
    rows = [_counted_row(one, counts[one.id], keys) for one in results.committees]
    if len(rows) > 1:
        rows.append(_sum_row(rows, keys))
    notes = [f"Siffrorna är antal {counted.value} per betyg."]
    if any(one.committee.grades for one in results.committees):
        notes.append("Nämndernas betyg är översatta till kommunens skala.")
    return Table(
        f"nämnder-{counted.value}", caption, columns, tuple(rows), (*notes, *absent_note(results.committees))
    )


def _scale(results: Results) -> Scale | None:
    return results.plan.scales.get(council_scale(results.plan))


def _counts(committee: CommitteeResult, counted: Counted, grades: Sequence[str]) -> Counter[str] | None:
    """Return how many have each grade of the council's scale; None where nothing is known of the committee."""
    results = committee.results
    if results is None:
        return None
    if counted is Counted.GOALS:
        given = [goal.assessment.grade for goal in results.every_goal() if goal.rated]
    else:
        given = [found.assessment.grade for found in results.every_indicator()]
    named = [own_grade(committee.committee, grade) for grade in given]
    return Counter(
        UNRATED_COLUMN if grade is None else grade if grade in grades else OTHER for grade in named
    )


def _counted_row(committee: CommitteeResult, counts: Counter[str] | None, keys: Sequence[str]) -> Row:
    note = ABSENCES[committee.absence] if committee.absence else ""
    name = Cell(committee.committee.name, note=note, origin=committee.committee.origin)
    cells = [Cell(None if counts is None else Decimal(counts[key]), Kind.NUMBER) for key in keys]
    return Row(committee.id, (name, *cells))


def _sum_row(rows: Sequence[Row], keys: Sequence[str]) -> Row:
    cells = []
    for place, key in enumerate(keys, 1):
        known = [value for row in rows if isinstance(value := row.cells[place].value, Decimal)]
        total = sum(known, Decimal(0)) if known else None
        cells.append(Cell(total, Kind.NUMBER, formula=Sum(tuple(Ref(row.key, key) for row in rows))))
    return Row(TOTAL, (Cell("Summa"), *cells), RowKind.TOTAL)


def absent_note(committees: Iterable[CommitteeResult], what: str = "Summorna") -> tuple[str, ...]:
    """Say which of some committees the sums, or the ratings, are without; () when none is missing."""
    absent = [one for one in committees if one.absence]
    if not absent:
        return ()
    named = ", ".join(f"{one.committee.name} ({ABSENCES[one.absence]})" for one in absent if one.absence)
    return (f"Uppgifter saknas från {named}. {what} är utan dem.",)


def committee_notes(results: Results, computed: ComputedTable) -> tuple[str, ...]:
    """Say which committees the sums of an economy table are without, in all columns or in some."""
    named = {line.committee.id for line in computed.table.lines.values() if line.committee is not None}
    notes = list(absent_note(one for one in results.committees if one.id in named))
    for column, declared in computed.columns.items():
        typed = declared.shown and not (declared.formula or declared.rule)
        lacking = list(_lacking(results, computed, column)) if typed else []
        if lacking and any(computed.amount(row, column).value is not None for row in computed.table.lines):
            names = ", ".join(lacking)
            notes.append(
                f"{declared.name} saknas från {names}. Summan är ofullständig och ställs inte mot andra kolumner."
            )
    return tuple(notes)


def _lacking(results: Results, computed: ComputedTable, column: str) -> Iterator[str]:
    """Yield the committees that are there but have no figure in a column."""
    known = {one.id: one.committee.name for one in results.committees if one.results is not None}
    for row, line in computed.table.lines.items():
        key = line.committee.id if line.committee is not None else ""
        if key in known and computed.amount(row, column).value is None:
            yield known[key]


def serving_matrix(context: Context, caption: str) -> Table:
    """Return the council's goals against the committees with each one's rating, and the goal's own rating last.

    The goals stand down and the committees across, or the other way round where there are many committees.
    """
    results = context.results
    goals = [goal for goal in results.every_goal() if goal.rated]
    cells = {
        (goal.id, one.id): _matrix_cell(results, goal, one) for goal in goals for one in results.committees
    }
    across = len(results.committees) > MOST_ACROSS and len(goals) < len(results.committees)
    verdicts = {goal.id: _verdict(context, goal) for goal in goals}
    columns, rows = (_goals_across if across else _goals_down)(results, goals, cells, verdicts)
    tones = tones_of(results.plan, sorted({goal.assessment.computed.rule for goal in goals}))
    notes = ["Bedömningen är sammanvägd av alla nämndernas mål som bidrar."]
    if any(cell.note for cell in cells.values()):
        notes.append("Har en nämnd flera mål som bidrar är de sammanvägda i nämndens ruta.")
    if any(cell.value is None for cell in cells.values()):
        notes.append("Streck betyder att nämnden inte har något mål som bidrar till kommunens mål.")
    return Table(
        "målmatris",
        caption,
        columns,
        rows,
        (*notes, *absent_note(results.committees, "Bedömningarna")),
        tones=tones,
    )


def _verdict(context: Context, goal: GoalResult) -> Cell:
    why = rating_note(context, goal.assessment, source=goal.goal.origin)
    return replace(rating_cell(context.results.plan, goal.assessment), remark=why)


def _goals_down(
    results: Results, goals: Sequence[GoalResult], cells: Matrix, verdicts: Mapping[str, Cell]
) -> tuple[Columns, Rows]:
    columns = (
        Column("mål", "Kommunens mål", Kind.TEXT),
        *(Column(one.id, one.short, Kind.RATING) for one in results.committees),
        Column(VERDICT, "Bedömning", Kind.RATING),
    )
    rows = []
    for goal in goals:
        name = Cell(goal.name, origin=goal.goal.origin)
        given = (cells[goal.id, one.id] for one in results.committees)
        rows.append(Row(goal.id, (name, *given, verdicts[goal.id])))
    return columns, tuple(rows)


def _goals_across(
    results: Results, goals: Sequence[GoalResult], cells: Matrix, verdicts: Mapping[str, Cell]
) -> tuple[Columns, Rows]:
    columns = (
        Column("nämnd", "Nämnd", Kind.TEXT),
        *(Column(goal.id, goal.goal.short or goal.name, Kind.RATING) for goal in goals),
    )
    rows = []
    for one in results.committees:
        name = Cell(one.committee.name, origin=one.committee.origin)
        rows.append(Row(one.id, (name, *(cells[goal.id, one.id] for goal in goals))))
    rows.append(Row(VERDICT, (Cell("Bedömning"), *(verdicts[goal.id] for goal in goals)), RowKind.TOTAL))
    return columns, tuple(rows)


def _matrix_cell(results: Results, goal: GoalResult, committee: CommitteeResult) -> Cell:
    """Return the rating of what a committee has that serves a goal; several goals are weighed together."""
    if committee.absence is not None:
        return Cell(MISSING, Kind.RATING, tone=Tone.UNRATED)
    parts = [part for part in goal.served_by if part.committee == committee.id]
    if not parts:
        return Cell(kind=Kind.RATING)
    if len(parts) == 1:
        return rating_cell(results.plan, parts[0].assessment)
    name = goal.assessment.computed.rule
    rule, scale = results.plan.rules[name], scale_of(results.plan, name)
    grades = list(scale.grades) if scale else []
    rating = roll_up(name, rule, grades, [part.assessment.grade for part in parts])
    cell = rating_cell(results.plan, Assessment(rating))
    return Cell(cell.value, cell.kind, tone=cell.tone, symbol=cell.symbol, note=_counted(results, parts))


def _counted(results: Results, parts: Sequence[Part]) -> str:
    """Return how many goals have each grade: ``1 Grön, 2 Röd``."""
    shown = [str(rating_cell(results.plan, part.assessment).value) for part in parts]
    return ", ".join(
        f"{number} {word.lower() if word == UNRATED else word}" for word, number in Counter(shown).items()
    )


def committee_goals(context: Context, committee: CommitteeResult, caption: str) -> Table:
    """Return a committee's rated goals with their ratings in its own words, and which of the council's they serve.

    A plan has no ratings yet.
    """
    theirs = committee.results
    rows = tuple(_own_goals(context, theirs)) if theirs is not None else ()
    columns = (
        Column("namn", "Mål", Kind.TEXT),
        Column("bidrar", "Bidrar till", Kind.TEXT),
        Column("bedömning", "Bedömning", Kind.RATING),
    )
    # A column of nothing but dashes says less than none.
    kept = [0, 1] if any(row.cells[1].value for row in rows) else [0]
    kept += [] if context.results.period.kind is PeriodKind.PLAN else [2]
    rows = tuple(Row(row.key, tuple(row.cells[place] for place in kept)) for row in rows)
    return Table(f"nämndmål-{committee.id}", caption, tuple(columns[place] for place in kept), rows)


def goal_list(context: Context, caption: str) -> Table:
    """Return every rated goal of every committee, one a row with its place, for pivots and for those who recount."""
    columns = (
        Column("nämnd", "Nämnd", Kind.TEXT),
        Column("mål", "Mål", Kind.TEXT),
        Column("bidrar", "Bidrar till", Kind.TEXT),
        Column("bedömning", "Bedömning", Kind.RATING),
        Column("källa", "Källa", Kind.TEXT),
    )
    rows = []
    for one in context.results.committees:
        for row in _own_goals(context, one.results) if one.results else ():
            name, serves, rating = row.cells
            cells = (Cell(one.committee.name), name, serves, rating, Cell(str(name.origin)))
            rows.append(Row(f"{one.id}.{row.key}", cells))
    return Table("nämndmål", caption, columns, tuple(rows))


def _own_goals(context: Context, theirs: Results) -> Iterator[Row]:
    council = {goal.id: goal for goal in context.results.every_goal()}
    for goal in theirs.every_goal():
        if goal.rated:
            names = [council[one.id].name for one in goal.goal.serves if one.id in council]
            rating = rating_cell(theirs.plan, goal.assessment)
            yield Row(goal.id, (Cell(goal.name, origin=goal.goal.origin), Cell(", ".join(names)), rating))


def place_of(results: Results, table: ComputedTable, row: str, column: str) -> Origin | None:
    """Return where a figure that comes from a committee was written; that of its row where it was computed."""
    source = source_of(results, table, row)
    if source is None:
        return None
    theirs, their_row = source
    return theirs.amount(their_row, column).origin or theirs.table.lines[their_row].origin


def source_of(results: Results, table: ComputedTable, row: str) -> tuple[ComputedTable, str] | None:
    """Return the committee's table and row that a row takes its figures from; None for all other rows."""
    line = table.table.lines[row]
    if line.committee is None or line.fetched is None:
        return None
    name, _, their_row = line.fetched.id.partition(".")
    found = committee_of(results, line.committee.id)
    theirs = found.results.tables.get(name) if found and found.results else None
    return (theirs, their_row) if theirs is not None and their_row in theirs.table.lines else None


def committee_of(results: Results, key: str) -> CommitteeResult | None:
    """Return a committee by id."""
    return next((one for one in results.committees if one.id == key), None)
