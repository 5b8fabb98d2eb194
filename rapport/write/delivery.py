"""Documents into their folder without losing anybody's work: what was built is remembered beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.write.files import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MEMORY = ".byggt"
"""The folder that keeps the documents as they were built."""


class Delivery(Struct):
    """What became of the documents.

    ``kept`` are those that somebody has changed since they were built, and that were left alone; ``beside`` are
    new ones written beside a changed one.
    """

    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    beside: list[Path] = field(default_factory=list)


def deliver(
    folder: Path, documents: Mapping[str, bytes], *, force: bool = False, beside: bool = False
) -> Delivery:
    """Write documents, but never over one that somebody has changed.

    Args:
        folder: Where they belong.
        documents: Content by file name.
        force: Overwrite changed documents too.
        beside: Write the new document under another name beside a changed one.

    Raises:
        OutputError: a file can't be written; then all old ones are kept.
    """
    delivery = Delivery()
    contents: dict[Path, bytes] = {}
    for name, content in documents.items():
        path = folder / name
        if is_changed(path, content) and not force:
            if not beside:
                delivery.kept.append(path)
                continue
            path = folder / f"{path.stem} (nybyggd){path.suffix}"
            delivery.beside.append(path)
        contents |= {path: content, folder / MEMORY / path.name: content}
        if path not in delivery.beside:
            delivery.written.append(path)
    write_files(contents)
    return delivery


def is_changed(path: Path, content: bytes) -> bool:
    """Return whether a document is there that is neither what was built before nor what is to be written."""
    try:
        present = path.read_bytes()
    except OSError:
        return False  # it isn't there, or writing will tell what is wrong
    original = built_as(path)
    return present not in (content, original)


def built_as(path: Path) -> bytes | None:
    """Return a document as it was built, None when that isn't remembered."""
    memory = path.parent / MEMORY / path.name
    return memory.read_bytes() if memory.is_file() else None
