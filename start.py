"""Set up this checkout and run it, with nothing but Python 3.11: ``python3 start.py build --period 2020-T1``.

The first run makes the environment ``.venv`` beside this file and installs the project into it. Then

    python3 start.py build --period 2020-T1     runs rapport with those words
    python3 start.py test                       installs the test tools, then runs every test and check

On Windows write ``py start.py`` instead of ``python3 start.py``.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDED = (3, 11)

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = (
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy"],
    ["-c", LINT_IMPORTS],
    ["-m", "pytest", "-q"],
)


def main(words: list[str]) -> int:
    """Run the command line's words and return the exit status."""
    if sys.version_info < NEEDED:
        print(
            f"rapport behöver Python 3.11 eller nyare, det här är {sys.version.split()[0]}", file=sys.stderr
        )
        return 2
    if words == ["test"]:
        return prepare("[test]") or run_checks()
    return prepare("") or call(["-m", "rapport", *words])


def prepare(extra: str) -> int:
    """Make the environment and install the project, unless that has been done for this pyproject.toml."""
    mark = ENVIRONMENT / f"installed{extra.strip('[]') and '-' + extra.strip('[]')}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted and PYTHON.exists():
        return 0
    if not PYTHON.exists():
        print("Skapar .venv …", file=sys.stderr)
        made = subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=False).returncode
        if made:
            print(
                "Det gick inte att skapa .venv. På Debian och Ubuntu: apt install python3-venv",
                file=sys.stderr,
            )
            return 2
    print("Installerar …", file=sys.stderr)
    status = call(
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f".{extra}"], ROOT
    )
    if status == 0:
        mark.write_text(wanted, encoding="ascii")
    return status


def call(arguments: list[str], folder: Path | None = None) -> int:
    """Run Python of the environment and return its exit status."""
    return subprocess.run([str(PYTHON), *arguments], cwd=folder, check=False).returncode


def run_checks() -> int:
    """Run every check in order and stop at the first that fails; the tests come last."""
    for check in CHECKS:
        print(f"== {' '.join(check)}", file=sys.stderr, flush=True)
        status = call(check, ROOT)
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
