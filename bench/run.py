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

import checking
import documents
import results
import starting
import workbooks
from available import BENCH, available
from stage import Stage, StageError, tell

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
        sizes=(1, 10) if quick else (1, 10, 100),
        rounds={1: 5, 10: 3} if quick else {1: 11, 10: 7, 100: 3},
        lines=(1_000, 20_000) if quick else (1_000, 20_000, 200_000),
        limit=60 if quick else 120,
        patience=20 if quick else 60,
    )
    try:
        pages = list(_measured(stage, chosen.only or list(PARTS)))
    except StageError as fault:
        tell(str(fault))
        return 2
    how = " --quick" * quick + "".join(f" --only {part}" for part in chosen.only)
    text = (
        "\n\n".join([*results.opening(peers.versions, peers.missing, how), *pages, *_verdict(stage)]) + "\n"
    )
    Path(chosen.out).write_text(text, encoding="utf-8")
    tell(f"written: {chosen.out}")
    return 1 if stage.disagreements else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="leave out the largest sizes and most rounds")
    parser.add_argument("--only", action="append", choices=PARTS, default=[], help="measure only this part")
    parser.add_argument("--out", default=str(BENCH / "results.md"), help="the file to write the tables to")
    return parser.parse_args()


def _measured(stage: Stage, parts: list[str]) -> list[str]:
    """Measure the parts, what a newcomer asks first at the top."""
    pages: list[str] = []
    if "documents" in parts:
        real = documents.measured(stage, documents.REAL)
        invented = documents.measured(stage, documents.INVENTED)
        pages += results.glance({"The real report": real, "The invented report": invented})
        pages += results.document_tables("The real report", _REAL, real)
        pages += results.document_tables("The invented report, with long tables", _INVENTED, invented)
    if "workbook" in parts:
        pages += results.workbook_tables(workbooks.measured(stage))
    if "check" in parts:
        pages += results.checking_table(checking.measured(stage))
    if "start" in parts:
        pages += results.starting_table(starting.measured(stage))
    return pages


def _verdict(stage: Stage) -> list[str]:
    if not stage.disagreements:
        return []
    return ["## What didn't work\n", "\n".join(f"- {' '.join(line.split())}" for line in stage.disagreements)]


if __name__ == "__main__":
    sys.exit(main())
