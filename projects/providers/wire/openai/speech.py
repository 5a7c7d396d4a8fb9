"""Speech: POST {url}/audio/speech, answered with a sound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...work import Call, Request
from .errors import check
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
    return Call(provider, body["model"], request, check, lambda answer: characters, prices)
