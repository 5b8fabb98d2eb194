"""Every target of the fuzzer, over inputs that are the same each time, so that the targets follow the code."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "edit"))  # the ledger extracts that the fuzzer uses
sys.path.append(str(Path(__file__).parents[2] / "fuzz"))

from targets import TARGETS

INPUTS = 150
LONGEST = 60


@pytest.mark.filterwarnings("ignore")  # as openpyxl warns of what it leaves out
@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_any_bytes(name: str) -> None:
    wanted = int(os.environ.get("RAPPORT_FUZZ", "0"))
    dice = random.Random(name if not wanted else None)  # noqa: S311  the same inputs each time
    for _ in range(max(INPUTS, wanted // 10)):
        # Small bytes are words; most of what somebody writes is words.
        data = bytes(
            dice.choices(
                range(256), [3 if byte < 90 else 1 for byte in range(256)], k=dice.randint(0, LONGEST)
            )
        )
        try:
            TARGETS[name](data)
        except Exception as fault:
            raise AssertionError(f"{name}({data!r})") from fault
