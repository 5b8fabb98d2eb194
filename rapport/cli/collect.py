"""``rapport collect``: workbooks for those who report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, OK, completing
from rapport.cli.arguments import PeriodWord, ProjectFolder, one_period
from rapport.cli.changes import asked_of
from rapport.cli.questions import known

if TYPE_CHECKING:
    from rapport.edit.form import Form
    from rapport.notation import Period

HELP = "Gör arbetsböcker att fylla i: utfall, prognos, status och kommentarer som en period ska ha."
EXAMPLES = (
    "Exempel:  rapport collect --period 2020-T2   |   rapport collect -p 2022-03 --unit vuxen   |   "
    "rapport import out/2020-T2/insamling-2020-T2.xlsx --period 2020-T2"
)


def run(
    word: PeriodWord = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            "-p",
            help="Perioden, till exempel 2020-T2. Den behöver inte finnas än.",
            autocompletion=completing.periods,
        ),
    ] = None,
    unit: Annotated[
        str, typer.Option("--unit", metavar="ENHET", help="Bara den här enhetens arbetsbok (id eller namn).")
    ] = "",
    *,
    together: Annotated[
        bool, typer.Option("--together", help="En arbetsbok för alla i stället för en per enhet.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="MAPP", help="Var arbetsböckerna hamnar.", show_default="out/"),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Skriv över arbetsböcker som någon har fyllt i.")
    ] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Write the workbooks; one that somebody has begun to fill in is left alone."""
    from rapport.edit.collect_sheet import write_form  # noqa: PLC0415  --help starts light
    from rapport.write.delivery import deliver  # noqa: PLC0415  --help starts light
    from rapport.write.excel_limits import WorkbookError  # noqa: PLC0415  --help starts light
    from rapport.write.files import OutputError  # noqa: PLC0415  --help starts light

    wanted = one_period("collect", word, period)
    made = _forms(project, wanted, unit, together=together)
    folder = (out or project / "out") / next(iter(made.values())).period
    try:
        books = {name: write_form(form) for name, form in made.items()}
        delivery = deliver(folder, books, force=force)
    except (OutputError, WorkbookError) as fault:
        typer.echo(f"rapport: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    for path in delivery.written:
        typer.echo(str(path))
    for path in delivery.kept:
        typer.echo(f"rapport: {path} är ifylld och skrevs inte över; --force skriver över den", err=True)
    raise typer.Exit(FINDINGS if delivery.kept else OK)


def _forms(project: Path, period: Period, unit: str, *, together: bool) -> dict[str, Form]:
    from rapport.edit.collect import forms, unit_names  # noqa: PLC0415  --help starts light

    asked = asked_of(known(project), project, period)
    made = {name: form for name, form in forms(asked, unit=unit, together=together).items() if form.sheets}
    if not made:
        have = ", ".join(unit_names(asked))
        reason = (
            f"enheten ”{unit}” har inget eget att rapportera" if unit else "det finns inget att rapportera"
        )
        typer.echo(f"rapport: {reason}" + (f"; enheter som har det: {have}" if have else ""), err=True)
        raise typer.Exit(FINDINGS)
    return made
