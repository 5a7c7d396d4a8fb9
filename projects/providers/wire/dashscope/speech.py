"""CosyVoice over HTTP: POST {url}/services/audio/tts/SpeechSynthesizer, streamed, because only then
it says when its words begin.

https://www.alibabacloud.com/help/zh/model-studio/cosyvoice-tts-http-api
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from ...work import Answer, Call, Request
from ..events import objects_in
from ..faults import Fault, ServiceError
from ..openai import errors
from ..openai.headers import headers_with
from ..reading import bytes_in, count, mapping

PATH = "/services/audio/tts/SpeechSynthesizer"
Told = tuple[str, float]
"""A word, and the second in which it begins."""


def speech(
    provider: str,
    url: str,
    model: str,
    said: Mapping[str, Any],
    *,
    key: str,
    prices: Mapping[str, Decimal],
    largest: int,
) -> Call:
    """`said`: its text, voice, format and so on."""
    body = {"model": model, "input": {**said, "word_timestamp_enabled": True}}
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    headers = headers_with(key) | {"x-dashscope-sse": "enable"}
    request = Request("POST", f"{url}{PATH}", headers, content, largest=largest)
    length = len(said["text"])
    units = partial(_units, length=length)
    expected = {"characters": float(length)}
    return Call(provider, model, request, check, units, prices, expected=expected)


def check(answer: Answer) -> None:
    """Raises ServiceError, also for an error that comes as an event with the status 200."""
    errors.check(answer)
    for event in objects_in(answer.body):
        if (code := event.get("code")) and not _output(event):
            raise errors.refused(answer, str(code)[:80])


def sound_of(answer: Answer) -> bytes:
    """All pieces of the sound, joined. Raises ServiceError."""
    told = [_audio(event).get("data") for event in objects_in(answer.body)]
    pieces = [bytes_in(piece) for piece in told if piece]
    if None in pieces:
        raise ServiceError(Fault.SOUND, "no base64")
    return b"".join(piece for piece in pieces if piece)


def url_of(answer: Answer) -> str:
    """Where the whole sound can be fetched; "" if it was not told."""
    urls = [_audio(event).get("url") for event in objects_in(answer.body)]
    return next((url for url in reversed(urls) if isinstance(url, str) and url), "")


def words_of(answer: Answer) -> list[Told]:
    """As far as they were told. Each event tells those of its sentence again."""
    found: dict[tuple[int, int], Told] = {}
    for event in objects_in(answer.body):
        sentence = mapping(_output(event).get("sentence"))
        words = sentence.get("words")
        for at, word in enumerate(words if isinstance(words, list) else []):
            begin, text = mapping(word).get("begin_time"), mapping(word).get("text")
            if isinstance(begin, int | float) and isinstance(text, str):
                index = sentence.get("index")
                found[index if isinstance(index, int) else 0, at] = (text, begin / 1000)
    return [found[place] for place in sorted(found)]


def _units(answer: Answer, length: int) -> dict[str, float]:
    used = [mapping(event.get("usage")).get("characters") for event in objects_in(answer.body)]
    told = [each for each in map(count, used) if each is not None]
    return {"characters": float(max(told, default=length))}


def _output(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(event.get("output"))


def _audio(event: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(_output(event).get("audio"))
