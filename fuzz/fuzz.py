"""Fuzz a target: ``python fuzz/fuzz.py reading --seconds 600``, or repeat inputs: ``python fuzz/fuzz.py reading FILE``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), *(str(HERE.parent / "tests" / room) for room in ("", "edit"))]

_MEGABYTES = 2_000
_LONGEST_INPUT = 400
_LONGEST_RUN = 20


def main() -> None:
    """Take the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("files", nargs="*", type=Path, help="inputs to repeat instead of fuzzing")
    parser.add_argument("--seconds", type=int, default=60)
    words = parser.parse_args()
    if words.files:
        from targets import TARGETS  # noqa: PLC0415  before the fuzzer has a say

        for file in words.files:
            TARGETS[words.target](file.read_bytes())
            print(f"{file}: well")
        return
    _fuzz(words.target, words.seconds)


def _fuzz(name: str, seconds: int) -> None:
    import atheris  # noqa: PLC0415  inputs are repeated without it

    with atheris.instrument_imports(include=["rapport"]):
        from targets import TARGETS  # noqa: PLC0415  instrumented as it is imported
    corpus = HERE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={_LONGEST_INPUT}",
        f"-timeout={_LONGEST_RUN}",
        f"-rss_limit_mb={_MEGABYTES}",
        f"-artifact_prefix={HERE}{os.sep}",
        "-print_final_stats=1",
        "-len_control=20",
    ]
    target = TARGETS[name]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
