"""Install the peers into bench/.peers: ``python bench/setup.py``. What can't be installed is left out and said so."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv

from available import ENVIRONMENT, NODE_MODULES, NODE_PACKAGES, PYTHON, available, wanted_packages


def main() -> int:
    """Install what the registries of Python and Node have; return 0 when every peer is there."""
    if not PYTHON.exists():
        print("making bench/.peers/venv …", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    packages = wanted_packages()
    print(f"installing {', '.join(packages)} …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    subprocess.run(pip, check=False)
    npm = shutil.which("npm")
    if npm:
        print(f"installing {', '.join(NODE_PACKAGES)} …", flush=True)
        NODE_MODULES.mkdir(parents=True, exist_ok=True)
        quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel", "error"]
        subprocess.run([npm, "install", *quiet, "--prefix", str(NODE_MODULES), *NODE_PACKAGES], check=False)
    found = available()
    for name, version in found.versions.items():
        print(f"{name} {version}")
    for line in found.missing:
        print(line)
    return 1 if found.missing else 0


if __name__ == "__main__":
    sys.exit(main())
