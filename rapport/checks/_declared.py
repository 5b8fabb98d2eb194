"""What a year's plan declares: asked for by many checks, gathered once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.rules.goals import all_indicators
from rapport.rules.once import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.model.goals import Indicator
    from rapport.model.year import Year


@once
def indicators_of(year: Year) -> Mapping[str, Indicator]:
    """Return every indicator that a year declares, by id."""
    return all_indicators(year.plan.goals)
