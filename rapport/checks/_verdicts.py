"""The ratings of a period: by which rules they are made, and which of them a person has set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapport.checks._mentions import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.goals import Verdict
    from rapport.rules.rating import Assessment
    from rapport.rules.results import Results

_NO_REASON = re.compile(
    r"\W*|(?:motivering(?:en)?|skäl(?:et)?|orsak(?:en)?)?\s*(?:saknas|okän[dt]|ej angiv\w+)\b.*",
    re.IGNORECASE,
)


def gives_reason(verdict: Verdict) -> bool:
    """Whether a verdict says why; that the reason is missing is none."""
    return _NO_REASON.fullmatch(verdict.reason) is None


def verdicts(results: Results) -> Iterator[tuple[str, Assessment, Verdict]]:
    """Yield every verdict (bedömning) with the id of what it is about and what the rule says."""
    for key, assessment in _assessments(results):
        if assessment.verdict is not None and assessment.verdict.grade.id != PLACEHOLDER:
            yield key, assessment, assessment.verdict


def _assessments(results: Results) -> Iterator[tuple[str, Assessment]]:
    yield from ((goal.id, goal.assessment) for goal in results.every_goal())
    yield from ((indicator.id, indicator.assessment) for indicator in results.every_indicator())
    yield from ((assignment.id, assignment.assessment) for assignment in results.assignments)
    yield from ((risk.id, risk.assessment) for risk in results.risks)
