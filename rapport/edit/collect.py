"""What a period must report, as a form: every value asked for, with what it was before beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.edit.collect_activity import activity_sheet
from rapport.edit.collect_economy import economy_sheets
from rapport.edit.collect_follow_up import assignment_sheet, risk_sheet
from rapport.edit.collect_goals import grade_sheet, indicator_sheet
from rapport.edit.form import Form, for_unit, units_of
from rapport.notation import PeriodKind, format_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.edit.asking import Asking
    from rapport.notation import Period

COMMON = "gemensamt"
"""The name of what no unit is named for."""


def whole_form(asked: Asking) -> Form:
    """Return the form with everything that the period must report."""
    period = asked.results.period
    sheets = [
        indicator_sheet(asked) if _takes_up(asked, "utfall") else None,
        grade_sheet(asked) if _takes_up(asked, "utfall") else None,
        *economy_sheets(asked),
        assignment_sheet(asked) if _takes_up(asked, "uppdrag") else None,
        risk_sheet(asked) if _takes_up(asked, "risker") else None,
        activity_sheet(asked),
    ]
    filled = tuple(sheet for sheet in sheets if sheet is not None and any(True for _ in sheet.inputs()))
    return Form(format_period(period), _title(period), "", filled, asked.files.hashes())


def _title(period: Period) -> str:
    return f"Uppgifter till {period.report} {period.name}"


def _takes_up(asked: Asking, section: str) -> bool:
    """Whether the report is about a section; a month's or a quarter's may be about the economy alone."""
    economy_only = asked.results.period.kind in (PeriodKind.MONTH, PeriodKind.QUARTER)
    return not economy_only or asked.files.is_new or section in asked.files.sections()


def forms(asked: Asking, *, unit: str = "", together: bool = False) -> dict[str, Form]:
    """Return forms by file name: one per unit and one for the rest, or one for all.

    Args:
        asked: What to ask.
        unit: Only this unit's, by its id or name.
        together: One for all.
    """
    form = whole_form(asked)
    units = units_of(form)
    code = form.period
    if unit:
        found = [
            name for name in units if unit.casefold() in (name.casefold(), unit_name(asked, name).casefold())
        ]
        return dict(_named(asked, form, found))
    if together or not units:
        return {f"insamling-{code}.xlsx": form}
    rest = for_unit(form, "", form.title)
    common = {f"insamling-{code}-{COMMON}.xlsx": rest} if rest.sheets else {}
    return {**dict(_named(asked, form, units)), **common}


def _named(asked: Asking, form: Form, units: list[str]) -> Iterator[tuple[str, Form]]:
    for unit in units:
        part = for_unit(form, unit, f"{form.title}: {unit_name(asked, unit)}")
        slug = re.sub(r"[^\w-]+", "-", unit).strip("-").casefold()
        yield f"insamling-{form.period}-{slug}.xlsx", part


def unit_name(asked: Asking, unit: str) -> str:
    """Return the name of a unit, or the role that stands for one."""
    return asked.year.plan.units.get(unit, unit)


def unit_names(asked: Asking) -> list[str]:
    """Return the ids of all units that have something to fill in."""
    return units_of(whole_form(asked))
