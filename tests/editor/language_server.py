"""A client of the YAML language server: what an editor says to it, and what it answers."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

ANSWER_WITHIN = 60
"""Seconds before a server that doesn't answer is given up; nothing is measured by it."""


class LanguageServer:
    """A running language server with one folder open, and the settings that the editor found there."""

    def __init__(self, command: Sequence[str], folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self._settings = settings
        self._process = subprocess.Popen([*command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  the server under test
        self._answers: dict[int, queue.Queue[Any]] = {}
        self._diagnostics: queue.Queue[Any] = queue.Queue()
        self._lock = threading.Lock()
        self._last = self._version = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self._introduce()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.ask("shutdown", None)
        self._notify("exit", None)
        self._process.wait(ANSWER_WITHIN)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    # --- What an editor does ----------------------------------------------------------------------------------

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a file of the folder with a text, and return what is marked in it."""
        with self._opened(path, text) as (_, marked):
            return marked

    def open_all(self, texts: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        """Open many files at once, and return what is marked in those where something is."""
        paths = {self._tell_open(path, text): path for path, text in texts.items()}
        marked: dict[str, list[dict[str, Any]]] = {}
        while len(marked) < len(paths):
            told = self._diagnostics.get(timeout=ANSWER_WITHIN)
            marked[paths[told["uri"]]] = told["diagnostics"]
        for uri in paths:
            self._tell_closed(uri)
        return {path: found for path, found in marked.items() if found}

    def complete(self, path: str, text: str) -> dict[str, dict[str, Any]]:
        """Return what is offered where ``|`` stands in a text, by label."""
        answer = self._at("textDocument/completion", path, text)
        return {item["label"]: item for item in (answer or {}).get("items", ())}

    def hover(self, path: str, text: str) -> str:
        """Return what is shown for the word at ``|``, "" when nothing is."""
        answer = self._at("textDocument/hover", path, text)
        return str(answer["contents"]["value"]) if answer else ""

    def _at(self, method: str, path: str, text: str) -> Any:
        before, _, after = text.partition("|")
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        with self._opened(path, before + after) as (uri, _):
            return self.ask(method, {"textDocument": {"uri": uri}, "position": position})

    @contextmanager
    def _opened(self, path: str, text: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Keep a file open; the server has read it when it has said what is wrong with it."""
        uri = self._tell_open(path, text)
        yield uri, self._marked(uri)
        self._tell_closed(uri)

    def _tell_open(self, path: str, text: str) -> str:
        uri = (self.folder / path).as_uri()
        self._version += 1  # the server remembers what it has read by name and version
        document = {"uri": uri, "languageId": "yaml", "version": self._version, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def _tell_closed(self, uri: str) -> None:
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        self._marked(uri)  # closing takes the marks away

    # --- The protocol -----------------------------------------------------------------------------------------

    def ask(self, method: str, params: object) -> Any:
        """Send a request and return the answer."""
        self._last += 1
        number = self._last
        waiting: queue.Queue[Any] = queue.Queue()
        self._answers[number] = waiting
        self._send({"id": number, "method": method, "params": params})
        answer = waiting.get(timeout=ANSWER_WITHIN)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _introduce(self) -> None:
        folder = {"uri": self.folder.as_uri(), "name": self.folder.name}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {
                    "completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}
                },
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
        }
        params = {
            "processId": None,
            "rootUri": folder["uri"],
            "workspaceFolders": [folder],
            "capabilities": capabilities,
        }
        self.ask("initialize", params)
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": self._settings})

    def _marked(self, uri: str) -> list[dict[str, Any]]:
        while True:
            told = self._diagnostics.get(timeout=ANSWER_WITHIN)
            if told["uri"] == uri:
                return list(told["diagnostics"])

    def _notify(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        with self._lock:
            assert self._process.stdin
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        while header := self._process.stdout.readline():
            length = int(header.removeprefix(b"Content-Length:"))
            while self._process.stdout.readline().strip():
                pass
            self._take(json.loads(self._process.stdout.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            self._answers[message["id"]].put(message)
        elif message["method"] == "textDocument/publishDiagnostics":
            self._diagnostics.put(message["params"])
        elif "id" in message:
            self._send({"id": message["id"], "result": self._result(message)})

    def _result(self, message: dict[str, Any]) -> Any:
        """Answer the server's own questions; all it needs to know are the settings."""
        if message["method"] != "workspace/configuration":
            return None
        return [section(self._settings, item["section"]) for item in message["params"]["items"]]


def settings_in(folder: Path) -> dict[str, Any]:
    """Return the editor's settings of a folder."""
    return dict(json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8")))


def section(settings: dict[str, Any], name: str) -> Any:
    """Return a section of the settings, whose names are written with dots, as the protocol hands it over."""
    if name in settings:
        return settings[name]
    found: dict[str, Any] = {}
    for key, value in settings.items():
        if key.startswith(f"{name}."):
            inner = found
            *path, last = key.removeprefix(f"{name}.").split(".")
            for part in path:
                inner = inner.setdefault(part, {})
            inner[last] = value
    return found or None
