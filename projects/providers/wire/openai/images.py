"""Pictures: POST {url}/images/generations. The answer has the picture, or says where it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...work import Answer, Call, Request
from ..faults import Fault, ServiceError
from ..multipart import form
from ..pictures import LARGEST_ANSWER, ONE, Told, one_picture
from ..reading import listed, mapping, object_in
from .errors import check, check_empty, check_error
from .headers import headers_with

LISTS = ("data", "images")  # what services call the list of pictures


def picture(
    provider: str, url: str, body: Mapping[str, Any], *, key: str, prices: Mapping[str, Decimal]
) -> Call:
    """`body`: its model, prompt, size and so on."""
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    where = f"{url}/images/generations"
    request = Request("POST", where, headers_with(key), content, largest=LARGEST_ANSWER)
    return Call(provider, body["model"], request, _check, one_picture, prices, expected=ONE)


def edited(
    provider: str,
    url: str,
    body: Mapping[str, Any],
    jpeg: bytes,
    *,
    key: str,
    prices: Mapping[str, Decimal],
) -> Call:
    """The same with a picture to go by: POST {url}/images/edits, a form with a file, which may be
    a JPEG (types/image_edit_params.py of openai-python)."""
    fields = {
        name: said if isinstance(said, str) else json.dumps(said) for name, said in body.items()
    }
    kind, content = form(fields, "image", jpeg)
    headers = headers_with(key) | {"content-type": kind}
    request = Request("POST", f"{url}/images/edits", headers, content, largest=LARGEST_ANSWER)
    return Call(provider, body["model"], request, _check, one_picture, prices, expected=ONE)


def told_in(answer: Answer) -> Told:
    found = _pictures(object_in(answer.body))
    return next((told for told in map(_told, found) if told.coded or told.url), Told())


def _told(found: Any) -> Told:
    """A picture as an object, or as its address alone."""
    said = {"url": found} if isinstance(found, str) else mapping(found)
    coded, where = said.get("b64_json"), said.get("url")
    return Told(coded if isinstance(coded, str) else "", where if isinstance(where, str) else "")


def _check(answer: Answer) -> None:
    """Raises ServiceError. Without any picture, a filter has taken it."""
    check(answer)
    said = object_in(answer.body)
    found = _pictures(said)
    if not found and any(said.get(name) == [] for name in LISTS):
        raise ServiceError(Fault.CONTENT, "no picture")
    if not found:
        check_empty(answer, said)
    for each in found[:1]:
        check_error(mapping(each).get("error"))


def _pictures(said: Mapping[str, Any]) -> list[Any]:
    return next((each for name in LISTS if (each := listed(said.get(name)))), [])
