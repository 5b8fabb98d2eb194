"""How long the fuzzing goes on: the same few hundred examples each time, or by RAPPORT_FUZZ=20000 many new ones."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_WANTED = int(os.environ.get("RAPPORT_FUZZ", "0"))


def fuzz(examples: int) -> settings:
    """Return settings for so many examples, unless more are wanted."""
    return settings(
        max_examples=max(examples, _WANTED),
        derandomize=not _WANTED,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
