"""Data that is small to write and enormous to read, and files that no hand has written."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from rapport.cli import FINDINGS, OK
from rapport.notation import NotationError, parse_quantity
from rapport.notation.formula import parse_formula
from rapport.notation.number import MOST_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

ROWS = """ekonomi:
  drift:
    namn: Drift
    enhet: tkr
    kolumner: {budget: {namn: Budget}, dubbel: {namn: Dubbel, formel: budget * 2}}
    rader:
"""
FIVE_MEGABYTES = 5_000_000


def alias_bomb(levels: int) -> str:
    names = [chr(ord("a") + level) for level in range(levels)]
    lines = [f"{names[0]}: &{names[0]} [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join(['*' + below] * 9)}]" for below, name in pairwise(names)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (alias_bomb(9), "ankare i YAML"),
        ("utfall: &allt {larm: *allt}\n", "data/2031/T1/utfall.yaml:1:"),
        ("utfall: " + "[" * 100_000, "filen är nästlad i fler än 24 nivåer"),
        ("utfall: " + "{a: " * 100_000, "filen är nästlad i fler än 24 nivåer"),
        ("utfall: " + "[" * 60 + "]" * 60 + "\n", "filen är nästlad i fler än 24 nivåer"),
        ("\n".join(" " * level + "a:" for level in range(3000)), "filen är nästlad i fler än 24 nivåer"),
        ("utfall: " + "- " * 50_000 + "x\n", "data/2031/T1/utfall.yaml:1:"),
        ("? " * 50_000 + "x\n", "data/2031/T1/utfall.yaml:1:"),
        ("!!python/object/apply:os.system ['exit 7']\n", "märkning"),
        ("utfall: {larm: " + "3" * FIVE_MEGABYTES + "}\n", "talet har 5000000 siffror"),
        ('utfall: {larm: "' + "x" * FIVE_MEGABYTES, "data/2031/T1/utfall.yaml:1:"),
        ("utfall: {larm: >3" + " " * 200_000 + "x\n", "data/2031/T1/utfall.yaml:1:"),
        ("utfall:\n" + "  larm: >3 %\n" * 400_000, "resten har inte lästs"),
        ("utfall:\n" + "\tlarm: 3\n" * 100_000, "raden är indragen med tabb (100000 rader i filen)"),
        ("#" * 21_000_000, "filen är större än 20 MB"),
    ],
    ids=[
        "aliases of aliases",
        "an alias of itself",
        "brackets that are never closed",
        "braces that are never closed",
        "brackets in brackets",
        "fields in fields",
        "lists in lists",
        "keys in keys",
        "a tag that runs a command",
        "a number of five megabytes",
        "a quotation of five megabytes",
        "spaces",
        "an error on every line",
        "a tab on every line",
        "twenty-one megabytes",
    ],
)
def test_a_bomb_is_a_finding(rapport: Callable[..., CompletedProcess[str]], text: str, message: str) -> None:
    said = rapport("check", files={"T1/utfall.yaml": text})
    assert said.returncode == FINDINGS, said.stderr
    assert message in said.stdout


def test_findings_of_a_bomb_are_short(rapport: Callable[..., CompletedProcess[str]]) -> None:
    said = rapport("check", files={"T1/utfall.yaml": "utfall: {larm: x" + "x" * FIVE_MEGABYTES + "}\n"})
    assert said.returncode == FINDINGS
    assert len(said.stdout) < 5000


def test_five_megabytes_of_text_are_read(rapport: Callable[..., CompletedProcess[str]]) -> None:
    text = "Arbetet har gått framåt under våren och fortsätter. " * 100_000
    said = rapport("check", files={"T1/inledning.md": text})
    assert said.returncode == OK, said.stdout


def test_thousands_of_misspelt_indicators_are_all_told(
    rapport: Callable[..., CompletedProcess[str]],
) -> None:
    declared = "".join(
        f"    larm-{n}: {{namn: Larm {n}, enhet: gånger, målnivå: minst 3}}\n" for n in range(2000)
    )
    goals = f"mål:\n trygghet:\n   nivå: mål\n   namn: Trygghet\n   indikatorer:\n{declared}"
    misspelt = "".join(f"  lamr-{n}: 3\n" for n in range(2000))
    said = rapport("check", files={"mål.yaml": goals, "T1/utfall.yaml": f"utfall:\n{misspelt}"})
    assert said.returncode == FINDINGS
    assert said.stdout.count("[unknown-indicator]") == 2000
    assert "menade du ”larm-1234”?" in said.stdout


def test_sums_of_sums_of_sums_are_computed(rapport: Callable[..., CompletedProcess[str]]) -> None:
    doubled = [f"      r{n}: {{namn: Rad {n}, summa: [r{n - 1}, r{n - 1}]}}\n" for n in range(1, 60)]
    said = rapport(
        "check", files={"ekonomi.yaml": ROWS + "      r0: {namn: Rad, budget: 1}\n" + "".join(doubled)}
    )
    assert said.returncode == OK, said.stdout + said.stderr


def test_a_chain_of_sums_is_computed_from_either_end(
    rapport: Callable[..., CompletedProcess[str]],
) -> None:
    chain = [f"      r{n}: {{namn: Rad {n}, summa: [r{n - 1}]}}\n" for n in range(1, 400)]
    rows = "      r0: {namn: Rad, budget: 1}\n"
    for order in (chain, chain[::-1]):
        said = rapport("check", files={"ekonomi.yaml": ROWS + "".join(order) + rows})
        assert said.returncode == OK, said.stdout + said.stderr


def test_sums_in_a_ring_are_told(rapport: Callable[..., CompletedProcess[str]]) -> None:
    ring = [f"      r{n}: {{namn: Rad {n}, summa: [r{(n + 1) % 500}]}}\n" for n in range(500)]
    said = rapport("check", files={"ekonomi.yaml": ROWS + "".join(ring)})
    assert said.returncode == FINDINGS
    assert "[circular-sum]" in said.stdout


@pytest.mark.parametrize(
    "formula",
    ["(" * 3000 + "budget" + ")" * 3000, "budget + " * 3000 + "budget", "budget * " + "9" * 5000],
    ids=["brackets", "terms", "digits"],
)
def test_a_formula_that_nobody_wrote_is_refused(formula: str) -> None:
    with pytest.raises(NotationError):
        parse_formula(formula)


def test_a_number_has_no_more_digits_than_can_be_summed() -> None:
    assert parse_quantity("9" * MOST_DIGITS).value == 10**MOST_DIGITS - 1
    for digits in ("9" * (MOST_DIGITS + 1), "1/" + "9" * 5000, "0," + "1" * 5000):
        with pytest.raises(NotationError, match="siffror"):
            parse_quantity(digits)


def test_the_largest_numbers_are_printed(here: Callable[..., CompletedProcess[str]], project: Path) -> None:
    rows = (
        "      r0: {namn: Rad, budget: " + "9" * MOST_DIGITS + "}\n      r1: {namn: Summa, summa: [r0, r0]}\n"
    )
    table = ROWS.replace("budget * 2", "budget * budget * budget") + rows
    template = '{{ ekonomitabell("drift") }}\n'
    said = here(files={"ekonomi.yaml": table, "templates/delårsrapport.md.j2": template})
    assert said.returncode == OK, said.stderr
    assert (project / "out/2031-T1/delårsrapport-2031-T1.docx").is_file()


def test_a_year_of_months_is_computed_once_a_month(rapport: Callable[..., CompletedProcess[str]]) -> None:
    """Each month looks back at all earlier ones: their ratings, and the forecast of the one before."""
    tables = "".join(
        f"  tabell-{number}:\n    namn: Tabell {number}\n    enhet: tkr\n"
        "    kolumner: {prognos: {namn: Prognos}, förra: {namn: Förra, föregående: prognos},"
        " ändring: {namn: Ändring, formel: prognos - förra}}\n    rader: {rad: {namn: Rad}}\n"
        for number in range(5)
    )
    months = {
        f"{month:02}.yaml": "utfall: {larm: 3}\nekonomi:\n"
        + "".join(f"  tabell-{number}: {{rad: {{prognos: {month * 100}}}}}\n" for number in range(5))
        for month in range(1, 13)
    }
    said = rapport("show", "--period", "2031-12", files={"ekonomi.yaml": f"ekonomi:\n{tables}", **months})
    assert said.returncode == OK, said.stdout + said.stderr
    assert rapport("check").returncode != 2
