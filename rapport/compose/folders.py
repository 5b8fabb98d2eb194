"""Where templates lie: the project's own folder first, then the shipped one."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

_IN_PACKAGE = Path(__file__).resolve().parent.parent / "templates"
_IN_CHECKOUT = Path(__file__).resolve().parent.parent.parent / "templates"

SHIPPED = _IN_PACKAGE if _IN_PACKAGE.is_dir() else _IN_CHECKOUT
"""The templates that come with the program; an installed package carries them inside."""


_DECLARES_COMMITTEES = re.compile(r"^['\"]?nämnder['\"]?\s*:", re.MULTILINE)
_HIGHEST = 3
"""So many folders above a committee's the municipality's may be."""


def template_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders where templates, layouts and the Word document are looked for, the first one winning.

    A committee's own go before its municipality's, which go before those that come with the program.
    """
    shared = municipality_of(root)
    own = [folder / "templates" for folder in (root, shared) if folder is not None]
    theirs = [folder for folder in own if folder.is_dir() and folder.resolve() != SHIPPED.resolve()]
    return (*theirs, SHIPPED)


def municipality_of(root: Path) -> Path | None:
    """Return the municipality's folder that a committee's stands in: the nearest above whose year has ``nämnder:``.

    Asked for every template, so the files are looked through as text and not read as YAML.
    """
    above = root.resolve().parents[:_HIGHEST]
    return next((folder for folder in above if declares_committees(folder)), None)


def declares_committees(folder: Path) -> bool:
    """Return whether any year of a project has ``nämnder:``, without reading it as YAML."""
    data = folder / "data"
    if not os.access(folder, os.R_OK | os.X_OK):
        return False
    files = (
        [file for file in data.glob("[12][0-9][0-9][0-9]/*.y*ml") if file.is_file()] if data.is_dir() else []
    )
    return any(_DECLARES_COMMITTEES.search(_text(file)) for file in files)


def _text(file: Path) -> str:
    try:
        return unicodedata.normalize("NFC", file.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return ""


def find(root: Path, name: str) -> Path | None:
    """Return a file of the template folders."""
    return next((folder / name for folder in template_folders(root) if is_within(folder, name)), None)


def is_within(folder: Path, name: str) -> bool:
    """Whether a template folder has a file, and neither its name nor a link leads out of the project."""
    try:
        file = (folder / name).resolve()
        if folder == SHIPPED:  # installers may make links of what they install
            return file.is_file() and ".." not in Path(name).parts and not Path(name).is_absolute()
        return file.is_file() and any(file.is_relative_to(own.resolve()) for own in (folder, folder.parent))
    except (OSError, ValueError):
        return False
