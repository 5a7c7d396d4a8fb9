"""Services that film: they take an order, work on it for a while, and have a file of one colour."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.videos import video

from .server import Answering, Talk

Said = dict[str, Any]
COLOURS = ("red", "lime", "blue", "yellow", "magenta", "cyan", "white", "orange", "green", "purple")


@dataclass(frozen=True)
class Dialect:
    """How a service of this kind says what our server has to say."""

    ordered: Callable[[str], Said]
    told: Callable[[str, str, str, str], Said]  # id, one of our words, the file, why it failed
    words: dict[str, str] = field(default_factory=dict)


DIALECTS = {
    "ark": Dialect(
        lambda number: {"id": number},
        lambda number, state, url, code: {
            "id": number,
            "status": state,
            "content": {"video_url": url} if url else None,
            "error": {"code": code, "message": "secret words"} if code else None,
        },
    ),
    "dashscope": Dialect(
        lambda number: {"output": {"task_id": number, "task_status": "PENDING"}},
        lambda number, state, url, code: {
            "output": {"task_id": number, "task_status": state, "video_url": url, "code": code}
        },
        {"queued": "PENDING", "running": "RUNNING", "succeeded": "SUCCEEDED", "failed": "FAILED"},
    ),
    "kling": Dialect(
        lambda number: {"code": 0, "data": {"task_id": number, "task_status": "submitted"}},
        lambda number, state, url, code: {
            "code": 0,
            "data": {
                "task_id": number,
                "task_status": state,
                "task_status_code": code,
                "task_result": {"videos": [{"url": url}]},
            },
        },
        {"queued": "submitted", "running": "processing", "succeeded": "succeed"},
    ),
    "minimax": Dialect(
        lambda number: {"task_id": number, "base_resp": {"status_code": 0}},
        lambda number, state, url, code: {
            "status": state,
            "file_id": number if url else "",
            "base_resp": {"status_code": int(code or 0)},
        },
        {"succeeded": "Success", "running": "Processing", "queued": "Queueing", "failed": "Fail"},
    ),
    "minimax2": Dialect(
        lambda number: {"task_id": number},
        lambda number, state, url, code: {
            "task": {
                "id": number,
                "status": state,
                "content": {"url": url} if url else None,
                "error": {"code": code, "message": "secret words"} if code else None,
            }
        },
    ),
    "zhipu": Dialect(
        lambda number: {"id": number, "task_status": "PROCESSING"},
        lambda number, state, url, code: {
            "task_status": state,
            "video_result": [{"url": url}],
            "error": {"code": code} if code else None,
        },
        {"queued": "PROCESSING", "running": "PROCESSING", "succeeded": "SUCCESS", "failed": "FAIL"},
    ),
    "siliconflow": Dialect(
        lambda number: {"requestId": number},
        lambda number, state, url, code: {
            "status": state,
            "reason": code,
            "results": {"videos": [{"url": url}]},
        },
        {"running": "InProgress", "queued": "InQueue", "succeeded": "Succeed", "failed": "Failed"},
    ),
    "vidu": Dialect(
        lambda number: {"task_id": number, "state": "created"},
        lambda number, state, url, code: {
            "state": state,
            "err_code": code,
            "creations": [{"url": url}] if url else [],
        },
        {"succeeded": "success", "running": "processing", "queued": "queueing"},
    ),
    "gateway": Dialect(
        lambda number: {"task_id": number},
        lambda number, state, url, code: {
            "code": "success",
            "message": "",
            "data": {
                "task_id": number,
                "status": state,
                "progress": "50%",
                "fail_reason": code,
                "result_url": url,
            },
        },
        {
            "succeeded": "SUCCESS",
            "running": "IN_PROGRESS",
            "queued": "NOT_START",
            "failed": "FAILURE",
        },
    ),
    "videos": Dialect(  # it does not say where the file is: that is its /content
        lambda number: {"id": number, "object": "video", "status": "queued", "progress": 0},
        lambda number, state, url, code: {
            "id": number,
            "status": state,
            "progress": 50,
            "error": {"code": code, "message": "secret words"} if code else None,
        },
        {"succeeded": "completed", "running": "in_progress"},
    ),
}


class Filming:
    """`polls`: how often a task says that it is not done; `lasts`: seconds for which it says so.
    `fails`: the codes with which the next tasks fail. `most`: tasks that were open at once. `made`:
    the file of all tasks, if it is to be the same. `begun`: when each was ordered."""

    def __init__(
        self, folder: Path, dialect: str = "ark", polls: int = 2, lasts: float = 0.0
    ) -> None:
        self.folder, self._polls, self._dialect = folder, polls, DIALECTS[dialect]
        self.lasts, self.made = lasts, b""
        self._lock = threading.Lock()
        self.begin_anew()

    def begin_anew(self) -> None:
        """As new, but with the files that it has made."""
        self.polls = self._polls
        self.orders: dict[str, Said] = {}
        self.asked: dict[str, int] = {}
        self.begun: dict[str, float] = {}
        self.fails: list[str] = []
        self.end = "succeeded"
        self.broken: bytes | None = None
        self.most, self._open = 0, set[str]()

    @property
    def shapes(self) -> dict[str, Answering]:
        """`/tasks` takes orders, `/tasks/<id>` and `/status` tell how far they are."""
        asked = {"/tasks": self.order, "/status": self.tell, "/tasks/": self.tell}
        return {**asked, "/files/": self.file}

    def order(self, talk: Talk) -> None:
        with self._lock:
            number = f"cgt-{len(self.orders) + 1}"
            self.orders[number], self.asked[number] = talk.asked.json, 0
            self.begun[number] = time.monotonic()
            self._open.add(number)
            self.most = max(self.most, len(self._open))
        talk.say_json(200, self._dialect.ordered(number))

    def tell(self, talk: Talk) -> None:
        number = self._number(talk)
        if number not in self.orders:
            return talk.say_json(404, {"error": {"code": "not_found"}})
        with self._lock:
            self.asked[number] += 1
            is_early = time.monotonic() - self.begun[number] < self.lasts
            is_running = is_early or self.asked[number] <= self.polls
            state = "running" if is_running else self.end
            code = self.fails.pop(0) if state == self.end and self.fails else ""
            if state == self.end:
                self._open.discard(number)
        state = "failed" if code else state
        host = talk.headers["host"]
        url = f"http://{host}/files/{number}.mp4?signature=hush" if state == "succeeded" else ""
        said = self._dialect.words.get(state, state)
        talk.say_json(200, self._dialect.told(number, said, url, code))
        return None

    def retrieve(self, talk: Talk) -> None:
        """Of a service that tells only the number of the file at first."""
        url = f"http://{talk.headers['host']}/files/{self._number(talk)}.mp4?signature=hush"
        said = {"file": {"download_url": url}, "base_resp": {"status_code": 0}}
        talk.say_json(200, said)

    def file(self, talk: Talk) -> None:
        self._say_file(talk, talk.asked.path.split("?")[0].rsplit("/", 1)[1].removesuffix(".mp4"))

    def _say_file(self, talk: Talk, number: str) -> None:
        body = self.made or (self.broken if self.broken is not None else self.coloured(number))
        talk.say(200, body, "video/mp4")

    def content(self, talk: Talk) -> None:
        """The file itself, of a service that does not tell its address."""
        self._say_file(talk, self._number(talk))

    def coloured(self, number: str) -> bytes:
        return self.film(self.colour_of(number))

    def colour_of(self, number: str) -> str:
        return COLOURS[(int(number.removeprefix("cgt-")) - 1) % len(COLOURS)]

    def film(self, colour: str) -> bytes:
        with self._lock:
            path = self.folder / f"{colour}.mp4"
            if not path.exists():
                video(path, f"color={colour}:s=216x384:r=24", seconds=1.5)
            return path.read_bytes()

    def _number(self, talk: Talk) -> str:
        if talk.asked.body:
            return str(talk.asked.json["requestId"])
        found = re.search(r"cgt-\d+", talk.asked.path)
        assert found, talk.asked.path
        return found[0]
