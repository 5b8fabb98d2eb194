"""Errors planted in a clean file, one kind and one place at a time: is the right line blamed, and only that one?

The floors are what the rules reached when they were written, less a little. They show whether a new rule broke an
old one; they say less about errors that nobody has thought of.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from rapport.read.nodes import parse
from rapport.read.parser import syntax_error
from rapport.read.source import source_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapport.diagnostic import Diagnostic

PLACES_PER_KIND = 12
SLIPS = 250
SIGNS = "\"'{}[]:,#&*!|>%@`-? \tå\\<=~."
FLOOR_RIGHT_LINE = 0.97
FLOOR_EXACTLY_ONE = 0.90

UNITS = ("dygn", "procent", "dagar", "kronor", "antal per år")
NAMES = (
    "Antal dygn på HVB-hem",
    "Andel brukare som är nöjda med hemtjänsten",
    "Sjukfrånvaro, total",
    "Väntetid till särskilt boende",
    "Kostnad per brukare i ordinärt boende",
)
CAUSES = (
    "Avgångsvederlag enhetschef.",
    "Utökning av tjänst inom socialpsykiatri.",
    "Fler placeringar än budgeterat.",
    "Hyran för gruppbostaden (2 av 3) är lägre än väntat.",
)
PROSE = (
    "Utfallet visar ett underskott på {{ ekonomi.nettokostnad.total.avvikelse | mkr }}.",
    "Orsaken är framför allt följande: fler placeringar, dyrare dygn och vakanser.",
    "",
    "- Inom individ- och familjeomsorgen (”IFO”) är volymerna högre än i fjol.",
    "Nämnden följer utvecklingen varje månad; nästa uppföljning sker i september.",
)


def clean_lines() -> list[str]:
    """Return a realistic file of some 200 lines."""
    lines = ["# Målen för året, beslutade av nämnden", "mål:"]
    for goal, name in enumerate(("trygg-service", "god-arbetsmiljö", "ekonomi-i-balans")):
        lines += [
            f"  {name}:",
            "    nivå: strategiskt mål",
            f"    namn: Tyresöborna får god service, del {goal + 1}",
        ]
        lines += ["    mål:", f"      delmål-{goal}:", "        nivå: nämndmål"]
        lines += ["        namn: Insatser inom kommunen prioriteras", "        indikatorer:"]
        for number, title in enumerate(NAMES):
            lines += [f"          ind-{goal}-{number}:", f"            namn: {title}"]
            lines += [f"            enhet: {UNITS[number]}", '            målnivå: {år: "<2555", T1: "<852"}']
            lines += ["            rapporteras: [T1, T2, år]", f"            utfall: {number + 2},{goal}7 %"]
            if number % 2:
                lines += ["            källa: 'Kolada: N20891'", '            riktning: "lägre är bättre"']
    lines += ["", "ekonomi:", "  nettokostnad:"]
    for number, unit in enumerate(("ifo", "ifo-vuxna", "äldreomsorg", "funktionsnedsättning")):
        lines += [f"    gemensamt-{unit}: {{utfall: -26 707, periodbudget: -27 167, avvikelse: 461}}"]
        lines += [
            f"    {unit}:",
            f"      utfall: -{number + 9} 233",
            "      budget: −8 500",
            "      orsaker:",
        ]
        lines += [f"        - {cause}" for cause in CAUSES]
    lines += ["", "texter:"]
    for section in ("sammanfattning", "framtid", "personal"):
        lines += [f"  {section}: |"] + [f"    {line}".rstrip() for line in PROSE]
        lines += [f"  {section}-kort: Ett plant stycke som bryts", "    över två rader utan konstigheter."]
    lines += ["", "uppdrag:"]
    for number in range(8):
        lines += [f"  - id: uppdrag-{number}", f"    text: Utreda förutsättningarna för del {number + 1}"]
        lines += [
            "    status: pågående",
            '    tid: "kl. 12:30"',
            "    länk: https://www.exempel.se/ärende:12",
        ]
    return lines


LINES = clean_lines()
FIELD = re.compile(r"( *)((?:- )?)([\w-]+): ([^|>{\[\"'].*)$")


def in_prose(row: int) -> bool:
    """Tell whether a line is part of a text block."""
    above = row
    while above > 0 and LINES[above].startswith("    ") is True:
        above -= 1
    return LINES[above].startswith("  ") and LINES[above].endswith("|") and above != row


def plain_field(row: int) -> bool:
    """Tell whether a line is a field with a plain value."""
    return FIELD.match(LINES[row]) is not None and not in_prose(row) and not continued(row)


def continued(row: int) -> bool:
    """Tell whether the value goes on on the next line."""
    return LINES[row].endswith("bryts")


def inner_field(row: int) -> bool:
    """Tell whether a field with a plain value has a sibling above, in a mapping that isn't a list item."""
    return plain_field(row) and indent(row - 1) == indent(row) and "- " not in LINES[row]


