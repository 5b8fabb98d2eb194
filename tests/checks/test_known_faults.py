"""What ``docs/kända-fel.md`` says the checker finds in the five source reports is what it finds.

Where a fault stood in running text our own text is right; the faulty words are put back here.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rapport.checks import check_project, names
from rapport.read.project import read_project

if TYPE_CHECKING:
    from rapport.diagnostic import Diagnostic

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "kända-fel.md"

AS_PRINTED = {
    "data/2019/helår/utfall.yaml": (
        (r"({{ utfall.arbetslösa_16_24 }}) är en minskning från året före", "Utfallet för 2019 är 3,5 %"),
        (
            r"I snitt har väntan blivit tre dagar längre 2018–2019",
            "Väntetiden har ökat med nio dagar 2018-2019",
        ),
        (
            r"Andelen som anser att kontakten[^}]+\| procent\(0\) }} högre än i förra årets undersökning",
            "Andelen har ökat med 14 % från förra årets undersökning",
        ),
    ),
    "data/2019/risker.yaml": ((r"ansvarig: .+", "ansvarig: Kim Exempelsson"),),
}
"""Files with the words to put back; the name stands for those of real people."""
TEXTS_AS_PRINTED = {
    "data/2019/helår/resultat.md": "Det totala resultatet för 2019 är -12 807 mkr.\n",
    "data/2020/T1/analys-ifo.md": "Avvikelsen mot budget pekar mot ett underskott motsvarande 14,6 Mkr.\n",
}


def told(root: Path) -> set[str]:
    """Return what the checker says about a project, without line and column, which move as the data grows."""
    read = read_project(root, [ROOT / "templates"])
    return {as_listed(finding) for finding in (*read.diagnostics, *check_project(read.project))}


def as_listed(finding: Diagnostic) -> str:
    message = finding.message.replace("\N{NO-BREAK SPACE}", " ")
    return f"{finding.origin.path}: {finding.level}: {message} [{finding.check}]"


def listed() -> list[str]:
    blocks = re.findall(r"^```text\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def as_entered() -> set[str]:
    return told(ROOT)


@pytest.fixture(scope="module")
def as_printed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    root = tmp_path_factory.mktemp("printed")
    shutil.copytree(ROOT / "data", root / "data")
    for path, pairs in AS_PRINTED.items():
        text = (root / path).read_text(encoding="utf-8")
        for pattern, words in pairs:
            text, count = re.subn(pattern, words, text)
            assert count, f"{path} no longer has {pattern}"
        (root / path).write_text(text, encoding="utf-8")
    for path, text in TEXTS_AS_PRINTED.items():
        (root / path).write_text(text, encoding="utf-8")
    return told(root)


@pytest.mark.parametrize("line", listed())
def test_what_is_listed_is_found(line: str, as_entered: set[str], as_printed: set[str]) -> None:
    assert line in as_entered | as_printed


def test_faults_in_running_text_are_not_in_our_own_text(as_entered: set[str], as_printed: set[str]) -> None:
    assert len([line for line in listed() if line in as_printed - as_entered]) >= len(TEXTS_AS_PRINTED)


def test_the_page_names_only_checks_that_exist() -> None:
    mentioned = set(re.findall(r"\[([a-z-]+)\]$", "\n".join(listed()), re.MULTILINE))
    assert mentioned <= set(names())
