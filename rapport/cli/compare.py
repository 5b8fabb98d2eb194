"""``rapport compare``: what a person changed in a built document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, OK
from rapport.cli.arguments import ProjectFolder  # noqa: TC001  Typer reads the annotations at run time
from rapport.diagnostic import why_unreadable

HELP = "Visa vad någon har ändrat i ett byggt Word-dokument, och var i YAML eller mall ändringen hör hemma."
EXAMPLES = "Exempel:  rapport compare out/2020-T1/delårsrapport-2020-T1.docx"


def run(
    document: Annotated[Path, typer.Argument(metavar="FIL", help="Dokumentet som kan ha ändrats.")],
    original: Annotated[
        Path | None,
        typer.Option(
            "--original", metavar="FIL", help="Dokumentet som det byggdes, om det ligger någon annanstans."
        ),
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Print every change with its place; exit 1 when there are any."""
    from rapport.edit.compare import CompareError, belongs, edits  # noqa: PLC0415  python-docx only here
    from rapport.inquiry import texts  # noqa: PLC0415  --help starts without reading YAML
    from rapport.write.package import received  # noqa: PLC0415  --help starts light

    try:
        found = edits(_original(document, original), received(document))
    except OSError as fault:
        typer.echo(f"rapport: {document} går inte att läsa: {why_unreadable(fault)}", err=True)
        raise typer.Exit(MISUSE) from None
    except CompareError as fault:
        typer.echo(f"rapport: {document}: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    sources = texts(project)
    for edit in found:
        typer.echo(f"{edit.where}\n  - {edit.before or '(fanns inte)'}\n  + {edit.after or '(borttaget)'}")
        place = belongs(edit, sources)
        if place:
            typer.echo(f"  hör hemma i {place}")
    typer.echo(f"{len(found)} ändringar." if found else "Inget är ändrat.", err=True)
    raise typer.Exit(FINDINGS if found else OK)


def _original(document: Path, original: Path | None) -> bytes:
    from rapport.write.delivery import built_as  # noqa: PLC0415  only here
    from rapport.write.package import received  # noqa: PLC0415  --help starts light

    if original is not None:
        return received(original)
    remembered = built_as(document)
    if remembered is None:
        typer.echo(
            f"rapport: det finns inget minne av hur {document} byggdes; ange det med --original FIL", err=True
        )
        raise typer.Exit(MISUSE)
    return remembered
