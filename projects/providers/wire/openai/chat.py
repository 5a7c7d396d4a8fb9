"""Chat: POST {url}/chat/completions, streamed where the service can do that."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...work import Answer, Call, Request, Work
from ..faults import Fault, ServiceError
from ..reading import count, json_in
from . import errors
from .events import Events, events_of
from .headers import headers_with

Message = Mapping[str, str]
STREAMED = (b"data:", b"event:", b":")  # how a stream of events may begin


@dataclass(frozen=True)
class Chat:
    """A model of a service. `prices`: of a token, {"input_tokens": ..., "output_tokens": ...}."""

    provider: str
    url: str
    model: str
    key: str = field(default="", repr=False)
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    longest: float = 180.0
    # What a request says besides; None takes something out of it.
    more: Mapping[str, Any] = field(default_factory=dict)
    # Whether it was refused because of the schema: then it is asked without one, which the orders
    # describe in words.
    _takes_no_schema: threading.Event = field(default_factory=threading.Event, repr=False)

    def reply(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        work: Work,
        on_text: Callable[[str], None] = lambda text: None,
    ) -> str:
        """What the model says to these messages. `schema`: of the JSON that is wished, which the
        service may ignore. `on_text` gets all that has been said so far, again and again.

        Raises ServiceError, also for a reply that is cut.
        """
        said, events = "", Events()

        def on_piece(piece: bytes) -> None:
            nonlocal said
            said += "".join(map(_delta, events.take(piece)))
            on_text(said)

        try:
            answer = work.paid(self._call(messages, schema), on_piece)
        except ServiceError as failed:
            if failed.fault != Fault.REQUEST or self._takes_no_schema.is_set() or not schema:
                raise
            self._takes_no_schema.set()
            answer = work.paid(self._call(messages, schema), on_piece)
        try:
            return _reply(answer)
        except ServiceError:
            self.spoil([messages], schema, work)
            raise

    def spoil(
        self, asked: Sequence[Sequence[Message]], schema: Mapping[str, Any] | None, work: Work
    ) -> None:
        """The replies to these cannot be used: who tries again asks again."""
        for messages in asked:
            work.spoil(self._call(messages, schema), Fault.ANSWER)

    def _call(self, messages: Sequence[Message], schema: Mapping[str, Any] | None) -> Call:
        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "stream": True}
        body["stream_options"] = {"include_usage": True}
        if schema and not self._takes_no_schema.is_set():
            named = {"name": "answer", "schema": schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        body = {name: said for name, said in (body | dict(self.more)).items() if said is not None}
        content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        url = f"{self.url.rstrip('/')}/chat/completions"
        request = Request("POST", url, headers_with(self.key), content, longest=self.longest)
        return Call(self.provider, self.model, request, check, units_of, self.prices)


def units_of(answer: Answer) -> dict[str, float]:
    """The tokens that are paid for, as far as the service says how many."""
    names = {"prompt_tokens": "input_tokens", "completion_tokens": "output_tokens"}
    for each in _parts(answer):
        usage = each.get("usage")
        if isinstance(usage, dict):
            counts = {ours: count(usage.get(theirs)) for theirs, ours in names.items()}
            return {name: n for name, n in counts.items() if n is not None}
    return {}


def check(answer: Answer) -> None:
    """Raises ServiceError, also for an error that comes as an event of a good answer, as long as
    nothing was said before it: else that is paid."""
    errors.check(answer)
    parts = _parts(answer)
    if not any(_text(_choice(each)) for each in parts):
        for each in parts:
            errors.check_error(each.get("error"))


def _parts(answer: Answer) -> list[dict[str, Any]]:
    """The events of a streamed answer, the last one first, or the only part of another one. What it
    is called tells nothing: services stream as application/json too."""
    if answer.body.lstrip().startswith(STREAMED):
        found = list(events_of(answer.body))[::-1]
    else:
        found = [json_in(answer.body)]
    return [each for each in found if isinstance(each, dict)]


def _reply(answer: Answer) -> str:
    parts = _parts(answer)
    if any(each.get("error") for each in parts):
        raise ServiceError(Fault.ANSWER, "an error within the reply")
    choices = [choice for each in reversed(parts) if (choice := _choice(each))]
    ends = {str(choice["finish_reason"]) for choice in choices if choice.get("finish_reason")}
    if "content_filter" in ends:
        raise ServiceError(Fault.CONTENT, "content_filter")
    if "length" in ends:
        raise ServiceError(Fault.ANSWER, "the reply is cut: the model says at most so much")
    text = "".join(_text(choice) for choice in choices)
    if not text.strip():
        raise ServiceError(Fault.ANSWER, "an empty reply")
    return text


def _choice(part: Mapping[str, Any]) -> dict[str, Any]:
    choices = part.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def _text(choice: Mapping[str, Any]) -> str:
    said = choice.get("delta") or choice.get("message")
    content = said.get("content") if isinstance(said, dict) else None
    return content if isinstance(content, str) else ""


def _delta(event: Any) -> str:
    return _text(_choice(event)) if isinstance(event, dict) else ""
