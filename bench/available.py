"""Which peers this machine has, and what to do about those it lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
FOLDER = BENCH / ".peers"
ENVIRONMENT = FOLDER / "venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NODE_MODULES = FOLDER / "node"
NODE_PACKAGES = ("docxtemplater", "pizzip")
REMEDY = "run python bench/setup.py"

_VERSIONS = (
    "import importlib.metadata as m, json, sys\n"
    "print(json.dumps({d.metadata['Name'].lower(): d.version for d in m.distributions()}))"
)
_PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"


@dataclass(frozen=True)
class Available:
    """The peers' interpreters and programs; None where there is none, and then a line in ``missing``."""

    python: Path | None
    node: str | None
    pandoc: str | None
    versions: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def wanted_packages() -> list[str]:
    """Return the Python packages of the peers, as pyproject.toml lists them."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(package) for package in declared["project"]["optional-dependencies"]["bench"]]


def available() -> Available:
    """Look for the peers."""
    python = PYTHON if PYTHON.exists() else None
    node = shutil.which("node") if (NODE_MODULES / "node_modules" / "docxtemplater").is_dir() else None
    pandoc = find_pandoc(python)
    missing = (
        f"docxtpl, python-docx, openpyxl, XlsxWriter and the floor are left out: {REMEDY}" * (python is None),
        f"docxtemplater is left out: install Node.js, then {REMEDY}" * (node is None),
        f"pandoc is left out: install it, or {REMEDY}" * (pandoc is None),
    )
    versions = _python_versions(python) if python else {}
    if node:
        versions |= {"docxtemplater": _node_version("docxtemplater"), "node": said([node, "--version"])}
    if pandoc:
        versions["pandoc"] = said([pandoc, "--version"]).split("\n", 1)[0].removeprefix("pandoc").strip()
    return Available(python, node, pandoc, versions, tuple(line for line in missing if line))


def find_pandoc(python: Path | None) -> str | None:
    """Return pandoc: the one installed on the machine, else the one that a package brought along."""
    return shutil.which("pandoc") or (python and said([str(python), "-c", _PANDOC])) or None


def said(words: list[str]) -> str:
    """Return what a command prints, or nothing if it fails."""
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _python_versions(python: Path) -> dict[str, str]:
    import json  # noqa: PLC0415  the process that measures stays small

    names = ("docxtpl", "python-docx", "openpyxl", "xlsxwriter", "lxml")
    known: dict[str, str] = json.loads(said([str(python), "-c", _VERSIONS]) or "{}")
    return {name: known[name] for name in names if name in known}


def _node_version(package: str) -> str:
    import json  # noqa: PLC0415  the process that measures stays small

    file = NODE_MODULES / "node_modules" / package / "package.json"
    return str(json.loads(file.read_text(encoding="utf-8"))["version"])
