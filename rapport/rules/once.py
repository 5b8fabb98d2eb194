"""What is asked of the same thing again and again is worked out once: kept with the thing, gone with it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


def once(work: Callable[[Thing], Answer]) -> Callable[[Thing], Answer]:
    """Return a function of one frozen record that keeps its answer with the record.

    A record that is copied with changes starts without answers.
    """
    name = f" {work.__module__}.{work.__qualname__}"

    @wraps(work)
    def remembered(thing: Thing) -> Answer:
        kept = vars(thing)
        if name not in kept:
            kept[name] = work(thing)
        answer: Answer = kept[name]
        return answer

    return remembered
