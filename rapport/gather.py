"""A project with the committees it sums up: the municipality's folder has their folders in it.

A committee that can't be read, or whose own report couldn't be built, hinders nobody: the council's year knows why its
figures are missing. Paths are told from the municipality's folder.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rapport.checks import errors
from rapport.checks._past import period_of
from rapport.diagnostic import Diagnostic, Level, did_you_mean, in_file_order, why_unreadable
from rapport.model.record import with_changes
from rapport.model.year import Member, Project
from rapport.origin import Origin
from rapport.read.project import Read, read_project
from rapport.read.sums import year_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rapport.model.committee import Committee
    from rapport.model.year import Plan, Year
    from rapport.notation import Period

GATHER_FAULTS = {
    "no-committee-folder": "en nämnd vars mapp inte finns i kommunens mapp",
    "committee-outside": "en nämnd vars mapp ligger utanför kommunens mapp",
    "undeclared-committee": "en mapp med en nämnds uppgifter som inte är med under nämnder:",
}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class _Found(Struct, frozen=True):
    """A committee's project as read, with what keeps each of its years from being used."""

    project: Project
    faults: tuple[Diagnostic, ...]


def gather(root: Path, layout_folders: Iterable[Path] = ()) -> Read:
    """Read a project and the committees that its years declare.

    Args:
        root: The project folder.
        layout_folders: Folders that may hold ``tabeller.yaml``; the committees' own go before them.

    Returns:
        What ``read_project`` does, where each year has its ``members``. Nothing raises.
    """
    folders = tuple(layout_folders)
    read = read_project(root, folders)
    if not any(year.plan.committees for year in read.project.years.values()):
        return read
    diagnostics = list(read.diagnostics)
    sources = dict(read.sources)
    found: dict[str, _Found | None] = {}
    years: dict[int, Year] = {}
    for number, year in read.project.years.items():
        members: dict[str, Member] = {}
        for key, committee in year.plan.committees.items():
            folder = committee.folder or key
            if folder not in found:
                fault = _misplaced(root, committee, folder)
                diagnostics += [fault] if fault else []
                theirs = None if fault else _read_committee(root, folder, folders)
                found[folder] = _project(theirs) if theirs else None
                sources |= theirs.sources if theirs else {}
            members[key] = _member(found[folder], number, folder)
        diagnostics += _undeclared(root, year)
        sums = year_sums(sources, number) if year.sums else {}
        # A decided period rests on the committees' files too.
        years[number] = replace(year, plan=_named(year.plan), members=members, sums={**year.sums, **sums})
    return Read(Project(years), in_file_order(diagnostics), sources)


def committee_folders(root: Path, project: Project) -> dict[str, Path]:
    """Return the folders of the committees that any year of a project declares, by their path below the project's.

    They come in the order that the last year has them in, those of earlier years last.
    """
    declared = dict.fromkeys(
        committee.folder or key
        for _, year in sorted(project.years.items(), reverse=True)
        for key, committee in year.plan.committees.items()
    )
    return {folder: _place(root, folder) for folder in declared if _is_inside(root, folder)}


def loose_committees(root: Path) -> dict[str, Path]:
    """Return the folders just below one that have a committee's data, by name; for a folder without a council."""
    children = sorted(root.iterdir(), key=lambda child: child.name) if root.is_dir() else []
    return {_name(child): child for child in children if _has_years(child)}


def _read_committee(root: Path, folder: str, layout_folders: tuple[Path, ...]) -> Read:
    home = _place(root, folder)
    own = home / "templates"
    try:
        return read_project(home, (own, *layout_folders) if own.is_dir() else layout_folders, root)
    except OSError as fault:
        fact = f"mappen ”{folder}” går inte att läsa: {why_unreadable(fault)}"
        remedy = "kontrollera vem som får läsa i mappen"
        unreadable = Diagnostic("unreadable-file", Level.ERROR, Origin(folder), fact, remedy)
        return Read(Project(), [unreadable], {})


def _project(read: Read) -> _Found:
    faults = [finding for finding in read.diagnostics if finding.level is Level.ERROR]
    faults += [finding for year in read.project.years.values() for finding in errors(year)]
    return _Found(read.project, tuple(in_file_order(faults)))


def _member(found: _Found | None, year: int, folder: str) -> Member:
    if found is None:
        return Member(found=False)
    faults: dict[Period | None, tuple[Diagnostic, ...]] = {}
    for fault in found.faults:
        if _is_about(fault.origin.path, year, folder):
            period = period_of(fault.origin, year)
            faults[period] = (*faults.get(period, ()), fault)
    return Member(found.project.years.get(year), faults=faults)


