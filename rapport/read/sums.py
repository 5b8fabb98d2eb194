"""Sums of files (SHA-256), by which a decided period sees that something has changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rapport.model.year import Year
    from rapport.read.source import Source

YAML_ENDINGS = (".yaml", ".yml")
TEMPLATES = "templates/"


def with_sums(year: Year, sources: Mapping[str, Source], template_folders: Iterable[Path]) -> Year:
    """Return a year that knows the sums of its files, where one of its periods is decided on."""
    decisions = [report.decision for report in year.reports.values() if report.decision]
    if not decisions:
        return year
    folder = f"data/{year.year}/"
    sums = {path: text_sum(source.text) for path, source in sources.items() if path.startswith(folder)}
    named = {path for decision in decisions for path in decision.files if path.startswith(TEMPLATES)}
    return replace(year, sums=sums | template_sums(named, template_folders))


def year_sums(sources: Mapping[str, Source], year: int) -> dict[str, str]:
    """Return the sums of the files of a year by path, in the project and in the committees' folders below it."""
    folder = f"/data/{year}/"
    return {path: text_sum(source.text) for path, source in sources.items() if folder in f"/{path}"}


def text_sum(text: str) -> str:
    """Return the sum of a text as it was read; its line endings don't count."""
    return hashlib.sha256(text.encode()).hexdigest()


def template_sums(paths: Iterable[str], folders: Iterable[Path]) -> dict[str, str]:
    """Return the sums of the template files there are, by path such as ``templates/rapport.docx``.

    Args:
        paths: The files; what isn't a plain file name below ``templates/`` is passed over.
        folders: Where they are looked for, the first folder winning.
    """
    places = list(folders)
    sums: dict[str, str] = {}
    for path in paths:
        name = path.removeprefix(TEMPLATES)
        if {"/", "\\"} & set(name):
            continue
        file = next((folder / name for folder in places if (folder / name).is_file()), None)
        if file is not None:
            sums[path] = _file_sum(file)
    return sums


def _file_sum(file: Path) -> str:
    content = file.read_bytes()
    is_text = file.suffix in (".j2", *YAML_ENDINGS)
    return hashlib.sha256(content.replace(b"\r\n", b"\n") if is_text else content).hexdigest()
