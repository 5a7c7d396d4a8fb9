"""The one shape of every answer: {"success": ..., "data": ..., "message": ...}.

`videostudio/refusals.py` writes that of a refusal, because the web server itself refuses too.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from ninja import Schema
from ninja.renderers import JSONRenderer

Data = TypeVar("Data")


class Envelope(Schema, Generic[Data]):
    success: bool = True
    data: Data
    message: str = ""


class Problem(Schema):
    """An answer that says in the caller's language what is wrong, and what to do first."""

    success: bool = False
    data: dict[str, Any] | None = None
    message: str


# Every operation may answer with these statuses: the handlers of failures do. Only the OpenAPI
# document has to know them, so `Api` adds them there: django-ninja would build a model for each of
# them, of each operation, in each process that starts.
REFUSED = (400, 401, 403, 404, 409, 413, 422, 429, 503, 507)


def answers(status: int, data: Any) -> dict[Any, Any]:
    """How an operation answers when it succeeds: with `data` and `status`."""
    return {status: Envelope[data]}


class Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}  # Chinese text stays readable


def done(data: Any = None) -> dict[str, Any]:
    return {"success": True, "data": data, "message": ""}
