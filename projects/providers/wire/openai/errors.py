"""Finds in an answer that it is an error: by its status, and by what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...work import Answer
from ..again import pause_in
from ..codes import GOOD, OF_MINIMAX, fault_of
from ..faults import Fault, ServiceError
from ..reading import json_in, mapping

CODES = ("code", "type", "status", "http_code", "reason")
WORDS = ("message", "msg")
MOST_WORDS = 4  # of a code


def check(answer: Answer) -> None:
    """Raises ServiceError if the answer is an error, also one with the status 200."""
    said = _said_in(answer)
    _check_envelope(answer, said)
    error = error_in(said)
    if error:
        raise refused(answer, _code_in(error), str(first(error, WORDS)))
    if not is_good(answer):
        raise refused(answer, _code_in(said), str(first(said, WORDS)))


def check_part(answer: Answer, said: Mapping[str, Any]) -> None:
    """The same for an event of a good answer."""
    if error := error_in(said):
        raise refused(answer, _code_in(error), str(first(error, WORDS)))


def error_in(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """{"error": {...}} or {"error": "..."}; {} if it is no error of this kind."""
    error = said.get("error")
    error = {"code": error} if isinstance(error, str) else mapping(error)
    return {} if _is_none(error) else error


def check_error(said: Any) -> None:
    """The same for an error within a good answer, such as of one picture."""
    error = mapping(said)
    if not _is_none(error):
        code = _code_in(error)
        raise ServiceError(fault_of(200, code), shown(code))


def check_empty(answer: Answer, said: Any) -> None:
    """For a good answer without what was asked for: raises ServiceError if it says the code of an
    error instead."""
    code = str(first(mapping(said), ("code", "error_code")))[:80]
    if code.lower() not in GOOD:
        raise refused(answer, code, str(first(mapping(said), WORDS)))


def refused(answer: Answer, code: str, words: str = "") -> ServiceError:
    """What such an answer is."""
    fault = fault_of(answer.status, code, words)
    detail = f"HTTP {answer.status} {shown(code)}".strip()
    return ServiceError(fault, detail, retry_after=pause_in(answer.headers))


def shown(code: str) -> str:
    """A code as it may be written down: not if it is words, for these may repeat what was sent."""
    return code if len(code.split()) <= MOST_WORDS else ""


def is_good(answer: Answer) -> bool:
    """By its status: an order may be 201 Created or 202 Accepted."""
    return 200 <= answer.status < 300


def first(said: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """What it has by the first of these names by which it has something, or ""."""
    return next((said[name] for name in names if said.get(name) not in (None, "")), "")


def _check_envelope(answer: Answer, said: Mapping[str, Any]) -> None:
    """MiniMax says in one what has become of a request, in all of its shapes."""
    code = str(first(mapping(said.get("base_resp")), ("status_code",)))
    if code not in GOOD:
        fault, pause = OF_MINIMAX.get(code, Fault.ANSWER), pause_in(answer.headers)
        raise ServiceError(fault, f"MiniMax {code:.20}", retry_after=pause)


def _said_in(answer: Answer) -> Mapping[str, Any]:
    """Some put their error into a list."""
    said = json_in(answer.body)
    return mapping(said[0] if isinstance(said, list) and len(said) == 1 else said)


def _is_none(error: Mapping[str, Any]) -> bool:
    """Some have one in each answer, which says that there is none."""
    code = error.get("code")
    return not any(error.values()) or (code not in (None, "") and str(code).lower() in GOOD)


def _code_in(error: Mapping[str, Any]) -> str:
    return " ".join(str(error[name]) for name in CODES if error.get(name))[:80]
