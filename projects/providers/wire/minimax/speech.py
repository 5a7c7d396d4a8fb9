"""T2A: POST {url}/t2a_v2. The sound comes in hexadecimal digits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from ...work import Answer, Call, Request
from ..faults import Fault, ServiceError
from ..openai.errors import check
from ..openai.headers import headers_with
from ..reading import count, json_in, listed, mapping, object_in

LONGEST = 3_600_000  # milliseconds: nothing begins later


def speech(
    provider: str,
    url: str,
    body: Mapping[str, Any],
    *,
    key: str,
    prices: Mapping[str, Decimal],
    largest: int,
) -> Call:
    """`body`: its model, text, voice_setting and so on."""
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    request = Request("POST", f"{url}/t2a_v2", headers_with(key), content, largest=largest)
    length = len(body["text"])
    expected = {"characters": float(length)}
    units = partial(_units, length=length)
    return Call(provider, body["model"], request, check, units, prices, expected=expected)


def sound_of(answer: Answer) -> bytes:
    """b"" if its address was told instead. Raises ServiceError."""
    audio = mapping(object_in(answer.body).get("data")).get("audio")
    if url_of(answer):
        return b""
    try:
        return bytes.fromhex(audio)  # type: ignore[arg-type]
    except (TypeError, ValueError) as bad:
        raise ServiceError(Fault.SOUND, type(bad).__name__) from bad


def url_of(answer: Answer) -> str:
    """Where the sound can be fetched, if that was told in its place; else ""."""
    audio = mapping(object_in(answer.body).get("data")).get("audio")
    return audio if isinstance(audio, str) and audio[:4].lower() == "http" else ""


def subtitles_of(answer: Answer) -> str:
    """Where they can be fetched; "" if that was not told."""
    url = mapping(object_in(answer.body).get("data")).get("subtitle_file")
    return url if isinstance(url, str) else ""


def sentences_in(subtitles: bytes) -> list[tuple[str, float]]:
    """What is said, and the second in which it begins: [] if one of them does not say it."""
    told = [
        (mapping(each).get("text"), mapping(each).get("time_begin")) for each in _list(subtitles)
    ]
    good = [
        (text, begin / 1000)
        for text, begin in told
        if isinstance(text, str) and isinstance(begin, int | float) and 0 <= begin < LONGEST
    ]
    return good if len(good) == len(told) else []


def _list(subtitles: bytes) -> list[Any]:
    return listed(json_in(subtitles))


def _units(answer: Answer, length: int) -> dict[str, float]:
    told = count(mapping(object_in(answer.body).get("extra_info")).get("usage_characters"))
    return {"characters": float(length if told is None else told)}
