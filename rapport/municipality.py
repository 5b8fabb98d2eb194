"""Many reports at once: every period of a project, and of the committees in a municipality's folder."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.build import Built, Request, build, check
from rapport.compose.folders import declares_committees
from rapport.diagnostic import Diagnostic, Level, in_file_order
from rapport.gather import committee_folders, loose_committees, moved
from rapport.read.project import read_periods, read_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rapport.model.year import Project
    from rapport.notation import Period


class Place(Struct, frozen=True):
    """A project in a municipality's folder: its name there, "" for the council's own, and where it is."""

    folder: str
    name: str
    root: Path


class Job(Struct, frozen=True):
    """One report of one of the projects."""

    place: Place
    request: Request
    base: Path
    """The folder that paths are told from."""


class Brief(Struct, frozen=True):
    """What came of one report among several; small enough to come back from another process."""

    place: Place
    period: Period
    files: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    refusal: str = ""
    """Why nothing was built."""
    findings: Mapping[Level, int] = field(default_factory=dict)
    """How many findings there are of each level, without those that somebody lets stand."""


def places(root: Path) -> list[Place]:
    """Return the projects in a folder, the council's first; only the folder's own where no committees are in it.

    A folder without data of its own is one of committees without a council.
    """
    if not (root / "data").is_dir():
        return [Place(name, _committee(folder), folder) for name, folder in loose_committees(root).items()]
    if not declares_committees(root):
        return [Place("", "", root)]
    project = read_project(root).project
    own = Place("", _latest_name(project) or root.resolve().name, root)
    declared = {
        (committee.folder or key): committee.name
        for year in project.years.values()
        for key, committee in year.plan.committees.items()
    }
    # Where the council's own file can't be read, the committees are built all the same.
    folders = committee_folders(root, project) or loose_committees(root)
    theirs = [(name, folder) for name, folder in folders.items() if folder.is_dir()]
    return [own, *(Place(name, declared.get(name, name), folder) for name, folder in theirs)]


def _committee(folder: Path) -> str:
    return _latest_name(read_project(folder).project) or folder.name


def _latest_name(project: Project) -> str:
    names = [year.plan.committee for _, year in sorted(project.years.items()) if year.plan.committee]
    return names[-1] if names else ""


def jobs(
    root: Path,
    found: Sequence[Place],
    make: Callable[[Path, str, Period], Request],
    periods: Sequence[Period] = (),
) -> list[Job]:
    """Return what there is to build, in the order of the projects and of the year.

    Args:
        root: The folder that paths are told from.
        found: The projects.
        make: Returns what to build of a project folder, its name below ``root`` and a period.
        periods: Only these periods, of those that have them; every period without.
    """
    made = []
    for place in found:
        own = sorted(read_periods(place.root), key=lambda period: (period.year, period.last_month))
        made += [
            Job(place, make(place.root, place.folder, period), root)
            for period in own
            if not periods or period in periods
        ]
    return made


def build_jobs(wanted: Sequence[Job]) -> Iterator[Brief]:
    """Build reports, one process per core, and yield what came of each as it is done; none stops the others.

    Those with the most to read are begun first, so that no core is left alone with one of them at the end.
    """
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed  # noqa: PLC0415  slow to load

    with ProcessPoolExecutor(min(len(wanted), os.cpu_count() or 1), initializer=gc.enable) as pool:
        pending = {}
        to_read = {place.root: _to_read(place) for place in {job.place for job in wanted}}
        for job in sorted(wanted, key=lambda job: to_read[job.place.root], reverse=True):
            try:
                pending[pool.submit(_brief, job)] = job
            except BrokenExecutor:
                yield _cut_off(job)
        for done in as_completed(pending):
            try:
                yield done.result()
            except BrokenExecutor:
                yield _cut_off(pending[done])


def _to_read(place: Place) -> int:
    """Return how many bytes a project's reports rest on; a council's on those of its committees too."""
    try:
        return sum(file.stat().st_size for file in place.root.glob("**/data/**/*") if file.is_file())
    except OSError:
        return 0


def _cut_off(job: Job) -> Brief:
    """Return what came of a report whose process was killed from outside; those that weren't done share its fate."""
    fact = "processen avbröts utifrån, kanske tog minnet slut; bygg den för sig"
    return Brief(job.place, job.request.period, refusal=fact)


def _brief(job: Job) -> Brief:
    from rapport.write.files import WITH_OUT, OutputError  # noqa: PLC0415  only when building

    period = job.request.period
    try:
        built = build(job.request)
    except OutputError as fault:
        return Brief(job.place, period, refusal=fault.advising(WITH_OUT))
    findings = [moved(finding, job.place.folder, job.base) for finding in built.diagnostics]
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    first = f"{errors[0].origin}: {errors[0].message} [{errors[0].check}]" if errors else ""
    more = f" (och {len(errors) - 1} fel till)" if len(errors) > 1 else ""
    return Brief(
        job.place,
        period,
        built.files,
        built.kept,
        f"{first}{more}" if built.refused else "",
        _counted(findings),
    )


def _counted(findings: Sequence[Diagnostic]) -> dict[Level, int]:
    open_ = [finding.level for finding in findings if not finding.acknowledged]
    return {level: open_.count(level) for level in Level}


def check_all(root: Path, found: Sequence[Place], periods: Sequence[Period] | None = None) -> Built:
    """Check every project in a municipality's folder, one process per core; paths are told from that folder.

    Args:
        root: The municipality's folder.
        found: The projects.
        periods: Only these; projects without any of them are passed over, if another one has it.
    """
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  slow to load

    own = {place.folder: _periods_of(place, periods) for place in found}
    if periods is not None and not any(own.values()):
        return check(root, periods)
    wanted = [place for place in found if periods is None or own[place.folder]]
    with ProcessPoolExecutor(min(len(wanted), os.cpu_count() or 1), initializer=gc.enable) as pool:
        checked = list(pool.map(_checked, wanted, [root] * len(wanted), [own[p.folder] for p in wanted]))
    findings = [finding for part in checked for finding in part.diagnostics]
    lines = {path: text for part in checked for path, text in part.lines.items()}
    return Built(in_file_order(findings), lines)


def _periods_of(place: Place, periods: Sequence[Period] | None) -> list[Period] | None:
    if periods is None:
        return None
    has = read_periods(place.root)
    return [period for period in periods if period in has]


def _checked(place: Place, root: Path, periods: Sequence[Period] | None) -> Built:
    """Check a project, and keep the lines of the files that something was found in."""
    checked = check(place.root, periods)
    findings = [moved(finding, place.folder, root) for finding in checked.diagnostics]
    paths = {finding.origin.path for finding in findings}
    lines = {f"{place.folder}/{path}" if place.folder else path: text for path, text in checked.lines.items()}
    return Built(findings, {path: text for path, text in lines.items() if path in paths})