def _is_about(path: str, year: int, folder: str) -> bool:
    """Whether a fault in a file concerns a year: it is in the year's folder, or in none."""
    parts = path.removeprefix(f"{folder}/").split("/")
    return len(parts) == 1 or parts[0] != "data" or parts[1] == str(year)


def _misplaced(root: Path, committee: Committee, folder: str) -> Diagnostic | None:
    """Say that a committee's folder is outside the municipality's, or isn't there."""
    if not _is_inside(root, folder):
        fact = f"mappen ”{folder}” ligger inte i kommunens mapp"
        remedy = "lägg nämndens mapp i kommunens, och skriv dess namn"
        return Diagnostic("committee-outside", Level.ERROR, committee.origin, fact, remedy, subject=folder)
    if _place(root, folder).is_dir():
        return None
    fact = f"nämndens mapp ”{folder}” finns inte"
    remedy = did_you_mean(folder, loose_committees(root)) or f"skapa den: rapport init {folder}"
    return Diagnostic("no-committee-folder", Level.ERROR, committee.origin, fact, remedy, subject=folder)


def _is_inside(root: Path, folder: str) -> bool:
    path = PurePosixPath(folder)
    if path.is_absolute() or ".." in path.parts or not path.parts or {"\\", ":"} & set(folder):
        return False
    home, place = root.resolve(), _place(root, folder).resolve()
    return place.is_relative_to(home) and place != home


def _place(root: Path, folder: str) -> Path:
    """Return a folder below the municipality's; its name may be stored decomposed, as some systems do with å."""
    place = root
    for part in PurePosixPath(folder).parts:
        known = place / part
        if not known.exists() and place.is_dir():
            known = next((child for child in place.iterdir() if _name(child) == part), known)
        place = known
    return place


def _undeclared(root: Path, year: Year) -> Iterator[Diagnostic]:
    """Yield folders that look like a committee's and have the year, but aren't among those declared for it."""
    declared = {committee.folder or key for key, committee in year.plan.committees.items()}
    if not declared:
        return
    first = next(iter(year.plan.committees.values()))
    for name, folder in loose_committees(root).items():
        if name not in declared and (folder / "data" / str(year.year)).is_dir():
            fact = f"mappen ”{name}” har uppgifter för {year.year} men står inte under nämnder:"
            remedy = f"skriv till   {name}: {{namn: …}}   om nämnden ska vara med i kommunens rapport"
            yield Diagnostic("undeclared-committee", Level.WARNING, first.origin, fact, remedy, subject=name)


def _has_years(folder: Path) -> bool:
    data = folder / "data"
    try:
        years = [child for child in data.iterdir() if _YEAR.fullmatch(child.name) and child.is_dir()]
    except OSError:
        return False
    return bool(years) and not folder.name.startswith(".")


def _name(folder: Path) -> str:
    return unicodedata.normalize("NFC", folder.name)


def _named(plan: Plan) -> Plan:
    """Give rows that come from a committee its name, where they have none."""
    economy = {}
    for key, table in plan.economy.items():
        lines = {
            row: with_changes(line, name=plan.committees[line.committee.id].name)
            if line.committee and not line.name and line.committee.id in plan.committees
            else line
            for row, line in table.lines.items()
        }
        economy[key] = with_changes(table, lines=lines)
    return with_changes(plan, economy=economy)


def moved(finding: Diagnostic, folder: str, root: Path) -> Diagnostic:
    """Return a finding of a committee's own project with its paths told from the municipality's folder.

    Args:
        finding: What was found.
        folder: The committee's folder below the municipality's.
        root: The municipality's folder.
    """
    if not folder:
        return finding
    words = re.compile(r"(?<![\w/])data/(?=(?:19|20)[0-9]{2})")
    return replace(
        finding,
        origin=_moved(finding.origin, folder, root),
        related=tuple(_moved(place, folder, root) for place in finding.related),
        message=words.sub(f"{folder}/data/", finding.message),
        help=words.sub(f"{folder}/data/", finding.help),
    )


def _moved(origin: Origin, folder: str, root: Path) -> Origin:
    """Return a place told from the municipality's folder; a template that the committee shares stays where it is."""
    if not origin.path.startswith("data") and not (root / folder / origin.path).exists():
        return origin
    return replace(origin, path=f"{folder}/{origin.path}")
