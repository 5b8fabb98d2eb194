"""Bands: open and closed bounds, gaps and overlaps."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from wording import COLOURS, results_from

from rapport.rules.bands import INFINITY, Edge, grade_of, overlapping, uncovered

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.model.scale import Band


def bands_of(text: str, folder: Path) -> dict[str, Band]:
    year = f"{COLOURS}\nregler:\n  r:\n    skala: färg\n    typ: avvikelse\n    gränser: {text}\n"
    return results_from({"år.yaml": year}, folder).plan.rules["r"].bands


def below(value: str) -> Edge:
    """Return the edge that a band ending "under" a value reaches."""
    return Edge(Decimal(value))


def above(value: str) -> Edge:
    """Return the edge that a band ending "högst" a value reaches."""
    return Edge(Decimal(value), just_above=True)


@pytest.mark.parametrize(
    ("bound", "at", "over", "under"),
    [("{högst: 10}", "G", None, "G"), ("{under: 10}", None, None, "G"), ("{från: 10}", "G", "G", None), ("{över: 10}", None, "G", None)],
)  # fmt: skip
def test_a_bound_is_open_or_closed(
    tmp_path: Path, bound: str, at: str | None, over: str | None, under: str | None
) -> None:
    bands = bands_of(f"{{G: {bound}}}", tmp_path)
    grades = [grade_of(bands, Decimal(value)) for value in ("10", "10.000001", "9.999999")]
    assert grades == [at, over, under]


def test_a_value_that_should_have_passed_the_bound_counts_as_a_hair_more(tmp_path: Path) -> None:
    bands = bands_of("{G: {högst: 0}, A: {över: 0}}", tmp_path)
    assert grade_of(bands, Decimal(0)) == "G"
    assert grade_of(bands, Decimal(0), just_above=True) == "A"


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("{G: {högst: 0}, A: {över: 0, högst: 10}, R: {över: 10}}", []),
        ("{G: {under: 0,2}, A: {från: 0,2, högst: 2}, R: {över: 2}}", []),
        ("{R: {över: 10}, A: {över: 0, högst: 10}, G: {högst: 0}}", []),
        ("{G: {högst: 0}, A: {över: 0, under: 10}, R: {över: 10}}", [(below("10"), above("10"))]),
        ("{G: {högst: 0}, A: {från: 1, högst: 10}, R: {över: 10}}", [(above("0"), below("1"))]),
        ("{G: {från: 0, högst: 10}}", [(Edge(-INFINITY), below("0")), (above("10"), Edge(INFINITY, just_above=True))]),
    ],
)  # fmt: skip
def test_values_that_no_band_holds_are_gaps(tmp_path: Path, text: str, gaps: list[tuple[Edge, Edge]]) -> None:
    assert uncovered(bands_of(text.replace("0,2", '"0,2"'), tmp_path)) == gaps


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("{G: {högst: 0}, A: {över: 0, högst: 10}, R: {över: 10}}", []),
        ("{G: {högst: 0}, A: {från: 0, högst: 10}, R: {över: 10}}", [("G", "A")]),
        ("{G: {högst: 5}, A: {över: 0, högst: 10}, R: {över: 4}}", [("G", "A"), ("G", "R"), ("A", "R")]),
        ("{G: {}, A: {över: 0}}", [("G", "A")]),
    ],
)
def test_bands_that_share_a_value_overlap(tmp_path: Path, text: str, pairs: list[tuple[str, str]]) -> None:
    assert overlapping(bands_of(text, tmp_path)) == pairs
