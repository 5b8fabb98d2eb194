"""SIE 4: what a file says once, twice and three times over is counted once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from ledger_extracts import MAPPING, as_sie, generated, imported, project, told

from rapport.edit.sie import decode, tokens

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#PROGRAM "Ekonomi" 1.0\n#RAR 0 20310101 20311231\n'
ONLY_OUTCOME = MAPPING.replace(", periodbudget: Budget", "")


def outcome(tmp_path: Path, *posts: str, mapping: str = ONLY_OUTCOME) -> dict[tuple[str, str], Decimal]:
    """Return what some posts give each line, with the ledger's sign."""
    result = imported(project(tmp_path, mapping), "bok.se", (HEAD + "\n".join(posts)).encode())
    assert told(result.findings, "sie-dimension") == []
    return {(table, line): -amount for (table, line, _), amount in result.amounts.items()}


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("alone", [True, False])
def test_every_line_is_exact_in_every_encoding(encoding: str, tmp_path: Path, *, alone: bool) -> None:
    entries, expected = generated(3_000, seed=3)
    result = imported(project(tmp_path), "bok.se", as_sie(entries, encoding, alone=alone))
    assert result.amounts == expected


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_swedish_letters_survive_whatever_the_file_says_of_its_encoding(encoding: str) -> None:
    text = '#FORMAT PC8\n#FNAMN "Räddningsnämnden på Ön"'
    assert decode(text.encode(encoding)) == text


def test_a_period_balance_is_the_change_of_its_month(tmp_path: Path) -> None:
    posts = [
        '#PSALDO 0 203101 5010 {1 "4101" 20 "0551"} 100.00',
        '#PSALDO 0 203104 5010 {1 "4101" 20 "0551"} 25.50',
        '#PSALDO 0 203105 5010 {1 "4101" 20 "0551"} 4000',
        '#PSALDO -1 203001 5010 {1 "4101" 20 "0551"} 9000',
        "#UB 0 5010 12345.00",
    ]
    assert outcome(tmp_path, *posts)["nettokostnad", "missbruksvård"] == Decimal("125.50")


def test_a_total_is_not_added_to_its_parts(tmp_path: Path) -> None:
    posts = [
        "#PSALDO 0 203101 5010 {} 100",
        '#PSALDO 0 203101 5010 {1 "4101"} 100',
        '#PSALDO 0 203101 5010 {20 "0551"} 100',
        '#PSALDO 0 203101 5010 {1 "4101" 20 "0551"} 60',
        '#PSALDO 0 203101 5010 {1 "4101" 20 "0557"} 40',
        '#PSALDO 0 203101 5010 {1 "4101" 20 "0557" 6 "P1"} 40',
    ]
    assert outcome(tmp_path, *posts) == {
        ("resultaträkning", "ifo-personal"): 100,
        ("nettokostnad", "missbruksvård"): 60,
        ("nettokostnad", "barn"): 40,
    }


def test_parts_that_cancel_out_are_not_counted_twice(tmp_path: Path) -> None:
    posts = [
        "#PSALDO 0 203101 5010 {} 0",
        '#PSALDO 0 203101 5010 {1 "4101"} 0',
        '#PSALDO 0 203101 5010 {1 "4101" 20 "0551"} 60',
        '#PSALDO 0 203101 5010 {1 "4101" 20 "0557"} -60',
    ]
    assert outcome(tmp_path, *posts)["nettokostnad", "barn"] == -60


def test_parts_with_and_without_a_project_make_the_total_together(tmp_path: Path) -> None:
    posts = [
        "#PSALDO 0 203101 5010 {} 100",
        '#PSALDO 0 203101 5010 {1 "4101" 20 "0551"} 60',
        '#PSALDO 0 203101 5010 {1 "4101" 20 "0551" 6 "P1"} 40',
    ]
    assert outcome(tmp_path, *posts)["nettokostnad", "missbruksvård"] == 100


def test_what_the_parts_leave_of_the_total_is_not_lost(tmp_path: Path) -> None:
    posts = ["#PSALDO 0 203101 5010 {} 100", '#PSALDO 0 203101 5010 {1 "4101" 20 "0551"} 60.25']
    result = imported(project(tmp_path, ONLY_OUTCOME), "bok.se", (HEAD + "\n".join(posts)).encode())
    assert told(result.findings, "unmapped-codes") == [
        f"ansvar (tomt), konto 5010, verksamhet (tomt) hör inte till någon rad i {table}: utfall 39,75 (1 rad)"
        for table in ("resultaträkning", "nettokostnad")
    ]


def test_money_split_in_ways_that_cannot_be_put_together_is_told(tmp_path: Path) -> None:
    posts = ['#PSALDO 0 203101 5010 {1 "4101"} 100', '#PSALDO 0 203101 5010 {20 "0551"} 100']
    result = imported(project(tmp_path, ONLY_OUTCOME), "bok.se", (HEAD + "\n".join(posts)).encode())
    assert told(result.findings, "sie-dimension") == [
        "konto 5010 är uppdelat på flera sätt, men inte på dimension 1, 20 tillsammans"
    ]
    assert result.hindered


@pytest.mark.parametrize(
    ("data", "mapping", "check", "message"),
    [
        ("Ansvar;Konto", ONLY_OUTCOME, "not-an-extract", "filen är ingen SIE-fil; den har inga poster som börjar med #"),
        (HEAD, ONLY_OUTCOME, "sie-dimension", "filen har inga periodsaldon (#PSALDO) för kolumnen ”utfall”"),
        (f"{HEAD}#PSALDO 0 203101 5010 1234", ONLY_OUTCOME, "not-an-amount", "#PSALDO-raden går inte att läsa"),
        (
            f'{HEAD}#PSALDO 0 203101 5010 {{1 "4101" 20 "0551"}} 1',
            MAPPING,
            "sie-dimension",
            "filen har inga periodsaldon (#PBUDGET) för kolumnen ”periodbudget”",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told(
    data: str, mapping: str, check: str, message: str, tmp_path: Path
) -> None:
    result = imported(project(tmp_path, mapping), "bok.se", data.encode())
    assert message in told(result.findings, check)
    assert result.changes == []


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ('#OBJEKT 1 "41 01" "Vård \\"Norr\\""', ["#OBJEKT", "1", "41 01", 'Vård "Norr"']),
        ("#PSALDO 0 203101 5010 {} -1.50", ["#PSALDO", "0", "203101", "5010", "{", "}", "-1.50"]),
        (
            '\t#PSALDO\t0 203101 5010 {1 "4101"}1',
            ["#PSALDO", "0", "203101", "5010", "{", "1", "4101", "}", "1"],
        ),
    ],
)
def test_a_post_falls_into_its_fields(line: str, fields: list[str]) -> None:
    assert tokens(line) == fields
