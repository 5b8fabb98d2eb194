"""Extracts as accounting systems make them, generated from entries whose lines are known beforehand."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from rapport.edit.ledger import LedgerImport, import_ledger
from rapport.edit.period_files import period_files
from rapport.notation import parse_period
from rapport.read.project import read_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rapport.diagnostic import Diagnostic

YEAR = """\
kommun: Norrhamns kommun
nämnd: Socialnämnden
"""

ECONOMY = """\
ekonomi:
  resultaträkning:
    namn: Resultaträkning
    enhet: kr
    kolumner: &
    rader:
      ifo-intäkter: {namn: Intäkter, budget: 65 011 000}
      ifo-personal: {namn: Personal, budget: -98 462 000}
      ifo-köp: {namn: Köp av verksamhet, budget: -114 604 000}
      ifo-övrigt: {namn: Övriga kostnader, budget: -86 052 000}
      ai-intäkter: {namn: Intäkter, budget: 49 895 000}
      ai-kostnader: {namn: Kostnader, budget: -61 408 000}
      total: {namn: Resultat, typ: total, summa: [ifo-intäkter, ifo-personal, ifo-köp, ifo-övrigt, ai-intäkter, ai-kostnader]}
  nettokostnad:
    namn: Nettokostnad
    enhet: kr
    kolumner: &
    rader:
      missbruksvård: {namn: Missbruksvård, budget: -24 636 000}
      barn: {namn: Barn och unga, budget: -70 935 000}
      bistånd: {namn: Ekonomiskt bistånd, budget: -25 851 000}
      arbetsmarknad: {namn: Arbetsmarknad, budget: -10 649 000}
      total: {namn: Summa, typ: total, summa: [missbruksvård, barn, bistånd, arbetsmarknad]}
""".replace(
    "kolumner: &",
    """kolumner:
      utfall: {namn: Utfall, avser: perioden}
      periodbudget: {namn: Budget, avser: perioden}
      avvikelse: {namn: Avvikelse, avser: perioden, formel: utfall - periodbudget}
      budget: {namn: Budget, avser: helår}""",
)

MAPPING = """\
# Vilka koder i huvudboken som hör till vilken rad.
underlag:
  fil: huvudbok*.xlsx
  kolumner: {ansvar: Ansvar, konto: Konto, verksamhet: Verksamhet, period: Period, utfall: [Utfall, Belopp], periodbudget: Budget}
  tecken: debet plus
  hoppa_över: {ansvar: [Totalt, Summa*]}
  sie: {ansvar: 1, verksamhet: 20}
  rader:
    resultaträkning:
      ifo-intäkter: {ansvar: 41*, konto: 3*}
      ifo-personal: {ansvar: 41*, konto: 5*}
      ifo-köp: {ansvar: 41*, konto: 4630-4639}
      ifo-övrigt: {ansvar: 41*, konto: [4000-4629, 4640-4999, 6000-7999]}
      ai-intäkter: {ansvar: 42*, konto: 3*}
      ai-kostnader: {ansvar: 42*, konto: 4000-7999}
    nettokostnad:
      missbruksvård: {verksamhet: 0551}
      barn: {verksamhet: 0554-0559}
      bistånd: {verksamhet: [0575, 058*]}
      arbetsmarknad: {verksamhet: 61*}
"""

ANSVAR = {"ifo": ("4101", "4110", "4199"), "ai": ("4201", "4277")}
KONTO = {
    "intäkter": ("3011", "3999"),
    "personal": ("5010", "5990"),
    "köp": ("4630", "4635", "4639"),
    "övrigt": ("4000", "4629", "4640", "4999", "6000", "7999"),
}
VERKSAMHET = {
    "missbruksvård": ("0551",),
    "barn": ("0554", "0557", "0559"),
    "bistånd": ("0575", "0580", "0589"),
    "arbetsmarknad": ("6100", "6199"),
}


class Entry(NamedTuple):
    """A row of the ledger, in the ledger's sign."""

    ansvar: str
    konto: str
    verksamhet: str
    period: str
    utfall: Decimal
    budget: Decimal | None


Expected = dict[tuple[str, str, str], Decimal]


def generated(count: int, seed: int = 1) -> tuple[list[Entry], Expected]:
    """Return entries of all twelve months, and what January to April add up to by line, with the report's sign."""
    dice = random.Random(seed)  # noqa: S311  the same extract every time
    entries: list[Entry] = []
    expected: Expected = defaultdict(Decimal)
    for _ in range(count):
        unit, kind = dice.choice(list(ANSVAR)), dice.choice(list(KONTO))
        activity, month = dice.choice(list(VERKSAMHET)), dice.randint(1, 12)
        amount = Decimal(dice.randint(-1_000, 9_000_000)) / 100 * (-1 if kind == "intäkter" else 1)
        budget = Decimal(dice.randint(1, 90_000)) if dice.random() < 0.7 else None
        codes = (dice.choice(ANSVAR[unit]), dice.choice(KONTO[kind]), dice.choice(VERKSAMHET[activity]))
        entries.append(Entry(*codes, f"2031{month:02}", amount, budget))
        line = f"{unit}-{kind}" if unit == "ifo" or kind == "intäkter" else "ai-kostnader"
        if month <= 4:
            for place in (("resultaträkning", line), ("nettokostnad", activity)):
                expected[(*place, "utfall")] -= amount
                if budget is not None:
                    expected[(*place, "periodbudget")] -= budget
    return entries, dict(expected)


