"""The rules of eighteen municipalities, as the handbook declares them, give the grades that stands in its tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from wording import results_from

from rapport.build import check
from rapport.diagnostic import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.rules.results import Results

PAGE = Path(__file__).parents[1] / "docs" / "handbok" / "regelexempel.md"
NOT_RATED = "Ej bedömd"
COUNT = 18


class Example(NamedTuple):
    """A rule of the handbook: what it is called, its YAML, and a table of what it gives."""

    name: str
    year: str
    rows: list[dict[str, str]]


def examples() -> Iterator[Example]:
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, _, text = section.partition("\n")
        (year,) = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
            header, _, *rows = [[cell.strip() for cell in row[1:-1].split("|")] for row in table.splitlines()]
            yield Example(name, year, [dict(zip(header, row, strict=True)) for row in rows])


EXAMPLES = list(examples())
IDS = [f"{example.name.split('.')[0]}-{list(example.rows[0])[-1]}" for example in EXAMPLES]


def given(example: Example, folder: Path) -> list[str]:
    """Return the grades that the rows of a table earn, by name."""
    result = list(example.rows[0])[-1]
    plan = yaml.safe_load(example.year)
    level = next(iter(plan["nivåer"]))
    ids = {grade["namn"]: key for scale in plan["skalor"].values() for key, grade in scale["betyg"].items()}
    goals, outcomes, more = "mål:\n", "utfall:\n", ""
    if result == "Trafikljus":
        more = _table(example.rows)
    for number, row in enumerate(example.rows):
        if result == "Målets betyg":
            parts = {f"d{number}-{place}": ids[part] for place, part in enumerate(row["Delar"].split(", "))}
            goals += f"  g{number}:\n    nivå: {level}\n    namn: Mål {number}\n    indikatorer:\n"
            goals += "".join(f"      {key}: {{namn: Del {key}}}\n" for key in parts)
            outcomes += "".join(f"  {key}: {{bedömning: {grade}}}\n" for key, grade in parts.items())
        elif result == "Betyg":
            goals += f"  g{number}:\n    nivå: {level}\n    namn: Mål {number}\n    indikatorer:\n      i{number}:\n"
            goals += _indicator(number, row)
            outcomes += f"  i{number}:{_outcome(row, ids, plan)}\n"
        elif result == "Uppdragets betyg":
            more += (
                f"uppdrag:\n  u{number}: Uppdrag {number}\n"
                if not number
                else f"  u{number}: Uppdrag {number}\n"
            )
    follow_up = "uppdrag:\n" + "".join(
        f"  u{n}: {row['Status']}\n" for n, row in enumerate(example.rows) if "Status" in row
    )
    files = {
        "år.yaml": example.year,
        "mål.yaml": goals,
        "mer.yaml": more,
        "T1/utfall.yaml": outcomes,
        "T1/uppdrag.yaml": follow_up,
    }
    results = results_from(files, folder)
    names = {key: name for name, key in ids.items()}
    return [names[grade] if grade else NOT_RATED for grade in _grades(results, result)]


def _table(rows: list[dict[str, str]]) -> str:
    lines = "".join(
        f"      r{number}: {{namn: Rad {number}, budget: {row['Budget']}, prognos: {row['Prognos']}}}\n"
        for number, row in enumerate(rows)
    )
    return (
        "ekonomi:\n  drift:\n    namn: Drift\n    kolumner:\n      budget: {namn: Budget}\n      prognos: {namn: Prognos}\n"
        "      avvikelse: {namn: Avvikelse, formel: prognos - budget}\n"
        "      ljus: {namn: Ljus, regel: budget, avvikelse: avvikelse, mot: budget}\n"
        f"    rader:\n{lines}"
    )


def _indicator(number: int, row: dict[str, str]) -> str:
    text = f"        namn: Indikator {number}\n"
    for title, key in (("Målnivå", "målnivå"), ("Bättre", "bättre"), ("Regel", "regel")):
        text += f"        {key}: {row[title]}\n" if row.get(title) else ""
    text += f"        tidigare: {{2030: {row['Tidigare']}}}\n" if row.get("Tidigare") else ""
    text += "        beräknas: {andel_enheter_med_bästa_betyg: ja}\n" if "Enheter" in row else ""
    return text


def _outcome(row: dict[str, str], ids: dict[str, str], plan: dict[str, Any]) -> str:
    text = f"\n    utfall: {row['Utfall']}" if row.get("Utfall") else ""
    if row.get("Bedömning"):
        text += f"\n    bedömning: {{betyg: {ids[row['Bedömning']]}, motivering: Skäl., roll: Chef, datum: 2031-05-02}}"
    if "Enheter" in row:
        rated = zip(plan["enheter"], row["Enheter"].split(", "), strict=True)
        text += "\n    enheter: {" + ", ".join(f"{unit}: {ids[grade]}" for unit, grade in rated) + "}"
    return text or " {}"


def _grades(results: Results, result: str) -> list[str | None]:
    if result == "Målets betyg":
        return [goal.assessment.grade for goal in results.every_goal()]
    if result == "Trafikljus":
        return [light.grade for light in results.lights.values()]
    if result == "Uppdragets betyg":
        return [assignment.assessment.grade for assignment in results.assignments]
    return [indicator.assessment.grade for indicator in results.every_indicator()]


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_the_rule_gives_what_the_handbook_says(example: Example, tmp_path: Path) -> None:
    assert given(example, tmp_path) == [list(row.values())[-1] for row in example.rows]


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_the_declaration_itself_is_faultless(example: Example, tmp_path: Path) -> None:
    given(example, tmp_path)
    wrong = [
        f"{finding.origin}: {finding.message}"
        for finding in check(tmp_path).diagnostics
        if finding.level is not Level.WARNING and finding.check != "missing-template"
    ]
    assert wrong == []


def test_all_eighteen_are_there() -> None:
    assert list(dict.fromkeys(int(example.name.split(".")[0]) for example in EXAMPLES)) == list(
        range(1, COUNT + 1)
    )
