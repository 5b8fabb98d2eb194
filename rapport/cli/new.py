"""``rapport new``: the next period's files, or the next year's plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from rapport.cli import FINDINGS, MISUSE, completing
from rapport.cli.arguments import ProjectFolder, period_argument
from rapport.cli.questions import known
from rapport.notation import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.inquiry import Known
    from rapport.rules.results import Results

HELP = (
    "Skapa en ny periods filer: allt som ska rapporteras, tomt, med förra periodens värden som kommentarer. "
    "Eller ett nytt års plan ur det förra årets."
)
EXAMPLES = "Exempel:  rapport new 2020-T2   |   rapport new 2021-plan"


def run(
    period: Annotated[
        str,
        typer.Argument(
            metavar="PERIOD",
            help="Den nya perioden: 2020-T2, eller 2021-plan för ett nytt år.",
            autocompletion=completing.new_periods,
        ),
    ],
    project: ProjectFolder = Path(),
) -> None:
    """Write the files; refuse when there are any already."""
    wanted = period_argument(period)
    found = known(project)
    if wanted.kind is PeriodKind.PLAN:
        _new_year(found, wanted, project)
    else:
        _new_period(found, wanted, project)


def _new_period(found: Known, wanted: Period, project: Path) -> None:
    from rapport.compose.folders import template_folders  # noqa: PLC0415  --help starts light
    from rapport.compose.template_texts import required_texts  # noqa: PLC0415  --help starts light
    from rapport.edit.scaffold import describe, new_period  # noqa: PLC0415  --help starts light

    year = found.project.years.get(wanted.year)
    folder = project / "data" / str(wanted.year) / wanted.part
    if year is None:
        _refuse(
            f"det finns ingen plan för {wanted.year} i data/{wanted.year}",
            f"rapport new {wanted.year}-plan skapar en ur förra årets",
        )
    if wanted in year.reports or folder.exists():
        _refuse(f"{folder.as_posix()} finns redan; inget skrevs", "ta bort mappen om du vill börja om")
    folders = template_folders(project)
    template = year.plan.templates.get(wanted.report, wanted.report)
    texts = required_texts(f"{template}.md.j2", folders)
    files = new_period(year, wanted, _previous(found, wanted), texts)
    _write(folder, files)
    for line in describe(files):
        typer.echo(f"  {line}")


def _new_year(found: Known, wanted: Period, project: Path) -> None:
    from rapport.compose.folders import template_folders  # noqa: PLC0415  --help starts light
    from rapport.compose.template_texts import required_texts  # noqa: PLC0415  --help starts light
    from rapport.edit.scaffold import text_to_write  # noqa: PLC0415  --help starts light
    from rapport.edit.scaffold_year import new_year, source_year  # noqa: PLC0415  --help starts light

    folder = project / "data" / str(wanted.year)
    if wanted.year in found.project.years or folder.exists():
        _refuse(f"{folder.as_posix()} finns redan; inget skrevs")
    old = source_year(found.project.years, wanted)
    if old is None:
        _refuse(
            f"det finns inget tidigare år att utgå från för {wanted.year}",
            "rapport init skapar ett exempel att utgå från",
        )
    reported = sorted((p for p in old.reports if p.last_month), key=lambda p: p.last_month)
    results = [stated for p in reported if (stated := found.results(p)) is not None]
    made = new_year(old, _plan_texts(found.lines, old.year), results, wanted.year)
    template = old.plan.templates.get(wanted.report, wanted.report)
    for name in required_texts(f"{template}.md.j2", template_folders(project)):
        made.files.setdefault(f"plan/{name}.md", text_to_write(name, wanted))
    _write(folder, made.files)
    for name in made.files:
        typer.echo(f"  {name}")
    if made.notes:
        typer.echo("Att se över:")
        for note in made.notes:
            typer.echo(f"  {note}")


def _plan_texts(lines: Mapping[str, tuple[str, ...]], year: int) -> dict[str, str]:
    """Return the year's plan files, and those of its nämndplan, by name below its folder."""
    from rapport.notation import NotationError  # noqa: PLC0415  only here
    from rapport.notation.period import parse_part  # noqa: PLC0415  only here

    start, texts = f"data/{year}/", {}
    for path, content in lines.items():
        if not path.startswith(start):
            continue
        name = path.removeprefix(start)
        part = name.partition("/")[0].removesuffix(".yaml").removesuffix(".yml")
        try:
            of_a_period = parse_part(year, part).kind is not PeriodKind.PLAN or "/" not in name
        except NotationError:
            of_a_period = False
        if not of_a_period:
            texts[name] = "\n".join(content)
    return texts


def _write(folder: Path, files: Mapping[str, str]) -> None:
    from rapport.write.files import OutputError, write_folder  # noqa: PLC0415  --help starts light

    try:
        write_folder(folder, {name: content.encode() for name, content in files.items()})
    except OutputError as fault:
        typer.echo(f"rapport: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    typer.echo(f"{folder.as_posix()}/")


def _refuse(fact: str, remedy: str = "") -> NoReturn:
    typer.echo(f"rapport: {fact}" + (f"\n  hjälp: {remedy}" if remedy else ""), err=True)
    raise typer.Exit(FINDINGS)


def _previous(found: Known, period: Period) -> Results | None:
    """Return what the latest earlier report of the year stated."""
    year = found.project.years[period.year]
    earlier = [p for p in year.reports if 0 < p.last_month < period.last_month]
    return found.results(max(earlier, key=lambda p: p.last_month)) if earlier else None
