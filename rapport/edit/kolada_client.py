"""Asking Kolada, version 3 of its interface: at most 25 ids at a time, page after page, patient when it is busy."""

from __future__ import annotations

import importlib
import time
from typing import TYPE_CHECKING, Any

from rapport.edit.kolada_data import KoladaError, Snapshot, read_json, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

SERVER = "https://api.kolada.se/v3"
MOST_IDS = 25
"""How many ids a path may have."""
WAITS = (2, 4, 8)
"""Seconds to wait before each new try."""
LONGEST_WAIT = 60
_TIMEOUT = 30
_MOST_PAGES = 500
_BUSY, _FAULTY = 429, 500
_NEXT = ("next_url", "next_page")
"""Where the next page is; version 2 calls it next_page."""


def fetch(
    measures: Sequence[str],
    places: Sequence[str],
    years: Sequence[int],
    *,
    server: str = SERVER,
    wait: Callable[[int], None] = time.sleep,
) -> Snapshot:
    """Ask Kolada for measures and their values.

    Args:
        measures: Ids of measures, such as U30453.
        places: Ids of municipalities, regions or groups (G…).
        years: The years whose values are wanted.
        server: Where the interface is.
        wait: Waits some seconds.

    Raises:
        KoladaError: httpx isn't installed, Kolada can't be reached or doesn't answer with data.
    """
    module = _httpx()
    pages: list[Any] = []
    wanted = ",".join(str(year) for year in years)
    with module.Client(timeout=_TIMEOUT, follow_redirects=True) as client:
        for ids in _batches(measures):
            data = [f"data/kpi/{ids}/municipality/{near}/year/{wanted}" for near in _batches(places)]
            for path in (f"kpi/{ids}", *data):
                pages += _pages(client, f"{server.rstrip('/')}/{path}", wait)
    return snapshot(pages, complete=True)


def _batches(ids: Sequence[str]) -> list[str]:
    """Return ids as parts of paths, no more in each than a path may have."""
    return [",".join(ids[start : start + MOST_IDS]) for start in range(0, len(ids), MOST_IDS)]


def _httpx() -> ModuleType:
    """Return httpx, which only this command needs and which may not be installed."""
    try:
        return importlib.import_module("httpx")
    except ModuleNotFoundError:
        raise KoladaError(
            "paketet httpx saknas; installera det med   pip install httpx   eller läs ett sparat svar med --from FIL"
        ) from None


def _pages(client: Any, url: str, wait: Callable[[int], None]) -> Iterator[Any]:
    """Yield the pages of an answer."""
    seen: set[str] = set()
    while url:
        if url in seen or len(seen) >= _MOST_PAGES:
            raise KoladaError("Kolada hänvisar runt bland sina sidor utan slut")
        seen.add(url)
        page = read_json(_get(client, url, wait))
        yield page
        links = [page.get(key) for key in _NEXT] if isinstance(page, dict) else []
        url = next((str(link) for link in links if link), "")


def _get(client: Any, url: str, wait: Callable[[int], None]) -> bytes:
    """Return what stands at an address, with new tries when Kolada is busy or out of order."""
    httpx = _httpx()
    reason = ""
    for pause in (*WAITS, None):
        try:
            answer = client.get(url)
        except httpx.HTTPError as fault:
            reason, after = f"går inte att nå ({type(fault).__name__})", None
        else:
            status = answer.status_code
            if status == httpx.codes.OK:
                return bytes(answer.content)
            reason, after = f"svarar med felkod {status}", answer.headers.get("retry-after")
            if status != _BUSY and status < _FAULTY:
                break
        if pause is not None:
            wait(_pause(after, pause))
    raise KoladaError(f"Kolada {reason}; försök senare, eller läs ett sparat svar med --from FIL")


def _pause(after: str | None, pause: int) -> int:
    """Return how long to wait: as Kolada asks, within reason."""
    return min(int(after), LONGEST_WAIT) if after is not None and after.isdecimal() else pause
