"""Where templates lie: the project's own folder first, then the shipped one."""

from __future__ import annotations

from pathlib import Path

_IN_PACKAGE = Path(__file__).resolve().parent.parent / "templates"
_IN_CHECKOUT = Path(__file__).resolve().parent.parent.parent / "templates"

SHIPPED = _IN_PACKAGE if _IN_PACKAGE.is_dir() else _IN_CHECKOUT
"""The templates that come with the program; an installed package carries them inside."""


def template_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders where templates, layouts and the Word document are looked for, the first one winning."""
    own = root / "templates"
    if own.is_dir() and own.resolve() != SHIPPED.resolve():
        return (own, SHIPPED)
    return (SHIPPED,)


def find(root: Path, name: str) -> Path | None:
    """Return a file of the template folders."""
    return next((folder / name for folder in template_folders(root) if (folder / name).is_file()), None)