def indent(row: int) -> int:
    """Return how far a line is indented."""
    return len(LINES[row]) - len(LINES[row].lstrip())


def has(text: str) -> Callable[[int], bool]:
    """Return a test of whether a line has a text in it."""
    return lambda row: text in LINES[row] and not in_prose(row)


def value(new: str) -> Callable[[str], str]:
    """Return a change of a field's value."""
    return lambda line: FIELD.sub(rf"\1\2\3: {new}", line)


def swap(old: str, new: str) -> Callable[[str], str]:
    """Return a change of the first occurrence of a text."""
    return lambda line: line.replace(old, new, 1)


def cause(row: int) -> bool:
    """Tell whether a line is a point in a list of causes."""
    return LINES[row].lstrip().startswith("- ") and ": " not in LINES[row] and not in_prose(row)


def opener(row: int) -> bool:
    """Tell whether a line is a field whose contents stand below."""
    return LINES[row].endswith(":") and not in_prose(row)


Kind = tuple["Callable[[int], bool]", "Callable[[str], str]"]
KINDS: dict[str, Kind] = {
    "operator utan citattecken": (plain_field, value(">25 %")),
    "operator med en siffra": (plain_field, value(">7")),
    "bindestreck och mellanslag": (plain_field, value("- 3,56 %")),
    "procent först": (plain_field, value("% 5")),
    "snabel-a": (plain_field, value("@anna")),
    "fetstil": (plain_field, value("**Viktigt** att veta")),
    "ankare": (plain_field, value("&co")),
    "utropstecken": (plain_field, value("!viktigt")),
    "kolon i värdet": (plain_field, value("Projekt: Alfa")),
    "mellanslag saknas": (inner_field, swap(": ", ":")),
    "hårt mellanslag efter kolon": (inner_field, swap(": ", ":\xa0")),
    "kolon saknas": (inner_field, swap(": ", " ")),
    "kolon saknas efter rubrik": (opener, swap(":", "")),
    "hake utan slut": (has("[T1"), swap("]", "")),
    "klammer utan slut": (has("{år"), swap("}", "")),
    "klammer öppnad i text": (plain_field, value("{oklart")),
    "enkelt citattecken utan slut": (has("källa: '"), lambda line: line[:-1]),
    "dubbelt citattecken utan slut": (has('riktning: "'), lambda line: line[:-1]),
    "citattecken öppnat": (plain_field, value('"Trygghet')),
    "apostrof i citat": (plain_field, value("'it's'")),
    "text efter citat": (plain_field, value('"Trygg" service')),
    "omvänt snedstreck": (plain_field, value('"5 \\\\% av alla"')),
    "tabb": (inner_field, lambda line: "\t" + line.lstrip()),
    "ett mellanslag för mycket": (inner_field, lambda line: " " + line),
    "ett mellanslag för litet": (inner_field, lambda line: line[1:]),
    "komma saknas": (has("{utfall"), swap(", ", " ")),
    "citat utan slut i klammer": (has('"<852"'), swap('2555"', "2555")),
    "operator i klammer": (has('"<852"'), swap('"<852"', ">852")),
    "decimalkomma i klammer": (has("{utfall"), swap("461", "4,61")),
    "punkt utan mellanslag": (lambda row: cause(row) and cause(row - 1), swap("- ", "-")),
    "punkt med fel tecken": (lambda row: cause(row) and cause(row - 1), swap("- ", "• ")),
    "mall utan citattecken": (plain_field, value("{{ ekonomi.total }} kronor")),
    "nytt dokument": (lambda row: LINES[row] == "", lambda _: "---"),
}


