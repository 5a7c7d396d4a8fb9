"""Chat: POST {url}/chat/completions, streamed where the service can do that."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...work import Answer, Call, Request, Work
from ..codes import fault_of
from ..events import Events, objects_in
from ..faults import Fault, ServiceError
from ..reading import count, listed, mapping
from . import errors
from .headers import headers_with

Message = Mapping[str, str]
SCHEMA, USAGE = "response_format", "stream_options"
BROKEN = ("networkerror", "insufficientsystemresource")  # of Zhipu and DeepSeek
MOST_HEARD = 100_000  # characters of a reply that are told while it comes
CUT = ("length", "maxtokens", "contextwindow")  # in the reason of an end


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
    # Which of `_options` it has refused.
    _refused: set[str] = field(default_factory=set, repr=False)

    def price_of(self, tokens: Mapping[str, int]) -> Decimal | None:
        """None if it is not known."""
        if tokens.keys() - self.prices.keys():
            return None
        return sum((n * self.prices[name] for name, n in tokens.items()), Decimal(0))

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
            if len(said) <= MOST_HEARD:
                said += "".join(map(_delta, events.take(piece)))
                on_text(said)

        answer = self._answer(messages, schema, work, on_piece)
        try:
            return _reply(answer)
        except ServiceError:
            self.spoil([messages], schema, work)
            raise

    def _answer(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        work: Work,
        on_piece: Callable[[bytes], None],
    ) -> Answer:
        """If the service does not understand what it is asked: without what it names, or else
        without the schema. If that does not help, it was not the reason."""
        tried: set[str] = set()
        while True:
            try:
                return work.paid(self._call(messages, schema), on_piece)
            except ServiceError as failed:
                there = self._options(schema).keys()
                without = there & set(failed.named) or there & {SCHEMA}
                if failed.fault != Fault.REQUEST or not without:
                    self._refused.difference_update(tried)
                    raise
                tried |= without
                self._refused.update(without)

    def spoil(
        self, asked: Sequence[Sequence[Message]], schema: Mapping[str, Any] | None, work: Work
    ) -> None:
        """The replies to these cannot be used: who tries again asks again."""
        for messages in asked:
            work.spoil(self._call(messages, schema), Fault.ANSWER)

    def _call(self, messages: Sequence[Message], schema: Mapping[str, Any] | None) -> Call:
        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "stream": True}
        body |= self._options(schema) | dict(self.more)
        body = {name: said for name, said in body.items() if said is not None}
        content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        url = f"{self.url.rstrip('/')}/chat/completions"
        request = Request("POST", url, headers_with(self.key), content, longest=self.longest)
        return Call(self.provider, self.model, request, check, units_of, self.prices)

    def _options(self, schema: Mapping[str, Any] | None) -> dict[str, Any]:
        """What a service may refuse. The orders describe the schema in words too."""
        named = {"name": "answer", "schema": schema, "strict": True}
        found: dict[str, Any] = {
            SCHEMA: schema and {"type": "json_schema", "json_schema": named},
            USAGE: {"include_usage": True},
        }
        left_out = self._refused | set(self.more)
        return {name: said for name, said in found.items() if said and name not in left_out}


def units_of(answer: Answer) -> dict[str, float]:
    """The tokens that are paid for, as far as the service says how many."""
    names = {
        "input_tokens": ("prompt_tokens", "input_tokens"),
        "output_tokens": ("completion_tokens", "output_tokens"),
    }
    for each in reversed(objects_in(answer.body)):
        if usage := mapping(each.get("usage")):
            counts = {ours: count(errors.first(usage, said)) for ours, said in names.items()}
            return {name: n for name, n in counts.items() if n is not None}
    return {}


def check(answer: Answer) -> None:
    """Raises ServiceError, also for an error that comes as an event of a good answer, as long as
    nothing was said before it: else that is paid."""
    try:
        errors.check(answer)
    except ServiceError as refused:
        refused.named = tuple(each for each in (SCHEMA, USAGE) if each.encode() in answer.body)
        raise
    parts = objects_in(answer.body)
    if any(_text(_said(_choice(each))) for each in parts):
        return
    for each in parts:
        errors.check_part(answer, each)
        if not each.get("choices"):
            errors.check_empty(answer, each)


def _reply(answer: Answer) -> str:
    parts = objects_in(answer.body)
    if any(map(errors.error_in, parts)):
        raise ServiceError(Fault.ANSWER, "an error within the reply")
    choices = list(filter(None, map(_choice, parts)))
    for choice in choices:
        _check_end(str(choice.get("finish_reason") or ""))
    text = _whole(choices)
    if not text.strip():
        if any(_text(_said(choice), "refusal") for choice in choices):
            raise ServiceError(Fault.CONTENT, "refusal")
        raise ServiceError(Fault.ANSWER, "an empty reply")
    return text


def _check_end(reason: str) -> None:
    """Why nothing more is said."""
    if fault_of(200, reason) == Fault.CONTENT:
        raise ServiceError(Fault.CONTENT, reason[:80])
    folded = "".join(filter(str.isalnum, reason.lower()))
    if any(each in folded for each in CUT):
        raise ServiceError(Fault.ANSWER, "the reply is cut: the model says at most so much")
    if folded in BROKEN:
        raise ServiceError(Fault.BROKEN, reason[:80])


def _whole(choices: Sequence[Mapping[str, Any]]) -> str:
    """What was said piece by piece; a message that says all of it again at the end adds nothing."""
    pieces = "".join(_text(mapping(choice.get("delta"))) for choice in choices)
    return pieces or "".join(_text(mapping(choice.get("message"))) for choice in choices)


def _choice(part: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(next(iter(listed(part.get("choices"))), None))


def _said(choice: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(choice.get("delta") or choice.get("message"))


def _text(said: Mapping[str, Any], name: str = "content") -> str:
    """Of a text, or of a list of parts with texts."""
    content = said.get(name)
    parts = [mapping(each).get("text") for each in listed(content)] or [content]
    return "".join(each for each in parts if isinstance(each, str))


def _delta(event: Any) -> str:
    return _text(mapping(_choice(mapping(event)).get("delta")))
