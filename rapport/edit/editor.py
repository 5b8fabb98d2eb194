"""The settings that make an editor use the schemas: Visual Studio Code's, and those that most other editors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rapport.edit.schema import FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

# An editor's language server holds patterns against addresses, where å is written with percent signs, in one
# way or, from a Mac, another.
_YAML = "{yaml,yml}"
_PERIOD_FILES = (
    *("[Tt][1-3]", "[Qq][1-4]", "[1-9]", "0[1-9]", "1[0-2]", "[Pp]lan"),
    "[Hh]el{å,%C3%A5,a%CC%8A}r",
)
_EDITORCONFIG = """\
# För editorer som läser .editorconfig: å, ä och ö sparas rätt, och YAML dras in med två mellanslag.
root = true

[*.{yaml,yml,md,j2}]
charset = utf-8
end_of_line = lf
insert_final_newline = true

[*.{yaml,yml}]
indent_style = space
indent_size = 2
trim_trailing_whitespace = true
"""


def editor_settings(folders: Sequence[str] = ()) -> dict[str, str]:
    """Return the settings that make an editor use the schemas, by path below the project folder.

    Args:
        folders: Folders of committees below it, whose files are of the same kinds.
    """
    places = ["", *(f"{folder}/" for folder in folders)]
    plans = [f"{place}data/*/*.{_YAML}" for place in places]
    no_plans = [f"!{place}data/*/{name}.{_YAML}" for place in places for name in _PERIOD_FILES]
    periods = [f"{place}data/*/{name}.{_YAML}" for place in places for name in ("*/*", *_PERIOD_FILES)]
    settings = {
        "yaml.schemas": {
            f"{FOLDER}/plan.json": [*plans, *no_plans],
            f"{FOLDER}/period.json": periods,
            f"{FOLDER}/tabeller.json": [f"{place}templates/tabeller.yaml" for place in places],
        },
        "yaml.schemaStore.enable": False,
        "yaml.hoverSchemaSource": False,
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.detectIndentation": False,
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
        },
        "[markdown]": {"editor.wordWrap": "on"},
    }
    return {
        ".vscode/settings.json": _json(settings),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        ".editorconfig": _EDITORCONFIG,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
