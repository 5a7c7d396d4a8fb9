"""Pictures: POST {url}/images/generations. The answer has the picture, or says where it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...work import Answer, Call, Request
from ..faults import Fault, ServiceError
from ..multipart import form
from ..pictures import LARGEST_ANSWER, Told, one_picture
from ..reading import object_in
from .errors import check, check_error
from .headers import headers_with

LISTS = ("data", "images")  # what services call the list of pictures


def picture(
    provider: str, url: str, body: Mapping[str, Any], *, key: str, prices: Mapping[str, Decimal]
) -> Call:
    """`body`: its model, prompt, size and so on."""
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    where = f"{url}/images/generations"
    request = Request("POST", where, headers_with(key), content, largest=LARGEST_ANSWER)
    return Call(provider, body["model"], request, _check, one_picture, prices)


def edited(
    provider: str,
    url: str,
    body: Mapping[str, Any],
    jpeg: bytes,
    *,
    key: str,
    prices: Mapping[str, Decimal],
) -> Call:
    """The same with a picture to go by: POST {url}/images/edits, a form with a file."""
    fields = {
        name: said if isinstance(said, str) else json.dumps(said) for name, said in body.items()
    }
    kind, content = form(fields, "image", jpeg)
    headers = headers_with(key) | {"content-type": kind}
    request = Request("POST", f"{url}/images/edits", headers, content, largest=LARGEST_ANSWER)
    return Call(provider, body["model"], request, _check, one_picture, prices)


def told_in(answer: Answer) -> Told:
    found = _first(object_in(answer.body))
    coded, where = found.get("b64_json"), found.get("url")
    return Told(coded if isinstance(coded, str) else "", where if isinstance(where, str) else "")


def _check(answer: Answer) -> None:
    """Raises ServiceError. Without any picture, a filter has taken it."""
    check(answer)
    said = object_in(answer.body)
    if any(said.get(name) == [] for name in LISTS):
        raise ServiceError(Fault.CONTENT, "no picture")
    check_error(_first(said).get("error"))


def _first(said: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in LISTS:
        each = said.get(name)
        if isinstance(each, list) and each and isinstance(each[0], dict):
            return each[0]
    return {}
