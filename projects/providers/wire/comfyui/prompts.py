"""Orders a workflow, and asks after it: POST /prompt, GET /queue, /history/{id} and /view."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode

from ...work import Answer, Beat, Call, Named, RemoteWork, Request, Task
from ..asking import ask
from ..faults import Fault, ServiceError
from ..openai.headers import headers_with
from ..reading import object_in
from . import history
from .listening import listener
from .workflow import filled, fraction

ANSWER_WITHIN = 60.0  # seconds
FILE_WITHIN = 600.0


@dataclass(frozen=True)
class ComfyUI:
    """One of them. `workflow`: its name, and its nodes with places for our values. Its machine is
    somebody's own: what it does has no price."""

    provider: str
    url: str
    workflow: tuple[str, Mapping[str, Any]]
    key: str = field(default="", repr=False)

    def make(
        self, values: Mapping[str, Any], endings: Sequence[str], work: RemoteWork, *, largest: int
    ) -> bytes:
        """The file that the workflow has made. Raises ServiceError, and what `work.wait` raises."""
        task = work.task(self._call(values), self._task_in)
        if task.url != self._history(task.id):
            raise ServiceError(Fault.ELSEWHERE, "it was ordered at another address")
        is_running = history.is_running(work.ask(self._get("/queue"), history.check), task.id)
        if is_running is not None:
            work.wait(self._fraction(task.id) if is_running else 0.0)
        done = work.ask(Request("GET", task.url, headers_with(self.key)), history.check)
        try:
            file = history.file_in(done, task.id, endings)
        except ServiceError as failed:
            work.failed(failed.fault, str(failed))
            raise
        view = self._get(f"/view?{urlencode(file)}", longest=FILE_WITHIN, largest=largest)
        return work.ask(view, history.check).body

    def _call(self, values: Mapping[str, Any]) -> Call:
        name, nodes = self.workflow
        body = {"prompt": filled(nodes, values)}
        named = Named(partial(self._order, body), self._found)
        return Call(
            *(self.provider, name, self._order(body), history.check, lambda _: {}),
            named=named,
            is_own=True,
        )

    def _order(self, body: Mapping[str, Any], name: str = "") -> Request:
        """Without a client_id: then all who listen hear how far it is."""
        said = {**body, **({"prompt_id": name} if name else {})}
        content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
        headers = headers_with(self.key)
        return Request("POST", f"{self.url}/prompt", headers, content, longest=ANSWER_WITHIN)

    def _found(self, name: str, beat: Beat) -> Answer | None:
        for path, is_there in (
            ("/queue", lambda answer: history.is_running(answer, name) is not None),
            (f"/history/{name}", lambda answer: history.is_known(answer, name)),
        ):
            answer = ask(self._get(path), beat)
            history.check(answer)
            if is_there(answer):
                return Answer(200, {}, json.dumps({"prompt_id": name}).encode())
        return None

    def _task_in(self, answer: Answer) -> Task:
        number = object_in(answer.body).get("prompt_id")
        if not isinstance(number, str) or not re.fullmatch(r"[A-Za-z0-9-]{1,64}", number):
            raise ServiceError(Fault.ANSWER, "no prompt_id")
        return Task(number, self._history(number))

    def _history(self, number: str) -> str:
        return f"{self.url}/history/{number}"

    def _get(self, path: str, **limits: Any) -> Request:
        return Request("GET", self.url + path, headers_with(self.key), **limits)

    def _fraction(self, number: str) -> float | None:
        return fraction(self.workflow[1], listener(self.url, self.key).heard_of(number))
