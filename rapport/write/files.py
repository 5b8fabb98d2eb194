"""Bytes onto the disk: whole or not at all, with a sentence in Swedish when it can't be done."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
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
        _refuse_open(path)
    temporaries = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in contents}
    path = next(iter(contents), None)
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _complete(temporaries[path], content)
        for path, temporary in temporaries.items():
            temporary.replace(path)
    except OSError as error:
        assert path is not None  # noqa: S101  only writing can fail
        raise OutputError(_reason(path, error)) from error
    finally:
        for temporary in temporaries.values():
            # a folder that refuses the new file refuses this too
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


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
        return f"Det går inte att skriva {path.name}: disken är full. Den tidigare filen är orörd."
    if isinstance(error, PermissionError):
        if path.exists() and os.access(path.parent, os.W_OK):
            return f"Det går inte att skriva {path.name}: filen är öppen i ett annat program eller skrivskyddad. Stäng den och bygg igen."
        return _read_only(path)
    if error.errno == errno.EROFS:
        return _read_only(path)
    if error.errno == errno.ENAMETOOLONG:
        return f"Det går inte att skriva {path.name}: sökvägen {path.parent} är för lång. Välj en kortare med --out."
    if isinstance(error, FileNotFoundError):
        return f"Det går inte att skriva {path.name}: mappen {path.parent} går inte att skapa. Välj en annan med --out."
    if path.is_dir():
        return f"Det går inte att skriva {path.name}: det finns en mapp med det namnet."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"Det går inte att skriva {path.name}: {path.parent} är en fil och ingen mapp."
    return f"Det går inte att skriva {path.name}: {error.strerror or error}."


def _read_only(path: Path) -> str:
    return f"Det går inte att skriva {path.name}: mappen {path.parent} är skrivskyddad. Välj en annan mapp med --out."
