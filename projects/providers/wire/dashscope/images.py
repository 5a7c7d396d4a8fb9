"""Qwen-Image and Wan: POST {url}/services/aigc/multimodal-generation/generation, which answers with
the address of a picture.

https://www.alibabacloud.com/help/en/model-studio/qwen-image-api
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ...work import Answer, Call, Request
from ..faults import Fault, ServiceError
from ..openai import errors
from ..openai.headers import headers_with
from ..pictures import LARGEST_ANSWER, ONE, Told, one_picture
from ..reading import listed, mapping, object_in

PATH = "/services/aigc/multimodal-generation/generation"


def picture(
    provider: str,
    url: str,
    model: str,
    content: Sequence[Mapping[str, str]],
    parameters: Mapping[str, Any],
    *,
    key: str,
    prices: Mapping[str, Decimal],
) -> Call:
    """`content`: of the one message, such as its text."""
    message = {"role": "user", "content": list(content)}
    body = {"model": model, "input": {"messages": [message]}, "parameters": dict(parameters)}
    said = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    request = Request("POST", f"{url}{PATH}", headers_with(key), said, largest=LARGEST_ANSWER)
    return Call(provider, model, request, check, one_picture, prices, expected=ONE)


def check(answer: Answer) -> None:
    """Raises ServiceError, also for an error with the status 200."""
    errors.check(answer)
    said = object_in(answer.body)
    if (code := said.get("code")) and not _contents(said):
        raise errors.refused(answer, str(code)[:80])
    if "output" in said and not any(map(_image, _contents(said))):
        raise ServiceError(Fault.CONTENT, "no picture")


def told_in(answer: Answer) -> Told:
    found = [image for each in _contents(object_in(answer.body)) if (image := _image(each))]
    return Told(url=found[0]) if found else Told()


def _contents(said: Mapping[str, Any]) -> list[Any]:
    """What the messages of all choices have."""
    found: list[Any] = []
    for choice in listed(mapping(said.get("output")).get("choices")):
        found += listed(mapping(mapping(choice).get("message")).get("content"))
    return found


def _image(content: Any) -> str:
    image = mapping(content).get("image")
    return image if isinstance(image, str) else ""
