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
