"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def track(steps: Iterable[T], total: int) -> Iterator[T]:
    """Yield the steps, showing on a terminal how many are done."""
    if not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console  # noqa: PLC0415  only for terminals
    from rich.progress import track as rich_track  # noqa: PLC0415  only for terminals

    yield from rich_track(steps, "Bygger", total=total, console=Console(stderr=True), transient=True)
