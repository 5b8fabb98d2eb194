"""The benchmark: ``python bench/run.py`` measures rapport beside its peers and writes the tables.

python bench/setup.py            installs the peers first
python bench/run.py --quick      about three minutes, without the largest sizes
python bench/run.py              about twenty minutes
python bench/run.py --only check --only start
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import checking
import documents
import results
import starting
import workbooks
from available import BENCH, available
from stage import Stage, StageError, compile_modules, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUICK = {1: 5, 10: 3}
_WHOLE = {1: 11, 10: 7, 100: 3}
"""How many rounds there are at each size."""
PARTS = ("documents", "workbook", "check", "start")
_REAL = (
    "The interim report of January to April 2020 from this repository's `data/`. At 10× and 100× every goal below the "
    "top, indicator, budget line, assignment and risk is there so many times, and the texts are repeated; the other "
    "years' data lies beside, as it is. Rapport reads all of it, checks, computes and writes; the others start from "
    "the composed content."
)
_INVENTED = (
    "20 headings, 60 paragraphs of 60 words, 10 lists and 12 tables of 30 × N rows and seven columns, one of them a "
    "coloured rating: the shape in which such tools are often compared. Rapport reads two lines of YAML for each row."
)


def main() -> int:
    """Measure what was asked for and return 0 if all files say the same."""
    chosen = _arguments()
    peers = available()
    for line in peers.missing:
        tell(line)
    quick = bool(chosen.quick)
    stage = Stage(
        peers,
        BENCH / ".work",
        sizes=tuple(_QUICK if quick else _WHOLE),
        rounds={size: min(rounds, chosen.rounds) for size, rounds in (_QUICK if quick else _WHOLE).items()},
        lines=(1_000, 20_000) if quick else (1_000, 20_000, 200_000),
        limit=60 if quick else 120,
        patience=20 if quick else 60,
    )
    how = " --quick" * quick + f" --rounds {chosen.rounds}" * (chosen.rounds < max(_WHOLE.values()))
    how += "".join(f" --only {part}" for part in chosen.only)
    pages = list(results.opening(peers.versions, peers.missing, how))
    try:
        compile_modules(peers)
        for page in _measured(stage, chosen.only or list(PARTS)):
            pages.append(page)
            # part by part, so that whoever stops it keeps what has been measured
            Path(chosen.out).write_text("\n\n".join([*pages, *_verdict(stage)]) + "\n", encoding="utf-8")
    except StageError as fault:
        tell(str(fault))
        return 2
    tell(f"written: {chosen.out}")
    return 1 if stage.disagreements else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="leave out the largest sizes and most rounds")
    parser.add_argument(
        "--rounds", type=int, default=max(_WHOLE.values()), help="no more rounds than so many"
    )
    parser.add_argument("--only", action="append", choices=PARTS, default=[], help="measure only this part")
    parser.add_argument("--out", default=str(BENCH / "results.md"), help="the file to write the tables to")
    return parser.parse_args()


def _measured(stage: Stage, parts: list[str]) -> Iterator[str]:
    """Measure the parts and yield the pages about each as soon as it is done."""
    if "documents" in parts:
        real = documents.measured(stage, documents.REAL)
        invented = documents.measured(stage, documents.INVENTED)
        yield from results.glance({"The real report": real, "The invented report": invented})
        yield from results.document_tables("The real report", _REAL, real)
        yield from results.document_tables("The invented report, with long tables", _INVENTED, invented)
    if "workbook" in parts:
        yield from results.workbook_tables(workbooks.measured(stage))
    if "check" in parts:
        yield from results.checking_table(checking.measured(stage))
    if "start" in parts:
        yield from results.starting_table(starting.measured(stage))


def _verdict(stage: Stage) -> list[str]:
    if not stage.disagreements:
        return []
    return ["## What didn't work\n", "\n".join(f"- {' '.join(line.split())}" for line in stage.disagreements)]


if __name__ == "__main__":
    sys.exit(main())
