"""What a period's report is expected to follow up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.notation import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Sized

    from rapport.notation import Period

_ECONOMY_ONLY = (PeriodKind.MONTH, PeriodKind.QUARTER)


def follows_up(period: Period, reported: Sized) -> bool:
    """Whether a report follows up at all what ``reported`` holds.

    A plan never does. A monthly report is often about the economy alone: it does when something is reported.
    """
    if period.kind is PeriodKind.PLAN:
        return False
    return len(reported) > 0 or period.kind not in _ECONOMY_ONLY
