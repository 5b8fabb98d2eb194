"""Control totals of an extract, and the sign that its amounts get in the reports."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rapport.diagnostic import Level
from rapport.edit.ledger_faults import ledger_fault
from rapport.model.ledger import Sign
from rapport.notation import format_number
from rapport.notation.number import AMOUNT_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rapport.diagnostic import Diagnostic
    from rapport.edit.extract import Extract, Wanted
    from rapport.model.ledger import LedgerMapping
    from rapport.model.scalar import Figure
    from rapport.model.year import Year


def in_kronor(mapping: LedgerMapping, amount: Decimal) -> Decimal:
    """Return an amount of an extract in kronor, revenue positive and costs negative."""
    kronor = amount * AMOUNT_UNITS[mapping.unit.casefold()]
    turned = -kronor if mapping.sign is Sign.DEBIT else kronor
    return turned or abs(turned)


def in_reports(year: Year, mapping: LedgerMapping, table: str, amount: Decimal) -> Decimal:
    """Return an amount of an extract in kronor, with the sign of an economy table."""
    kronor = in_kronor(mapping, amount)
    return -kronor if year.plan.economy[table].costs_positive and kronor else kronor


def control_findings(extract: Extract, want: Wanted) -> Iterator[Diagnostic]:
    """Yield a finding for each column whose sum isn't the control total, and one for all that have none."""
    totals = want.mapping.control_totals(want.period.part)
    lacking: dict[str, Decimal] = {}
    for column in want.amounts:
        amounts = [c.amounts[column] for c in extract.combinations.values() if column in c.amounts]
        total = in_kronor(want.mapping, sum(amounts, Decimal(0)))
        control = totals.get(column)
        if control is None:
            lacking[column] = total
        else:
            yield from _against(column, total, control, len(amounts))
    if lacking:
        yield _without(lacking, want)


def _without(lacking: Mapping[str, Decimal], want: Wanted) -> Diagnostic:
    """Return what to say of the columns without control totals; one remedy, so that there is one key to write."""
    part, control = want.period.part, want.mapping.control
    sums = " och ".join(
        f"{column} summerar till {format_number(total, 2)} kr" for column, total in lacking.items()
    )
    typed = ", ".join(f"{column}: '-1 234,50'" for column in lacking)
    wanted = f"kontroll: {{{part}: {{{typed}}}}}"
    if isinstance(control.get(part), dict):
        wanted = f"{typed}   under kontroll: {part}:"
    elif control:
        wanted = f"{part}: {{{typed}}}   under kontroll:"
    what = "ingen kontrollsumma" if len(lacking) == 1 else "inga kontrollsummor"
    return ledger_fault(
        "no-control-total",
        want.mapping.origin,
        f"{sums}, men det finns {what}",
        f"skriv ekonomisystemets egna summor i underlag.yaml:   {wanted}",
        level=Level.WARNING,
        subject=", ".join(lacking),
    )


def _against(column: str, total: Decimal, control: Figure, count: int) -> Iterator[Diagnostic]:
    size = AMOUNT_UNITS.get(control.quantity.unit.casefold(), 1)
    stated = control.quantity.value * size
    difference = total - stated
    # A total given in kronor is exact to the öre; one in tkr stands for all that rounds to it.
    slack = control.quantity.slack * size if size > 1 else Decimal(0)
    if abs(difference) <= slack:
        return
    remedy = f"{count} kombinationer av koder räknades; jämför med ekonomisystemets rapport för samma månader och enheter"
    if abs(total + stated) <= slack:
        remedy = f"tecknet är omvänt: skriv {format_number(total, 2)} här, eller byt tecken:"
    yield ledger_fault(
        "control-total",
        control.origin,
        f"{column} ska vara {format_number(stated, 2)} kr, raderna i underlaget summerar till "
        f"{format_number(total, 2)} (skillnad {format_number(difference, 2, signed=True)})",
        remedy,
        subject=column,
    )
