"""``rapport explain``: the manual page of a check, or where a figure or a rating comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import MISUSE, completing
from rapport.cli.arguments import ProjectFolder  # noqa: TC001  Typer reads the annotations at run time
from rapport.cli.findings import fault_pages
from rapport.cli.questions import known, results_of
from rapport.diagnostic import did_you_mean
from rapport.notation import NotationError, Period, format_period, parse_period

HELP = "Förklara en anmärkning, eller var en siffra eller bedömning kommer ifrån."
EXAMPLES = "Exempel:  rapport explain tables-disagree   |   rapport explain 2020-T1 hvb-dygn"


def run(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAMN | PERIOD ID",
            help="Anmärkningens namn, eller en period och ett id (indikator, mål, rad, tabell.rad.kolumn, mått, uppdrag, risk).",
            autocompletion=completing.explainable,
        ),
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Print the manual page of a check, or the explanation of something with an id."""
    words = what or []
    if not words:
        _list_names()
    elif len(words) == 1:
        _print_manual(words[0].strip("[]"), project)
    elif len(words) == 2:  # noqa: PLR2004  a period and an id
        _print_explanation(words[0], words[1], project)
    else:
        raise typer.BadParameter("skriv ett namn, eller en period och ett id")


def _list_names() -> None:
    from rapport.checks import manual, names  # noqa: PLC0415  --help starts without reading YAML

    pages = {**fault_pages(), **{name: (manual(name) or "").split("\n", 1)[0] for name in names()}}
    for name in sorted(pages):
        typer.echo(f"{name:36} {pages[name]}")


def _print_manual(key: str, project: Path) -> None:
    from rapport.checks import manual, names  # noqa: PLC0415  --help starts without reading YAML

    faults = fault_pages()
    page = manual(key) or faults.get(key)
    if page is None:
        remedy = did_you_mean(key, [*names(), *faults]) or _with_period(key, project)
        typer.echo(f"rapport: det finns ingen anmärkning som heter ”{key}”; {remedy}", err=True)
        raise typer.Exit(MISUSE)
    typer.echo(f"{key}\n\n{page.strip()}")


def _with_period(key: str, project: Path) -> str:
    """Return the command that explains an id, or a period; where there is none, what shows all findings."""
    from rapport.inquiry import context, know  # noqa: PLC0415  --help starts without reading YAML
    from rapport.tables.explanation import explain  # noqa: PLC0415  --help starts light

    found = know(project)
    reported = [period for year in found.project.years.values() for period in year.reports]
    if any(format_period(period).casefold() == key.casefold() for period in reported):
        return f"skriv även vad som ska förklaras:  rapport explain {key} ID"
    for period in sorted(reported, key=lambda one: (one.year, one.last_month), reverse=True):
        results = found.results(period)
        if results is not None and explain(context(results), key):
            return f"menade du   rapport explain {format_period(period)} {key}?"
    return "rapport explain utan namn visar alla"


def _print_explanation(period: str, wanted: str, project: Path) -> None:
    from rapport.inquiry import context  # noqa: PLC0415  --help starts without reading YAML
    from rapport.tables.explanation import explain, instead_of  # noqa: PLC0415  --help starts light

    subject = context(results_of(known(project), _period(period)))
    facts = explain(subject, wanted)
    if not facts:
        remedy = instead_of(subject, wanted) or "rapport show visar vad som finns"
        typer.echo(f"rapport: inget har id:t ”{wanted}” i {period}; {remedy}", err=True)
        raise typer.Exit(MISUSE)
    for fact in facts:
        typer.echo(f"{'  ' * fact.depth}{fact.label}: {fact.text}")


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except NotationError as fault:
        raise typer.BadParameter(f"{fault.fact}; {fault.remedy}") from None
