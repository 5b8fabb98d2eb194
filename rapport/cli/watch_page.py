"""The page that ``rapport watch --html`` shows: on this computer only, loaded anew after each build.

The report stands in a frame, since the page itself allows no scripts; the frame's page does the reloading.
"""

from __future__ import annotations

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOOPBACK = "127.0.0.1"
REPORT, VERSION = "/rapport", "/version"
_HTML, _TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_WAITING = b"<!doctype html><html lang=sv><meta charset=utf-8><title>rapport</title><p>Inget \xc3\xa4r byggt \xc3\xa4n."
_FRAME = b"""<!doctype html><html lang=sv><meta charset=utf-8><title>rapport</title>
<style>html,body{margin:0;height:100%;overflow:hidden}
body{display:flex;flex-direction:column}
iframe{border:0;width:100%;flex:1}
#b{margin:0;padding:.6em 1em;background:#fdf0d5;border-bottom:2px solid #b7791f;font:1rem sans-serif}</style>
<p id=b role=status hidden></p>
<iframe id=f src=/rapport title=Rapporten></iframe>
<script>
const frame = document.getElementById("f"), banner = document.getElementById("b");
let seen = null, top_ = 0;
frame.onload = () => frame.contentWindow.scrollTo(0, top_);
setInterval(async () => {
  try {
    const [now, ...said] = (await (await fetch("/version")).text()).split("\\n");
    banner.textContent = said.join(" ");
    banner.hidden = !banner.textContent;
    if (seen !== null && seen !== now) { top_ = frame.contentWindow.scrollY; frame.contentWindow.location.reload(); }
    seen = now;
  } catch { /* rapport watch has ended */ }
}, 700);
</script>
"""


class PageServer:
    """Serves one page to a browser on the same computer."""

    def __init__(self, port: int) -> None:
        self._page = _WAITING
        self._version = 0
        self._said = ""
        self._server = ThreadingHTTPServer((LOOPBACK, port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{LOOPBACK}:{self._server.server_port}/"

    def show(self, page: bytes) -> None:
        """Show a new page; browsers that have it open load it."""
        self._page, self._said = page, ""
        self._version += 1

    def say(self, words: str) -> None:
        """Show a line above the page, such as why it isn't a newer one; the next page takes it away."""
        self._said = words

    def answer(self, path: str, host: str) -> tuple[HTTPStatus, str, bytes]:
        """Return what is sent for a path: status, kind, content."""
        # Another site's name that leads to this computer must not read the report.
        if host.partition(":")[0] not in (LOOPBACK, "localhost"):
            return HTTPStatus.FORBIDDEN, _TEXT, b""
        pages = {
            "/": (_HTML, _FRAME),
            REPORT: (_HTML, self._page),
            VERSION: (_TEXT, "\n".join(filter(None, (str(self._version), self._said))).encode()),
        }
        if path not in pages:
            return HTTPStatus.NOT_FOUND, _TEXT, b""
        return HTTPStatus.OK, *pages[path]

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(server: PageServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, content = server.answer(self.path, self.headers.get("Host", ""))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's own name
            """Say nothing of each request."""

    return Handler
