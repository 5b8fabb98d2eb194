"""A server on this machine that speaks Kolada's protocol: ids by the 25, pages, busy spells, unknown ids."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_IDS = 25
OURS = "9999"


def point(measure: str, year: int, municipality: str = OURS, **by_gender: object) -> dict[str, Any]:
    """Return one item of data, as version 3 has it; ``T=None`` is a value that nobody has reported."""
    return {
        "kpi": measure,
        "municipality": municipality,
        "period": year,
        "values": [
            {"gender": gender, "count": 1, "status": "", "value": value, "isdeleted": False}
            for gender, value in by_gender.items()
        ],
    }


@dataclass
class Kolada:
    """What the server knows, what it was asked, and how often it is busy first."""

    known: tuple[str, ...] = ()
    data: list[dict[str, Any]] = field(default_factory=list)
    per_page: int = 5000
    troubles: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    page_of_html: bool = False
    next_key: str = "next_url"
    preliminary: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def answer(self, path: str) -> tuple[int, list[dict[str, Any]]]:
        """Return the status and all items for a path without its query."""
        if found := re.fullmatch(r"/v3/kpi/([^/]+)", path):
            ids = found[1].split(",")
            places = [OURS]
            items = [self._described(key) for key in ids if key in self.known]
        elif found := re.fullmatch(r"/v3/data/kpi/([^/]+)/municipality/([^/]+)/year/([^/]+)", path):
            ids, places, years = (part.split(",") for part in found.groups())
            items = [
                item
                for item in self.data
                if item["kpi"] in ids and item["municipality"] in places and str(item["period"]) in years
            ]
        else:
            return 404, []
        return (200, items) if max(len(ids), len(places)) <= MOST_IDS else (400, [])

    def _described(self, key: str) -> dict[str, Any]:
        early, final = self.preliminary.get(key, (None, None))
        return {
            "id": key,
            "title": f"Nyckeltal {key}",
            "is_divided_by_gender": True,
            "prel_publication_date": early,
            "publication_date": final,
        }


def serving(kolada: Kolada) -> Iterator[Kolada]:
    """Serve on a free port of the loopback until the caller is done."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            kolada.asked.append(self.path)
            if kolada.troubles:
                status, headers = kolada.troubles.pop(0)
                self._send(status, b"upptagen", headers)
                return
            status, items = kolada.answer(path)
            if status != 200 or kolada.page_of_html:
                self._send(status, b"<html>Nere f\xc3\xb6r underh\xc3\xa5ll</html>", {})
                return
            page = int(query.removeprefix("page=") or 1)
            start = (page - 1) * kolada.per_page
            shown = items[start : start + kolada.per_page]
            more = f"{kolada.address}{path[3:]}?page={page + 1}" if start + len(shown) < len(items) else None
            body = {"count": len(shown), "values": shown, kolada.next_key: more}
            self._send(200, json.dumps(body).encode(), {})

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kolada.address = f"http://127.0.0.1:{server.server_port}/v3"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield kolada
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
