"""A new year's plan from the year before (rapport new 2021-plan): its files with what must be decided anew emptied.

The files are changed where the values stand, so comments, order and layout stay as they were.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from rapport.edit.scaffold import period_facts
from rapport.edit.splice import SpliceError, find, leaves, put, read_tree
from rapport.model.scalar import Answer, Figure
from rapport.notation import MovementTarget, Period, PeriodKind, format_quantity
from rapport.notation.number import MINUS, NBSP
from rapport.rules.goals import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rapport.model.goals import Indicator
    from rapport.model.scalar import Goalpost
    from rapport.model.year import Year
    from rapport.rules.results import Results

LAST_MONTH = 12
_KEY = re.compile(r"^[^\s#]", re.MULTILINE)
_ABOUT_EARLIER = re.compile(r"""tidigare:\s*\{[^}]*\}|målnivå:\s*(?:"[^"]*"|'[^']*'|[^,}]*)""")
"""What a line says of earlier outcomes, and of targets that start from them."""


class NewYear(Struct):
    """The files of a new year by name below its folder, and what a person has to look at."""

    files: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class _Last(Struct, frozen=True):
    """An indicator's last outcome: how it is written, its year, and the period when it isn't the whole year's."""

    text: str
    year: int
    part_of_year: str


def new_year(old: Year, texts: Mapping[str, str], reported: Sequence[Results], year: int) -> NewYear:
    """Return the plan files of a new year.

    Args:
        old: The year to start from.
        texts: Its plan files as text by name below its folder, and those in ``plan/``.
        reported: What its periods stated, oldest first.
        year: The new year.
    """
    made = NewYear()
    for name, text in texts.items():
        if name.endswith(".md"):
            made.files[name] = _from_last_year(text, old.year) if "/" in name else text
        elif "/" not in name:
            made.files[name] = _with_year(text, old.year, year)
    _move_baselines(made, old, reported)
    _empty_budgets(made, old)
    _close_assignments(made, old, reported)
    _follow_risks(made, old, reported)
    _drop_control_totals(made, old)
    for name in made.files:
        made.files[name] = _without_entry(made.files[name], ("godkända_anmärkningar",)) or made.files[name]
    _note_old_year(made, old.year)
    made.files["plan/period.yaml"] = period_facts(Period(year, PeriodKind.PLAN))
    return made


def _from_last_year(text: str, year: int) -> str:
    return f"{{# Från nämndplanen {year}. Gå igenom texten och ta bort den här raden. #}}\n{text}"


def _with_year(text: str, old: int, new: int) -> str:
    """Name the new year in the comments that open a file."""
    first = _KEY.search(text)
    head = text[: first.start()] if first else text
    return head.replace(str(old), str(new)) + text[len(head) :]


def _put(made: NewYear, path: Sequence[str], value: str, below: Sequence[str] = ()) -> bool:
    """Put a value into the file that has what it belongs ``below``; False where that can't be done."""
    name = _home(made, below or path[:-1])
    if name is None:
        return False
    try:
        made.files[name] = put(made.files[name], path, value)
    except SpliceError:
        return False
    return True


def _home(made: NewYear, path: Sequence[str]) -> str | None:
    for name, text in made.files.items():
        if name.endswith(".md"):
            continue
        found = find(read_tree(text), path)
        if found is not None and not found.beyond:
            return name
    return None


def _indicators(old: Year) -> Iterator[tuple[str, Indicator, tuple[str, ...]]]:
    """Yield every indicator with the keys that lead to it."""
    for key, goal, parents in walk(old.plan.goals):
        way = tuple(step for above in (*parents, key) for step in ("mål", above))
        for name, indicator in goal.indicators.items():
            yield name, indicator, (*way, "indikatorer", name)


def _move_baselines(made: NewYear, old: Year, reported: Sequence[Results]) -> None:
    """Let each indicator's last outcome be an earlier one, and the baseline of a target that has one."""
    last = {name: found for results in reported for name, found in _outcomes(results)}
    provisional: list[str] = []
    for name, indicator, path in _indicators(old):
        outcome = last.get(name)
        if outcome is None or (outcome.year != old.year and indicator.earlier):
            # What the plan already says of an older year is not for a later report to change.
            continue
        where = (*path, "tidigare", str(outcome.year))
        if not _put(made, where, outcome.text, below=path):
            made.notes.append(f"{name}: skriv själv in tidigare: {outcome.year}: {outcome.text}")
            continue
        if outcome.part_of_year:
            provisional.append(name)
            _remark(made, where, outcome.part_of_year)
        for key, target in indicator.targets.items():
            words = _moved(target, outcome)
            if words:
                _put(made, (*path, "målnivå", key) if key else (*path, "målnivå"), words)
    if provisional:
        made.notes.append(
            f"{len(provisional)} utfall är inte för hela året, och står med en kommentar: byt dem när årets finns"
        )


def _outcomes(results: Results) -> Iterator[tuple[str, _Last]]:
    period = results.period
    part = "" if period.last_month == LAST_MONTH else period.name
    for result in results.every_indicator():
        if isinstance(result.shown, Figure):
            quantity = result.shown.quantity
            year = quantity.year or period.year
            bare = replace(quantity, year=None, remark="", of=None)
            yield result.id, _Last(_typed(format_quantity(bare)), year, part if year == period.year else "")
        elif isinstance(result.shown, Answer):
            yield result.id, _Last(result.shown.word, period.year, part)


def _typed(text: str) -> str:
    return text.replace(NBSP, " ").replace(MINUS, "-")


