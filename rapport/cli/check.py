"""``rapport check``: everything that is wrong, at once."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, OK, completing
from rapport.cli.arguments import PeriodWords, ProjectFolder, periods_given, require_project
from rapport.cli.findings import as_annotations, as_json, counted, fault_pages, print_by_file
from rapport.cli.streams import has_colour
from rapport.diagnostic import Level, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.build import Built
    from rapport.diagnostic import Diagnostic
    from rapport.notation import Period

HELP = "Granska alla uppgifter: läsfel, okända id:n, siffror och bedömningar som säger emot varandra."
EXAMPLES = (
    "Exempel:  rapport check   |   rapport check 2020-T1 --strict   |   "
    "rapport check --only tables-disagree   |   rapport explain tables-disagree"
)


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def run(
    words: PeriodWords = None,
    period: Annotated[
        list[str] | None,
        typer.Option(
            "--period",
            "-p",
            help="Bara den här perioden (får anges flera gånger).",
            autocompletion=completing.periods,
        ),
    ] = None,
    *,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="NAMN",
            help="Bara den här anmärkningen (får anges flera gånger).",
            autocompletion=completing.findings,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Låt även varningar ge slutstatus 1.")] = False,
    acknowledged: Annotated[
        bool, typer.Option("--acknowledged", help="Visa även det som är godkänt, med skälet.")
    ] = False,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="text för människor, json för andra program, github för anmärkningar i kodgranskning.",
        ),
    ] = Format.TEXT,
    project: ProjectFolder = Path(),
) -> None:
    """Check everything; print findings; exit 0 when all is well, 1 on errors and contradictions."""
    wanted = _names(only or [])
    periods = periods_given([*(words or ()), *(period or ())])
    require_project(project, council=True)
    checked = _checked(project, periods or None)
    found = [finding for finding in checked.diagnostics if not wanted or finding.check in wanted]
    standing = [finding for finding in found if not finding.acknowledged]
    shown = found if acknowledged or form is Format.JSON else standing
    if form is Format.JSON:
        typer.echo(as_json(shown))
    elif form is Format.GITHUB:
        for line in as_annotations(shown):
            typer.echo(line)
    else:
        print_by_file(shown, checked.lines, colour=has_colour(sys.stdout))
        _tell(standing, len(found) - len(standing), listed=acknowledged)
    fails = [finding for finding in standing if strict or finding.level is not Level.WARNING]
    raise typer.Exit(FINDINGS if fails else OK)


def _checked(project: Path, periods: list[Period] | None) -> Built:
    """Check a project, or all of those in a municipality's folder."""
    from rapport.build import check  # noqa: PLC0415  --help starts without reading YAML
    from rapport.municipality import check_all, places  # noqa: PLC0415  --help starts without reading YAML

    found = places(project)
    several = any(place.folder for place in found)
    return check_all(project, found, periods) if several else check(project, periods)


def _names(words: Sequence[str]) -> set[str]:
    """Return the names of findings that the command line asks for.

    Raises:
        typer.BadParameter: no finding has such a name.
    """
    if not words:
        return set()
    from rapport.checks import names  # noqa: PLC0415  --help starts without loading the checks

    known = [*names(), *fault_pages()]
    wanted = {word.strip("[]") for word in words}
    for word in sorted(wanted - set(known)):
        remedy = did_you_mean(word, known) or "rapport explain utan namn visar alla"
        raise typer.BadParameter(
            f"det finns ingen anmärkning som heter ”{word}”; {remedy}", param_hint="--only"
        )
    return wanted


def _tell(standing: Sequence[Diagnostic], acknowledged: int, *, listed: bool) -> None:
    """Count what was found in one line; nothing when all is well, unless somebody sits and waits for a word."""
    if not standing and not acknowledged:
        if sys.stdout.isatty():
            typer.echo("Inga anmärkningar.", err=True)
        return
    parts = [counted(standing)] if standing else []
    if acknowledged:
        more = "" if listed else " (--acknowledged visar dem)"
        parts.append(f"{acknowledged} {'godkänd' if acknowledged == 1 else 'godkända'}{more}")
    typer.echo(f"\n{', '.join(parts)}.", err=True)
