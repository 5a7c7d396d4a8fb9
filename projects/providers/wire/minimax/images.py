"""POST {url}/image_generation. The picture comes in base64."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...work import Answer, Call, Request
from ..faults import Fault, ServiceError
from ..openai import errors
from ..openai.headers import headers_with
from ..pictures import LARGEST_ANSWER, ONE, Told, one_picture
from ..reading import mapping, object_in

LISTS = ("image_base64", "image_urls")


def picture(
    provider: str, url: str, body: Mapping[str, Any], *, key: str, prices: Mapping[str, Decimal]
) -> Call:
    """`body`: its model, prompt, width, height and so on."""
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    where = f"{url}/image_generation"
    request = Request("POST", where, headers_with(key), content, largest=LARGEST_ANSWER)
    return Call(provider, body["model"], request, check, one_picture, prices, expected=ONE)


def check(answer: Answer) -> None:
    """Raises ServiceError. Without any picture, a filter has taken it."""
    errors.check(answer)
    data = _data(answer)
    if any(data.get(name) == [] for name in LISTS) and not any(map(data.get, LISTS)):
        raise ServiceError(Fault.CONTENT, "no picture")


def told_in(answer: Answer) -> Told:
    coded, url = (_first(_data(answer).get(name)) for name in LISTS)
    return Told(coded, url)


def _data(answer: Answer) -> Mapping[str, Any]:
    return mapping(object_in(answer.body).get("data"))


def _first(found: Any) -> str:
    first = found[0] if isinstance(found, list) and found else ""
    return first if isinstance(first, str) else ""
