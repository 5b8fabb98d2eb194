"""``rapport schema``: what an editor needs to complete and mark while somebody types."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rapport.cli import MISUSE
from rapport.cli.arguments import ProjectFolder  # noqa: TC001  Typer reads the annotations at run time

HELP = "Skriv JSON Schema för uppgifterna och inställningar för editorn, så att den kan fylla i och rätta medan du skriver."
EXAMPLES = "Exempel:  rapport schema   |   rapport schema --out c:/temp/schema"


def run(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="MAPP",
            help="Bara schemafilerna, till en annan mapp.",
            show_default="schema/, .vscode/ och .editorconfig",
        ),
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Write the schemas, and the editor's settings where there are none."""
    from rapport.edit.editor import editor_settings  # noqa: PLC0415  --help starts light
    from rapport.edit.schema import FOLDER, schema_files  # noqa: PLC0415  --help starts light
    from rapport.municipality import places  # noqa: PLC0415  --help starts light
    from rapport.write.files import WITH_OUT, OutputError, write_file  # noqa: PLC0415  --help starts light

    committees = [place.folder for place in places(project) if place.folder]
    folder = out or project / FOLDER
    settings = {} if out else editor_settings(committees)
    kept = [path for path, text in settings.items() if _differs(project / path, text)]
    try:
        for name, text in schema_files().items():
            write_file(folder / name, text.encode())
            typer.echo((folder / name).as_posix())
        for path, text in settings.items():
            if path not in kept:
                write_file(project / path, text.encode())
                typer.echo((project / path).as_posix())
    except OutputError as fault:
        elsewhere = (
            WITH_OUT if out else "Med --out MAPP hamnar schemafilerna, men inget annat, i en annan mapp."
        )
        typer.echo(f"rapport: {fault.advising(elsewhere)}", err=True)
        raise typer.Exit(MISUSE) from None
    for path in kept:
        typer.echo(
            f"rapport: {(project / path).as_posix()} finns redan och lämnades; lägg in detta i den:", err=True
        )
        typer.echo(settings[path], err=True)


def _differs(file: Path, text: str) -> bool:
    """Whether somebody has a file of their own there."""
    return file.is_file() and file.read_text(encoding="utf-8", errors="replace") != text
