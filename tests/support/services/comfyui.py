"""A ComfyUI: it works on one workflow after the other, and tells all who listen how far it is."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.datastructures import Headers
from websockets.http11 import Request
from websockets.server import ServerProtocol

from .server import Answering, Talk

Said = dict[str, Any]
EXAMPLES = Path(__file__).parents[3] / "docs" / "comfyui"


def example(name: str) -> tuple[str, Said]:
    """A workflow of the documents."""
    return name, json.loads((EXAMPLES / f"{name}.json").read_text())


class Comfy:
    """`begin(prompt)`, `tell(...)` and `end(prompt, ...)` let it work. `looks`: how often somebody
    may look at the queue until the first workflow there ends by itself; None: never."""

    def __init__(self, file: bytes, ending: str = ".png", looks: int | None = None) -> None:
        self.file, self.ending, self.looks = file, ending, looks
        self.orders: dict[str, Said] = {}
        self.queue: list[str] = []
        self.history: dict[str, Said] = {}
        self.heard_by: list[Talk] = []
        self.listened = threading.Event()
        self.said: list[Said] = []
        self._lock = threading.Lock()

    @property
    def shapes(self) -> dict[str, Answering]:
        asked = {"/prompt": self.order, "/queue": self.tell_queue, "/history/": self.tell_history}
        return {**asked, "/view": self.view, "/ws": self.listen}

    def order(self, talk: Talk) -> None:
        body = talk.asked.json
        number = body["prompt_id"]
        with self._lock:
            assert number not in self.orders, "the same workflow twice"
            self.orders[number] = body
            self.queue.append(number)
        talk.say_json(200, {"prompt_id": number, "number": len(self.orders), "node_errors": {}})

    def tell_queue(self, talk: Talk) -> None:
        with self._lock:
            items = [[at, number, {}, {}, []] for at, number in enumerate(self.queue)]
            if self.looks is not None and self.queue:
                self.looks -= 1
                ends = self.queue[0] if self.looks < 0 else ""
            else:
                ends = ""
        talk.say_json(200, {"queue_running": items[:1], "queue_pending": items[1:]})
        if ends:
            self.looks = 0
            self.end(ends)

    def tell_history(self, talk: Talk) -> None:
        number = talk.asked.path.rsplit("/", 1)[1]
        found = self.history.get(number)
        talk.say_json(200, {number: found} if found else {})

    def view(self, talk: Talk) -> None:
        asked = parse_qs(urlsplit(talk.asked.path).query)
        assert asked["type"] == ["output"], asked
        talk.say(200, self.file, "application/octet-stream")

    def listen(self, talk: Talk) -> None:
        """The handshake and the frames are those of a real library."""
        protocol = ServerProtocol()
        response = protocol.accept(Request(talk.asked.path, Headers(talk.asked.headers)))
        protocol.send_response(response)
        self._send(talk, protocol, {"type": "status", "data": {"sid": "x"}})
        with self._lock:
            self.heard_by.append(talk)
            self._protocol = protocol
        self.listened.set()
        talk.rfile.read()  # until the listener leaves

    def tell(self, kind: str, **data: Any) -> None:
        for talk in list(self.heard_by):
            self._send(talk, self._protocol, {"type": kind, "data": data})

    def end(self, number: str, **more: Any) -> None:
        """It is done, or `more` says otherwise."""
        file = {"filename": f"studio{self.ending}", "subfolder": "", "type": "output"}
        preview = {"filename": f"p{self.ending}", "subfolder": "", "type": "temp"}
        outputs = {"1": {"images": [preview]}, "9": {"images": [file], "animated": [True]}}
        status = {"status_str": "success", "completed": True, "messages": []}
        with self._lock:
            self.queue.remove(number)
            self.history[number] = {"outputs": outputs, "status": status} | more

    def fail(self, number: str, kind: str, **said: Any) -> None:
        messages = [["execution_start", {}], [kind, said]]
        status = {"status_str": "error", "completed": False, "messages": messages}
        self.end(number, outputs={}, status=status)

    def forget(self) -> None:
        """It was started again: nothing of it is there any more."""
        self.queue.clear()
        self.history.clear()

    @staticmethod
    def _send(talk: Talk, protocol: ServerProtocol, message: Said) -> None:
        protocol.send_text(json.dumps(message).encode()) if protocol.state.name == "OPEN" else None
        for data in protocol.data_to_send():
            talk.wfile.write(data)
