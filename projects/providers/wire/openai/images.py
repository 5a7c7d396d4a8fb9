"""Pictures: POST {url}/images/generations. The answer has the picture, or says where it is."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from projects.media.intake.picture_kinds import NotAPicture

from ...work import Answer, Call, Request, Work
from ..faults import Fault, ServiceError
from ..results import fetch
from .errors import check, check_error
from .headers import headers_with

LARGEST = 24 * 2**20  # bytes of a picture
LARGEST_ANSWER = 34 * 2**20  # base64 takes a third more
TRIES = 3  # to fetch a picture: that costs nothing
LISTS = ("data", "images")  # what services call the list of pictures


@dataclass(frozen=True)
class Images:
    """A model of a service. `prices`: of a picture, {"pictures": ...}."""

    provider: str
    url: str
    model: str
    key: str = field(default="", repr=False)
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    longest: float = 180.0

    def make(
        self,
        prompt: str,
        fields: Mapping[str, Any],
        keep: Callable[[bytes], None],
        work: Work,
    ) -> None:
        """Give one picture to `keep`, which raises NotAPicture if it is none.

        Raises ServiceError. Who tries again after an answer without a good picture pays again.
        """
        call = self._call({**fields, "model": self.model, "prompt": prompt})
        answer = work.paid(call)
        try:
            keep(self._bytes_of(answer, work))
        except NotAPicture as refused:
            work.spoil(call, Fault.ANSWER)
            raise ServiceError(Fault.ANSWER, refused.reason) from refused
        except ServiceError as failed:
            if not failed.is_transient:
                work.spoil(call, failed.fault)
            raise

    def _call(self, body: Mapping[str, Any]) -> Call:
        content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        url = f"{self.url.rstrip('/')}/images/generations"
        request = Request(
            *("POST", url, headers_with(self.key), content),
            longest=self.longest,
            largest=LARGEST_ANSWER,
        )
        return Call(self.provider, self.model, request, _check, _units_of, self.prices)

    def _bytes_of(self, answer: Answer, work: Work) -> bytes:
        found = _first(_said(answer))
        coded, where = found.get("b64_json"), found.get("url")
        if isinstance(coded, str) and coded:
            return _decoded(coded)
        if isinstance(where, str) and where.startswith("data:"):
            return _decoded(where.partition(",")[2])
        if isinstance(where, str) and where:
            return self._fetched(where, work)
        raise ServiceError(Fault.ANSWER, "no picture in it")

    def _fetched(self, where: str, work: Work) -> bytes:
        for left in reversed(range(TRIES)):
            try:
                return fetch(where, service=self.url, beat=work.beat, largest=LARGEST).body
            except ServiceError as failed:
                may_help = failed.is_transient or failed.fault == Fault.UNKNOWN
                if not may_help:
                    raise
                if not left:  # it stays where it is for a while: whoever tries again looks again
                    raise ServiceError(Fault.UNREACHABLE, str(failed)) from failed
        raise AssertionError("the last try returns or raises")


def _check(answer: Answer) -> None:
    """Raises ServiceError. Without any picture, a filter has taken it."""
    check(answer)
    said = _said(answer)
    if any(said.get(name) == [] for name in LISTS):
        raise ServiceError(Fault.CONTENT, "no picture")
    check_error(_first(said).get("error"))


def _units_of(_answer: Answer) -> dict[str, float]:
    return {"pictures": 1}


def _said(answer: Answer) -> Mapping[str, Any]:
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _first(said: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in LISTS:
        each = said.get(name)
        if isinstance(each, list) and each and isinstance(each[0], dict):
            return each[0]
    return {}


def _decoded(coded: str) -> bytes:
    try:
        return base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError) as bad:
        raise ServiceError(Fault.ANSWER, "no base64") from bad
