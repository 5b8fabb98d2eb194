"""What is known beside a period: its earlier periods and years, each computed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.notation import NotationError, Period, PeriodKind
from rapport.notation.period import parse_part
from rapport.rules.results import Results, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    from rapport.model.year import PeriodReport, Project, Year
    from rapport.origin import Origin


class Past:
    """A project with the results of its periods; asking twice computes once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._done: dict[Period, Results] = {}

    def results(self, period: Period) -> Results:
        """Return what a period states; its year must be there."""
        if period not in self._done:
            self._done[period] = evaluate(self.project, period)
        return self._done[period]

    def year(self, period: Period) -> Year:
        """Return a period's year."""
        return self.project.years[period.year]

    def before(self, period: Period, has: Callable[[PeriodReport], object]) -> list[Period]:
        """Return the year's earlier periods whose report has something, oldest first."""
        earlier = [
            other
            for other, report in self.year(period).reports.items()
            if other.kind is not PeriodKind.PLAN and other.last_month < period.last_month and has(report)
        ]
        return sorted(earlier, key=lambda other: other.last_month)

    def last_of(self, year: int, has: Callable[[PeriodReport], object]) -> Period | None:
        """Return the last period of a year whose report has something."""
        known = self.project.years.get(year)
        reports = known.reports.items() if known else ()
        told = [period for period, report in reports if period.kind is not PeriodKind.PLAN and has(report)]
        return max(told, key=lambda period: period.last_month, default=None)


def period_of(origin: Origin, year: int) -> Period | None:
    """Return the period whose file a place is in, the project's or a committee's; None for the plan's files."""
    folders = origin.path.split("/")
    # A committee's data is in its own folder, below the municipality's.
    folders = folders[folders.index("data") :] if "data" in folders else folders
    data_year_period = 3
    if len(folders) < data_year_period or folders[1] != str(year):
        return None
    try:
        return parse_part(year, folders[2].removesuffix(".yaml").removesuffix(".yml"))
    except NotationError:
        return None
