"""The server: it writes each request into its ledger, and lets the next fault or a shape answer."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answering = Callable[["Talk"], None]
KEY = "sk-test-0123456789abcdef"


@dataclass(frozen=True)
class Asked:
    """What the server was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Talk(BaseHTTPRequestHandler):
    """One request and its answer."""

    protocol_version = "HTTP/1.1"
    server: _Server
    asked: Asked

    def _talk(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.asked = Asked(self.command, self.path, dict(self.headers.items()), body)
        self.close_connection = True
        self.server.services.answer(self)

    do_GET = do_POST = do_DELETE = _talk  # noqa: N815 - the names that http.server calls

    def say(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.begin(status, kind, **{"content_length": str(len(body)), **headers})
        self.wfile.write(body)

    def say_json(self, status: int, body: Any, **headers: str) -> None:
        self.say(status, json.dumps(body, ensure_ascii=False).encode(), **headers)

    def begin(self, status: int, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("connection", "close")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """The ledger has it."""


def refused(_talk: Talk) -> None:
    """The connection: nobody listens. Whoever has waited after that calls `Services.open`."""
    raise AssertionError("nobody listens, so nobody asks")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    services: Services

    def handle_error(self, *_args: Any) -> None:
        """Whoever asked has gone away, as some tests want."""


@dataclass
class Services:
    """`shapes`: what answers, by the end of the path, or by a part of it that ends with /.
    `faults`: of the next requests, one each; None answers as usual."""

    shapes: dict[str, Answering]
    faults: deque[Answering | None] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    done: list[Asked] = field(default_factory=list)
    url: str = ""
    _server: _Server | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stalled: threading.Event = field(default_factory=threading.Event)

    def answer(self, talk: Talk) -> None:
        with self._lock:
            self.asked.append(talk.asked)
            fault = self.faults.popleft() if self.faults else None
            self._shut_if_refused()
        if fault:
            return fault(talk)
        path = talk.asked.path.split("?")[0]
        for end, shape in self.shapes.items():
            if path.endswith(end) or (end.endswith("/") and end in path):
                with self._lock:
                    self.done.append(talk.asked)
                return shape(talk)
        return talk.say_json(404, {"error": {"message": "no such page", "code": "not_found"}})

    def will(self, *faults: Answering | None) -> None:
        self.faults.extend(faults)
        self._shut_if_refused()

    def open(self) -> None:
        """Listen again, if nobody does and the next is not to be refused too."""
        if not self._server:
            self._listen(int(self.url.rpartition(":")[2]))
            self._shut_if_refused()

    def stall(self, talk: Talk) -> None:
        """Take the request, and say nothing until the server ends."""
        self._stalled.wait()

    @contextmanager
    def serving(self) -> Iterator[Services]:
        self._listen()
        try:
            yield self
        finally:
            self._stalled.set()
            self._shut()

    def _listen(self, port: int = 0) -> None:
        self._server = server = _Server(("127.0.0.1", port), Talk)
        server.services, self.url = self, f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def _shut_if_refused(self) -> None:
        if self.faults and self.faults[0] is refused:
            self.faults.popleft()
            self._shut()

    def _shut(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