def _moved(target: Goalpost, outcome: _Last) -> str:
    """Return a movement target with the last outcome as its baseline; "" for other targets."""
    aim = target.target
    if not isinstance(aim, MovementTarget) or aim.baseline is None:
        return ""
    return f"{aim.direction.value} från {outcome.text} ({outcome.year})"


def _remark(made: NewYear, path: Sequence[str], words: str) -> None:
    """Add a comment after a value that has none."""
    name = _home(made, path)
    if name is None:
        return
    text = made.files[name]
    found = find(read_tree(text), path)
    if found is None:
        return
    stop = text.find("\n", found.entry.value.end)
    stop = len(text) if stop < 0 else stop
    if "#" not in text[found.entry.value.end : stop]:
        made.files[name] = f"{text[:stop]}   # {words}{text[stop:]}"


def _empty_budgets(made: NewYear, old: Year) -> None:
    """Empty every figure that the plan gives an economy table."""
    places = [
        ("ekonomi", table, "rader", row, column)
        for table, declared in old.plan.economy.items()
        for row, line in declared.lines.items()
        for column, figure in line.figures.items()
        if isinstance(figure, Figure)
    ]
    kept = [place for place in places if not _put(made, place, "")]
    made.notes += [f"{'.'.join(place[1::2])}: töm själv {place[-1]}" for place in kept]
    if places:
        made.notes.append(f"{len(places) - len(kept)} budgetbelopp är tömda")


def _close_assignments(made: NewYear, old: Year, reported: Sequence[Results]) -> None:
    """Leave out the assignments that are done."""
    done = {
        result.id: result.report.status
        for results in reported
        for result in results.assignments
        if _is_done(results, result.assessment.grade, result.assessment.computed.rule)
    }
    for key in done:
        name = _home(made, ("uppdrag", key))
        without = _without_entry(made.files[name], ("uppdrag", key)) if name else None
        if name and without is not None:
            made.files[name] = without
    gone = [key for key in done if _home(made, ("uppdrag", key)) is None]
    if gone:
        made.notes.append(f"uppdrag som inte följer med, {done[gone[0]]}: {', '.join(gone)}")
    stays = [key for key in done if key in old.plan.assignments and key not in gone]
    made.notes += [f"uppdraget {key} är {done[key]}: ta bort det själv" for key in stays]


def _is_done(results: Results, grade: str | None, rule: str) -> bool:
    found = results.plan.rules.get(rule)
    return grade is not None and found is not None and grade == next(iter(found.statuses), None)


def _follow_risks(made: NewYear, old: Year, reported: Sequence[Results]) -> None:
    """Give the risks the likelihood and impact that they were last said to have."""
    for key in old.plan.risks:
        for results in reported:
            report = results.report.risks.get(key)
            for name in ("likelihood", "impact"):
                figure = getattr(report, name, None)
                if figure is not None:
                    swedish = {"likelihood": "sannolikhet", "impact": "konsekvens"}[name]
                    _put(made, ("risker", key, swedish), figure.quantity.written)


def _drop_control_totals(made: NewYear, old: Year) -> None:
    """Leave out the totals that extracts of the old year were held against."""
    if old.plan.ledger is None or not old.plan.ledger.control:
        return
    path = ("underlag", "kontroll")
    name = _home(made, path)
    without = _without_entry(made.files[name], path) if name else None
    if name and without is not None:
        made.files[name] = without
        made.notes.append(
            f"{name}: kontrollsummorna för {old.year} är borttagna; skriv in de nya när de är kända"
        )
    else:
        made.notes.append(f"{name or 'underlag'}: ta själv bort kontroll:, som gäller {old.year}")


def _without_entry(text: str, path: Sequence[str]) -> str | None:
    """Return a text without an entry and the comments just above it; None where it can't be taken out."""
    if text.startswith("{#") or not text.strip():
        return None
    root = read_tree(text)
    found = find(root, path)
    if found is None or found.beyond or found.in_flow:
        return None
    lines = text.split("\n")
    indent = found.entry.key.origin.column - 1
    first = last = found.entry.key.origin.line - 1
    while last + 1 < len(lines) and _is_inside(lines[last + 1], indent):
        last += 1
    while first > 0 and lines[first - 1].startswith(" " * indent + "#") and not _opens_file(lines, first):
        first -= 1
    shorter = "\n".join(lines[:first] + lines[last + 1 :]).rstrip("\n") + "\n"
    wanted = {key: value for key, value in leaves(root).items() if key[: len(path)] != tuple(path)}
    left = {key: value for key, value in leaves(read_tree(shorter)).items() if value or key in wanted}
    return shorter if left == wanted else None


def _opens_file(lines: Sequence[str], first: int) -> bool:
    """Whether the comment above a line is the one that opens the file."""
    return all(line.startswith("#") for line in lines[:first])


def _is_inside(line: str, indent: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip(" ")) > indent


def _note_old_year(made: NewYear, year: int) -> None:
    """Note where the old year is still named, outside comments and what is about earlier outcomes."""
    for name, text in made.files.items():
        lines = [
            number
            for number, line in enumerate(text.split("\n"), 1)
            if str(year) in _ABOUT_EARLIER.sub("", line.partition(" #")[0])
            and not re.match(r"\s*(#|\{#|tidigare|målnivå|\"?[0-9]{4}\"?:)", line)
        ]
        if lines:
            made.notes.append(f"{name}: {year} nämns på rad {', '.join(map(str, lines))}")


def source_year(years: Mapping[int, Year], wanted: Period) -> Year | None:
    """Return the latest year before a new one."""
    earlier = [number for number in years if number < wanted.year]
    return years[max(earlier)] if earlier else None
