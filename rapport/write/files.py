"""Bytes onto the disk: whole or not at all, with a sentence in Swedish when it can't be done."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from typing import TYPE_CHECKING

from rapport.diagnostic import why_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_OFFICE_FORMATS = frozenset({".docx", ".xlsx"})


class OutputError(Exception):
    """A document could not be written; the message is for the user, and what was there before is untouched."""


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees either the old or the new one, never half of it.

    Raises:
        OutputError: the file is open in Word or Excel, the folder can't be written to, or the disk is full.
    """
    write_files({path: content})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together; while any of them can't be written, none is.

    Each new file is written beside the old one, and takes its place when all are complete.

    Raises:
        OutputError: a file is open in Word or Excel, a folder can't be written to, or the disk is full.
    """
    for path in contents:
        with _told(path):
            _refuse_open(path)
    temporaries = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in contents}
    try:
        for path, content in contents.items():
            with _told(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                _complete(temporaries[path], content)
        for path, temporary in temporaries.items():
            with _told(path):
                temporary.replace(path)
    finally:
        for temporary in temporaries.values():
            # a folder that refuses the new file refuses this too
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write a new folder with its files, by name below it: all of it or nothing, whenever the program is stopped.

    Raises:
        OutputError: the folder can't be written to, or the disk is full.
    """
    temporary = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    try:
        for name, content in contents.items():
            with _told(folder / name):
                (temporary / name).parent.mkdir(parents=True, exist_ok=True)
                _complete(temporary / name, content)
        with _told(folder):
            temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in Swedish why a file can't be written."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"Det går inte att skriva {path.name}: {_reason(path, error)}") from error


def _refuse_open(path: Path) -> None:
    if holder := _lock(path):
        raise OutputError(
            f"{path.name} är öppen i ett annat program ({holder.name} ligger bredvid). "
            "Stäng dokumentet och bygg igen. Är det redan stängt kan du ta bort låsfilen."
        )


def _complete(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _lock(path: Path) -> Path | None:
    """Return the lock file that an office program keeps beside an open document, if there is one."""
    if path.suffix.casefold() not in _OFFICE_FORMATS:
        return None
    # Word drops up to two letters of the name in its own; LibreOffice keeps it whole
    names = [f"~${path.name[cut:]}" for cut in range(3)] + [f".~lock.{path.name}#"]
    return next((path.with_name(name) for name in names if path.with_name(name).exists()), None)


def _reason(path: Path, error: OSError) -> str:
    if error.errno in _NO_ROOM:
        return "disken är full. Den tidigare filen är orörd."
    if error.errno == errno.ENAMETOOLONG:
        return f"sökvägen {path.parent} är för lång. Välj en kortare med --out."
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return "filen är öppen i ett annat program eller skrivskyddad. Stäng den och bygg igen."
    if path.is_dir():
        return "det finns en mapp med det namnet."
    return _reason_of_folder(path.parent, error)


def _reason_of_folder(folder: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{folder} är en fil och ingen mapp."
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return f"mappen {folder} är skrivskyddad. Välj en annan mapp med --out."
    if isinstance(error, FileNotFoundError):
        return f"mappen {folder} går inte att skapa. Välj en annan med --out."
    return f"{why_unreadable(error)}."
