"""Files that come from outside: read when they aren't unreasonably large, and opened when they are no bomb.

An .xlsx or .docx file is an archive of XML. A few kilobytes of it can be made to fill any memory when they are
unpacked, and XML can be made to grow by entities or to fetch other files; Office writes neither.
"""

from __future__ import annotations

import errno
import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from rapport.diagnostic import why_unreadable

if TYPE_CHECKING:
    from pathlib import Path

MOST_RECEIVED = 200_000_000
"""The largest file that is read at all, in bytes."""
MOST_PARTS = 2_000
_BOMB_FROM = 60_000_000
_BOMB_RATIO = 100
"""What Office writes becomes up to thirty times as large when it is unpacked."""
_CHUNK = 1 << 16
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"\x00")
"""Nothing of this is in the XML of Office; zeros are other encodings, in which the words look different."""
_LONGEST = max(map(len, _DECLARATIONS)) - 1

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    OverflowError,
)
"""What opening or unpacking a damaged or locked archive can raise."""


class PackageError(Exception):
    """A file isn't unpacked; the message is for users, after "filen" or "arbetsboken"."""


class NotAPackageError(PackageError):
    """A file is no archive."""


def received(file: Path) -> bytes:
    """Return the bytes of a file that somebody sent.

    Raises:
        OSError: it can't be read, or is unreasonably large; ``strerror`` is for users.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_RECEIVED + 1)
    except OSError as fault:
        raise OSError(fault.errno, why_unreadable(fault)) from fault
    if len(data) > MOST_RECEIVED:
        raise OSError(errno.EFBIG, f"den är större än {MOST_RECEIVED // 1_000_000} MB")
    return data


def open_package(content: bytes, most_bytes: int) -> zipfile.ZipFile:
    """Open an archive that unpacked isn't larger than some bytes.

    Raises:
        NotAPackageError: it is no archive.
        PackageError: it is larger.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGED:
        raise NotAPackageError("är skadad eller av ett annat slag") from None
    parts = package.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or size > most_bytes:
        raise PackageError(f"är uppackad större än {most_bytes // 1_000_000} MB; den läses inte")
    if size > _BOMB_FROM and size > _BOMB_RATIO * len(content):
        raise PackageError("växer orimligt mycket när den packas upp; den läses inte")
    return package


class Part(io.RawIOBase):
    """A part of an archive, unpacked as it is read; it ends with an error where something foreign begins."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._before = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            PackageError: they declare something that Office never declares.
        """
        data = self._stream.read(size)
        seen = self._before + data
        if any(declaration in seen for declaration in _DECLARATIONS):
            raise PackageError("innehåller något som Office aldrig skriver; den läses inte")
        self._before = seen[-_LONGEST:]
        return data

    def close(self) -> None:
        """Close the part."""
        self._stream.close()
        super().close()


def open_part(package: zipfile.ZipFile, name: str) -> Part:
    """Open a part of an archive that is XML.

    Raises:
        DAMAGED: it isn't there, or can't be unpacked.
    """
    return Part(package.open(name))


def look_through(package: zipfile.ZipFile, name: str) -> None:
    """Read a part to its end.

    Raises:
        PackageError: it is damaged, locked, or declares something that Office never declares.
    """
    try:
        with open_part(package, name) as part:
            while part.read(_CHUNK):
                pass
    except DAMAGED:
        raise PackageError("är skadad eller krypterad; öppna och spara den igen") from None


def look_through_all(content: bytes, most_bytes: int) -> list[str]:
    """Read all that is XML in an archive to its end, and return the names of its parts.

    Raises:
        NotAPackageError: it is no archive.
        PackageError: it is too large, damaged, locked, or declares something that Office never declares.
    """
    with open_package(content, most_bytes) as package:
        names = package.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                look_through(package, name)
    return names
