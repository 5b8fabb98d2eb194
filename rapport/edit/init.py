"""A new committee's folder (rapport init): a small complete example to change into one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rapport.edit.editor import editor_settings
from rapport.edit.schema import FOLDER, schema_files
from rapport.edit.yaml_value import as_yaml

EXAMPLE = Path(__file__).with_name("example")
IGNORED = "# Det som byggs kan alltid byggas om.\n/out/\n~$*\n.~lock*\n"


@dataclass(frozen=True)
class Place:
    """Whose folder it is."""

    municipality: str
    committee: str
    year: int


def new_project(place: Place) -> dict[str, str]:
    """Return the files of a new folder by path, ``/`` between names."""
    files: dict[str, str] = {}
    for file in sorted(EXAMPLE.rglob("*")):
        if file.is_file():
            path = file.relative_to(EXAMPLE).as_posix()
            text = _filled(file.read_text(encoding="utf-8"), place, in_yaml=file.suffix == ".yaml")
            files[path.replace("data/", f"data/{place.year}/", 1)] = text
    files |= {f"{FOLDER}/{name}": text for name, text in schema_files().items()}
    return {**files, **editor_settings(), ".gitignore": IGNORED}


def _filled(text: str, place: Place, *, in_yaml: bool) -> str:
    names = {"__KOMMUN__": place.municipality, "__NÄMND__": place.committee}
    words = {mark: as_yaml(name) if in_yaml else name for mark, name in names.items()}
    words |= {
        "__ÅR__": str(place.year),
        "__FÖRRA__": str(place.year - 1),
        "__NÄSTA__": str(place.year + 1),
    }
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