def places(kind: str, chooser: random.Random, count: int) -> list[int]:
    """Return some lines where an error of a kind can be planted."""
    fits = [row for row in range(1, len(LINES)) if KINDS[kind][0](row)]
    return chooser.sample(fits, min(count, len(fits)))


def findings(lines: list[str]) -> list[Diagnostic]:
    """Return what reading some lines finds."""
    source, found = source_of("\n".join(lines) + "\n", "mål.yaml")
    return found + parse(source)[1]


def planted(rows: dict[int, str]) -> list[str]:
    """Return the clean file with errors of some kinds in some lines."""
    return [KINDS[rows[row]][1](line) if row in rows else line for row, line in enumerate(LINES)]


def test_the_clean_file_has_nothing_to_report() -> None:
    assert findings(LINES) == []
    assert len(LINES) > 200


def test_one_error_at_a_time_is_found_on_its_line() -> None:
    chooser = random.Random(2020)  # noqa: S311 - a seeded choice of places
    right, single, trials = Counter[str](), Counter[str](), Counter[str]()
    for kind in KINDS:
        for row in places(kind, chooser, PLACES_PER_KIND):
            found = findings(planted({row: kind}))
            trials[kind] += 1
            right[kind] += any(finding.origin.line == row + 1 for finding in found)
            single[kind] += len(found) == 1
    report = "\n".join(
        f"{kind}: {right[kind]}/{single[kind]} of {trials[kind]}"
        for kind in KINDS
        if right[kind] < trials[kind] or single[kind] < trials[kind]
    )
    assert right.total() / trials.total() >= FLOOR_RIGHT_LINE, report
    assert single.total() / trials.total() >= FLOOR_EXACTLY_ONE, report
    assert min(right[kind] / trials[kind] for kind in KINDS) >= 0.75, report


def test_a_random_slip_of_the_hand_is_found_on_its_line() -> None:
    """Errors that no rule was written for: one character too many, too few, or two in the wrong order."""
    chooser = random.Random(7)  # noqa: S311 - a seeded choice of slips
    trials, right, single = 0, 0, 0
    while trials < SLIPS:
        row = chooser.randrange(len(LINES))
        lines = [*LINES[:row], slip(LINES[row], chooser), *LINES[row + 1 :]]
        if syntax_error("\n".join(lines)) is None:
            continue
        found = findings(lines)
        trials += 1
        right += any(finding.origin.line == row + 1 for finding in found)
        single += len(found) == 1
    assert right / trials >= FLOOR_RIGHT_LINE
    assert single / trials >= FLOOR_EXACTLY_ONE


def slip(line: str, chooser: random.Random) -> str:
    """Return a line with one character put in, left out or exchanged with the next."""
    at = chooser.randrange(len(line) + 1)
    return chooser.choice(
        [
            line[:at] + chooser.choice(SIGNS) + line[at:],
            line[:at] + line[at + 1 :],
            line[:at] + line[at + 1 : at + 2] + line[at : at + 1] + line[at + 2 :],
        ]
    )


@pytest.mark.parametrize("seed", range(20))
def test_ten_errors_in_one_file_are_all_found(seed: int) -> None:
    rows = ten_places(random.Random(seed))  # noqa: S311 - a seeded choice of places
    found = {finding.origin.line - 1 for finding in findings(planted(rows))}
    missed = {row: kind for row, kind in rows.items() if row not in found}
    assert not missed
    assert len(found) <= len(rows) + 3


def ten_places(chooser: random.Random) -> dict[int, str]:
    """Return ten kinds of error in ten places that aren't neighbours."""
    rows: dict[int, str] = {}
    for kind in chooser.sample(sorted(KINDS), len(KINDS)):
        for row in places(kind, chooser, 5):
            if len(rows) < 10 and all(abs(row - other) > 3 for other in rows):
                rows[row] = kind
                break
    return rows
