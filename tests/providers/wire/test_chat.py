"""A reply is read in all the ways in which services stream it, and an error in all their places."""

from __future__ import annotations

import json
from typing import Any

import pytest

from projects.providers.wire.faults import ServiceError
from projects.providers.wire.openai.chat import Chat
from projects.providers.work import Answer, Call, Unpaid


class Given(Unpaid):
    def __init__(self, body: str, kind: str):
        super().__init__()
        self.answer = Answer(200, {"content-type": kind}, body.encode())
        self.spoiled = False

    def paid(self, call: Call, on_piece: Any = None) -> Answer:
        call.check(self.answer)
        return self.answer

    def spoil(self, call: Call, reason: str) -> None:
        self.spoiled = True


def said(text: str, **more: Any) -> str:
    return json.dumps({"choices": [{"delta": {"content": text}, **more}]})


def streamed(*events: str, begin: str = "") -> str:
    return begin + "".join(f"data: {event}\n\n" for event in (*events, "[DONE]"))


ERROR = json.dumps({"error": {"code": "rate_limit_exceeded", "message": "secret words"}})
BALANCE = json.dumps({"error": {"type": "insufficient_balance"}})
THOUGHT = json.dumps({"choices": [{"delta": {"reasoning_content": "hm"}}]})
STREAM = "text/event-stream"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (streamed(said("one "), said("two"), said("", finish_reason="stop")), STREAM),
        (streamed(said("one "), said("two"), begin=": comment\n\n"), STREAM + "; charset=utf-8"),
        (streamed(said("one two")), "application/json"),
        (streamed(said("one two"), begin="event: message\n"), "text/plain"),
        (streamed(said("one "), said("two")).replace("\n", "\r\n"), STREAM),
        (json.dumps({"choices": [{"message": {"content": "one two"}}]}), "application/json"),
        (json.dumps({"error": None, "choices": [{"message": {"content": "one two"}}]}), STREAM),
        (streamed(THOUGHT, said("one two")), STREAM),
    ],
)
def test_a_reply_is_read(body: str, kind: str) -> None:
    assert Chat("x", "http://x", "m").reply([], None, Given(body, kind)) == "one two"


@pytest.mark.parametrize(
    ("body", "reason", "is_paid"),
    [
        (streamed(BALANCE), "out_of_credit", False),
        (streamed(ERROR), "service_busy", False),
        (streamed(said("one"), BALANCE), "service_answer", True),
        (streamed(said("one", finish_reason="length")), "service_answer", True),
        (streamed(said("one", finish_reason="content_filter")), "refused", True),
        (streamed(said(" ")), "service_answer", True),
        (streamed(), "service_answer", True),
    ],
)
def test_an_error_within_a_stream_is_one(body: str, reason: str, is_paid: bool) -> None:
    work = Given(body, STREAM)
    with pytest.raises(ServiceError) as refused:
        Chat("x", "http://x", "m").reply([], None, work)
    assert (refused.value.reason, work.spoiled) == (reason, is_paid)
    assert "secret" not in str(refused.value)
