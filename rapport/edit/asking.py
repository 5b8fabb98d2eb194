"""What collection forms are made from: the year, the period as it stands, the one before it, the period's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from rapport.edit.form import Field, Input
from rapport.edit.period_files import period_files
from rapport.edit.scaffold import new_period
from rapport.notation import format_period
from rapport.rules.results import evaluate

if TYPE_CHECKING:
    from pathlib import Path

    from rapport.edit.period_files import PeriodFiles
    from rapport.model.year import Project, Year
    from rapport.notation import Period
    from rapport.rules.results import Results


class Asking(Struct, frozen=True):
    """A period that is to be reported."""

    year: Year
    results: Results
    previous: Results | None
    files: PeriodFiles

    @property
    def before(self) -> str:
        """The column title of previous values."""
        return format_period(self.previous.period) if self.previous else "tidigare"

    def input(self, field: Field) -> Input:
        """Return a field as something to fill in, with what the period's files say now."""
        return Input(field, self.files.value(field.path))

    def owner(self, owner: str) -> str:
        """Return who answers for something: a unit's id, or the role as it is written."""
        folded = owner.casefold()
        units = self.year.plan.units.items()
        return next((key for key, name in units if folded in (key.casefold(), name.casefold())), owner)


def asking(project: Project, root: Path, period: Period) -> Asking:
    """Read what a form is made from.

    Raises:
        KeyError: the project has no such year.
        SpliceError: one of the period's files can't be edited.
    """
    year = project.years[period.year]
    earlier = [p for p in year.reports if 0 < p.last_month < period.last_month]
    previous = evaluate(project, max(earlier, key=lambda p: p.last_month)) if earlier else None
    planned = new_period(year, period, previous)
    files = period_files(root, period, planned)
    return Asking(year, evaluate(project, period), previous, files)
