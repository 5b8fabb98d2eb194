"""``rapport compare``: what a person changed in a built document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapport.cli import FINDINGS, MISUSE, OK
from rapport.cli.arguments import ProjectFolder  # noqa: TC001  Typer reads the annotations at run time
from rapport.diagnostic import why_unreadable
from rapport.notation import format_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapport.edit.belonging import Made
    from rapport.edit.compare import Edit
    from rapport.notation import Period

HELP = "Visa vad någon har ändrat i ett byggt Word-dokument, och var i YAML eller mall ändringen hör hemma."
EXAMPLES = "Exempel:  rapport compare out/2020-T1/delårsrapport-2020-T1.docx"

_OWN_TEMPLATE = "handbokens Texter och mallar visar hur ni skriver egna ord i ett kapitel"


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
    from rapport.edit.compare import CompareError, edits  # noqa: PLC0415  python-docx only here

    edited = _read(document)
    built = _read(original) if original is not None else _as_built(document)
    try:
        found = edits(built, edited)
    except CompareError as fault:
        named = original if original is not None and _is_no_document(built) else document
        typer.echo(f"rapport: {named}: {fault}", err=True)
        raise typer.Exit(MISUSE) from None
    _print(found, project, [file.name for file in (document, original) if file is not None])
    typer.echo(counted(len(found)) if found else "Inget är ändrat.", err=True)
    raise typer.Exit(FINDINGS if found else OK)


def counted(edits: int) -> str:
    """Return how many changes there are."""
    return "1 ändring." if edits == 1 else f"{edits} ändringar."


def _is_no_document(content: bytes) -> bool:
    from rapport.edit.compare import CompareError, blocks  # noqa: PLC0415  python-docx only here

    try:
        blocks(content)
    except CompareError:
        return True
    return False


def _read(file: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        typer.Exit: it can't be read; it has been named.
    """
    from rapport.write.package import received  # noqa: PLC0415  --help starts light

    try:
        return received(file)
    except OSError as fault:
        typer.echo(f"rapport: {file} går inte att läsa: {why_unreadable(fault)}", err=True)
        raise typer.Exit(MISUSE) from None


def _as_built(document: Path) -> bytes:
    from rapport.write.delivery import built_as  # noqa: PLC0415  only here

    remembered = built_as(document)
    if remembered is None:
        typer.echo(
            f"rapport: det finns inget minne av hur {document} byggdes; ange det med --original FIL", err=True
        )
        raise typer.Exit(MISUSE)
    return remembered


def _print(found: Sequence[Edit], project: Path, names: Sequence[str]) -> None:
    from rapport.inquiry import made_from, period_named  # noqa: PLC0415  --help starts without reading YAML

    named = period_named(names) if found else None
    made = made_from(project, *named) if named else None
    for edit in found:
        typer.echo(f"{edit.where}\n  - {edit.before or '(fanns inte)'}\n  + {edit.after or '(borttaget)'}")
        words = _belongs(edit, made, named[1]) if made and named else ""
        if words:
            typer.echo(f"  {words}")
    if found and named is None:
        typer.echo(
            "rapport: dokumentets namn säger inte vilken period det är, så det går inte att visa var ändringarna "
            "hör hemma; döp filen som när den byggdes, till exempel delårsrapport-2020-T1.docx",
            err=True,
        )


def _belongs(edit: Edit, made: Made, period: Period) -> str:
    """Say where a change is to be made, or what its figure follows from; "" when that can't be told."""
    from rapport.edit.belonging import belongs  # noqa: PLC0415  python-docx only here

    place = belongs(edit, made)
    if place is None:
        return ""
    if place.explained:
        command = f"rapport explain {format_period(period)} {place.explained}"
        return f"räknas ut av andra uppgifter; {command} visar vilka"
    if "/" not in place.at:
        return f"hör hemma i mallen {place.at}, som följer med programmet; {_OWN_TEMPLATE}"
    return f"hör hemma i {place.at}"
