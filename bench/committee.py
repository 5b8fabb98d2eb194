"""An invented committee of any size, written as the YAML that people would keep."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR = 2020
_GOALS = ("trygghet", "delaktighet", "arbete", "hälsa", "kvalitet", "boende", "skola", "miljö")
_SUBJECTS = ("väntetid", "nöjdhet", "sjukfrånvaro", "placering", "återaktualisering", "utredningstid")
_GROUPS = ("barn", "unga", "vuxna", "äldre", "anhöriga", "nyanlända", "familjer", "medarbetare")
_INDICATORS_OF_A_GOAL = 12
_LINES_OF_A_GOAL = 124
"""With its indicators, their outcomes and as many budget lines with theirs."""
_OTHER_LINES = 40

_YEAR_FILE = """\
kommun: Exempelkommun
nämnd: Socialnämnden
skalor:
  färg:
    betyg:
      G: {namn: Grön, symbol: ●, ton: god}
      A: {namn: Gul, symbol: ▲, ton: varning}
      R: {namn: Röd, symbol: ■, ton: dålig}
regler:
  indikator:
    skala: färg
    typ: relativ avvikelse
    gränser:
      G: {högst: 0 %}
      A: {över: 0 %, högst: 10 %}
      R: {över: 10 %}
  budget:
    skala: färg
    typ: relativ avvikelse
    gränser:
      G: {under: 1 %}
      A: {från: 1 %, högst: 2 %}
      R: {över: 2 %}
  mål:
    skala: färg
    typ: sammanvägning
    sätt: alla lika
standardregler:
  indikator: indikator
nivåer:
  mål: {plural: mål, regel: mål}
"""


def write_committee(root: Path, lines: int) -> int:
    """Write a committee whose YAML has about so many lines.

    Args:
        root: The project folder.
        lines: How many lines to aim for.

    Returns:
        How many lines were written.
    """
    indicators = max(1, (lines - _OTHER_LINES) * _INDICATORS_OF_A_GOAL // _LINES_OF_A_GOAL)
    keys = [_key(number) for number in range(indicators)]
    texts = {
        f"data/{YEAR}/år.yaml": _YEAR_FILE,
        f"data/{YEAR}/mål.yaml": "\n".join(_goals(keys)) + "\n",
        f"data/{YEAR}/ekonomi.yaml": "\n".join(_budget(indicators)) + "\n",
        f"data/{YEAR}/T1/utfall.yaml": "\n".join(_outcomes(keys)) + "\n",
        f"data/{YEAR}/T1/ekonomi.yaml": "\n".join(_economy(indicators)) + "\n",
    }
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return sum(text.count("\n") for text in texts.values())


def _key(number: int) -> str:
    subject, group = _SUBJECTS[number % len(_SUBJECTS)], _GROUPS[number // 6 % len(_GROUPS)]
    return f"{subject}-{group}-{number}"


def _goals(keys: list[str]) -> Iterator[str]:
    yield "mål:"
    for number, key in enumerate(keys):
        if number % _INDICATORS_OF_A_GOAL == 0:
            goal = number // _INDICATORS_OF_A_GOAL
            yield f"  {_GOALS[goal % len(_GOALS)]}-{goal}:"
            yield "    nivå: mål"
            yield f"    namn: Målet om {_GOALS[goal % len(_GOALS)]} i område {goal}"
            yield "    indikatorer:"
        subject, group, _ = key.split("-")
        yield f"      {key}:"
        yield f"        namn: {subject.capitalize()} för {group} i område {number}"
        yield '        enhet: "%"'
        yield "        bättre: högre"
        yield f'        målnivå: ">{40 + number % 50} %"'


def _outcomes(keys: list[str]) -> Iterator[str]:
    yield "utfall:"
    for number, key in enumerate(keys):
        yield f"  {key}:"
        yield f"    utfall: {38 + number % 55},{number % 10} %"
        yield f"    kommentar: Arbetet med område {number} har gått framåt under våren och fortsätter till hösten."


def _budget(indicators: int) -> Iterator[str]:
    yield from ("ekonomi:", "  nettokostnad:", "    namn: Nettokostnad per verksamhet", "    enhet: tkr")
    yield from ("    layout: nettokostnad", "    rader:")
    for number in range(indicators):
        yield f"      verksamhet-{number}: {{namn: Verksamhet nummer {number}, budget: -{1000 + number % 9000}}}"
    yield "      total: {namn: Totalt, typ: total}"


def _economy(indicators: int) -> Iterator[str]:
    yield from ("ekonomi:", "  nettokostnad:")
    for number in range(indicators):
        budget = 1000 + number % 9000
        yield f"    verksamhet-{number}: {{utfall: -{budget // 3}, periodbudget: -{budget // 3 + 7}, prognos: -{budget + 12}}}"


if __name__ == "__main__":
    where, wanted = sys.argv[1:]
    print(write_committee(Path(where), int(wanted)))
