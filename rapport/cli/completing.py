"""What the shell offers at a press of Tab: the project's own periods, names of findings, ids.

It is asked at every press, so it looks at names of files and at keys and reads nothing properly; and it is asked
while somebody types, so whatever is wrong with the project, it says nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

import typer  # noqa: TC002  Typer reads the annotations at run time

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_KEY = re.compile(r"(?:^|[{,])[ \t]*([^\W_][\w-]*):(?=[ \t\n]|$)", re.MULTILINE)
_LARGEST = 1_000_000
_REPORTS = ("nämndplan", "månadsrapport", "delårsrapport", "verksamhetsberättelse")
_FORMATS = ("docx", "xlsx", "html", "pdf")


def periods(context: typer.Context, incomplete: str) -> list[str]:
    """Return the periods that the project has something for, the newest year first."""
    return _like(incomplete, _periods(_project(context)))


def new_periods(context: typer.Context, incomplete: str) -> list[str]:
    """Return the periods that the project could begin: of its newest year, and the plan of the next."""
    project = _project(context)
    years = _years(project)
    if not years:
        return []
    parts = [
        *(f"T{n}" for n in (1, 2, 3)),
        *(f"Q{n}" for n in (1, 2, 3, 4)),
        *(f"{n:02}" for n in range(1, 13)),
    ]
    possible = [f"{years[0]}-{part}" for part in parts] + [years[0], f"{int(years[0]) + 1}-plan"]
    begun = set(_periods(project))
    return _like(incomplete, [period for period in possible if period not in begun])


def explainable(context: typer.Context, args: list[str], incomplete: str) -> list[str]:
    """Return what can be explained: findings and periods, and after a period the ids of its year."""
    given = [
        word for word in (context.params.get("what") or args) if _YEAR.match(word) and word != incomplete
    ]
    project = _project(context)
    if given:
        return _like(incomplete, _ids(project, given[-1][:4]))
    return _like(incomplete, [*findings(incomplete), *_periods(project)])


def findings(incomplete: str) -> list[str]:
    """Return the names of findings."""
    from rapport.compose.faults import FAULTS as COMPOSING  # noqa: PLC0415  --help starts light
    from rapport.edit.ledger_faults import FAULTS as LEDGER  # noqa: PLC0415  --help starts light
    from rapport.read.faults import FAULTS as READING  # noqa: PLC0415  --help starts light

    folder = Path(__file__).parent.parent / "checks"  # named after their files; importing them takes time
    checks = [file.stem.replace("_", "-") for file in folder.glob("[a-z]*.py")]
    return _like(incomplete, sorted({*checks, *READING, *COMPOSING, *LEDGER}))


def reports(incomplete: str) -> list[str]:
    """Return the reports that a period can make."""
    return _like(incomplete, _REPORTS)


def formats(incomplete: str) -> list[str]:
    """Return the formats that aren't there already, with those before the last comma."""
    before, _, last = incomplete.rpartition(",")
    taken = before.split(",") if before else []
    start = f"{before}," if before else ""
    return [start + word for word in _like(last, _FORMATS) if word not in taken]


def _like(incomplete: str, words: list[str] | tuple[str, ...]) -> list[str]:
    return [word for word in words if word.casefold().startswith(incomplete.casefold())]


def _project(context: typer.Context) -> Path:
    return Path(context.params.get("project") or ".")


def _years(project: Path) -> list[str]:
    try:
        names = [child.name for child in (project / "data").iterdir()]
    except OSError:
        return []
    return sorted((name for name in names if _YEAR.fullmatch(name)), reverse=True)


def _periods(project: Path) -> list[str]:
    from rapport.notation import NotationError, format_period  # noqa: PLC0415  --help starts light
    from rapport.notation.period import parse_part  # noqa: PLC0415  --help starts light

    found = []
    for year in _years(project):
        of_year = []
        for child in _children(project / "data" / year):
            try:
                of_year.append(parse_part(int(year), child.stem))
            except NotationError:
                continue
        found += [format_period(period) for period in sorted(set(of_year))]
    return found


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(
            child for child in folder.iterdir() if child.is_dir() or child.suffix in (".yaml", ".yml")
        )
    except OSError:
        return []


def _ids(project: Path, year: str) -> list[str]:
    """Return what looks like an id in the year's own files: keys that are no fields."""
    from rapport.edit.schema_words import known_keys  # noqa: PLC0415  --help starts light

    fields = known_keys()
    keys = {key for file in _children(project / "data" / year) for key in _KEY.findall(_text(file))}
    return sorted(key for key in keys if key not in fields)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_LARGEST).decode(errors="replace")
    except OSError:
        return ""
