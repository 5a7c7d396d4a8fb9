"""A reply is read in all the ways in which services stream it, and an error in all their places."""

from __future__ import annotations

import json
from typing import Any

import pytest

from projects.providers.wire.faults import ServiceError
from projects.providers.wire.openai.chat import Chat, units_of
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


def said(text: Any, **more: Any) -> str:
    return json.dumps({"choices": [{"delta": {"content": text}, **more}]})


def streamed(*events: str, begin: str = "") -> str:
    return begin + "".join(f"data: {event}\n\n" for event in (*events, "[DONE]"))


ERROR = json.dumps({"error": {"code": "rate_limit_exceeded", "message": "secret words"}})
BALANCE = json.dumps({"error": {"type": "insufficient_balance"}})
THOUGHT = json.dumps({"choices": [{"delta": {"reasoning_content": "hm"}}]})
STREAM = "text/event-stream"
# MiniMax says all of it once more in its last event.
WHOLE = json.dumps({"choices": [{"delta": {}, "message": {"content": "one two"}}]})
PARTS = [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "one two"}]
REFUSED = json.dumps({"choices": [{"delta": {"content": None, "refusal": "I cannot do that."}}]})


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
        (streamed(said("one "), said("two"), begin="\ufeff"), STREAM),
        (streamed(said("one "), said("two")).replace("\n", "\r"), STREAM),
        (streamed(said("one "), said("two"), WHOLE), STREAM),
        (json.dumps({"choices": [{"message": {"content": PARTS}}]}), "application/json"),
        (streamed(said(PARTS), begin="id: 1\nretry: 3000\n"), STREAM),
        (json.dumps({"error": {}, "code": 0, **json.loads(WHOLE)}), "application/json"),
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
        (streamed(REFUSED), "refused", True),
        (streamed(said("one", finish_reason="sensitive")), "refused", True),
        (streamed(said("one", finish_reason="model_length")), "service_answer", True),
        (streamed(said("", finish_reason="insufficient_system_resource")), "service_broken", True),
        (streamed(json.dumps({"error": "overloaded"})), "service_busy", False),
        (json.dumps({"choices": None, "base_resp": {"status_code": 1008}}), "out_of_credit", False),
        (json.dumps({"code": 401, "msg": "secret words"}), "service_key", False),
        (json.dumps({"code": "Arrearage", "message": "secret words"}), "out_of_credit", False),
    ],
)
def test_an_error_within_a_stream_is_one(body: str, reason: str, is_paid: bool) -> None:
    work = Given(body, STREAM)
    with pytest.raises(ServiceError) as refused:
        Chat("x", "http://x", "m").reply([], None, work)
    assert (refused.value.reason, work.spoiled) == (reason, is_paid)
    assert "secret" not in str(refused.value)


class Picky(Unpaid):
    """A service that understands nothing but these fields, and names the others."""

    def __init__(self, *known: str):
        super().__init__()
        self.known, self.asked = {"model", "messages", "stream", *known}, [set[str]()]

    def paid(self, call: Call, on_piece: Any = None) -> Answer:
        self.asked.append(set(json.loads(call.request.content)))
        if strange := self.asked[-1] - self.known:
            told = [{"type": "extra_forbidden", "loc": ["body", each]} for each in strange]
            call.check(Answer(422, {}, json.dumps({"detail": told}).encode()))
        return Answer(200, {}, streamed(said("one two")).encode())


def test_what_a_service_does_not_understand_is_left_out_from_then_on() -> None:
    chat, schema = Chat("x", "http://x", "m"), {"type": "object"}
    picky = Picky("stream_options")
    assert [chat.reply([], schema, picky) for _ in range(2)] == ["one two"] * 2
    assert [len(each) for each in picky.asked] == [0, 5, 4, 4]
    assert "stream_options" in picky.asked[-1]
    bare = Picky()
    assert chat.reply([], schema, bare) == "one two"
    assert bare.asked[-1] == {"model", "messages", "stream"}


def test_if_that_does_not_help_it_was_not_the_reason() -> None:
    chat, schema = Chat("x", "http://x", "m", more={"top_k": 7}), {"type": "object"}
    with pytest.raises(ServiceError):
        chat.reply([], schema, Picky())
    assert chat.reply([], schema, Picky("top_k", "response_format", "stream_options")) == "one two"
    assert not chat._refused


def test_tokens_are_counted_as_services_name_them() -> None:
    for usage in (
        {"prompt_tokens": "3", "completion_tokens": 5.0},
        {"input_tokens": 3, "output_tokens": 5},
    ):
        body = json.dumps({"choices": [], "usage": usage})
        events = streamed(said("one", usage=None), body).encode()
        assert units_of(Answer(200, {}, events)) == {"input_tokens": 3, "output_tokens": 5}
    for none in (None, [], {"prompt_tokens": None}, {"prompt_tokens": -1}):
        assert units_of(Answer(200, {}, json.dumps({"usage": none}).encode())) == {}
