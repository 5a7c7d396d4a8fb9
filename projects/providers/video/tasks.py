"""A service that films: it gets an order, and is asked how far it is until there is a file."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..base import Footage
from ..wire.again import pause_in
from ..wire.codes import fault_of
from ..wire.faults import TRANSIENT, Fault, ServiceError
from ..wire.openai.errors import check as check_error
from ..wire.openai.errors import check_empty, is_good, shown
from ..wire.reading import json_in
from ..work import Answer, Call, RemoteWork, Request, Task
from .frames import RATIOS, long_enough, most_like, short_side, size_of
from .manner import DONE, FAILED, GONE, Manner, filled, found, merged
from .prompt import prompt

LARGEST = 200 * 2**20  # bytes of a file
ANSWER_WITHIN, FILE_WITHIN = 60.0, 600.0  # seconds
UNKNOWN_THERE = (404, 410)
PERCENT = re.compile(r"(\d{1,3})(?:\.\d*)?%?")


class TaskFilmer:
    """`lengths`: seconds that its model can film; `ratios`: its frames; `resolution`: the shorter
    side, "720p"; `more`: what else is said in an order, or otherwise."""

    def __init__(
        self,
        *,
        manner: Manner,
        name: str,
        url: str,
        model: str,
        key: str = "",
        prices: Mapping[str, Decimal] | None = None,
        lengths: Sequence[int] = (5, 10),
        ratios: Sequence[str] = RATIOS,
        resolution: str = "720p",
        more: Mapping[str, Any] | None = None,
        every: float = 10.0,
        photos: bool = False,
        photo_model: str = "",
    ):
        self._manner, self._name, self._url = manner, name, url.rstrip("/")
        self._model, self._key, self._prices = model, key, dict(prices or {})
        self._lengths, self._ratios, self._resolution = sorted(lengths), ratios, resolution
        self._more, self.every = dict(more or {}), every
        self.takes_photos = photos and manner.photo is not None
        self._photo_model = photo_model or model

    def film(self, wanted: Footage, *, out: Path, work: RemoteWork) -> None:
        task = work.task(self._call(wanted), partial(self._task_in, has_photo=bool(wanted.photo)))
        said = _json(work.ask(self._poll(task), self._check_told))
        state = self._state_in(said)
        if state in FAILED:
            known = self._fault_in(said)
            # What is not known is a fault of the service.
            failed = ServiceError(known or Fault.BROKEN, f"{state} {shown(self._code_in(said))}")
            failed.hide(self._poll(task).secrets)
            work.failed(failed.fault, str(failed), may_pass=known in TRANSIENT)
            raise failed
        if state in GONE:
            work.lost(state)
        if state not in DONE:
            work.wait(self._fraction_in(said))
        out.write_bytes(self._file(task, self._url_in(said, work), work))

    def _file(self, task: Task, url: Any, work: RemoteWork) -> bytes:
        """Of a task that is done. Where a gateway hands out the file itself, it wants its key."""
        own = f"{self._url}/"
        if isinstance(url, str) and not (url.startswith(own) and url.endswith("/content")):
            return work.fetch(url, service=self._url, largest=LARGEST).body
        if not isinstance(url, str):
            if not self._manner.content:
                work.lost("it is done, and there is no file")
            url = self._url + self._manner.content.format(id=_quoted(task.id))
        limits: dict[str, Any] = {"longest": FILE_WITHIN, "largest": LARGEST}
        return work.ask(Request("GET", url, self._headers(), **limits), _check_file).body

    def price_of(self, seconds: float) -> Decimal | None:
        """Of filming so many seconds of a scene; None if that is not known."""
        units = {"seconds": self.seconds_of(seconds), "clips": 1}
        if units.keys() - self._prices.keys():
            return None
        return sum((count * self._prices[name] for name, count in units.items()), Decimal(0))

    def seconds_of(self, wanted: float) -> int:
        return long_enough(self._lengths, wanted)

    def ratio_of(self, width: int, height: int) -> str:
        return most_like(self._ratios, width, height)

    def _call(self, wanted: Footage) -> Call:
        manner = self._manner_of(bool(wanted.photo))
        values = self._values(wanted)
        body = merged(filled(manner.body, values), self._more)
        content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        headers, url = {**self._headers(), **manner.headers}, self._url + manner.submit
        request = Request("POST", url, headers, content, longest=ANSWER_WITHIN)
        units = {"seconds": float(self.seconds_of(wanted.seconds)), "clips": 1.0}
        return Call(
            *(self._name, values["model"], request, self._check, lambda _: units, self._prices),
            has_photo=bool(wanted.photo),
            expected=units,
        )

    def _manner_of(self, has_photo: bool) -> Manner:
        return self._manner.for_photo if has_photo else self._manner

    def _values(self, wanted: Footage) -> dict[str, Any]:
        seconds, ratio = (
            self.seconds_of(wanted.seconds),
            self.ratio_of(wanted.width, wanted.height),
        )
        width, height = size_of(short_side(self._resolution), ratio)
        return {
            "model": self._photo_model if wanted.photo else self._model,
            "words": prompt(wanted),
            **_photo_in(wanted),
            "seconds": seconds,
            "seconds_text": str(seconds),
            "ratio": ratio,
            "resolution": self._resolution.lower(),
            "RESOLUTION": self._resolution.upper(),
            "width": width,
            "height": height,
            "size": f"{width}x{height}",
            "star_size": f"{width}*{height}",
        }

    def _poll(self, task: Task) -> Request:
        """The key goes nowhere but to the service that is configured now."""
        if not task.url.startswith(f"{self._url}/"):
            raise ServiceError(Fault.ELSEWHERE, "it was ordered at another address")
        body = self._manner.poll_body
        if body is None:
            return Request("GET", task.url, self._headers(), longest=ANSWER_WITHIN)
        content = json.dumps(filled(body, {"id": task.id})).encode()
        return Request("POST", task.url, self._headers(), content, longest=ANSWER_WITHIN)

    def _url_in(self, said: Any, work: RemoteWork) -> Any:
        """Where the file is: some tell only its number, and are asked once more."""
        told = found(said, self._manner.file)
        if not self._manner.retrieve or not _is_plain(str(told)):
            return told
        url = self._url + self._manner.retrieve.format(file=_quoted(str(told)))
        request = Request("GET", url, self._headers(), longest=ANSWER_WITHIN)
        return found(_json(work.ask(request, self._check)), self._manner.retrieved)

    def _headers(self) -> dict[str, str]:
        said = {"content-type": "application/json"}
        return said | ({"authorization": f"{self._manner.auth} {self._token}"} if self._key else {})

    @property
    def _token(self) -> str:
        return self._key

    def _task_in(self, answer: Answer, *, has_photo: bool = False) -> Task:
        number = found(_json(answer), self._manner.id)
        if not isinstance(number, str | int) or not _is_plain(str(number)):
            raise ServiceError(Fault.ANSWER, "no number of a task")
        poll = self._manner_of(has_photo).poll.format(id=_quoted(str(number)))
        return Task(str(number), self._url + poll)

    def _check_told(self, answer: Answer) -> None:
        """As `_check`. What the service does not know, it may not know yet, or not any more."""
        if answer.status in UNKNOWN_THERE:
            raise ServiceError(Fault.GONE, f"HTTP {answer.status}: it does not know the task")
        self._check(answer)

    def _check(self, answer: Answer) -> None:
        said = _json(answer) if is_good(answer) else json_in(answer.body)
        if is_good(answer) and found(said, self._manner.state) is not None:
            return  # what else it says is about the task
        code = self._code_in(said)
        if code in self._manner.faults:
            again = pause_in(answer.headers)
            fault = self._manner.faults[code]
            raise ServiceError(fault, f"HTTP {answer.status} code {code}", retry_after=again)
        check_error(answer)
        for place, good in self._manner.good.items():
            if (there := found(said, [place])) is not None and str(there) != str(good):
                raise ServiceError(fault_of(answer.status, code), f"code {shown(code)}")
        if found(said, self._manner.id) is None:
            check_empty(answer, said)
        if code and not self._manner.good and found(said, self._manner.id) is None:
            raise ServiceError(fault_of(answer.status, code), f"code {shown(code)}")

    def _state_in(self, said: Any) -> str:
        word = str(found(said, self._manner.state) or "").strip().lower()
        return self._manner.states.get(word, word)

    def _code_in(self, said: Any) -> str:
        return str(found(said, self._manner.code) or "")[:80]

    def _fault_in(self, said: Any) -> Fault | None:
        """Why a task has failed; None if its code is not known."""
        code = self._code_in(said)
        fault = self._manner.faults.get(code) or fault_of(200, code)
        return None if fault == Fault.ANSWER else fault

    def _fraction_in(self, said: Any) -> float | None:
        percent = PERCENT.fullmatch(str(found(said, self._manner.fraction) or ""))
        return min(100, int(percent[1])) / 100 if percent else None


def _photo_in(wanted: Footage) -> dict[str, str]:
    bare = base64.b64encode(wanted.photo).decode()
    return {"bare_photo": bare, "photo": f"data:image/jpeg;base64,{bare}"} if bare else {}


def _json(answer: Answer) -> Any:
    if (said := json_in(answer.body)) is None:
        raise ServiceError(Fault.ANSWER, "no JSON")
    return said


def _check_file(answer: Answer) -> None:
    """Some say that a file is not there yet although its task is done."""
    if answer.status in UNKNOWN_THERE:
        raise ServiceError(Fault.GONE, f"HTTP {answer.status} for its file")
    try:
        check_error(answer)
    except ServiceError as failed:
        if failed.fault in (Fault.REQUEST, Fault.MODEL):
            raise ServiceError(Fault.BUSY, str(failed), retry_after=failed.retry_after) from failed
        raise


def _is_plain(number: str) -> bool:
    """It becomes part of an address."""
    return (
        0 < len(number) <= 200
        and all(" " < each <= "~" and each not in "/?#\\%" for each in number)
        and number.strip(".") != ""
        and len(_quoted(number)) <= 300
    )


def _quoted(number: str) -> str:
    return quote(number, safe=":")
