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


# Every operation may answer with these statuses. The OpenAPI document lists them for each.
REFUSED = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 503, 507})


def answers(status: int, data: Any) -> dict[Any, Any]:
    """The possible answers of an operation: `data` with `status`, or a problem."""
    return {status: Envelope[data], REFUSED: Problem}


class Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}  # Chinese text stays readable


def done(data: Any = None) -> dict[str, Any]:
    return {"success": True, "data": data, "message": ""}
