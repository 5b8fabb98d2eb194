"""Två mål bygger på samma indikatorer men har olika betyg.

Vad:
    Pekar ut mål som har precis samma bedömda indikatorer och delmål som ett annat mål, men ett annat betyg, när
    minst ett av betygen är satt för hand.

Varför:
    Samma underlag ska ge samma betyg. Annars ser ett av målen bättre ut än det är.

Exempel:
    utfall:
      interna-insatser: {bedömning: A}    # samma indikator som åtgärd-hvb, som är R

I stället:
    utfall:
      interna-insatser:
        kommentar: Bedömningen följer av antalet dygn på HVB-hem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapport.diagnostic import Diagnostic, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapport.model.year import Year
    from rapport.origin import Origin
    from rapport.rules.goals import GoalResult
    from rapport.rules.results import Results

LEVEL = Level.INCONSISTENCY


def check_period(_year: Year, results: Results) -> Iterator[Diagnostic]:
    """Yield goals rated otherwise than the first goal with the same rated parts."""
    first: dict[frozenset[str], GoalResult] = {}
    for goal in results.every_goal():
        parts = _rated_parts(goal)
        if not goal.rated or not parts or goal.assessment.grade is None:
            continue
        known = first.setdefault(parts, goal)
        by_hand = (known.assessment.verdict, goal.assessment.verdict) != (None, None)
        if by_hand and known.assessment.grade != goal.assessment.grade:
            yield _finding(known, goal)


def _rated_parts(goal: GoalResult) -> frozenset[str]:
    """Return the ids that a goal's rating rests on; none when no indicator is among them."""
    indicators = {result.id for result in goal.indicators if result.assessment.grade is not None}
    below = {part.id for part in goal.goals if part.rated and part.assessment.grade is not None}
    return frozenset(indicators | below) if indicators else frozenset()


def _finding(first: GoalResult, second: GoalResult) -> Diagnostic:
    judged, other = (first, second) if first.assessment.verdict else (second, first)
    fact = (
        f"”{judged.id}” har betyget {judged.assessment.grade} och ”{other.id}” har {other.assessment.grade}, "
        "fast de bygger på samma indikatorer"
    )
    remedy = "ta bort bedömning: så gäller regelns betyg, eller ge båda samma betyg"
    return Diagnostic(
        "same-indicators-different-rating",
        LEVEL,
        _place(judged),
        fact,
        remedy,
        (_place(other),),
        subject=judged.id,
    )


def _place(goal: GoalResult) -> Origin:
    verdict = goal.assessment.verdict
    return verdict.origin if verdict else goal.goal.origin
