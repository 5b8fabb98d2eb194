"""What several rooms of tests share: the real report of 2020, read and built once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rapport.build import Built, Request, build
from rapport.notation import parse_period

ROOT = Path(__file__).parent.parent
sys.path.append(str(Path(__file__).parent / "data"))  # the printed figures stand with the test of the data


@pytest.fixture(scope="session")
def built_2020(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the report of January to April 2020, built into a folder of its own."""
    out = tmp_path_factory.mktemp("out")
    return build(Request(ROOT, parse_period("2020-T1"), out))


@pytest.fixture(scope="session")
def word_2020(built_2020: Built) -> bytes:
    """Return the Word file of the report of 2020."""
    return next(file for file in built_2020.files if file.suffix == ".docx").read_bytes()


@pytest.fixture(scope="session")
def excel_2020(built_2020: Built) -> bytes:
    """Return the appendix of the report of 2020."""
    return next(file for file in built_2020.files if file.suffix == ".xlsx").read_bytes()
