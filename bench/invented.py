"""An invented report in the shape that others compare with: 20 headings, 60 paragraphs, 10 lists, 12 long tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

YEAR, PART = 2020, "T1"
PERIOD = f"{YEAR}-{PART}"
TABLES, ROWS = 12, 30
_CHAPTERS, _PARAGRAPHS, _POINTS = 20, 3, 5
_SAMPLE = (
    "nämnden följer verksamhetens utveckling under året och redovisar hur målen har uppnåtts med de medel som "
    "fullmäktige har anvisat samt vilka åtgärder som planeras för att komma tillrätta med avvikelser mot budget"
)
_WORDS = _SAMPLE.split()

_YEAR_FILE = """\
kommun: Exempelkommun
nämnd: Exempelnämnden
skalor:
  färg:
    betyg:
      G: {namn: Grön, symbol: ●, ton: god}
      A: {namn: Gul, symbol: ▲, ton: varning}
      R: {namn: Röd, symbol: ■, ton: dålig}
regler:
  budget:
    benämning: helårsprognosen
    skala: färg
    typ: relativ avvikelse
    gränser:
      G: {under: 1 %}
      A: {från: 1 %, högst: 2 %}
      R: {över: 2 %}
"""
_LAYOUTS = """\
layouter:
  sju:
    kolumner:
      utfall: {namn: Utfall, avser: perioden}
      prognos: {namn: Prognos, avser: helår}
      budget: {namn: Budget, avser: helår}
      prognosavvikelse: {namn: Avvikelse, avser: helår, formel: prognos - budget, är_avvikelse: ja}
      ljus: {namn: Bedömning, regel: budget, avvikelse: prognosavvikelse, mot: budget}
      ändring: {namn: Ändring, är_avvikelse: nej}
"""


def write_invented(root: Path, times: int) -> int:
    """Write a project with such a report.

    Args:
        root: The folder to write.
        times: How many times thirty rows each of the twelve tables has.

    Returns:
        How many lines of YAML and Markdown were written.
    """
    texts = {
        f"data/{YEAR}/år.yaml": _YEAR_FILE,
        f"data/{YEAR}/ekonomi.yaml": "\n".join(_budget(ROWS * times)) + "\n",
        f"data/{YEAR}/{PART}/ekonomi.yaml": "\n".join(_outcome(ROWS * times)) + "\n",
        **{f"data/{YEAR}/{PART}/avsnitt-{chapter}.md": _text(chapter) for chapter in range(_CHAPTERS)},
        "templates/tabeller.yaml": _LAYOUTS,
        "templates/delårsrapport.md.j2": "\n".join(_template()) + "\n",
    }
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return sum(text.count("\n") for text in texts.values())


def _budget(rows: int) -> Iterator[str]:
    yield "ekonomi:"
    for table in range(TABLES):
        yield f"  tabell-{table}:"
        yield from (
            f"    namn: Nettokostnad inom område {table + 1}",
            "    enhet: tkr",
            "    layout: sju",
            "    rader:",
        )
        for row in range(rows):
            yield f"      rad-{table}-{row}: {{namn: Verksamhet {table + 1}.{row + 1}, budget: -{_amount(table, row)}}}"


def _outcome(rows: int) -> Iterator[str]:
    yield "ekonomi:"
    for table in range(TABLES):
        yield f"  tabell-{table}:"
        for row in range(rows):
            budget = _amount(table, row)
            forecast = budget + budget * ((table + row) % 4) // 100
            change = (row * 13) % 90 - 45
            yield f"    rad-{table}-{row}: {{utfall: -{budget // 3}, prognos: -{forecast}, ändring: {change}}}"


def _amount(table: int, row: int) -> int:
    return (table * 7919 + row * 31) % 9000 + 1000


def _text(chapter: int) -> str:
    paragraphs = [_sentence(chapter * _PARAGRAPHS + place, 60) for place in range(_PARAGRAPHS)]
    points = [f"- {_sentence(chapter + place, 12)}" for place in range(_POINTS)] if chapter % 2 == 0 else []
    return "\n\n".join([*paragraphs, "\n".join(points)]).rstrip() + "\n"


def _sentence(start: int, length: int) -> str:
    words = [_WORDS[(start + place * 7) % len(_WORDS)] for place in range(length)]
    return f"{' '.join(words).capitalize()}."


def _template() -> Iterator[str]:
    yield '{{ omslag("Delårsrapport " ~ period.nummer ~ " " ~ period.år, "Uppföljning " ~ period.namn) }}'
    yield "{{ innehåll() }}"
    for chapter in range(_CHAPTERS):
        yield f'\n{"#" * (1 + chapter % 3)} Avsnitt {chapter + 1}\n\n{{{{ text("avsnitt-{chapter}") }}}}'
        if chapter < TABLES:
            yield f'\n{{{{ ekonomitabell("tabell-{chapter}") }}}}'


if __name__ == "__main__":
    where, times = sys.argv[1:]
    print(write_invented(Path(where), int(times)))
