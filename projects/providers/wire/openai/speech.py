"""Speech: POST {url}/audio/speech, answered with a sound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...work import Answer, Call, Request
from ..reading import object_in
from .errors import check, check_empty
from .headers import headers_with


def speech(
    provider: str,
    url: str,
    body: Mapping[str, Any],
    *,
    key: str,
    prices: Mapping[str, Decimal],
    largest: int,
) -> Call:
    """`body`: its model, input, voice and so on. What is paid for are the characters of `input`."""
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    request = Request("POST", f"{url}/audio/speech", headers_with(key), content, largest=largest)
    characters = {"characters": float(len(body["input"]))}
    paid: dict[str, Any] = {"units": lambda _: characters, "expected": characters}
    return Call(provider, body["model"], request, _check, prices=prices, **paid)


def _check(answer: Answer) -> None:
    """Raises ServiceError, also for words about an error in place of a sound."""
    check(answer)
    if answer.body[:1] == b"{":
        check_empty(answer, object_in(answer.body))
