"""A new committee's folder (rapport init): a small complete example to change into one's own."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from rapport.edit.editor import editor_settings
from rapport.edit.schema import FOLDER, schema_files
from rapport.edit.yaml_value import as_yaml

EXAMPLE = Path(__file__).with_name("example")
COUNCIL = Path(__file__).with_name("example_council")
SERVES = "__BIDRAR_TILL__"
_SERVES_LINE = re.compile(rf"^ *{SERVES}:.*\n", re.MULTILINE)
IGNORED = "# Det som byggs kan alltid byggas om.\n/out/\n~$*\n.~lock*\n"


class Place(Struct, frozen=True):
    """Whose folder it is."""

    municipality: str
    committee: str
    year: int


def new_project(place: Place) -> dict[str, str]:
    """Return the files of a new folder by path, ``/`` between names."""
    files = {**_files(EXAMPLE, place), ".gitignore": IGNORED}
    return {**files, **editor_files()}


def new_municipality(place: Place) -> dict[str, str]:
    """Return the files of a municipality's folder by path: the council's, and those of two committees.

    The named committee is the one with the whole example; the other one is smaller, and keeps kronor.
    """
    folder = folder_name(place.committee)
    files = _files(COUNCIL, place)
    files |= {f"{folder}/{path}": text for path, text in _files(EXAMPLE, place, serves=True).items()}
    return {**files, ".gitignore": IGNORED, **editor_files(folder, "tekniska-nämnden")}


def folder_name(committee: str) -> str:
    """Return a name for a committee's folder, which is its id as well: ``Social- och äldrenämnden``, in small."""
    words = re.findall(r"[^\W_]+", committee.casefold())
    return "-".join(words) or "nämnden"


def editor_files(*folders: str) -> dict[str, str]:
    """Return the schemas, and the settings that make an editor use them, in the project and in folders below it."""
    files = {f"{FOLDER}/{name}": text for name, text in schema_files().items()}
    return {**files, **editor_settings(folders)}


def _files(example: Path, place: Place, *, serves: bool = False) -> dict[str, str]:
    """Return the files of an example, filled in; ``serves`` keeps what its goals are to the municipality's."""
    files: dict[str, str] = {}
    for file in sorted(example.rglob("*")):
        if file.is_file():
            path = file.relative_to(example).as_posix()
            text = _filled(file.read_text(encoding="utf-8"), place, in_yaml=file.suffix == ".yaml")
            text = text.replace(SERVES, "bidrar_till") if serves else _SERVES_LINE.sub("", text)
            files[re.sub(r"(^|/)data/", rf"\1data/{place.year}/", path, count=1)] = text
    return files


def _filled(text: str, place: Place, *, in_yaml: bool) -> str:
    names = {"__KOMMUN__": place.municipality, "__NÄMND__": place.committee}
    words = {"__MAPP__": folder_name(place.committee)}
    words |= {mark: as_yaml(name) if in_yaml else name for mark, name in names.items()}
    words |= {
        "__ÅR__": str(place.year),
        "__FÖRRA__": str(place.year - 1),
        "__NÄSTA__": str(place.year + 1),
    }
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
