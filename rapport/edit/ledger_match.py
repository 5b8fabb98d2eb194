"""Which budget line each combination of codes belongs to: exactly one in every table, or it is told."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from rapport.edit.ledger_faults import ledger_fault
from rapport.notation import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rapport.diagnostic import Diagnostic
    from rapport.edit.extract import Codes, Combination, Extract, Wanted
    from rapport.model.ledger import LedgerCondition

MOST_TOLD = 25
"""How many combinations of each fault are told one by one, largest amount first."""

Sums = dict[tuple[str, str, str], Decimal]
"""What the extract adds up to by table, line and column, in its own unit and sign."""


class _Test(Struct, frozen=True):
    """A condition of a line, with the bit that stands for it."""

    bit: int
    table: str
    line: str
    condition: LedgerCondition


class _Matcher(Struct):
    """Answers which conditions codes fulfil; every code of every column is held against the patterns once."""

    want: Wanted
    tests: tuple[_Test, ...]
    widths: Mapping[str, int]
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def lines(self, codes: Codes) -> dict[str, list[str]]:
        """Return the lines that codes belong to, by table."""
        bits = -1
        for key, code in zip(self.want.codes, codes, strict=True):
            bits &= self._bits(key, code)
        found: dict[str, list[str]] = {}
        for test in self.tests:
            if bits & test.bit:
                lines = found.setdefault(test.table, [])
                if test.line not in lines:
                    lines.append(test.line)
        return found

    def _bits(self, key: str, code: str) -> int:
        bits = self.seen.get((key, code))
        if bits is None:
            width = self.widths.get(key, 0)
            bits = sum(test.bit for test in self.tests if _fits(test.condition, key, code, width))
            self.seen[key, code] = bits
        return bits


def _fits(condition: LedgerCondition, key: str, code: str, width: int) -> bool:
    patterns = condition.codes.get(key)
    return patterns is None or any(pattern.matches(code, width) for pattern in patterns)


def _tests(want: Wanted) -> tuple[_Test, ...]:
    conditions = [
        (table, line, part)
        for table, lines in want.mapping.lines.items()
        for line, condition in lines.items()
        for part in condition.alternatives
    ]
    return tuple(_Test(1 << number, *rest) for number, rest in enumerate(conditions))


def _widths(extract: Extract, want: Wanted) -> dict[str, int]:
    """Return how many digits the codes of each column have, as far as the extract shows."""
    digits: dict[str, int] = defaultdict(int)
    for codes in extract.combinations:
        for key, code in zip(want.codes, codes, strict=True):
            if code.isdecimal() and len(code) > digits[key]:
                digits[key] = len(code)
    return digits


class Matched(Struct, frozen=True):
    """The sums of every line, and the combinations that belong to no line or to several."""

    sums: Sums
    findings: list[Diagnostic]


def match(extract: Extract, want: Wanted) -> Matched:
    """Give every combination of codes to its line in each table."""
    matcher = _Matcher(want, _tests(want), _widths(extract, want))
    sums: Sums = {}
    homeless: dict[str, list[tuple[Codes, Combination]]] = defaultdict(list)
    torn: dict[str, list[tuple[Codes, Combination, list[str]]]] = defaultdict(list)
    for codes, combination in extract.combinations.items():
        lines = matcher.lines(codes)
        for table in want.mapping.lines:
            hit = lines.get(table, [])
            if len(hit) == 1:
                for column, amount in combination.amounts.items():
                    place = (table, hit[0], column)
                    sums[place] = sums.get(place, Decimal(0)) + amount
            elif hit:
                torn[table].append((codes, combination, hit))
            else:
                homeless[table].append((codes, combination))
    findings = [
        finding for table, found in homeless.items() for finding in _unmapped(extract, want, table, found)
    ]
    findings += [finding for table, found in torn.items() for finding in _doubly(extract, want, table, found)]
    return Matched(sums, findings)


def _unmapped(
    extract: Extract, want: Wanted, table: str, found: list[tuple[Codes, Combination]]
) -> Iterator[Diagnostic]:
    found.sort(key=lambda pair: (-pair[1].size, pair[0]))
    for codes, combination in found[:MOST_TOLD]:
        yield ledger_fault(
            "unmapped-codes",
            extract.at(combination.row),
            f"{named(want, codes)} hör inte till någon rad i {table}: {weight(combination)}",
            f"lägg till koderna på en rad under {table} i underlag.yaml, eller under hoppa_över om de inte ska med",
            subject=f"{table}: {named(want, codes)}",
        )
    if len(found) > MOST_TOLD:
        yield _rest("unmapped-codes", extract, f"hör inte till någon rad i {table}", [c for _, c in found])


def _doubly(
    extract: Extract, want: Wanted, table: str, found: list[tuple[Codes, Combination, list[str]]]
) -> Iterator[Diagnostic]:
    found.sort(key=lambda entry: (-entry[1].size, entry[0]))
    for codes, combination, lines in found[:MOST_TOLD]:
        yield ledger_fault(
            "doubly-mapped-codes",
            extract.at(combination.row),
            f"{named(want, codes)} hör till både {' och '.join(lines)} i {table}: {weight(combination)}",
            "snäva in koderna på den ena raden i underlag.yaml",
            subject=f"{table}: {named(want, codes)}",
        )
    if len(found) > MOST_TOLD:
        yield _rest(
            "doubly-mapped-codes", extract, f"hör till flera rader i {table}", [c for _, c, _ in found]
        )


def _rest(check: str, extract: Extract, fact: str, found: list[Combination]) -> Diagnostic:
    rest = found[MOST_TOLD:]
    largest = format_number(rest[0].size, 2)
    message = f"ytterligare {len(rest)} kombinationer av koder {fact}, den största på {largest}"
    return ledger_fault(check, extract.at(rest[0].row), message)


def named(want: Wanted, codes: Codes) -> str:
    """Return codes with the names of their columns: ``ansvar 4101, konto 4630``."""
    return ", ".join(f"{key} {code or '(tomt)'}" for key, code in zip(want.codes, codes, strict=True))


def weight(combination: Combination) -> str:
    """Return what a combination amounts to, and in how many rows: ``utfall 1 234,50 (3 rader)``."""
    amounts = ", ".join(
        f"{column} {format_number(amount, 2)}" for column, amount in combination.amounts.items()
    )
    count = combination.entries
    return f"{amounts} ({count} {'rad' if count == 1 else 'rader'})"
