"""SIE 4, the file that Swedish accounting systems exchange: period balances per account and object.

``#PSALDO 0 202004 4630 {1 "4101" 20 "5510"} 1234.50`` is what account 4630 changed by in April 2020 for cost centre
4101 and activity 5510. ``{}`` is the account's total, which the lines with objects repeat: it is never added to them,
only what they leave of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.edit.extract import Extract
from rapport.edit.ledger_faults import ExtractError, ledger_fault
from rapport.model.ledger import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapport.edit.extract import Wanted

ENDINGS = (".se", ".si", ".sie")
_POSTS = {"utfall": "#PSALDO", "periodbudget": "#PBUDGET"}
"""The posts that hold a column's amounts."""
_LETTERS = {
    "cp437": bytes((0x86, 0x84, 0x94, 0x8F, 0x8E, 0x99)),
    "cp1252": bytes((0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6)),
}
"""å, ä, ö, Å, Ä and Ö: the standard says code page 437, many systems write Windows-1252."""
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([{}])|([^\s{}"]+)')

Objects = frozenset[tuple[str, str]]
"""The objects of a post: dimension and code."""


class Balance(Struct, frozen=True):
    """A period balance: what an account changed by in a month, for some objects or (without any) in all."""

    line: int
    account: str
    month: tuple[int, int]
    objects: Objects
    amount: Decimal

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions that the balance is split by."""
        return frozenset(dimension for dimension, _ in self.objects)


def decode(data: bytes) -> str:
    """Return the text of an SIE file, in whichever of three encodings it is."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        counts = {name: sum(map(data.count, _each(letters))) for name, letters in _LETTERS.items()}
        return data.decode(max(counts, key=lambda name: counts[name]), errors="replace")


def _each(letters: bytes) -> list[bytes]:
    return [bytes((letter,)) for letter in letters]


def read_sie(name: str, data: bytes, want: Wanted) -> Extract:
    """Return what an SIE file adds up to.

    Raises:
        ExtractError: no SIE file, or one without period balances.
    """
    text = decode(data)
    if not re.search(r"^\s*#(?:FLAGGA|SIETYP|PROGRAM|RAR|KONTO)\b", text, re.MULTILINE):
        raise ExtractError(
            "not-an-extract", name, "filen är ingen SIE-fil; den har inga poster som börjar med #"
        )
    extract = Extract(name)
    for column in want.amounts:
        post = _POSTS.get(column)
        if post is None:
            raise ExtractError(
                "sie-dimension",
                name,
                f"en SIE-fil har inga belopp för kolumnen ”{column}”",
                f"i en SIE-fil finns {' och '.join(_POSTS)}",
            )
        balances = list(_balances(text, post, extract))
        if not balances and not extract.findings:
            raise ExtractError(
                "sie-dimension",
                name,
                f"filen har inga periodsaldon ({post}) för kolumnen ”{column}”",
                "exportera SIE typ 2, 3 eller 4 med periodsaldon, eller ta bort kolumnen i underlag.yaml",
            )
        _add_up(extract, column, balances, want)
    return extract


def _balances(text: str, post: str, extract: Extract) -> Iterator[Balance]:
    """Yield the period balances of a kind of post."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip()[: len(post)].upper() != post:
            continue
        balance = _balance(number, tokens(line)[1:])
        if balance is None:
            message = f"{post}-raden går inte att läsa"
            extract.findings.append(ledger_fault("not-an-amount", extract.at(number), message))
        else:
            yield balance


def tokens(line: str) -> list[str]:
    """Return the fields of a post: words, quoted texts, braces."""
    return [
        re.sub(r"\\(.)", r"\1", quoted) if match.startswith('"') else brace or word
        for match, quoted, brace, word in ((m[0], m[1], m[2], m[3]) for m in _TOKEN.finditer(line))
    ]


_SHORTEST = 6
"""Year, month, account, two braces, amount."""


def _balance(line: int, fields: Sequence[str]) -> Balance | None:
    """Return a balance from ``år period konto {dimension objekt …} belopp``; None when it isn't that."""
    if len(fields) < _SHORTEST or fields[3] != "{" or "}" not in fields:
        return None
    end = fields.index("}")
    objects, rest = fields[4:end], fields[end + 1 :]
    month = re.fullmatch(r"((?:19|20)[0-9]{2})([01][0-9])", fields[1])
    if month is None or not rest or len(objects) % 2:
        return None
    try:
        amount = Decimal(rest[0])
    except InvalidOperation:
        return None
    pairs = frozenset(zip(objects[::2], objects[1::2], strict=True))
    return Balance(line, fields[2], (int(month[1]), int(month[2])), pairs, amount)


def _add_up(extract: Extract, column: str, balances: Sequence[Balance], want: Wanted) -> None:
    """Add the balances of a column to the combinations of codes."""
    dimensions = {key: want.mapping.dimensions[key] for key in want.codes if key in want.mapping.dimensions}
    together: dict[tuple[str, tuple[int, int]], list[Balance]] = defaultdict(list)
    for balance in balances:
        if want.covers(*balance.month):
            together[balance.account, balance.month].append(balance)
        else:
            extract.outside += 1
    needed = frozenset(dimensions.values())
    for group in together.values():
        for balance in _once(group, needed, extract):
            objects = dict(balance.objects)
            by_key = {key: objects.get(number, "") for key, number in dimensions.items()}
            by_key[ACCOUNT] = balance.account
            if want.is_skipped(by_key) or not want.counts(column, by_key):
                continue
            combination = extract.of(tuple(by_key.get(key, "") for key in want.codes), balance.line)
            combination.entries += 1
            combination.add(column, balance.amount)


def _once(group: Sequence[Balance], needed: frozenset[str], extract: Extract) -> list[Balance]:
    """Return the balances of one account and month that hold every krona once.

    A file may give the same money by cost centre, by activity, by both, and as a total.
    """
    totals = [balance for balance in group if not balance.objects]
    split = [balance for balance in group if balance.objects]
    if not split or not needed:
        return totals or _best(split, needed, extract)
    if not totals:
        return _best(split, needed, extract)
    total = _sum(totals)
    chosen = _best(split, needed, None)
    # Lines that say less than is needed may be the only ones for their money: then all lines make the total.
    if _sum(chosen) != total and _sum(split) == total:
        return split
    rest, first = total - _sum(chosen), totals[0]
    return [*chosen, Balance(first.line, first.account, first.month, frozenset(), rest)] if rest else chosen


def _sum(balances: Sequence[Balance]) -> Decimal:
    return sum((balance.amount for balance in balances), Decimal(0))


def _best(split: list[Balance], needed: frozenset[str], extract: Extract | None) -> list[Balance]:
    """Return the balances that are split by what is needed and by as little else as possible."""
    splits = {balance.dimensions for balance in split}
    if len(splits) == 1:
        return split
    fitting = [dimensions for dimensions in splits if dimensions >= needed]
    if not fitting and extract is None:
        return []
    if not fitting and extract is not None:
        first = split[0]
        extract.findings.append(
            ledger_fault(
                "sie-dimension",
                extract.at(first.line),
                f"konto {first.account} är uppdelat på flera sätt, men inte på dimension {', '.join(sorted(needed))} tillsammans",
                "exportera periodsaldon med alla dimensioner som underlag.yaml nämner under sie",
            )
        )
        return []
    best = min(fitting, key=lambda dimensions: (len(dimensions), sorted(dimensions)))
    return [balance for balance in split if balance.dimensions == best]