def total(expected: Expected, column: str) -> Decimal:
    return sum(
        (v for (table, _, key), v in expected.items() if table == "nettokostnad" and key == column),
        Decimal(0),
    )


HEADINGS = ("Ansvar", "Ansvar text", "Konto", "Verksamhet", "Period", "Utfall", "Budget")


def as_xlsx(entries: Sequence[Entry], *, text_codes: bool = False) -> bytes:
    """Write a workbook: a title, headings on row 4, codes as numbers so that leading zeros are lost, a Totalt row."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("Urval").write_row(0, 0, ["Rapport", "Huvudbok"])
    sheet = book.add_worksheet("Data")
    sheet.write(0, 0, "Huvudbok 2031")
    sheet.write_row(3, 0, HEADINGS)
    for number, entry in enumerate(entries, 4):
        code = str if text_codes else int
        sheet.write_row(number, 0, [code(entry.ansvar), "Enheten", code(entry.konto), code(entry.verksamhet)])
        sheet.write_row(number, 4, [int(entry.period), float(entry.utfall)])
        if entry.budget is not None:
            sheet.write_number(number, 6, float(entry.budget))
    sheet.write(len(entries) + 4, 0, "Totalt")
    sheet.write(len(entries) + 4, 5, float(sum(entry.utfall for entry in entries)))
    book.close()
    return buffer.getvalue()


def swedish(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}".replace(",", "\xa0").replace(".", ",")


def as_csv(entries: Sequence[Entry], delimiter: str = ";", encoding: str = "cp1252") -> bytes:
    """Write text with amounts such as ``1 234,50``, and a subtotal after every hundred rows."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["Huvudbok för nämnden åäö"])
    writer.writerow([])
    writer.writerow(HEADINGS)
    for number, entry in enumerate(entries, 1):
        codes = [entry.ansvar, "Räddningsåtgärd", entry.konto, entry.verksamhet, entry.period]
        writer.writerow([*codes, swedish(entry.utfall), swedish(entry.budget)])
        if number % 100 == 0:
            writer.writerow(["Summa ansvar", "", "", "", "", "9 999,99", "9 999,99"])
    return buffer.getvalue().encode(encoding)


def as_sie(entries: Sequence[Entry], encoding: str = "cp437", *, alone: bool = False) -> bytes:
    """Write SIE 4: per account and month the total and, repeating it, the balances per cost centre and activity.

    Unless ``alone``, the same money is also given per cost centre only.
    """
    balances: dict[tuple[str, str, str, str], Decimal] = defaultdict(Decimal)
    for entry in entries:
        for post, amount in (("#PSALDO", entry.utfall), ("#PBUDGET", entry.budget)):
            if amount is None:
                continue
            both = f'{{1 "{entry.ansvar}" 20 "{entry.verksamhet}"}}'
            for objects in ("{}", both) if alone else ("{}", f'{{1 "{entry.ansvar}"}}', both):
                balances[post, entry.period, entry.konto, objects] += amount
    lines = [
        "#FLAGGA 0",
        "#FORMAT PC8",
        "#SIETYP 4",
        '#PROGRAM "Ekonomi" 1.0',
        '#FNAMN "Norrhamns kommun åäö"',
    ]
    lines += [
        "#RAR 0 20310101 20311231",
        '#DIM 1 "Ansvar"',
        '#DIM 20 "Verksamhet"',
        '#OBJEKT 1 "4101" "Särskilt"',
    ]
    lines += [
        f"{post} 0 {period} {account} {objects} {amount:.2f}"
        for (post, period, account, objects), amount in sorted(balances.items())
    ]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def project(root: Path, mapping: str = MAPPING, economy: str = ECONOMY, **period: str) -> Path:
    """Write a committee's folder; ``period`` are texts of files of T1."""
    year = root / "data" / "2031"
    (year / "T1").mkdir(parents=True)
    for name, text in {"år": YEAR, "ekonomi": economy, "underlag": mapping}.items():
        (year / f"{name}.yaml").write_text(text, encoding="utf-8")
    for name, text in period.items():
        (year / "T1" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def imported(root: Path, name: str, data: bytes, period: str = "2031-T1") -> LedgerImport:
    """Import an extract into a project; the project itself must be without faults."""
    read = read_project(root)
    assert [f"{d.origin} {d.message}" for d in read.diagnostics] == []
    wanted = parse_period(period)
    return import_ledger(read.project.years[2031], wanted, period_files(root, wanted, {}), name, data)


def told(findings: Sequence[Diagnostic], check: str) -> list[str]:
    """Return the messages of one kind of finding."""
    return [finding.message.replace("\xa0", " ") for finding in findings if finding.check == check]
